//! What an account proves itself with, as a fingerprint. What rests on it is void once the password or the second factor has changed.

use crate::{
    app::AppState,
    entity::account,
    error::{ApiError, ApiResult},
    features::accounts::repo,
};
use domain::{ids::AccountId, problem::ProblemCode};
use sea_orm::DatabaseTransaction;

/// For which account, with which credentials, a browser is known.
#[derive(Debug, Clone)]
pub struct Known {
    pub account_id: AccountId,
    pub credentials: String,
}

pub fn of(state: &AppState, row: &account::Model) -> String {
    let factor = row.totp_confirmed_at.map(|at| at.timestamp_micros()).unwrap_or_default();
    state.secrets.fingerprint("credentials", &format!("{}:{factor}", row.password_hash.as_deref().unwrap_or_default()))
}

pub fn known(state: &AppState, row: &account::Model) -> Known {
    Known { account_id: row.id, credentials: of(state, row) }
}

/// Locks the account of a row whose password was found right, and refuses when it has changed since: checking a password takes long
/// enough for a reset to come between.
pub async fn lock_unchanged(state: &AppState, txn: &DatabaseTransaction, seen: &account::Model) -> ApiResult<account::Model> {
    let row = repo::lock(txn, seen.id).await?;
    if of(state, &row) == of(state, seen) {
        Ok(row)
    } else {
        Err(ApiError::because(ProblemCode::SignInRequired, "the password or the second factor has changed meanwhile"))
    }
}
