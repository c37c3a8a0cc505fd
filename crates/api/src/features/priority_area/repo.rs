//! Writes and locked reads of the areas. Never commits.

use crate::{
    ctx::Ctx,
    entity::{priority_area, priority_area_version},
    error::ApiResult,
};
use chrono::NaiveDate;
use domain::{ids::PriorityAreaId, problem::ProblemCode, region::priority_area::NewAreaVersion, text::normalize_line_ends};
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

/// The version that began last.
///
/// # Errors
/// When the database fails.
pub async fn latest(txn: &impl ConnectionTrait, id: PriorityAreaId) -> ApiResult<Option<priority_area_version::Model>> {
    use priority_area_version::Column;
    let find = priority_area_version::Entity::find().filter(Column::PriorityAreaId.eq(id));
    Ok(find.order_by_desc(Column::ValidFrom).one(txn).await?)
}

/// Writes what holds of an area from a day on.
///
/// # Errors
/// `periods_overlap` when another version holds on one of its days.
pub async fn insert_version(
    txn: &impl ConnectionTrait,
    ctx: &Ctx,
    area: PriorityAreaId,
    new: &NewAreaVersion,
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
    };
    Ok(row.into_active_model().reset_all().insert(txn).await?)
}

/// Sets a version's last day.
///
/// # Errors
/// When the database fails.
pub async fn close(txn: &impl ConnectionTrait, row: &priority_area_version::Model, last: NaiveDate) -> ApiResult<()> {
    let change = priority_area_version::ActiveModel { id: Set(row.id), valid_until: Set(Some(last)), ..Default::default() };
    change.update(txn).await?;
    Ok(())
}
