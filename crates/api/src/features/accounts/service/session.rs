//! Signing in and out.

use super::second_factor;
use crate::{
    app::AppState,
    ctx::{Ctx, Identity},
    entity::account,
    error::{ApiError, ApiResult},
    features::accounts::{limits, present, query, repo},
    platform::{
        audit::{self, AuditEntry},
        auth::{
            session::{self, Session, Taken},
            token,
        },
        db,
        mail::{self, Mail, Recipient},
    },
};
use chrono::TimeDelta;
use domain::{
    account::{CreateSession, SessionList, SignIn, SignInStatus, VerifySecondFactor},
    actor::Role,
    ids::{AccountId, SessionId},
    problem::ProblemCode,
    text,
};
use sea_orm::{ConnectionTrait, DatabaseTransaction};

/// A step of a sign-in, and the refresh token where it is complete.
#[derive(Debug)]
pub struct SignedIn {
    pub answer: SignIn,
    pub refresh: Option<(String, TimeDelta)>,
}

pub async fn create(state: &AppState, ctx: &Ctx, input: &CreateSession) -> ApiResult<SignedIn> {
    // An address that cannot exist is refused like one that does not.
    let email = text::email_address(&input.email).unwrap_or_else(|| input.email.trim().to_lowercase());
    limits::limit_sign_in(state, ctx, &email).await?;
    let row = repo::find_by_email(&state.db, &email).await?;
    let right = state.passwords.verify(&input.password, row.as_ref().and_then(|row| row.password_hash.clone())).await?;
    let Some(row) = row.filter(|_| right) else {
        audit::record(&state.db, ctx, AuditEntry::on("sign_in", None).change("outcome", None::<&str>, "refused")).await?;
        return Err(ProblemCode::WrongCredentials.into());
    };
    let session_id: SessionId = ctx.new_id();
    if row.totp_confirmed_at.is_some() {
        let answer = SignIn {
            status: SignInStatus::SecondFactorRequired,
            access_token: None,
            expires_in: None,
            challenge_token: Some(token::issue_challenge(state, ctx.now, row.id, session_id)?),
        };
        return Ok(SignedIn { answer, refresh: None });
    }
    let roles = repo::roles(&state.db, row.id).await?;
    limits::forget_sign_in(state, &email).await?;
    if roles.iter().any(|role| role.is_staff()) {
        let identity = Identity { account_id: row.id, session_id, roles, enrolling: true };
        // A session as long as its only access token, without a refresh token for anybody: what ends sessions ends this one too.
        let session = Session { account_id: row.id, id: session_id, second_factor: false, signed_in_at: ctx.now };
        db::transaction(&state.db, async |txn| session::issue(txn, ctx, session, token::LIFE).await).await?;
        return Ok(SignedIn { answer: answer(state, ctx, SignInStatus::EnrolmentRequired, &identity)?, refresh: None });
    }
    db::transaction(&state.db, async |txn| start(state, txn, ctx, row.id, session_id, false).await).await
}

pub async fn verify_second_factor(state: &AppState, ctx: &Ctx, input: &VerifySecondFactor) -> ApiResult<SignedIn> {
    let challenge = token::verify_challenge(state, ctx.now, &input.challenge_token).await?;
    limits::limit_code(state, ctx, challenge.account_id).await?;
    let proven = db::transaction(&state.db, async |txn| {
        let row = repo::lock(txn, challenge.account_id).await?;
        second_factor::prove(state, txn, ctx, &row, &input.code).await?;
        start(state, txn, ctx, row.id, challenge.session_id, true).await.map(|signed_in| (signed_in, row))
    })
    .await;
    match proven {
        Ok((signed_in, row)) => {
            limits::forget_sign_in(state, &row.email).await?;
            Ok(signed_in)
        }
        Err(error) => {
            if error.code() == ProblemCode::WrongCode {
                let entry = AuditEntry::on("sign_in", challenge.account_id.0).change("outcome", None::<&str>, "wrong_code");
                audit::record(&state.db, ctx, entry).await?;
            }
            Err(error)
        }
    }
}

/// Begins a session whose every factor was proven.
pub async fn start(
    state: &AppState,
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    account_id: AccountId,
    session_id: SessionId,
    second_factor: bool,
) -> ApiResult<SignedIn> {
    let session = Session { account_id, id: session_id, second_factor, signed_in_at: ctx.now };
    let entry = AuditEntry::on("account", account_id.0).change("session", None::<SessionId>, session_id);
    audit::record(txn, ctx, entry).await?;
    go_on(state, txn, ctx, session).await
}

