//! Messages to the secretariat: stored, mailed, answered and settled by whoever takes care of them. Anyone writes from the contact page; a member of an
//! organization also from where the code of an institution is refused.

mod handlers;
mod list;
mod query;
mod service;
mod sheet;

use crate::platform::feature::{Feature, PersonalData};
use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the feature: its operations, tasks, and what it keeps about people.
pub const FEATURE: Feature = Feature {
    tags: &[("contact", "Messages to the secretariat.")],
    personal_data: Some(PersonalData {
        part: "contact_messages",
        export: |txn, account| Box::pin(query::export(txn, account)),
        withdraw: None,
        erase: Some(|txn, _, account| Box::pin(service::erase(txn, account))),
    }),
    ..Feature::new("contact", routes)
};

fn routes(config: &mut ServiceConfig) {
    config
        .service(handlers::create_contact_message)
        .service(handlers::claim_institution)
        .service(handlers::list_contact_messages)
        .service(handlers::export_contact_messages)
        .service(handlers::settle_contact_message)
        .service(handlers::reply_to_contact_message);
}
