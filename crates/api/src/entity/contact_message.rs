//! A message to the secretariat.

use domain::{
    ids::{AccountId, ContactMessageId, OrganizationId},
    locale::Locale,
};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "contact_message")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ContactMessageId,
    pub reference_number: String,
    pub name: String,
    pub email: String,
    pub subject: String,
    pub body: String,
    pub locale: Locale,
    pub received_at: ChronoDateTimeUtc,
    pub settled_at: Option<ChronoDateTimeUtc>,
    pub settled_by: Option<AccountId>,
    pub claimed_by: Option<AccountId>,
    pub organization_id: Option<OrganizationId>,
    pub registry_code: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
