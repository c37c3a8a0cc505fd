//! Rows and viewer to wire shapes: the only place that hides fields.

use crate::entity::{account, change_request, registration, registration_step};
use domain::{
    change_request::ChangeRequest,
    ids::AccountId,
    registration::{Check, OfficialEntry, OwnPause, Registration, RegistrationContent, RegistrationStep, RegistrationSummary, differences},
};
use std::collections::HashMap;

/// Who reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Viewer {
    /// A member of the institution's organization: sees what the staff did, not who it was.
    Member,
    /// The staff: sees everybody's name, and what was submitted rather than what is being mended.
    Staff,
}

/// What a registration is put together from.
#[derive(Debug)]
pub struct Parts {
    pub row: registration::Model,
    pub summary: RegistrationSummary,
    pub registry_code: Option<String>,
    pub official: Option<OfficialEntry>,
    pub pause_reason: Option<String>,
    pub own_pause: Option<OwnPause>,
    pub steps: Vec<registration_step::Model>,
    pub change_requests: Vec<change_request::Model>,
    /// The content submitted last, if the draft differs from it.
    pub submitted: Option<RegistrationContent>,
    pub names: Names,
}

/// Names of accounts.
#[derive(Debug, Default)]
pub struct Names(HashMap<AccountId, String>);

impl Names {
    /// From the rows of those accounts.
    pub fn of(accounts: Vec<account::Model>) -> Self {
        Names(accounts.into_iter().map(|account| (account.id, account.display_name)).collect())
    }

    /// An account's name.
    pub fn get(&self, id: Option<AccountId>) -> Option<String> {
        self.0.get(&id?).cloned()
    }
}

/// A registration for a reader.
pub fn registration(viewer: Viewer, parts: Parts) -> Registration {
    let Parts { row, summary, registry_code, official, pause_reason, own_pause, steps, change_requests, submitted, names } = parts;
    let content = match viewer {
        Viewer::Staff => submitted.unwrap_or(row.content),
        Viewer::Member => row.content,
    };
    Registration {
        summary,
        registry_code,
        official,
        content,
        reason: row.reason.or(pause_reason),
        own_pause,
        expires_on: row.expires_on,
        steps: steps.into_iter().map(|row| step(viewer, &names, row)).collect(),
        change_requests: change_requests.into_iter().map(change_request).collect(),
        version: row.version,
    }
}

fn step(viewer: Viewer, names: &Names, row: registration_step::Model) -> RegistrationStep {
    let named = viewer == Viewer::Staff || row.capacity == Check::Institution;
    RegistrationStep {
        event: row.event,
        to: row.to_status,
        by: row.capacity,
        author_name: names.get(row.author_account_id).filter(|_| named),
        reason: row.reason,
        at: row.at,
    }
}

/// A correction, with what it changes.
pub fn change_request(row: change_request::Model) -> ChangeRequest {
    ChangeRequest {
        id: row.id,
        registration_id: row.registration_id,
        status: row.status,
        note: row.note,
        differences: differences(&row.base_content, &row.content),
        requested_at: row.requested_at,
        decided_at: row.decided_at,
        reason: row.reason,
    }
}
