//! Links that go out by mail: good once, for a while, and stored as a hash.

use crate::{
    app::AppState,
    ctx::Ctx,
    entity::account_token,
    error::ApiResult,
    platform::{
        auth::secret,
        mail::{self, Mail, Recipient},
    },
};
use chrono::TimeDelta;
use domain::{ids::AccountId, problem::ProblemCode};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect,
};
use uuid::Uuid;

/// What a link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Shows that the address is the person's.
    ConfirmEmail,
    /// Sets a new password.
    ResetPassword,
}

impl Purpose {
    fn name(self) -> &'static str {
        match self {
            Purpose::ConfirmEmail => "confirm_email",
            Purpose::ResetPassword => "reset_password",
        }
    }

    fn life(self) -> TimeDelta {
        match self {
            Purpose::ConfirmEmail => TimeDelta::days(2),
            Purpose::ResetPassword => TimeDelta::hours(1),
        }
    }

    fn page(self) -> &'static str {
        match self {
            Purpose::ConfirmEmail => "/confirm-email",
            Purpose::ResetPassword => "/reset-password",
        }
    }
}

/// Sends a link; earlier ones for the same purpose are void from now on.
pub async fn send(state: &AppState, txn: &DatabaseTransaction, ctx: &Ctx, account_id: AccountId, purpose: Purpose) -> ApiResult<()> {
    void(txn, ctx, account_id, purpose).await?;
    let id: Uuid = ctx.new_id();
    account_token::ActiveModel {
        id: Set(id),
        account_id: Set(account_id),
        purpose: Set(purpose.name().to_owned()),
        token_hash: Set(secret::hash(&state.secrets.link_token(purpose.name(), id))),
        created_at: Set(ctx.now),
        expires_at: Set(ctx.now + purpose.life()),
        used_at: Set(None),
    }
    .insert(txn)
    .await?;
    mail::enqueue(txn, ctx, Mail::new(purpose.name(), Recipient::Account(account_id), id).link(purpose.page(), purpose.name(), id)).await
}

/// Uses a link; tells whose it was.
pub async fn take(txn: &DatabaseTransaction, ctx: &Ctx, token: &str, purpose: Purpose) -> ApiResult<AccountId> {
    let find = account_token::Entity::find().filter(account_token::COLUMN.token_hash.eq(secret::hash(token.trim())));
    let row = find.lock_exclusive().one(txn).await?.ok_or(ProblemCode::LinkExpired)?;
    if row.purpose != purpose.name() || row.used_at.is_some() || row.expires_at <= ctx.now {
        return Err(ProblemCode::LinkExpired.into());
    }
    void(txn, ctx, row.account_id, purpose).await?;
    Ok(row.account_id)
}

/// Makes every unused link of a purpose worthless.
pub async fn void(txn: &impl ConnectionTrait, ctx: &Ctx, account_id: AccountId, purpose: Purpose) -> ApiResult<()> {
    account_token::Entity::update_many()
        .set(account_token::ActiveModel { used_at: Set(Some(ctx.now)), ..Default::default() })
        .filter(account_token::COLUMN.account_id.eq(account_id))
        .filter(account_token::COLUMN.purpose.eq(purpose.name()))
        .filter(account_token::COLUMN.used_at.is_null())
        .exec(txn)
        .await?;
    Ok(())
}
