//! A doctor's profile.

use domain::{doctor::{Disclosure, DoctorWishes}, ids::AccountId};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "doctor")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: AccountId,
    pub full_name: String,
    pub full_name_kana: String,
    pub licence_number: String,
    pub licence_year: i32,
    pub specialties: Vec<String>,
    pub years_of_practice: i32,
    pub employer: String,
    pub phone: String,
    #[sea_orm(column_type = "JsonBinary")]
    pub wishes: DoctorWishes,
    #[sea_orm(column_type = "JsonBinary")]
    pub disclosure: Disclosure,
    pub created_at: ChronoDateTimeUtc,
    pub updated_at: ChronoDateTimeUtc,
    pub version: i32,
}

impl ActiveModelBehavior for ActiveModel {}
