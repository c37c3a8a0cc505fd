//! The rules of GM Network: vocabulary, validation, state machines and wire shapes, shared by the API and the browser client.
//!
//! Invariant: pure. No IO, clock, randomness or environment; what a rule needs is a parameter. The same code decides in the
//! server and in the browser, so a form and the API can never disagree about what is valid.
//!
//! Feature map: [`account`] and [`organization`] (people and who they act for), [`registration`] (an institution's yearly participation and its
//! [`change_request`]s), [`directory`] (what is published), [`opening`] (positions that institutions offer), [`matching`] (openings beside a doctor's wishes), [`doctor`], [`inquiry`] (the conversation), [`contact`], [`region`]
//! (prefectures, priority support areas, correction plans), [`registry`] (official lists of institutions), [`subsidy`] (schemes, rules and the calculator), [`support`] (councils and applications).

pub mod account;
pub mod actor;
pub mod atlas;
pub mod change_request;
pub mod contact;
pub mod directory;
pub mod doctor;
pub mod drawing;
pub mod export;
pub mod finding;
pub mod geo;
pub mod ids;
pub mod inquiry;
pub mod institution;
#[cfg(test)]
mod lifecycle_table;
pub mod locale;
pub mod matching;
pub mod math;
pub mod money;
pub mod number;
pub mod opening;
pub mod organization;
pub mod page;
pub mod problem;
pub mod region;
pub mod registration;
pub mod registry;
pub mod retention;
pub mod search;
pub mod source;
pub mod subsidy;
pub mod support;
pub mod text;
pub mod time;
pub mod unicode;
pub mod validate;
