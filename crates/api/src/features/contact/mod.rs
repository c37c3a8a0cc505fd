//! Messages to the secretariat from the contact page: stored, mailed, and settled by whoever took care of them.

mod handlers;
mod query;
mod service;

use utoipa_actix_web::service_config::ServiceConfig;

/// Mounts the feature.
pub fn routes(config: &mut ServiceConfig) {
    config.service(handlers::create_contact_message).service(handlers::list_contact_messages).service(handlers::settle_contact_message);
}
