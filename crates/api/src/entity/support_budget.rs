//! A prefecture's budget of a scheme in a fiscal year. One that was taken back keeps its row for the version.

use domain::{ids::AccountId, source::Source, subsidy::SchemeCode};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "support_budget")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub prefecture_code: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub fiscal_year: i32,
    #[sea_orm(primary_key, auto_increment = false)]
    pub scheme: SchemeCode,
    pub amount_yen: i64,
    #[sea_orm(column_type = "JsonBinary")]
    pub source: Source,
    pub saved_by: Option<AccountId>,
    pub saved_at: ChronoDateTimeUtc,
    pub version: i32,
    pub withdrawn_at: Option<ChronoDateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
