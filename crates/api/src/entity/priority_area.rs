//! A priority support area (重点医師偏在対策支援区域): what all its versions have in common.

use domain::ids::PriorityAreaId;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "priority_area")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PriorityAreaId,
    pub prefecture_code: String,
    pub name: String,
    pub name_en: String,
    pub version: i32,
}

impl ActiveModelBehavior for ActiveModel {}
