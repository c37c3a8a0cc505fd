//! Links that go out by mail: good once, for a while, and stored as a hash.
//!
//! A link belongs to an address and not to an account: it is made whether or not the address has one, so that neither an answer nor the
//! time that it takes tells. Which mail goes out, if any, is decided when it is sent.

use crate::{
    ctx::Ctx,
    entity::email_link,
    error::ApiResult,
    platform::{
        AppState,
        auth::secret,
        mail::{Mail, Recipient},
    },
};
use chrono::TimeDelta;
use domain::{account::AccountKind, ids::InstitutionId, problem::ProblemCode};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

/// What a link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Makes an account of this kind, unless whoever opens the link chooses another, and returns to the institution that was asked from.
    SignUp(AccountKind, Option<InstitutionId>),
    /// Sets a new password.
    ResetPassword,
}

impl Purpose {
    fn name(self) -> &'static str {
        match self {
            Purpose::SignUp(..) => "sign_up",
            Purpose::ResetPassword => "reset_password",
        }
    }

    fn life(self) -> TimeDelta {
        match self {
            Purpose::SignUp(..) => TimeDelta::days(2),
            Purpose::ResetPassword => TimeDelta::hours(1),
        }
    }

    fn page(self) -> &'static str {
        match self {
            Purpose::SignUp(..) => routes::COMPLETE_SIGN_UP,
            Purpose::ResetPassword => routes::RESET_PASSWORD,
        }
    }

    fn account_kind(self) -> Option<AccountKind> {
        match self {
            Purpose::SignUp(kind, _) => Some(kind),
            Purpose::ResetPassword => None,
        }
    }

    fn institution(self) -> Option<InstitutionId> {
        match self {
            Purpose::SignUp(_, institution) => institution,
            Purpose::ResetPassword => None,
        }
    }
}

/// The mail with a new link for an address; earlier ones for the same purpose are void from now on.
pub async fn mail(state: &AppState, txn: &DatabaseTransaction, ctx: &Ctx, purpose: Purpose, email: &str, to: Recipient) -> ApiResult<Mail> {
    void(txn, purpose.name(), email).await?;
    let id: Uuid = ctx.new_id();
    email_link::ActiveModel {
        id: Set(id),
        purpose: Set(purpose.name().to_owned()),
        email: Set(email.to_owned()),
        account_kind: Set(purpose.account_kind()),
        token_hash: Set(secret::hash(&state.secrets.link_token(purpose.name(), id))),
        created_at: Set(ctx.now),
        expires_at: Set(ctx.now + purpose.life()),
        institution_id: Set(purpose.institution()),
        used_at: Set(None),
    }
    .insert(txn)
    .await?;
    Ok(Mail::new(purpose.name(), to, id).instant("expires_at", ctx.now + purpose.life()).link(purpose.page(), purpose.name(), id))
}

/// A link to sign up with that is still good.
#[derive(Debug)]
pub struct SignUpLink {
    pub link: email_link::Model,
    pub kind: AccountKind,
}

/// Reads a link to sign up with.
pub async fn find_sign_up(db: &impl ConnectionTrait, ctx: &Ctx, token: &str) -> ApiResult<SignUpLink> {
    sign_up(find(db, ctx, token, false).await?)
}

/// Uses a link to sign up with. It stays until it expires, so that a second click is told that the account is there.
pub async fn take_sign_up(txn: &DatabaseTransaction, ctx: &Ctx, token: &str) -> ApiResult<SignUpLink> {
    let found = sign_up(find(txn, ctx, token, true).await?)?;
    let used = email_link::ActiveModel { id: Set(found.link.id), used_at: Set(Some(ctx.now)), ..Default::default() };
    used.update(txn).await?;
    void(txn, &found.link.purpose, &found.link.email).await?;
    Ok(found)
}

/// Uses a link that sets a new password; tells whose address it went to.
pub async fn take_reset(txn: &DatabaseTransaction, ctx: &Ctx, token: &str) -> ApiResult<String> {
    let link = find(txn, ctx, token, true).await?;
    if link.purpose != Purpose::ResetPassword.name() {
        return Err(ProblemCode::LinkExpired.into());
    }
    void_resets(txn, &link.email).await?;
    Ok(link.email)
}

/// Makes every link that would set a new password worthless.
pub async fn void_resets(txn: &impl ConnectionTrait, email: &str) -> ApiResult<()> {
    void(txn, Purpose::ResetPassword.name(), email).await
}

fn sign_up(link: email_link::Model) -> ApiResult<SignUpLink> {
    if link.used_at.is_some() {
        return Err(ProblemCode::LinkUsed.into());
    }
    match link.account_kind {
        Some(kind) => Ok(SignUpLink { link, kind }),
        None => Err(ProblemCode::LinkExpired.into()),
    }
}

async fn find(db: &impl ConnectionTrait, ctx: &Ctx, token: &str, lock: bool) -> ApiResult<email_link::Model> {
    let mut find = email_link::Entity::find()
        .filter(email_link::COLUMN.token_hash.eq(secret::hash(token.trim())))
        .filter(email_link::COLUMN.expires_at.gt(ctx.now));
    if lock {
        find = find.lock_exclusive();
    }
    find.one(db).await?.ok_or_else(|| ProblemCode::LinkExpired.into())
}

async fn void(txn: &impl ConnectionTrait, purpose: &str, email: &str) -> ApiResult<()> {
    let links = email_link::Entity::delete_many().filter(email_link::COLUMN.email.eq(email)).filter(email_link::COLUMN.used_at.is_null());
    links.filter(email_link::COLUMN.purpose.eq(purpose)).exec(txn).await?;
    Ok(())
}
