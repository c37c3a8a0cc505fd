//! A conversation between one doctor and one institution.

use domain::{
    ids::{AccountId, InquiryId, InstitutionId},
    inquiry::InquiryStatus,
};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "inquiry")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: InquiryId,
    pub doctor_account_id: AccountId,
    pub institution_id: InstitutionId,
    pub status: InquiryStatus,
    pub identity_shared_at: Option<ChronoDateTimeUtc>,
    pub last_activity_at: ChronoDateTimeUtc,
    pub doctor_read_at: ChronoDateTimeUtc,
    pub institution_read_at: Option<ChronoDateTimeUtc>,
    pub created_at: ChronoDateTimeUtc,
    pub version: i32,
}

impl ActiveModelBehavior for ActiveModel {}
