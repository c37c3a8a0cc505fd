//! A listing as the index knows it.

use super::facts::Facts;
use crate::{
    error::ApiResult,
    features::directory::query::{Row, present},
    platform::search::Entry,
};
use domain::{
    directory::ListingSummary,
    geo::LatLng,
    locale::Locale,
    region::prefecture_label,
    search::{fold_parts, kana_order, spellings},
};
use sea_orm::FromQueryResult;
use serde::{Deserialize, Serialize};

/// Columns of a listing `l` that the index needs, besides its id; every one of them absent when it is not listed any more.
/// A place is the one in the official list that the institution started from, else the middle of its municipality.
pub const COLUMNS: &str = "
    l.institution_id, l.name, l.name_kana, l.profile ->> 'name_en' AS name_en, l.kind, l.prefecture_code,
    m.name AS municipality_name, m.name_en AS municipality_name_en, a.code AS area_code, a.name AS area_name,
    l.specialties, l.employment, l.guidance_offered, l.profile ->> 'headline' AS headline, l.published_on, l.fictional,
    l.search_key, l.profile ->> 'address_line' AS address_line,
    concat_ws(E'\\n', l.profile ->> 'practice', l.profile ->> 'guidance', l.profile ->> 'training', l.profile ->> 'community') AS texts,
    r.latitude IS NULL AS approximate, coalesce(r.latitude, (o.south + o.north) / 2) AS latitude, coalesce(r.longitude, (o.west + o.east) / 2) AS longitude";

/// What [`COLUMNS`] are read from, after the listing.
pub const JOINS: &str = "
    LEFT JOIN municipality m ON m.code = l.municipality_code
    LEFT JOIN secondary_medical_area a ON a.code = m.area_code
    LEFT JOIN institution i ON i.id = l.institution_id
    LEFT JOIN registry_institution r ON r.code = i.registry_code
    LEFT JOIN region_outline o ON o.level = 'municipality' AND o.code = l.municipality_code";

/// A row of [`COLUMNS`].
#[derive(Debug, FromQueryResult)]
pub struct Source {
    #[sea_orm(nested)]
    row: Row,
    search_key: String,
    address_line: Option<String>,
    texts: String,
    latitude: Option<f64>,
    longitude: Option<f64>,
    approximate: bool,
}

/// What the index gives back with a hit.
#[derive(Debug, Serialize, Deserialize)]
pub struct Body {
    /// The row of the list.
    pub summary: ListingSummary,
    /// The address after the municipality.
    pub address_line: String,
    /// The long texts, a line each.
    pub texts: String,
}

impl Source {
    /// The listing as an entry.
    ///
    /// # Errors
    /// When it cannot be written as JSON.
    pub fn entry(self) -> ApiResult<Entry> {
        let summary = present(self.row);
        let address_line = self.address_line.unwrap_or_default();
        let place = place(&summary) + &address_line;
        let spellings = spellings(&summary.name_kana);
        let names = [summary.name.as_str(), &summary.name_kana, &summary.name_en].into_iter().chain(spellings.iter().map(String::as_str));
        let labels = summary.specialties.iter().map(|specialty| specialty.label(Locale::Ja));
        Ok(Entry {
            id: summary.institution_id.0,
            names: fold_parts(names),
            lead: fold_parts([place.as_str(), &summary.headline].into_iter().chain(labels)),
            text: self.search_key,
            facts: Facts::of(&summary).packed(),
            newest: u32::try_from(summary.published_on.signed_duration_since(chrono::NaiveDate::default()).num_days()).unwrap_or_default(),
            reading: kana_order(&summary.name_kana),
            place: self.latitude.zip(self.longitude).and_then(|(latitude, longitude)| LatLng::new(latitude, longitude)),
            approximate: self.approximate,
            body: serde_json::to_vec(&Body { summary, address_line, texts: self.texts })?,
        })
    }
}

/// Prefecture and municipality, as addresses begin.
pub fn place(summary: &ListingSummary) -> String {
    prefecture_label(&summary.prefecture_code, Locale::Ja) + &summary.municipality_name
}
