//! HTTP of the directory.

use super::{
    changes, export,
    filter::Filter,
    policy::{self, RestrictedSearch},
    query,
    search::{self, DirectoryIndex, with_age},
};
use crate::{
    ctx::Ctx,
    error::{ApiError, ApiResult},
    platform::{
        AppState,
        auth::gate::{Anyone, Authorized},
        db::search::words,
        export::answer,
        http::{
            Id, Params, cache,
            compression::{Coding, Compressor},
            reply,
        },
        search::Grid,
    },
};
use actix_web::{
    HttpRequest, HttpResponse, get,
    http::header::{self, ContentType, HeaderValue},
    web::Data,
};
use domain::{
    directory::{
        ChangesQuery, DirectoryFacets, DirectoryQuery, DirectorySummary, FoundListing, InstitutionChanges, InstitutionCluster, Listing,
        RestrictedListing, Suggestion,
    },
    export::TableFormat,
    geo::BoundingBox,
    ids::InstitutionId,
    locale::Locale,
    page::Page,
    problem::FieldCode,
};
use serde::Deserialize;

/// What the form of a file depends on beside its address.
const VARY: &str = "Accept-Encoding, Accept-Language";

const MAX_SUGGESTIONS: usize = 8;
const CELLS: u16 = 24;

/// Where words are looked for.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ScopeQuery {
    /// `true`: the words are also looked for in what institutions show to doctors only. For doctors whose profile states their licence, while
    /// it is not in doubt; others are refused. What is shown to them of an institution that they blocked, or of its organization, is left out.
    restricted: Option<bool>,
}

impl ScopeQuery {
    async fn searcher(&self, state: &AppState, ctx: &Ctx) -> ApiResult<Option<RestrictedSearch>> {
        if self.restricted == Some(true) { RestrictedSearch::of(&state.db, ctx).await.map(Some) } else { Ok(None) }
    }
}

/// The directory
///
/// Registered institutions. Filters combine with "and"; every word of `q` must occur, in any order, and width, case, kana, long
/// vowels, old characters and the romanization do not matter. Words of nothing but marks such as `・` are refused.
#[utoipa::path(tag = "directory", params(DirectoryQuery, ScopeQuery), security((), ("access_token" = [])), responses(
    (status = 200, description = "A page of the directory", body = Page<FoundListing>),
    (status = 403, description = "`restricted` is not for whoever asks."),
    (status = 304, description = "Unchanged"),
))]
#[get("/institutions")]
pub async fn list_institutions(
    request: HttpRequest,
    state: Data<AppState>,
    ctx: Authorized<Anyone>,
    params: Params<DirectoryQuery>,
    scope: Params<ScopeQuery>,
) -> ApiResult<HttpResponse> {
    let filter = Filter::parse(&params)?;
    if let Some(searcher) = scope.searcher(&state, &ctx).await? {
        let found = search::list_with_restricted(&state, &searcher, &filter, &Filter::page(&params)).await?;
        return Ok(with_age(&state, reply::page(&request, &found)?));
    }
    // Postgres has every list that needs no words, and has it while the index is being made.
    let answer = if filter.is_plain() && !DirectoryIndex::of(&state).is_searchable(state.clock.now()) {
        let page = query::list(&state.db, &filter, &Filter::page(&params)).await?;
        cache::public(&request, reply::page(&request, &page)?, cache::MINUTE)
    } else {
        let make = || reply::page(&request, &search::list(&state, &filter, &Filter::page(&params))?);
        search::answered(&state, &request, cache::MINUTE, make)?
    };
    Ok(with_age(&state, answer))
}

