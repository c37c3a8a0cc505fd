//! What holds of a priority support area during a period.

use domain::{
    ids::{AccountId, PriorityAreaId, PriorityAreaVersionId},
    region::priority_area::{AreaShape, AreaStatus},
    source::Source,
    support::Agreement,
};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "priority_area_version")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PriorityAreaVersionId,
    pub priority_area_id: PriorityAreaId,
    pub status: AreaStatus,
    #[sea_orm(column_type = "JsonBinary")]
    pub shape: AreaShape,
    pub valid_from: ChronoDate,
    pub valid_until: Option<ChronoDate>,
    #[sea_orm(column_type = "JsonBinary")]
    pub source: Source,
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub regional_medical_council: Option<Agreement>,
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub insurers_council: Option<Agreement>,
    pub note: String,
    pub created_by: Option<AccountId>,
    pub created_at: ChronoDateTimeUtc,
    pub withdrawn_at: Option<ChronoDateTimeUtc>,
    pub follows_id: Option<PriorityAreaVersionId>,
    pub followed_until: Option<ChronoDate>,
}

impl ActiveModelBehavior for ActiveModel {}
