//! A doctor's own profile, the check of their licence, the institutions they blocked, and who has their identity.
//!
//! Invariant: nobody but the doctor reads a profile here, except for the name, number and year that staff check; what institutions see of it
//! is decided where they see it, in inquiries.

mod export;
mod handlers;
mod licence;
mod query;
mod repo;
mod service;

pub use licence::{copy::purge_expired as purge_licence_copies, doubt::adopt as adopt_doubts};

use crate::platform::feature::{Feature, PersonalData, Task};
use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the feature: its operations, tasks, what it keeps about people, and for how long.
pub const FEATURE: Feature = Feature {
    tags: &[("doctors", "The doctor's own profile, blocks and favourites.")],
    startup: &[Task { failure: "Doubts about licences could not be read", run: |state| Box::pin(adopt_doubts(state)) }],
    scheduled: &[Task {
        failure: "copies of licences that are over could not be deleted",
        run: |state| Box::pin(purge_licence_copies(state)),
    }],
    retention: &[licence::doubt::RETENTION],
    personal_data: Some(PersonalData {
        part: "doctor",
        export: |txn, account| Box::pin(export::export(txn, account)),
        withdraw: None,
        erase: Some(|txn, ctx, account| Box::pin(service::erase(txn, ctx, account))),
    }),
    ..Feature::new("doctor", routes)
};

fn routes(config: &mut ServiceConfig) {
    config
        .service(handlers::get_doctor_profile)
        .service(handlers::save_doctor_profile)
        .service(handlers::list_blocks)
        .service(handlers::block_institution)
        .service(handlers::unblock_institution)
        .service(handlers::list_identity_shares)
        .service(licence::handlers::upload_licence_copy)
        .service(licence::handlers::remove_licence_copy)
        .service(licence::handlers::list_licence_checks)
        .service(licence::handlers::count_licence_checks)
        .service(licence::handlers::get_licence_check)
        .service(licence::handlers::open_licence_copy)
        .service(licence::handlers::decide_licence_check);
}
