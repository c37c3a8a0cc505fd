//! What the public purse pays towards doctors in priority support areas (重点医師偏在対策支援区域).
//!
//! A [`SchemeCode`] names a scheme; dated [`SubsidyRule`]s say what it pays and which document says so; a [`Plan`] is what an
//! institution wants to do; [`statement`] works it out line by line, and every [`Step`] can say itself in both languages. The same
//! code runs in the browser while somebody types and in the server that freezes a quote.
//!
//! Invariant: a figure that no document gives is undetermined with its reason, never assumed, extrapolated or borrowed.

mod base;
mod calculator;
mod difference;
pub mod dto;
mod explain;
mod institution;
mod official;
mod plan;
mod rule;
mod scheme;
mod statement;
#[cfg(test)]
mod tests;

pub use crate::money::{Rate, Rounding, Yen};
pub use base::{AreaTier, Base, Determined, ServiceUnit, UnitPrices, tier_ranges};
pub use calculator::{rule_in_force, statement};
pub use difference::{LineChange, LineDifference, StatementDifference, difference};
pub use institution::{Candidate, InstitutionSupport, WorkedExample, designation, example_plan, rules_for, support_at};
pub use official::official_rules;
pub use plan::{Component, MAX_COST, Plan};
pub use rule::{ExpectedStart, NewRule, Rates, RulePhase, RuleTerms, SubsidyRule, rule_nearest};
pub use scheme::{BudgetStage, Condition, Construction, Opening, SchemeCode};
pub use statement::{ConditionCheck, ConditionState, Outcome, RuleReference, Shares, Statement, StatementLine, Step};
