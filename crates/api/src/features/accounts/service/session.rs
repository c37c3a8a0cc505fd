//! Signing in and out.

use super::{
    credentials::{self, Known},
    second_factor, suspension,
};
use crate::{
    ctx::{Ctx, Identity},
    entity::account,
    error::{ApiError, ApiResult},
    features::accounts::{
        limits::{self, Tries},
        present, query, repo,
    },
    platform::{
        AppState,
        audit::{self, AuditEntry},
        auth::{
            KnownBrowser,
            session::{self, Session, Taken},
            token,
        },
        db,
        mail::{self, Mail, Recipient},
    },
};
use chrono::TimeDelta;
use domain::{
    account::{CreateSession, ProveSession, SessionList, SignIn, SignInStatus, VerifySecondFactor},
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
    /// For whom the browser is known from now on, where a sign-in is complete.
    pub known: Option<Known>,
}

/// Signs in with the password, and with a code where one was sent along. `known` is what the browser's cookies say of accounts that
/// signed in with it before.
pub async fn create(state: &AppState, ctx: &Ctx, known: &KnownBrowser, input: &CreateSession) -> ApiResult<SignedIn> {
    // An address that cannot exist is refused like one that does not.
    let email = text::email_address(&input.email).unwrap_or_else(|| input.email.trim().to_lowercase());
    let row = repo::find_by_email(&state.db, &email).await?;
    let tries = tries(state, ctx, known, row.as_ref(), &email, input.code.as_deref()).await?;
    limits::limit_sign_in(state, ctx, &tries).await?;
    let right = state.passwords.verify(&input.password, row.as_ref().and_then(|row| row.password_hash.clone())).await?;
    let Some(row) = row.filter(|_| right) else {
        audit::record(&state.db, ctx, AuditEntry::on("sign_in", None).change("outcome", None::<&str>, "refused")).await?;
        return Err(ProblemCode::WrongCredentials.into());
    };
    // Said to nobody who does not know the password.
    suspension::require_active(&state.db, row.id).await?;
    let session_id: SessionId = ctx.new_id();
    if row.totp_confirmed_at.is_some() {
        if let Some(code) = input.code.as_deref().filter(|code| !code.is_empty()) {
            let seen = credentials::of(state, &row);
            let signed_in = with_code(state, ctx, row.id, session_id, code, &seen).await?;
            limits::forget_sign_in(state, &tries).await?;
            return Ok(signed_in);
        }
        let challenge = token::issue_challenge(state, ctx.now, row.id, session_id, credentials::of(state, &row))?;
        let answer =
            SignIn { status: SignInStatus::SecondFactorRequired, access_token: None, expires_in: None, challenge_token: Some(challenge) };
        return Ok(SignedIn { answer, refresh: None, known: None });
    }
    let roles = repo::roles(&state.db, row.id).await?;
    limits::forget_sign_in(state, &tries).await?;
    if roles.iter().any(|role| role.is_staff()) {
        let identity = Identity { account_id: row.id, session_id, roles, enrolling: true, proven: true };
        // A session as long as its only access token, without a refresh token for anybody: what ends sessions ends this one too.
        let session = Session {
            account_id: row.id,
            id: session_id,
            second_factor: false,
            signed_in_at: ctx.now,
            proven_at: ctx.now,
            proven_again: false,
        };
        db::transaction(&state.db, async |txn| {
            credentials::lock_unchanged(state, txn, &row).await?;
            suspension::require_active(txn, row.id).await?;
            session::issue(txn, ctx, session, token::LIFE).await
        })
        .await?;
        return Ok(SignedIn { answer: answer(state, ctx, SignInStatus::EnrolmentRequired, &identity)?, refresh: None, known: None });
    }
    db::transaction(&state.db, async |txn| {
        let row = credentials::lock_unchanged(state, txn, &row).await?;
        start(state, txn, ctx, &row, session_id, false).await
    })
    .await
}

/// Whose wrong passwords count together: a browser that signed in before, and whoever has a right code, are not kept waiting by others.
async fn tries(
    state: &AppState,
    ctx: &Ctx,
    known: &KnownBrowser,
    row: Option<&account::Model>,
    email: &str,
    code: Option<&str>,
) -> ApiResult<Tries> {
    if let Some(row) = row {
        if let Some(browser) = known.of(&state.secrets, row.id, &credentials::of(state, row)) {
            return Ok(Tries::Browser(browser));
        }
        if row.totp_confirmed_at.is_some()
            && let Some(code) = code
            && limits::may_try_code(state, ctx, row.id).await?
            && second_factor::check(state, ctx, row, code)?.is_some()
        {
            return Ok(Tries::RightCode);
        }
    }
    Ok(Tries::Anybody(email.to_owned()))
}

pub async fn verify_second_factor(state: &AppState, ctx: &Ctx, input: &VerifySecondFactor) -> ApiResult<SignedIn> {
    let challenge = token::verify_challenge(state, ctx.now, &input.challenge_token).await?;
    let signed_in = with_code(state, ctx, challenge.account_id, challenge.session_id, &input.code, &challenge.credentials).await?;
    let row = repo::get(&state.db, challenge.account_id).await?;
    limits::forget_sign_in(state, &Tries::Anybody(row.email)).await?;
    Ok(signed_in)
}

