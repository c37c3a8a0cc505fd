//! Signed-in browsers: refresh tokens in a cookie that scripts cannot read. Each is good once; one that comes a second time was
//! stolen, or its owner's copy was, so the whole session ends. An answer that was lost on its way is forgiven for a moment.

use super::secret;
use crate::{
    config::Config,
    ctx::Ctx,
    entity::{account, refresh_session},
    error::ApiResult,
    platform::http::cookies,
};
use actix_web::{HttpRequest, HttpResponse, http::header};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    ids::{AccountId, SessionId},
    problem::ProblemCode,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

/// How long a browser stays signed in without being used.
pub const LIFE: TimeDelta = TimeDelta::days(14);
/// The same for staff, who see what others entrust to them.
pub const STAFF_LIFE: TimeDelta = TimeDelta::hours(12);

/// How long after the password or a code was entered a session may change rights, credentials and money.
pub const PROOF_LIFE: TimeDelta = TimeDelta::minutes(30);

/// How long after the password or a code was entered once more, in a session that had begun, a second factor can be set up, replaced or removed.
pub const RENEWED_PROOF_LIFE: TimeDelta = TimeDelta::minutes(5);

/// How long a token is good again while nobody has used what it was exchanged for: a page that is left or loaded anew before the answer
/// has come, as on a phone with a poor connection, must not sign anybody out.
const LOST_ANSWER: TimeDelta = TimeDelta::seconds(10);

/// The cookie over plain http, on one's own machine; over https, where it was kept before [`HOST_COOKIE`].
const COOKIE: &str = "gm_refresh";
const PATH: &str = "/api/v1/sessions";
/// The cookie over https. Browsers take this name only from the host itself over TLS, so that no other host of the same domain can put
/// a session of its own in its place. The name demands the path `/`.
const HOST_COOKIE: &str = "__Host-gm_refresh";
/// What a browser forgets at sign-out: what was looked at and what was typed, for whoever sits there next. Our cookie is removed by itself,
/// since `"cookies"` would remove those of every other host of the domain.
const FORGET: &str = r#""cache", "storage""#;

/// What a session is made of.
#[derive(Debug, Clone, Copy)]
pub struct Session {
    /// Whose.
    pub account_id: AccountId,
    /// The family of its tokens.
    pub id: SessionId,
    /// Whether the second factor was proven.
    pub second_factor: bool,
    /// When the person signed in.
    pub signed_in_at: DateTime<Utc>,
    /// When the password or a code was last entered.
    pub proven_at: DateTime<Utc>,
    /// Whether that was after signing in.
    pub proven_again: bool,
}

/// Issues the next refresh token of a session.
///
/// # Errors
/// When the database fails.
pub async fn issue(txn: &impl ConnectionTrait, ctx: &Ctx, session: Session, life: TimeDelta) -> ApiResult<String> {
    let token = secret::random_token();
    refresh_session::ActiveModel {
        id: Set(ctx.new_id()),
        account_id: Set(session.account_id),
        family_id: Set(session.id),
        token_hash: Set(secret::hash(&token)),
        second_factor: Set(session.second_factor),
        user_agent_summary: Set(ctx.user_agent.clone()),
        signed_in_at: Set(session.signed_in_at),
        proven_at: Set(session.proven_at),
        proven_again: Set(session.proven_again),
        created_at: Set(ctx.now),
        expires_at: Set(ctx.now + life),
        rotated_at: Set(None),
        revoked_at: Set(None),
    }
    .insert(txn)
    .await?;
    Ok(token)
}

/// What came of a presented token.
#[derive(Debug)]
pub enum Taken {
    /// It was good, and is used up now.
    Good(Session),
    /// It had been used before: its session has been ended.
    Reused(AccountId),
}

/// Uses up a refresh token. The caller commits also when it was reused, so that the end of the session stays.
///
/// # Errors
/// `sign_in_required` when the token is unknown, over or revoked.
pub async fn take(txn: &impl ConnectionTrait, ctx: &Ctx, token: &str) -> ApiResult<Taken> {
    let find = refresh_session::Entity::find().filter(refresh_session::COLUMN.token_hash.eq(secret::hash(token)));
    let row = find.lock_exclusive().one(txn).await?.ok_or(ProblemCode::SignInRequired)?;
    if row.revoked_at.is_some() {
        return Err(ProblemCode::SignInRequired.into());
    }
    if let Some(rotated_at) = row.rotated_at
        && !answer_was_lost(txn, ctx, row.family_id, rotated_at).await?
    {
        end(txn, ctx, row.family_id).await?;
        return Ok(Taken::Reused(row.account_id));
    }
    if row.expires_at <= ctx.now {
        return Err(ProblemCode::SignInRequired.into());
    }
    // What a lost answer held is used up with it, so that a session has one good token at a time.
    refresh_session::Entity::update_many()
        .set(refresh_session::ActiveModel { rotated_at: Set(Some(row.rotated_at.unwrap_or(ctx.now))), ..Default::default() })
        .filter(refresh_session::COLUMN.family_id.eq(row.family_id))
        .filter(refresh_session::COLUMN.rotated_at.is_null())
        .exec(txn)
        .await?;
    Ok(Taken::Good(Session {
        account_id: row.account_id,
        id: row.family_id,
        second_factor: row.second_factor,
        signed_in_at: row.signed_in_at,
        proven_at: row.proven_at,
        proven_again: row.proven_again,
    }))
}

