//! The question as the address bar has it.

use crate::client::directory::directory_query;
pub use domain::directory::{ActiveFilter, Asked, count_of};
use domain::directory::{DirectoryQuery, DirectorySort};
use domain::geo::LatLng;
use domain::number::decimal_text;

/// The address of a page that answers a question from the start: what its API is asked, and the name of the place.
pub fn address(base: &str, asked: &Asked) -> String {
    let query = directory_query(&DirectoryQuery { cursor: None, ..asked.query.clone() });
    match asked.place.as_ref().filter(|_| asked.query.near.is_some()) {
        Some(place) => String::from(base) + &query + "&place=" + &String::from(js_sys::encode_uri_component(place)),
        None => String::from(base) + &query,
    }
}

/// The same question in another order; the order that it has by itself is not said.
pub fn sorted(query: &DirectoryQuery, sort: DirectorySort) -> DirectoryQuery {
    DirectoryQuery { sort: Some(sort).filter(|sort| query.sorts().first() != Some(sort)), ..query.clone() }
}

/// The same question with the nearest to a place first; without a place, in the order it has by itself.
pub fn near(query: &DirectoryQuery, place: Option<LatLng>) -> DirectoryQuery {
    let near = place.map(|place| decimal_text(place.latitude) + "," + &decimal_text(place.longitude));
    let sort = match near {
        Some(_) => Some(DirectorySort::Distance),
        None => query.sort.filter(|sort| *sort != DirectorySort::Distance),
    };
    DirectoryQuery { near, sort, ..query.clone() }
}

/// A position as exact as a link needs it that may be passed on: about a kilometre.
pub fn roughly(place: LatLng) -> LatLng {
    let hundredths = |degrees: f64| (degrees * 100.0).round() / 100.0;
    LatLng { latitude: hundredths(place.latitude), longitude: hundredths(place.longitude) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(pairs: &[(&str, &str)]) -> DirectoryQuery {
        asked(pairs).query
    }

    fn asked(pairs: &[(&str, &str)]) -> Asked {
        Asked::read(|name| pairs.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn without_a_place_nothing_is_far() {
        let found = address(&[("near", "38.26,140.87"), ("sort", "distance")]);
        let left = near(&found, None);
        assert_eq!((left.near, left.sort), (None, None));
    }

    #[test]
    fn a_place_is_asked_for_as_the_address_says_it() {
        let place = LatLng { latitude: 38.268_215, longitude: 140.869_356 };
        let query = near(&address(&[("q", "病院")]), Some(roughly(place)));
        assert_eq!((query.near.as_deref(), query.sort), (Some("38.27,140.87"), Some(DirectorySort::Distance)));
        assert_eq!(query.near_place(), Some(roughly(place)));
    }

    #[test]
    fn an_order_is_only_said_where_it_is_another() {
        let words = address(&[("q", "病院"), ("sort", "kana")]);
        assert_eq!(sorted(&words, DirectorySort::Relevance).sort, None);
        assert_eq!(sorted(&words, DirectorySort::Newest).sort, Some(DirectorySort::Newest));
        let relevant = sorted(&address(&[("q", "病院")]), DirectorySort::Relevance);
        assert_eq!(relevant.without(ActiveFilter::Words).sort, None);
    }
}
