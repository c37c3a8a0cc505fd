//! Messages to the secretariat.

use super::{ClientError, IdempotencyKey, get, post, post_once};
use crate::paths::{Unparsed, api};
use domain::contact::{ClaimInstitution, ContactMessage, ContactReceipt, CreateContactMessage, ReplyToContactMessage};
use domain::page::Page;
use serde::de::IgnoredAny;

/// Sends a message to the secretariat.
///
/// # Errors
/// [`ClientError`].
pub async fn create_contact_message(input: &CreateContactMessage, key: IdempotencyKey) -> Result<ContactReceipt, ClientError> {
    post_once(api::create_contact_message(), input, key).await
}

/// Tells the secretariat that an institution is the organization's.
///
/// # Errors
/// [`ClientError`].
pub async fn claim_institution(organization: &str, input: &ClaimInstitution, key: IdempotencyKey) -> Result<ContactReceipt, ClientError> {
    post_once(api::claim_institution(Unparsed(organization)), input, key).await
}

/// Messages that wait (or that are settled), for the secretariat.
///
/// # Errors
/// [`ClientError`].
pub async fn list_contact_messages(settled: bool, cursor: Option<String>) -> Result<Page<ContactMessage>, ClientError> {
    let settled = Some(if settled { "true" } else { "false" }.to_owned());
    get(api::list_contact_messages().with(&[("settled", settled), ("cursor", cursor)])).await
}

/// Says that a message was answered.
///
/// # Errors
/// [`ClientError`].
pub async fn settle_contact_message(id: &str) -> Result<(), ClientError> {
    post::<IgnoredAny>(api::settle_contact_message(Unparsed(id)), &serde_json::json!({})).await.map(|_| ())
}

/// Answers a message by mail, and keeps the answer.
///
/// # Errors
/// [`ClientError`].
pub async fn reply_to_contact_message(id: &str, input: &ReplyToContactMessage, key: IdempotencyKey) -> Result<(), ClientError> {
    post_once::<IgnoredAny>(api::reply_to_contact_message(Unparsed(id)), input, key).await.map(|_| ())
}
