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

/// Takes back the budget of a scheme in a fiscal year that has not begun.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WithdrawSupportBudget {
    /// The scheme.
    pub scheme: SchemeCode,
    /// The version of the line that was read.
    pub version: i32,
    /// Why, at most 2,000 characters; kept in the trail.
    pub reason: String,
}

impl Validate for WithdrawSupportBudget {
    fn check(&self, v: &mut Violations) {
        v.required_text("reason", &self.reason, 2000);
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
    /// Subsidy of what was submitted and has not been before both councils yet, yen, by the statements.
    pub before_councils_yen: Yen,
    /// Subsidy of the applications from the selection to the payment, yen: as fixed where it is, else as decided where that is, else by the
    /// statement.
    pub committed_yen: Yen,
    /// Of it, decided (交付決定額), yen, as decided.
    pub decided_yen: Yen,
    /// Of it, fixed (確定額), yen.
    pub fixed_yen: Yen,
    /// Of it, paid (支払額), yen.
    pub paid_yen: Yen,
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
    /// The sum of the lines; its budget, and what is left of it, that of the schemes that have one.
    pub total: BudgetTotal,
}

/// The sums of a budget's lines, yen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BudgetTotal {
    /// Of the budgets entered; absent while none is.
    pub budget_yen: Option<Yen>,
    /// Of what has not been before both councils yet.
    pub before_councils_yen: Yen,
    /// Of what is committed.
    pub committed_yen: Yen,
    /// Of what was decided.
    pub decided_yen: Yen,
    /// Of what was fixed.
    pub fixed_yen: Yen,
    /// Of what was paid.
    pub paid_yen: Yen,
    /// Of what is left, where a budget is entered; absent while none is.
    pub remaining_yen: Option<Yen>,
}

impl BudgetTotal {
    /// Adds lines up.
    #[must_use]
    pub fn of(lines: &[BudgetLine]) -> Self {
        let known = |pick: fn(&BudgetLine) -> Option<Yen>| {
            let mut amounts = lines.iter().filter_map(pick).peekable();
            amounts.peek().is_some().then(|| amounts.sum())
        };
        let sum = |pick: fn(&BudgetLine) -> Yen| lines.iter().map(pick).sum();
        BudgetTotal {
            budget_yen: known(|line| line.budget_yen),
            before_councils_yen: sum(|line| line.before_councils_yen),
            committed_yen: sum(|line| line.committed_yen),
            decided_yen: sum(|line| line.decided_yen),
            fixed_yen: sum(|line| line.fixed_yen),
            paid_yen: sum(|line| line.paid_yen),
            remaining_yen: known(|line| line.remaining_yen),
        }
    }
}
