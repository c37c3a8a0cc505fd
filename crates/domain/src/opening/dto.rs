//! Wire shapes of openings.

use super::{OpeningContent, OpeningEvent, OpeningStatus, WordingWarning};
use crate::ids::{InstitutionId, OpeningId, OrganizationId};
use crate::institution::InstitutionKind;
use crate::validate::{Validate, Violations};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// How many openings of an institution are not over at a time, drafts included: its page shows so many, and no list fills with those of one.
pub const OPENINGS_MAX: i64 = 100;

/// Starts an opening of an institution.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreateOpening {
    /// An earlier opening of the same institution, whose content is taken over without its days. Absent for one that begins with what the
    /// registration says.
    #[serde(default)]
    pub copy_of: Option<OpeningId>,
}

impl Validate for CreateOpening {
    fn check(&self, _: &mut Violations) {}
}

/// Saves what an opening says. A draft may be incomplete; what is open must stay complete.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaveOpening {
    /// Everything written so far.
    pub content: OpeningContent,
}

impl Validate for SaveOpening {
    fn check(&self, v: &mut Violations) {
        if let Err(found) = self.content.validate_draft() {
            for error in found.into_errors() {
                v.add_with(&format!("content{}", error.pointer), error.code, error.params);
            }
        }
    }
}

/// An opening as its institution and the staff see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
// The contract has another `Opening`: how a clinic comes to be run.
#[cfg_attr(feature = "openapi", schema(as = InstitutionOpening))]
pub struct Opening {
    /// Its id.
    pub id: OpeningId,
    /// The institution that offers it.
    pub institution_id: InstitutionId,
    /// The institution's name.
    pub institution_name: String,
    /// The organization that runs the institution.
    pub organization_id: OrganizationId,
    /// Where it stands.
    pub status: OpeningStatus,
    /// What it says.
    pub content: OpeningContent,
    /// Wording that the author should look at again.
    pub warnings: Vec<WordingWarning>,
    /// The steps that the reader can take now, in the order to offer them.
    pub steps: Vec<OpeningEvent>,
    /// Whether visitors can read it: it is open, and its institution's page is shown.
    pub is_shown: bool,
    /// When it was first published; absent for a draft.
    pub posted_at: Option<DateTime<Utc>>,
    /// When the institution last said that it holds.
    pub confirmed_at: Option<DateTime<Utc>>,
    /// The day in Japan on which it pauses itself unless it is confirmed; absent unless it is open, and where its last day comes before.
    pub confirm_by: Option<NaiveDate>,
    /// Why the secretariat took it down.
    pub taken_down_reason: Option<String>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
    /// Rises with each change.
    pub version: i32,
}

/// An opening in the list of its institution's organization.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OwnOpening {
    /// Its id.
    pub id: OpeningId,
    /// The institution that offers it.
    pub institution_id: InstitutionId,
    /// The institution's name.
    pub institution_name: String,
    /// Where it stands.
    pub status: OpeningStatus,
    /// What is sought; blank in a draft that has none yet.
    pub title: String,
    /// When it was first published.
    pub posted_at: Option<DateTime<Utc>>,
    /// The day in Japan on which it pauses itself unless it is confirmed; absent unless it is open, and where its last day comes before.
    pub confirm_by: Option<NaiveDate>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
}

/// An opening as everybody can read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PublishedOpening {
    /// Its id.
    pub id: OpeningId,
    /// The institution that offers it.
    pub institution_id: InstitutionId,
    /// The institution's name.
    pub institution_name: String,
    /// The institution's name in English; may be blank.
    pub institution_name_en: String,
    /// Hospital or clinic.
    pub institution_kind: InstitutionKind,
    /// Two digits.
    pub prefecture_code: String,
    /// The municipality's name.
    pub municipality_name: String,
    /// The municipality's name in Latin letters.
    pub municipality_name_en: String,
    /// What it says. `for_doctors` is blank unless the reader is a doctor who has stated a licence.
    pub content: OpeningContent,
    /// Whether something is written that the reader may not see.
    pub has_more_for_doctors: bool,
    /// When it was first published.
    pub posted_at: DateTime<Utc>,
    /// When the institution last said that it holds.
    pub confirmed_at: DateTime<Utc>,
    /// The last day in Japan on which it is valid: its own, or the one before it pauses itself.
    pub valid_until: NaiveDate,
    /// Whether the institution is made up for demonstration.
    pub fictional: bool,
}
