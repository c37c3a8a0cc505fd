//! A listing as the index knows it.

use super::filter_bits::facts_of;
use crate::{
    error::{ApiError, ApiResult},
    features::{
        directory::query::{FullRow, present_full},
        places::Place,
    },
    platform::{db, search::Entry},
};
use chrono::NaiveDate;
use domain::{
    atlas::RegionLevel,
    directory::{Listing, ListingSummary},
    geo::LatLng,
    locale::Locale,
    region::prefecture_label,
    registration::RestrictedProfile,
    search::{fold_parts, kana_order, romaji},
};
use sea_orm::FromQueryResult;

/// Columns of a listing `l` that the index needs. What the profile says too is taken from there: it would be unpacked for every mention.
/// A place is the one in the official list that the institution started from, as long as it is still in that municipality; else the middle of
/// its municipality: of the hospitals there, which are where people live, and only without any, of its outline, which may be a mountain or the sea.
pub const COLUMNS: &str = "
    l.institution_id, l.name, l.name_kana, NULL::text AS name_en, l.kind, l.prefecture_code, m.name AS municipality_name,
    m.name_en AS municipality_name_en, m.name_kana AS municipality_kana, a.code AS area_code, a.name AS area_name,
    a.name_en AS area_name_en, l.specialties, l.employment, l.guidance_offered, NULL::text AS headline, l.published_on, l.fictional, l.profile, l.restricted, l.updated_at, l.search_key, r.latitude IS NULL AS approximate,
    coalesce(r.latitude, c.latitude, (o.south + o.north) / 2) AS latitude, coalesce(r.longitude, c.longitude, (o.west + o.east) / 2) AS longitude";

/// What [`COLUMNS`] are read from.
pub fn from() -> String {
    let level = db::terms([RegionLevel::Municipality]);
    format!(
        "listing l
    JOIN municipality m ON m.code = l.municipality_code
    LEFT JOIN secondary_medical_area a ON a.code = m.area_code
    LEFT JOIN institution i ON i.id = l.institution_id
    LEFT JOIN registry_institution r ON r.code = i.registry_code AND r.municipality_code = l.municipality_code
    LEFT JOIN LATERAL (
        SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY h.latitude) AS latitude,
            percentile_cont(0.5) WITHIN GROUP (ORDER BY h.longitude) AS longitude
        FROM registry_institution h WHERE h.municipality_code = l.municipality_code AND h.latitude IS NOT NULL
    ) c ON r.latitude IS NULL
    LEFT JOIN region_outline o ON o.level IN ({level}) AND o.code = l.municipality_code"
    )
}

/// A row of [`COLUMNS`].
#[derive(Debug, FromQueryResult)]
pub struct Source {
    #[sea_orm(nested)]
    page: FullRow,
    restricted: RestrictedProfile,
    search_key: String,
    municipality_kana: String,
    latitude: Option<f64>,
    longitude: Option<f64>,
    approximate: bool,
}

impl Source {
    /// The listing as an entry.
    ///
    /// # Errors
    /// When it cannot be written as JSON.
    pub fn entry(self) -> ApiResult<Entry> {
        let listing = present_full(self.page);
        let summary = &listing.summary;
        let place = place(summary) + &listing.profile.address_line;
        let spelt = romaji(&summary.name_kana);
        let names = [summary.name.as_str(), &summary.name_kana, &summary.name_en].into_iter().chain(spelt.as_deref());
        let read = Place {
            municipality_name: summary.municipality_name.clone(),
            municipality_kana: self.municipality_kana,
            area_name: summary.area_name.clone().unwrap_or_default(),
        }
        .readings(&summary.prefecture_code);
        let labels = summary.specialties.iter().map(|specialty| specialty.label(Locale::Ja));
        Ok(Entry {
            id: summary.institution_id.0,
            names: fold_parts(names),
            lead: fold_parts([place.as_str(), &summary.headline].into_iter().chain(labels).chain(read.iter().map(String::as_str))),
            text: self.search_key,
            closed: fold_parts(self.restricted.texts().map(|(_, text)| text)),
            facts: facts_of(&listing),
            newest: day_number(summary.published_on),
            reading: kana_order(&summary.name_kana),
            place: self.latitude.zip(self.longitude).and_then(|(latitude, longitude)| LatLng::new(latitude, longitude)),
            approximate: self.approximate,
            body: Body::of(&listing)?,
        })
    }
}

