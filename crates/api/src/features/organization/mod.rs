//! Organizations and the people who act for them.

mod handlers;
mod policy;
mod present;
mod query;
mod repo;
mod service;

pub use policy::{is_disinterested, is_member, require_disinterested, require_member};
pub use query::members_of;

use crate::platform::feature::{Feature, Membership, PersonalData};
use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the feature: its operations, tasks, and what it keeps about people.
pub const FEATURE: Feature = Feature {
    tags: &[("organizations", "Organizations and their members.")],
    personal_data: Some(PersonalData {
        part: "organizations",
        export: |txn, account| Box::pin(query::export(txn, account)),
        withdraw: None,
        erase: Some(|txn, ctx, account| Box::pin(service::leave_all(txn, ctx, account))),
    }),
    membership: Some(Membership {
        name: |txn, id| Box::pin(service::name_of(txn, id)),
        has_member: |txn, id, account| Box::pin(policy::has_member(txn, id, account)),
        join: |txn, ctx, id, account| Box::pin(service::join(txn, ctx, id, account)),
    }),
    ..Feature::new("organization", routes)
};

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
