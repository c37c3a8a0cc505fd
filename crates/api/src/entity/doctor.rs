//! A doctor's profile.

use domain::{
    doctor::{Disclosure, DoctorWishes, LicenceReason, LicenceStatus, SaveDoctorProfile},
    ids::AccountId,
};
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
    pub licence_status: LicenceStatus,
    pub licence_since: ChronoDateTimeUtc,
    pub licence_reason: Option<LicenceReason>,
    pub licence_note: String,
    pub licence_doubted_at: Option<ChronoDateTimeUtc>,
    pub licence_version: i32,
    pub created_at: ChronoDateTimeUtc,
    pub updated_at: ChronoDateTimeUtc,
    pub version: i32,
}

impl ActiveModelBehavior for ActiveModel {}

impl From<Model> for SaveDoctorProfile {
    /// The profile as the doctor saved it; a specialty that is no longer one is left out.
    fn from(row: Model) -> Self {
        SaveDoctorProfile {
            full_name: row.full_name,
            full_name_kana: row.full_name_kana,
            licence_number: row.licence_number,
            licence_year: Some(row.licence_year),
            specialties: row.specialties.iter().filter_map(|code| code.parse().ok()).collect(),
            years_of_practice: Some(row.years_of_practice),
            employer: row.employer,
            phone: row.phone,
            wishes: row.wishes,
            disclosure: row.disclosure,
        }
    }
}
