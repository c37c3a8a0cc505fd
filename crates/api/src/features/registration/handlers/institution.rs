//! What an institution's people ask for.

use crate::{
    error::ApiResult,
    features::registration::{policy::MemberOrReviewer, query, service},
    platform::{
        AppState,
        auth::gate::{Authorized, permission},
        export::answer::{self, PrintParams},
        http::{Id, IdempotencyKey, IfMatch, Params, Valid, reply},
    },
};
use actix_web::{HttpResponse, get, post, put, web::Data};
use domain::{
    ids::{InstitutionId, OrganizationId, RegistrationId},
    page::Page,
    registration::{CreateRegistration, PauseOwnInstitution, Registration, RegistrationSummary, SaveRegistration},
};
use routes::api;

/// Start a registration
///
/// For a new institution, blank or from a row of the official list, or for the next term of an institution that the
/// organization has: then the last content is taken over, but for the declarations, which are made anew every year. The
/// next term opens in January. Where the organization has a registration of the same institution under way, or published from the same
/// row of the list, that one is the answer (200), and nothing is started. A row of the list that another organization has submitted or published is refused
/// (`held_by_another`); `claim_institution` tells the secretariat whose it is.
#[utoipa::path(tag = "registrations", request_body = CreateRegistration, params(IdempotencyKey), responses(
    (status = 201, description = "Started as a draft.", body = Registration, headers(("Location" = String, description = "Where it is read."), ("ETag" = String, description = "Its version."))),
    (status = 200, description = "There already.", body = Registration, headers(("ETag" = String, description = "Its version."))),
))]
#[post("/organizations/{id}/registrations")]
pub async fn create_registration(
    state: Data<AppState>,
    ctx: Authorized<permission::RunOrganization>,
    Id(id): Id<OrganizationId>,
    key: IdempotencyKey,
    input: Valid<CreateRegistration>,
) -> ApiResult<HttpResponse> {
    let (registration, started) = service::create(&state, &ctx, &key, id, &input).await?;
    if !started {
        return Ok(reply::versioned(&registration, registration.version));
    }
    let location = api::get_registration(registration.summary.id);
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

/// A registration as a document
///
/// The application as it was submitted last, as a PDF in the language of the request, with the headings of form and page; a draft that was never submitted
/// says so. For members of the organization, and for the staff once it was submitted.
#[utoipa::path(tag = "registrations", params(PrintParams), responses(
    (status = 200, description = "The document.", content(("application/pdf"))),
    (status = 503, description = "The server has no Japanese fonts."),
))]
#[get("/registrations/{id}/pdf")]
pub async fn print_registration(
    state: Data<AppState>,
    ctx: Authorized<MemberOrReviewer>,
    Id(id): Id<RegistrationId>,
    params: Params<PrintParams>,
) -> ApiResult<HttpResponse> {
    let (document, name) = query::document(&state.db, &ctx, id).await?;
    answer::document(&state, document, &name, params.lacking_letters).await
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

/// Hide the page of an own institution for a while
///
/// By a member, for a reason and perhaps to a day, on which it is shown again by itself. Independent of the secretariat's pause: each side ends
/// its own, and the page is shown when neither is in force.
#[utoipa::path(tag = "registrations", request_body = PauseOwnInstitution, responses((status = 200, description = "Hidden.", body = Registration)))]
#[post("/institutions/{id}/own-pause")]
pub async fn pause_own_institution(
    state: Data<AppState>,
    ctx: Authorized<permission::RunOrganization>,
    Id(id): Id<InstitutionId>,
    input: Valid<PauseOwnInstitution>,
) -> ApiResult<HttpResponse> {
    Ok(reply::ok(&service::pause_own(&state, &ctx, id, &input).await?))
}

/// Show the page of an own institution again
///
/// Ends the institution's own pause. A pause by the secretariat stays in force.
#[utoipa::path(tag = "registrations", responses((status = 200, description = "Ended.", body = Registration)))]
#[post("/institutions/{id}/own-resume")]
pub async fn resume_own_institution(
    state: Data<AppState>,
    ctx: Authorized<permission::RunOrganization>,
    Id(id): Id<InstitutionId>,
) -> ApiResult<HttpResponse> {
    Ok(reply::ok(&service::resume_own(&state, &ctx, id).await?))
}
