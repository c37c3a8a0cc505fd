//! The outline of a region.

use domain::{atlas::RegionLevel, geo::MultiPolygon};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "region_outline")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub level: RegionLevel,
    #[sea_orm(primary_key, auto_increment = false)]
    pub code: String,
    pub edition: String,
    pub grid: f64,
    #[sea_orm(column_type = "JsonBinary")]
    pub geometry: MultiPolygon,
    pub west: f64,
    pub south: f64,
    pub east: f64,
    pub north: f64,
}

impl ActiveModelBehavior for ActiveModel {}
