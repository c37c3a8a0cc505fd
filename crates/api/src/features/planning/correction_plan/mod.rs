//! Correction plans (医師偏在是正プラン): written by a prefecture, taken through the three meetings of the year, then adopted.

mod handlers;
pub mod query;
mod repo;
mod service;

pub use repo::{is_taken as exists, lock};
pub use service::{take_further, write};

use utoipa_actix_web::service_config::ServiceConfig;

/// Mounts the plans.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(handlers::list_correction_plans)
        .service(handlers::get_correction_plan)
        .service(handlers::create_correction_plan)
        .service(handlers::save_correction_plan)
        .service(handlers::advance_correction_plan);
}
