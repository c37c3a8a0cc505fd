//! Accounts: signing up and in, the second factor, the own data, invitations, staff, and the audit trail's reader.

mod handlers;
mod limits;
mod present;
mod query;
mod repo;
mod service;

pub use limits::limit_invitations;
pub use present::invitation as present_invitation;
pub use service::{
    invitation::{NewInvitation, invite, invite_administrator, revoke as revoke_invitation},
    provision::{Provision, provision},
    second_factor::remove_for as remove_second_factor,
};

use crate::platform::feature::Feature;
use utoipa_actix_web::service_config::ServiceConfig;

/// What the feature has.
pub const FEATURE: Feature = Feature::new("accounts", routes);

fn routes(config: &mut ServiceConfig) {
    handlers::account::routes(config);
    handlers::session::routes(config);
    handlers::me::routes(config);
    handlers::second_factor::routes(config);
    handlers::invitation::routes(config);
    handlers::staff::routes(config);
}
