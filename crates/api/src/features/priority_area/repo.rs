//! Writes and locked reads of the areas. Never commits.

use crate::{
    ctx::Ctx,
    entity::{priority_area, priority_area_version},
    error::ApiResult,
    platform::db,
};
use chrono::NaiveDate;
use domain::{
    ids::{PriorityAreaId, PriorityAreaVersionId},
    problem::ProblemCode,
    region::priority_area::NewAreaVersion,
    support::ApplicationStatus,
    text::normalize_line_ends,
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
};

/// Locks an area of a prefecture: whoever changes its versions takes turns here.
///
/// # Errors
/// `not_found` when the prefecture has no such area.
pub async fn lock(txn: &impl ConnectionTrait, id: PriorityAreaId, prefecture: &str) -> ApiResult<priority_area::Model> {
    let find = priority_area::Entity::find_by_id(id).filter(priority_area::Column::PrefectureCode.eq(prefecture));
    find.lock_exclusive().one(txn).await?.ok_or_else(|| ProblemCode::NotFound.into())
}

/// Holds an area until the end of the transaction, so that none of its versions is taken back from beneath what comes to rest on it.
///
/// # Errors
/// When the database fails.
pub async fn hold(txn: &impl ConnectionTrait, id: PriorityAreaId) -> ApiResult<()> {
    priority_area::Entity::find_by_id(id).lock_shared().one(txn).await?;
    Ok(())
}

/// Writes a new area.
///
/// # Errors
/// When the database fails.
pub async fn insert(txn: &impl ConnectionTrait, row: priority_area::Model) -> ApiResult<priority_area::Model> {
    Ok(row.into_active_model().reset_all().insert(txn).await?)
}

/// Raises an area's version, for whoever read it before.
///
/// # Errors
/// When the database fails.
pub async fn touch(txn: &impl ConnectionTrait, row: &priority_area::Model) -> ApiResult<()> {
    let change = priority_area::ActiveModel { id: Set(row.id), version: Set(row.version + 1), ..Default::default() };
    change.update(txn).await?;
    Ok(())
}

/// The version that begins last of those that stand.
///
/// # Errors
/// When the database fails.
pub async fn latest(txn: &impl ConnectionTrait, id: PriorityAreaId) -> ApiResult<Option<priority_area_version::Model>> {
    use priority_area_version::Column;
    let find = priority_area_version::Entity::find().filter(Column::PriorityAreaId.eq(id)).filter(Column::WithdrawnAt.is_null());
    Ok(find.order_by_desc(Column::ValidFrom).one(txn).await?)
}

/// A version of an area that stands.
///
/// # Errors
/// `not_found` when the area has no such version, or it was taken back.
pub async fn standing(
    txn: &impl ConnectionTrait,
    area: PriorityAreaId,
    id: PriorityAreaVersionId,
) -> ApiResult<priority_area_version::Model> {
    use priority_area_version::Column;
    let find = priority_area_version::Entity::find_by_id(id).filter(Column::PriorityAreaId.eq(area));
    find.filter(Column::WithdrawnAt.is_null()).one(txn).await?.ok_or_else(|| ProblemCode::NotFound.into())
}

/// The version that ended the day before another began because that one was entered; nothing where none did, or it was taken back or ends
/// earlier since.
///
/// # Errors
/// When the database fails.
pub async fn followed_by(
    txn: &impl ConnectionTrait,
    next: &priority_area_version::Model,
) -> ApiResult<Option<priority_area_version::Model>> {
    use priority_area_version::Column;
    let (Some(id), Some(last)) = (next.follows_id, next.valid_from.pred_opt()) else { return Ok(None) };
    let find = priority_area_version::Entity::find_by_id(id).filter(Column::WithdrawnAt.is_null());
    Ok(find.filter(Column::ValidUntil.eq(last)).one(txn).await?)
}

/// Whether an application that was submitted, and neither taken back nor turned down, was judged by a version.
///
/// # Errors
/// When the database fails.
pub async fn is_in_use(txn: &impl ConnectionTrait, version: &priority_area_version::Model) -> ApiResult<bool> {
    let over = db::terms([ApplicationStatus::NotSelected, ApplicationStatus::Withdrawn]);
    let sql = format!(
        "SELECT 1 FROM support_application
         WHERE statement IS NOT NULL AND status NOT IN ({over})
             AND coalesce((submitted ->> 'priority_area_id')::uuid, priority_area_id) = $1
             AND (statement ->> 'on')::date BETWEEN $2 AND coalesce($3::date, 'infinity'::date)
         LIMIT 1"
    );
    db::exists(txn, sql, [version.priority_area_id.0.into(), version.valid_from.into(), version.valid_until.into()]).await
}

/// Writes what holds of an area from a day on. `followed` is the version that this one ends, as it was before.
///
/// # Errors
/// `periods_overlap` when another version holds on one of its days.
pub async fn insert_version(
    txn: &impl ConnectionTrait,
    ctx: &Ctx,
    area: PriorityAreaId,
    new: &NewAreaVersion,
    followed: Option<&priority_area_version::Model>,
) -> ApiResult<priority_area_version::Model> {
    let row = priority_area_version::Model {
        id: ctx.new_id(),
        priority_area_id: area,
        status: new.status,
        shape: new.shape.clone(),
        valid_from: new.valid_from,
        valid_until: new.valid_until,
        source: new.source.clone(),
        regional_medical_council: new.regional_medical_council.clone(),
        insurers_council: new.insurers_council.clone(),
        note: normalize_line_ends(&new.note),
        created_by: Some(ctx.account_id()?),
        created_at: ctx.now,
        withdrawn_at: None,
        follows_id: followed.map(|followed| followed.id),
        followed_until: followed.and_then(|followed| followed.valid_until),
    };
    Ok(row.into_active_model().reset_all().insert(txn).await?)
}

/// Sets a version's last day, or opens it.
///
/// # Errors
/// When the database fails.
pub async fn set_last_day(txn: &impl ConnectionTrait, row: &priority_area_version::Model, last: Option<NaiveDate>) -> ApiResult<()> {
    let change = priority_area_version::ActiveModel { id: Set(row.id), valid_until: Set(last), ..Default::default() };
    change.update(txn).await?;
    Ok(())
}

/// Takes a version back. Its row stays.
///
/// # Errors
/// When the database fails.
pub async fn withdraw(txn: &impl ConnectionTrait, ctx: &Ctx, row: &priority_area_version::Model) -> ApiResult<()> {
    let change = priority_area_version::ActiveModel { id: Set(row.id), withdrawn_at: Set(Some(ctx.now)), ..Default::default() };
    change.update(txn).await?;
    Ok(())
}
