//! Writing a plan and taking it through the meetings of its year.

use super::{query, repo};
use crate::{
    ctx::Ctx,
    entity::correction_plan,
    error::{ApiError, ApiResult},
    features::planning::council,
    platform::{
        AppState,
        audit::{self, AuditEntry},
        auth::officer,
        db,
        http::{IdempotencyKey, IfMatch, idempotency},
    },
};
use domain::{
    ids::CorrectionPlanId,
    problem::{FieldCode, ProblemCode},
    region::correction_plan::{AdvanceCorrectionPlan, CorrectionPlan, CreateCorrectionPlan, PlanArea, PlanStatus, SaveCorrectionPlan},
    time::japan_date,
    validate::Violations,
};
use sea_orm::{ConnectionTrait, DatabaseTransaction};

/// Writes a plan of the officer's prefecture.
///
/// # Errors
/// `invalid_input` for areas of other prefectures, or when there is a plan of that year.
pub async fn create(state: &AppState, ctx: &Ctx, key: &IdempotencyKey, input: &CreateCorrectionPlan) -> ApiResult<CorrectionPlan> {
    let prefecture = officer::prefecture(&state.db, ctx).await?;
    idempotency::once(state, ctx, key, input, async |txn| write(txn, ctx, &prefecture, input).await).await
}

/// Writes a plan of a prefecture.
///
/// # Errors
/// `invalid_input` for areas of other prefectures, or when there is a plan of that year.
pub async fn write(txn: &DatabaseTransaction, ctx: &Ctx, prefecture: &str, input: &CreateCorrectionPlan) -> ApiResult<CorrectionPlan> {
    check_areas(txn, prefecture, &input.areas).await?;
    if repo::is_taken(txn, prefecture, input.fiscal_year).await? {
        return Err(ApiError::field("fiscal_year", FieldCode::Duplicate));
    }
    let row = correction_plan::Model {
        id: ctx.new_id(),
        prefecture_code: prefecture.to_owned(),
        fiscal_year: input.fiscal_year,
        status: PlanStatus::Drafting,
        source: input.source.clone(),
        created_at: ctx.now,
        updated_at: ctx.now,
        version: 1,
    };
    let row = repo::insert(txn, row).await?;
    repo::write_areas(txn, row.id, &input.areas).await?;
    let plan = query::plan(txn, row.id).await?;
    audit::record(txn, ctx, AuditEntry::on("correction_plan", plan.id.0).diff(&None, &Some(&plan))).await?;
    Ok(plan)
}

/// Rewrites a plan that is not adopted.
///
/// # Errors
/// `not_found` for plans of other prefectures, `version_mismatch`, `wrong_state` once it is adopted, `invalid_input`.
pub async fn save(
    state: &AppState,
    ctx: &Ctx,
    id: CorrectionPlanId,
    version: IfMatch,
    input: &SaveCorrectionPlan,
) -> ApiResult<CorrectionPlan> {
    db::transaction(&state.db, async |txn| {
        let prefecture = officer::prefecture(txn, ctx).await?;
        let row = repo::lock(txn, id, &prefecture).await?;
        version.check(row.version)?;
        if !row.status.is_editable() {
            return Err(ApiError::because(ProblemCode::WrongState, "it is adopted"));
        }
        check_areas(txn, &prefecture, &input.areas).await?;
        let before = query::plan(txn, id).await?;
        repo::write_areas(txn, id, &input.areas).await?;
        repo::save(txn, ctx, correction_plan::Model { source: input.source.clone(), ..row }).await?;
        let after = query::plan(txn, id).await?;
        audit::record(txn, ctx, AuditEntry::on("correction_plan", id.0).diff(&before, &after)).await?;
        Ok(after)
    })
    .await
}

/// Takes a plan to its next state, by the meeting that discussed it.
///
/// # Errors
/// `not_found` for plans of other prefectures, `version_mismatch`, `wrong_state` once it is adopted, `invalid_input` for a meeting that is
/// missing, is not the one of this step, or was not held yet.
pub async fn advance(
    state: &AppState,
    ctx: &Ctx,
    id: CorrectionPlanId,
    version: IfMatch,
    input: &AdvanceCorrectionPlan,
) -> ApiResult<CorrectionPlan> {
    db::transaction(&state.db, async |txn| {
        let prefecture = officer::prefecture(txn, ctx).await?;
        let row = repo::lock(txn, id, &prefecture).await?;
        version.check(row.version)?;
        take_further(txn, ctx, row, input).await?;
        query::plan(txn, id).await
    })
    .await
}

/// Takes a locked plan to its next state, as [`advance`] does.
///
/// # Errors
/// `wrong_state` once it is adopted, `invalid_input` for a meeting that is missing, is not the one of this step, or was not held yet.
pub async fn take_further(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    row: correction_plan::Model,
    input: &AdvanceCorrectionPlan,
) -> ApiResult<()> {
    let id = row.id;
    let next = row.status.next().ok_or(ProblemCode::WrongState)?;
    check_meeting(txn, ctx, &row, next, input).await?;
    let entry =
        AuditEntry::on("correction_plan", id.0).change("status", row.status, next).change("meeting_id", None::<String>, input.meeting_id);
    repo::save(txn, ctx, correction_plan::Model { status: next, ..row }).await?;
    repo::insert_step(txn, ctx, id, next, input.meeting_id).await?;
    audit::record(txn, ctx, entry).await
}

async fn check_areas(txn: &impl ConnectionTrait, prefecture: &str, areas: &[PlanArea]) -> ApiResult<()> {
    let own = repo::areas_of(txn, prefecture).await?;
    let mut violations = Violations::default();
    for (n, area) in areas.iter().enumerate() {
        violations.require(&format!("areas/{n}/priority_area_id"), own.contains(&area.priority_area_id), FieldCode::UnknownValue);
    }
    if violations.is_empty() { Ok(()) } else { Err(ApiError::Invalid(violations)) }
}

async fn check_meeting(
    txn: &impl ConnectionTrait,
    ctx: &Ctx,
    plan: &correction_plan::Model,
    next: PlanStatus,
    input: &AdvanceCorrectionPlan,
) -> ApiResult<()> {
    let refused = |code| Err(ApiError::field("meeting_id", code));
    let Some(id) = input.meeting_id else {
        return if next.meeting().is_some() { refused(FieldCode::Required) } else { Ok(()) };
    };
    let meeting = council::repo::lock_shared(txn, id, &plan.prefecture_code).await?.map(council::query::present).transpose()?;
    match meeting.filter(|meeting| meeting.fiscal_year == plan.fiscal_year && next.is_led_to_by(meeting)) {
        None => refused(FieldCode::UnknownValue),
        // One whose day is not known has not been held either.
        Some(meeting) if meeting.held_on.is_none_or(|day| day > japan_date(ctx.now)) => refused(FieldCode::InFuture),
        Some(_) => Ok(()),
    }
}
