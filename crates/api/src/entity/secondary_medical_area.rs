//! A secondary medical area (二次医療圏).

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "secondary_medical_area")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub code: String,
    pub prefecture_code: String,
    pub name: String,
    pub name_en: String,
}

impl ActiveModelBehavior for ActiveModel {}
