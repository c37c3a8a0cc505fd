//! Openings: positions that a registered institution offers, several at once.
//!
//! Invariants: the state moves only through [`domain::opening::transition`]; visitors read an opening only while it is open, its last day has not
//! passed, it was confirmed within 60 days and its institution's page is shown, as it is now; what was published is kept, each time; what is for doctors is read by those who
//! may read what its institution shows to doctors only.

mod handlers;
mod mails;
mod policy;
mod prefill;
mod query;
mod repo;
mod search;
mod service;

pub use query::{closed, indexed, published, shown};
pub use search::{list, summaries};
pub use service::{due::follow_calendar, stale::remove_old_drafts};

use crate::platform::feature::{Feature, PersonalData, Task};
use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the feature: its operations, tasks, and what it keeps about people.
pub const FEATURE: Feature = Feature {
    tags: &[("openings", "Positions that registered institutions offer.")],
    personal_data: Some(PersonalData {
        part: "openings",
        export: |txn, account| Box::pin(query::export(txn, account)),
        withdraw: None,
        erase: None,
    }),
    startup: &[Task {
        failure: "Search keys of openings could not be brought up to date",
        run: |state| Box::pin(repo::rebuild_search_keys(state)),
    }],
    scheduled: &[
        Task {
            failure: "openings that wait for a confirmation could not be looked up",
            run: |state| Box::pin(async { follow_calendar(state).await.map(drop) }),
        },
        Task {
            failure: "old drafts of openings could not be looked up",
            run: |state| Box::pin(async { remove_old_drafts(state).await.map(drop) }),
        },
    ],
    institution_unregistered: Some(|txn, ctx, institution| Box::pin(service::step::end_all(txn, ctx, institution))),
    ..Feature::new("opening", routes)
};

fn routes(config: &mut ServiceConfig) {
    config
        .service(handlers::visitor::list_openings)
        .service(handlers::visitor::get_opening)
        .service(handlers::institution::list_own_openings)
        .service(handlers::institution::create_opening)
        .service(handlers::institution::get_own_opening)
        .service(handlers::institution::save_opening)
        .service(handlers::institution::discard_opening)
        .service(handlers::step::publish_opening)
        .service(handlers::step::confirm_opening)
        .service(handlers::step::pause_opening)
        .service(handlers::step::resume_opening)
        .service(handlers::step::fill_opening)
        .service(handlers::step::end_opening)
        .service(handlers::step::take_down_opening);
}

/// What the demo writes with: the same rows and versions that the commands write.
pub mod record {
    pub use super::repo::{insert, keep_revision, save};
}
