//! What members write.

use crate::{
    error::ApiResult,
    features::{
        opening::{policy::MemberOrReviewer, query, service::draft},
        organization,
    },
    platform::{
        AppState,
        auth::gate::{Authorized, permission},
        http::{Id, IdempotencyKey, IfMatch, Params, Valid, reply},
    },
};
use actix_web::{HttpRequest, HttpResponse, delete, get, post, put, web::Data};
use domain::{
    ids::{InstitutionId, OpeningId, OrganizationId},
    opening::{CreateOpening, Opening, OwnOpening, SaveOpening},
    page::{Page, PageQuery},
};
use routes::api;

/// List an organization's openings
///
/// Of all its institutions, in every state, the last changed first.
#[utoipa::path(tag = "openings", params(PageQuery), responses(
    (status = 200, description = "A page of openings.", body = Page<OwnOpening>, headers(("Link" = String, description = "The next page, while there is one."))),
))]
#[get("/organizations/{id}/openings")]
pub async fn list_own_openings(
    request: HttpRequest,
    state: Data<AppState>,
    ctx: Authorized<permission::RunOrganization>,
    Id(id): Id<OrganizationId>,
    params: Params<PageQuery>,
) -> ApiResult<HttpResponse> {
    organization::require_member(&state.db, &ctx, id).await?;
    reply::page(&request, &query::of_organization(&state.db, id, &params).await?)
}

/// Start an opening
///
/// A draft that begins with what the registration says, or with what an earlier opening of the institution said, without its days.
/// An institution has at most 100 that are not over (`opening_quota_reached`).
#[utoipa::path(tag = "openings", request_body = CreateOpening, params(IdempotencyKey), responses(
    (status = 201, description = "Started.", body = Opening, headers(("Location" = String, description = "Where it is read."), ("ETag" = String, description = "Its version."))),
))]
#[post("/institutions/{id}/openings")]
pub async fn create_opening(
    state: Data<AppState>,
    ctx: Authorized<permission::RunOrganization>,
    Id(id): Id<InstitutionId>,
    key: IdempotencyKey,
    input: Valid<CreateOpening>,
) -> ApiResult<HttpResponse> {
    let opening = draft::create(&state, &ctx, &key, id, &input).await?;
    Ok(reply::created_versioned(&api::get_own_opening(opening.id), &opening, opening.version))
}

/// Read an opening with where it stands
///
/// For members of its organization, and for the staff once it was published: the staff read what everybody could read last.
#[utoipa::path(tag = "openings", responses(
    (status = 200, description = "The opening.", body = Opening, headers(("ETag" = String, description = "Its version."))),
))]
#[get("/openings/{id}/content")]
pub async fn get_own_opening(state: Data<AppState>, ctx: Authorized<MemberOrReviewer>, Id(id): Id<OpeningId>) -> ApiResult<HttpResponse> {
    let opening = query::get(&state.db, &ctx, id).await?;
    Ok(reply::versioned(&opening, opening.version))
}

/// Save what an opening says
///
/// A draft and a paused one may be incomplete. One that is open changes at once, stays complete, and counts as confirmed.
#[utoipa::path(tag = "openings", request_body = SaveOpening, params(IfMatch), responses(
    (status = 200, description = "Saved.", body = Opening, headers(("ETag" = String, description = "Its new version."))),
))]
#[put("/openings/{id}/content")]
pub async fn save_opening(
    state: Data<AppState>,
    ctx: Authorized<permission::RunOrganization>,
    Id(id): Id<OpeningId>,
    version: IfMatch,
    input: Valid<SaveOpening>,
) -> ApiResult<HttpResponse> {
    let opening = draft::save(&state, &ctx, id, version, &input).await?;
    Ok(reply::versioned(&opening, opening.version))
}

/// Discard a draft of an opening
#[utoipa::path(tag = "openings", responses((status = 204, description = "Removed.")))]
#[delete("/openings/{id}")]
pub async fn discard_opening(
    state: Data<AppState>,
    ctx: Authorized<permission::RunOrganization>,
    Id(id): Id<OpeningId>,
) -> ApiResult<HttpResponse> {
    draft::discard(&state, &ctx, id).await?;
    Ok(reply::no_content())
}
