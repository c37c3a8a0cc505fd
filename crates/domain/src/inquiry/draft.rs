//! A message that is not sent yet, kept so that a closed tab loses nothing.

use crate::validate::{Validate, Violations};
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// The longest draft: more than a message may have, so that what is too long can be shortened later.
pub const DRAFT_MAX: usize = 8_000;

/// A draft that nobody touched for so long is removed.
pub const DRAFT_KEPT: TimeDelta = TimeDelta::days(90);

/// Keeps what was typed; a blank text removes the draft.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaveMessageDraft {
    /// The text so far, at most 8,000 characters.
    pub body: String,
}

impl Validate for SaveMessageDraft {
    fn check(&self, v: &mut Violations) {
        v.optional_text("body", &self.body, DRAFT_MAX);
    }
}

/// The draft of a message, which its writer alone reads.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "db", derive(sea_orm::FromQueryResult))]
pub struct MessageDraft {
    /// The text; blank where nothing is kept.
    pub body: String,
    /// When it was last kept; absent where nothing is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub saved_at: Option<DateTime<Utc>>,
}
