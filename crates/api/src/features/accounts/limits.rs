//! How often a person or an address may try. Generous for people, useless for guessing.

use crate::{
    ctx::Ctx,
    error::ApiResult,
    platform::{
        AppState,
        http::rate_limit::{self, Delay, Limit},
    },
};
use chrono::TimeDelta;
use domain::{
    ids::{AccountId, InvitationId, SessionId},
    problem::ProblemCode,
};

const SIGN_IN_PER_BROWSER: Limit = Limit { name: "sign_in_browser", tries: 10, window: TimeDelta::minutes(15) };
const SIGN_IN_PER_SESSION: Limit = Limit { name: "sign_in_session", tries: 10, window: TimeDelta::minutes(15) };
const SIGN_IN_PER_INVITATION: Limit = Limit { name: "sign_in_invitation", tries: 10, window: TimeDelta::minutes(15) };
const SIGN_IN_PER_ACCOUNT: Delay = Delay { name: "sign_in_account", free: 5, longest: TimeDelta::minutes(15) };
const SIGN_IN_PER_ADDRESS: Limit = Limit { name: "sign_in_address", tries: 60, window: TimeDelta::minutes(15) };
const CODE_WITH_PASSWORD: Limit = Limit { name: "code_with_password", tries: 10, window: TimeDelta::minutes(15) };
const CODE_PER_ACCOUNT: Limit = Limit { name: "second_factor_account", tries: 10, window: TimeDelta::minutes(15) };
const SIGN_UP_PER_RECIPIENT: Limit = Limit { name: "sign_up_recipient", tries: 5, window: TimeDelta::hours(1) };
const RESET_PER_RECIPIENT: Limit = Limit { name: "reset_recipient", tries: 5, window: TimeDelta::hours(1) };
const MAIL_PER_ADDRESS: Limit = Limit { name: "mail_address", tries: 40, window: TimeDelta::hours(1) };
const TOKEN_PER_ADDRESS: Limit = Limit { name: "token_address", tries: 60, window: TimeDelta::minutes(15) };
const REFRESH_PER_ADDRESS: Limit = Limit { name: "refresh_address", tries: 600, window: TimeDelta::minutes(15) };
const INVITATIONS_PER_ACCOUNT: Limit = Limit { name: "invitation_account", tries: 60, window: TimeDelta::hours(1) };

/// Whose tries of a password count together.
#[derive(Debug, Clone)]
pub enum Tries {
    /// A browser in which this account signed in before.
    Browser(String),
    /// Somebody who is signed in already.
    Session(SessionId),
    /// Somebody with an invitation to the account's address.
    Invitation(InvitationId),
    /// Somebody with a right code of the account's second factor: who tries passwords without it gets nowhere near.
    RightCode,
    /// Everybody else who tries the account with this address. Each wrong one makes the next wait longer, up to a quarter of an hour.
    Anybody(String),
}

/// Before a password is checked. Counted whether or not the account exists, so that the limit tells nothing either.
///
/// # Errors
/// `too_many_requests`.
pub async fn limit_sign_in(state: &AppState, ctx: &Ctx, tries: &Tries) -> ApiResult<()> {
    match tries {
        // Many people may share a network address; these are known otherwise.
        Tries::Browser(browser) => rate_limit::count(state, ctx.now, SIGN_IN_PER_BROWSER, browser).await,
        Tries::Session(id) => rate_limit::count(state, ctx.now, SIGN_IN_PER_SESSION, &id.to_string()).await,
        Tries::Invitation(id) => rate_limit::count(state, ctx.now, SIGN_IN_PER_INVITATION, &id.to_string()).await,
        Tries::RightCode => rate_limit::count(state, ctx.now, SIGN_IN_PER_ADDRESS, &ctx.address).await,
        Tries::Anybody(email) => {
            rate_limit::count(state, ctx.now, SIGN_IN_PER_ADDRESS, &ctx.address).await?;
            rate_limit::delay(state, ctx.now, SIGN_IN_PER_ACCOUNT, email).await
        }
    }
}

/// Returns `true` if a code that came along with a password may be looked at. Few are for each account and network address: the answer
/// shows whether a code was right, so it must not be guessed at; and nobody elsewhere uses up the owner's tries.
///
/// # Errors
/// When the database fails.
pub async fn may_try_code(state: &AppState, ctx: &Ctx, account_id: AccountId) -> ApiResult<bool> {
    match rate_limit::count(state, ctx.now, CODE_WITH_PASSWORD, &format!("{account_id}:{}", ctx.address)).await {
        Ok(()) => Ok(true),
        Err(error) if error.code() == ProblemCode::TooManyRequests => Ok(false),
        Err(error) => Err(error),
    }
}

/// After the password was right, the tries before it are forgotten.
///
/// # Errors
/// When the database fails.
pub async fn forget_sign_in(state: &AppState, tries: &Tries) -> ApiResult<()> {
    match tries {
        Tries::Browser(browser) => rate_limit::forget(state, SIGN_IN_PER_BROWSER, browser).await,
        Tries::Session(id) => rate_limit::forget(state, SIGN_IN_PER_SESSION, &id.to_string()).await,
        Tries::Invitation(id) => rate_limit::forget(state, SIGN_IN_PER_INVITATION, &id.to_string()).await,
        Tries::RightCode => Ok(()),
        Tries::Anybody(email) => rate_limit::forget_delay(state, SIGN_IN_PER_ACCOUNT, email).await,
    }
}

/// Before a code of the second factor is checked.
///
/// # Errors
/// `too_many_requests`.
pub async fn limit_code(state: &AppState, ctx: &Ctx, account_id: AccountId) -> ApiResult<()> {
    rate_limit::count(state, ctx.now, CODE_PER_ACCOUNT, &account_id.to_string()).await
}

/// Before a link to sign up with is sent because a visitor asked for it.
///
/// # Errors
/// `too_many_requests`.
pub async fn limit_sign_up(state: &AppState, ctx: &Ctx, email: &str) -> ApiResult<()> {
    rate_limit::count(state, ctx.now, MAIL_PER_ADDRESS, &ctx.address).await?;
    rate_limit::count(state, ctx.now, SIGN_UP_PER_RECIPIENT, email).await
}

/// Before a link that sets a new password is sent because a visitor asked for it. Counted by itself: each of these mails lets its reader
/// in, so that nobody is shut out by what others ask for.
///
/// # Errors
/// `too_many_requests`.
pub async fn limit_reset(state: &AppState, ctx: &Ctx, email: &str) -> ApiResult<()> {
    rate_limit::count(state, ctx.now, MAIL_PER_ADDRESS, &ctx.address).await?;
    rate_limit::count(state, ctx.now, RESET_PER_RECIPIENT, email).await
}

/// Before a token of a link is looked up.
///
/// # Errors
/// `too_many_requests`.
pub async fn limit_token(state: &AppState, ctx: &Ctx) -> ApiResult<()> {
    rate_limit::count(state, ctx.now, TOKEN_PER_ADDRESS, &ctx.address).await
}

/// Before a refresh token is looked up.
///
/// # Errors
/// `too_many_requests`.
pub async fn limit_refresh(state: &AppState, ctx: &Ctx) -> ApiResult<()> {
    rate_limit::count(state, ctx.now, REFRESH_PER_ADDRESS, &ctx.address).await
}

/// Before somebody is invited.
///
/// # Errors
/// `too_many_requests`.
pub async fn limit_invitations(state: &AppState, ctx: &Ctx) -> ApiResult<()> {
    rate_limit::count(state, ctx.now, INVITATIONS_PER_ACCOUNT, &ctx.account_id()?.to_string()).await
}
