//! A fingerprint of an account's credentials (password hash and time of the second factor's set-up). Challenges, known-browser cookies and
//! sign-ins under way compare it, so that they become invalid when the password or the second factor changes.

use crate::{
    entity::account,
    error::{ApiError, ApiResult},
    features::accounts::repo,
    platform::AppState,
};
use domain::{ids::AccountId, problem::ProblemCode};
use sea_orm::DatabaseTransaction;

/// The account, with its credentials, that a known-browser cookie is issued for.
#[derive(Debug, Clone)]
pub struct Known {
    pub account_id: AccountId,
    pub credentials: String,
}

/// The fingerprint of a row's credentials.
pub fn of(state: &AppState, row: &account::Model) -> String {
    let factor = row.totp_confirmed_at.map(|at| at.timestamp_micros()).unwrap_or_default();
    state.secrets.fingerprint("credentials", &format!("{}:{factor}", row.password_hash.as_deref().unwrap_or_default()))
}

/// The content of a known-browser cookie for a row.
pub fn known(state: &AppState, row: &account::Model) -> Known {
    Known { account_id: row.id, credentials: of(state, row) }
}

/// Locks the account of a row whose password was verified. Refuses with `sign_in_required` if the credentials have changed since the row
/// was read: hashing takes long enough for a password reset to commit meanwhile.
pub async fn lock_unchanged(state: &AppState, txn: &DatabaseTransaction, seen: &account::Model) -> ApiResult<account::Model> {
    let row = repo::lock(txn, seen.id).await?;
    if of(state, &row) == of(state, seen) {
        Ok(row)
    } else {
        Err(ApiError::because(ProblemCode::SignInRequired, "the password or the second factor has changed meanwhile"))
    }
}
