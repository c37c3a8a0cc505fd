//! What filters and counts go by, packed into one number, so that a hundred thousand listings are looked through in a millisecond.

use crate::features::directory::filter::Filter;
use domain::{
    directory::{DirectoryFacets, DirectorySummary, FacetCount, ListingSummary, PrefectureCount},
    institution::{Employment, InstitutionKind, Specialty},
};
use strum::IntoEnumIterator;

/// From the lowest bit: guidance (1), kind (1), employment (2), prefecture (6), area (14; 0 for none), specialties (39), fictional (1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FilterBits(u64);

const KIND: u32 = 1;
const EMPLOYMENT: u32 = 2;
const PREFECTURE: u32 = 4;
const AREA: u32 = 10;
const SPECIALTIES: u32 = 24;
const MOST_SPECIALTIES: u32 = 39;
const FICTIONAL: u32 = 63;

impl FilterBits {
    /// The facts of a listing.
    pub fn of(listing: &ListingSummary) -> Self {
        let prefecture = number(Some(&listing.prefecture_code));
        let area = number(listing.area_code.as_deref());
        FilterBits(
            u64::from(listing.guidance_offered)
                | kind_bit(listing.kind) << KIND
                | listing.employment.iter().map(|employment| employment_bit(*employment)).fold(0, |all, bit| all | bit) << EMPLOYMENT
                | (prefecture & 0x3F) << PREFECTURE
                | (area & 0x3FFF) << AREA
                | specialty_bits(&listing.specialties) << SPECIALTIES
                | u64::from(listing.fictional) << FICTIONAL,
        )
    }

    /// The number.
    pub fn packed(self) -> u64 {
        self.0
    }

    fn part(self, from: u32, bits: u32) -> u64 {
        self.0 >> from & ((1 << bits) - 1)
    }
}

fn number(code: Option<&str>) -> u64 {
    code.and_then(|code| code.parse().ok()).unwrap_or_default()
}

fn kind_bit(kind: InstitutionKind) -> u64 {
    match kind {
        InstitutionKind::Hospital => 0,
        InstitutionKind::Clinic => 1,
    }
}

fn employment_bit(employment: Employment) -> u64 {
    match employment {
        Employment::FullTime => 1,
        Employment::PartTime => 2,
    }
}

fn specialty_bits(specialties: &[Specialty]) -> u64 {
    specialties.iter().fold(0, |all, specialty| all | 1 << *specialty as u64)
}

/// The filters that listings are counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Facet {
    Prefecture,
    Area,
    Kind,
    Specialties,
    Employment,
    Guidance,
}

/// A filter in terms of facts.
#[derive(Debug, Clone)]
pub struct FilterMask {
    prefecture: Option<u64>,
    area: Option<u64>,
    kind: Option<u64>,
    specialties: u64,
    employment: u64,
    guidance: bool,
}

impl FilterMask {
    /// What a filter wants.
    pub fn by(filter: &Filter) -> Self {
        FilterMask {
            prefecture: filter.prefecture.as_deref().map(|code| number(Some(code))),
            // Listings without an area have 0 there, which is nobody's code.
            area: filter.area.as_deref().map(|code| match number(Some(code)) {
                0 => u64::MAX,
                number => number,
            }),
            kind: filter.kind.map(kind_bit),
            specialties: specialty_bits(&filter.specialties),
            employment: filter.employment.map_or(0, employment_bit),
            guidance: filter.guidance,
        }
    }

    /// Whether a listing passes.
    pub fn accepts(&self, facts: u64) -> bool {
        self.refusals(FilterBits(facts)).next().is_none()
    }

    /// The filters that a listing does not pass.
    fn refusals(&self, facts: FilterBits) -> impl Iterator<Item = Facet> {
        [
            (self.prefecture.is_some_and(|code| facts.part(PREFECTURE, 6) != code), Facet::Prefecture),
            (self.area.is_some_and(|code| facts.part(AREA, 14) != code), Facet::Area),
            (self.kind.is_some_and(|kind| facts.part(KIND, 1) != kind), Facet::Kind),
            (self.specialties != 0 && facts.part(SPECIALTIES, MOST_SPECIALTIES) & self.specialties == 0, Facet::Specialties),
            (self.employment != 0 && facts.part(EMPLOYMENT, 2) & self.employment == 0, Facet::Employment),
            (self.guidance && facts.part(0, 1) == 0, Facet::Guidance),
        ]
        .into_iter()
        .filter_map(|(refused, facet)| refused.then_some(facet))
    }
}