/// Counts for the directory's filters
///
/// How many institutions the list has, and how many it would have with another choice of each filter.
#[utoipa::path(tag = "directory", params(DirectoryQuery, ScopeQuery), security((), ("access_token" = [])), responses(
    (status = 200, description = "The counts", body = DirectoryFacets),
    (status = 403, description = "`restricted` is not for whoever asks."),
    (status = 304, description = "Unchanged"),
))]
#[get("/institution-facets")]
pub async fn get_institution_facets(
    request: HttpRequest,
    state: Data<AppState>,
    ctx: Authorized<Anyone>,
    params: Params<DirectoryQuery>,
    scope: Params<ScopeQuery>,
) -> ApiResult<HttpResponse> {
    let filter = Filter::parse(&params)?;
    if let Some(searcher) = scope.searcher(&state, &ctx).await? {
        return Ok(with_age(&state, reply::ok(&search::facets_with_restricted(&state, &searcher, &filter)?)));
    }
    let answer = search::answered(&state, &request, cache::MINUTE, || Ok(reply::ok(&search::facets(&state, &filter)?)))?;
    Ok(with_age(&state, answer))
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
/// At most eight institutions that the words may mean, those with the words in their names first. Where nothing holds the words, those that come
/// near: with all letters but one, or all words but one.
#[utoipa::path(tag = "directory", params(SuggestionQuery), security(()), responses(
    (status = 200, description = "The suggestions", body = Page<Suggestion>),
    (status = 304, description = "Unchanged"),
))]
#[get("/institution-suggestions")]
pub async fn suggest_institutions(
    request: HttpRequest,
    state: Data<AppState>,
    _ctx: Authorized<Anyone>,
    params: Params<SuggestionQuery>,
) -> ApiResult<HttpResponse> {
    let typed = words("q", params.q.as_deref())?;
    let make = || Ok(reply::list(&search::suggest(&state, &typed, MAX_SUGGESTIONS)?));
    let answer = search::answered(&state, &request, cache::MINUTE, make)?;
    Ok(with_age(&state, answer))
}

/// What changed in the directory
///
/// For those who keep a copy. The oldest change first; every institution once, where it changed last, as it is now. One that is paused, has
/// left or was removed is named with the time and nothing else. Go on with `next_cursor` to the last page, keep its `resume_cursor`, and
/// ask with it later: nothing that happened meanwhile is lost or comes twice, also when changes end in another order than they began. A
/// time alone cannot promise that, since a change has the time at which it began. After the server's database was restored from a
/// copy, cursors are refused (`invalid_cursor`): begin anew.
#[utoipa::path(tag = "directory", params(ChangesQuery), security(()), responses(
    (status = 200, description = "A page of changes", body = InstitutionChanges),
    (status = 304, description = "Unchanged"),
))]
#[get("/institution-changes")]
pub async fn list_institution_changes(
    request: HttpRequest,
    state: Data<AppState>,
    ctx: Authorized<Anyone>,
    params: Params<ChangesQuery>,
) -> ApiResult<HttpResponse> {
    let changes = changes::list(&state, &ctx, &params).await?;
    Ok(cache::public(&request, reply::paged(&request, changes.next_cursor.as_deref(), &changes)?, cache::CHECK))
}

/// The format of the exported file.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ExportQuery {
    /// The kind of file; CSV in UTF-8 when absent.
    #[param(inline)]
    #[serde(default)]
    format: TableFormat,
    /// The language of its headings and words; the one of `Accept-Language` when absent.
    #[param(inline)]
    lang: Option<Locale>,
}

/// The directory as a file
///
/// Every institution that passes the filters, in their order, whatever `limit` and `cursor` say. CSV is sent as it is read and may
/// be of any length; letters that Shift_JIS lacks become 〓. A workbook has at most 10,000 rows; a longer list is refused (`too_many`
/// at `format`).
#[utoipa::path(tag = "directory", params(ExportQuery, DirectoryQuery), security(()), responses(
    (status = 200, description = "The file", content(
        ("text/csv"), ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))),
    (status = 304, description = "Unchanged"),
))]
#[get("/institutions/export")]
pub async fn export_institutions(
    request: HttpRequest,
    state: Data<AppState>,
    ctx: Authorized<Anyone>,
    wanted: Params<ExportQuery>,
    params: Params<DirectoryQuery>,
) -> ApiResult<HttpResponse> {
    let locale = wanted.lang.unwrap_or(ctx.locale);
    let filter = Filter::parse(&params)?;
    let tag = export::tag(&state, &filter, wanted.format, locale).await?;
    if let Some(tag) = tag.as_ref().filter(|tag| cache::has(&request, tag)) {
        let mut unchanged = cache::not_modified(tag, cache::CHECK);
        unchanged.headers_mut().insert(header::VARY, HeaderValue::from_static(VARY));
        return Ok(unchanged);
    }
    let name = export::name(&ctx, locale);
    let is_plain = filter.is_plain();
    let mut answer = match export::begin(&state, &ctx, filter, wanted.format, locale).await? {
        export::File::Workbook(sheet, turn) => {
            let answer = answer::table(*sheet, wanted.format, &name).await?;
            drop(turn);
            answer
        }
        export::File::Csv { format, rows } => {
            let coding = Coding::wanted_for_stream(&request);
            let rows = export::written(rows, format, coding.map(|_| Compressor::default()));
            answer::stream(&name, format, coding, rows)
        }
    };
    answer.headers_mut().insert(header::VARY, HeaderValue::from_static(VARY));
    match tag {
        Some(tag) => cache::mark(&mut answer, &tag, cache::CHECK),
        None => drop(answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(cache::CHECK))),
    }
    // What the index finds is as old as the index; Postgres reads the rest.
    Ok(if is_plain { answer } else { with_age(&state, answer) })
}

