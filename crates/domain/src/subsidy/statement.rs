//! The answer to a plan: one line for each scheme, every step with its numbers, and the rule it rests on.

use super::{BudgetStage, Condition, Construction, SchemeCode, ServiceUnit};
use crate::ids::SubsidyRuleId;
use crate::locale::Bilingual;
use crate::money::{Rate, Rounding, Yen};
use crate::source::Source;
use crate::time::fiscal_year;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What a plan would be paid by the rules of one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "db", derive(sea_orm::FromJsonQueryResult))]
pub struct Statement {
    /// The day whose rules were used.
    pub on: NaiveDate,
    /// The fiscal year of that day.
    pub fiscal_year: i32,
    /// One line for each component, in the order of the plan.
    pub lines: Vec<StatementLine>,
    /// Eligible cost of all determined lines.
    pub eligible_yen: Yen,
    /// Subsidy of all determined lines.
    pub subsidy_yen: Yen,
    /// Who pays what, over all determined lines; adds up to `eligible_yen`.
    pub totals: Shares,
}

/// One scheme's line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StatementLine {
    /// The scheme.
    pub scheme: SchemeCode,
    /// The rule used; absent where none is in force on the day.
    pub rule: Option<RuleReference>,
    /// What the scheme asks for, and what the plan says about it.
    pub conditions: Vec<ConditionCheck>,
    /// What comes of it.
    pub outcome: Outcome,
}

/// The version of a rule that a line rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RuleReference {
    /// The rule's id.
    pub id: SubsidyRuleId,
    /// Its version within the scheme.
    pub version: i32,
    /// The fiscal year in which it is carried out.
    pub fiscal_year: i32,
    /// How far its budget has come.
    pub budget_stage: BudgetStage,
    /// The document and its paragraph.
    pub source: Source,
    /// What a reader should know besides.
    pub note: Bilingual,
}

/// A condition and whether it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConditionCheck {
    /// What must hold.
    pub condition: Condition,
    /// Whether it does.
    pub state: ConditionState,
}

crate::institution::terms! {
    /// Whether a condition holds.
    ConditionState {
        /// It holds.
        Met = "満たす", "Met";
        /// It does not.
        NotMet = "満たさない", "Not met";
        /// The plan alone cannot tell.
        ToConfirm = "要確認", "To be confirmed";
    }
}

/// What comes of a component.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Outcome {
    /// An amount, to the yen.
    Determined {
        /// How it was worked out.
        steps: Vec<Step>,
        /// The base amount (補助基準額).
        base_yen: Yen,
        /// The cost that the plan names; absent where it was taken to reach the base amount.
        cost_yen: Option<Yen>,
        /// The lower of the two: what the rates are applied to.
        eligible_yen: Yen,
        /// Whether the base amount cut the cost.
        capped: bool,
        /// Nation, prefecture and insurers together.
        combined_rate: Rate,
        /// What is paid.
        subsidy_yen: Yen,
        /// Who pays what; adds up to `eligible_yen`.
        shares: Shares,
        /// Cost above the base amount, which the operator bears as well.
        beyond_base_yen: Yen,
    },
    /// No amount can be named.
    Undetermined {
        /// What is missing.
        reason: Bilingual,
        /// What is known so far.
        steps: Vec<Step>,
    },
    /// The scheme is not open on the day.
    NotOpen {
        /// Why.
        reason: Bilingual,
        /// The day it opens, where that is known.
        opens_on: Option<NaiveDate>,
    },
    /// A condition does not hold, by the plan itself or by a register.
    NotEligible {
        /// Which ones.
        conditions: Vec<Condition>,
    },
}

/// Who pays what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Shares {
    /// 国
    pub national_yen: Yen,
    /// 都道府県
    pub prefecture_yen: Yen,
    /// 事業者
    pub operator_yen: Yen,
    /// 保険者
    pub insurers_yen: Yen,
}

