//! Applications for support, for institutions and for the prefecture.

use super::{ClientError, IdempotencyKey, delete, etag, get, list, post_once, post_versioned, put, query, send, upload};
use crate::paths::api;
use domain::export::LackingLetters;
use domain::page::Page;
use domain::support::{
    ApplicationEvent, CreateSupportApplication, RecordCouncilOpinion, SaveSupportApplication, SupportApplication,
    SupportApplicationSummary, SupportDocument,
};
use serde::de::IgnoredAny;

/// The applications of the signed-in person's organizations.
///
/// # Errors
/// [`ClientError`].
pub async fn list_my_support_applications() -> Result<Vec<SupportApplicationSummary>, ClientError> {
    list(api::MY_SUPPORT_APPLICATIONS).await
}

/// A prefecture's applications, for its officers.
///
/// # Errors
/// [`ClientError`].
pub async fn list_support_applications(
    status: Option<String>,
    fiscal_year: Option<String>,
    q: Option<String>,
    limit: Option<u16>,
    cursor: Option<String>,
) -> Result<Page<SupportApplicationSummary>, ClientError> {
    let limit = limit.map(|limit| limit.to_string());
    let pairs = [("status", status), ("fiscal_year", fiscal_year), ("q", q), ("limit", limit), ("cursor", cursor)];
    get(&(api::SUPPORT_APPLICATIONS.to_owned() + &query(&pairs))).await
}

/// Everything about an application.
///
/// # Errors
/// [`ClientError`].
pub async fn get_support_application(id: &str) -> Result<SupportApplication, ClientError> {
    get(&api::support_application(id)).await
}

/// Starts an application.
///
/// # Errors
/// [`ClientError`].
pub async fn create_support_application(input: &CreateSupportApplication, key: IdempotencyKey) -> Result<SupportApplication, ClientError> {
    post_once(api::SUPPORT_APPLICATIONS, input, key).await
}

/// Rewrites an application.
///
/// # Errors
/// [`ClientError`].
pub async fn save_support_application(id: &str, input: &SaveSupportApplication, version: i32) -> Result<SupportApplication, ClientError> {
    Ok(put(&api::support_application(id), input, &etag(version)).await?.value)
}

/// The word of a step in its address.
fn step(event: ApplicationEvent) -> &'static str {
    match event {
        ApplicationEvent::Submit => "submit",
        ApplicationEvent::Return => "return",
        ApplicationEvent::Check => "check",
        ApplicationEvent::Propose => "propose",
        ApplicationEvent::Select => "select",
        ApplicationEvent::TurnDown => "turn-down",
        ApplicationEvent::Apply => "apply",
        ApplicationEvent::Decide => "decide",
        ApplicationEvent::Report => "report",
        ApplicationEvent::Withdraw => "withdraw",
    }
}

/// Takes a step of the application's course, with the body that it asks for.
///
/// # Errors
/// [`ClientError`]; `wrong_state` or `version_mismatch` when somebody was faster.
pub async fn advance_support_application(
    id: &str,
    event: ApplicationEvent,
    body: &serde_json::Value,
    version: i32,
) -> Result<(), ClientError> {
    post_versioned(&api::support_application_part(id, step(event)), body, &etag(version)).await.map(|_: IgnoredAny| ())
}

/// Records what a council said.
///
/// # Errors
/// [`ClientError`].
pub async fn record_council_opinion(id: &str, input: &RecordCouncilOpinion, version: i32) -> Result<(), ClientError> {
    post_versioned(&api::support_application_part(id, "opinions"), input, &etag(version)).await.map(|_: IgnoredAny| ())
}

/// Adds a document, or a new version of the one that it replaces.
///
/// # Errors
/// [`ClientError`].
pub async fn add_support_document(
    id: &str,
    name: &str,
    replaces: Option<String>,
    media_type: &str,
    bytes: Vec<u8>,
) -> Result<SupportDocument, ClientError> {
    let path = api::support_application_part(id, "documents") + &query(&[("name", Some(name.to_owned())), ("replaces", replaces)]);
    upload(&path, media_type, bytes).await
}

/// A document's content.
///
/// # Errors
/// [`ClientError`].
pub async fn get_support_document(id: &str, document: &str) -> Result<Vec<u8>, ClientError> {
    Ok(send(reqwest::Method::GET, &api::support_document(id, document), None).await?.body)
}

/// Removes a document that was not submitted.
///
/// # Errors
/// [`ClientError`].
pub async fn remove_support_document(id: &str, document: &str) -> Result<(), ClientError> {
    delete(&api::support_document(id, document)).await
}

/// An application with its statement as a PDF.
///
/// # Errors
/// [`ClientError`].
pub async fn print_support_application(id: &str, lacking: LackingLetters) -> Result<Vec<u8>, ClientError> {
    Ok(send(reqwest::Method::GET, &api::printed(&api::support_application_part(id, "pdf"), lacking), None).await?.body)
}
