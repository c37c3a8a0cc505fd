//! Conversations between a doctor and an institution.

use super::{ClientError, IdempotencyKey, get, post, post_once, put};
use crate::paths::{Unparsed, api};
use domain::inquiry::{
    AdvanceInquiry, CreateInquiry, Inquiry, InquirySide, InquirySummary, MessageDraft, SaveMessageDraft, SendMessage, ShareIdentity,
};
use domain::page::{MAX_PAGE_SIZE, Page};
use serde::de::IgnoredAny;

/// Sends the first message.
///
/// # Errors
/// [`ClientError`]; refused where one is still open, the institution is blocked or not listed, or the profile is missing.
pub async fn create_inquiry(input: &CreateInquiry, key: IdempotencyKey) -> Result<Inquiry, ClientError> {
    post_once(api::create_inquiry(), input, key).await
}

/// Lists the inquiries of one side, latest activity first.
///
/// # Errors
/// [`ClientError`].
pub async fn list_inquiries(side: InquirySide, cursor: Option<String>) -> Result<Page<InquirySummary>, ClientError> {
    list(side, None, cursor).await
}

/// Lists the inquiries of one side, as many at once as the server gives.
///
/// # Errors
/// [`ClientError`].
pub async fn list_most_inquiries(side: InquirySide, cursor: Option<String>) -> Result<Page<InquirySummary>, ClientError> {
    list(side, Some(MAX_PAGE_SIZE), cursor).await
}

/// The doctor's live inquiry to an institution, if there is one (a doctor has few: one page holds them).
///
/// # Errors
/// [`ClientError`].
pub async fn find_open_inquiry(institution: &str) -> Result<Option<InquirySummary>, ClientError> {
    let page = list_most_inquiries(InquirySide::Doctor, None).await?;
    Ok(page.items.into_iter().find(|inquiry| inquiry.status.is_live() && inquiry.institution.institution_id.to_string() == institution))
}

async fn list(side: InquirySide, limit: Option<u16>, cursor: Option<String>) -> Result<Page<InquirySummary>, ClientError> {
    let pairs = [("side", Some(side.code().to_owned())), ("limit", limit.map(|limit| limit.to_string())), ("cursor", cursor)];
    get(api::list_inquiries().with(&pairs)).await
}

/// Reads a conversation, and marks it as read for the reader's side.
///
/// # Errors
/// [`ClientError`].
pub async fn get_inquiry(id: &str) -> Result<Inquiry, ClientError> {
    get(api::get_inquiry(Unparsed(id))).await
}

/// Sends a further message.
///
/// # Errors
/// [`ClientError`].
pub async fn send_message(id: &str, input: &SendMessage, key: IdempotencyKey) -> Result<Inquiry, ClientError> {
    post_once(api::send_message(Unparsed(id)), input, key).await
}

/// Takes a step in the conversation's course.
///
/// # Errors
/// [`ClientError`]; `wrong_state` when the other side was faster.
pub async fn advance_inquiry(id: &str, input: &AdvanceInquiry, key: IdempotencyKey) -> Result<Inquiry, ClientError> {
    post_once(api::advance_inquiry(Unparsed(id)), input, key).await
}

/// Shows the doctor's identity and contact to the institution; doing it again changes nothing.
///
/// # Errors
/// [`ClientError`].
pub async fn share_identity(id: &str) -> Result<Inquiry, ClientError> {
    post(api::share_identity(Unparsed(id)), &ShareIdentity {}).await
}

/// Reads the own draft about an institution or an inquiry; blank where there is none.
///
/// # Errors
/// [`ClientError`].
pub async fn get_message_draft(about: &str) -> Result<MessageDraft, ClientError> {
    get(api::get_message_draft(Unparsed(about))).await
}

/// Keeps the own draft; a blank text removes it.
///
/// # Errors
/// [`ClientError`].
pub async fn save_message_draft(about: &str, body: &str) -> Result<(), ClientError> {
    let input = SaveMessageDraft { body: body.to_owned() };
    put::<IgnoredAny>(api::save_message_draft(Unparsed(about)), &input, "").await.map(|_| ())
}
