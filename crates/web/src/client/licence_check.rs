//! The secretariat's check of licences.

use super::{ClientError, Versioned, get, get_file, get_versioned, list, post_versioned};
use crate::paths::{Unparsed, api};
use domain::doctor::{DecideLicence, LicenceCheck, LicenceCheckCount, LicenceCheckSummary};
use domain::page::Page;

/// What the queue is narrowed to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LicenceCheckFilter {
    /// The state's code; all when absent.
    pub status: Option<String>,
    /// Only those that wait for the secretariat.
    pub waiting: bool,
    /// Only those with a copy that waits to be looked at.
    pub has_copy: bool,
    /// The year of registration.
    pub licence_year: Option<String>,
    /// Words to look for.
    pub q: Option<String>,
    /// The order's code; the usual one when absent.
    pub sort: Option<String>,
    /// Whether the order is turned round.
    pub descending: bool,
}

/// A page of the queue; without another order, who waits longest comes first.
///
/// # Errors
/// [`ClientError`].
pub async fn list_licence_checks(filter: LicenceCheckFilter, cursor: Option<String>) -> Result<Page<LicenceCheckSummary>, ClientError> {
    let given = |wanted: bool| wanted.then(|| "true".to_owned());
    let pairs = [
        ("status", filter.status),
        ("waiting", given(filter.waiting)),
        ("has_copy", given(filter.has_copy)),
        ("licence_year", filter.licence_year),
        ("q", filter.q),
        ("sort", filter.sort),
        ("descending", given(filter.descending)),
        ("cursor", cursor),
    ];
    get(api::list_licence_checks().with(&pairs)).await
}

/// How many licences are in each state.
///
/// # Errors
/// [`ClientError`].
pub async fn count_licence_checks() -> Result<Vec<LicenceCheckCount>, ClientError> {
    list(api::count_licence_checks()).await
}

/// What is needed to look one doctor up.
///
/// # Errors
/// [`ClientError`].
pub async fn get_licence_check(account: &str) -> Result<Versioned<LicenceCheck>, ClientError> {
    get_versioned(api::get_licence_check(Unparsed(account))).await
}

/// The content of a copy.
///
/// # Errors
/// [`ClientError`].
pub async fn open_licence_copy(account: &str) -> Result<Vec<u8>, ClientError> {
    Ok(get_file(api::open_licence_copy(Unparsed(account))).await?.body)
}

/// Decides about a licence as it was seen.
///
/// # Errors
/// [`ClientError`]; `version_mismatch` when the doctor stated otherwise or uploaded a copy since.
pub async fn decide_licence_check(account: &str, input: &DecideLicence, etag: &str) -> Result<LicenceCheck, ClientError> {
    post_versioned(api::decide_licence_check(Unparsed(account)), input, etag).await
}