/// Prefecture and municipality, as addresses begin.
pub fn place(summary: &ListingSummary) -> String {
    prefecture_label(&summary.prefecture_code, Locale::Ja) + &summary.municipality_name
}

/// A day as the index counts it.
pub fn day_number(day: NaiveDate) -> u32 {
    u32::try_from(day.signed_duration_since(NaiveDate::default()).num_days()).unwrap_or_default()
}

/// The day of a number.
pub fn day_of(number: u64) -> NaiveDate {
    NaiveDate::default().checked_add_days(chrono::Days::new(number)).unwrap_or_default()
}

/// What the index gives back with a hit: the page as it goes over the wire, and the length of its beginning, which is the row of a list
/// without the last bracket. So neither is read and written again for every answer.
#[derive(Debug)]
pub struct Body {
    page: String,
    row: usize,
}

/// Digits of the length, at the end.
const DIGITS: usize = 8;

impl Body {
    /// What the index keeps of a page.
    fn of(listing: &Listing) -> ApiResult<String> {
        let (row, mut page) = (serde_json::to_string(&listing.summary)?, serde_json::to_string(listing)?);
        let beginning = row.strip_suffix('}').filter(|beginning| page.starts_with(beginning));
        let length = beginning.ok_or_else(|| ApiError::internal("a page does not begin with its row"))?.len();
        page.push_str(&format!("{length:0DIGITS$}"));
        Ok(page)
    }

    /// A body as the index keeps it.
    ///
    /// # Errors
    /// When it is none.
    pub fn read(mut kept: String) -> ApiResult<Self> {
        let end = kept.len().checked_sub(DIGITS).filter(|end| kept.is_char_boundary(*end));
        let row = end.and_then(|end| kept.split_off(end).parse().ok());
        let row = row.filter(|row| kept.is_char_boundary(*row));
        let row = row.ok_or_else(|| ApiError::internal("the index gave back something else than a listing"))?;
        Ok(Body { page: kept, row })
    }

    /// The row of a list, in JSON.
    #[must_use]
    pub fn row(&self) -> String {
        let mut row = String::with_capacity(self.row + 1);
        row.push_str(&self.page[..self.row]);
        row.push('}');
        row
    }

    /// The row.
    ///
    /// # Errors
    /// When it is no listing.
    pub fn summary(&self) -> ApiResult<ListingSummary> {
        Ok(serde_json::from_str(&self.row())?)
    }

    /// The page.
    ///
    /// # Errors
    /// When it is no listing.
    pub fn listing(&self) -> ApiResult<Listing> {
        Ok(serde_json::from_str(&self.page)?)
    }

    /// The page, in JSON.
    #[must_use]
    pub fn into_page(self) -> String {
        self.page
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{
        ids::InstitutionId,
        institution::{Employment, InstitutionKind, Specialty},
        registration::PublicProfile,
    };

    #[test]
    fn a_row_is_the_beginning_of_its_page() {
        let summary = ListingSummary {
            institution_id: InstitutionId(uuid::Uuid::nil()),
            name: "架空\"病院\"".into(),
            name_kana: "カクウ".into(),
            name_en: String::new(),
            kind: InstitutionKind::Hospital,
            prefecture_code: "04".into(),
            municipality_name: "仙台市".into(),
            municipality_name_en: "Sendai".into(),
            area_code: None,
            area_name: Some("仙台".into()),
            area_name_en: Some("Sendai".into()),
            specialties: vec![Specialty::Surgery],
            employment: vec![Employment::PartTime],
            guidance_offered: true,
            headline: "改行\nと \\".into(),
            published_on: NaiveDate::default(),
            fictional: true,
        };
        let listing = Listing { summary, profile: PublicProfile::default(), updated_at: chrono::DateTime::UNIX_EPOCH };
        let body = Body::read(Body::of(&listing).unwrap()).unwrap();
        assert_eq!((body.summary().unwrap(), body.listing().unwrap()), (listing.summary.clone(), listing.clone()));
        assert_eq!(body.row(), serde_json::to_string(&listing.summary).unwrap());
        assert_eq!(body.into_page(), serde_json::to_string(&listing).unwrap());
        for broken in ["", "1", "00000001", "架0000001", "架00000001", "{}0000000x"] {
            assert!(Body::read(broken.to_owned()).is_err(), "{broken}");
        }
    }
}
