//! Organizations and the people who act for them.

mod handlers;
mod policy;
mod present;
mod query;
mod repo;
mod service;

pub use policy::{has_member, is_disinterested, is_member, require_disinterested, require_member};
pub use query::{export, members_of};
pub use service::{join, leave_all, name_of};

use crate::platform::feature::Feature;
use utoipa_actix_web::service_config::ServiceConfig;

/// What the feature has.
pub const FEATURE: Feature = Feature::new("organization", routes);

fn routes(config: &mut ServiceConfig) {
    config
        .service(handlers::create_organization)
        .service(handlers::list_organizations)
        .service(handlers::get_organization)
        .service(handlers::update_organization)
        .service(handlers::create_member_invitation)
        .service(handlers::list_member_invitations)
        .service(handlers::revoke_member_invitation)
        .service(handlers::remove_member);
}
