//! A row of the official list of institutions.

use domain::institution::InstitutionKind;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "registry_institution")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub code: String,
    pub edition: String,
    pub name: String,
    pub name_kana: String,
    pub kind: InstitutionKind,
    pub prefecture_code: String,
    pub municipality_code: Option<String>,
    pub postal_code: Option<String>,
    pub address: String,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    pub beds: Option<i32>,
    pub website: Option<String>,
    /// The edition that does not name it any more.
    pub gone_in: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
