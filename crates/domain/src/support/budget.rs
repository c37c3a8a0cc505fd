//! A prefecture's budget for support against what is committed.

use crate::money::Yen;
use crate::source::Source;
use crate::subsidy::SchemeCode;
use crate::validate::{Validate, Violations};
use serde::{Deserialize, Serialize};

/// The most that a budget line may be: ten trillion yen, more than any prefecture spends in a year.
const BUDGET_MAX: i64 = 10_000_000_000_000;

/// Enters the budget of a scheme in a fiscal year: the prefecture's own and the nation's share together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaveSupportBudget {
    /// Fiscal year, 2025 to 2100.
    pub fiscal_year: i32,
    /// The scheme.
    pub scheme: SchemeCode,
    /// Subsidy that may be committed, yen.
    pub amount_yen: Yen,
    /// The document that says so.
    pub source: Source,
    /// The version of the line that it takes the place of; absent where none is entered.
    #[serde(default)]
    pub version: Option<i32>,
}

impl Validate for SaveSupportBudget {
    fn check(&self, v: &mut Violations) {
        v.range("fiscal_year", i64::from(self.fiscal_year), 2025, 2100);
        v.range("amount_yen", self.amount_yen.0, 0, BUDGET_MAX);
        v.nested("source", |v| self.source.check(v));
    }
}

/// One scheme: what may be committed, and what is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BudgetLine {
    /// The scheme.
    pub scheme: SchemeCode,
    /// The budget, yen; absent when none is entered.
    pub budget_yen: Option<Yen>,
    /// Subsidy of selected, applied, decided and reported applications, yen: as decided where it is, else by the statement.
    pub committed_yen: Yen,
    /// Budget minus commitments, yen; negative when too much is committed.
    pub remaining_yen: Option<Yen>,
    /// Committed applications whose amount the rules leave undetermined.
    pub undetermined: u32,
    /// The document of the budget.
    pub source: Option<Source>,
    /// Rises whenever the budget is entered again; absent when none is.
    pub version: Option<i32>,
}

/// A prefecture's budget of a fiscal year against commitments.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SupportBudget {
    /// Two digits.
    pub prefecture_code: String,
    /// Fiscal year.
    pub fiscal_year: i32,
    /// Scheme by scheme.
    pub lines: Vec<BudgetLine>,
}
