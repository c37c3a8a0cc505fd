//! The meetings of the two councils (地域医療対策協議会・保険者協議会): when each meets and what it decides.

mod handlers;
pub mod query;
pub(super) mod repo;
mod service;

use utoipa_actix_web::service_config::ServiceConfig;

/// What the demo writes with: the same rows that the commands write.
pub mod record {
    pub use super::repo::{insert, lock, save};
}

/// Mounts the meetings.
pub fn routes(config: &mut ServiceConfig) {
    config.service(handlers::list_council_meetings).service(handlers::create_council_meeting).service(handlers::save_council_meeting);
}
