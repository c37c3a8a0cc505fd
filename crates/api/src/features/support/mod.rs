//! Applications for support in priority support areas: from an institution's draft through both councils to the report of what was
//! spent and the payment; prefectures' tables and budgets; and what would be paid under other areas and rates.
//!
//! Invariants: the state moves only through [`domain::support::transition`]; a statement that was submitted is frozen and names the
//! versions of rules that it rests on; an officer knows of nothing in other prefectures, of no draft and of
//! nothing that is rewritten until it is submitted again; an institution learns no
//! officer's name; official figures are shown as stated.

mod budget;
mod claims;
mod handlers;
mod listing;
mod mail;
mod policy;
mod present;
mod print;
mod query;
mod registers;
mod repo;
mod service;
mod sheet;
mod supported;
mod table;
mod what_if;

pub use service::stale::remove_old_drafts;
pub use supported::supported;
pub use table::{get as table, list as tables, load};

use crate::platform::feature::{Feature, Task};
use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the feature: its operations, tasks, and what it keeps about people.
pub const FEATURE: Feature = Feature {
    tags: &[("support", "Applications for support through both councils, and prefectures' tables and budgets.")],
    scheduled: &[Task {
        failure: "old drafts could not be looked up",
        run: |state| Box::pin(async { remove_old_drafts(state).await.map(drop) }),
    }],
    ..Feature::new("support", routes)
};

fn routes(config: &mut ServiceConfig) {
    config
        .service(handlers::institution::create_support_application)
        .service(handlers::institution::list_my_support_applications)
        .service(handlers::officer::list_support_applications)
        .service(handlers::institution::get_support_application)
        .service(handlers::institution::save_support_application)
        .service(handlers::institution::submit_support_application)
        .service(handlers::institution::apply_support_application)
        .service(handlers::institution::report_support_application)
        .service(handlers::institution::claim_support_application)
        .service(handlers::institution::withdraw_support_claim)
        .service(handlers::institution::withdraw_support_application)
        .service(handlers::institution::print_support_application)
        .service(handlers::institution::print_support_form)
        .service(handlers::officer::export_support_applications)
        .service(handlers::document::add_support_document)
        .service(handlers::document::get_support_document)
        .service(handlers::document::remove_support_document)
        .service(handlers::officer::return_support_application)
        .service(handlers::officer::check_support_application)
        .service(handlers::officer::propose_support_application)
        .service(handlers::officer::record_council_opinion)
        .service(handlers::officer::select_support_application)
        .service(handlers::officer::turn_down_support_application)
        .service(handlers::officer::decide_support_application)
        .service(handlers::payment::return_support_report)
        .service(handlers::payment::check_support_report)
        .service(handlers::payment::fix_support_amount)
        .service(handlers::payment::pay_support_application)
        .service(handlers::payment::undo_support_application)
        .service(handlers::meeting::list_meeting_applications)
        .service(handlers::meeting::record_meeting_opinions)
        .service(handlers::meeting::print_meeting_packet)
        .service(handlers::money::get_support_budget)
        .service(handlers::money::save_support_budget)
        .service(handlers::money::withdraw_support_budget)
        .service(handlers::money::try_what_if)
        .service(handlers::table::list_support_tables)
        .service(handlers::table::export_support_table)
        .service(handlers::table::get_support_table);
}

/// What the demo writes with: the same rows and steps that the commands write.
pub mod record {
    pub use super::budget::write as write_budget;
    pub use super::registers::{day_of, fixable, reckon};
    pub use super::repo::{NewStep, add_report, add_revision, insert, insert_step, link_rules, number, save_opinion, submitted};
}
