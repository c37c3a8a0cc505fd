//! The official lists of institutions.

use super::request::{LONG_TIMEOUT, post_versioned_within};
use super::{ClientError, Versioned, get, get_versioned, list, post, upload};
use crate::paths::{Unparsed, api};
use domain::institution::RegistryInstitution;
use domain::page::Page;
use domain::registry::{RegistryDifference, RegistryImport, UploadRegistry};

/// Institutions of the official lists by name, in a prefecture when given.
pub async fn search_registry(q: &str, prefecture: Option<String>, limit: u16) -> Result<Vec<RegistryInstitution>, ClientError> {
    let pairs = [("q", Some(q.to_owned())), ("prefecture", prefecture), ("limit", Some(limit.to_string()))];
    list(api::search_registry().with(&pairs)).await
}

/// Hands an edition in; its answer says what applying it would change.
pub async fn create_registry_import(input: &UploadRegistry, bytes: Vec<u8>) -> Result<RegistryImport, ClientError> {
    let pairs = [
        ("dataset", Some(input.dataset.code().to_owned())),
        ("edition", input.edition.clone()),
        ("file_name", Some(input.file_name.clone())),
    ];
    upload(api::create_registry_import().with(&pairs), "application/octet-stream", bytes).await
}

/// What was uploaded, the latest first.
pub async fn list_registry_imports(cursor: Option<String>) -> Result<Page<RegistryImport>, ClientError> {
    get(api::list_registry_imports().with(&[("cursor", cursor)])).await
}

/// One of them, with its report.
pub async fn get_registry_import(id: &str) -> Result<Versioned<RegistryImport>, ClientError> {
    get_versioned(api::get_registry_import(Unparsed(id))).await
}

/// Applies it as it was looked at.
pub async fn apply_registry_import(id: &str, etag: &str) -> Result<RegistryImport, ClientError> {
    post_versioned_within(LONG_TIMEOUT, api::apply_registry_import(Unparsed(id)), &(), etag).await
}

/// Lets it go.
pub async fn discard_registry_import(id: &str) -> Result<RegistryImport, ClientError> {
    post(api::discard_registry_import(Unparsed(id)), &()).await
}

/// What editions say otherwise about institutions here.
pub async fn list_registry_differences(
    acknowledged: bool,
    limit: Option<u16>,
    cursor: Option<String>,
) -> Result<Page<RegistryDifference>, ClientError> {
    let pairs = [("acknowledged", Some(acknowledged.to_string())), ("limit", limit.map(|limit| limit.to_string())), ("cursor", cursor)];
    get(api::list_registry_differences().with(&pairs)).await
}

/// Takes note of one.
pub async fn acknowledge_registry_difference(id: &str) -> Result<RegistryDifference, ClientError> {
    post(api::acknowledge_registry_difference(Unparsed(id)), &()).await
}
