//! Wire shapes of inquiries.

use super::{InquiryEvent, InquirySide, InquiryStatus};
use crate::doctor::DoctorCard;
use crate::ids::{InquiryId, InstitutionId, MessageId};
use crate::page::PageQuery;
use crate::validate::{Validate, Violations};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// A doctor's first message to an institution.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreateInquiry {
    /// Whom to ask.
    pub institution_id: InstitutionId,
    /// The first message, at most 4,000 characters.
    pub body: String,
    /// Share name and contact with this institution from the start.
    #[serde(default)]
    pub share_identity: bool,
}

impl Validate for CreateInquiry {
    fn check(&self, v: &mut Violations) {
        v.required_text("body", &self.body, 4000);
    }
}

/// A further message.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SendMessage {
    /// The message, at most 4,000 characters.
    pub body: String,
}

impl Validate for SendMessage {
    fn check(&self, v: &mut Violations) {
        v.required_text("body", &self.body, 4000);
    }
}

/// A step in the inquiry's course.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AdvanceInquiry {
    /// Which step.
    pub event: InquiryEvent,
    /// A word to the other side, shown with the step; at most 1,000 characters, may be blank.
    #[serde(default)]
    pub note: String,
}

impl Validate for AdvanceInquiry {
    fn check(&self, v: &mut Violations) {
        v.optional_text("note", &self.note, 1000);
    }
}

/// The one act that shows the doctor's identity and contact to this institution. It cannot be taken back, since it has been seen.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ShareIdentity {}

impl Validate for ShareIdentity {
    fn check(&self, _: &mut Violations) {}
}

/// The institution's side of an inquiry, as both see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InquiryParty {
    /// The institution.
    pub institution_id: InstitutionId,
    /// Its name.
    pub name: String,
    /// Its prefecture, two digits.
    pub prefecture_code: String,
    /// Whether its page is public at present.
    pub listed: bool,
    /// Whether it is made up for demonstration.
    pub fictional: bool,
}

/// Which inquiries are wanted, and which page of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct InquiryQuery {
    /// `doctor` for those that the reader sent, `institution` for those to the institutions of the reader's organizations.
    #[cfg_attr(feature = "openapi", param(inline))]
    pub side: InquirySide,
    /// Rows wanted, 1 to 100; 20 when absent.
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 100))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u16>,
    /// Opaque cursor from the previous page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

impl InquiryQuery {
    /// The page asked for.
    #[must_use]
    pub fn page(&self) -> PageQuery {
        PageQuery { limit: self.limit, cursor: self.cursor.clone() }
    }
}

/// A row of a list of inquiries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InquirySummary {
    /// The inquiry.
    pub id: InquiryId,
    /// The institution's side.
    pub institution: InquiryParty,
    /// The doctor, as the reader may see them.
    pub doctor: DoctorCard,
    /// Where it stands.
    pub status: InquiryStatus,
    /// Beginning of the last message, at most 120 characters.
    pub last_message: String,
    /// Who wrote it.
    pub last_message_by: InquirySide,
    /// Last message or step.
    pub last_activity_at: DateTime<Utc>,
    /// Whether the reader's side has something new to read.
    pub unread: bool,
    /// When it was sent.
    pub created_at: DateTime<Utc>,
}

/// One message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InquiryMessage {
    /// The message.
    pub id: MessageId,
    /// Which side wrote it.
    pub side: InquirySide,
    /// The writer's name: the institution's member, or the doctor once they may be known.
    pub author_name: Option<String>,
    /// The text; blank when it was erased.
    pub body: String,
    /// Whether the text was erased, because the doctor deleted their account.
    #[serde(default)]
    pub erased: bool,
    /// When.
    pub sent_at: DateTime<Utc>,
}

/// A change of state, with its author and time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InquiryStep {
    /// What happened; absent for the first message.
    pub event: Option<InquiryEvent>,
    /// The state after it.
    pub to: InquiryStatus,
    /// Which side caused it.
    pub side: InquirySide,
    /// A word with it.
    pub note: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// A whole inquiry. Its ETag is its version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Inquiry {
    /// The inquiry.
    pub id: InquiryId,
    /// The institution's side.
    pub institution: InquiryParty,
    /// The doctor, as the reader may see them; the doctor sees the institution's view.
    pub doctor: DoctorCard,
    /// Where it stands.
    pub status: InquiryStatus,
    /// Which side the reader is on.
    pub side: InquirySide,
    /// When the doctor shared identity and contact.
    pub identity_shared_at: Option<DateTime<Utc>>,
    /// All messages, oldest first.
    pub messages: Vec<InquiryMessage>,
    /// All steps, oldest first.
    pub steps: Vec<InquiryStep>,
    /// Rises with each change.
    pub version: i32,
    /// When it was sent.
    pub created_at: DateTime<Utc>,
}
