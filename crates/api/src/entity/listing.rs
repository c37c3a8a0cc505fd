//! What is public now, one row per institution.

use domain::{
    ids::{InstitutionId, RegistrationId},
    institution::InstitutionKind,
    registration::{PublicProfile, RestrictedProfile},
};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "listing")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub institution_id: InstitutionId,
    pub registration_id: RegistrationId,
    pub name: String,
    pub name_kana: String,
    pub kind: InstitutionKind,
    pub prefecture_code: String,
    pub municipality_code: String,
    pub specialties: Vec<String>,
    pub employment: Vec<String>,
    pub guidance_offered: bool,
    #[sea_orm(column_type = "JsonBinary")]
    pub profile: PublicProfile,
    #[sea_orm(column_type = "JsonBinary")]
    pub restricted: RestrictedProfile,
    pub search_key: String,
    pub published_on: ChronoDate,
    pub updated_at: ChronoDateTimeUtc,
    pub fictional: bool,
}

impl ActiveModelBehavior for ActiveModel {}
