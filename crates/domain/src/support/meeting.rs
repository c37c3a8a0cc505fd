//! What a meeting of a council said of the applications before it, recorded in one entry.

use super::{CouncilOpinion, SupportApplicationSummary};
use crate::ids::SupportApplicationId;
use crate::validate::{FieldCode, Validate, Violations};
use serde::{Deserialize, Serialize};

/// The most applications of one entry.
const OPINIONS_MAX: usize = 200;

/// What a meeting said of one application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MeetingOpinion {
    /// The application; before the councils, of the meeting's prefecture and fiscal year.
    pub application_id: SupportApplicationId,
    /// Whether the council agreed.
    pub agreed: bool,
    /// The version of the application that was read.
    pub version: i32,
}

/// Records what a meeting said of the applications before it. The day is the meeting's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecordMeetingOpinions {
    /// Where the minutes say so, at most 300 characters.
    pub minutes: String,
    /// Application by application.
    pub opinions: Vec<MeetingOpinion>,
}

impl Validate for RecordMeetingOpinions {
    fn check(&self, v: &mut Violations) {
        v.required_text("minutes", &self.minutes, 300);
        v.required_list("opinions", &self.opinions, OPINIONS_MAX);
        for (n, opinion) in self.opinions.iter().enumerate() {
            let twice = self.opinions.iter().take(n).any(|other| other.application_id == opinion.application_id);
            v.require(&format!("opinions/{n}/application_id"), !twice, FieldCode::Duplicate);
        }
    }
}

/// An application before a meeting, and what the meeting's council said of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MeetingApplication {
    /// What lists show.
    #[serde(flatten)]
    pub summary: SupportApplicationSummary,
    /// What the council said; absent until it is recorded.
    pub opinion: Option<CouncilOpinion>,
    /// Rises with each change of the application.
    pub version: i32,
}
