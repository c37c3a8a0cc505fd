//! A quote that was kept in an inquiry, as it was read then.

use domain::{
    ids::{AccountId, InquiryId, SubsidyQuoteId},
    inquiry::InquirySide,
    subsidy::{Plan, Statement},
};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "subsidy_quote")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SubsidyQuoteId,
    pub inquiry_id: InquiryId,
    pub side: InquirySide,
    pub author_account_id: AccountId,
    #[sea_orm(column_type = "JsonBinary")]
    pub plan: Plan,
    #[sea_orm(column_type = "JsonBinary")]
    pub statement: Statement,
    pub created_at: ChronoDateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
