//! A step in the course of an application for support.

use domain::{
    ids::{AccountId, SupportApplicationId},
    support::{ApplicationEvent, ApplicationStatus},
};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "support_application_step")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub application_id: SupportApplicationId,
    pub event: Option<ApplicationEvent>,
    pub to_status: ApplicationStatus,
    pub by_officer: bool,
    pub author_account_id: AccountId,
    pub reason: String,
    pub at: ChronoDateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
