//! An institution that a doctor blocked.

use domain::ids::{AccountId, InstitutionId};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "doctor_block")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: AccountId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub institution_id: InstitutionId,
    pub blocked_at: ChronoDateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
