//! A municipality (市区町村).

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "municipality")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub code: String,
    pub prefecture_code: String,
    pub area_code: Option<String>,
    pub name: String,
    pub name_kana: String,
    pub name_en: String,
}

impl ActiveModelBehavior for ActiveModel {}
