//! Applications for support, for institutions and for the prefecture.

use super::request::replacing;
use super::{ClientError, IdempotencyKey, delete, etag, get, get_file, list, post, post_once, post_versioned, put, upload};
use crate::paths::{Unparsed, api};
use domain::export::{DocumentFormat, LackingLetters, TableFormat};
use domain::page::Page;
use domain::support::{
    ApplicationEvent, CreateSupportApplication, MeetingApplication, RecordCouncilOpinion, RecordMeetingOpinions, SaveSupportApplication,
    SupportApplication, SupportApplicationSummary, SupportDocument, SupportForm,
};
use serde::de::IgnoredAny;

/// The applications of the signed-in person's organizations.
///
/// # Errors
/// [`ClientError`].
pub async fn list_my_support_applications() -> Result<Vec<SupportApplicationSummary>, ClientError> {
    list(api::list_my_support_applications()).await
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
    get(api::list_support_applications().with(&pairs)).await
}

/// Everything about an application.
///
/// # Errors
/// [`ClientError`].
pub async fn get_support_application(id: &str) -> Result<SupportApplication, ClientError> {
    get(api::get_support_application(Unparsed(id))).await
}

/// Starts an application.
///
/// # Errors
/// [`ClientError`].
pub async fn create_support_application(input: &CreateSupportApplication, key: IdempotencyKey) -> Result<SupportApplication, ClientError> {
    post_once(api::create_support_application(), input, key).await
}

/// Rewrites an application.
///
/// # Errors
/// [`ClientError`].
pub async fn save_support_application(id: &str, input: &SaveSupportApplication, version: i32) -> Result<SupportApplication, ClientError> {
    Ok(put(api::save_support_application(Unparsed(id)), input, &etag(version)).await?.value)
}

/// The operation that takes a step.
fn step(event: ApplicationEvent, id: Unparsed) -> api::Post {
    match event {
        ApplicationEvent::Submit => api::submit_support_application(id),
        ApplicationEvent::Return => api::return_support_application(id),
        ApplicationEvent::Check => api::check_support_application(id),
        ApplicationEvent::Propose => api::propose_support_application(id),
        ApplicationEvent::Select => api::select_support_application(id),
        ApplicationEvent::TurnDown => api::turn_down_support_application(id),
        ApplicationEvent::Apply => api::apply_support_application(id),
        ApplicationEvent::Decide => api::decide_support_application(id),
        ApplicationEvent::Report => api::report_support_application(id),
        ApplicationEvent::ReturnReport => api::return_support_report(id),
        ApplicationEvent::CheckReport => api::check_support_report(id),
        ApplicationEvent::Fix => api::fix_support_amount(id),
        ApplicationEvent::Claim => api::claim_support_application(id),
        ApplicationEvent::WithdrawClaim => api::withdraw_support_claim(id),
        ApplicationEvent::Pay => api::pay_support_application(id),
        ApplicationEvent::Undo => api::undo_support_application(id),
        ApplicationEvent::Withdraw => api::withdraw_support_application(id),
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
    post_versioned(step(event, Unparsed(id)), body, &etag(version)).await.map(|_: IgnoredAny| ())
}

/// Records what a council said.
///
/// # Errors
/// [`ClientError`].
pub async fn record_council_opinion(id: &str, input: &RecordCouncilOpinion, version: i32) -> Result<(), ClientError> {
    post_versioned(api::record_council_opinion(Unparsed(id)), input, &etag(version)).await.map(|_: IgnoredAny| ())
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
    let add = api::add_support_document(Unparsed(id)).with(&[("name", Some(name.to_owned())), ("replaces", replaces)]);
    upload(add, media_type, bytes).await
}

/// A document's content.
///
/// # Errors
/// [`ClientError`].
pub async fn get_support_document(id: &str, document: &str) -> Result<Vec<u8>, ClientError> {
    Ok(get_file(api::get_support_document(Unparsed(id), Unparsed(document))).await?.body)
}

/// Removes a document that was not submitted.
///
/// # Errors
/// [`ClientError`].
pub async fn remove_support_document(id: &str, document: &str) -> Result<(), ClientError> {
    delete(api::remove_support_document(Unparsed(id), Unparsed(document))).await
}

/// An application with its statement as a PDF.
///
/// # Errors
/// [`ClientError`].
pub async fn print_support_application(id: &str, lacking: LackingLetters) -> Result<Vec<u8>, ClientError> {
    Ok(get_file(api::print_support_application(Unparsed(id)).with(&[replacing(lacking)])).await?.body)
}

/// A form of the grant as a file.
///
/// # Errors
/// [`ClientError`].
pub async fn print_support_form(
    id: &str,
    form: SupportForm,
    format: DocumentFormat,
    lacking: LackingLetters,
) -> Result<Vec<u8>, ClientError> {
    let format: &'static str = format.into();
    let pairs = [("form", Some(form.code().to_owned())), ("format", Some(format.to_owned())), replacing(lacking)];
    Ok(get_file(api::print_support_form(Unparsed(id)).with(&pairs)).await?.body)
}

/// A prefecture's applications as a file.
///
/// # Errors
/// [`ClientError`].
pub async fn export_support_applications(
    status: Option<String>,
    fiscal_year: Option<String>,
    q: Option<String>,
    format: TableFormat,
) -> Result<Vec<u8>, ClientError> {
    let format: &'static str = format.into();
    let pairs = [("status", status), ("fiscal_year", fiscal_year), ("q", q), ("format", Some(format.to_owned()))];
    Ok(get_file(api::export_support_applications().with(&pairs)).await?.body)
}

/// The applications before a meeting.
///
/// # Errors
/// [`ClientError`].
pub async fn list_meeting_applications(meeting: &str) -> Result<Vec<MeetingApplication>, ClientError> {
    list(api::list_meeting_applications(Unparsed(meeting))).await
}

/// Records what a meeting said.
///
/// # Errors
/// [`ClientError`].
pub async fn record_meeting_opinions(meeting: &str, input: &RecordMeetingOpinions) -> Result<(), ClientError> {
    post(api::record_meeting_opinions(Unparsed(meeting)), input).await.map(|_: IgnoredAny| ())
}

/// The documents of a meeting as one PDF.
///
/// # Errors
/// [`ClientError`].
pub async fn print_meeting_packet(meeting: &str, lacking: LackingLetters) -> Result<Vec<u8>, ClientError> {
    Ok(get_file(api::print_meeting_packet(Unparsed(meeting)).with(&[replacing(lacking)])).await?.body)
}
