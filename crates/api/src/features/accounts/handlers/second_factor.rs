//! Setting up, replacing and removing the second factor.

use super::session::{set_cookies, still_known};
use crate::{
    error::ApiResult,
    features::accounts::service::second_factor as service,
    platform::{
        AppState,
        auth::{Authorized, Enrolling, Proven, Signed},
        http::{Valid, reply},
    },
};
use actix_web::{HttpResponse, delete, post, web::Data};
use domain::account::{ConfirmTotp, RecoveryCodes, RegenerateRecoveryCodes, TotpConfirmed, TotpEnrolment};
use utoipa_actix_web::service_config::ServiceConfig;

pub fn routes(config: &mut ServiceConfig) {
    config.service(start_totp).service(confirm_totp).service(remove_totp).service(regenerate_recovery_codes);
}

/// Start setting up an authenticator app
///
/// Until it is confirmed, nothing changes: one that is set up already stays in use.
#[utoipa::path(tag = "accounts", responses((status = 200, description = "What the app needs.", body = TotpEnrolment)))]
#[post("/me/totp")]
pub async fn start_totp(state: Data<AppState>, ctx: Authorized<Proven<Enrolling>>) -> ApiResult<HttpResponse> {
    Ok(reply::ok(&service::start(&state, &ctx).await?))
}

/// Confirm the authenticator app
///
/// It takes the place of one that was set up before. Every other session ends, this one goes on with the new app, and ten recovery codes
/// are shown this once.
#[utoipa::path(tag = "accounts", request_body = ConfirmTotp, responses((status = 200, description = "Set up.", body = TotpConfirmed)))]
#[post("/me/totp/confirm")]
pub async fn confirm_totp(state: Data<AppState>, ctx: Authorized<Proven<Enrolling>>, input: Valid<ConfirmTotp>) -> ApiResult<HttpResponse> {
    let (recovery_codes, signed_in) = service::confirm(&state, &ctx, &input).await?;
    let mut response = HttpResponse::Ok();
    set_cookies(&state, &mut response, &signed_in);
    Ok(response.json(TotpConfirmed { recovery_codes, sign_in: signed_in.answer }))
}

/// Remove the authenticator app
///
/// Signing in then takes the password alone. Refused to staff (`second_factor_required`).
#[utoipa::path(tag = "accounts", responses((status = 204, description = "Removed, with its recovery codes; every other session has ended.")))]
#[delete("/me/totp")]
pub async fn remove_totp(state: Data<AppState>, ctx: Authorized<Proven<Signed>>) -> ApiResult<HttpResponse> {
    Ok(still_known(&state, &service::remove(&state, &ctx).await?))
}

/// Replace the recovery codes
#[utoipa::path(tag = "accounts", request_body = RegenerateRecoveryCodes, responses((status = 200, description = "Ten new codes; the old ones are void.", body = RecoveryCodes)))]
#[post("/me/recovery-codes")]
pub async fn regenerate_recovery_codes(
    state: Data<AppState>,
    ctx: Authorized<Signed>,
    input: Valid<RegenerateRecoveryCodes>,
) -> ApiResult<HttpResponse> {
    Ok(reply::ok(&service::regenerate(&state, &ctx, &input).await?))
}
