//! Signing up, and what is done with a link from a mail.

use crate::{
    app::AppState,
    error::ApiResult,
    features::accounts::service::sign_up,
    platform::{
        auth::{Anyone, As},
        http::{IdempotencyKey, Valid, reply},
    },
};
use actix_web::{HttpResponse, post, web::Data};
use domain::account::{ConfirmEmail, CreateAccount, RequestPasswordReset, ResendConfirmation, ResetPassword};
use utoipa_actix_web::service_config::ServiceConfig;

pub fn routes(config: &mut ServiceConfig) {
    config
        .service(create_account)
        .service(confirm_email)
        .service(resend_confirmation)
        .service(request_password_reset)
        .service(reset_password);
}

/// Sign up
///
/// The answer is the same whether the address is known or not: only its owner learns that, by mail.
#[utoipa::path(tag = "accounts", security(()), request_body = CreateAccount, params(IdempotencyKey), responses((status = 202, description = "A mail is on its way.")))]
#[post("/accounts")]
pub async fn create_account(
    state: Data<AppState>,
    ctx: As<Anyone>,
    key: IdempotencyKey,
    input: Valid<CreateAccount>,
) -> ApiResult<HttpResponse> {
    sign_up::create(&state, &ctx, &key, &input).await?;
    Ok(reply::accepted())
}

/// Confirm the mail address
#[utoipa::path(tag = "accounts", security(()), request_body = ConfirmEmail, responses(
    (status = 204, description = "Confirmed; sign in now."), (status = 410, description = "The link has expired or was used."),
))]
#[post("/accounts/confirm-email")]
pub async fn confirm_email(state: Data<AppState>, ctx: As<Anyone>, input: Valid<ConfirmEmail>) -> ApiResult<HttpResponse> {
    sign_up::confirm(&state, &ctx, &input).await?;
    Ok(reply::no_content())
}

/// Send the confirmation again
#[utoipa::path(tag = "accounts", security(()), request_body = ResendConfirmation, responses((status = 202, description = "When the address waits for it, a mail is on its way.")))]
#[post("/accounts/resend-confirmation")]
pub async fn resend_confirmation(state: Data<AppState>, ctx: As<Anyone>, input: Valid<ResendConfirmation>) -> ApiResult<HttpResponse> {
    sign_up::resend(&state, &ctx, &input).await?;
    Ok(reply::accepted())
}

/// Ask for a link that sets a new password
#[utoipa::path(tag = "accounts", security(()), request_body = RequestPasswordReset, responses((status = 202, description = "When the address has an account, a mail is on its way.")))]
#[post("/accounts/request-password-reset")]
pub async fn request_password_reset(state: Data<AppState>, ctx: As<Anyone>, input: Valid<RequestPasswordReset>) -> ApiResult<HttpResponse> {
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
pub async fn reset_password(state: Data<AppState>, ctx: As<Anyone>, input: Valid<ResetPassword>) -> ApiResult<HttpResponse> {
    sign_up::reset(&state, &ctx, &input).await?;
    Ok(reply::no_content())
}