/// Whether a token that was exchanged moments ago may have been exchanged in vain: nothing of its session was exchanged after it.
async fn answer_was_lost(txn: &impl ConnectionTrait, ctx: &Ctx, family: SessionId, rotated_at: DateTime<Utc>) -> ApiResult<bool> {
    if ctx.now - rotated_at > LOST_ANSWER {
        return Ok(false);
    }
    let later = refresh_session::Entity::find()
        .filter(refresh_session::COLUMN.family_id.eq(family))
        .filter(refresh_session::COLUMN.rotated_at.gt(rotated_at));
    Ok(later.one(txn).await?.is_none())
}

/// Notes that the person of a session has just entered the password or a code.
///
/// # Errors
/// When the database fails.
pub async fn prove(txn: &impl ConnectionTrait, ctx: &Ctx, id: SessionId) -> ApiResult<()> {
    refresh_session::Entity::update_many()
        .set(refresh_session::ActiveModel { proven_at: Set(ctx.now), proven_again: Set(true), ..Default::default() })
        .filter(refresh_session::COLUMN.family_id.eq(id))
        .exec(txn)
        .await?;
    Ok(())
}

/// Demands that the password or a code was entered moments ago, after signing in: an access token that was captured right after the
/// sign-in is not enough for the act.
///
/// # Errors
/// `proof_required`, `sign_in_required` when nobody is signed in.
pub async fn demand_renewed_proof(txn: &impl ConnectionTrait, ctx: &Ctx) -> ApiResult<()> {
    let identity = ctx.identity().ok_or(ProblemCode::SignInRequired)?;
    let renewed = refresh_session::Entity::find()
        .filter(refresh_session::COLUMN.family_id.eq(identity.session_id))
        .filter(refresh_session::COLUMN.proven_again.eq(true))
        .filter(refresh_session::COLUMN.proven_at.gt(ctx.now - RENEWED_PROOF_LIFE));
    renewed.one(txn).await?.map(drop).ok_or_else(|| ProblemCode::ProofRequired.into())
}

/// Locks the account of sessions that are to go on or to end, so that none is issued beside the act that ends them.
///
/// # Errors
/// When the database fails.
pub async fn lock_account(txn: &impl ConnectionTrait, account_id: AccountId) -> ApiResult<()> {
    account::Entity::find_by_id(account_id).lock_exclusive().one(txn).await?;
    Ok(())
}

/// Ends one session.
///
/// # Errors
/// When the database fails.
pub async fn end(txn: &impl ConnectionTrait, ctx: &Ctx, id: SessionId) -> ApiResult<()> {
    refresh_session::Entity::update_many()
        .set(refresh_session::ActiveModel { revoked_at: Set(Some(ctx.now)), ..Default::default() })
        .filter(refresh_session::COLUMN.family_id.eq(id))
        .filter(refresh_session::COLUMN.revoked_at.is_null())
        .exec(txn)
        .await?;
    Ok(())
}

/// Ends every session of a person, but for one that may stay.
///
/// # Errors
/// When the database fails.
pub async fn end_all(txn: &impl ConnectionTrait, ctx: &Ctx, account_id: AccountId, but: Option<SessionId>) -> ApiResult<()> {
    lock_account(txn, account_id).await?;
    let mut update = refresh_session::Entity::update_many()
        .set(refresh_session::ActiveModel { revoked_at: Set(Some(ctx.now)), ..Default::default() })
        .filter(refresh_session::COLUMN.account_id.eq(account_id))
        .filter(refresh_session::COLUMN.revoked_at.is_null());
    if let Some(id) = but {
        update = update.filter(refresh_session::COLUMN.family_id.ne(id));
    }
    update.exec(txn).await?;
    Ok(())
}

/// The session that a token belongs to, whatever its state.
///
/// # Errors
/// When the database fails.
pub async fn find(db: &impl ConnectionTrait, token: &str) -> ApiResult<Option<refresh_session::Model>> {
    Ok(refresh_session::Entity::find().filter(refresh_session::COLUMN.token_hash.eq(secret::hash(token))).one(db).await?)
}

/// The refresh token that a request carries. Over https only under the name that no neighbouring host can put in.
#[must_use]
pub fn from_cookie(config: &Config, request: &HttpRequest) -> Option<String> {
    let wanted = if config.https() { HOST_COOKIE } else { COOKIE };
    cookies::of_request(request).find(|(name, _)| *name == wanted).map(|(_, value)| value.to_owned())
}

/// `Set-Cookie` for a token.
#[must_use]
pub fn cookie(config: &Config, token: &str, life: TimeDelta) -> String {
    let kept = format!("HttpOnly; SameSite=Strict; Max-Age={}", life.num_seconds());
    match config.https() {
        true => format!("{HOST_COOKIE}={token}; Path=/; Secure; {kept}"),
        false => format!("{COOKIE}={token}; Path={PATH}; {kept}"),
    }
}

/// The answer to somebody who signed out: the browser forgets the token and what it kept of this site.
#[must_use]
pub fn signed_out(config: &Config) -> HttpResponse {
    let mut response = HttpResponse::NoContent();
    response.append_header((header::SET_COOKIE, cookie(config, "", TimeDelta::zero())));
    if config.https() {
        response.append_header((header::SET_COOKIE, format!("{COOKIE}=; Path={PATH}; Secure; HttpOnly; SameSite=Strict; Max-Age=0")));
    }
    response.insert_header(("Clear-Site-Data", FORGET)).finish()
}
