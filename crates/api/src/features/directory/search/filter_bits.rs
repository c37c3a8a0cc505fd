//! What filters and counts go by, packed into one number, so that a hundred thousand listings are looked through in a millisecond.

use crate::{
    features::directory::filter::Filter,
    platform::search::{FactCounts, FactFilter, FactPart, Facts, Shape, layout},
};
use domain::{
    directory::{DirectoryFacets, DirectoryFlag, DirectorySummary, FacetCount, Listing, PrefectureCount},
    institution::{Employment, InstitutionKind, Specialty},
};
use strum::{EnumCount, IntoEnumIterator};

/// Declares the parts of a listing's facts: for each its shape, the value that a listing has there, and the one that a filter wants, if it asks.
macro_rules! parts {
    ($($(#[$doc:meta])* $part:ident: $shape:expr, |$listing:ident| $has:expr, |$filter:ident| $wants:expr;)+) => {
        #[derive(Debug, Clone, Copy, PartialEq, Eq, strum::EnumCount, strum::EnumIter)]
        enum Part {
            $($(#[$doc])* $part,)+
        }

        const LAYOUT: [FactPart; Part::COUNT] = layout([$($shape,)+]);

        impl Part {
            fn had_by(self, listing: &Listing) -> u64 {
                match self {
                    $(Part::$part => { let $listing = listing; $has })+
                }
            }

            fn wanted_by(self, filter: &Filter) -> Option<u64> {
                match self {
                    $(Part::$part => { let $filter = filter; $wants })+
                }
            }
        }
    };
}

// A new filter is a line here, a choice in `Filter`, and where it is counted a line of `facets`.
parts! {
    /// Two digits.
    Prefecture: Shape::Number(6), |listing| number(&listing.summary.prefecture_code), |filter| filter.prefecture.as_deref().map(number);
    /// Four digits; none where the area is not known.
    Area: Shape::Number(14), |listing| listing.summary.area_code.as_deref().map_or(0, number), |filter| filter.area.as_deref().map(number);
    Kind: one_of::<InstitutionKind>(), |listing| bit(listing.summary.kind as u32), |filter| filter.kind.map(|kind| bit(kind as u32));
    Employment: one_of::<Employment>(), |listing| bits(&listing.summary.employment, |one| one as u32), |filter| filter.employment.map(|one| bit(one as u32));
    Specialties: one_of::<Specialty>(), |listing| bits(&listing.summary.specialties, |one| one as u32), |filter| some(bits(&filter.specialties, |one| one as u32));
    Guidance: YES, |listing| listing.summary.guidance_offered.into(), |filter| asked(filter, DirectoryFlag::Guidance);
    /// Whether it is made up for demonstration. No filter asks for it.
    Fictional: YES, |listing| listing.summary.fictional.into(), |_filter| None;
}

/// Something that a listing has or not.
const YES: Shape = Shape::Set(1);

/// A bit for each term of a vocabulary, in its order.
const fn one_of<T: EnumCount>() -> Shape {
    Shape::Set(T::COUNT as u32)
}

fn bit(term: u32) -> u64 {
    1 << term
}

fn bits<T: Copy>(terms: &[T], number: impl Fn(T) -> u32) -> u64 {
    terms.iter().fold(0, |all, term| all | bit(number(*term)))
}

/// Returns the bits that a yes/no filter asks for; `None` if it is not asked for.
fn asked(filter: &Filter, flag: DirectoryFlag) -> Option<u64> {
    filter.flags.contains(&flag).then_some(1)
}

/// No choice asks for nothing.
fn some(bits: u64) -> Option<u64> {
    (bits != 0).then_some(bits)
}

fn number(code: &str) -> u64 {
    code.parse().unwrap_or_default()
}

fn part(part: Part) -> FactPart {
    LAYOUT[part as usize]
}

/// The facts of a listing.
pub fn facts_of(listing: &Listing) -> Facts {
    Part::iter().fold(0, |all, one| all | part(one).pack(one.had_by(listing)))
}

/// The filter in terms of facts.
pub fn mask_of(filter: &Filter) -> FactFilter {
    FactFilter::new(Part::iter().filter_map(|one| Some((part(one), one.wanted_by(filter)?))))
}

/// Counts of listings by every filter.
#[derive(Debug, Clone)]
pub struct Counts(FactCounts);

impl Counts {
    /// No listing counted yet.
    pub fn by(filter: &Filter) -> Self {
        Counts(FactCounts::new(mask_of(filter), &LAYOUT))
    }

    /// Counts a listing, by every filter that no other one keeps it from.
    pub fn count(&mut self, facts: Facts) {
        self.0.count(facts);
    }

    fn codes(&self, one: Part, width: usize) -> Vec<FacetCount> {
        let counted = self.0.of(part(one)).into_iter().enumerate().filter(|(number, count)| *number > 0 && *count > 0);
        counted.map(|(number, count)| FacetCount { value: format!("{number:0width$}"), count }).collect()
    }

    fn terms<T: IntoEnumIterator + Into<&'static str>>(&self, one: Part) -> Vec<FacetCount> {
        let counted = T::iter().zip(self.0.of(part(one))).filter(|(_, count)| *count > 0);
        counted.map(|(term, count)| FacetCount { value: term.into().to_owned(), count }).collect()
    }

    fn yes(&self, one: Part) -> u64 {
        self.0.of(part(one)).into_iter().sum()
    }

    /// The counts on the wire; what nothing was counted for is left out.
    pub fn facets(&self) -> DirectoryFacets {
        DirectoryFacets {
            total: self.0.total(),
            prefectures: self.codes(Part::Prefecture, 2),
            areas: self.codes(Part::Area, 4),
            kinds: self.terms::<InstitutionKind>(Part::Kind),
            specialties: self.terms::<Specialty>(Part::Specialties),
            employment: self.terms::<Employment>(Part::Employment),
            guidance: self.yes(Part::Guidance),
        }
    }
}

/// How far the network reaches.
#[derive(Debug, Clone)]
pub struct Reach(FactCounts);

impl Reach {
    /// No listing counted yet.
    pub fn new() -> Self {
        Reach(FactCounts::new(FactFilter::default(), &[part(Part::Prefecture), part(Part::Fictional)]))
    }

    /// Counts a listing.
    pub fn count(&mut self, facts: Facts) {
        self.0.count(facts);
    }

    /// The counts on the wire.
    pub fn summary(&self) -> DirectorySummary {
        let signed = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        let counted = self.0.of(part(Part::Prefecture)).into_iter().enumerate().filter(|(_, count)| *count > 0);
        DirectorySummary {
            institutions: signed(self.0.total()),
            prefectures: counted
                .map(|(number, count)| PrefectureCount { prefecture_code: format!("{number:02}"), institutions: signed(count) })
                .collect(),
            fictional: signed(self.0.of(part(Part::Fictional)).into_iter().sum()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{
        directory::{DirectoryQuery, ListingSummary},
        ids::InstitutionId,
        registration::PublicProfile,
    };

    fn listing(prefecture: &str, area: Option<&str>, kind: InstitutionKind, specialties: &[Specialty]) -> Facts {
        let summary = ListingSummary {
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
            area_name_en: None,
            specialties: specialties.to_vec(),
            employment: vec![Employment::PartTime],
            guidance_offered: true,
            headline: String::new(),
            published_on: chrono::NaiveDate::default(),
            fictional: false,
        };
        facts_of(&Listing { summary, profile: PublicProfile::default(), updated_at: chrono::DateTime::UNIX_EPOCH })
    }

    fn pairs(counts: &[FacetCount]) -> Vec<(&str, u64)> {
        counts.iter().map(|count| (count.value.as_str(), count.count)).collect()
    }

    #[test]
    fn parts_do_not_overlap_and_there_is_room_for_fifty_more() {
        let mut taken: Facts = 0;
        for part in LAYOUT {
            assert_eq!(taken & part.mask(), 0, "{part:?}");
            taken |= part.mask();
        }
        assert!(taken.leading_zeros() >= 50, "{} bits are left", taken.leading_zeros());
    }

    #[test]
    fn what_a_listing_has_is_packed_without_loss() {
        let all: Vec<_> = Specialty::iter().collect();
        let facts = listing("47", Some("9999"), InstitutionKind::Clinic, &all);
        let had = Part::iter().map(|one| part(one).unpack(facts)).collect::<Vec<_>>();
        assert_eq!(had, [47, 9999, 0b10, 0b10, (1 << all.len()) - 1, 1, 0]);
    }

    #[test]
    fn the_reach_is_counted_by_prefecture() {
        let mut reach = Reach::new();
        let all: Vec<_> = Specialty::iter().collect();
        for facts in [listing("47", None, InstitutionKind::Clinic, &all), listing("04", None, InstitutionKind::Clinic, &[])] {
            reach.count(facts);
            reach.count(facts | part(Part::Fictional).mask());
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
