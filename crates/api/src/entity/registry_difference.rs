//! What an edition of an official list says otherwise about an institution here.

use domain::{
    ids::{AccountId, InstitutionId, RegistryDifferenceId},
    registry::RegistryChanges,
};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "registry_difference")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RegistryDifferenceId,
    pub institution_id: InstitutionId,
    pub registry_code: String,
    pub edition: String,
    pub changes: RegistryChanges,
    pub found_at: ChronoDateTimeUtc,
    pub acknowledged_by: Option<AccountId>,
    pub acknowledged_at: Option<ChronoDateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
