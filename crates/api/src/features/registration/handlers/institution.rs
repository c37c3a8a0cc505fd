//! What an institution's people ask for.

use crate::{
    error::ApiResult,
    features::registration::{query, service},
    platform::{
        AppState,
        auth::gate::{Authorized, permission},
        http::{Id, IdempotencyKey, IfMatch, Valid, reply},
    },
};
use actix_web::{HttpResponse, get, post, put, web::Data};
use domain::{
    ids::{OrganizationId, RegistrationId},
    page::Page,
    registration::{CreateRegistration, Registration, RegistrationSummary, SaveRegistration},
};

/// Start a registration
///
/// For a new institution, blank or from a row of the official list, or for the next term of an institution that the
/// organization has: then the last content is taken over, but for the declarations, which are made anew every year. The
/// next term opens in January. A row of the list that another organization has submitted or published is refused
/// (`held_by_another`); `claim_institution` tells the secretariat whose it is.
#[utoipa::path(tag = "registrations", request_body = CreateRegistration, params(IdempotencyKey), responses(
    (status = 201, description = "Started as a draft.", body = Registration, headers(("Location" = String, description = "Where it is read."), ("ETag" = String, description = "Its version."))),
))]
#[post("/organizations/{id}/registrations")]
pub async fn create_registration(
    state: Data<AppState>,
    ctx: Authorized<permission::RunOrganization>,
    Id(id): Id<OrganizationId>,
    key: IdempotencyKey,
    input: Valid<CreateRegistration>,
) -> ApiResult<HttpResponse> {
    let registration = service::create(&state, &ctx, &key, id, &input).await?;
    let location = format!("/api/v1/registrations/{}", registration.summary.id);
    Ok(reply::created_versioned(&location, &registration, registration.version))
}

/// List an organization's registrations
#[utoipa::path(tag = "registrations", responses((status = 200, description = "All of them, the latest first.", body = Page<RegistrationSummary>)))]
#[get("/organizations/{id}/registrations")]
pub async fn list_organization_registrations(
    state: Data<AppState>,
    ctx: Authorized<permission::RunOrganization>,
    Id(id): Id<OrganizationId>,
) -> ApiResult<HttpResponse> {
    Ok(reply::list(&query::of_organization(&state.db, &ctx, id).await?))
}

/// Read a registration of the own organization
#[utoipa::path(tag = "registrations", responses(
    (status = 200, description = "The registration.", body = Registration, headers(("ETag" = String, description = "Its version."))),
))]
#[get("/registrations/{id}")]
pub async fn get_registration(
    state: Data<AppState>,
    ctx: Authorized<permission::RunOrganization>,
    Id(id): Id<RegistrationId>,
) -> ApiResult<HttpResponse> {
    let registration = query::own(&state.db, &ctx, id).await?;
    Ok(reply::versioned(&registration, registration.version))
}

/// Save what is written so far
///
/// While it is a draft or was returned. Nothing is required yet; only lengths and characters are checked.
#[utoipa::path(tag = "registrations", request_body = SaveRegistration, params(IfMatch), responses(
    (status = 200, description = "Saved.", body = Registration, headers(("ETag" = String, description = "Its new version."))),
))]
#[put("/registrations/{id}")]
pub async fn save_registration(
    state: Data<AppState>,
    ctx: Authorized<permission::RunOrganization>,
    Id(id): Id<RegistrationId>,
    version: IfMatch,
    input: Valid<SaveRegistration>,
) -> ApiResult<HttpResponse> {
    let registration = service::save(&state, &ctx, id, version, &input).await?;
    Ok(reply::versioned(&registration, registration.version))
}

/// Hand a registration in
///
/// Checks everything that is stored; pointers of errors lead into the stored content. After a return it goes straight back
/// to the secretariat's check.
#[utoipa::path(tag = "registrations", params(IfMatch), responses(
    (status = 200, description = "Submitted.", body = Registration, headers(("ETag" = String, description = "Its new version."))),
    (status = 422, description = "Something is missing or breaks rules; see `errors`."),
))]
#[post("/registrations/{id}/submit")]
pub async fn submit_registration(
    state: Data<AppState>,
    ctx: Authorized<permission::RunOrganization>,
    Id(id): Id<RegistrationId>,
    version: IfMatch,
) -> ApiResult<HttpResponse> {
    let registration = service::submit(&state, &ctx, id, version).await?;
    Ok(reply::versioned(&registration, registration.version))
}

/// Withdraw a registration
///
/// Gives a draft up, takes an application back, or leaves the network: then the page is removed, open inquiries are closed
/// and a correction that waits is taken back. The yearly fee is not refunded.
#[utoipa::path(tag = "registrations", responses(
    (status = 200, description = "Withdrawn.", body = Registration, headers(("ETag" = String, description = "Its new version."))),
))]
#[post("/registrations/{id}/withdraw")]
pub async fn withdraw_registration(
    state: Data<AppState>,
    ctx: Authorized<permission::RunOrganization>,
    Id(id): Id<RegistrationId>,
) -> ApiResult<HttpResponse> {
    let registration = service::withdraw(&state, &ctx, id).await?;
    Ok(reply::versioned(&registration, registration.version))
}
