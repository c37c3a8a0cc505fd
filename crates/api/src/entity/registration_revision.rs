//! A version of a registration that was submitted or published.

use domain::{
    ids::{AccountId, RegistrationId},
    registration::RegistrationContent,
};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "registration_revision")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub registration_id: RegistrationId,
    pub number: i32,
    #[sea_orm(column_type = "JsonBinary")]
    pub content: RegistrationContent,
    pub created_by: AccountId,
    pub created_at: ChronoDateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
