//! Accounts made by the platform itself: demo people, and the actors of tests.

use crate::{
    ctx::Ctx,
    error::ApiResult,
    features::accounts::repo::{self, Grant, NewAccount},
    platform::AppState,
};
use domain::{actor::Role, ids::AccountId, locale::Locale};
use sea_orm::{ActiveValue::Set, DatabaseTransaction};

/// The purpose that second-factor secrets are encrypted for.
pub const TOTP_PURPOSE: &str = "totp";

/// An account that needs no confirmation.
#[derive(Debug, Clone)]
pub struct Provision {
    /// Normalized.
    pub email: String,
    /// Hashed by [`crate::platform::auth::password::Passwords::hash`].
    pub password_hash: String,
    /// The name shown.
    pub display_name: String,
    /// The language of mails.
    pub locale: Locale,
    /// Every role.
    pub roles: Vec<Role>,
    /// The prefecture, for its officers.
    pub prefecture_code: Option<String>,
    /// A second factor that is set up already.
    pub totp_secret: Option<Vec<u8>>,
}

/// Makes the account.
///
/// # Errors
/// `conflict` when the address is taken.
pub async fn provision(state: &AppState, txn: &DatabaseTransaction, ctx: &Ctx, new: Provision) -> ApiResult<AccountId> {
    let fresh = NewAccount { email: new.email, password_hash: new.password_hash, display_name: new.display_name, locale: new.locale };
    let row = repo::insert(txn, ctx, fresh).await?;
    for role in new.roles {
        let prefecture_code = new.prefecture_code.clone().filter(|_| role == Role::PrefectureOfficer);
        repo::grant_role(txn, ctx, row.id, Grant { role, prefecture_code, granted_by: None }).await?;
    }
    if let Some(secret) = new.totp_secret {
        let change = crate::entity::account::ActiveModel {
            id: Set(row.id),
            totp_secret_encrypted: Set(Some(state.secrets.encrypt(TOTP_PURPOSE, &secret)?)),
            totp_confirmed_at: Set(Some(ctx.now)),
            ..Default::default()
        };
        repo::save(txn, change).await?;
    }
    Ok(row.id)
}
