//! The staff, and the audit trail.

use crate::{
    error::ApiResult,
    features::accounts::service::staff as service,
    platform::{
        AppState,
        auth::gate::{Authorized, Proven, permission},
        http::{Id, IdempotencyKey, Params, Valid, reply},
    },
};
use actix_web::{HttpRequest, HttpResponse, delete, get, post, web::Data};
use domain::{
    account::{AuditEntry, AuditQuery, CreateStaffInvitation, Invitation, StaffList},
    ids::{AccountId, InvitationId},
    page::{Page, PageQuery},
};
use routes::api;
use utoipa_actix_web::service_config::ServiceConfig;

pub fn routes(config: &mut ServiceConfig) {
    config
        .service(list_staff)
        .service(revoke_staff_role)
        .service(create_staff_invitation)
        .service(list_staff_invitations)
        .service(revoke_staff_invitation)
        .service(list_audit_entries);
}

/// List the staff
#[utoipa::path(tag = "staff", responses((status = 200, description = "Everybody with a staff role.", body = StaffList)))]
#[get("/staff")]
pub async fn list_staff(state: Data<AppState>, ctx: Authorized<permission::ManageStaff>) -> ApiResult<HttpResponse> {
    Ok(reply::ok(&service::list(&state, &ctx).await?))
}

/// Take a staff role back
///
/// Works at once: the person's sessions end. The last administrator stays one.
#[utoipa::path(tag = "staff", params(("role" = domain::actor::Role, Path, description = "The staff role.")), responses((status = 204, description = "Taken back.")))]
#[delete("/staff/{account_id}/roles/{role}")]
pub async fn revoke_staff_role(
    state: Data<AppState>,
    ctx: Authorized<Proven<permission::ManageStaff>>,
    Id((account_id, role)): Id<(AccountId, domain::actor::Role)>,
) -> ApiResult<HttpResponse> {
    service::revoke_role(&state, &ctx, account_id, role).await?;
    Ok(reply::no_content())
}

/// Invite somebody to the staff
///
/// Sends a link that is good for 14 days.
#[utoipa::path(tag = "staff", request_body = CreateStaffInvitation, params(IdempotencyKey), responses(
    (status = 201, description = "Invited.", body = Invitation, headers(("Location" = String, description = "The list that it is in."))),
))]
#[post("/staff-invitations")]
pub async fn create_staff_invitation(
    state: Data<AppState>,
    ctx: Authorized<Proven<permission::ManageStaff>>,
    key: IdempotencyKey,
    input: Valid<CreateStaffInvitation>,
) -> ApiResult<HttpResponse> {
    let invitation = service::invite(&state, &ctx, &key, &input).await?;
    Ok(reply::created(&api::list_staff_invitations(), &invitation))
}

/// List staff invitations
#[utoipa::path(tag = "staff", params(PageQuery), responses((status = 200, description = "The invitations, the latest first.", body = Page<Invitation>)))]
#[get("/staff-invitations")]
pub async fn list_staff_invitations(
    request: HttpRequest,
    state: Data<AppState>,
    ctx: Authorized<permission::ManageStaff>,
    query: Params<PageQuery>,
) -> ApiResult<HttpResponse> {
    reply::page(&request, &service::list_invitations(&state, &ctx, &query).await?)
}

/// Take a staff invitation back
#[utoipa::path(tag = "staff", responses((status = 204, description = "Taken back.")))]
#[delete("/staff-invitations/{id}")]
pub async fn revoke_staff_invitation(
    state: Data<AppState>,
    ctx: Authorized<permission::ManageStaff>,
    Id(id): Id<InvitationId>,
) -> ApiResult<HttpResponse> {
    service::revoke_invitation(&state, &ctx, id).await?;
    Ok(reply::no_content())
}

/// Read the audit trail
///
/// Without what passes between doctors and institutions: nobody on the staff may learn which doctor asked or blocked which institution.
#[utoipa::path(tag = "staff", params(AuditQuery), responses((status = 200, description = "The entries, the latest first.", body = Page<AuditEntry>)))]
#[get("/audit-entries")]
pub async fn list_audit_entries(
    request: HttpRequest,
    state: Data<AppState>,
    _ctx: Authorized<permission::ReadAudit>,
    query: Params<AuditQuery>,
) -> ApiResult<HttpResponse> {
    reply::page(&request, &service::audit_entries(&state, &query).await?)
}
