//! Registrations and corrections, for institutions and for the staff.

use super::leave::put_on_leave;
use super::request::replacing;
use super::{ClientError, IdempotencyKey, Versioned, delete, get, get_file, get_versioned, list, post, post_once, post_versioned, put};
use crate::paths::{Unparsed, api};
use domain::change_request::{ChangeRequest, CreateChangeRequest};
use domain::export::{LackingLetters, TableFormat};
use domain::page::Page;
use domain::registration::{
    CreateRegistration, PauseOwnInstitution, Reason, ReasonTemplate, Registration, RegistrationContent, RegistrationEvent,
    RegistrationQueueCount, RegistrationReview, RegistrationSummary, SaveReasonTemplate, SaveRegistration, WriteNote,
};
use serde::de::IgnoredAny;

/// Starts a draft.
pub async fn create_registration(organization: &str, input: &CreateRegistration, key: IdempotencyKey) -> Result<Registration, ClientError> {
    post_once(api::create_registration(Unparsed(organization)), input, key).await
}

/// The registrations of an organization, finished ones too.
pub async fn list_organization_registrations(organization: &str) -> Result<Vec<RegistrationSummary>, ClientError> {
    list(api::list_organization_registrations(Unparsed(organization))).await
}

/// A registration with its version, for a member of its organization.
pub async fn get_registration(id: &str) -> Result<Versioned<Registration>, ClientError> {
    get_versioned(api::get_registration(Unparsed(id))).await
}

/// Saves a draft as far as it is written.
pub async fn save_registration(id: &str, content: RegistrationContent, etag: &str) -> Result<Versioned<Registration>, ClientError> {
    put(api::save_registration(Unparsed(id)), &SaveRegistration { content }, etag).await
}

/// Hands a registration in.
pub async fn submit_registration(id: &str, etag: &str) -> Result<Registration, ClientError> {
    post_versioned(api::submit_registration(Unparsed(id)), &serde_json::json!({}), etag).await
}

/// The application as it was submitted last, as a PDF.
pub async fn print_registration(id: &str, lacking: LackingLetters) -> Result<Vec<u8>, ClientError> {
    Ok(get_file(api::print_registration(Unparsed(id)).with(&[replacing(lacking)])).await?.body)
}

/// Saves a draft while its page is being closed: nobody reads the answer.
pub fn save_registration_on_leave(id: &str, content: RegistrationContent, etag: &str) {
    put_on_leave(api::save_registration(Unparsed(id)), &SaveRegistration { content }, etag);
}

/// Takes a registration back for good.
pub async fn withdraw_registration(id: &str) -> Result<(), ClientError> {
    ignore(post(api::withdraw_registration(Unparsed(id)), &serde_json::json!({})).await)
}

/// Asks for a correction of what is published.
pub async fn create_change_request(id: &str, input: &CreateChangeRequest, key: IdempotencyKey) -> Result<ChangeRequest, ClientError> {
    post_once(api::create_change_request(Unparsed(id)), input, key).await
}

/// Takes a correction back.
pub async fn withdraw_change_request(id: &str) -> Result<(), ClientError> {
    ignore(post(api::withdraw_change_request(Unparsed(id)), &serde_json::json!({})).await)
}

/// Which registrations the staff looks at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RegistrationFilter {
    pub status: Option<String>,
    pub waiting: bool,
    pub change_requested: bool,
    pub prefecture: Option<String>,
    pub fiscal_year: Option<String>,
    pub organization_id: Option<String>,
    pub mine: bool,
    pub q: Option<String>,
    pub sort: Option<String>,
    pub descending: bool,
    pub limit: Option<u16>,
}

/// The filter and one more parameter, as the server reads them.
fn pairs(filter: RegistrationFilter, more: (&'static str, Option<String>)) -> [(&'static str, Option<String>); 12] {
    let yes = |is: bool| is.then(|| "true".to_owned());
    [
        ("status", filter.status),
        ("waiting", yes(filter.waiting)),
        ("change_requested", yes(filter.change_requested)),
        ("prefecture", filter.prefecture),
        ("fiscal_year", filter.fiscal_year),
        ("organization_id", filter.organization_id),
        ("mine", yes(filter.mine)),
        ("q", filter.q),
        ("sort", filter.sort),
        ("descending", yes(filter.descending)),
        ("limit", filter.limit.map(|limit| limit.to_string())),
        more,
    ]
}

/// Registrations for the staff; without another order, the longest waiting first.
pub async fn list_registrations(filter: RegistrationFilter, cursor: Option<String>) -> Result<Page<RegistrationSummary>, ClientError> {
    get(api::list_registrations().with(&pairs(filter, ("cursor", cursor)))).await
}

