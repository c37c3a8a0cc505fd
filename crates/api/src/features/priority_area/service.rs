//! What officers do with the areas of their prefecture. Each command is one transaction with its entry in the trail.

use super::{policy, present, query, repo};
use crate::{
    ctx::Ctx,
    entity::priority_area,
    error::{ApiError, ApiResult},
    platform::{
        AppState,
        audit::{self, AuditEntry},
        auth::officer,
        db,
        http::{IdempotencyKey, IfMatch, idempotency},
    },
};
use domain::{
    ids::PriorityAreaId,
    problem::{FieldCode, ProblemCode},
    region::priority_area::{AreaStatus, AreaVersion, ClosePriorityArea, CreatePriorityArea, NewAreaVersion, PriorityAreaDetail},
    text::normalize_line_ends,
    time::japan_date,
};

/// Enters an area with its first version.
///
/// # Errors
/// `council_agreement_missing`, `invalid_input`.
pub async fn create(state: &AppState, ctx: &Ctx, key: &IdempotencyKey, input: &CreatePriorityArea) -> ApiResult<PriorityAreaDetail> {
    let prefecture = officer::prefecture(&state.db, ctx).await?;
    let today = japan_date(ctx.now);
    if input.version.status == AreaStatus::Ended {
        return Err(ApiError::field("version/status", FieldCode::UnknownValue));
    }
    idempotency::once(state, ctx, key, input, async |txn| {
        policy::check(txn, &prefecture, today, &input.version, "version/").await?;
        let area = priority_area::Model {
            id: ctx.new_id(),
            prefecture_code: prefecture.clone(),
            name: normalize_line_ends(&input.name),
            name_en: normalize_line_ends(&input.name_en),
            version: 1,
        };
        let area = repo::insert(txn, area).await?;
        let version = present::version(repo::insert_version(txn, ctx, area.id, &input.version).await?);
        let entry = AuditEntry::on("priority_area", area.id.0)
            .change("name", None::<String>, &area.name)
            .change("name_en", None::<String>, &area.name_en)
            .change("version", None::<AreaVersion>, version);
        audit::record(txn, ctx, entry).await?;
        query::detail(txn, area.id, today).await
    })
    .await
}

/// Lets a new version follow the one that holds on its first day, which ends the day before.
///
/// # Errors
/// `not_found` for areas of other prefectures, `version_mismatch`, `periods_overlap`, `council_agreement_missing`, `invalid_input`.
pub async fn replace(
    state: &AppState,
    ctx: &Ctx,
    id: PriorityAreaId,
    version: IfMatch,
    input: &NewAreaVersion,
) -> ApiResult<PriorityAreaDetail> {
    let today = japan_date(ctx.now);
    db::transaction(&state.db, async |txn| {
        let prefecture = officer::prefecture(txn, ctx).await?;
        let area = repo::lock(txn, id, &prefecture).await?;
        version.check(area.version)?;
        policy::check(txn, &prefecture, today, input, "").await?;
        let held = query::version_on(txn, id, input.valid_from).await?;
        let mut entry = AuditEntry::on("priority_area", id.0);
        // One that begins on the very same day cannot end before it: the database refuses the two.
        let followed = held.filter(|held| held.valid_from < input.valid_from).zip(input.valid_from.pred_opt());
        if let Some((held, last)) = followed {
            repo::close(txn, &held, last).await?;
            entry = entry.change("valid_until", held.valid_until, last);
        }
        let new = present::version(repo::insert_version(txn, ctx, id, input).await?);
        repo::touch(txn, &area).await?;
        audit::record(txn, ctx, entry.change("version", None::<AreaVersion>, new)).await?;
        query::detail(txn, id, today).await
    })
    .await
}

/// Ends an area's last version, or ends it earlier than it says; before one that has not begun, the version of today.
///
/// # Errors
/// `not_found` for areas of other prefectures, `version_mismatch`, `wrong_state` when it has ended by then, `invalid_input` when that day
/// lies before its first.
pub async fn close(
    state: &AppState,
    ctx: &Ctx,
    id: PriorityAreaId,
    version: IfMatch,
    input: &ClosePriorityArea,
) -> ApiResult<PriorityAreaDetail> {
    db::transaction(&state.db, async |txn| {
        let prefecture = officer::prefecture(txn, ctx).await?;
        let area = repo::lock(txn, id, &prefecture).await?;
        version.check(area.version)?;
        let today = japan_date(ctx.now);
        let latest = repo::latest(txn, id).await?.ok_or(ProblemCode::WrongState)?;
        // A version to come does not keep the one of today from ending before it.
        let before_the_next = latest.valid_from > today && input.valid_until < latest.valid_from;
        let present = if before_the_next { query::version_on(txn, id, today).await? } else { None };
        let held = present.unwrap_or(latest);
        if input.valid_until < held.valid_from {
            return Err(ApiError::field("valid_until", FieldCode::EndsBeforeStart));
        }
        if held.valid_until.is_some_and(|until| until <= input.valid_until) {
            return Err(ApiError::because(ProblemCode::WrongState, "it ends by then already"));
        }
        repo::close(txn, &held, input.valid_until).await?;
        repo::touch(txn, &area).await?;
        let entry = AuditEntry::on("priority_area", id.0).reason(normalize_line_ends(&input.reason)).change(
            "valid_until",
            held.valid_until,
            input.valid_until,
        );
        audit::record(txn, ctx, entry).await?;
        query::detail(txn, id, today).await
    })
    .await
}
