//! What a council said of an application for support.

use domain::{
    ids::{AccountId, CouncilMeetingId, SupportApplicationId},
    support::Council,
};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "support_opinion")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub application_id: SupportApplicationId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub council: Council,
    pub agreed: bool,
    pub stated_on: ChronoDate,
    pub minutes: String,
    pub meeting_id: Option<CouncilMeetingId>,
    pub recorded_by: AccountId,
    pub recorded_at: ChronoDateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
