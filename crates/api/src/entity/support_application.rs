//! An institution's application for support.

use domain::{
    ids::{AccountId, CouncilMeetingId, InstitutionId, PriorityAreaId, SupportApplicationId},
    subsidy::{Plan, Statement},
    support::{ApplicationStatus, SubmittedApplication, SupportClaim, SupportDecision, SupportFixing, SupportPayment, SupportReport},
};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "support_application")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SupportApplicationId,
    pub reference_number: Option<String>,
    pub institution_id: InstitutionId,
    pub priority_area_id: PriorityAreaId,
    pub prefecture_code: String,
    pub fiscal_year: i32,
    pub status: ApplicationStatus,
    pub status_since: ChronoDateTimeUtc,
    #[sea_orm(column_type = "JsonBinary")]
    pub plan: Plan,
    pub purpose: String,
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub statement: Option<Statement>,
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub submitted: Option<SubmittedApplication>,
    pub meeting_id: Option<CouncilMeetingId>,
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub decision: Option<SupportDecision>,
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub report: Option<SupportReport>,
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub fixing: Option<SupportFixing>,
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub claim: Option<SupportClaim>,
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub payment: Option<SupportPayment>,
    pub created_by: AccountId,
    pub created_at: ChronoDateTimeUtc,
    pub version: i32,
}

impl ActiveModelBehavior for ActiveModel {}
