//! Writes and locked reads of the plans. Never commits.

use crate::{
    ctx::Ctx,
    entity::{correction_plan, correction_plan_area, correction_plan_step, priority_area},
    error::{ApiError, ApiResult},
    features::priority_area::recorded,
};
use domain::{
    ids::{CorrectionPlanId, CouncilMeetingId, PriorityAreaId},
    problem::ProblemCode,
    region::correction_plan::{PlanArea, PlanStatus},
    text::normalize_line_ends,
};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QuerySelect};

/// Locks a plan of a prefecture.
///
/// # Errors
/// `not_found` when the prefecture has no such plan.
pub async fn lock(txn: &impl ConnectionTrait, id: CorrectionPlanId, prefecture: &str) -> ApiResult<correction_plan::Model> {
    let find = correction_plan::Entity::find_by_id(id).filter(correction_plan::Column::PrefectureCode.eq(prefecture));
    find.lock_exclusive().one(txn).await?.ok_or_else(|| ProblemCode::NotFound.into())
}

/// Whether the prefecture has a plan of that year.
///
/// # Errors
/// When the database fails.
pub async fn is_taken(txn: &impl ConnectionTrait, prefecture: &str, fiscal_year: i32) -> ApiResult<bool> {
    use correction_plan::Column;
    let find = correction_plan::Entity::find().filter(Column::PrefectureCode.eq(prefecture)).filter(Column::FiscalYear.eq(fiscal_year));
    Ok(find.count(txn).await? > 0)
}

/// The ids of a prefecture's areas that are recorded.
///
/// # Errors
/// When the database fails.
pub async fn areas_of(txn: &impl ConnectionTrait, prefecture: &str) -> ApiResult<Vec<PriorityAreaId>> {
    use priority_area::Column;
    let find = recorded().select_only().column(Column::Id).filter(Column::PrefectureCode.eq(prefecture));
    Ok(find.into_tuple().all(txn).await?)
}

/// Writes a new plan.
///
/// # Errors
/// When the database fails.
pub async fn insert(txn: &impl ConnectionTrait, row: correction_plan::Model) -> ApiResult<correction_plan::Model> {
    Ok(row.into_active_model().reset_all().insert(txn).await?)
}

/// Writes a changed plan; its version rises.
///
/// # Errors
/// When the database fails.
pub async fn save(txn: &impl ConnectionTrait, ctx: &Ctx, mut row: correction_plan::Model) -> ApiResult<()> {
    row.version += 1;
    row.updated_at = ctx.now;
    row.into_active_model().reset_all().update(txn).await?;
    Ok(())
}

/// Writes what a plan says of its areas, in this order, in place of what it said.
///
/// # Errors
/// When the database fails.
pub async fn write_areas(txn: &impl ConnectionTrait, id: CorrectionPlanId, areas: &[PlanArea]) -> ApiResult<()> {
    let number = |doctors: Option<u32>| doctors.map(i32::try_from).transpose().map_err(ApiError::internal);
    let mut rows = Vec::new();
    for (position, area) in areas.iter().enumerate() {
        let row = correction_plan_area::Model {
            plan_id: id,
            priority_area_id: area.priority_area_id,
            position: i32::try_from(position).map_err(ApiError::internal)?,
            doctors_target: number(area.doctors_target)?,
            doctors_present: number(area.doctors_present)?,
            measures: normalize_line_ends(&area.measures),
        };
        rows.push(row.into_active_model().reset_all());
    }
    correction_plan_area::Entity::delete_many().filter(correction_plan_area::Column::PlanId.eq(id)).exec(txn).await?;
    correction_plan_area::Entity::insert_many(rows).exec_without_returning(txn).await?;
    Ok(())
}

/// Writes a step of a plan's course.
///
/// # Errors
/// When the database fails.
pub async fn insert_step(
    txn: &impl ConnectionTrait,
    ctx: &Ctx,
    plan_id: CorrectionPlanId,
    to_status: PlanStatus,
    meeting_id: Option<CouncilMeetingId>,
) -> ApiResult<()> {
    let row = correction_plan_step::Model {
        id: ctx.new_id(),
        plan_id,
        to_status,
        meeting_id,
        author_account_id: Some(ctx.account_id()?),
        at: ctx.now,
    };
    row.into_active_model().reset_all().insert(txn).await?;
    Ok(())
}
