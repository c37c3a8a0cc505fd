//! A doctor's own profile, the institutions they blocked, and who has their identity.
//!
//! Invariant: nobody but the doctor reads a profile here; what institutions see of it is decided where they see it, in inquiries.

mod export;
mod handlers;
mod licence;
mod query;
mod repo;
mod service;

pub use export::export;
pub use service::erase;

use utoipa_actix_web::service_config::ServiceConfig;

/// Mounts the feature.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(handlers::get_doctor_profile)
        .service(handlers::save_doctor_profile)
        .service(handlers::list_blocks)
        .service(handlers::block_institution)
        .service(handlers::unblock_institution)
        .service(handlers::list_identity_shares);
}
