//! What is published, and where institutions stand.

use super::{ClientError, get, list, query};
use crate::paths::{Unparsed, api};
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
    get(api::list_institutions().with(&scoped(filters, restricted))).await
}

/// Counts what every choice of a filter would give.
///
/// # Errors
/// [`ClientError`].
pub async fn get_institution_facets(filters: &DirectoryQuery, restricted: bool) -> Result<DirectoryFacets, ClientError> {
    get(api::get_institution_facets().with(&scoped(filters, restricted))).await
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
    let mut parameters = vec![("bounds", Some(bounds)), ("cells", Some(cells.to_string()))];
    parameters.extend(scoped(filters, restricted));
    list(api::get_institution_clusters().with(&parameters)).await
}

/// Institutions that somebody who typed this may mean.
///
/// # Errors
/// [`ClientError`].
pub async fn suggest_institutions(q: &str) -> Result<Vec<Suggestion>, ClientError> {
    list(api::suggest_institutions().with(&[("q", Some(q.to_owned()))])).await
}

/// Reads a public page.
///
/// # Errors
/// [`ClientError`].
pub async fn get_institution(id: &str) -> Result<Listing, ClientError> {
    get(api::get_institution(Unparsed(id))).await
}

/// Reads what only doctors and staff see.
///
/// # Errors
/// [`ClientError`]; also where the doctor blocked the institution.
pub async fn get_restricted_listing(id: &str) -> Result<RestrictedListing, ClientError> {
    get(api::get_restricted_listing(Unparsed(id))).await
}

/// Lists a prefecture's secondary medical areas.
///
/// # Errors
/// [`ClientError`].
pub async fn list_areas(prefecture: &str) -> Result<Vec<SecondaryMedicalArea>, ClientError> {
    list(api::list_areas().with(&[("prefecture", Some(prefecture.to_owned()))])).await
}

/// The address of everything that fits these filters as a file, in the page's language.
pub fn export_address(filters: &DirectoryQuery, format: TableFormat, locale: Locale) -> String {
    let format: &str = format.into();
    let mut parameters = scoped(filters, false);
    parameters.extend([("format", Some(format.to_owned())), ("lang", Some(locale.tag().to_owned()))]);
    api::export_institutions().with(&parameters).to_string()
}

/// The filters with the scope of the search. No address shows it: what a link finds depends on who opens it.
fn scoped(filters: &DirectoryQuery, restricted: bool) -> Vec<(&'static str, Option<String>)> {
    let mut parameters = filters.parameters();
    parameters.push(("restricted", restricted.then(|| "true".to_owned())));
    parameters
}

/// The filters as a query: what the API asks for and what the browser's address bar shows are the same words.
pub fn directory_query(filters: &DirectoryQuery) -> String {
    query(&filters.parameters())
}
