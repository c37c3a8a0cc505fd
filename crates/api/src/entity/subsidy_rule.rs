//! What a scheme of support pays from one day to another.

use domain::{
    ids::SubsidyRuleId,
    locale::Bilingual,
    money::Yen,
    source::Source,
    subsidy::{BudgetStage, ExpectedStart, RuleTerms, SchemeCode},
};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "subsidy_rule")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SubsidyRuleId,
    pub scheme: SchemeCode,
    pub version: i32,
    pub fiscal_year: i32,
    pub budget_stage: BudgetStage,
    #[sea_orm(column_type = "JsonBinary")]
    pub terms: RuleTerms,
    pub budget_yen: Option<Yen>,
    #[sea_orm(column_type = "JsonBinary")]
    pub source: Source,
    pub valid_from: ChronoDate,
    pub valid_until: Option<ChronoDate>,
    #[sea_orm(column_type = "JsonBinary")]
    pub note: Bilingual,
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub expected_start: Option<ExpectedStart>,
    pub created_at: ChronoDateTimeUtc,
    pub updated_at: ChronoDateTimeUtc,
    pub revision: i32,
}

impl ActiveModelBehavior for ActiveModel {}
