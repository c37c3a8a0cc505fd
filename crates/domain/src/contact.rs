//! Messages to the secretariat from the contact page.

use crate::ids::{ContactMessageId, ContactReplyId, OrganizationId};
use crate::registration::RegistrationSummary;
use crate::text;
use crate::validate::{FieldCode, Validate, Violations};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// A message to the secretariat. Anyone may send one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreateContactMessage {
    /// The writer's name, at most 100 characters.
    pub name: String,
    /// Where the answer goes.
    pub email: String,
    /// What it is about, at most 100 characters.
    pub subject: String,
    /// The message, at most 4,000 characters.
    pub body: String,
}

impl Validate for CreateContactMessage {
    fn check(&self, v: &mut Violations) {
        v.required_name("name", &self.name, 100);
        v.required_text("email", &self.email, 254);
        if !self.email.trim().is_empty() {
            v.require("email", text::email_address(&self.email).is_some(), FieldCode::NotAnEmailAddress);
        }
        v.required_text("subject", &self.subject, 100);
        v.required_text("body", &self.body, 4000);
    }
}

/// Tells the secretariat that an institution of the official list belongs to the writer's organization, although another holds its code.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClaimInstitution {
    /// Its code in the official list.
    pub registry_code: String,
    /// What the secretariat should know, at most 4,000 characters.
    #[serde(default)]
    pub body: String,
}

impl Validate for ClaimInstitution {
    fn check(&self, v: &mut Violations) {
        v.required_text("registry_code", &self.registry_code, 20);
        v.optional_text("body", &self.body, 4000);
    }
}

/// What a message says about whose institution it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InstitutionClaim {
    /// The institution's code in the official list.
    pub registry_code: String,
    /// Its name in the official list.
    pub institution_name: String,
    /// The organization that says that the institution is its own; the writer is a member.
    pub organization_id: OrganizationId,
    /// Its name.
    pub organization_name: String,
    /// What any organization has submitted with that code, newest first.
    pub registrations: Vec<RegistrationSummary>,
}

/// The longest answer.
pub const REPLY_MAX: usize = 4000;

/// Answers a message by mail.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReplyToContactMessage {
    /// The answer, at most 4,000 characters.
    pub body: String,
    /// Whether the message is settled with it.
    #[serde(default)]
    pub settle: bool,
}

impl Validate for ReplyToContactMessage {
    fn check(&self, v: &mut Violations) {
        v.required_text("body", &self.body, REPLY_MAX);
    }
}

/// An answer that was sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "db", derive(sea_orm::FromQueryResult))]
pub struct ContactReply {
    /// Id of the answer.
    pub id: ContactReplyId,
    /// Who wrote it; the writer of the message is not told.
    pub author_name: String,
    /// The answer.
    pub body: String,
    /// When it was sent.
    pub sent_at: DateTime<Utc>,
}

/// A stored message, for the secretariat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ContactMessage {
    /// Id of the message.
    pub id: ContactMessageId,
    /// The number that the writer was given, such as `C-2026-000123`.
    pub reference_number: String,
    /// The writer's name.
    pub name: String,
    /// Where the answer goes.
    pub email: String,
    /// What it is about.
    pub subject: String,
    /// The message.
    pub body: String,
    /// Whose institution it is about, when it says that one is the writer's.
    pub claim: Option<InstitutionClaim>,
    /// The answers that were sent, oldest first.
    pub replies: Vec<ContactReply>,
    /// When it came.
    pub received_at: DateTime<Utc>,
    /// When somebody settled it; absent while it waits.
    pub settled_at: Option<DateTime<Utc>>,
    /// Who settled it.
    pub settled_by: Option<String>,
}

/// What the writer gets back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ContactReceipt {
    /// Number to name when asking again.
    pub reference_number: String,
}
