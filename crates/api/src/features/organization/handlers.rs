//! HTTP only.

use super::service;
use crate::{
    error::ApiResult,
    platform::{
        AppState,
        auth::gate::{Authorized, Proven, permission},
        http::{Id, IdempotencyKey, IfMatch, Params, Valid, reply},
    },
};
use actix_web::{HttpRequest, HttpResponse, delete, get, patch, post, web::Data};
use domain::{
    account::Invitation,
    ids::{AccountId, InvitationId, OrganizationId},
    organization::{CreateMemberInvitation, CreateOrganization, Organization, OrganizationList, UpdateOrganization},
    page::{Page, PageQuery},
};

/// Enter an organization
///
/// Whoever enters it is its first member and may invite others.
#[utoipa::path(tag = "organizations", request_body = CreateOrganization, params(IdempotencyKey), responses(
    (status = 201, description = "Entered.", body = Organization, headers(("Location" = String, description = "Where it is read."), ("ETag" = String, description = "Its version."))),
))]
#[post("/organizations")]
pub async fn create_organization(
    state: Data<AppState>,
    ctx: Authorized<permission::RunOrganization>,
    key: IdempotencyKey,
    input: Valid<CreateOrganization>,
) -> ApiResult<HttpResponse> {
    let organization = service::create(&state, &ctx, &key, &input).await?;
    Ok(reply::created_versioned(&format!("/api/v1/organizations/{}", organization.id), &organization, organization.version))
}

/// List the own organizations
#[utoipa::path(tag = "organizations", responses((status = 200, description = "The organizations that the person acts for.", body = OrganizationList)))]
#[get("/organizations")]
pub async fn list_organizations(state: Data<AppState>, ctx: Authorized<permission::RunOrganization>) -> ApiResult<HttpResponse> {
    Ok(reply::ok(&service::list(&state, &ctx).await?))
}

/// Read an organization with its members
#[utoipa::path(tag = "organizations", responses(
    (status = 200, description = "The organization.", body = Organization, headers(("ETag" = String, description = "Its version."))),
))]
#[get("/organizations/{id}")]
pub async fn get_organization(
    state: Data<AppState>,
    ctx: Authorized<permission::RunOrganization>,
    Id(id): Id<OrganizationId>,
) -> ApiResult<HttpResponse> {
    let organization = service::get(&state, &ctx, id).await?;
    Ok(reply::versioned(&organization, organization.version))
}

/// Rename an organization
#[utoipa::path(tag = "organizations", request_body = UpdateOrganization, params(IfMatch), responses(
    (status = 200, description = "Renamed.", body = Organization, headers(("ETag" = String, description = "Its new version."))),
))]
#[patch("/organizations/{id}")]
pub async fn update_organization(
    state: Data<AppState>,
    ctx: Authorized<permission::RunOrganization>,
    Id(id): Id<OrganizationId>,
    version: IfMatch,
    input: Valid<UpdateOrganization>,
) -> ApiResult<HttpResponse> {
    let organization = service::update(&state, &ctx, id, version, &input).await?;
    Ok(reply::versioned(&organization, organization.version))
}

/// Invite a colleague
///
/// Sends a link that is good for 14 days.
#[utoipa::path(tag = "organizations", request_body = CreateMemberInvitation, params(IdempotencyKey), responses(
    (status = 201, description = "Invited.", body = Invitation, headers(("Location" = String, description = "The list that it is in."))),
))]
#[post("/organizations/{id}/invitations")]
pub async fn create_member_invitation(
    state: Data<AppState>,
    ctx: Authorized<Proven<permission::RunOrganization>>,
    Id(id): Id<OrganizationId>,
    key: IdempotencyKey,
    input: Valid<CreateMemberInvitation>,
) -> ApiResult<HttpResponse> {
    let invitation = service::invite(&state, &ctx, &key, id, &input).await?;
    Ok(reply::created(&format!("/api/v1/organizations/{id}/invitations"), &invitation))
}

/// List an organization's invitations
#[utoipa::path(tag = "organizations", params(PageQuery), responses((status = 200, description = "The invitations, the latest first.", body = Page<Invitation>)))]
#[get("/organizations/{id}/invitations")]
pub async fn list_member_invitations(
    request: HttpRequest,
    state: Data<AppState>,
    ctx: Authorized<permission::RunOrganization>,
    Id(id): Id<OrganizationId>,
    query: Params<PageQuery>,
) -> ApiResult<HttpResponse> {
    reply::page(&request, &service::list_invitations(&state, &ctx, id, &query).await?)
}

/// Take an invitation back
#[utoipa::path(tag = "organizations", responses((status = 204, description = "Taken back.")))]
#[delete("/organizations/{id}/invitations/{invitation_id}")]
pub async fn revoke_member_invitation(
    state: Data<AppState>,
    ctx: Authorized<permission::RunOrganization>,
    Id((id, invitation_id)): Id<(OrganizationId, InvitationId)>,
) -> ApiResult<HttpResponse> {
    service::revoke_invitation(&state, &ctx, id, invitation_id).await?;
    Ok(reply::no_content())
}

/// Remove a member
///
/// Members may remove themselves and each other; the last one stays.
#[utoipa::path(tag = "organizations", responses((status = 204, description = "Removed.")))]
#[delete("/organizations/{id}/members/{account_id}")]
pub async fn remove_member(
    state: Data<AppState>,
    ctx: Authorized<Proven<permission::RunOrganization>>,
    Id((id, account_id)): Id<(OrganizationId, AccountId)>,
) -> ApiResult<HttpResponse> {
    service::remove_member(&state, &ctx, id, account_id).await?;
    Ok(reply::no_content())
}
