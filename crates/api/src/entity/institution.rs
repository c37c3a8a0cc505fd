//! A hospital or clinic: the place that receives doctors.

use domain::{
    ids::{InstitutionId, OrganizationId},
    registration::PauseState,
};
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
    pub own_paused_at: Option<ChronoDateTimeUtc>,
    pub own_pause_reason: Option<String>,
    pub own_resumes_on: Option<ChronoDate>,
    pub created_at: ChronoDateTimeUtc,
}

impl Model {
    /// Whether its page is shown, and who hid it.
    #[must_use]
    pub fn pause_state(&self) -> PauseState {
        PauseState::of(self.own_paused_at.is_some(), self.paused_at.is_some())
    }
}

impl ActiveModelBehavior for ActiveModel {}
