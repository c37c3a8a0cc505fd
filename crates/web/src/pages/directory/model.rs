//! The question as the address bar has it, and what taking a part of it away leaves.

use crate::client::directory::directory_query;
use domain::directory::{DirectoryQuery, DirectorySort, FacetCount};
use domain::geo::LatLng;
use domain::institution::Specialty;
use domain::region::prefecture;

/// No name of a place is longer; whatever an address says beyond is left out.
const PLACE_LENGTH: usize = 100;

/// What the address asks for: everything that the list depends on, so that whoever opens it sees the same.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// What the API is asked.
    pub query: DirectoryQuery,
    /// What the place is called that distances are measured from; only shown.
    pub place: Option<String>,
}

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

/// Reads an address. What is not understood is left out rather than refused: an old link still shows something.
pub fn read(get: impl Fn(&str) -> Option<String>) -> Asked {
    let text = |name| get(name).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty());
    let prefecture = text("prefecture").filter(|code| prefecture(code).is_some());
    let area = text("area").filter(|code| code.len() == 4 && prefecture.as_ref().is_some_and(|prefecture| code.starts_with(prefecture)));
    let mut query = DirectoryQuery {
        prefecture,
        area,
        kind: text("kind").and_then(|code| code.parse().ok()),
        specialties: text("specialties"),
        employment: text("employment").and_then(|code| code.parse().ok()),
        guidance: text("guidance").filter(|value| value == "true").map(|_| true),
        q: text("q"),
        sort: text("sort").and_then(|code| code.parse().ok()),
        near: text("near"),
        limit: None,
        cursor: None,
    };
    query.specialties = write_specialties(&query.specialty_list());
    if query.near_place().is_none() {
        query.near = None;
    }
    // Orders that need what is not there.
    query.sort = query.sort.filter(|sort| sorts(&query).contains(sort));
    let place = text("place").filter(|_| query.near.is_some()).map(|place| place.chars().take(PLACE_LENGTH).collect());
    Asked { query, place }
}

/// The address of a page that answers a question: what its API is asked, and the name of the place.
pub fn address(base: &str, asked: &Asked) -> String {
    let query = directory_query(&asked.query);
    match asked.place.as_ref().filter(|_| asked.query.near.is_some()) {
        Some(place) => String::from(base) + &query + "&place=" + &String::from(js_sys::encode_uri_component(place)),
        None => String::from(base) + &query,
    }
}

/// The orders that a question can be answered in, the one it has by itself first.
pub fn sorts(query: &DirectoryQuery) -> Vec<DirectorySort> {
    let mut sorts = vec![DirectorySort::Newest, DirectorySort::Kana];
    if query.q.is_some() {
        sorts.insert(0, DirectorySort::Relevance);
    }
    if query.near.is_some() {
        sorts.push(DirectorySort::Distance);
    }
    sorts
}

/// The same question in another order; the order that it has by itself is not said.
pub fn sorted(query: &DirectoryQuery, sort: DirectorySort) -> DirectoryQuery {
    DirectoryQuery { sort: Some(sort).filter(|sort| sorts(query).first() != Some(sort)), ..query.clone() }
}

/// The same question with the nearest to a place first; without a place, in the order it has by itself.
pub fn near(query: &DirectoryQuery, place: Option<LatLng>) -> DirectoryQuery {
    let near = place.map(|place| place.latitude.to_string() + "," + &place.longitude.to_string());
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
    DirectoryQuery { specialties: write_specialties(&list), ..query.clone() }
}

/// In the order of the vocabulary, so that one choice has one address.
fn write_specialties(list: &[Specialty]) -> Option<String> {
    let mut list = list.to_vec();
    list.sort_unstable();
    list.dedup();
    let codes: Vec<&str> = list.into_iter().map(Specialty::code).collect();
    (!codes.is_empty()).then(|| codes.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::institution::InstitutionKind;

    fn asked(pairs: &[(&str, &str)]) -> Asked {
        read(|name| pairs.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned()))
    }

    fn address(pairs: &[(&str, &str)]) -> DirectoryQuery {
        asked(pairs).query
    }

    #[test]
    fn what_an_address_says_wrongly_is_left_out() {
        let query = address(&[("prefecture", "99"), ("area", "0401"), ("kind", "castle"), ("specialties", "surgery,magic"), ("q", "  ")]);
        assert_eq!(query, DirectoryQuery { specialties: Some("surgery".into()), ..DirectoryQuery::default() });
    }

    #[test]
    fn an_area_goes_with_its_prefecture() {
        let query = address(&[("prefecture", "04"), ("area", "0401"), ("kind", "clinic")]);
        assert_eq!(query.area.as_deref(), Some("0401"));
        assert_eq!(address(&[("prefecture", "05"), ("area", "0401")]).area, None);
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
    fn a_place_and_its_name_go_together() {
        let near = [("near", "38.26,140.87"), ("sort", "distance"), ("place", "980-0811 仙台市青葉区")];
        let found = asked(&near);
        assert_eq!((found.query.sort, found.place.as_deref()), (Some(DirectorySort::Distance), Some("980-0811 仙台市青葉区")));
        let nowhere = asked(&[("near", "here"), ("sort", "distance"), ("place", "仙台市")]);
        assert_eq!(nowhere, Asked::default());
        let left = super::near(&found.query, None);
        assert_eq!((left.near, left.sort), (None, None));
    }

    #[test]
    fn a_place_is_asked_for_as_the_address_says_it() {
        let place = LatLng { latitude: 38.268_215, longitude: 140.869_356 };
        let query = super::near(&address(&[("q", "病院")]), Some(roughly(place)));
        assert_eq!((query.near.as_deref(), query.sort), (Some("38.27,140.87"), Some(DirectorySort::Distance)));
        assert_eq!(query.near_place(), Some(roughly(place)));
    }

    #[test]
    fn an_order_is_only_said_where_it_is_another() {
        let words = address(&[("q", "病院"), ("sort", "kana")]);
        assert_eq!(sorts(&words), [DirectorySort::Relevance, DirectorySort::Newest, DirectorySort::Kana]);
        assert_eq!(sorted(&words, DirectorySort::Relevance).sort, None);
        assert_eq!(sorted(&words, DirectorySort::Newest).sort, Some(DirectorySort::Newest));
        let relevant = sorted(&address(&[("q", "病院")]), DirectorySort::Relevance);
        assert_eq!(without(&relevant, Filter::Words).sort, None);
        assert_eq!(address(&[("sort", "relevance")]).sort, None, "nothing is relevant to no words");
    }
}
