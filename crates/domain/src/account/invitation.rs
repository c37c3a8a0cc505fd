//! Wire shapes of invitations to the staff and to organizations.

use super::dto::{DISPLAY_NAME_MAX, check_email};
use crate::{
    actor::Role,
    ids::InvitationId,
    locale::Locale,
    region::prefecture,
    validate::{FieldCode, Validate, Violations},
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// What an invitation is to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, strum::EnumIter, strum::IntoStaticStr)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "db", derive(sea_orm::DeriveActiveEnum))]
#[cfg_attr(feature = "db", sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case"))]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum InvitationKind {
    /// To the association's staff.
    Staff,
    /// To an organization.
    Member,
}

/// Where an invitation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, strum::EnumIter, strum::IntoStaticStr)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum InvitationStatus {
    /// Waits to be accepted.
    Open,
    /// Accepted.
    Accepted,
    /// Taken back.
    Revoked,
    /// Nobody accepted it in time.
    Expired,
}

/// An invitation, as those who invite see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Invitation {
    /// Its id.
    pub id: InvitationId,
    /// What it is to.
    pub kind: InvitationKind,
    /// Who is invited.
    pub email: String,
    /// The role that it gives.
    pub role: Role,
    /// The prefecture, for its officers; two digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prefecture_code: Option<String>,
    /// Where it stands.
    pub status: InvitationStatus,
    /// When it was sent.
    pub created_at: DateTime<Utc>,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
}

/// Invites somebody to the staff.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreateStaffInvitation {
    /// Where the invitation is sent.
    #[cfg_attr(feature = "openapi", schema(example = "name@example.jp"))]
    pub email: String,
    /// A staff role.
    #[cfg_attr(feature = "openapi", schema(example = "secretariat"))]
    pub role: Role,
    /// The prefecture, two digits; needed for its officers and for nobody else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prefecture_code: Option<String>,
    /// The language of the mail.
    #[serde(default)]
    pub locale: Locale,
}

impl Validate for CreateStaffInvitation {
    fn check(&self, violations: &mut Violations) {
        check_email(violations, "email", &self.email);
        violations.require("role", self.role.is_staff(), FieldCode::UnknownValue);
        match (&self.prefecture_code, self.role == Role::PrefectureOfficer) {
            (None, true) => violations.add("prefecture_code", FieldCode::Required),
            (Some(code), officer) => {
                violations.require("prefecture_code", officer && prefecture(code).is_some(), FieldCode::UnknownValue);
            }
            (None, false) => {}
        }
    }
}

/// Reads an invitation before accepting it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LookUpInvitation {
    /// The token behind `#token=` of the link.
    pub token: String,
}

impl Validate for LookUpInvitation {
    fn check(&self, violations: &mut Violations) {
        violations.required_text("token", &self.token, 200);
    }
}

/// An invitation, as the invited person sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InvitationOffer {
    /// What it is to.
    pub kind: InvitationKind,
    /// The address it was sent to, which is the account's.
    pub email: String,
    /// The role that it gives.
    pub role: Role,
    /// The prefecture, for its officers; two digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prefecture_code: Option<String>,
    /// The organization, for members.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organization_name: Option<String>,
    /// Whether an account with this address exists; its password is asked for then.
    pub account_exists: bool,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
}

/// Accepts an invitation: with the password of the existing account, or with what a new one needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AcceptInvitation {
    /// The token behind `#token=` of the link.
    pub token: String,
    /// The existing account's password, or the new account's (at least 12 characters).
    pub password: String,
    /// The new account's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// The new account's language.
    #[serde(default)]
    pub locale: Locale,
    /// Agreement to the terms; must be true for a new account.
    #[serde(default)]
    pub agreed_terms: bool,
}

impl Validate for AcceptInvitation {
    fn check(&self, violations: &mut Violations) {
        violations.required_text("token", &self.token, 200);
        violations.require("password", !self.password.is_empty(), FieldCode::Required);
        violations.optional_text("password", &self.password, 1000);
        if let Some(name) = &self.display_name {
            violations.required_name("display_name", name, DISPLAY_NAME_MAX);
        }
    }
}
