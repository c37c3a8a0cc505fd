//! Messages to the secretariat.

use super::{ClientError, IdempotencyKey, post_once};
use crate::paths::api;
use domain::contact::{ContactReceipt, CreateContactMessage};

/// Sends a message to the secretariat.
///
/// # Errors
/// [`ClientError`].
pub async fn create_contact_message(input: &CreateContactMessage, key: IdempotencyKey) -> Result<ContactReceipt, ClientError> {
    post_once(api::CONTACT_MESSAGES, input, key).await
}
