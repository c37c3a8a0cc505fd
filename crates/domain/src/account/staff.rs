//! Wire shapes of the staff and of the audit trail.

use crate::{
    actor::Role,
    ids::{AccountId, AuditEntryId},
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

/// A member of the staff.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffMember {
    /// The account.
    pub account_id: AccountId,
    /// The name that the person goes by here.
    pub display_name: String,
    /// The address.
    pub email: String,
    /// Staff roles held.
    pub roles: Vec<Role>,
    /// The prefecture that an officer acts for, two digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prefecture_code: Option<String>,
    /// Whether the second factor is set up.
    pub second_factor: bool,
    /// In how many browsers the person is signed in now.
    pub sessions: i64,
    /// When the person last signed in, as far as sessions are kept: for a week after they end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_signed_in_at: Option<DateTime<Utc>>,
    /// Since when the account is suspended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suspended_at: Option<DateTime<Utc>>,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suspension_reason: Option<String>,
}

/// The staff.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffList {
    /// By name.
    pub items: Vec<StaffMember>,
}

/// The kinds of things whose entries in the audit trail staff may read. What passes between doctors and institutions (inquiries, blocks, quotes in an
/// inquiry) is not among them: who acted, beside what it was done to, would say which doctor asked or blocked which institution. A new kind is
/// hidden until it is named here.
pub const AUDIT_SUBJECTS: [&str; 22] = [
    "registration",
    "change_request",
    "reason_template",
    "institution",
    "opening",
    "organization",
    "doctor",
    "licence_check",
    "account",
    "invitation",
    "sign_in",
    "contact_message",
    "priority_area",
    "correction_plan",
    "council_meeting",
    "subsidy_rule",
    "support_application",
    "support_budget",
    "data_edition",
    "registry_import",
    "registry_difference",
    "refusal",
];

/// One act in the audit trail.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "db", derive(sea_orm::FromQueryResult))]
pub struct AuditEntry {
    /// The entry.
    pub id: AuditEntryId,
    /// When.
    pub at: DateTime<Utc>,
    /// Who; absent for the platform itself and for visitors.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor_account_id: Option<AccountId>,
    /// The actor's name, while the account exists.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor_name: Option<String>,
    /// In which role.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor_role: Option<String>,
    /// The operation, as this contract calls it.
    pub operation: String,
    /// The request.
    pub request_id: String,
    /// The kind of thing acted on.
    pub subject_type: String,
    /// The thing acted on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject_id: Option<Uuid>,
    /// The reason given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// What changed; personal fields are masked.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub changes: Value,
}

/// Which entries are wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct AuditQuery {
    /// Only this kind of thing, such as `registration`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject_type: Option<String>,
    /// Only this thing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject_id: Option<Uuid>,
    /// Only acts of this person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor_account_id: Option<AccountId>,
    /// Only this act, by the id of its operation, such as `confirm_registration`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operation: Option<String>,
    /// Only from this day on, as it is counted in Japan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    /// Only up to this day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
    /// Words in the actor's name, the reason or the changes. Every word must occur.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
    /// Entries wanted, 1 to 100; 20 when absent.
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 100))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u16>,
    /// Opaque cursor from the previous page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}
