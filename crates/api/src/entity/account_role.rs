//! A role that a person holds.

use domain::{actor::Role, ids::AccountId};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "account_role")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: AccountId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub role: Role,
    pub granted_at: ChronoDateTimeUtc,
    pub granted_by: Option<AccountId>,
    pub prefecture_code: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
