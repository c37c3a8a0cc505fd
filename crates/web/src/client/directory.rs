//! What is published, and where institutions stand.

use super::{ClientError, get, list, query};
use crate::paths::api;
use domain::directory::{DirectoryFacets, DirectoryQuery, FoundListing, InstitutionCluster, Listing, RestrictedListing, Suggestion};
use domain::export::TableFormat;
use domain::geo::BoundingBox;
use domain::locale::Locale;
use domain::number::decimal_text;
use domain::page::Page;
use domain::region::SecondaryMedicalArea;

/// Lists what fits the filters; with `restricted`, words are also looked for in what is for doctors only.
///
/// # Errors
/// [`ClientError`]; with `restricted` also for whoever may not search that.
pub async fn list_institutions(filters: &DirectoryQuery, restricted: bool) -> Result<Page<FoundListing>, ClientError> {
    get(&(api::INSTITUTIONS.to_owned() + &scoped_query(filters, restricted))).await
}

/// Counts what every choice of a filter would give.
///
/// # Errors
/// [`ClientError`].
pub async fn get_institution_facets(filters: &DirectoryQuery, restricted: bool) -> Result<DirectoryFacets, ClientError> {
    get(&(api::INSTITUTION_FACETS.to_owned() + &scoped_query(filters, restricted))).await
}

/// Counts institutions by where they stand in a part of the map.
///
/// # Errors
/// [`ClientError`].
pub async fn get_institution_clusters(
    filters: &DirectoryQuery,
    restricted: bool,
    bounds: BoundingBox,
    cells: u16,
) -> Result<Vec<InstitutionCluster>, ClientError> {
    let bounds = bounds.to_array().map(decimal_text).join(",");
    let part = query(&[("bounds", Some(bounds)), ("cells", Some(cells.to_string()))]);
    let filters = scoped_query(filters, restricted).replacen('?', "&", 1);
    list(&(api::INSTITUTION_CLUSTERS.to_owned() + &part + &filters)).await
}

/// Institutions that somebody who typed this may mean.
///
/// # Errors
/// [`ClientError`].
pub async fn suggest_institutions(q: &str) -> Result<Vec<Suggestion>, ClientError> {
    list(&(api::INSTITUTION_SUGGESTIONS.to_owned() + &query(&[("q", Some(q.to_owned()))]))).await
}

/// Reads a public page.
///
/// # Errors
/// [`ClientError`].
pub async fn get_institution(id: &str) -> Result<Listing, ClientError> {
    get(&api::institution(id)).await
}

/// Reads what only doctors and staff see.
///
/// # Errors
/// [`ClientError`]; also where the doctor blocked the institution.
pub async fn get_restricted_listing(id: &str) -> Result<RestrictedListing, ClientError> {
    get(&api::restricted_listing(id)).await
}

/// Lists a prefecture's secondary medical areas.
///
/// # Errors
/// [`ClientError`].
pub async fn list_areas(prefecture: &str) -> Result<Vec<SecondaryMedicalArea>, ClientError> {
    list(&(api::AREAS.to_owned() + &query(&[("prefecture", Some(prefecture.to_owned()))]))).await
}

/// The address of everything that fits these filters as a file, in the page's language.
pub fn export_address(filters: &DirectoryQuery, format: TableFormat, locale: Locale) -> String {
    let format: &str = format.into();
    let filters = directory_query(filters);
    let more = if filters.is_empty() { "?" } else { "&" };
    api::INSTITUTION_EXPORT.to_owned() + &filters + more + "format=" + format + "&lang=" + locale.tag()
}

/// The filters with the scope of the search. No address shows it: what a link finds depends on who opens it.
fn scoped_query(filters: &DirectoryQuery, restricted: bool) -> String {
    let filters = directory_query(filters);
    match (restricted, filters.is_empty()) {
        (false, _) => filters,
        (true, true) => "?restricted=true".to_owned(),
        (true, false) => filters + "&restricted=true",
    }
}

/// The filters as a query: what the API asks for and what the browser's address bar shows are the same words.
pub fn directory_query(filters: &DirectoryQuery) -> String {
    let DirectoryQuery { prefecture, area, kind, specialties, employment, guidance, q, sort, near, limit, cursor } = filters;
    query(&[
        ("prefecture", prefecture.clone()),
        ("area", area.clone()),
        ("kind", kind.map(|kind| kind.code().to_owned())),
        ("specialties", specialties.clone()),
        ("employment", employment.map(|employment| employment.code().to_owned())),
        ("guidance", guidance.map(|guidance| guidance.to_string())),
        ("q", q.clone()),
        ("sort", sort.map(|sort| sort.code().to_owned())),
        ("near", near.clone()),
        ("limit", limit.map(|limit| limit.to_string())),
        ("cursor", cursor.clone()),
    ])
}
