//! The report of an application each time that it was handed in.

use domain::{
    ids::{AccountId, SupportApplicationId},
    support::SupportReport,
};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "support_report_revision")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub application_id: SupportApplicationId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i32,
    #[sea_orm(column_type = "JsonBinary")]
    pub report: SupportReport,
    pub created_by: AccountId,
    pub created_at: ChronoDateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