/// Counts of listings by every filter. A filter's own choice does not narrow its own counts: they say what another choice would give.
#[derive(Debug, Clone)]
pub struct Counts {
    mask: FilterMask,
    total: u64,
    prefectures: [u64; 64],
    areas: Vec<u64>,
    kinds: [u64; 2],
    specialties: [u64; MOST_SPECIALTIES as usize],
    employment: [u64; 2],
    guidance: u64,
}

impl Counts {
    /// No listing counted yet.
    pub fn by(filter: &Filter) -> Self {
        Counts {
            mask: FilterMask::by(filter),
            total: 0,
            prefectures: [0; 64],
            areas: vec![0; 1 << 14],
            kinds: [0; 2],
            specialties: [0; MOST_SPECIALTIES as usize],
            employment: [0; 2],
            guidance: 0,
        }
    }

    /// Counts a listing, by every filter that no other one keeps it from.
    pub fn count(&mut self, facts: u64) {
        let facts = FilterBits(facts);
        let mut refusals = self.mask.refusals(facts);
        let only = refusals.next();
        if refusals.next().is_some() {
            return;
        }
        let counts = |facet| only.is_none_or(|only| only == facet);
        if counts(Facet::Prefecture) {
            self.prefectures[facts.part(PREFECTURE, 6) as usize] += 1;
        }
        if counts(Facet::Area) {
            self.areas[facts.part(AREA, 14) as usize] += 1;
        }
        if counts(Facet::Kind) {
            self.kinds[facts.part(KIND, 1) as usize] += 1;
        }
        if counts(Facet::Specialties) {
            let mut left = facts.part(SPECIALTIES, MOST_SPECIALTIES);
            while left != 0 {
                self.specialties[left.trailing_zeros() as usize] += 1;
                left &= left - 1;
            }
        }
        if counts(Facet::Employment) {
            let employment = facts.part(EMPLOYMENT, 2);
            self.employment[0] += employment & 1;
            self.employment[1] += employment >> 1;
        }
        if counts(Facet::Guidance) {
            self.guidance += facts.part(0, 1);
        }
        self.total += u64::from(only.is_none());
    }

    /// The counts on the wire; what nothing was counted for is left out.
    pub fn facets(&self) -> DirectoryFacets {
        let counted = |value: String, count: u64| (count > 0).then_some(FacetCount { value, count });
        let code = |number: usize, width: usize| format!("{number:0width$}");
        DirectoryFacets {
            total: self.total,
            prefectures: self.prefectures.iter().enumerate().skip(1).filter_map(|(n, count)| counted(code(n, 2), *count)).collect(),
            areas: self.areas.iter().enumerate().skip(1).filter_map(|(n, count)| counted(code(n, 4), *count)).collect(),
            kinds: InstitutionKind::iter().filter_map(|kind| counted(kind.code().into(), self.kinds[kind_bit(kind) as usize])).collect(),
            specialties: Specialty::iter().filter_map(|one| counted(one.code().into(), self.specialties[one as usize])).collect(),
            employment: Employment::iter()
                .filter_map(|one| counted(one.code().into(), self.employment[employment_bit(one).trailing_zeros() as usize]))
                .collect(),
            guidance: self.guidance,
        }
    }
}

/// How far the network reaches.
#[derive(Debug, Clone)]
pub struct Reach {
    prefectures: [i64; 64],
    fictional: i64,
}

impl Reach {
    /// No listing counted yet.
    pub fn new() -> Self {
        Reach { prefectures: [0; 64], fictional: 0 }
    }

    /// Counts a listing.
    pub fn count(&mut self, facts: u64) {
        let facts = FilterBits(facts);
        self.prefectures[facts.part(PREFECTURE, 6) as usize] += 1;
        self.fictional += i64::from(facts.part(FICTIONAL, 1) == 1);
    }

