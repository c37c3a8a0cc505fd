//! The question as the address bar has it, and what taking a part of it away leaves.

use crate::client::directory::directory_query;
pub use domain::directory::Asked;
use domain::directory::{DirectoryQuery, DirectorySort, FacetCount, specialty_codes};
use domain::geo::LatLng;
use domain::institution::Specialty;
use domain::number::decimal_text;

/// One filter that narrows the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Filter {
    Words,
    Prefecture,
    Area,
    Kind,
    Specialty(Specialty),
    Employment,
    Guidance,
}

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

/// What is counted for the choices: order and place do not change it.
pub fn counted(query: &DirectoryQuery) -> DirectoryQuery {
    DirectoryQuery { sort: None, near: None, limit: None, cursor: None, ..query.clone() }
}

/// How many have a value; values that nothing has are not in the list.
pub fn count_of(counts: &[FacetCount], value: &str) -> u64 {
    counts.iter().find(|one| one.value == value).map_or(0, |one| one.count)
}

/// The filters in force, in the order in which they are shown.
pub fn active(query: &DirectoryQuery) -> Vec<Filter> {
    let mut found = Vec::new();
    let mut add = |is: bool, filter| {
        if is {
            found.push(filter);
        }
    };
    add(query.q.is_some(), Filter::Words);
    // The area's name says where it is; its prefecture is still a filter of its own.
    add(query.prefecture.is_some(), Filter::Prefecture);
    add(query.area.is_some(), Filter::Area);
    add(query.kind.is_some(), Filter::Kind);
    add(query.employment.is_some(), Filter::Employment);
    add(query.guidance.is_some(), Filter::Guidance);
    found.extend(query.specialty_list().into_iter().map(Filter::Specialty));
    found
}

/// The same question without one filter. An area cannot outlive its prefecture.
pub fn without(query: &DirectoryQuery, filter: Filter) -> DirectoryQuery {
    let mut rest = query.clone();
    match filter {
        Filter::Words => {
            rest.q = None;
            rest.sort = rest.sort.filter(|sort| *sort != DirectorySort::Relevance);
        }
        Filter::Prefecture => (rest.prefecture, rest.area) = (None, None),
        Filter::Area => rest.area = None,
        Filter::Kind => rest.kind = None,
        Filter::Specialty(specialty) => rest = with_specialty(&rest, specialty, false),
        Filter::Employment => rest.employment = None,
        Filter::Guidance => rest.guidance = None,
    }
    rest
}

/// The same question with a specialty added or taken away.
pub fn with_specialty(query: &DirectoryQuery, specialty: Specialty, on: bool) -> DirectoryQuery {
    let mut list = query.specialty_list();
    list.retain(|known| *known != specialty);
    if on {
        list.push(specialty);
    }
    DirectoryQuery { specialties: specialty_codes(&list), ..query.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::institution::InstitutionKind;

    fn address(pairs: &[(&str, &str)]) -> DirectoryQuery {
        asked(pairs).query
    }

    fn asked(pairs: &[(&str, &str)]) -> Asked {
        Asked::read(|name| pairs.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn an_area_goes_with_its_prefecture() {
        let query = address(&[("prefecture", "04"), ("area", "0401"), ("kind", "clinic")]);
        let rest = without(&query, Filter::Prefecture);
        assert_eq!(rest, DirectoryQuery { kind: Some(InstitutionKind::Clinic), ..DirectoryQuery::default() });
    }

    #[test]
    fn one_choice_of_specialties_has_one_address() {
        let query = with_specialty(&address(&[("specialties", "surgery")]), Specialty::InternalMedicine, true);
        assert_eq!(query.specialties.as_deref(), Some("internal_medicine,surgery"));
        assert_eq!(active(&query), [Filter::Specialty(Specialty::InternalMedicine), Filter::Specialty(Specialty::Surgery)]);
        let none = without(&without(&query, Filter::Specialty(Specialty::Surgery)), Filter::Specialty(Specialty::InternalMedicine));
        assert!(!none.is_filtered());
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
        assert_eq!(without(&relevant, Filter::Words).sort, None);
    }
}
