//! A person who acts for an organization.

use domain::ids::{AccountId, OrganizationId};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "organization_member")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organization_id: OrganizationId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: AccountId,
    pub joined_at: ChronoDateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
