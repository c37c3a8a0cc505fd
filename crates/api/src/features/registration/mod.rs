//! An institution's yearly participation, from draft to publication and its end.
//!
//! Invariants: the row, its step and its audit entry change together; the public listing always says what the published
//! registration says, because only [`listing`] writes it; two different people made the two checks; one institution at a time holds a code of
//! the official list: while its registration waits for a check or is published.

mod copy;
mod handlers;
mod list;
mod listing;
mod mails;
mod notes;
mod policy;
mod prefill;
mod present;
mod query;
mod reason_templates;
mod repo;
mod search_keys;
mod service;
mod sheet;

pub use listing::search_key;
pub use mails::{correction_to_institution, correction_to_staff};
pub use present::change_request as present_change_request;
pub use query::with_registry_code;
pub use repo::{holder_of_code, require_municipality};
pub use search_keys::rebuild_search_keys;
pub use service::{correct, expire_due, lock_own, lock_to_decide, note_change, remind_of_renewal, remove_old_drafts, resume_due};

use crate::platform::feature::{Feature, PersonalData, Task};

/// Registers the feature: its operations, tasks, and what it keeps about people.
pub const FEATURE: Feature = Feature {
    tags: &[
        ("registrations", "An institution's participation, from draft to publication."),
        ("reviews", "The checks of the secretariat and the committee."),
    ],
    personal_data: Some(PersonalData {
        part: "registration_work",
        export: |txn, account| Box::pin(notes::export(txn, account)),
        withdraw: None,
        erase: Some(|txn, _, account| Box::pin(notes::erase(txn, account))),
    }),
    startup: &[Task {
        failure: "Search keys could not be brought up to date",
        run: |state| Box::pin(async { rebuild_search_keys(state).await.map(drop) }),
    }],
    scheduled: &[
        Task { failure: "the end of terms could not be looked up", run: |state| Box::pin(async { expire_due(state).await.map(drop) }) },
        Task { failure: "renewals could not be looked up", run: |state| Box::pin(async { remind_of_renewal(state).await.map(drop) }) },
        Task {
            failure: "pauses that end today could not be looked up",
            run: |state| Box::pin(async { resume_due(state).await.map(drop) }),
        },
        Task { failure: "old drafts could not be looked up", run: |state| Box::pin(async { remove_old_drafts(state).await.map(drop) }) },
    ],
    ..Feature::new("registration", handlers::routes)
};

/// What the demo writes with: the same rows, steps and versions that the commands write.
pub mod record {
    pub use super::{
        listing::refresh,
        repo::{add_revision, add_step, insert, next_reference, save},
    };
}
