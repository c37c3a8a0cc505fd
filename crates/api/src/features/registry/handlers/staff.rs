//! HTTP of what staff do with the official lists.

use crate::{
    error::{ApiError, ApiResult},
    features::registry::{differences, staff_query as query, upload},
    platform::{
        AppState,
        auth::gate::{Authorized, permission},
        http::{Id, IfMatch, Params, reply, spool::SpooledBody, upload::FileBytes},
    },
};
use actix_web::{HttpRequest, HttpResponse, get, post, web::Data};
use domain::{
    ids::{RegistryDifferenceId, RegistryImportId},
    page::{MAX_PAGE_SIZE, Page, PageQuery},
    problem::FieldCode,
    registry::{RegistryDifference, RegistryImport, UploadRegistry},
};
use routes::api;
use serde::Deserialize;

/// Upload an edition of an official list
///
/// The file itself is the body, as it is published: a zip archive or a CSV file of at most 40 MiB. Nothing changes: the answer says what
/// applying it would, or why it cannot be taken and what to do.
#[utoipa::path(tag = "registry", params(UploadRegistry),
    request_body(content((FileBytes = "application/zip"), (FileBytes = "text/csv"), (FileBytes = "application/octet-stream")), description = "The file."),
    responses(
        (status = 201, description = "Looked at.", body = RegistryImport, headers(("Location" = String, description = "Where it is read."),
            ("ETag" = String, description = "Its version, for applying it."))),
        (status = 413, description = "Larger than 40 MiB."),
        (status = 415, description = "Neither a zip archive nor a CSV file by its media type."),
    ),
)]
#[post("/registry-imports")]
pub async fn create_registry_import(
    state: Data<AppState>,
    ctx: Authorized<permission::KeepRegistry>,
    asked: Params<UploadRegistry>,
    body: SpooledBody,
) -> ApiResult<HttpResponse> {
    let id = upload::create(&state, &ctx, &asked, &body).await?;
    let (import, version) = query::import(&state.db, id).await?;
    Ok(reply::created_versioned(&api::get_registry_import(id), &import, version))
}

/// Editions that were uploaded
///
/// The latest first; their reports have the counts only.
#[utoipa::path(tag = "registry", params(PageQuery), responses(
    (status = 200, description = "A page of them", body = Page<RegistryImport>),
))]
#[get("/registry-imports")]
pub async fn list_registry_imports(
    request: HttpRequest,
    state: Data<AppState>,
    _ctx: Authorized<permission::KeepRegistry>,
    params: Params<PageQuery>,
) -> ApiResult<HttpResponse> {
    reply::page(&request, &query::imports(&state.db, &params).await?)
}

/// An edition that was uploaded
///
/// With examples of the rows that are new, changed and gone, those of institutions here first, and the first rows that were left out.
#[utoipa::path(tag = "registry", responses(
    (status = 200, description = "The import", body = RegistryImport, headers(("ETag" = String, description = "Its version."))),
))]
#[get("/registry-imports/{id}")]
pub async fn get_registry_import(
    state: Data<AppState>,
    _ctx: Authorized<permission::KeepRegistry>,
    Id(id): Id<RegistryImportId>,
) -> ApiResult<HttpResponse> {
    let (import, version) = query::import(&state.db, id).await?;
    Ok(reply::versioned(&import, version))
}

/// Apply an edition
///
/// Refused when a newer edition of the same list is in. The report says what it really changed.
#[utoipa::path(tag = "registry", params(IfMatch), responses((status = 200, description = "Applied.", body = RegistryImport)))]
#[post("/registry-imports/{id}/apply")]
pub async fn apply_registry_import(
    state: Data<AppState>,
    ctx: Authorized<permission::KeepRegistry>,
    Id(id): Id<RegistryImportId>,
    version: IfMatch,
) -> ApiResult<HttpResponse> {
    Ok(reply::ok(&upload::apply(&state, &ctx, id, version).await?))
}

/// Discard an edition
///
/// Its file is let go; that it was uploaded stays on record.
#[utoipa::path(tag = "registry", responses((status = 200, description = "Discarded.", body = RegistryImport)))]
#[post("/registry-imports/{id}/discard")]
pub async fn discard_registry_import(
    state: Data<AppState>,
    ctx: Authorized<permission::KeepRegistry>,
    Id(id): Id<RegistryImportId>,
) -> ApiResult<HttpResponse> {
    Ok(reply::ok(&upload::discard(&state, &ctx, id).await?))
}

/// Which differences are wanted.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct DifferenceQuery {
    /// Only those that somebody took note of, or only those that wait; all when absent.
    acknowledged: Option<bool>,
    /// Rows wanted, 1 to 100; 20 when absent.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<u16>,
    /// Opaque cursor from the previous page.
    cursor: Option<String>,
}

/// What editions say about institutions here
///
/// Institutions that started from a row of an official list and of which a newer edition says something else: another name, address or
/// number of beds, or nothing any more. Nothing of it changes a registration by itself.
#[utoipa::path(tag = "registry", params(DifferenceQuery), responses(
    (status = 200, description = "A page of differences", body = Page<RegistryDifference>),
))]
#[get("/registry-differences")]
pub async fn list_registry_differences(
    request: HttpRequest,
    state: Data<AppState>,
    _ctx: Authorized<permission::KeepRegistry>,
    params: Params<DifferenceQuery>,
) -> ApiResult<HttpResponse> {
    if params.limit.is_some_and(|limit| !(1..=MAX_PAGE_SIZE).contains(&limit)) {
        return Err(ApiError::parameter_with("limit", FieldCode::OutOfRange, serde_json::json!({ "min": 1, "max": MAX_PAGE_SIZE })));
    }
    let page = PageQuery { limit: params.limit, cursor: params.cursor.clone() };
    reply::page(&request, &query::differences(&state.db, params.acknowledged, &page).await?)
}

/// Take note of a difference
///
/// Says that somebody looked at it and did what was needed.
#[utoipa::path(tag = "registry", responses((status = 200, description = "The difference, taken note of", body = RegistryDifference)))]
#[post("/registry-differences/{id}/acknowledge")]
pub async fn acknowledge_registry_difference(
    state: Data<AppState>,
    ctx: Authorized<permission::KeepRegistry>,
    Id(id): Id<RegistryDifferenceId>,
) -> ApiResult<HttpResponse> {
    Ok(reply::ok(&differences::acknowledge(&state, &ctx, id).await?))
}
