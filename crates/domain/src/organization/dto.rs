//! What travels between client and API about organizations.

use crate::{
    account::check_email,
    ids::{AccountId, OrganizationId},
    locale::Locale,
    validate::{Validate, Violations},
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// The longest name of an organization.
pub const NAME_MAX: usize = 120;

/// An organization with its members.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Organization {
    /// Its id.
    pub id: OrganizationId,
    /// Its name.
    pub name: String,
    /// When it was entered.
    pub created_at: DateTime<Utc>,
    /// Everybody who acts for it, the first to join first.
    pub members: Vec<OrganizationMember>,
    /// Version for `If-Match`.
    pub version: i32,
}

/// Somebody who acts for an organization.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "db", derive(sea_orm::FromQueryResult))]
pub struct OrganizationMember {
    /// The account.
    pub account_id: AccountId,
    /// The name that the person goes by here.
    pub display_name: String,
    /// The address.
    pub email: String,
    /// When the person joined.
    pub joined_at: DateTime<Utc>,
}

/// An organization in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrganizationSummary {
    /// Its id.
    pub id: OrganizationId,
    /// Its name.
    pub name: String,
    /// How many people act for it.
    pub member_count: u32,
}

/// The organizations of the signed-in person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrganizationList {
    /// By name.
    pub items: Vec<OrganizationSummary>,
}

/// Enters an organization; whoever does is its first member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreateOrganization {
    /// Its name.
    #[cfg_attr(feature = "openapi", schema(example = "医療法人社団 架空会", max_length = 120))]
    pub name: String,
}

impl Validate for CreateOrganization {
    fn check(&self, violations: &mut Violations) {
        violations.required_name("name", &self.name, NAME_MAX);
    }
}

/// Renames an organization.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UpdateOrganization {
    /// Its new name.
    #[cfg_attr(feature = "openapi", schema(example = "医療法人社団 架空会", max_length = 120))]
    pub name: String,
}

impl Validate for UpdateOrganization {
    fn check(&self, violations: &mut Violations) {
        violations.required_name("name", &self.name, NAME_MAX);
    }
}

/// Invites a colleague.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreateMemberInvitation {
    /// Where the invitation is sent.
    #[cfg_attr(feature = "openapi", schema(example = "name@example.jp"))]
    pub email: String,
    /// The language of the mail.
    #[serde(default)]
    pub locale: Locale,
}

impl Validate for CreateMemberInvitation {
    fn check(&self, violations: &mut Violations) {
        check_email(violations, "email", &self.email);
    }
}
