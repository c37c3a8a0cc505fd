//! The physician maldistribution index (医師偏在指標) of a region.

use domain::atlas::{IndexClass, RegionLevel};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "physician_index")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub level: RegionLevel,
    #[sea_orm(primary_key, auto_increment = false)]
    pub code: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub edition_on: ChronoDate,
    pub edition: String,
    pub name: String,
    #[sea_orm(select_as = "double precision", save_as = "numeric")]
    pub value: f64,
    pub standard_doctors: Option<i32>,
    #[sea_orm(select_as = "double precision", save_as = "numeric")]
    pub population_100k: Option<f64>,
    pub rank: Option<i32>,
    pub class: Option<IndexClass>,
}

impl ActiveModelBehavior for ActiveModel {}
