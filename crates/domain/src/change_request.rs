//! A correction to a published page: asked for by the institution, applied or refused by the secretariat. Both versions are kept
//! (seeds: Q&A 4, "掲載内容の修正や更新は可能ですか？").

use crate::ids::{ChangeRequestId, RegistrationId};
use crate::institution::terms;
use crate::registration::{Difference, RegistrationContent};
use crate::validate::{FieldCode, Validate, Violations};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

terms! {
    /// Where a correction stands. Everything but `requested` is final.
    ChangeRequestStatus {
        /// Waits for the secretariat.
        Requested = "確認待ち", "Waiting";
        /// Published.
        Applied = "反映済み", "Applied";
        /// Refused, with a reason.
        Refused = "反映しない", "Refused";
        /// Taken back by the institution, or the registration ended.
        Withdrawn = "取り下げ", "Withdrawn";
    }
}

/// Asks for a correction. Send the whole content as it should be.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreateChangeRequest {
    /// The content as it should be.
    pub content: RegistrationContent,
    /// Why, for the secretariat; at most 1,000 characters, may be blank.
    #[serde(default)]
    pub note: String,
}

impl Validate for CreateChangeRequest {
    fn check(&self, v: &mut Violations) {
        v.nested("content", |v| self.content.check(v));
        v.optional_text("note", &self.note, 1000);
    }
}

impl CreateChangeRequest {
    /// Checks the correction against what is published.
    ///
    /// # Errors
    /// [`FieldCode::NothingChanged`] when nothing differs.
    pub fn validate_against(&self, published: &RegistrationContent) -> Result<(), Violations> {
        if self.content == *published { Err(Violations::one("content", FieldCode::NothingChanged)) } else { Ok(()) }
    }
}

/// A correction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangeRequest {
    /// The correction.
    pub id: ChangeRequestId,
    /// Of which registration.
    pub registration_id: RegistrationId,
    /// Where it stands.
    pub status: ChangeRequestStatus,
    /// The institution's note.
    pub note: String,
    /// What would change, or changed, field by field.
    pub differences: Vec<Difference>,
    /// When it was asked for.
    pub requested_at: DateTime<Utc>,
    /// When it was decided or taken back.
    pub decided_at: Option<DateTime<Utc>>,
    /// Why it was refused.
    pub reason: Option<String>,
}
