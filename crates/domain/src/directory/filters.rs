//! The filters of the directory for whoever shows them: those that are asked for, the question without one of them, and its address. The client and
//! the pages that the server writes use the same.

use super::{DirectoryFacets, DirectoryQuery, DirectorySort, FacetCount, specialty_codes};
use crate::institution::{Specialty, terms};
use strum::IntoEnumIterator;

terms! {
    /// A filter that is asked for or not. Its code is its parameter.
    DirectoryFlag {
        /// Guidance and consultation are offered.
        Guidance = "指導・相談を受けられる", "Guidance is offered";
    }
}

impl DirectoryFlag {
    /// Returns `true` if the question asks for it. `false` as a parameter asks for nothing: it is the box that was not ticked.
    #[must_use]
    pub fn is_asked_by(self, query: &DirectoryQuery) -> bool {
        match self {
            DirectoryFlag::Guidance => query.guidance == Some(true),
        }
    }

    /// Asks for it, or not.
    pub fn ask(self, query: &mut DirectoryQuery, on: bool) {
        let field = match self {
            DirectoryFlag::Guidance => &mut query.guidance,
        };
        *field = on.then_some(true);
    }

    /// How many institutions have it.
    #[must_use]
    pub fn count(self, facets: &DirectoryFacets) -> u64 {
        match self {
            DirectoryFlag::Guidance => facets.guidance,
        }
    }
}

/// One filter that narrows the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActiveFilter {
    /// Words.
    Words,
    /// The prefecture.
    Prefecture,
    /// The secondary medical area.
    Area,
    /// Hospital or clinic.
    Kind,
    /// One of the specialties.
    Specialty(Specialty),
    /// Full-time or part-time.
    Employment,
    /// One that is asked for or not.
    Flag(DirectoryFlag),
}

impl DirectoryQuery {
    /// The filters in force, in the order in which they are shown.
    #[must_use]
    pub fn active(&self) -> Vec<ActiveFilter> {
        let single = [
            (self.q.is_some(), ActiveFilter::Words),
            // The area's name says where it is; its prefecture is still a filter of its own.
            (self.prefecture.is_some(), ActiveFilter::Prefecture),
            (self.area.is_some(), ActiveFilter::Area),
            (self.kind.is_some(), ActiveFilter::Kind),
            (self.employment.is_some(), ActiveFilter::Employment),
        ];
        let single = single.into_iter().filter_map(|(is_asked, filter)| is_asked.then_some(filter));
        let flags = DirectoryFlag::iter().filter(|flag| flag.is_asked_by(self)).map(ActiveFilter::Flag);
        single.chain(flags).chain(self.specialty_list().into_iter().map(ActiveFilter::Specialty)).collect()
    }

    /// The same question without one filter. An area cannot outlive its prefecture.
    #[must_use]
    pub fn without(&self, filter: ActiveFilter) -> Self {
        let mut rest = self.clone();
        match filter {
            ActiveFilter::Words => {
                rest.q = None;
                rest.sort = rest.sort.filter(|sort| *sort != DirectorySort::Relevance);
            }
            ActiveFilter::Prefecture => (rest.prefecture, rest.area) = (None, None),
            ActiveFilter::Area => rest.area = None,
            ActiveFilter::Kind => rest.kind = None,
            ActiveFilter::Specialty(specialty) => rest = rest.with_specialty(specialty, false),
            ActiveFilter::Employment => rest.employment = None,
            ActiveFilter::Flag(flag) => flag.ask(&mut rest, false),
        }
        rest
    }

    /// The same question with a specialty added or taken away.
    #[must_use]
    pub fn with_specialty(&self, specialty: Specialty, on: bool) -> Self {
        let mut list = self.specialty_list();
        list.retain(|known| *known != specialty);
        if on {
            list.push(specialty);
        }
        DirectoryQuery { specialties: specialty_codes(&list), ..self.clone() }
    }

