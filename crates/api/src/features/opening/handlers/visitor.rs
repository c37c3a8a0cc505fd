//! What everybody reads.

use crate::{
    error::ApiResult,
    features::opening::{query, search},
    platform::{
        AppState,
        auth::gate::{Anyone, Authorized},
        http::{Id, Params, cache, reply},
    },
};
use actix_web::{HttpRequest, HttpResponse, get, web::Data};
use domain::{
    ids::OpeningId,
    opening::{OpeningQuery, OpeningSummary, PublishedOpening},
    page::Page,
};

/// List the openings
///
/// Those that are open now, of institutions whose page is shown now. Filters combine with "and"; every word of `q` must occur, in any order.
#[utoipa::path(tag = "openings", params(OpeningQuery), security(()), responses(
    (status = 200, description = "A page of openings.", body = Page<OpeningSummary>, headers(("Link" = String, description = "The next page, while there is one."))),
    (status = 304, description = "Unchanged"),
))]
#[get("/openings")]
pub async fn list_openings(
    request: HttpRequest,
    state: Data<AppState>,
    ctx: Authorized<Anyone>,
    params: Params<OpeningQuery>,
) -> ApiResult<HttpResponse> {
    let found = search::list(&state.db, ctx.now, &params).await?;
    Ok(cache::public(&request, reply::page(&request, &found)?, cache::CHECK))
}

/// Read an opening
///
/// With what is for doctors, for those who may read what its institution shows to doctors only. `opening_closed` once it is over or paused, its
/// last day has passed, or its institution's page is not shown.
#[utoipa::path(tag = "openings", security((), ("access_token" = [])), responses(
    (status = 200, description = "The opening.", body = PublishedOpening),
    (status = 304, description = "Unchanged"),
    (status = 410, description = "It was published and is not shown now."),
))]
#[get("/openings/{id}")]
pub async fn get_opening(
    request: HttpRequest,
    state: Data<AppState>,
    ctx: Authorized<Anyone>,
    Id(id): Id<OpeningId>,
) -> ApiResult<HttpResponse> {
    let answer = reply::ok(&query::published(&state.db, &ctx, id).await?);
    // What a reader may see beyond others is kept by nobody; `no-store` comes with every answer that says nothing else.
    Ok(if ctx.identity().is_some() { answer } else { cache::public(&request, answer, cache::CHECK) })
}
