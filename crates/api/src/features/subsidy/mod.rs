//! Rules of support as the secretariat keeps them, and what plans would be paid by them.
//!
//! Invariant: every amount comes from a rule row through `domain::subsidy::statement`; nothing is reckoned here. A rule that something
//! rests on never changes but for its end, and a quote that was kept never changes at all: the database refuses both.

mod designation;
mod document;
mod export;
mod handlers;
mod policy;
mod present;
mod query;
mod reference;
mod repo;
mod service;

pub use document::statement_document;
pub use query::{rules, rules_in_force, rules_of};
pub use reference::load;
pub use repo::hold_rules;

use crate::platform::feature::{Feature, PersonalData};
use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the feature: its operations, tasks, and what it keeps about people.
pub const FEATURE: Feature = Feature {
    tags: &[("subsidies", "Schemes of support for priority support areas: their rules, and what a plan would be paid.")],
    personal_data: Some(PersonalData {
        part: "subsidy_quotes",
        export: |txn, account| Box::pin(export::export(txn, account)),
        withdraw: None,
        erase: Some(|txn, _, account| Box::pin(export::erase(txn, account))),
    }),
    ..Feature::new("subsidy", routes)
};

fn routes(config: &mut ServiceConfig) {
    config
        .service(handlers::rule::list_subsidy_rules)
        .service(handlers::rule::get_subsidy_rule)
        .service(handlers::rule::create_subsidy_rule)
        .service(handlers::rule::replace_subsidy_rule)
        .service(handlers::rule::close_subsidy_rule)
        .service(handlers::rule::withdraw_subsidy_rule)
        .service(handlers::quote::create_subsidy_quote)
        .service(handlers::quote::print_subsidy_quote)
        .service(handlers::quote::create_inquiry_quote)
        .service(handlers::quote::list_inquiry_quotes)
        .service(handlers::quote::print_inquiry_quote)
        .service(handlers::institution::get_institution_support);
}
