//! A hospital or clinic: the place that receives doctors.

use domain::ids::{InstitutionId, OrganizationId};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "institution")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: InstitutionId,
    pub organization_id: OrganizationId,
    pub registry_code: Option<String>,
    pub fictional: bool,
    pub paused_at: Option<ChronoDateTimeUtc>,
    pub pause_reason: Option<String>,
    pub created_at: ChronoDateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