/// Completes a sign-in whose password was right with a code, while the account still has the credentials that were `seen` then.
async fn with_code(
    state: &AppState,
    ctx: &Ctx,
    account_id: AccountId,
    session_id: SessionId,
    code: &str,
    seen: &str,
) -> ApiResult<SignedIn> {
    limits::limit_code(state, ctx, account_id).await?;
    let proven = db::transaction(&state.db, async |txn| {
        let row = repo::lock(txn, account_id).await?;
        if credentials::of(state, &row) != seen {
            return Err(ApiError::because(ProblemCode::SignInRequired, "the password or the second factor has changed since"));
        }
        second_factor::prove(state, txn, ctx, &row, code).await?;
        start(state, txn, ctx, &row, session_id, true).await
    })
    .await;
    if proven.as_ref().is_err_and(|error| error.code() == ProblemCode::WrongCode) {
        let entry = AuditEntry::on("sign_in", account_id.0).change("outcome", None::<&str>, "wrong_code");
        audit::record(&state.db, ctx, entry).await?;
    }
    proven
}

/// Begins a session of a locked account whose every factor was proven.
pub async fn start(
    state: &AppState,
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    row: &account::Model,
    session_id: SessionId,
    second_factor: bool,
) -> ApiResult<SignedIn> {
    let session =
        Session { account_id: row.id, id: session_id, second_factor, signed_in_at: ctx.now, proven_at: ctx.now, proven_again: false };
    let entry = AuditEntry::on("account", row.id.0).change("session", None::<SessionId>, session_id);
    audit::record(txn, ctx, entry).await?;
    let signed_in = go_on(state, txn, ctx, row, session).await?;
    Ok(SignedIn { known: Some(credentials::known(state, row)), ..signed_in })
}

pub async fn refresh(state: &AppState, ctx: &Ctx, token: &str) -> ApiResult<SignedIn> {
    limits::limit_refresh(state, ctx).await?;
    let owner = session::find(&state.db, token).await?.ok_or(ProblemCode::SignInRequired)?.account_id;
    let outcome = db::transaction(&state.db, async |txn| {
        // Before the token: what ends sessions takes this lock too, and must not miss the one that is issued here.
        let row = repo::lock(txn, owner).await?;
        match session::take(txn, ctx, token).await? {
            Taken::Good(session) => go_on(state, txn, ctx, &row, session).await.map(Some),
            Taken::Reused(account_id) => {
                let entry = AuditEntry::on("account", account_id.0).change("session", "live", "ended_after_reuse");
                audit::record(txn, ctx, entry).await?;
                mail::enqueue(txn, ctx, Mail::new("session_reused", Recipient::Account(account_id), &ctx.request_id).done_by(ctx)).await?;
                Ok(None)
            }
        }
    })
    .await?;
    outcome.ok_or_else(|| ApiError::because(ProblemCode::SessionReused, "a refresh token came twice"))
}

/// The next pair of tokens. Staff roles are part of it only where the second factor was proven, and is still there.
async fn go_on(state: &AppState, txn: &DatabaseTransaction, ctx: &Ctx, row: &account::Model, session: Session) -> ApiResult<SignedIn> {
    // The account is locked: whoever suspends it waits, and ends the session that is issued here.
    suspension::require_active(txn, row.id).await?;
    let proven = session.second_factor && row.totp_confirmed_at.is_some();
    let roles: Vec<Role> = repo::roles(txn, row.id).await?.into_iter().filter(|role| proven || !role.is_staff()).collect();
    let life = if roles.iter().any(|role| role.is_staff()) { session::STAFF_LIFE } else { session::LIFE };
    let refresh = session::issue(txn, ctx, session, life).await?;
    let identity = Identity { account_id: session.account_id, session_id: session.id, roles, enrolling: false, proven: true };
    let answer = answer(state, ctx, SignInStatus::SignedIn, &identity)?;
    Ok(SignedIn { answer, refresh: Some((refresh, life)), known: None })
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
        session::lock_account(txn, account_id).await?;
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

/// Notes that the person of this session has entered the password or a code just now.
pub async fn prove(state: &AppState, ctx: &Ctx, input: &ProveSession) -> ApiResult<()> {
    let identity = ctx.identity().ok_or(ProblemCode::SignInRequired)?;
    let code = input.code.as_deref().filter(|code| !code.is_empty());
    let seen = match code {
        Some(_) => {
            limits::limit_code(state, ctx, identity.account_id).await?;
            repo::get(&state.db, identity.account_id).await?
        }
        None => prove_password(state, &state.db, ctx, "password", input.password.as_deref().unwrap_or_default()).await?,
    };
    db::transaction(&state.db, async |txn| {
        let row = credentials::lock_unchanged(state, txn, &seen).await?;
        if let Some(code) = code {
            second_factor::prove(state, txn, ctx, &row, code).await?;
        }
        session::prove(txn, ctx, identity.session_id).await?;
        audit::record(txn, ctx, AuditEntry::on("account", identity.account_id.0).change("session", "live", "proven")).await
    })
    .await
}

/// Demands the password of a signed-in person once more. Wrong ones count for this session only: nobody else can use them up.
pub async fn prove_password(
    state: &AppState,
    db: &impl ConnectionTrait,
    ctx: &Ctx,
    field: &str,
    password: &str,
) -> ApiResult<account::Model> {
    let identity = ctx.identity().ok_or(ProblemCode::SignInRequired)?;
    let row = repo::get(db, identity.account_id).await?;
    let tries = Tries::Session(identity.session_id);
    limits::limit_sign_in(state, ctx, &tries).await?;
    if !state.passwords.verify(password, row.password_hash.clone()).await? {
        return Err(ApiError::field(field, domain::problem::FieldCode::WrongPassword));
    }
    limits::forget_sign_in(state, &tries).await?;
    Ok(row)
}
