//! The filters as the address bar has them, and what taking one away leaves.

use domain::directory::DirectoryQuery;
use domain::institution::Specialty;
use domain::region::prefecture;

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

/// Reads the filters from an address. What is not understood is left out rather than refused: an old link still shows something.
pub fn read(get: impl Fn(&str) -> Option<String>) -> DirectoryQuery {
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
    query
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
        Filter::Words => rest.q = None,
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

    fn address(pairs: &[(&str, &str)]) -> DirectoryQuery {
        read(|name| pairs.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned()))
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
}
