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
    region::priority_area::{
        AreaStatus, AreaVersion, ClosePriorityArea, CreatePriorityArea, NewAreaVersion, PriorityAreaDetail, WithdrawPriorityArea,
        resumed_until,
    },
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
        let version = present::version(repo::insert_version(txn, ctx, area.id, &input.version, None).await?);
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
        if let Some((held, last)) = &followed {
            repo::set_last_day(txn, held, Some(*last)).await?;
            entry = entry.change("valid_until", held.valid_until, last);
        }
        let followed = followed.as_ref().map(|(held, _)| held);
        let new = present::version(repo::insert_version(txn, ctx, id, input, followed).await?);
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
        repo::set_last_day(txn, &held, Some(input.valid_until)).await?;
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

/// Takes back a version that has not begun and that nothing rests on. Its row stays; the version that ended because this one was entered goes on
/// as before.
///
/// # Errors
/// `not_found` for areas of other prefectures and versions that do not stand, `version_mismatch`, `wrong_state` once it has begun,
/// `area_version_in_use` while an application that was submitted rests on it.
pub async fn withdraw(
    state: &AppState,
    ctx: &Ctx,
    id: PriorityAreaId,
    version: IfMatch,
    input: &WithdrawPriorityArea,
) -> ApiResult<PriorityAreaDetail> {
    db::transaction(&state.db, async |txn| {
        let prefecture = officer::prefecture(txn, ctx).await?;
        let area = repo::lock(txn, id, &prefecture).await?;
        version.check(area.version)?;
        let today = japan_date(ctx.now);
        let row = repo::standing(txn, id, input.version_id).await?;
        if row.valid_from <= today {
            return Err(ApiError::because(ProblemCode::WrongState, "the version has begun"));
        }
        if repo::is_in_use(txn, &row).await? {
            return Err(ProblemCode::AreaVersionInUse.into());
        }
        let followed = repo::followed_by(txn, &row).await?;
        repo::withdraw(txn, ctx, &row).await?;
        let mut entry = AuditEntry::on("priority_area", id.0).reason(normalize_line_ends(&input.reason));
        if let Some(followed) = followed {
            let standing = query::versions(txn, id).await?;
            let next = standing.iter().map(|one| one.valid_from).filter(|from| *from > followed.valid_from).min();
            let until = resumed_until(row.followed_until, next);
            repo::set_last_day(txn, &followed, until).await?;
            entry = entry.change("valid_until", followed.valid_until, until);
        }
        repo::touch(txn, &area).await?;
        audit::record(txn, ctx, entry.change("version", present::version(row), ())).await?;
        query::detail(txn, id, today).await
    })
    .await
}
