//! What changed in the directory, for those who keep a copy of it.

use super::ListingSummary;
use crate::ids::InstitutionId;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Which changes are wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(default)]
pub struct ChangesQuery {
    /// Only changes of this time or later (RFC 3339, such as `2026-04-01T09:00:00+09:00`); every change when absent.
    #[cfg_attr(feature = "openapi", param(format = DateTime))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_since: Option<String>,
    /// Rows wanted, 1 to 100; 20 when absent.
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 100))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u16>,
    /// A `next_cursor` or a `resume_cursor`. `updated_since` need not be repeated beside it, and cannot be another one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// An institution that came, changed or went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InstitutionChange {
    /// The institution.
    pub institution_id: InstitutionId,
    /// When it changed last.
    pub changed_at: DateTime<Utc>,
    /// Whether it is not listed any more, for whatever reason; nothing else is said then.
    pub removed: bool,
    /// Its row of the directory as it is now; absent when it is removed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub listing: Option<ListingSummary>,
}

/// A page of changes, the oldest first. Each institution stands where its last change is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InstitutionChanges {
    /// The changes.
    pub items: Vec<InstitutionChange>,
    /// Continue with this as `cursor`; absent on the last page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
    /// Keep this, and ask with it as `cursor` later: whatever changes from now on is there, once.
    pub resume_cursor: String,
}
