//! Messages to the secretariat.

use super::{ClientError, IdempotencyKey, get, get_file, post, post_once};
use crate::paths::{Unparsed, api};
use domain::contact::{ClaimInstitution, ContactMessage, ContactReceipt, CreateContactMessage, ReplyToContactMessage};
use domain::export::TableFormat;
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

/// Which messages the secretariat looks at. Where a choice is absent, all are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ContactFilter {
    /// Those that are settled, or those that wait.
    pub settled: Option<bool>,
    /// Those that say whose institution one is, or others.
    pub claim: Option<bool>,
    /// Only those that the reader answered or settled.
    pub mine: bool,
    /// The first day.
    pub from: Option<String>,
    /// The last day.
    pub to: Option<String>,
    /// Words to look for.
    pub q: Option<String>,
    /// Whether the latest comes first; the usual order when absent.
    pub descending: Option<bool>,
}

/// The filter and one more parameter, as the server reads them.
fn pairs(filter: ContactFilter, more: (&'static str, Option<String>)) -> [(&'static str, Option<String>); 8] {
    let said = |is: Option<bool>| is.map(|is| is.to_string());
    [
        ("settled", said(filter.settled)),
        ("claim", said(filter.claim)),
        ("mine", filter.mine.then(|| "true".to_owned())),
        ("from", filter.from),
        ("to", filter.to),
        ("q", filter.q),
        ("descending", said(filter.descending)),
        more,
    ]
}

/// Messages for the secretariat; without another order, those that wait with the oldest first, others with the latest first.
///
/// # Errors
/// [`ClientError`].
pub async fn list_contact_messages(filter: ContactFilter, cursor: Option<String>) -> Result<Page<ContactMessage>, ClientError> {
    get(api::list_contact_messages().with(&pairs(filter, ("cursor", cursor)))).await
}

/// The same list as a file, without writers and texts.
///
/// # Errors
/// [`ClientError`].
pub async fn export_contact_messages(filter: ContactFilter, format: TableFormat) -> Result<Vec<u8>, ClientError> {
    let format: &'static str = format.into();
    Ok(get_file(api::export_contact_messages().with(&pairs(filter, ("format", Some(format.to_owned()))))).await?.body)
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
