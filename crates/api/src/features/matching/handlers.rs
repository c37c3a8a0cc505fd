//! HTTP only.

use super::{query, service};
use crate::{
    error::{ApiError, ApiResult},
    platform::{
        AppState,
        auth::gate::{Authorized, permission},
        http::{Id, IfMatch, Params, Valid, reply},
    },
};
use actix_web::{HttpRequest, HttpResponse, get, put, web::Data};
use domain::{
    ids::OpeningId,
    matching::{Explanation, OpeningMatch, SavedWishes, Wishes},
    page::{Page, PageQuery},
    problem::ProblemCode,
};

/// Read the own wishes
///
/// Nobody else reads them.
#[utoipa::path(tag = "matching", responses(
    (status = 200, description = "The wishes.", body = SavedWishes, headers(("ETag" = String, description = "Their version."))),
    (status = 404, description = "Nothing was saved yet."),
))]
#[get("/me/wishes")]
pub async fn get_wishes(state: Data<AppState>, ctx: Authorized<permission::KeepDoctorProfile>) -> ApiResult<HttpResponse> {
    let saved = query::saved(&state.db, ctx.account_id()?).await?.ok_or(ProblemCode::NotFound)?;
    Ok(reply::versioned(&saved, saved.version))
}

/// Save the own wishes
///
/// The first time without `If-Match`, afterwards with it. Of each kind there is one wish at most, of what is offered one for each thing. A wish that
/// does not matter is left out.
#[utoipa::path(tag = "matching", request_body = Wishes,
    params(("If-Match" = Option<String>, Header, description = "The `ETag` of the version that this edit is based on, such as `\"3\"`; absent the first time.")),
    responses((status = 200, description = "Saved.", body = SavedWishes, headers(("ETag" = String, description = "Their new version."))),
))]
#[put("/me/wishes")]
pub async fn save_wishes(
    state: Data<AppState>,
    ctx: Authorized<permission::KeepDoctorProfile>,
    version: Result<IfMatch, ApiError>,
    input: Valid<Wishes>,
) -> ApiResult<HttpResponse> {
    let version = match version {
        Ok(version) => Some(version),
        Err(error) if error.code() == ProblemCode::PreconditionRequired => None,
        Err(error) => return Err(error),
    };
    let saved = service::save(&state, &ctx, version, input.0).await?;
    Ok(reply::versioned(&saved, saved.version))
}

/// List what suits
///
/// The openings that are shown, each with a verdict for each of the own wishes. Those that meet all musts come first; then fewer musts not met, fewer
/// not stated, more of what is good to have, fewer wishes not stated, the newest. Openings of organizations that the doctor blocked are left out. Without wishes,
/// the newest come first. Of very many openings, the newest 5,000 are looked at. A cursor belongs to the wishes that it was given for.
#[utoipa::path(tag = "matching", params(PageQuery), responses((status = 200, description = "Openings, what suits best first.", body = Page<OpeningMatch>)))]
#[get("/me/matches")]
pub async fn list_matches(
    request: HttpRequest,
    state: Data<AppState>,
    ctx: Authorized<permission::KeepDoctorProfile>,
    Params(page): Params<PageQuery>,
) -> ApiResult<HttpResponse> {
    reply::page(&request, &query::matches(&state.db, &ctx, &page).await?)
}

/// Explain an opening
///
/// A verdict for each of the own wishes, with what is wanted and what the opening states. Without wishes there is none.
#[utoipa::path(tag = "matching", responses(
    (status = 200, description = "The verdicts.", body = Explanation),
    (status = 410, description = "The opening is over, or is not shown at present."),
))]
#[get("/openings/{id}/match")]
pub async fn explain_opening(
    state: Data<AppState>,
    ctx: Authorized<permission::KeepDoctorProfile>,
    Id(id): Id<OpeningId>,
) -> ApiResult<HttpResponse> {
    Ok(reply::ok(&query::of_opening(&state.db, &ctx, id).await?))
}
