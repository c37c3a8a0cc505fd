//! Accounts: signing up and in, the second factor, the own data, invitations, staff, and the audit trail's reader.

mod handlers;
mod limits;
mod platform_state;
mod present;
mod query;
mod repo;
mod service;
mod trail;

pub use limits::limit_invitations;
pub use present::invitation as present_invitation;
pub use service::{
    invitation::{NewInvitation, invite, invite_administrator, revoke as revoke_invitation},
    provision::{Provision, provision},
    second_factor::remove_for as remove_second_factor,
};

use crate::platform::feature::{Feature, PersonalData, Retention};
use chrono::TimeDelta;
use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the feature: its operations, tasks, and what it keeps about people.
pub const FEATURE: Feature = Feature {
    tags: &[
        ("accounts", "Signing up, the own account, and its second factor."),
        ("sessions", "Signing in and out."),
        ("invitations", "Joining the staff or an organization."),
        ("staff", "The association's staff and the audit trail."),
    ],
    // The account itself and its sessions are taken along and emptied with the account.
    personal_data: Some(PersonalData {
        part: "second_factor_resets",
        export: |txn, account| Box::pin(service::second_factor_reset::export(txn, account)),
        withdraw: None,
        erase: Some(|txn, _, account| Box::pin(service::second_factor_reset::erase(txn, account))),
    }),
    retention: &[
        // Addresses of people who may have nothing to do with us.
        Retention { sql: "DELETE FROM email_link WHERE expires_at < $1", kept: TimeDelta::zero() },
        service::second_factor_reset::RETENTION,
    ],
    ..Feature::new("accounts", routes)
};

fn routes(config: &mut ServiceConfig) {
    handlers::account::routes(config);
    handlers::session::routes(config);
    handlers::me::routes(config);
    handlers::second_factor::routes(config);
    handlers::invitation::routes(config);
    handlers::staff::routes(config);
    handlers::administration::routes(config);
}
