//! What the address of the directory or of the map asks for, read by the browser and by the server alike.

use super::{DirectoryFlag, DirectoryQuery, DirectorySort};
use crate::institution::Specialty;
use crate::region::prefecture;
use strum::IntoEnumIterator;

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

impl Asked {
    /// Reads an address; `get` returns the value of a parameter. What is not understood is left out rather than refused: an old link still
    /// shows something.
    pub fn read(get: impl Fn(&str) -> Option<String>) -> Self {
        let text = |name| get(name).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty());
        let in_prefecture = text("prefecture").filter(|code| prefecture(code).is_some());
        let is_area = |code: &String| code.len() == 4 && in_prefecture.as_ref().is_some_and(|prefecture| code.starts_with(prefecture));
        let area = text("area").filter(|code| code.bytes().all(|digit| digit.is_ascii_digit())).filter(is_area);
        let mut query = DirectoryQuery {
            prefecture: in_prefecture,
            area,
            kind: text("kind").and_then(|code| code.parse().ok()),
            specialties: text("specialties"),
            employment: text("employment").and_then(|code| code.parse().ok()),
            q: text("q"),
            sort: text("sort").and_then(|code| code.parse().ok()),
            near: text("near"),
            cursor: text("cursor"),
            ..DirectoryQuery::default()
        };
        for flag in DirectoryFlag::iter() {
            flag.ask(&mut query, text(flag.code()).as_deref() == Some("true"));
        }
        query.specialties = specialty_codes(&query.specialty_list());
        if query.near_place().is_none() {
            query.near = None;
        }
        // Orders that need what is not there.
        query.sort = query.sort.filter(|sort| query.sorts().contains(sort));
        let place = text("place").filter(|_| query.near.is_some()).map(|place| place.chars().take(PLACE_LENGTH).collect());
        Asked { query, place }
    }
}

impl DirectoryQuery {
    /// The orders that the question can be answered in, the one it has by itself first.
    #[must_use]
    pub fn sorts(&self) -> Vec<DirectorySort> {
        let mut sorts = vec![DirectorySort::Newest, DirectorySort::Kana];
        if self.q.is_some() {
            sorts.insert(0, DirectorySort::Relevance);
        }
        if self.near.is_some() {
            sorts.push(DirectorySort::Distance);
        }
        sorts
    }
}

/// Specialties as an address names them, in the order of the vocabulary, so that one choice has one address; `None` for none.
#[must_use]
pub fn specialty_codes(list: &[Specialty]) -> Option<String> {
    let mut list = list.to_vec();
    list.sort_unstable();
    list.dedup();
    let codes: Vec<&str> = list.into_iter().map(Specialty::code).collect();
    (!codes.is_empty()).then(|| codes.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::institution::InstitutionKind;

    fn asked(pairs: &[(&str, &str)]) -> Asked {
        Asked::read(|name| pairs.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn what_an_address_says_wrongly_is_left_out() {
        let wrong = [("prefecture", "99"), ("area", "0401"), ("kind", "castle"), ("specialties", "surgery,magic"), ("q", "  ")];
        let surgery = DirectoryQuery { specialties: Some("surgery".into()), ..DirectoryQuery::default() };
        assert_eq!(asked(&wrong).query, surgery);
    }

    #[test]
    fn an_area_goes_with_its_prefecture() {
        let found = asked(&[("prefecture", "04"), ("area", "0401"), ("kind", "clinic")]).query;
        assert_eq!((found.area.as_deref(), found.kind), (Some("0401"), Some(InstitutionKind::Clinic)));
        for area in ["0501", "04", "04山形", "04 1"] {
            assert_eq!(asked(&[("prefecture", "04"), ("area", area)]).query.area, None, "{area}");
        }
    }

    #[test]
    fn a_place_and_its_name_go_together() {
        let found = asked(&[("near", "38.26,140.87"), ("sort", "distance"), ("place", "980-0811 仙台市青葉区")]);
        assert_eq!((found.query.sort, found.place.as_deref()), (Some(DirectorySort::Distance), Some("980-0811 仙台市青葉区")));
        assert_eq!(asked(&[("near", "here"), ("sort", "distance"), ("place", "仙台市")]), Asked::default());
    }

    #[test]
    fn an_order_needs_what_it_is_an_order_of() {
        let words = asked(&[("q", "病院"), ("sort", "kana")]).query;
        assert_eq!(words.sorts(), [DirectorySort::Relevance, DirectorySort::Newest, DirectorySort::Kana]);
        assert_eq!(asked(&[("sort", "relevance")]).query.sort, None, "nothing is relevant to no words");
    }
}
