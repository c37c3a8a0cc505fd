//! What the public purse pays towards doctors in priority support areas (重点医師偏在対策支援区域).
//!
//! A [`SchemeCode`] names a scheme; dated [`SubsidyRule`]s say what it pays and which document says so; a [`Plan`] is what an
//! institution wants to do; a [`Statement`] works it out line by line, and every [`Step`] can say itself in both languages. The same
//! code runs in the browser while somebody types and in the server that freezes a quote.
//!
//! Invariant: a figure that no document gives is undetermined with its reason, never assumed, extrapolated or borrowed.

mod plan;
mod rule;
mod scheme;
mod statement;

pub use crate::money::{Rate, Rounding, Yen};
pub use plan::{Component, MAX_COST, Plan};
pub use rule::{AreaTier, Base, Determined, ExpectedStart, LegalSource, NewRule, Rates, RuleTerms, ServiceUnit, SubsidyRule, UnitPrices};
pub use scheme::{BudgetStage, Condition, Construction, Opening, SchemeCode};
pub use statement::{ConditionCheck, ConditionState, Outcome, RuleReference, Shares, Statement, StatementLine, Step};
