//! The content and statement of an application at each submission.

use domain::{
    ids::{AccountId, SupportApplicationId},
    subsidy::Statement,
    support::SubmittedApplication,
};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "support_application_revision")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub application_id: SupportApplicationId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i32,
    #[sea_orm(column_type = "JsonBinary")]
    pub submitted: SubmittedApplication,
    #[sea_orm(column_type = "JsonBinary")]
    pub statement: Statement,
    pub created_by: AccountId,
    pub created_at: ChronoDateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
