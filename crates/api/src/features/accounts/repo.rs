//! Writes and locked reads of accounts.

use crate::{
    ctx::Ctx,
    entity::{account, account_role},
    error::ApiResult,
};
use domain::{actor::Role, ids::AccountId, problem::ProblemCode};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::OnConflict};

/// The living account with an address.
pub async fn find_by_email(db: &impl ConnectionTrait, email: &str) -> ApiResult<Option<account::Model>> {
    let find = account::Entity::find().filter(account::COLUMN.email.eq(email)).filter(account::COLUMN.deleted_at.is_null());
    Ok(find.one(db).await?)
}

/// The living account with an id.
pub async fn get(db: &impl ConnectionTrait, id: AccountId) -> ApiResult<account::Model> {
    let row = account::Entity::find_by_id(id).filter(account::COLUMN.deleted_at.is_null()).one(db).await?;
    row.ok_or_else(|| ProblemCode::SignInRequired.into())
}

/// The living account with an id, locked until the transaction ends.
pub async fn lock(txn: &impl ConnectionTrait, id: AccountId) -> ApiResult<account::Model> {
    let row = account::Entity::find_by_id(id).filter(account::COLUMN.deleted_at.is_null()).lock_exclusive().one(txn).await?;
    row.ok_or_else(|| ProblemCode::SignInRequired.into())
}

pub async fn save(txn: &impl ConnectionTrait, change: account::ActiveModel) -> ApiResult<account::Model> {
    Ok(change.update(txn).await?)
}

pub async fn roles(db: &impl ConnectionTrait, id: AccountId) -> ApiResult<Vec<Role>> {
    let rows = account_role::Entity::find().filter(account_role::COLUMN.account_id.eq(id)).order_by_asc(account_role::COLUMN.role).all(db).await?;
    let mut roles: Vec<_> = rows.into_iter().map(|row| row.role).collect();
    roles.sort_unstable();
    Ok(roles)
}

/// Gives a role; again changes nothing.
pub async fn grant_role(txn: &impl ConnectionTrait, ctx: &Ctx, id: AccountId, role: Role, granted_by: Option<AccountId>) -> ApiResult<()> {
    let row = account_role::ActiveModel { account_id: Set(id), role: Set(role), granted_at: Set(ctx.now), granted_by: Set(granted_by) };
    let conflict = OnConflict::columns([account_role::Column::AccountId, account_role::Column::Role]).do_nothing().to_owned();
    account_role::Entity::insert(row).on_conflict(conflict).try_insert().exec_without_returning(txn).await?;
    Ok(())
}
