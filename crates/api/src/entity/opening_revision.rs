//! Each published version of an opening's content; append-only.

use domain::{
    ids::{AccountId, OpeningId},
    opening::OpeningContent,
};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "opening_revision")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub opening_id: OpeningId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i32,
    #[sea_orm(column_type = "JsonBinary")]
    pub content: OpeningContent,
    pub created_by: AccountId,
    pub created_at: ChronoDateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
