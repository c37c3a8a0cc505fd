//! Municipalities and medical areas.

use super::{ClientError, get, list, query};
use crate::paths::api;
use domain::region::{Municipality, PostalCodePlace};

/// The municipalities of a prefecture.
pub async fn list_municipalities(prefecture: &str) -> Result<Vec<Municipality>, ClientError> {
    list(&(api::MUNICIPALITIES.to_owned() + &query(&[("prefecture", Some(prefecture.to_owned()))]))).await
}

/// Where a postal code is.
///
/// # Errors
/// [`ClientError`]; `not_found` for a code that is not in use.
pub async fn get_postal_code(code: &str) -> Result<PostalCodePlace, ClientError> {
    get(&api::postal_code(code)).await
}
