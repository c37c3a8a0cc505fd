//! The official list of institutions.

use super::{ClientError, get, query};
use crate::paths::api;
use domain::institution::RegistryInstitution;

/// Institutions of the official list by name, in a prefecture when given.
pub async fn search_registry(q: &str, prefecture: Option<String>, limit: u16) -> Result<Vec<RegistryInstitution>, ClientError> {
    let pairs = [("q", Some(q.to_owned())), ("prefecture", prefecture), ("limit", Some(limit.to_string()))];
    get(&(api::REGISTRY_INSTITUTIONS.to_owned() + &query(&pairs))).await
}
