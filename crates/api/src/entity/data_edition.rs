//! A file of data that was imported.

use domain::atlas::Dataset;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "data_edition")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub dataset: Dataset,
    #[sea_orm(primary_key, auto_increment = false)]
    pub edition: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub file_name: String,
    pub source: String,
    pub licence: String,
    pub content_hash: String,
    pub imported_at: ChronoDateTimeUtc,
    pub rows_taken: i64,
    pub rows_refused: i64,
}

impl ActiveModelBehavior for ActiveModel {}
