//! A line of an official table, as stated.

use domain::{
    source::Source,
    support::{FigureStage, Figures},
};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "support_figure")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub prefecture_code: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub fiscal_year: i32,
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i32,
    pub area_name: Option<String>,
    pub stage: FigureStage,
    #[sea_orm(column_type = "JsonBinary")]
    pub figures: Figures,
    #[sea_orm(column_type = "JsonBinary")]
    pub source: Source,
}

impl ActiveModelBehavior for ActiveModel {}
