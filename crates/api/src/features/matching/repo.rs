//! Locked reads and writes of wishes. Never commits.

use crate::{entity::doctor_wishes, error::ApiResult, platform::db};
use domain::{ids::AccountId, problem::ProblemCode};
use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QuerySelect, TryInsertResult, sea_query::OnConflict};

/// The doctor's wishes, locked, when there are any.
///
/// # Errors
/// When the database fails.
pub async fn lock(txn: &impl ConnectionTrait, account: AccountId) -> ApiResult<Option<doctor_wishes::Model>> {
    Ok(doctor_wishes::Entity::find_by_id(account).lock_exclusive().one(txn).await?)
}

/// Makes sure that the account is still there, and stays until the end of the transaction: an access token lives a little longer
/// than an account that was deleted, and must not bring personal data back.
///
/// # Errors
/// `sign_in_required`.
pub async fn hold_account(txn: &impl ConnectionTrait, account: AccountId) -> ApiResult<()> {
    let sql = "SELECT 1 FROM account WHERE id = $1 AND deleted_at IS NULL FOR SHARE";
    let row = db::query_one(txn, sql, [account.0.into()]).await?;
    row.map(|_| ()).ok_or_else(|| ProblemCode::SignInRequired.into())
}

/// Writes the first version; returns `false` if there is one already.
///
/// # Errors
/// When the database fails.
pub async fn insert(txn: &impl ConnectionTrait, row: doctor_wishes::Model) -> ApiResult<bool> {
    let outcome = doctor_wishes::Entity::insert(row.into_active_model())
        .on_conflict(OnConflict::column(doctor_wishes::Column::AccountId).do_nothing().to_owned())
        .try_insert()
        .exec_without_returning(txn)
        .await?;
    Ok(!matches!(outcome, TryInsertResult::Conflicted))
}

/// Writes a further version of a locked row.
///
/// # Errors
/// When the database fails.
pub async fn save(txn: &impl ConnectionTrait, row: doctor_wishes::Model) -> ApiResult<()> {
    row.into_active_model().reset_all().update(txn).await?;
    Ok(())
}

/// Removes the wishes of an account that is deleted.
///
/// # Errors
/// When the database fails.
pub async fn delete(txn: &impl ConnectionTrait, account: AccountId) -> ApiResult<()> {
    doctor_wishes::Entity::delete_by_id(account).exec(txn).await?;
    Ok(())
}
