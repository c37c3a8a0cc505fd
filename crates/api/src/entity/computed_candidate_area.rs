//! A secondary medical area that meets criteria for candidates, worked out from statistics.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "computed_candidate_area")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub area_code: String,
    pub area_name: String,
    pub index_tenths: i32,
    pub lowest_in_prefecture: bool,
    pub few_in_few: bool,
}

impl ActiveModelBehavior for ActiveModel {}
