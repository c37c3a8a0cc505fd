//! Municipalities and medical areas.

use super::{ClientError, get, list};
use crate::paths::{Unparsed, api};
use domain::region::{Municipality, PostalCodePlace};

/// The municipalities of a prefecture.
pub async fn list_municipalities(prefecture: &str) -> Result<Vec<Municipality>, ClientError> {
    list(api::list_municipalities().with(&[("prefecture", Some(prefecture.to_owned()))])).await
}

/// Where a postal code is.
///
/// # Errors
/// [`ClientError`]; `not_found` for a code that is not in use.
pub async fn get_postal_code(code: &str) -> Result<PostalCodePlace, ClientError> {
    get(api::get_postal_code(Unparsed(code))).await
}
