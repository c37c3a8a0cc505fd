//! Openings, for visitors and doctors, for their institutions, and for the secretariat.

use super::leave::put_on_leave;
use super::{ClientError, IdempotencyKey, Versioned, delete, get, get_versioned, list, post, post_once, post_versioned, put};
use crate::paths::{Unparsed, api};
use chrono::{DateTime, Utc};
use domain::ids::{InstitutionId, OpeningId};
use domain::money::Yen;
use domain::opening::{
    CreateOpening, Engagement, Opening, OpeningContent, OpeningEvent, OpeningQuery, OpeningSummary, OwnOpening, PayUnit, PublishedOpening,
    SaveOpening,
};
use domain::page::{MAX_PAGE_SIZE, Page};
use domain::registration::Reason;
use serde::Deserialize;
use serde::de::IgnoredAny;

/// The openings that everybody can read, as far as they fit the filters.
///
/// # Errors
/// [`ClientError`].
pub async fn list_openings(query: &OpeningQuery) -> Result<Page<OpeningSummary>, ClientError> {
    get(api::list_openings().with(&query.parameters())).await
}

/// What an institution's page shows of [`OpeningSummary`]: what reads the rest would be loaded by everybody who looks at an institution.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct OfferedOpening {
    /// Its id.
    pub id: OpeningId,
    /// What is sought.
    pub title: String,
    /// How the doctor is engaged.
    pub engagement: Engagement,
    /// What the pay is for.
    pub pay_unit: Option<PayUnit>,
    /// Pay from, in yen.
    pub pay_from: Option<Yen>,
    /// Pay to, in yen.
    pub pay_to: Option<Yen>,
    /// When the institution last said that it holds.
    pub confirmed_at: DateTime<Utc>,
}

/// The openings of one institution that everybody can read, as many as a page holds.
///
/// # Errors
/// [`ClientError`].
pub async fn list_openings_of(institution: &str) -> Result<Vec<OfferedOpening>, ClientError> {
    let pairs = [("institution_id", Some(institution.to_owned())), ("limit", Some(MAX_PAGE_SIZE.to_string()))];
    list(api::list_openings().with(&pairs)).await
}

/// An opening as everybody can read it; a doctor with a stated licence reads what is for doctors as well.
///
/// # Errors
/// [`ClientError`]; `opening_closed` for one that was public and is not now.
pub async fn get_opening(id: &str) -> Result<PublishedOpening, ClientError> {
    get(api::get_opening(Unparsed(id))).await
}

/// Ends an opening for a reason; for the secretariat.
///
/// # Errors
/// [`ClientError`].
pub async fn take_down_opening(id: &str, input: &Reason) -> Result<(), ClientError> {
    post::<IgnoredAny>(api::take_down_opening(Unparsed(id)), input).await.map(|_| ())
}

/// The openings of an organization's institutions, last changed first.
///
/// # Errors
/// [`ClientError`].
pub async fn list_own_openings(organization: &str, cursor: Option<String>) -> Result<Page<OwnOpening>, ClientError> {
    let pairs = [("limit", Some(MAX_PAGE_SIZE.to_string())), ("cursor", cursor)];
    get(api::list_own_openings(Unparsed(organization)).with(&pairs)).await
}

/// Starts an opening of an institution.
///
/// # Errors
/// [`ClientError`]; `institution_not_published` where its registration is not published.
pub async fn create_opening(institution: InstitutionId, input: &CreateOpening, key: IdempotencyKey) -> Result<Opening, ClientError> {
    post_once(api::create_opening(institution), input, key).await
}

/// An opening with its version, for a member of its organization.
///
/// # Errors
/// [`ClientError`].
pub async fn get_own_opening(id: &str) -> Result<Versioned<Opening>, ClientError> {
    get_versioned(api::get_own_opening(Unparsed(id))).await
}

/// Saves what an opening says.
///
/// # Errors
/// [`ClientError`]; `version_mismatch` when somebody else was faster.
pub async fn save_opening(id: &str, content: OpeningContent, etag: &str) -> Result<Versioned<Opening>, ClientError> {
    put(api::save_opening(Unparsed(id)), &SaveOpening { content }, etag).await
}

/// Saves what an opening says while its page is being closed: nobody reads the answer.
pub fn save_opening_on_leave(id: &str, content: OpeningContent, etag: &str) {
    put_on_leave(api::save_opening(Unparsed(id)), &SaveOpening { content }, etag);
}

/// Deletes a draft.
///
/// # Errors
/// [`ClientError`].
pub async fn discard_opening(id: &str) -> Result<(), ClientError> {
    delete(api::discard_opening(Unparsed(id))).await
}

/// A step of the institution: `publish_opening`, `confirm_opening`, `pause_opening`, `resume_opening`, `fill_opening`, `end_opening`.
///
/// # Errors
/// [`ClientError`]; violations of what it says stand under `/content`.
pub async fn advance_opening(id: &str, event: OpeningEvent, etag: &str) -> Result<(), ClientError> {
    let id = Unparsed(id);
    let step = match event {
        OpeningEvent::Publish => api::publish_opening(id),
        OpeningEvent::Confirm => api::confirm_opening(id),
        OpeningEvent::Pause => api::pause_opening(id),
        OpeningEvent::Resume => api::resume_opening(id),
        OpeningEvent::Fill => api::fill_opening(id),
        OpeningEvent::End => api::end_opening(id),
        // Not the institution's: offered nowhere here, and the server would say so.
        OpeningEvent::Lapse | OpeningEvent::TakeDown => return Err(ClientError::Unexpected(0)),
    };
    post_versioned::<IgnoredAny>(step, &serde_json::json!({}), etag).await.map(|_| ())
}
