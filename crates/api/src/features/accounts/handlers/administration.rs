//! Accounts of the staff in trouble, and how the platform is.

use crate::{
    error::ApiResult,
    features::accounts::{
        platform_state,
        service::{second_factor_reset, suspension},
    },
    platform::{
        AppState,
        auth::gate::{Authorized, Proven, permission},
        http::{Id, IdempotencyKey, Valid, reply},
    },
};
use actix_web::{HttpResponse, delete, get, post, web::Data};
use domain::{
    account::{AskForSecondFactorReset, PlatformState, SecondFactorReset, SuspendAccount},
    ids::{AccountId, SecondFactorResetId},
    page::Page,
};
use routes::api;
use utoipa_actix_web::service_config::ServiceConfig;

pub fn routes(config: &mut ServiceConfig) {
    config
        .service(suspend_account)
        .service(resume_account)
        .service(list_second_factor_resets)
        .service(create_second_factor_reset)
        .service(approve_second_factor_reset)
        .service(withdraw_second_factor_reset)
        .service(get_platform_state);
}

/// Suspend an account of the staff
///
/// Works at once: the person's sessions end, and nobody signs in to the account until it is resumed. Nobody suspends themselves or the last
/// administrator.
#[utoipa::path(tag = "staff", request_body = SuspendAccount, responses((status = 204, description = "Suspended.")))]
#[post("/staff/{account_id}/suspend")]
pub async fn suspend_account(
    state: Data<AppState>,
    ctx: Authorized<Proven<permission::ManageStaff>>,
    Id(account_id): Id<AccountId>,
    input: Valid<SuspendAccount>,
) -> ApiResult<HttpResponse> {
    suspension::suspend(&state, &ctx, account_id, &input.reason).await?;
    Ok(reply::no_content())
}

/// Resume a suspended account
#[utoipa::path(tag = "staff", responses((status = 204, description = "The person can sign in again.")))]
#[post("/staff/{account_id}/resume")]
pub async fn resume_account(
    state: Data<AppState>,
    ctx: Authorized<Proven<permission::ManageStaff>>,
    Id(account_id): Id<AccountId>,
) -> ApiResult<HttpResponse> {
    suspension::resume(&state, &ctx, account_id).await?;
    Ok(reply::no_content())
}

/// List the resets of second factors
#[utoipa::path(tag = "staff", responses((status = 200, description = "Those of the last 30 days, the latest first.", body = Page<SecondFactorReset>)))]
#[get("/second-factor-resets")]
pub async fn list_second_factor_resets(state: Data<AppState>, ctx: Authorized<permission::ManageStaff>) -> ApiResult<HttpResponse> {
    Ok(reply::list(&second_factor_reset::list(&state, &ctx).await?))
}

/// Ask for the reset of a second factor
///
/// For somebody on the staff who lost the app and the recovery codes. Another administrator approves it within seven days, and the person is told. It
/// is void once the person's password or second factor changes, or whoever asked is no administrator any more.
#[utoipa::path(tag = "staff", request_body = AskForSecondFactorReset, params(IdempotencyKey), responses(
    (status = 201, description = "Asked.", body = SecondFactorReset, headers(("Location" = String, description = "The list that it is in."))),
))]
#[post("/second-factor-resets")]
pub async fn create_second_factor_reset(
    state: Data<AppState>,
    ctx: Authorized<Proven<permission::ManageStaff>>,
    key: IdempotencyKey,
    input: Valid<AskForSecondFactorReset>,
) -> ApiResult<HttpResponse> {
    let asked = second_factor_reset::ask(&state, &ctx, &key, &input).await?;
    Ok(reply::created(&api::list_second_factor_resets(), &asked))
}

/// Approve the reset of a second factor
///
/// By an administrator who was one before it was asked for, and neither asked nor is the person. The second factor and the recovery codes are removed
/// and every session of the person ends.
#[utoipa::path(tag = "staff", responses((status = 204, description = "Removed.")))]
#[post("/second-factor-resets/{id}/approve")]
pub async fn approve_second_factor_reset(
    state: Data<AppState>,
    ctx: Authorized<Proven<permission::ManageStaff>>,
    Id(id): Id<SecondFactorResetId>,
) -> ApiResult<HttpResponse> {
    second_factor_reset::approve(&state, &ctx, id).await?;
    Ok(reply::no_content())
}

/// Take the reset of a second factor back
#[utoipa::path(tag = "staff", responses((status = 204, description = "Taken back.")))]
#[delete("/second-factor-resets/{id}")]
pub async fn withdraw_second_factor_reset(
    state: Data<AppState>,
    ctx: Authorized<permission::ManageStaff>,
    Id(id): Id<SecondFactorResetId>,
) -> ApiResult<HttpResponse> {
    second_factor_reset::withdraw(&state, &ctx, id).await?;
    Ok(reply::no_content())
}

/// How the platform is
///
/// Its version, what waits to be sent, and which official data is in, as far as the platform knows.
#[utoipa::path(tag = "staff", responses((status = 200, description = "The state.", body = PlatformState)))]
#[get("/platform-state")]
pub async fn get_platform_state(state: Data<AppState>, ctx: Authorized<permission::ManageStaff>) -> ApiResult<HttpResponse> {
    Ok(reply::ok(&platform_state::read(&state.db, &ctx).await?))
}
