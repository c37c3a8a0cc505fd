//! A copy of a doctor's licence, until the check is decided.

use domain::ids::AccountId;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "licence_copy")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: AccountId,
    pub media_type: String,
    pub size: i64,
    pub content: Vec<u8>,
    pub uploaded_at: ChronoDateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
