//! Something that must leave the process after its transaction has committed.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "outbox")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub kind: String,
    pub payload: Json,
    pub dedup_key: String,
    pub created_at: ChronoDateTimeUtc,
    pub available_at: ChronoDateTimeUtc,
    pub attempts: i32,
    pub locked_until: Option<ChronoDateTimeUtc>,
    pub done_at: Option<ChronoDateTimeUtc>,
    pub dead_at: Option<ChronoDateTimeUtc>,
    pub last_error: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
