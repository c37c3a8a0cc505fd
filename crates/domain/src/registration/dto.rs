//! Wire shapes of registrations.

use super::{
    Check, Difference, OfficialEntry, OwnPause, PauseState, RegistrationContent, RegistrationEvent, RegistrationNote, RegistrationStatus,
};
use crate::change_request::ChangeRequest;
use crate::ids::{InstitutionId, OrganizationId, RegistrationId};
use crate::institution::InstitutionKind;
use crate::validate::{FieldCode, Validate, Violations};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// Starts a registration: of a new institution, or the next term of one that the organization already has.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreateRegistration {
    /// Register this institution for its next term; its last content is taken over. Absent for a new institution.
    #[serde(default)]
    pub institution_id: Option<InstitutionId>,
    /// Start from this row of the official list instead of typing.
    #[serde(default)]
    pub registry_code: Option<String>,
}

impl Validate for CreateRegistration {
    fn check(&self, v: &mut Violations) {
        if let Some(code) = &self.registry_code {
            v.required_text("registry_code", code, 20);
            v.require("registry_code", self.institution_id.is_none(), FieldCode::UnknownValue);
        }
    }
}

/// Saves a draft (or what was returned) as far as it is written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaveRegistration {
    /// Everything written so far.
    pub content: RegistrationContent,
}

impl Validate for SaveRegistration {
    fn check(&self, v: &mut Violations) {
        if let Err(found) = self.content.validate_draft() {
            for error in found.into_errors() {
                v.add_with(&format!("content{}", error.pointer), error.code, error.params);
            }
        }
    }
}

/// A reason that the other side reads.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Reason {
    /// The reason, 1 to 2,000 characters.
    pub reason: String,
}

impl Validate for Reason {
    fn check(&self, v: &mut Violations) {
        v.required_text("reason", &self.reason, 2000);
    }
}

/// Hides an institution's page for a while.
pub type PauseInstitution = Reason;

/// A row of a list or queue of registrations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "db", derive(sea_orm::FromQueryResult))]
pub struct RegistrationSummary {
    /// The registration.
    pub id: RegistrationId,
    /// Of which institution.
    pub institution_id: InstitutionId,
    /// Of which organization.
    pub organization_id: OrganizationId,
    /// The organization's name.
    pub organization_name: String,
    /// The institution's name; blank in a fresh draft.
    pub name: String,
    /// Hospital or clinic.
    pub kind: Option<InstitutionKind>,
    /// Two digits; blank in a fresh draft.
    pub prefecture_code: String,
    /// Where it stands.
    pub status: RegistrationStatus,
    /// For which fiscal year.
    pub fiscal_year: i32,
    /// Given when it is submitted, such as `GM-2026-000012`.
    pub reference_number: Option<String>,
    /// Since when it stands there; its age counts from here.
    pub status_since: DateTime<Utc>,
    /// Last change.
    pub updated_at: DateTime<Utc>,
    /// Whether the page is hidden for a while.
    pub paused: bool,
    /// Who hid the page.
    pub pause: PauseState,
    /// Whether a correction waits for the secretariat.
    pub change_requested: bool,
    /// Whether it is made up for demonstration.
    pub fictional: bool,
}

/// A step in a registration's course.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RegistrationStep {
    /// What happened; absent for the start of the draft.
    pub event: Option<RegistrationEvent>,
    /// The state after it.
    pub to: RegistrationStatus,
    /// In which capacity it was done.
    pub by: Check,
    /// Who did it; the institution sees names of its own people only.
    pub author_name: Option<String>,
    /// The reason given.
    pub reason: Option<String>,
    /// When.
    pub at: DateTime<Utc>,
}

/// A registration, for its institution. Its ETag is its version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Registration {
    /// The row of a list, in full.
    #[serde(flatten)]
    pub summary: RegistrationSummary,
    /// The institution's code in the official list; absent for one that was not started from it.
    pub registry_code: Option<String>,
    /// What the official list says of the institution; absent without a code, and where the list does not have it.
    pub official: Option<OfficialEntry>,
    /// What is written.
    pub content: RegistrationContent,
    /// What is asked of the institution, while it is returned; why it was revoked, or paused by the secretariat.
    pub reason: Option<String>,
    /// The institution's own pause, while it is in force.
    pub own_pause: Option<OwnPause>,
    /// Last day of its term, once published.
    pub expires_on: Option<NaiveDate>,
    /// Its course, oldest first.
    pub steps: Vec<RegistrationStep>,
    /// Corrections asked for, newest first.
    pub change_requests: Vec<ChangeRequest>,
    /// Rises with each change.
    pub version: i32,
}

/// Everything about an application on one page, for the staff.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RegistrationReview {
    /// The registration.
    pub registration: Registration,
    /// In which capacities the reader may act on it; none with a conflict of interest.
    pub capacities: Vec<Check>,
    /// Whether the reader belongs or belonged to the organization. Somebody else on the staff decides then: about the registration, its
    /// corrections and its page.
    pub conflict_of_interest: bool,
    /// What changed since it was last submitted (or since last year's), field by field; empty for a first application.
    pub differences: Vec<Difference>,
    /// When the version compared with was submitted.
    pub compared_with: Option<DateTime<Utc>>,
    /// Who made the secretariat's check.
    pub secretariat_checked_by: Option<String>,
    /// Who made the committee's check.
    pub committee_confirmed_by: Option<String>,
    /// Who on the staff takes care of it.
    pub assignee_name: Option<String>,
    /// Whether that is the reader.
    pub assigned_to_me: bool,
    /// Notes of the staff, oldest first. The institution never reads them.
    pub notes: Vec<RegistrationNote>,
    /// Other registrations of the same organization.
    pub related: Vec<RegistrationSummary>,
    /// Registrations that have not ended of what seems to be the same institution: with the same code of the official list, or with the same name
    /// in the same municipality.
    pub duplicates: Vec<RegistrationSummary>,
}

/// How many registrations wait in a state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "db", derive(sea_orm::FromQueryResult))]
pub struct RegistrationQueueCount {
    /// The state.
    pub status: RegistrationStatus,
    /// How many.
    pub count: i64,
    /// Since when the oldest waits.
    pub oldest_since: Option<DateTime<Utc>>,
}
