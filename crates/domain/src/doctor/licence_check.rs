//! Wire shapes of the check of licences: the staff's queue, a decision, and a copy of a licence.

use super::licence::{LicenceEvent, LicenceReason, LicenceStatus};
use crate::ids::AccountId;
use crate::institution::terms;
use crate::page::PageQuery;
use crate::text;
use crate::validate::{FieldCode, Validate, Violations};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::ops::RangeInclusive;

/// Days after which a copy of a licence is deleted, checked or not.
pub const LICENCE_COPY_DAYS: i64 = 30;
/// Years of registration that can be stated.
pub const LICENCE_YEARS: RangeInclusive<i32> = 1940..=2100;
/// Characters that staff may write to the doctor with a decision.
pub const LICENCE_NOTE_MAX: usize = 1000;

/// A copy of a licence that waits for the check. Its content is read by the staff who check licences only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LicenceCopy {
    /// `application/pdf`, `image/png` or `image/jpeg`.
    pub media_type: String,
    /// Bytes.
    pub size: u64,
    /// When it was uploaded.
    pub uploaded_at: DateTime<Utc>,
    /// When it is deleted at the latest; a decision deletes it at once.
    pub deleted_at: DateTime<Utc>,
}

/// A row of the staff's queue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "db", derive(sea_orm::FromQueryResult))]
pub struct LicenceCheckSummary {
    /// The doctor's account.
    pub account_id: AccountId,
    /// Name as it is written.
    pub full_name: String,
    /// Reading.
    pub full_name_kana: String,
    /// Year of registration, as it was stated.
    pub licence_year: i32,
    /// How far the licence was checked.
    pub status: LicenceStatus,
    /// Since when: the last statement or decision.
    pub since: DateTime<Utc>,
    /// Whether a copy of the licence waits to be looked at.
    pub has_copy: bool,
    /// Whether the licence was in doubt before, whatever was stated since.
    pub doubted_before: bool,
}

/// What staff need to look a doctor up in the medical register. Its ETag is its version, which is not that of the profile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LicenceCheck {
    /// The doctor and the state of the check.
    #[serde(flatten)]
    pub summary: LicenceCheckSummary,
    /// Number in the medical register, as it was stated.
    pub licence_number: String,
    /// Why it is in doubt; absent otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<LicenceReason>,
    /// What staff wrote with the last decision; may be blank.
    #[serde(default)]
    pub note: String,
    /// The copy that waits to be looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copy: Option<LicenceCopy>,
    /// Rises with each statement, copy and decision.
    pub version: i32,
}

/// How many licences are in a state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "db", derive(sea_orm::FromQueryResult))]
pub struct LicenceCheckCount {
    /// The state.
    pub status: LicenceStatus,
    /// How many are in it.
    pub count: i64,
    /// How many of them have a copy that waits to be looked at.
    pub with_copy: i64,
    /// Since when the oldest is in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub oldest_since: Option<DateTime<Utc>>,
}

/// Orders of the staff's queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, strum::EnumIter, strum::EnumString, strum::IntoStaticStr)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum LicenceCheckSort {
    /// Since when it stands in its state.
    #[default]
    Since,
    /// The year of registration; of one year, since when.
    LicenceYear,
}

/// Which part of the queue is wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct LicenceCheckQuery {
    /// Only those in this state; all when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<LicenceStatus>,
    /// `true`: only those that wait for the secretariat, which are those not yet checked and those in doubt whose copy has come since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waiting: Option<bool>,
    /// Only those with, or without, a copy that waits to be looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub has_copy: Option<bool>,
    /// Only those registered in this year, as it was stated.
    #[cfg_attr(feature = "openapi", param(minimum = 1940, maximum = 2100))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licence_year: Option<i32>,
    /// Words in the name and its reading (kana or Latin letters) or the mail address; number in the medical register. Every word must occur.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
    /// The order of the queue; `since` when absent, so that whoever has waited longest comes first.
    #[cfg_attr(feature = "openapi", param(inline))]
    #[serde(default)]
    pub sort: LicenceCheckSort,
    /// Whether the order is turned round.
    #[serde(default)]
    pub descending: bool,
    /// Rows wanted, 1 to 100; 20 when absent.
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 100))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u16>,
    /// Opaque cursor from the previous page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

impl LicenceCheckQuery {
    /// The page asked for.
    #[must_use]
    pub fn page(&self) -> PageQuery {
        PageQuery { limit: self.limit, cursor: self.cursor.clone() }
    }
}

terms! {
    /// How staff decide about a licence.
    LicenceDecision {
        /// The doctor is in the medical register as stated.
        Checked = "確認済みにする", "Mark as checked";
        /// What was stated could not be matched with the register.
        Doubtful = "要確認にする", "Mark as in doubt";
    }
}

/// A decision about a licence. The doctor reads the reason and the note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DecideLicence {
    /// The decision.
    pub decision: LicenceDecision,
    /// Why it is in doubt; needed for a doubt, and only there.
    #[serde(default)]
    pub reason: Option<LicenceReason>,
    /// More for the doctor, at most 1,000 characters; needed for another reason than those of the list.
    #[serde(default)]
    pub note: String,
}

impl DecideLicence {
    /// The step that the decision is.
    #[must_use]
    pub fn event(&self) -> LicenceEvent {
        match self.decision {
            LicenceDecision::Checked => LicenceEvent::Confirm,
            LicenceDecision::Doubtful => LicenceEvent::Doubt,
        }
    }

    /// The note as it is stored.
    #[must_use]
    pub fn tidy_note(&self) -> String {
        text::normalize_line_ends(&self.note)
    }
}

impl Validate for DecideLicence {
    fn check(&self, v: &mut Violations) {
        match (self.decision, self.reason) {
            (LicenceDecision::Doubtful, None) => v.add("reason", FieldCode::Required),
            (LicenceDecision::Checked, Some(_)) => v.add("reason", FieldCode::UnknownValue),
            (LicenceDecision::Doubtful, Some(_)) | (LicenceDecision::Checked, None) => {}
        }
        if self.reason == Some(LicenceReason::Other) {
            v.required_text("note", &self.note, LICENCE_NOTE_MAX);
        } else {
            v.optional_text("note", &self.note, LICENCE_NOTE_MAX);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(decision: LicenceDecision, reason: Option<LicenceReason>, note: &str) -> Vec<String> {
        let input = DecideLicence { decision, reason, note: note.into() };
        input.validate().err().map(Violations::into_errors).unwrap_or_default().into_iter().map(|error| error.pointer).collect()
    }

    #[test]
    fn a_doubt_says_why_and_another_reason_is_written_out() {
        use LicenceDecision as D;
        use LicenceReason as R;
        assert_eq!(refused(D::Doubtful, None, ""), ["/reason"]);
        assert_eq!(refused(D::Doubtful, Some(R::Other), " "), ["/note"]);
        assert_eq!(refused(D::Checked, Some(R::NotFound), ""), ["/reason"]);
        assert_eq!(refused(D::Checked, None, &"字".repeat(LICENCE_NOTE_MAX + 1)), ["/note"]);
        assert!(refused(D::Doubtful, Some(R::NotFound), "").is_empty());
        assert!(refused(D::Doubtful, Some(R::Other), "お電話ください。").is_empty());
        assert!(refused(D::Checked, None, "").is_empty());
    }
}
