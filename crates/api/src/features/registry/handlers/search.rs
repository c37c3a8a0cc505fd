//! HTTP of the official list.

use crate::{
    error::{ApiError, ApiResult},
    features::registry::query,
    platform::{
        AppState,
        auth::gate::{Authorized, permission},
        db::search,
        http::{Params, reply},
    },
};
use actix_web::{HttpResponse, get, web::Data};
use domain::{institution::RegistryInstitution, page::Page, problem::FieldCode, region::prefecture};
use serde::Deserialize;

const DEFAULT_ROWS: u16 = 20;
const MAX_ROWS: u16 = 50;

/// What is searched for.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct RegistryQuery {
    /// Words in name, reading (kana or Latin letters), address or the reading of the place; official code or postal code. Every word must occur.
    /// Blank finds nothing.
    q: Option<String>,
    /// Prefecture, two digits.
    prefecture: Option<String>,
    /// Rows wanted, 1 to 50; 20 when absent.
    #[param(minimum = 1, maximum = 50)]
    limit: Option<u16>,
}

/// Search the official list of institutions
///
/// From one character on; width, case, kana, long vowels and old characters do not matter. Rows with the words in their names come
/// first. At most 50: name more words to find the right one. What is gone from its list is not offered.
#[utoipa::path(tag = "registry", params(RegistryQuery), responses(
    (status = 200, description = "What matches: whole names, beginnings of names, parts of names, the rest; hospitals before clinics", body = Page<RegistryInstitution>),
))]
#[get("/registry-institutions")]
pub async fn search_registry(
    state: Data<AppState>,
    _ctx: Authorized<permission::RunOrganization>,
    params: Params<RegistryQuery>,
) -> ApiResult<HttpResponse> {
    let words = search::words("q", params.q.as_deref())?;
    let code = params.prefecture.as_deref().filter(|code| !code.is_empty());
    if code.is_some_and(|code| prefecture(code).is_none()) {
        return Err(ApiError::parameter("prefecture", FieldCode::UnknownValue));
    }
    let limit = params.limit.unwrap_or(DEFAULT_ROWS);
    if !(1..=MAX_ROWS).contains(&limit) {
        return Err(ApiError::parameter_with("limit", FieldCode::OutOfRange, serde_json::json!({ "min": 1, "max": MAX_ROWS })));
    }
    Ok(reply::list(&query::search(&state, &words, code, limit).await?))
}
