//! HTTP only.

use super::service;
use crate::{
    error::ApiResult,
    platform::{
        AppState,
        auth::gate::{Authorized, permission},
        http::{Id, IdempotencyKey, Valid, reply},
    },
};
use actix_web::{HttpResponse, post, web::Data};
use domain::{
    change_request::{ChangeRequest, CreateChangeRequest},
    ids::{ChangeRequestId, RegistrationId},
    registration::Reason,
    text::normalize_line_ends,
};
use utoipa_actix_web::service_config::ServiceConfig;

/// Mounts the operations.
pub fn routes(config: &mut ServiceConfig) {
    config.service(create_change_request).service(withdraw_change_request).service(apply_change_request).service(refuse_change_request);
}

/// Ask for a correction of what is published
///
/// Send the whole content as it should be. One correction at a time waits for a decision.
#[utoipa::path(tag = "change_requests", request_body = CreateChangeRequest, params(IdempotencyKey), responses(
    (status = 201, description = "Asked for.", body = ChangeRequest, headers(("Location" = String, description = "The registration that lists it."))),
))]
#[post("/registrations/{id}/change-requests")]
pub async fn create_change_request(
    state: Data<AppState>,
    ctx: Authorized<permission::RunOrganization>,
    Id(id): Id<RegistrationId>,
    key: IdempotencyKey,
    input: Valid<CreateChangeRequest>,
) -> ApiResult<HttpResponse> {
    let request = service::create(&state, &ctx, &key, id, &input).await?;
    Ok(reply::created(&format!("/api/v1/registrations/{id}"), &request))
}

/// Take a correction back
#[utoipa::path(tag = "change_requests", responses((status = 200, description = "Taken back.", body = ChangeRequest)))]
#[post("/change-requests/{id}/withdraw")]
pub async fn withdraw_change_request(
    state: Data<AppState>,
    ctx: Authorized<permission::RunOrganization>,
    Id(id): Id<ChangeRequestId>,
) -> ApiResult<HttpResponse> {
    Ok(reply::ok(&service::withdraw(&state, &ctx, id).await?))
}

/// Publish a correction
///
/// The page changes at once; both versions are kept.
#[utoipa::path(tag = "reviews", responses((status = 200, description = "Published.", body = ChangeRequest)))]
#[post("/change-requests/{id}/apply")]
pub async fn apply_change_request(
    state: Data<AppState>,
    ctx: Authorized<permission::DecideChangeRequest>,
    Id(id): Id<ChangeRequestId>,
) -> ApiResult<HttpResponse> {
    Ok(reply::ok(&service::apply(&state, &ctx, id).await?))
}

/// Refuse a correction
#[utoipa::path(tag = "reviews", request_body = Reason, responses((status = 200, description = "Refused with the reason.", body = ChangeRequest)))]
#[post("/change-requests/{id}/refuse")]
pub async fn refuse_change_request(
    state: Data<AppState>,
    ctx: Authorized<permission::DecideChangeRequest>,
    Id(id): Id<ChangeRequestId>,
    input: Valid<Reason>,
) -> ApiResult<HttpResponse> {
    Ok(reply::ok(&service::refuse(&state, &ctx, id, &normalize_line_ends(&input.reason)).await?))
}
