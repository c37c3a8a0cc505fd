//! Priority support areas (重点医師偏在対策支援区域): what holds on a day, which areas hold a place, and what officers enter of their own
//! prefecture's.
//!
//! Invariant: a version is never overwritten. It is closed and followed by the next, so that every past day can be asked about. One that has not
//! begun can be taken back; its row stays, and every read of what holds on a day leaves it out.

mod candidates;
mod designation;
mod handlers;
pub mod institutions;
mod look_up;
pub mod miyagi;
mod policy;
mod present;
pub mod query;
mod repo;
mod service;

pub use candidates::import_candidates;
pub use designation::designations;
pub use institutions::place_of_institution;
pub use query::{area_on, areas_holding, has_priority_areas, recorded};
pub use repo::hold;

use crate::platform::feature::Feature;
use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the feature: its operations, tasks, and what it keeps about people.
pub const FEATURE: Feature = Feature {
    tags: &[("areas", "Priority support areas, correction plans, and the councils that agree to them.")],
    ..Feature::new("priority_area", routes)
};

fn routes(config: &mut ServiceConfig) {
    config
        .service(handlers::list_priority_areas)
        .service(handlers::get_priority_area)
        .service(handlers::look_up_priority_areas)
        .service(handlers::list_computed_candidates)
        .service(handlers::create_priority_area)
        .service(handlers::replace_priority_area)
        .service(handlers::close_priority_area)
        .service(handlers::withdraw_priority_area);
}
