//! Municipalities and medical areas.

use super::{ClientError, get, query};
use crate::paths::api;
use domain::region::Municipality;

/// The municipalities of a prefecture.
pub async fn list_municipalities(prefecture: &str) -> Result<Vec<Municipality>, ClientError> {
    get(&(api::MUNICIPALITIES.to_owned() + &query(&[("prefecture", Some(prefecture.to_owned()))]))).await
}
