//! Correction plans (医師偏在是正プラン): written by a prefecture, taken through the three meetings of the year, then adopted.

mod handlers;
pub mod query;

use utoipa_actix_web::service_config::ServiceConfig;

/// Mounts the plans.
pub fn routes(config: &mut ServiceConfig) {
    config.service(handlers::list_correction_plans).service(handlers::get_correction_plan);
}
