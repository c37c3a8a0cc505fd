//! A rule as a dated row: what a scheme pays from one day to another, and the document that says so.

use super::{BudgetStage, Condition, Construction, SchemeCode};
use crate::ids::SubsidyRuleId;
use crate::locale::Bilingual;
use crate::money::{Rate, Rounding, Yen};
use crate::time::EffectivePeriod;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A value that a document gives, or the reason why nobody can name it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Determined<T> {
    /// The document gives it.
    Known {
        /// What it says.
        value: T,
    },
    /// The document does not.
    Undetermined {
        /// What is missing, for readers.
        reason: Bilingual,
    },
}

impl<T> Determined<T> {
    /// The value, where there is one.
    #[must_use]
    pub fn known(&self) -> Option<&T> {
        match self {
            Determined::Known { value } => Some(value),
            Determined::Undetermined { .. } => None,
        }
    }
}

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
    pub source: LegalSource,
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
    pub source: LegalSource,
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

/// How a base amount is worked out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Base {
    /// Standard floor area × unit price.
    FloorArea {
        /// Standard areas by number of beds, smallest first; the last one has no upper bound.
        tiers: Vec<AreaTier>,
        /// Added for staff housing attached to the building; absent where the scheme knows none.
        attached_housing_m2: Option<u32>,
        /// Price per m² by construction.
        unit_prices: Determined<UnitPrices>,
    },
    /// An amount for each site.
    PerSite {
        /// For one site.
        per_site_yen: Yen,
    },
    /// A fixed amount and an amount for each day practised, up to a number of days.
    Settlement {
        /// The last number of days for which the document gives the formula.
        max_days: u32,
        /// Whatever the number of days.
        fixed_yen: Yen,
        /// For each day practised.
        per_day_yen: Yen,
        /// Why there is no amount for more days.
        beyond: Bilingual,
    },
    /// An amount for each duty or day.
    PerUnit {
        /// What is counted.
        unit: ServiceUnit,
        /// For one of them.
        per_unit_yen: Yen,
    },
    /// A fixed amount to the body that runs the scheme; institutions get nothing from it.
    FixedAmount {
        /// Who gets it.
        recipient: Bilingual,
    },
    /// No document says.
    Undetermined {
        /// What is missing.
        reason: Bilingual,
    },
}

/// A standard area and the number of beds up to which it is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AreaTier {
    /// The most beds; absent without an upper bound.
    pub beds_up_to: Option<u32>,
    /// Standard area in m².
    pub square_metres: u32,
}

/// Price per m² by construction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UnitPrices {
    /// 鉄筋コンクリート
    pub reinforced_concrete_yen: Yen,
    /// ブロック
    pub block_yen: Yen,
    /// 木造
    pub wood_yen: Yen,
}

impl UnitPrices {
    /// The price for a construction.
    #[must_use]
    pub fn of(&self, construction: Construction) -> Yen {
        match construction {
            Construction::ReinforcedConcrete => self.reinforced_concrete_yen,
            Construction::Block => self.block_yen,
            Construction::Wood => self.wood_yen,
        }
    }
}

crate::institution::terms! {
    /// What a scheme counts.
    ServiceUnit {
        /// 日直・宿直
        Duty = "回", "duties";
        /// 延日数
        Day = "日", "days";
    }
}

/// The document that a figure is taken from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "db", derive(sea_orm::FromJsonQueryResult))]
pub struct LegalSource {
    /// The document's title.
    pub title: String,
    /// The page or paragraph in it.
    pub section: String,
    /// Where it can be read, if it is published.
    pub url: Option<String>,
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
}
