//! Accounts: signing up and in, the second factor, the own data, invitations, staff, and the audit trail's reader.

mod limits;
mod repo;
mod service;

pub use limits::limit_invitations;
pub use service::invitation::{NewInvitation, invite, invite_administrator, revoke as revoke_invitation};

use utoipa_actix_web::service_config::ServiceConfig;

/// Mounts the operations.
pub fn routes(_config: &mut ServiceConfig) {}
