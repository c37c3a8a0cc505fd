//! A rule as a dated row: what a scheme pays from one day to another, and the document that says so.

use super::{Base, BudgetStage, Condition, Determined, SchemeCode};
use crate::ids::SubsidyRuleId;
use crate::locale::Bilingual;
use crate::money::{Rate, Rounding, Yen};
use crate::source::Source;
use crate::time::{DAYS, EffectivePeriod};
use crate::validate::{FieldCode, Validate, Violations};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::BTreeSet;

/// One version of a scheme's rule. It is never edited: a new version closes its validity and follows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SubsidyRule {
    /// Its id; quotes keep it.
    pub id: SubsidyRuleId,
    /// The scheme it belongs to.
    pub scheme: SchemeCode,
    /// 1, 2, 3 … within the scheme.
    pub version: i32,
    /// The fiscal year in which it is carried out.
    pub fiscal_year: i32,
    /// How far its budget has come.
    pub budget_stage: BudgetStage,
    /// What it pays.
    pub terms: RuleTerms,
    /// The nation's budget for it, where the document names one.
    pub budget_yen: Option<Yen>,
    /// Which document says so, and where in it.
    pub source: Source,
    /// The first day it holds.
    pub valid_from: NaiveDate,
    /// The last day it holds; absent while no end is known.
    pub valid_until: Option<NaiveDate>,
    /// What a reader should know besides.
    pub note: Bilingual,
    /// When the scheme will start, if it has not.
    pub expected_start: Option<ExpectedStart>,
}

/// A rule before it has an id and a version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewRule {
    /// The scheme it belongs to.
    pub scheme: SchemeCode,
    /// The fiscal year in which it is carried out.
    pub fiscal_year: i32,
    /// How far its budget has come.
    pub budget_stage: BudgetStage,
    /// What it pays.
    pub terms: RuleTerms,
    /// The nation's budget for it, where the document names one.
    pub budget_yen: Option<Yen>,
    /// Which document says so, and where in it.
    pub source: Source,
    /// The first day it holds.
    pub valid_from: NaiveDate,
    /// The last day it holds; absent while no end is known.
    pub valid_until: Option<NaiveDate>,
    /// What a reader should know besides.
    #[serde(default)]
    pub note: Bilingual,
    /// When the scheme will start, if it has not.
    #[serde(default)]
    pub expected_start: Option<ExpectedStart>,
}

/// What a rule pays: `round(min(base, eligible cost) × combined rate)`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "db", derive(sea_orm::FromJsonQueryResult))]
pub struct RuleTerms {
    /// The base amount (補助基準額), above which nothing is paid.
    pub base: Base,
    /// Who pays which part.
    pub rates: Determined<Rates>,
    /// How the subsidy is rounded; down to ¥1,000 where the rule says nothing else.
    #[serde(default)]
    pub rounding: Rounding,
    /// What must hold.
    pub conditions: Vec<Condition>,
}

/// Who pays which part of the eligible cost. The four add up to the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Rates {
    /// 国
    pub national: Rate,
    /// 都道府県
    pub prefecture: Rate,
    /// 事業者
    pub operator: Rate,
    /// 保険者
    pub insurers: Rate,
}

/// When a scheme that has not started is to start.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "db", derive(sea_orm::FromJsonQueryResult))]
pub struct ExpectedStart {
    /// The day, once it is set.
    pub opens_on: Option<NaiveDate>,
    /// The fiscal year in which it is expected.
    pub fiscal_year: Option<i32>,
    /// The last day by which the law wants it started.
    pub no_later_than: Option<NaiveDate>,
    /// What is known about it, for readers.
    pub reason: Bilingual,
}

impl NewRule {
    /// The rule with its id and version.
    #[must_use]
    pub fn into_rule(self, id: SubsidyRuleId, version: i32) -> SubsidyRule {
        SubsidyRule {
            id,
            scheme: self.scheme,
            version,
            fiscal_year: self.fiscal_year,
            budget_stage: self.budget_stage,
            terms: self.terms,
            budget_yen: self.budget_yen,
            source: self.source,
            valid_from: self.valid_from,
            valid_until: self.valid_until,
            note: self.note,
            expected_start: self.expected_start,
        }
    }
}

impl SubsidyRule {
    /// The days on which it holds.
    #[must_use]
    pub fn period(&self) -> EffectivePeriod {
        EffectivePeriod { from: self.valid_from, until: self.valid_until }
    }