/// The same list as a file.
pub async fn export_registrations(filter: RegistrationFilter, format: TableFormat) -> Result<Vec<u8>, ClientError> {
    let format: &'static str = format.into();
    let filter = RegistrationFilter { limit: None, ..filter };
    Ok(get_file(api::export_registrations().with(&pairs(filter, ("format", Some(format.to_owned()))))).await?.body)
}

/// Writes a note for the others on the staff.
pub async fn add_registration_note(id: &str, input: &WriteNote, key: IdempotencyKey) -> Result<(), ClientError> {
    ignore(post_once(api::add_registration_note(Unparsed(id)), input, key).await)
}

/// The reader takes care of a registration from now on.
pub async fn take_registration(id: &str) -> Result<(), ClientError> {
    ignore(put(api::take_registration(Unparsed(id)), &serde_json::json!({}), "").await.map(|_: Versioned<IgnoredAny>| IgnoredAny))
}

/// Nobody takes care of a registration any longer.
pub async fn leave_registration(id: &str) -> Result<(), ClientError> {
    delete(api::leave_registration(Unparsed(id))).await
}

/// The standard texts for reasons.
pub async fn list_reason_templates() -> Result<Vec<ReasonTemplate>, ClientError> {
    list(api::list_reason_templates()).await
}

/// Enters a standard text.
pub async fn create_reason_template(input: &SaveReasonTemplate, key: IdempotencyKey) -> Result<(), ClientError> {
    ignore(post_once(api::create_reason_template(), input, key).await)
}

/// Changes a standard text.
pub async fn save_reason_template(id: &str, input: &SaveReasonTemplate, etag: &str) -> Result<(), ClientError> {
    ignore(put(api::save_reason_template(Unparsed(id)), input, etag).await.map(|_: Versioned<IgnoredAny>| IgnoredAny))
}

/// Removes a standard text.
pub async fn remove_reason_template(id: &str) -> Result<(), ClientError> {
    delete(api::remove_reason_template(Unparsed(id))).await
}

/// How many registrations wait in each state.
pub async fn count_registrations() -> Result<Vec<RegistrationQueueCount>, ClientError> {
    list(api::count_registrations()).await
}

/// Everything about a registration, for the staff.
pub async fn review_registration(id: &str) -> Result<Versioned<RegistrationReview>, ClientError> {
    get_versioned(api::review_registration(Unparsed(id))).await
}

/// A step of the staff: `start_registration_review`, `return_registration`, `forward_registration`, `confirm_registration`, `revoke_registration`.
/// The reason goes with the steps that need one.
pub async fn advance_registration(id: &str, event: RegistrationEvent, reason: String, etag: &str) -> Result<(), ClientError> {
    let id = Unparsed(id);
    let step = match event {
        RegistrationEvent::StartReview => api::start_registration_review(id),
        RegistrationEvent::Return => api::return_registration(id),
        RegistrationEvent::Forward => api::forward_registration(id),
        RegistrationEvent::Confirm => api::confirm_registration(id),
        RegistrationEvent::Revoke => api::revoke_registration(id),
        // Not the staff's: offered nowhere, and the server would say so.
        RegistrationEvent::Submit | RegistrationEvent::Withdraw | RegistrationEvent::Expire => return Err(ClientError::Unexpected(0)),
    };
    let body = if event.needs_reason() { serde_json::json!({ "reason": reason }) } else { serde_json::json!({}) };
    ignore(post_versioned(step, &body, etag).await)
}

/// Publishes a correction.
pub async fn apply_change_request(id: &str) -> Result<(), ClientError> {
    ignore(post(api::apply_change_request(Unparsed(id)), &serde_json::json!({})).await)
}

/// Refuses a correction.
pub async fn refuse_change_request(id: &str, reason: String) -> Result<(), ClientError> {
    ignore(post(api::refuse_change_request(Unparsed(id)), &Reason { reason }).await)
}

/// Hides the own institution's page for a while.
pub async fn pause_own_institution(id: &str, input: &PauseOwnInstitution) -> Result<(), ClientError> {
    ignore(post(api::pause_own_institution(Unparsed(id)), input).await)
}

/// Ends the own pause.
pub async fn resume_own_institution(id: &str) -> Result<(), ClientError> {
    ignore(post(api::resume_own_institution(Unparsed(id)), &serde_json::json!({})).await)
}

/// Hides an institution's page for a while.
pub async fn pause_institution(id: &str, reason: String) -> Result<(), ClientError> {
    ignore(post(api::pause_institution(Unparsed(id)), &Reason { reason }).await)
}

/// Shows it again.
pub async fn resume_institution(id: &str) -> Result<(), ClientError> {
    ignore(post(api::resume_institution(Unparsed(id)), &serde_json::json!({})).await)
}

/// Pages read the whole again after an act; what the act itself answered is not needed.
fn ignore(result: Result<IgnoredAny, ClientError>) -> Result<(), ClientError> {
    result.map(|_| ())
}
