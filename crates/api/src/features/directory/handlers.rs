//! HTTP of the directory.

use super::{filter::Filter, policy, query};
use crate::{
    app::AppState,
    error::ApiResult,
    platform::{
        auth::gate::{Anyone, As},
        http::{Id, Params, cache, reply},
    },
};
use actix_web::{HttpRequest, HttpResponse, get, web::Data};
use domain::{
    directory::{DirectoryQuery, DirectorySummary, Listing, ListingSummary, RestrictedListing},
    ids::InstitutionId,
    page::Page,
};

/// The directory
///
/// Registered institutions, the latest first. Filters combine with "and"; every word of `q` must occur, and width, case,
/// kana and old characters do not matter.
#[utoipa::path(tag = "directory", params(DirectoryQuery), security(()), responses(
    (status = 200, description = "A page of the directory", body = Page<ListingSummary>),
    (status = 304, description = "Unchanged"),
))]
#[get("/institutions")]
pub async fn list_institutions(
    request: HttpRequest,
    state: Data<AppState>,
    _ctx: As<Anyone>,
    params: Params<DirectoryQuery>,
) -> ApiResult<HttpResponse> {
    let filter = Filter::parse(&params)?;
    let page = query::list(&state.db, &filter, &Filter::page(&params)).await?;
    Ok(cache::public(&request, reply::page(&request, &page)?, cache::MINUTE))
}

/// An institution's page
///
/// Not found as soon as the institution is paused, has left, or its registration has ended.
#[utoipa::path(tag = "directory", security(()), responses(
    (status = 200, description = "The page", body = Listing),
    (status = 304, description = "Unchanged"),
))]
#[get("/institutions/{id}")]
pub async fn get_institution(
    request: HttpRequest,
    state: Data<AppState>,
    _ctx: As<Anyone>,
    Id(id): Id<InstitutionId>,
) -> ApiResult<HttpResponse> {
    let listing = query::get(&state.db, id).await?;
    Ok(cache::public(&request, reply::ok(&listing), cache::CHECK))
}

/// How far the network reaches
///
/// Institutions by prefecture. The aim is at least one in each of the 47.
#[utoipa::path(tag = "directory", security(()), responses(
    (status = 200, description = "The counts", body = DirectorySummary),
    (status = 304, description = "Unchanged"),
))]
#[get("/directory-summary")]
pub async fn get_directory_summary(request: HttpRequest, state: Data<AppState>, _ctx: As<Anyone>) -> ApiResult<HttpResponse> {
    let summary = query::summary(&state.db).await?;
    Ok(cache::public(&request, reply::ok(&summary), cache::MINUTE))
}

/// What signed-in doctors see of an institution
///
/// For doctors (except those who blocked it), the secretariat, the committee, and the institution's own people. It is used for nothing else.
#[utoipa::path(tag = "directory", responses(
    (status = 200, description = "The restricted profile", body = RestrictedListing),
))]
#[get("/institutions/{id}/restricted")]
pub async fn get_restricted_listing(
    state: Data<AppState>,
    ctx: As<policy::RestrictedReader>,
    Id(id): Id<InstitutionId>,
) -> ApiResult<HttpResponse> {
    let profile = policy::read_restricted(&state.db, &ctx, id).await?;
    // `no-store` comes with every answer that says nothing else.
    Ok(reply::ok(&RestrictedListing { institution_id: id, profile }))
}
