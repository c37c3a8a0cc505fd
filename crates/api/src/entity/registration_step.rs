//! A step in a registration's course.

use domain::{
    ids::{AccountId, RegistrationId},
    registration::{Check, RegistrationEvent, RegistrationStatus},
};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "registration_step")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub registration_id: RegistrationId,
    pub event: Option<RegistrationEvent>,
    pub to_status: RegistrationStatus,
    pub capacity: Check,
    pub author_account_id: Option<AccountId>,
    pub reason: Option<String>,
    pub at: ChronoDateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
