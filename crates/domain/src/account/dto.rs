//! What travels between client and API about accounts.

use super::rules::check_password;
use crate::{
    actor::Role,
    ids::{AccountId, OrganizationId, SessionId},
    locale::Locale,
    text,
    validate::{FieldCode, Validate, Violations},
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The longest name that a person may go by here.
pub const DISPLAY_NAME_MAX: usize = 100;

/// Signs in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreateSession {
    /// The address of the account.
    pub email: String,
    /// Its password.
    pub password: String,
    /// A code of the second factor, to sign in with in one step; with a right one, others' wrong passwords keep nobody waiting.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = "123456"))]
    pub code: Option<String>,
}

impl Validate for CreateSession {
    fn check(&self, violations: &mut Violations) {
        violations.optional_text("code", self.code.as_deref().unwrap_or_default(), 40);
        violations.required_text("email", &self.email, 254);
        violations.require("password", !self.password.is_empty(), FieldCode::Required);
        violations.optional_text("password", &self.password, 1000);
    }
}

/// How far a sign-in has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SignInStatus {
    /// Complete: `access_token` is good for everything the roles allow.
    SignedIn,
    /// The password was right; send `challenge_token` with a code.
    SecondFactorRequired,
    /// Staff without a second factor: `access_token` is good for setting it up only.
    EnrolmentRequired,
}

/// The answer to a sign-in step. The refresh token travels in a cookie that scripts cannot read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignIn {
    /// How far the sign-in has come.
    pub status: SignInStatus,
    /// Sent as `Authorization: Bearer …`; keep it in memory only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub access_token: Option<String>,
    /// Seconds until `access_token` expires.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_in: Option<u32>,
    /// Proof that the password was right, for `verify_second_factor`; good for five minutes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub challenge_token: Option<String>,
}

/// Completes a sign-in with the second factor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VerifySecondFactor {
    /// From `create_session`.
    pub challenge_token: String,
    /// Six digits from the app, or one of the recovery codes.
    #[cfg_attr(feature = "openapi", schema(example = "123456"))]
    pub code: String,
}

impl Validate for VerifySecondFactor {
    fn check(&self, violations: &mut Violations) {
        violations.required_text("challenge_token", &self.challenge_token, 2000);
        violations.required_text("code", &self.code, 40);
    }
}

/// Proves again who uses a session: with the password or with a code, one of the two.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProveSession {
    /// The account's password.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password: Option<String>,
    /// Six digits from the app, or one of the recovery codes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = "123456"))]
    pub code: Option<String>,
}

impl Validate for ProveSession {
    fn check(&self, violations: &mut Violations) {
        let given = |text: &Option<String>| text.as_ref().is_some_and(|text| !text.is_empty());
        violations.require("password", given(&self.password) || given(&self.code), FieldCode::Required);
        violations.optional_text("password", self.password.as_deref().unwrap_or_default(), 1000);
        violations.optional_text("code", self.code.as_deref().unwrap_or_default(), 40);
    }
}

/// Asks for a link that sets a new password.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RequestPasswordReset {
    /// The address of the account.
    pub email: String,
}

impl Validate for RequestPasswordReset {
    fn check(&self, violations: &mut Violations) {
        check_email(violations, "email", &self.email);
    }
}

/// Sets a new password with the token of the link. Every session ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ResetPassword {
    /// The token behind `#token=` of the link.
    pub token: String,
    /// The new password.
    #[cfg_attr(feature = "openapi", schema(example = "lime-orbit-quill-42", min_length = 12, max_length = 128))]
    pub password: String,
}

impl Validate for ResetPassword {
    fn check(&self, violations: &mut Violations) {
        violations.required_text("token", &self.token, 200);
        check_password(violations, "password", &self.password, "");
    }
}

/// An organization that a person acts for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MyOrganization {
    /// Its id.
    pub id: OrganizationId,
    /// Its name.
    pub name: String,
}

/// The signed-in person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Me {
    /// The account.
    pub id: AccountId,
    /// The address to sign in with.
    pub email: String,
    /// The name that the person goes by here.
    pub display_name: String,
    /// The language of mails.
    pub locale: Locale,
    /// Every role that the person holds.
    pub roles: Vec<Role>,
    /// The prefecture that an officer acts for, two digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prefecture_code: Option<String>,
    /// Organizations that the person acts for.
    pub organizations: Vec<MyOrganization>,
    /// Whether a second factor is set up.
    pub second_factor: bool,
    /// Recovery codes that were not used yet.
    pub recovery_codes_left: u32,
    /// How many conversations have something new to read, at most 100; absent in the export.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unread_inquiries: Option<u32>,
    /// When the account was made.
    pub created_at: DateTime<Utc>,
    /// Version for `If-Match`.
    pub version: i32,
}

/// Changes what is given.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UpdateMe {
    /// A new name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 100))]
    pub display_name: Option<String>,
    /// A new language of mails.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locale: Option<Locale>,
}

impl Validate for UpdateMe {
    fn check(&self, violations: &mut Violations) {
        if let Some(name) = &self.display_name {
            violations.required_name("display_name", name, DISPLAY_NAME_MAX);
        }
    }
}

/// Changes the password. Every other session ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangePassword {
    /// The password until now.
    pub current_password: String,
    /// The new one.
    #[cfg_attr(feature = "openapi", schema(example = "lime-orbit-quill-42", min_length = 12, max_length = 128))]
    pub new_password: String,
}

impl Validate for ChangePassword {
    fn check(&self, violations: &mut Violations) {
        violations.require("current_password", !self.current_password.is_empty(), FieldCode::Required);
        violations.optional_text("current_password", &self.current_password, 1000);
        check_password(violations, "new_password", &self.new_password, "");
    }
}

/// Removes the own account for good.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DeleteMe {
    /// The password, so that an open browser is not enough.
    pub password: String,
}

impl Validate for DeleteMe {
    fn check(&self, violations: &mut Violations) {
        violations.require("password", !self.password.is_empty(), FieldCode::Required);
        violations.optional_text("password", &self.password, 1000);
    }
}

/// Everything stored about the person, by part.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ExportedData {
    /// When it was put together.
    pub exported_at: DateTime<Utc>,
    /// The account.
    pub account: Me,
    /// Signed-in browsers.
    pub sessions: Vec<SessionSummary>,
    /// What each part of the platform stores, by its name.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub parts: Value,
}

/// A signed-in browser.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SessionSummary {
    /// The session.
    pub id: SessionId,
    /// Browser and system in a few words.
    pub user_agent: String,
    /// When the person signed in.
    pub signed_in_at: DateTime<Utc>,
    /// When it was last used, within ten minutes.
    pub last_used_at: DateTime<Utc>,
    /// Whether this request came from it.
    pub current: bool,
}

/// The signed-in browsers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SessionList {
    /// The sessions, the latest first.
    pub items: Vec<SessionSummary>,
}

/// Checks that a mail address can be written to.
pub(crate) fn check_email(violations: &mut Violations, field: &str, email: &str) {
    if email.trim().is_empty() {
        violations.add(field, FieldCode::Required);
    } else if text::email_address(email).is_none() {
        violations.add(field, FieldCode::NotAnEmailAddress);
    }
}
