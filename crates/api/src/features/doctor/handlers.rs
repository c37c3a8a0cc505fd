//! HTTP only.

use super::{query, service};
use crate::{
    error::{ApiError, ApiResult},
    platform::{
        AppState,
        auth::gate::{Authorized, permission},
        http::{Id, IfMatch, Valid, reply},
    },
};
use actix_web::{HttpResponse, delete, get, put, web::Data};
use domain::{
    doctor::{BlockedInstitution, DoctorProfile, IdentityShare, SaveDoctorProfile},
    ids::InstitutionId,
    page::Page,
    problem::ProblemCode,
};

/// Read the own profile
#[utoipa::path(tag = "doctors", responses(
    (status = 200, description = "The profile.", body = DoctorProfile, headers(("ETag" = String, description = "Its version."))),
    (status = 404, description = "Nothing was saved yet."),
))]
#[get("/me/doctor-profile")]
pub async fn get_doctor_profile(state: Data<AppState>, ctx: Authorized<permission::KeepDoctorProfile>) -> ApiResult<HttpResponse> {
    let profile = query::profile(&state.db, ctx.account_id()?).await?;
    Ok(reply::versioned(&profile, profile.version))
}

/// Save the own profile
///
/// The first time without `If-Match`, afterwards with it. Changes of what is disclosed hold at once for every institution
/// that the identity was not shared with.
#[utoipa::path(tag = "doctors", request_body = SaveDoctorProfile,
    params(("If-Match" = Option<String>, Header, description = "The `ETag` of the version that this edit is based on, such as `\"3\"`; absent the first time.")),
    responses((status = 200, description = "Saved.", body = DoctorProfile, headers(("ETag" = String, description = "Its new version."))),
))]
#[put("/me/doctor-profile")]
pub async fn save_doctor_profile(
    state: Data<AppState>,
    ctx: Authorized<permission::KeepDoctorProfile>,
    version: Result<IfMatch, ApiError>,
    input: Valid<SaveDoctorProfile>,
) -> ApiResult<HttpResponse> {
    let version = match version {
        Ok(version) => Some(version),
        Err(error) if error.code() == ProblemCode::PreconditionRequired => None,
        Err(error) => return Err(error),
    };
    let profile = service::save(&state, &ctx, version, input.0).await?;
    Ok(reply::versioned(&profile, profile.version))
}

/// List the blocked institutions
#[utoipa::path(tag = "doctors", responses((status = 200, description = "The blocked institutions, the latest first.", body = Page<BlockedInstitution>)))]
#[get("/me/blocks")]
pub async fn list_blocks(state: Data<AppState>, ctx: Authorized<permission::KeepDoctorProfile>) -> ApiResult<HttpResponse> {
    Ok(reply::list(&query::blocks(&state.db, ctx.account_id()?).await?))
}

/// Block an institution
///
/// Holds for every institution of the same organization. Open inquiries to them are withdrawn, and none of the doctor's
/// inquiries can be seen there while the block holds. Blocking again changes nothing.
#[utoipa::path(tag = "doctors", responses((status = 204, description = "Blocked.")))]
#[put("/me/blocks/{institution_id}")]
pub async fn block_institution(
    state: Data<AppState>,
    ctx: Authorized<permission::KeepDoctorProfile>,
    Id(institution_id): Id<InstitutionId>,
) -> ApiResult<HttpResponse> {
    service::block(&state, &ctx, institution_id).await?;
    Ok(reply::no_content())
}

/// Take a block back
///
/// What was not blocked stays as it is.
#[utoipa::path(tag = "doctors", responses((status = 204, description = "Not blocked.")))]
#[delete("/me/blocks/{institution_id}")]
pub async fn unblock_institution(
    state: Data<AppState>,
    ctx: Authorized<permission::KeepDoctorProfile>,
    Id(institution_id): Id<InstitutionId>,
) -> ApiResult<HttpResponse> {
    service::unblock(&state, &ctx, institution_id).await?;
    Ok(reply::no_content())
}

/// List who has the own identity
#[utoipa::path(tag = "doctors", responses((status = 200, description = "With whom identity and contact were shared, the latest first.", body = Page<IdentityShare>)))]
#[get("/me/identity-shares")]
pub async fn list_identity_shares(state: Data<AppState>, ctx: Authorized<permission::KeepDoctorProfile>) -> ApiResult<HttpResponse> {
    Ok(reply::list(&query::identity_shares(&state.db, ctx.account_id()?).await?))
}
