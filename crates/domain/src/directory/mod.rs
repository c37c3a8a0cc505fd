//! What is published: anyone may read it without an account.

mod changes;
mod filters;
mod question;

pub use changes::{ChangesQuery, InstitutionChange, InstitutionChanges};
pub use filters::{ActiveFilter, DirectoryFlag, count_of};
pub use question::{Asked, specialty_codes};

use crate::geo::LatLng;
use crate::ids::InstitutionId;
use crate::institution::{Employment, InstitutionKind, Specialty, terms};
use crate::locale::Locale;
use crate::number::decimal;
use crate::registration::{PublicProfile, RestrictedProfile, RestrictedSection};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// The most rows of the list as a workbook, which is made in memory. A longer list is a CSV file.
pub const MOST_IN_WORKBOOK: u64 = 10_000;

/// How many specialties a row of the list names; the page has them all.
pub const SPECIALTIES_ON_CARD: usize = 5;

terms! {
    /// Orders of the directory.
    DirectorySort {
        /// What was searched for in names first.
        Relevance = "関連度順", "Most relevant";
        /// The latest published first.
        Newest = "新着順", "Newest";
        /// By reading.
        Kana = "五十音順", "By name";
        /// The nearest first.
        Distance = "近い順", "Nearest";
    }
}

terms! {
    /// What the position of an institution rests on.
    PositionPrecision {
        /// Its place in an official list.
        Exact = "施設の位置", "the institution itself";
        /// The middle of its municipality: nothing more exact is known.
        Municipality = "市区町村の中央", "the middle of the municipality";
    }
}

/// Filters of the directory. They combine with "and"; several specialties mean "any of them".
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(default)]
pub struct DirectoryQuery {
    /// Prefecture, two digits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prefecture: Option<String>,
    /// Secondary medical area, four digits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub area: Option<String>,
    /// Hospital or clinic.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<InstitutionKind>,
    /// Specialties, separated by commas.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub specialties: Option<String>,
    /// Full-time or part-time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub employment: Option<Employment>,
    /// Only those that offer guidance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub guidance: Option<bool>,
    /// Words in name, address, specialties or text, as they are written or by the reading of name and place (kana or Latin letters, in any
    /// romanization); postal code or telephone number in any form. Every word must occur, in any order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
    /// The order; with words the most relevant first, without them the newest, unless something else is asked for.
    #[cfg_attr(feature = "openapi", param(inline))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sort: Option<DirectorySort>,
    /// Where distances are measured from: latitude and longitude in degrees, with a comma between them, in Japan. Needed for `distance`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub near: Option<String>,
    /// Rows wanted, 1 to 100; 20 when absent.
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 100))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u16>,
    /// Opaque cursor from the previous page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

impl DirectoryQuery {
    /// The specialties asked for; what is no specialty is left out.
    #[must_use]
    pub fn specialty_list(&self) -> Vec<Specialty> {
        self.specialties.as_deref().unwrap_or_default().split(',').filter_map(|code| code.trim().parse().ok()).collect()
    }

    /// The place that distances are measured from; `None` if it is no place in Japan.
    #[must_use]
    pub fn near_place(&self) -> Option<LatLng> {
        let (latitude, longitude) = self.near.as_deref()?.split_once(',')?;
        LatLng::new(decimal(latitude.trim())?, decimal(longitude.trim())?).filter(|place| place.in_japan())
    }

    /// Whether any filter narrows the list.
    #[must_use]
    pub fn is_filtered(&self) -> bool {
        !self.active().is_empty()
    }
}

/// A row of the directory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ListingSummary {
    /// The institution.
    pub institution_id: InstitutionId,
    /// Name.
    pub name: String,
    /// Reading.
    pub name_kana: String,
    /// Name in English; may be blank.
    pub name_en: String,
    /// Hospital or clinic.
    pub kind: InstitutionKind,
    /// Two digits.
    pub prefecture_code: String,
    /// The municipality's name.
    pub municipality_name: String,
    /// The municipality's name in Latin letters.
    pub municipality_name_en: String,
    /// The secondary medical area's code, where known.
    pub area_code: Option<String>,
    /// The secondary medical area's name, where known.
    pub area_name: Option<String>,
    /// The secondary medical area's name in Latin letters, where known.
    pub area_name_en: Option<String>,
    /// Specialties.
    pub specialties: Vec<Specialty>,
    /// Full-time, part-time or both.
    pub employment: Vec<Employment>,
    /// Whether guidance is offered.
    pub guidance_offered: bool,
    /// In one sentence.
    pub headline: String,
    /// First day of publication.
    pub published_on: NaiveDate,
    /// Whether it is made up for demonstration.
    pub fictional: bool,
}