pub async fn refresh(state: &AppState, ctx: &Ctx, token: &str) -> ApiResult<SignedIn> {
    limits::limit_refresh(state, ctx).await?;
    let outcome = db::transaction(&state.db, async |txn| match session::take(txn, ctx, token).await? {
        Taken::Good(session) => {
            repo::get(txn, session.account_id).await?;
            go_on(state, txn, ctx, session).await.map(Some)
        }
        Taken::Reused(account_id) => {
            let entry = AuditEntry::on("account", account_id.0).change("session", "live", "ended_after_reuse");
            audit::record(txn, ctx, entry).await?;
            mail::enqueue(txn, ctx, Mail::new("session_reused", Recipient::Account(account_id), &ctx.request_id)).await?;
            Ok(None)
        }
    })
    .await?;
    outcome.ok_or_else(|| ApiError::because(ProblemCode::SessionReused, "a refresh token came twice"))
}

/// The next pair of tokens. Staff roles are part of it only where the second factor was proven.
async fn go_on(state: &AppState, txn: &DatabaseTransaction, ctx: &Ctx, session: Session) -> ApiResult<SignedIn> {
    let roles: Vec<Role> =
        repo::roles(txn, session.account_id).await?.into_iter().filter(|role| session.second_factor || !role.is_staff()).collect();
    let life = if roles.iter().any(|role| role.is_staff()) { session::STAFF_LIFE } else { session::LIFE };
    let refresh = session::issue(txn, ctx, session, life).await?;
    let identity = Identity { account_id: session.account_id, session_id: session.id, roles, enrolling: false };
    Ok(SignedIn { answer: answer(state, ctx, SignInStatus::SignedIn, &identity)?, refresh: Some((refresh, life)) })
}

fn answer(state: &AppState, ctx: &Ctx, status: SignInStatus, identity: &Identity) -> ApiResult<SignIn> {
    Ok(SignIn {
        status,
        access_token: Some(token::issue(state, ctx.now, identity)?),
        expires_in: u32::try_from(token::LIFE.num_seconds()).ok(),
        challenge_token: None,
    })
}

/// Ends the session of the cookie or of the access token, whichever there is.
pub async fn end(state: &AppState, ctx: &Ctx, cookie: Option<String>) -> ApiResult<()> {
    let by_cookie = match cookie {
        Some(token) => session::find(&state.db, &token).await?.map(|row| (row.account_id, row.family_id)),
        None => None,
    };
    let Some((account_id, session_id)) = by_cookie.or_else(|| ctx.identity().map(|identity| (identity.account_id, identity.session_id)))
    else {
        return Ok(());
    };
    db::transaction(&state.db, async |txn| {
        session::end(txn, ctx, session_id).await?;
        audit::record(txn, ctx, AuditEntry::on("account", account_id.0).change("session", session_id, None::<SessionId>)).await
    })
    .await
}

pub async fn end_all(state: &AppState, ctx: &Ctx) -> ApiResult<()> {
    let account_id = ctx.account_id()?;
    db::transaction(&state.db, async |txn| {
        session::end_all(txn, ctx, account_id, None).await?;
        audit::record(txn, ctx, AuditEntry::on("account", account_id.0).change("sessions", "live", "ended")).await
    })
    .await
}

pub async fn list(state: &AppState, ctx: &Ctx) -> ApiResult<SessionList> {
    let current = ctx.identity().map(|identity| identity.session_id);
    let rows = query::sessions(&state.db, ctx.account_id()?, ctx.now).await?;
    Ok(SessionList { items: rows.into_iter().map(|row| present::session(row, current)).collect() })
}

/// Demands the password of a signed-in person once more.
pub async fn prove_password(
    state: &AppState,
    db: &impl ConnectionTrait,
    ctx: &Ctx,
    field: &str,
    password: &str,
) -> ApiResult<account::Model> {
    let row = repo::get(db, ctx.account_id()?).await?;
    limits::limit_sign_in(state, ctx, &row.email).await?;
    if !state.passwords.verify(password, row.password_hash.clone()).await? {
        return Err(ApiError::field(field, domain::problem::FieldCode::WrongPassword));
    }
    limits::forget_sign_in(state, &row.email).await?;
    Ok(row)
}
