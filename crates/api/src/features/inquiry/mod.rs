//! Conversations between one doctor and one institution.
//!
//! Invariant: what an institution sees of a doctor goes through `present::card`; whoever is on neither side of an inquiry, and
//! whoever the doctor blocked, gets the answer of a thing that does not exist. No mail and no audit entry quotes a message.

mod draft;
mod export;
mod handlers;
mod mail;
mod party;
mod policy;
mod present;
mod query;
mod repo;
mod service;

pub use party::parties;
pub use policy::EitherSide;
pub use query::institution_of;
pub use service::act::contribute_quote;
pub use service::leave::{close_for_institution, withdraw_for_block};
pub use service::remind::remind_of_unanswered;

use crate::platform::feature::{Feature, PersonalData, Task};
use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the feature: its operations, tasks, and what it keeps about people.
pub const FEATURE: Feature = Feature {
    tags: &[("inquiries", "Conversations between a doctor and an institution.")],
    personal_data: Some(PersonalData {
        part: "inquiries",
        export: |txn, account| Box::pin(export::export(txn, account)),
        withdraw: Some(|txn, ctx, account| Box::pin(service::leave::withdraw_for_account(txn, ctx, account))),
        erase: Some(|txn, _, account| Box::pin(draft::erase(txn, account))),
    }),
    retention: &[draft::RETENTION],
    scheduled: &[Task {
        failure: "unanswered inquiries could not be looked up",
        run: |state| Box::pin(async { remind_of_unanswered(state).await.map(drop) }),
    }],
    unread: Some(|db, account| Box::pin(query::count_unread(db, account))),
    institution_left: Some(|txn, ctx, institution, note| Box::pin(close_for_institution(txn, ctx, institution, note))),
    ..Feature::new("inquiry", routes)
};

fn routes(config: &mut ServiceConfig) {
    config
        .service(handlers::create_inquiry)
        .service(handlers::list_inquiries)
        .service(handlers::get_inquiry)
        .service(handlers::send_message)
        .service(handlers::advance_inquiry)
        .service(handlers::share_identity)
        .service(handlers::get_message_draft)
        .service(handlers::save_message_draft);
}

/// What the demo writes with: the same rows, messages and steps that the commands write.
pub mod record {
    pub use super::repo::{NewStep, insert, insert_message, insert_step, save, touch};
}
