//! Writes and locked reads of organizations.

use crate::{
    ctx::Ctx,
    entity::{organization, organization_member},
    error::ApiResult,
};
use domain::{
    ids::{AccountId, OrganizationId},
    problem::ProblemCode,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, EntityTrait, QuerySelect};

pub async fn lock(txn: &impl ConnectionTrait, id: OrganizationId) -> ApiResult<organization::Model> {
    organization::Entity::find_by_id(id).lock_exclusive().one(txn).await?.ok_or_else(|| ProblemCode::NotFound.into())
}

pub async fn get(db: &impl ConnectionTrait, id: OrganizationId) -> ApiResult<organization::Model> {
    organization::Entity::find_by_id(id).one(db).await?.ok_or_else(|| ProblemCode::NotFound.into())
}

pub async fn insert(txn: &impl ConnectionTrait, ctx: &Ctx, name: String) -> ApiResult<organization::Model> {
    let row = organization::ActiveModel { id: Set(ctx.new_id()), name: Set(name), created_at: Set(ctx.now), version: Set(1) };
    Ok(row.insert(txn).await?)
}

pub async fn rename(txn: &impl ConnectionTrait, row: organization::Model, name: String) -> ApiResult<organization::Model> {
    let change = organization::ActiveModel { id: Set(row.id), name: Set(name), version: Set(row.version + 1), ..Default::default() };
    Ok(change.update(txn).await?)
}

pub async fn add_member(txn: &impl ConnectionTrait, ctx: &Ctx, id: OrganizationId, account_id: AccountId) -> ApiResult<()> {
    let row = organization_member::ActiveModel { organization_id: Set(id), account_id: Set(account_id), joined_at: Set(ctx.now) };
    row.insert(txn).await?;
    Ok(())
}

pub async fn remove_member(txn: &impl ConnectionTrait, id: OrganizationId, account_id: AccountId) -> ApiResult<bool> {
    Ok(organization_member::Entity::delete_by_id((id, account_id)).exec(txn).await?.rows_affected > 0)
}
