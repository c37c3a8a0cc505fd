//! Priority support areas, the plans for them, the two councils' meetings, and the tables of what was planned and decided.

use super::{ClientError, get, get_file, list};
use crate::paths::{Unparsed, api};
use chrono::NaiveDate;
use domain::export::TableFormat;
use domain::geo::LatLng;
use domain::ids::PriorityAreaId;
use domain::number::decimal_text;
use domain::region::correction_plan::CorrectionPlan;
use domain::region::priority_area::{AreaStatus, ComputedCandidate, Coverage, PriorityArea, PriorityAreaDetail};
use domain::source::Source;
use domain::support::{CouncilMeeting, SupportTable, SupportTableSummary};
use serde::Deserialize;

/// The areas of a prefecture, or of all, as they were on a day; only those whose names or places hold the words, where there are any.
///
/// # Errors
/// [`ClientError`].
pub async fn list_priority_areas(
    prefecture: Option<String>,
    as_of: Option<String>,
    q: Option<String>,
) -> Result<Vec<PriorityArea>, ClientError> {
    list(api::list_priority_areas().with(&[("prefecture", prefecture), ("as_of", as_of), ("q", q)])).await
}

/// An area without its place, and whether it holds what was asked about: what reads shapes is large.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct AreaThere {
    /// The area.
    pub area: NamedArea,
    /// Whether it holds the place.
    pub coverage: Coverage,
}

/// What an area is called, and what it is on the day.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct NamedArea {
    /// Its id.
    pub id: PriorityAreaId,
    /// Two digits.
    pub prefecture_code: String,
    /// In Japanese.
    pub name: String,
    /// In Latin letters.
    pub name_en: String,
    /// What holds on the day.
    pub version: AreaStanding,
}

/// What an area is, and what says so.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct AreaStanding {
    /// What it is.
    pub status: AreaStatus,
    /// The document.
    pub source: Source,
}

/// The areas of the country as they were on a day.
///
/// # Errors
/// [`ClientError`].
pub async fn list_named_areas(as_of: Option<String>) -> Result<Vec<NamedArea>, ClientError> {
    list(api::list_priority_areas().with(&[("as_of", as_of)])).await
}

/// One area with all its versions, and the listed institutions that stood in it on a day.
///
/// # Errors
/// [`ClientError`].
pub async fn get_priority_area(id: &str, as_of: Option<String>) -> Result<PriorityAreaDetail, ClientError> {
    get(api::get_priority_area(Unparsed(id)).with(&[("as_of", as_of)])).await
}

/// A place to be looked up; what is not known is left out.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct WantedPlace {
    /// Five digits.
    pub municipality: Option<String>,
    /// As written.
    pub address: Option<String>,
    /// The point.
    pub position: Option<LatLng>,
}

/// Which areas hold a place on a day.
#[derive(Debug, Clone, Deserialize)]
pub struct AreasThere {
    /// The day.
    pub as_of: NaiveDate,
    /// The areas that hold it, or may.
    pub areas: Vec<AreaThere>,
}

/// Looks up which areas hold a place on a day.
///
/// # Errors
/// [`ClientError`].
pub async fn look_up_priority_areas(place: &WantedPlace, as_of: Option<String>) -> Result<AreasThere, ClientError> {
    let degrees = |pick: fn(&LatLng) -> f64| place.position.as_ref().map(|position| decimal_text(pick(position)));
    let pairs = [
        ("municipality", place.municipality.clone()),
        ("address", place.address.clone()),
        ("latitude", degrees(|position| position.latitude)),
        ("longitude", degrees(|position| position.longitude)),
        ("as_of", as_of),
    ];
    get(api::look_up_priority_areas().with(&pairs)).await
}

/// Secondary medical areas that meet the criteria for candidates by published figures; neither proposed nor designated.
///
/// # Errors
/// [`ClientError`].
pub async fn list_computed_candidates(prefecture: &str) -> Result<Vec<ComputedCandidate>, ClientError> {
    list(api::list_computed_candidates().with(&[("prefecture", Some(prefecture.to_owned()))])).await
}

/// The correction plans of a prefecture, the latest year first.
///
/// # Errors
/// [`ClientError`].
pub async fn list_correction_plans(prefecture: &str) -> Result<Vec<CorrectionPlan>, ClientError> {
    list(api::list_correction_plans().with(&[("prefecture", Some(prefecture.to_owned()))])).await
}

/// The meetings of a prefecture's two councils.
///
/// # Errors
/// [`ClientError`].
pub async fn list_council_meetings(prefecture: &str) -> Result<Vec<CouncilMeeting>, ClientError> {
    list(api::list_council_meetings().with(&[("prefecture", Some(prefecture.to_owned()))])).await
}

/// The years of which a prefecture has a table.
///
/// # Errors
/// [`ClientError`].
pub async fn list_support_tables(prefecture: &str) -> Result<Vec<SupportTableSummary>, ClientError> {
    list(api::list_support_tables().with(&[("prefecture", Some(prefecture.to_owned()))])).await
}

/// What was planned and decided in a prefecture and year.
///
/// # Errors
/// [`ClientError`].
pub async fn get_support_table(prefecture: &str, year: &str) -> Result<SupportTable, ClientError> {
    get(api::get_support_table(prefecture, Unparsed(year))).await
}

/// The same as a file.
///
/// # Errors
/// [`ClientError`].
pub async fn export_support_table(prefecture: &str, year: i32, format: TableFormat) -> Result<Vec<u8>, ClientError> {
    let format: &'static str = format.into();
    let table = api::export_support_table(prefecture, year).with(&[("format", Some(format.to_owned()))]);
    Ok(get_file(table).await?.body)
}
