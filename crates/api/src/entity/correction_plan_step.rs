//! A step in a correction plan's course.

use domain::{
    ids::{AccountId, CorrectionPlanId, CouncilMeetingId},
    region::correction_plan::PlanStatus,
};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "correction_plan_step")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub plan_id: CorrectionPlanId,
    pub to_status: PlanStatus,
    pub meeting_id: Option<CouncilMeetingId>,
    pub author_account_id: Option<AccountId>,
    pub at: ChronoDateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
