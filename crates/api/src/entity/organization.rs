//! The body (法人) that runs institutions.

use domain::ids::OrganizationId;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "organization")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: OrganizationId,
    pub name: String,
    pub created_at: ChronoDateTimeUtc,
    pub version: i32,
}

impl ActiveModelBehavior for ActiveModel {}
