//! The official lists of institutions.

use super::request::{LONG_TIMEOUT, post_versioned_within};
use super::{ClientError, Versioned, get, get_versioned, list, post, query, upload};
use crate::paths::api;
use domain::institution::RegistryInstitution;
use domain::page::Page;
use domain::registry::{HandInRegistry, RegistryDifference, RegistryImport};

/// Institutions of the official lists by name, in a prefecture when given.
pub async fn search_registry(q: &str, prefecture: Option<String>, limit: u16) -> Result<Vec<RegistryInstitution>, ClientError> {
    let pairs = [("q", Some(q.to_owned())), ("prefecture", prefecture), ("limit", Some(limit.to_string()))];
    list(&(api::REGISTRY_INSTITUTIONS.to_owned() + &query(&pairs))).await
}

/// Hands an edition in; its answer says what applying it would change.
pub async fn create_registry_import(input: &HandInRegistry, bytes: Vec<u8>) -> Result<RegistryImport, ClientError> {
    let pairs = [
        ("dataset", Some(input.dataset.code().to_owned())),
        ("edition", input.edition.clone()),
        ("file_name", Some(input.file_name.clone())),
    ];
    upload(&(api::REGISTRY_IMPORTS.to_owned() + &query(&pairs)), "application/octet-stream", bytes).await
}

/// What was uploaded, the latest first.
pub async fn list_registry_imports(cursor: Option<String>) -> Result<Page<RegistryImport>, ClientError> {
    get(&(api::REGISTRY_IMPORTS.to_owned() + &query(&[("cursor", cursor)]))).await
}

/// One of them, with its report.
pub async fn get_registry_import(id: &str) -> Result<Versioned<RegistryImport>, ClientError> {
    get_versioned(&api::registry_import(id)).await
}

/// Applies it as it was looked at.
pub async fn apply_registry_import(id: &str, etag: &str) -> Result<RegistryImport, ClientError> {
    post_versioned_within(LONG_TIMEOUT, &api::registry_import_action(id, "apply"), &(), etag).await
}

/// Lets it go.
pub async fn discard_registry_import(id: &str) -> Result<RegistryImport, ClientError> {
    post(&api::registry_import_action(id, "discard"), &()).await
}

/// What editions say otherwise about institutions here.
pub async fn list_registry_differences(
    acknowledged: bool,
    limit: Option<u16>,
    cursor: Option<String>,
) -> Result<Page<RegistryDifference>, ClientError> {
    let pairs = [("acknowledged", Some(acknowledged.to_string())), ("limit", limit.map(|limit| limit.to_string())), ("cursor", cursor)];
    get(&(api::REGISTRY_DIFFERENCES.to_owned() + &query(&pairs))).await
}

/// Takes note of one.
pub async fn acknowledge_registry_difference(id: &str) -> Result<RegistryDifference, ClientError> {
    post(&api::acknowledge_registry_difference(id), &()).await
}
