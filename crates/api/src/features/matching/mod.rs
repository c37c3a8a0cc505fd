//! A doctor's wishes, and the published openings in the order in which they meet them, each with its explanation.
//!
//! Invariant: wishes are read by their doctor and by nobody else. They are used for the doctor's own list and for nothing else; the trail says that
//! they were saved and not what they say, and staff do not read that either. No answer to anybody else depends on them.

mod handlers;
mod query;
mod repo;
mod service;

use crate::platform::feature::{Feature, PersonalData};
use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the feature: its operations and what it keeps about people.
pub const FEATURE: Feature = Feature {
    tags: &[("matching", "What suits a doctor, and why.")],
    personal_data: Some(PersonalData {
        part: "matching",
        export: |txn, account| Box::pin(query::export(txn, account)),
        withdraw: None,
        erase: Some(|txn, _, account| Box::pin(repo::delete(txn, account))),
    }),
    ..Feature::new("matching", routes)
};

fn routes(config: &mut ServiceConfig) {
    config.service(handlers::get_wishes).service(handlers::save_wishes).service(handlers::list_matches).service(handlers::explain_opening);
}
