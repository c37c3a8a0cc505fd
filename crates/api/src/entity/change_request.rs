//! A correction to a published page.

use domain::{
    change_request::ChangeRequestStatus,
    ids::{AccountId, ChangeRequestId, RegistrationId},
    registration::RegistrationContent,
};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "change_request")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ChangeRequestId,
    pub registration_id: RegistrationId,
    pub status: ChangeRequestStatus,
    #[sea_orm(column_type = "JsonBinary")]
    pub base_content: RegistrationContent,
    #[sea_orm(column_type = "JsonBinary")]
    pub content: RegistrationContent,
    pub note: String,
    pub requested_by: AccountId,
    pub requested_at: ChronoDateTimeUtc,
    pub decided_by: Option<AccountId>,
    pub decided_at: Option<ChronoDateTimeUtc>,
    pub reason: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