    /// Whether it is to come, holds or is over on a day. A scheme that has not started is to come, whatever its rule says.
    #[must_use]
    pub fn phase(&self, day: NaiveDate) -> RulePhase {
        RulePhase::on(day, self.period(), self.expected_start.as_ref())
    }
}

/// Where a rule is in its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RulePhase {
    /// It has not begun.
    Coming,
    /// It holds.
    InForce,
    /// It is over.
    Former,
}

impl RulePhase {
    /// Where a rule of these days, whose scheme may be yet to start, is on a day.
    #[must_use]
    pub fn on(day: NaiveDate, period: EffectivePeriod, expected_start: Option<&ExpectedStart>) -> Self {
        let not_started = expected_start.is_some_and(|start| start.opens_on.is_none_or(|opens| day < opens));
        if day < period.from || not_started {
            RulePhase::Coming
        } else if period.contains(day) {
            RulePhase::InForce
        } else {
            RulePhase::Former
        }
    }
}

/// The rule of a scheme to show on a day: the one in force, else the next one, else the last one.
#[must_use]
pub fn rule_nearest(rules: &[SubsidyRule], scheme: SchemeCode, day: NaiveDate) -> Option<&SubsidyRule> {
    let of_scheme = || rules.iter().filter(|rule| rule.scheme == scheme);
    super::rule_in_force(rules, scheme, day)
        .or_else(|| of_scheme().filter(|rule| rule.valid_from > day).min_by_key(|rule| rule.valid_from))
        .or_else(|| of_scheme().max_by_key(|rule| rule.valid_from))
}

impl Rates {
    /// The shares of nation, prefecture and operator, where insurers pay nothing.
    #[must_use]
    pub const fn shared(national: Rate, prefecture: Rate, operator: Rate) -> Self {
        Rates { national, prefecture, operator, insurers: Rate::ZERO }
    }

    /// Everybody but the operator: the rate of the subsidy.
    #[must_use]
    pub fn combined(&self) -> Option<Rate> {
        self.national.checked_add(self.prefecture)?.checked_add(self.insurers)
    }

    /// Whether the four make up the whole.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.combined().and_then(|public| public.checked_add(self.operator)) == Some(Rate::ONE)
    }
}

/// The fiscal years that a rule can be for: from the first of this era to far ahead.
const FISCAL_YEARS: std::ops::RangeInclusive<i64> = 2019..=2100;
/// More than any scheme's budget: ¥10 trillion.
const MAX_BUDGET: i64 = 10_000_000_000_000;

impl Validate for NewRule {
    fn check(&self, v: &mut Violations) {
        v.range("fiscal_year", i64::from(self.fiscal_year), *FISCAL_YEARS.start(), *FISCAL_YEARS.end());
        v.nested("terms", |v| {
            v.nested("base", |v| self.terms.base.check(self.scheme, v));
            self.terms.check(v);
        });
        if let Some(budget) = self.budget_yen {
            v.range("budget_yen", budget.0, 0, MAX_BUDGET);
        }
        v.nested("source", |v| self.source.check(v));
        v.day("valid_from", self.valid_from);
        match self.valid_until {
            Some(until) if until < self.valid_from => {
                v.add_with("valid_until", FieldCode::OutOfRange, json!({ "min": self.valid_from, "max": DAYS.1 }));
            }
            Some(until) => v.day("valid_until", until),
            None => {}
        }
        v.nested("note", |v| {
            v.optional_text("ja", &self.note.ja, 1000);
            v.optional_text("en", &self.note.en, 1000);
        });
        if let Some(start) = &self.expected_start {
            v.nested("expected_start", |v| {
                if let Some(year) = start.fiscal_year {
                    v.range("fiscal_year", i64::from(year), *FISCAL_YEARS.start(), *FISCAL_YEARS.end());
                }
                for (field, day) in [("opens_on", start.opens_on), ("no_later_than", start.no_later_than)] {
                    if let Some(day) = day {
                        v.day(field, day);
                    }
                }
                start.reason.check_reason("reason", v);
            });
        }
    }
}

impl Validate for RuleTerms {
    fn check(&self, v: &mut Violations) {
        match &self.rates {
            Determined::Known { value } => v.require("rates/value", value.is_whole(), FieldCode::NotAWhole),
            Determined::Undetermined { reason } => reason.check_reason("rates/reason", v),
        }
        let different: BTreeSet<_> = self.conditions.iter().collect();
        v.require("conditions", different.len() == self.conditions.len(), FieldCode::Duplicate);
    }
}