    /// The counts on the wire.
    pub fn summary(&self) -> DirectorySummary {
        let counted = self.prefectures.iter().enumerate().filter(|(_, count)| **count > 0);
        DirectorySummary {
            institutions: self.prefectures.iter().sum(),
            prefectures: counted
                .map(|(number, institutions)| PrefectureCount { prefecture_code: format!("{number:02}"), institutions: *institutions })
                .collect(),
            fictional: self.fictional,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{directory::DirectoryQuery, ids::InstitutionId};

    fn listing(prefecture: &str, area: Option<&str>, kind: InstitutionKind, specialties: &[Specialty]) -> u64 {
        let listing = ListingSummary {
            institution_id: InstitutionId(uuid::Uuid::nil()),
            name: String::new(),
            name_kana: String::new(),
            name_en: String::new(),
            kind,
            prefecture_code: prefecture.into(),
            municipality_name: String::new(),
            municipality_name_en: String::new(),
            area_code: area.map(Into::into),
            area_name: None,
            specialties: specialties.to_vec(),
            employment: vec![Employment::PartTime],
            guidance_offered: true,
            headline: String::new(),
            published_on: chrono::NaiveDate::default(),
            fictional: false,
        };
        FilterBits::of(&listing).packed()
    }

    fn pairs(counts: &[FacetCount]) -> Vec<(&str, u64)> {
        counts.iter().map(|count| (count.value.as_str(), count.count)).collect()
    }

    #[test]
    fn every_term_has_room() {
        assert!(Specialty::iter().all(|specialty| (specialty as u32) < MOST_SPECIALTIES));
        let all: Vec<_> = Specialty::iter().collect();
        let facts = FilterBits(listing("47", Some("4799"), InstitutionKind::Clinic, &all));
        assert_eq!((facts.part(PREFECTURE, 6), facts.part(AREA, 14), facts.part(KIND, 1)), (47, 4799, 1));
        assert_eq!(facts.part(SPECIALTIES, MOST_SPECIALTIES).count_ones() as usize, all.len());
        assert_eq!((facts.part(EMPLOYMENT, 2), facts.part(0, 1)), (2, 1));
    }

    #[test]
    fn the_reach_is_counted_by_prefecture() {
        let mut reach = Reach::new();
        let all: Vec<_> = Specialty::iter().collect();
        for facts in [listing("47", None, InstitutionKind::Clinic, &all), listing("04", None, InstitutionKind::Clinic, &[])] {
            reach.count(facts);
            reach.count(facts | 1 << FICTIONAL);
        }
        let summary = reach.summary();
        let counted: Vec<_> = summary.prefectures.iter().map(|one| (one.prefecture_code.as_str(), one.institutions)).collect();
        assert_eq!((summary.institutions, summary.fictional, counted), (4, 2, vec![("04", 2), ("47", 2)]));
    }

    #[test]
    fn counts_say_what_another_choice_would_give() {
        let query = DirectoryQuery { prefecture: Some("04".into()), kind: Some(InstitutionKind::Hospital), ..DirectoryQuery::default() };
        let mut counts = Counts::by(&Filter::parse(&query).unwrap());
        for facts in [
            listing("04", Some("0401"), InstitutionKind::Hospital, &[Specialty::Surgery]),
            listing("04", None, InstitutionKind::Clinic, &[Specialty::Surgery]),
            listing("13", Some("1301"), InstitutionKind::Hospital, &[]),
            listing("13", Some("1301"), InstitutionKind::Clinic, &[]),
        ] {
            counts.count(facts);
        }
        let facets = counts.facets();
        assert_eq!(facets.total, 1);
        assert_eq!(pairs(&facets.prefectures), [("04", 1), ("13", 1)]);
        assert_eq!(pairs(&facets.kinds), [("hospital", 1), ("clinic", 1)]);
        assert_eq!(pairs(&facets.areas), [("0401", 1)]);
        assert_eq!(pairs(&facets.specialties), [("surgery", 1)]);
        assert_eq!((pairs(&facets.employment), facets.guidance), (vec![("part_time", 1)], 1));
    }
}
