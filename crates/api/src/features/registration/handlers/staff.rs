//! What secretariat and committee ask for.

use crate::{
    error::ApiResult,
    features::registration::{
        list::{self, RegistrationFilter},
        query, service,
    },
    platform::{
        AppState,
        auth::gate::{Authorized, permission},
        http::{Id, IfMatch, Params, Valid, reply},
    },
};
use actix_web::{HttpRequest, HttpResponse, get, post, web::Data};
use domain::{
    ids::{InstitutionId, RegistrationId},
    page::Page,
    registration::{Reason, RegistrationQueueCount, RegistrationReview, RegistrationSummary},
    text::normalize_line_ends,
};

fn reviewed(review: &RegistrationReview) -> HttpResponse {
    reply::versioned(review, review.registration.version)
}

/// List registrations
///
/// Registrations that were submitted; without `sort`, longest in their state first.
#[utoipa::path(tag = "reviews", params(RegistrationFilter), responses((status = 200, description = "The registrations.", body = Page<RegistrationSummary>)))]
#[get("/registrations")]
pub async fn list_registrations(
    request: HttpRequest,
    state: Data<AppState>,
    ctx: Authorized<permission::ReviewRegistration>,
    filter: Params<RegistrationFilter>,
) -> ApiResult<HttpResponse> {
    reply::page(&request, &list::page(&state.db, &ctx, &filter).await?)
}

/// Count registrations by state
#[utoipa::path(tag = "reviews", responses(
    (status = 200, description = "Every state but draft, in the order of the course.", body = Page<RegistrationQueueCount>),
))]
#[get("/registration-counts")]
pub async fn count_registrations(state: Data<AppState>, _ctx: Authorized<permission::ReviewRegistration>) -> ApiResult<HttpResponse> {
    Ok(reply::list(&query::counts(&state.db).await?))
}

/// Read everything about an application
///
/// With what changed since it was submitted before, or since the year before.
#[utoipa::path(tag = "reviews", responses(
    (status = 200, description = "The application.", body = RegistrationReview, headers(("ETag" = String, description = "The registration's version."))),
))]
#[get("/registrations/{id}/review")]
pub async fn review_registration(
    state: Data<AppState>,
    ctx: Authorized<permission::ReviewRegistration>,
    Id(id): Id<RegistrationId>,
) -> ApiResult<HttpResponse> {
    Ok(reviewed(&query::review_of(&state.db, &ctx, id).await?))
}

/// Start the secretariat's check
#[utoipa::path(tag = "reviews", params(IfMatch), responses(
    (status = 200, description = "The review has begun.", body = RegistrationReview, headers(("ETag" = String, description = "The registration's new version."))),
))]
#[post("/registrations/{id}/start-review")]
pub async fn start_registration_review(
    state: Data<AppState>,
    ctx: Authorized<permission::CheckRegistration>,
    Id(id): Id<RegistrationId>,
    version: IfMatch,
) -> ApiResult<HttpResponse> {
    Ok(reviewed(&service::start_review(&state, &ctx, id, version).await?))
}

/// Pass a registration on to the committee
#[utoipa::path(tag = "reviews", params(IfMatch), responses(
    (status = 200, description = "The secretariat's check is made.", body = RegistrationReview, headers(("ETag" = String, description = "The registration's new version."))),
))]
#[post("/registrations/{id}/forward")]
pub async fn forward_registration(
    state: Data<AppState>,
    ctx: Authorized<permission::CheckRegistration>,
    Id(id): Id<RegistrationId>,
    version: IfMatch,
) -> ApiResult<HttpResponse> {
    Ok(reviewed(&service::forward(&state, &ctx, id, version).await?))
}

/// Confirm and publish a registration
///
/// The committee's check, by somebody else than whoever made the secretariat's.
#[utoipa::path(tag = "reviews", params(IfMatch), responses(
    (status = 200, description = "Published.", body = RegistrationReview, headers(("ETag" = String, description = "The registration's new version."))),
))]
#[post("/registrations/{id}/confirm")]
pub async fn confirm_registration(
    state: Data<AppState>,
    ctx: Authorized<permission::ConfirmRegistration>,
    Id(id): Id<RegistrationId>,
    version: IfMatch,
) -> ApiResult<HttpResponse> {
    Ok(reviewed(&service::confirm(&state, &ctx, id, version).await?))
}

/// Return a registration to the institution
#[utoipa::path(tag = "reviews", request_body = Reason, params(IfMatch), responses(
    (status = 200, description = "Returned with the reason.", body = RegistrationReview, headers(("ETag" = String, description = "The registration's new version."))),
))]
#[post("/registrations/{id}/return")]
pub async fn return_registration(
    state: Data<AppState>,
    ctx: Authorized<permission::ReviewRegistration>,
    Id(id): Id<RegistrationId>,
    version: IfMatch,
    input: Valid<Reason>,
) -> ApiResult<HttpResponse> {
    Ok(reviewed(&service::send_back(&state, &ctx, id, version, &normalize_line_ends(&input.reason)).await?))
}

/// Revoke a registration
///
/// When facts prove false. The page is removed and open inquiries are closed.
#[utoipa::path(tag = "reviews", request_body = Reason, params(IfMatch), responses(
    (status = 200, description = "Revoked with the reason.", body = RegistrationReview, headers(("ETag" = String, description = "The registration's new version."))),
))]
#[post("/registrations/{id}/revoke")]
pub async fn revoke_registration(
    state: Data<AppState>,
    ctx: Authorized<permission::RevokeRegistration>,
    Id(id): Id<RegistrationId>,
    version: IfMatch,
    input: Valid<Reason>,
) -> ApiResult<HttpResponse> {
    Ok(reviewed(&service::revoke(&state, &ctx, id, version, &normalize_line_ends(&input.reason)).await?))
}

/// Hide an institution's page for a while
#[utoipa::path(tag = "reviews", request_body = Reason, responses((status = 204, description = "Hidden.")))]
#[post("/institutions/{id}/pause")]
pub async fn pause_institution(
    state: Data<AppState>,
    ctx: Authorized<permission::PauseInstitution>,
    Id(id): Id<InstitutionId>,
    input: Valid<Reason>,
) -> ApiResult<HttpResponse> {
    service::pause(&state, &ctx, id, &normalize_line_ends(&input.reason)).await?;
    Ok(reply::no_content())
}

/// Show an institution's page again
#[utoipa::path(tag = "reviews", responses((status = 204, description = "Shown again.")))]
#[post("/institutions/{id}/resume")]
pub async fn resume_institution(
    state: Data<AppState>,
    ctx: Authorized<permission::PauseInstitution>,
    Id(id): Id<InstitutionId>,
) -> ApiResult<HttpResponse> {
    service::resume(&state, &ctx, id).await?;
    Ok(reply::no_content())
}
