//! A prefecture's correction plan (医師偏在是正プラン) of a fiscal year.

use domain::{ids::CorrectionPlanId, region::correction_plan::PlanStatus, source::Source};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "correction_plan")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CorrectionPlanId,
    pub prefecture_code: String,
    pub fiscal_year: i32,
    pub status: PlanStatus,
    #[sea_orm(column_type = "JsonBinary")]
    pub source: Source,
    pub created_at: ChronoDateTimeUtc,
    pub updated_at: ChronoDateTimeUtc,
    pub version: i32,
}

impl ActiveModelBehavior for ActiveModel {}