impl ListingSummary {
    /// The name of the secondary medical area in a language, where it is known.
    #[must_use]
    pub fn area(&self, locale: Locale) -> Option<&str> {
        self.area_name.as_deref().map(|name| locale.name(name, self.area_name_en.as_deref().unwrap_or_default()))
    }
}

/// A row of the directory as the answer to a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FoundListing {
    /// The row.
    #[serde(flatten)]
    pub summary: ListingSummary,
    /// Where the words stand in the long texts, when they do not stand in what the row shows. Mark them with the words of the question.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub excerpt: Option<String>,
    /// The address after the municipality, when words stand in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address_line: Option<String>,
    /// Metres from the place asked for, when the order is `distance`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub distance_m: Option<u64>,
    /// What that distance is measured to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub distance_precision: Option<PositionPrecision>,
    /// Where words stand in what is for doctors only. Only in answers to those who may search it and asked for that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub restricted: Option<RestrictedHit>,
}

/// Where words stand in what an institution shows to doctors only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RestrictedHit {
    /// The section.
    pub section: RestrictedSection,
    /// The words with some text around them. Mark them with the words of the question.
    pub excerpt: String,
}

impl From<ListingSummary> for FoundListing {
    fn from(summary: ListingSummary) -> Self {
        FoundListing { summary, excerpt: None, address_line: None, distance_m: None, distance_precision: None, restricted: None }
    }
}

/// How many institutions have one value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FacetCount {
    /// The value, as the filter takes it.
    pub value: String,
    /// How many.
    pub count: u64,
}

/// Institutions by the values of every filter. A filter's own choice does not narrow its own counts, so that they say what another choice would give.
/// Values that nothing has are left out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DirectoryFacets {
    /// Institutions that pass every filter.
    pub total: u64,
    /// By prefecture.
    pub prefectures: Vec<FacetCount>,
    /// By secondary medical area.
    pub areas: Vec<FacetCount>,
    /// Hospitals and clinics.
    pub kinds: Vec<FacetCount>,
    /// By specialty; an institution counts for each of its own.
    pub specialties: Vec<FacetCount>,
    /// Full-time and part-time.
    pub employment: Vec<FacetCount>,
    /// Those that offer guidance.
    pub guidance: u64,
}

/// An institution that somebody who is typing may mean.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Suggestion {
    /// The institution.
    pub institution_id: InstitutionId,
    /// Name.
    pub name: String,
    /// Name in English; may be blank.
    pub name_en: String,
    /// Two digits.
    pub prefecture_code: String,
    /// The municipality's name.
    pub municipality_name: String,
    /// The municipality's name in Latin letters.
    pub municipality_name_en: String,
    /// Whether nothing holds the words, and this comes near: all letters but one, or all words but one.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub near: bool,
}

/// Institutions that stand together on a map.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InstitutionCluster {
    /// Degrees north: the middle of their places.
    pub latitude: f64,
    /// Degrees east: the middle of their places.
    pub longitude: f64,
    /// How many.
    pub count: u64,
    /// The least that the place of any of them rests on.
    pub precision: PositionPrecision,
    /// The institution, when it is a single one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub institution: Option<Suggestion>,
}

/// A public page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Listing {
    /// The row of the directory, in full.
    #[serde(flatten)]
    pub summary: ListingSummary,
    /// Everything that is public.
    pub profile: PublicProfile,
    /// Last change of what is shown.
    pub updated_at: DateTime<Utc>,
}

/// What signed-in doctors see of an institution besides its public page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RestrictedListing {
    /// The institution.
    pub institution_id: InstitutionId,
    /// The restricted profile.
    pub profile: RestrictedProfile,
}

/// Institutions in one prefecture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PrefectureCount {
    /// Two digits.
    pub prefecture_code: String,
    /// How many institutions are listed there.
    pub institutions: i64,
}

/// How far the network reaches; the aim is one institution in every prefecture (seeds: call, section 2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DirectorySummary {
    /// Institutions listed.
    pub institutions: i64,
    /// Prefectures with at least one, in the order of their codes.
    pub prefectures: Vec<PrefectureCount>,
    /// How many of the institutions are made up for demonstration.
    pub fictional: i64,
}
