//! HTTP of the map.

use super::query;
use crate::{
    error::{ApiError, ApiResult},
    platform::{
        AppState,
        auth::gate::{Anyone, Authorized},
        http::{Params, as_of, cache, reply},
    },
};
use actix_web::{HttpRequest, HttpResponse, get, web::Data};
use chrono::NaiveDate;
use domain::{
    atlas::{DataEdition, MapSettings, OutlineCollection, PhysicianIndices, RegionLevel},
    page::Page,
    problem::FieldCode,
    region::prefecture,
};
use serde::Deserialize;

/// Which outlines are wanted.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct OutlineQuery {
    /// The level.
    level: RegionLevel,
    /// Prefecture, two digits; all of Japan when absent. Municipalities need this or `within`.
    prefecture: Option<String>,
    /// Secondary medical area, four digits: the municipalities of it.
    within: Option<String>,
}

/// Which statistics are wanted.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct IndexQuery {
    /// The level; there are none of municipalities.
    level: RegionLevel,
    /// Prefecture, two digits; all of Japan when absent.
    prefecture: Option<String>,
    /// The edition in force on this day; today's when absent.
    as_of: Option<NaiveDate>,
}

fn filled(text: Option<&String>) -> Option<&str> {
    text.map(String::as_str).filter(|text| !text.is_empty())
}

fn prefecture_code(text: Option<&String>) -> ApiResult<Option<&'static str>> {
    match filled(text) {
        None => Ok(None),
        Some(code) => prefecture(code).map(|p| Some(p.code)).ok_or_else(|| ApiError::parameter("prefecture", FieldCode::UnknownValue)),
    }
}

/// Outlines of regions
///
/// GeoJSON, in the order of the codes. Outlines are there where they are loaded; regions that are too small for the source are missing.
/// `credit` has to stand beside a map that is drawn from them.
#[utoipa::path(tag = "atlas", params(OutlineQuery), security(()), responses(
    (status = 200, description = "The outlines", body = OutlineCollection),
    (status = 304, description = "Unchanged"),
))]
#[get("/outlines")]
pub async fn list_outlines(
    request: HttpRequest,
    state: Data<AppState>,
    _ctx: Authorized<Anyone>,
    params: Params<OutlineQuery>,
) -> ApiResult<HttpResponse> {
    let prefecture = prefecture_code(params.prefecture.as_ref())?;
    let within = filled(params.within.as_ref());
    match (params.level, within, prefecture) {
        (RegionLevel::Municipality, None, None) => return Err(ApiError::parameter("prefecture", FieldCode::Required)),
        (RegionLevel::Municipality, ..) | (_, None, _) => {}
        (_, Some(_), _) => return Err(ApiError::parameter("within", FieldCode::UnknownValue)),
    }
    let outlines = query::outlines(&state.db, params.level, prefecture, within).await?;
    Ok(cache::public(&request, reply::ok(&outlines), cache::HOUR))
}

/// The physician maldistribution index
///
/// A dated, relative statistic of the Ministry of Health, Labour and Welfare, in the order of the codes. `caveat` has to stand beside it.
#[utoipa::path(tag = "atlas", params(IndexQuery), security(()), responses(
    (status = 200, description = "The edition in force on the day", body = PhysicianIndices),
    (status = 304, description = "Unchanged"),
))]
#[get("/physician-indices")]
pub async fn list_physician_indices(
    request: HttpRequest,
    state: Data<AppState>,
    ctx: Authorized<Anyone>,
    params: Params<IndexQuery>,
) -> ApiResult<HttpResponse> {
    if params.level == RegionLevel::Municipality {
        return Err(ApiError::parameter("level", FieldCode::UnknownValue));
    }
    let prefecture = prefecture_code(params.prefecture.as_ref())?;
    let as_of = as_of::as_of(&ctx, params.as_of)?;
    let indices = query::physician_indices(&state.db, params.level, prefecture, as_of).await?;
    Ok(cache::public(&request, reply::ok(&indices), cache::HOUR))
}

/// Imported data
///
/// Which files of official data are loaded here, with their source, licence and the credit that has to be shown. What ships with the
/// program is not among them.
#[utoipa::path(tag = "atlas", security(()), responses(
    (status = 200, description = "The files", body = Page<DataEdition>),
    (status = 304, description = "Unchanged"),
))]
#[get("/data-editions")]
pub async fn list_data_editions(request: HttpRequest, state: Data<AppState>, _ctx: Authorized<Anyone>) -> ApiResult<HttpResponse> {
    let editions = query::data_editions(&state.db).await?;
    Ok(cache::public(&request, reply::list(&editions), cache::MINUTE))
}

/// What maps are drawn on
///
/// Outlines are always our own. Where this installation names a server of tiles, they may be drawn below, with its credit.
#[utoipa::path(tag = "atlas", security(()), responses(
    (status = 200, description = "The settings", body = MapSettings),
    (status = 304, description = "Unchanged"),
))]
#[get("/map-settings")]
pub async fn get_map_settings(request: HttpRequest, state: Data<AppState>, _ctx: Authorized<Anyone>) -> ApiResult<HttpResponse> {
    let tiles = state.config.map_tiles.as_ref();
    let settings =
        MapSettings { tile_url: tiles.map(|tiles| tiles.url.clone()), attribution: tiles.map(|tiles| tiles.attribution.clone()) };
    Ok(cache::public(&request, reply::ok(&settings), cache::HOUR))
}