/// A part of a map.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ClusterQuery {
    /// Degrees of the west, south, east and north, with commas between them; all of Japan when absent.
    bounds: Option<String>,
    /// Cells along the longer side, 1 to 48; 24 when absent.
    #[param(minimum = 1, maximum = 48)]
    cells: Option<u16>,
}

impl ClusterQuery {
    fn grid(&self) -> ApiResult<Grid> {
        let cells = self.cells.unwrap_or(CELLS);
        let bounds = match self.bounds.as_deref().map(str::trim).filter(|bounds| !bounds.is_empty()) {
            Some(bounds) => BoundingBox::parse(bounds),
            None => Some(BoundingBox::JAPAN),
        };
        bounds.and_then(|bounds| Grid::new(bounds, cells)).ok_or_else(|| ApiError::parameter("bounds", FieldCode::UnknownValue))
    }
}

/// Institutions on a map
///
/// How many institutions pass the filters in each cell of a part of the map, at the middle of their places; empty cells are left out, and
/// a cell with a single institution names it. Institutions whose place is not known are in the list, but not here.
#[utoipa::path(tag = "directory", params(DirectoryQuery, ClusterQuery, ScopeQuery), security((), ("access_token" = [])), responses(
    (status = 200, description = "The clusters", body = Page<InstitutionCluster>),
    (status = 403, description = "`restricted` is not for whoever asks."),
    (status = 304, description = "Unchanged"),
))]
#[get("/institution-clusters")]
pub async fn get_institution_clusters(
    request: HttpRequest,
    state: Data<AppState>,
    ctx: Authorized<Anyone>,
    params: Params<DirectoryQuery>,
    part: Params<ClusterQuery>,
    scope: Params<ScopeQuery>,
) -> ApiResult<HttpResponse> {
    let (filter, grid) = (Filter::parse(&params)?, part.grid()?);
    if let Some(searcher) = scope.searcher(&state, &ctx).await? {
        return Ok(with_age(&state, reply::list(&search::clusters_with_restricted(&state, &searcher, &filter, grid)?)));
    }
    let answer = search::answered(&state, &request, cache::MINUTE, || Ok(reply::list(&search::clusters(&state, &filter, grid)?)))?;
    Ok(with_age(&state, answer))
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
    _ctx: Authorized<Anyone>,
    Id(id): Id<InstitutionId>,
) -> ApiResult<HttpResponse> {
    let response = match search::page(&state, id)? {
        Some(page) => HttpResponse::Ok().content_type(ContentType::json()).body(page),
        None => reply::ok(&query::get(&state.db, id).await?),
    };
    Ok(cache::public(&request, response, cache::CHECK))
}

/// How far the network reaches
///
/// Institutions by prefecture. The aim is at least one in each of the 47.
#[utoipa::path(tag = "directory", security(()), responses(
    (status = 200, description = "The counts", body = DirectorySummary),
    (status = 304, description = "Unchanged"),
))]
#[get("/directory-summary")]
pub async fn get_directory_summary(request: HttpRequest, state: Data<AppState>, _ctx: Authorized<Anyone>) -> ApiResult<HttpResponse> {
    if let Some(asked) = search::AnswerKey::exactly(&state, &request, "") {
        if let Some(ready) = asked.known(&state) {
            return Ok(ready.answer(&request, cache::MINUTE));
        }
        if let Some(summary) = search::summary(&state)? {
            return Ok(asked.answer(&state, &request, reply::ok(&summary), cache::MINUTE));
        }
    }
    Ok(cache::public(&request, reply::ok(&query::summary(&state.db).await?), cache::MINUTE))
}

/// Read the restricted profile of an institution
///
/// For doctors whose profile states their licence (except those who blocked it, and those whose licence is in doubt), the secretariat, the
/// committee, and the institution's own people. It is used for nothing else.
#[utoipa::path(tag = "directory", responses(
    (status = 200, description = "The restricted profile", body = RestrictedListing),
))]
#[get("/institutions/{id}/restricted")]
pub async fn get_restricted_listing(
    state: Data<AppState>,
    ctx: Authorized<policy::RestrictedReader>,
    Id(id): Id<InstitutionId>,
) -> ApiResult<HttpResponse> {
    let profile = policy::read_restricted(&state.db, &ctx, id).await?;
    // `no-store` comes with every answer that says nothing else.
    Ok(reply::ok(&RestrictedListing { institution_id: id, profile }))
}
