//! HTTP of the directory.

use super::{filter::Filter, policy, query, search};
use crate::{
    app::AppState,
    error::ApiResult,
    platform::{
        auth::gate::{Anyone, As},
        db::search::words,
        http::{Id, Params, cache, reply},
    },
};
use actix_web::{HttpRequest, HttpResponse, get, web::Data};
use domain::{
    directory::{DirectoryFacets, DirectoryQuery, DirectorySummary, FoundListing, Listing, RestrictedListing, Suggestion},
    ids::InstitutionId,
    page::Page,
};
use serde::Deserialize;

const MAX_SUGGESTIONS: usize = 8;

/// The directory
///
/// Registered institutions. Filters combine with "and"; every word of `q` must occur, in any order, and width, case, kana, long
/// vowels and old characters do not matter.
#[utoipa::path(tag = "directory", params(DirectoryQuery), security(()), responses(
    (status = 200, description = "A page of the directory", body = Page<FoundListing>),
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
    let page = match filter.is_plain() {
        true => query::list(&state.db, &filter, &Filter::page(&params)).await?,
        false => search::list(&state, &filter, &Filter::page(&params))?,
    };
    Ok(cache::public(&request, reply::page(&request, &page)?, cache::MINUTE))
}

/// Counts for the directory's filters
///
/// How many institutions the list has, and how many it would have with another choice of each filter.
#[utoipa::path(tag = "directory", params(DirectoryQuery), security(()), responses(
    (status = 200, description = "The counts", body = DirectoryFacets),
    (status = 304, description = "Unchanged"),
))]
#[get("/institution-facets")]
pub async fn get_institution_facets(
    request: HttpRequest,
    state: Data<AppState>,
    _ctx: As<Anyone>,
    params: Params<DirectoryQuery>,
) -> ApiResult<HttpResponse> {
    let facets = search::facets(&state, &Filter::parse(&params)?)?;
    Ok(cache::public(&request, reply::ok(&facets), cache::MINUTE))
}

/// What is searched for while somebody types.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SuggestionQuery {
    /// What was typed so far, as in `q` of the directory.
    q: Option<String>,
}

/// Suggestions while typing
///
/// At most eight institutions that the words may mean, those with the words in their names first.
#[utoipa::path(tag = "directory", params(SuggestionQuery), security(()), responses(
    (status = 200, description = "The suggestions", body = Vec<Suggestion>),
    (status = 304, description = "Unchanged"),
))]
#[get("/institution-suggestions")]
pub async fn suggest_institutions(
    request: HttpRequest,
    state: Data<AppState>,
    _ctx: As<Anyone>,
    params: Params<SuggestionQuery>,
) -> ApiResult<HttpResponse> {
    let suggestions = search::suggest(&state, &words("q", params.q.as_deref())?, MAX_SUGGESTIONS)?;
    Ok(cache::public(&request, reply::ok(&suggestions), cache::MINUTE))
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
