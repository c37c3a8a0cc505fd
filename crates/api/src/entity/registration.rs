//! An institution's yearly participation.

use domain::{
    ids::{AccountId, InstitutionId, RegistrationId},
    registration::{RegistrationContent, RegistrationStatus},
};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "registration")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RegistrationId,
    pub institution_id: InstitutionId,
    pub fiscal_year: i32,
    pub status: RegistrationStatus,
    pub status_since: ChronoDateTimeUtc,
    pub reference_number: Option<String>,
    #[sea_orm(column_type = "JsonBinary")]
    pub content: RegistrationContent,
    pub reason: Option<String>,
    pub secretariat_checked_by: Option<AccountId>,
    pub committee_confirmed_by: Option<AccountId>,
    pub expires_on: Option<ChronoDate>,
    pub search_key: String,
    pub created_at: ChronoDateTimeUtc,
    pub updated_at: ChronoDateTimeUtc,
    pub version: i32,
}

impl ActiveModelBehavior for ActiveModel {}
