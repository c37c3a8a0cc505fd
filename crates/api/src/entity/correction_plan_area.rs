//! What a correction plan says of one area.

use domain::ids::{CorrectionPlanId, PriorityAreaId};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "correction_plan_area")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub plan_id: CorrectionPlanId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub priority_area_id: PriorityAreaId,
    pub position: i32,
    pub doctors_target: Option<i32>,
    pub doctors_present: Option<i32>,
    pub measures: String,
}

impl ActiveModelBehavior for ActiveModel {}
