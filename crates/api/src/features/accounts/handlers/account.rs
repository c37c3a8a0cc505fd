//! Signing up, and what is done with a link from a mail.

use super::session::{signed_in, still_known};
use crate::{
    error::ApiResult,
    features::accounts::service::sign_up,
    platform::{
        AppState,
        auth::{Anyone, Authorized},
        http::{IdempotencyKey, Valid, reply},
    },
};
use actix_web::{HttpResponse, post, web::Data};
use domain::account::{CreateAccount, LookUpSignUp, RequestPasswordReset, RequestSignUp, ResetPassword, SignIn, SignUpOffer};
use utoipa_actix_web::service_config::ServiceConfig;

pub fn routes(config: &mut ServiceConfig) {
    config
        .service(request_sign_up)
        .service(look_up_sign_up)
        .service(create_account)
        .service(request_password_reset)
        .service(reset_password);
}

/// Ask for a link to sign up with
///
/// The answer is the same whether the address is known or not: only its owner learns that, by mail. Nothing but the address, and the
/// institution that the person came from, is kept until the link is opened.
#[utoipa::path(tag = "accounts", security(()), request_body = RequestSignUp, params(IdempotencyKey), responses((status = 202, description = "A mail is on its way.")))]
#[post("/accounts/request-sign-up")]
pub async fn request_sign_up(
    state: Data<AppState>,
    ctx: Authorized<Anyone>,
    key: IdempotencyKey,
    input: Valid<RequestSignUp>,
) -> ApiResult<HttpResponse> {
    sign_up::request(&state, &ctx, &key, &input).await?;
    Ok(reply::accepted())
}

/// Read what a link to sign up with is for
#[utoipa::path(tag = "accounts", security(()), request_body = LookUpSignUp, responses(
    (status = 200, description = "The link's address.", body = SignUpOffer), (status = 410, description = "The link has expired or was used."),
))]
#[post("/accounts/look-up-sign-up")]
pub async fn look_up_sign_up(state: Data<AppState>, ctx: Authorized<Anyone>, input: Valid<LookUpSignUp>) -> ApiResult<HttpResponse> {
    Ok(reply::ok(&sign_up::look_up(&state, &ctx, &input).await?))
}

/// Sign up with the link
///
/// Makes the account of the address that the link went to, and signs in.
#[utoipa::path(tag = "accounts", security(()), request_body = CreateAccount, responses(
    (status = 200, description = "Signed up and in.", body = SignIn), (status = 410, description = "The link has expired or was used."),
))]
#[post("/accounts")]
pub async fn create_account(state: Data<AppState>, ctx: Authorized<Anyone>, input: Valid<CreateAccount>) -> ApiResult<HttpResponse> {
    Ok(signed_in(&state, &sign_up::create(&state, &ctx, &input).await?))
}

/// Ask for a link that sets a new password
#[utoipa::path(tag = "accounts", security(()), request_body = RequestPasswordReset, responses((status = 202, description = "When the address has an account, a mail is on its way.")))]
#[post("/accounts/request-password-reset")]
pub async fn request_password_reset(
    state: Data<AppState>,
    ctx: Authorized<Anyone>,
    input: Valid<RequestPasswordReset>,
) -> ApiResult<HttpResponse> {
    sign_up::request_reset(&state, &ctx, &input).await?;
    Ok(reply::accepted())
}

/// Set a new password with the link
///
/// Every session of the account ends.
#[utoipa::path(tag = "accounts", security(()), request_body = ResetPassword, responses(
    (status = 204, description = "Set; sign in now."), (status = 410, description = "The link has expired or was used."),
))]
#[post("/accounts/reset-password")]
pub async fn reset_password(state: Data<AppState>, ctx: Authorized<Anyone>, input: Valid<ResetPassword>) -> ApiResult<HttpResponse> {
    let known = sign_up::reset(&state, &ctx, &input).await?;
    // Whoever opened the link holds the mailbox: others' wrong passwords must not keep this browser waiting.
    Ok(still_known(&state, &known))
}