    /// What is counted for the choices: order and place do not change it.
    #[must_use]
    pub fn counted(&self) -> Self {
        DirectoryQuery { sort: None, near: None, limit: None, cursor: None, ..self.clone() }
    }

    /// The parameters of its address.
    #[must_use]
    pub fn parameters(&self) -> Vec<(&'static str, Option<String>)> {
        let flag = |flag: DirectoryFlag| (flag.code(), flag.is_asked_by(self).then(|| "true".to_owned()));
        let mut all = vec![
            ("prefecture", self.prefecture.clone()),
            ("area", self.area.clone()),
            ("kind", self.kind.map(|kind| kind.code().to_owned())),
            ("specialties", self.specialties.clone()),
            ("employment", self.employment.map(|employment| employment.code().to_owned())),
        ];
        all.extend(DirectoryFlag::iter().map(flag));
        all.extend([
            ("q", self.q.clone()),
            ("sort", self.sort.map(|sort| sort.code().to_owned())),
            ("near", self.near.clone()),
            ("limit", self.limit.map(|limit| limit.to_string())),
            ("cursor", self.cursor.clone()),
        ]);
        all
    }
}

/// How many have a value; values that nothing has are not in the list.
#[must_use]
pub fn count_of(counts: &[FacetCount], value: &str) -> u64 {
    counts.iter().find(|one| one.value == value).map_or(0, |one| one.count)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directory::Asked;
    use crate::institution::InstitutionKind;

    fn asked(pairs: &[(&str, &str)]) -> DirectoryQuery {
        Asked::read(|name| pairs.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())).query
    }

    #[test]
    fn an_area_goes_with_its_prefecture() {
        let query = asked(&[("prefecture", "04"), ("area", "0401"), ("kind", "clinic")]);
        let rest = query.without(ActiveFilter::Prefecture);
        assert_eq!(rest, DirectoryQuery { kind: Some(InstitutionKind::Clinic), ..DirectoryQuery::default() });
    }

    #[test]
    fn one_choice_of_specialties_has_one_address() {
        let query = asked(&[("specialties", "surgery")]).with_specialty(Specialty::InternalMedicine, true);
        assert_eq!(query.specialties.as_deref(), Some("internal_medicine,surgery"));
        let (medicine, surgery) = (ActiveFilter::Specialty(Specialty::InternalMedicine), ActiveFilter::Specialty(Specialty::Surgery));
        assert_eq!(query.active(), [medicine, surgery]);
        assert!(!query.without(surgery).without(medicine).is_filtered());
    }

    #[test]
    fn every_flag_is_read_from_the_address_that_it_writes_and_can_be_taken_away() {
        for flag in DirectoryFlag::iter() {
            let mut query = DirectoryQuery::default();
            flag.ask(&mut query, true);
            assert_eq!((query.active(), query.is_filtered()), (vec![ActiveFilter::Flag(flag)], true));
            let written = query.parameters();
            let read = Asked::read(|name| written.iter().find(|(known, _)| *known == name).and_then(|(_, value)| value.clone())).query;
            assert_eq!(read, query);
            assert_eq!(query.without(ActiveFilter::Flag(flag)), DirectoryQuery::default());
        }
    }

    /// The server writes addresses with serde, the client with [`DirectoryQuery::parameters`].
    #[test]
    fn every_field_is_a_parameter() {
        let all = [
            ("prefecture", "04"),
            ("area", "0401"),
            ("kind", "clinic"),
            ("specialties", "surgery"),
            ("employment", "part_time"),
            ("guidance", "true"),
            ("q", "病院"),
            ("sort", "distance"),
            ("near", "38.26,140.87"),
            ("cursor", "x"),
        ];
        let query = DirectoryQuery { limit: Some(5), ..asked(&all) };
        let written = query.parameters();
        let fields = serde_json::to_value(&query).unwrap();
        let fields = fields.as_object().unwrap();
        assert!(written.iter().all(|(name, value)| value.is_some() && fields.contains_key(*name)), "{written:?}");
        assert_eq!(written.len(), fields.len());
    }
}
