//! A position that an institution offers.

use domain::{
    ids::{AccountId, InstitutionId, OpeningId},
    opening::{OpeningContent, OpeningStatus},
};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "opening")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: OpeningId,
    pub institution_id: InstitutionId,
    pub status: OpeningStatus,
    #[sea_orm(column_type = "JsonBinary")]
    pub content: OpeningContent,
    pub search_key: String,
    pub search_key_version: i32,
    pub posted_at: Option<ChronoDateTimeUtc>,
    pub confirmed_at: Option<ChronoDateTimeUtc>,
    pub asked: i32,
    pub taken_down_reason: Option<String>,
    pub created_by: AccountId,
    pub created_at: ChronoDateTimeUtc,
    pub updated_at: ChronoDateTimeUtc,
    pub version: i32,
}

impl ActiveModelBehavior for ActiveModel {}
