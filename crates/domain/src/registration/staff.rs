//! What the staff keeps for its own work on registrations.

use crate::ids::{ReasonTemplateId, RegistrationNoteId};
use crate::validate::{Validate, Violations};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// The longest note.
pub const NOTE_BODY_MAX: usize = 2000;

/// Orders of the staff's list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, strum::EnumIter, strum::EnumString, strum::IntoStaticStr)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum RegistrationSort {
    /// Since when it stands in its state.
    #[default]
    Since,
    /// The reading of the institution's name.
    Name,
    /// The reference number.
    Reference,
    /// The organization's name.
    Organization,
    /// The prefecture, in the official order.
    Prefecture,
    /// The fiscal year.
    FiscalYear,
    /// The state, in the order of the course.
    Status,
}

/// A note on a registration, from one on the staff to the others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "db", derive(sea_orm::FromQueryResult))]
pub struct RegistrationNote {
    /// The note.
    pub id: RegistrationNoteId,
    /// Who wrote it.
    pub author_name: String,
    /// What it says.
    pub body: String,
    /// When it was written.
    pub at: DateTime<Utc>,
}

/// Writes a note on a registration.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WriteNote {
    /// What the others on the staff should know, 1 to 2,000 characters.
    pub body: String,
}

impl Validate for WriteNote {
    fn check(&self, v: &mut Violations) {
        v.required_text("body", &self.body, NOTE_BODY_MAX);
    }
}

/// A standard text that the staff inserts where a reason is asked for. Its ETag is its version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "db", derive(sea_orm::FromQueryResult))]
pub struct ReasonTemplate {
    /// The text.
    pub id: ReasonTemplateId,
    /// What it is chosen by.
    pub title: String,
    /// What is inserted.
    pub body: String,
    /// Last change.
    pub updated_at: DateTime<Utc>,
    /// Rises with each change.
    pub version: i32,
}

/// Enters or changes a standard text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaveReasonTemplate {
    /// What it is chosen by, 1 to 60 characters.
    pub title: String,
    /// What is inserted, 1 to 2,000 characters.
    pub body: String,
}

impl Validate for SaveReasonTemplate {
    fn check(&self, v: &mut Violations) {
        v.required_text("title", &self.title, 60);
        v.required_text("body", &self.body, 2000);
    }
}