/// One step of the reckoning with its numbers; [`Step::sentence`] says it to people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Step {
    /// The standard area for a number of beds.
    StandardArea {
        /// Beds planned; absent where the scheme does not ask.
        beds: Option<i32>,
        /// m² of the practice itself.
        practice_m2: u32,
        /// m² of attached housing.
        housing_m2: u32,
        /// Both together.
        total_m2: u32,
    },
    /// Area × unit price.
    AreaTimesPrice {
        /// m².
        square_metres: u32,
        /// How it is built.
        construction: Construction,
        /// Price per m².
        unit_price_yen: Yen,
        /// The base amount.
        base_yen: Yen,
    },
    /// Amount a site × sites.
    SitesTimesAmount {
        /// For one site.
        per_site_yen: Yen,
        /// Sites planned.
        sites: i32,
        /// The base amount.
        base_yen: Yen,
    },
    /// Fixed amount + amount a day × days.
    FixedPlusDays {
        /// Whatever the number of days.
        fixed_yen: Yen,
        /// For each day.
        per_day_yen: Yen,
        /// Days planned.
        days: i32,
        /// The base amount.
        base_yen: Yen,
    },
    /// Amount a unit × units.
    UnitsTimesAmount {
        /// What is counted.
        unit: ServiceUnit,
        /// For one of them.
        per_unit_yen: Yen,
        /// How many are planned.
        count: i32,
        /// The base amount.
        base_yen: Yen,
    },
    /// No cost was named: the base amount is taken.
    WorkedAtBase {
        /// The base amount.
        base_yen: Yen,
    },
    /// The cost stays within the base amount.
    CostWithinBase {
        /// The cost.
        cost_yen: Yen,
        /// The base amount.
        base_yen: Yen,
    },
    /// The cost is above the base amount, which is taken instead.
    CostAboveBase {
        /// The cost.
        cost_yen: Yen,
        /// The base amount.
        base_yen: Yen,
        /// What is above it.
        beyond_base_yen: Yen,
    },
    /// Eligible cost × combined rate, rounded once.
    Subsidy {
        /// What the rate is applied to.
        eligible_yen: Yen,
        /// The nation's part.
        national: Rate,
        /// The prefecture's part.
        prefecture: Rate,
        /// The insurers' part.
        insurers: Rate,
        /// All of them.
        combined: Rate,
        /// How it is rounded.
        rounding: Rounding,
        /// What is paid.
        subsidy_yen: Yen,
    },
    /// Who pays what.
    Split {
        /// The shares.
        shares: Shares,
        /// What they add up to.
        eligible_yen: Yen,
    },
}

impl Shares {
    /// What is not the operator's: the subsidy.
    #[must_use]
    pub fn public_yen(&self) -> Yen {
        [self.national_yen, self.prefecture_yen, self.insurers_yen].into_iter().sum()
    }

    /// All shares together.
    #[must_use]
    pub fn total_yen(&self) -> Yen {
        [self.national_yen, self.prefecture_yen, self.operator_yen, self.insurers_yen].into_iter().sum()
    }
}

impl std::iter::Sum for Shares {
    fn sum<I: Iterator<Item = Shares>>(all: I) -> Shares {
        let add = |a: Yen, b: Yen| [a, b].into_iter().sum();
        all.fold(Shares::default(), |sum, next| Shares {
            national_yen: add(sum.national_yen, next.national_yen),
            prefecture_yen: add(sum.prefecture_yen, next.prefecture_yen),
            operator_yen: add(sum.operator_yen, next.operator_yen),
            insurers_yen: add(sum.insurers_yen, next.insurers_yen),
        })
    }
}

impl StatementLine {
    /// The subsidy, where it is determined.
    #[must_use]
    pub fn subsidy_yen(&self) -> Option<Yen> {
        match &self.outcome {
            Outcome::Determined { subsidy_yen, .. } => Some(*subsidy_yen),
            Outcome::Undetermined { .. } | Outcome::NotOpen { .. } | Outcome::NotEligible { .. } => None,
        }
    }
}

impl Statement {
    /// The lines of a day with what they add up to.
    pub(super) fn of(on: NaiveDate, lines: Vec<StatementLine>) -> Self {
        let determined = || {
            lines.iter().filter_map(|line| match &line.outcome {
                Outcome::Determined { eligible_yen, subsidy_yen, shares, .. } => Some((*eligible_yen, *subsidy_yen, *shares)),
                Outcome::Undetermined { .. } | Outcome::NotOpen { .. } | Outcome::NotEligible { .. } => None,
            })
        };
        Statement {
            on,
            fiscal_year: fiscal_year(on),
            eligible_yen: determined().map(|(eligible, ..)| eligible).sum(),
            subsidy_yen: determined().map(|(_, subsidy, _)| subsidy).sum(),
            totals: determined().map(|(.., shares)| shares).sum(),
            lines,
        }
    }

    /// Whether every line has an amount, so that the totals are the whole answer.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.lines.iter().all(|line| matches!(line.outcome, Outcome::Determined { .. }))
    }

    /// The statement with something that only a register can tell: whether a condition, such as the area or the councils, holds. Where one
    /// does not, nothing is paid, as if the plan itself had said so.
    #[must_use]
    pub fn with_fact(mut self, condition: Condition, holds: bool) -> Self {
        let state = if holds { ConditionState::Met } else { ConditionState::NotMet };
        for line in &mut self.lines {
            let Some(check) = line.conditions.iter_mut().find(|check| check.condition == condition) else { continue };
            check.state = state;
            if !holds && !matches!(line.outcome, Outcome::NotOpen { .. }) {
                let not_met = line.conditions.iter().filter(|check| check.state == ConditionState::NotMet);
                line.outcome = Outcome::NotEligible { conditions: not_met.map(|check| check.condition).collect() };
            }
        }
        Statement::of(self.on, self.lines)
    }
}
