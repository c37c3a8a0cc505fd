//! HTTP of the regions.

use super::{postal_code, query};
use crate::{
    error::{ApiError, ApiResult},
    platform::{
        AppState,
        auth::gate::{Anyone, Authorized},
        http::{Id, Params, cache, reply},
    },
};
use actix_web::{HttpRequest, HttpResponse, get, web::Data};
use domain::{
    page::Page,
    problem::FieldCode,
    region::{Municipality, PostalCodePlace, SecondaryMedicalArea, prefecture},
    text,
};
use serde::Deserialize;

/// Which prefecture's rows are wanted.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct InPrefecture {
    /// Prefecture, two digits; all of Japan when absent.
    prefecture: Option<String>,
}

impl InPrefecture {
    /// Returns its code.
    ///
    /// # Errors
    /// `invalid_parameter` for what is no prefecture.
    pub fn code(&self) -> ApiResult<Option<&'static str>> {
        prefecture_code(self.prefecture.as_ref())
    }
}

/// A prefecture's code in a query; blank is none.
///
/// # Errors
/// `invalid_parameter` for what is no prefecture.
pub fn prefecture_code(text: Option<&String>) -> ApiResult<Option<&'static str>> {
    match text.map(String::as_str).filter(|code| !code.is_empty()) {
        None => Ok(None),
        Some(code) => prefecture(code).map(|p| Some(p.code)).ok_or_else(|| ApiError::parameter("prefecture", FieldCode::UnknownValue)),
    }
}

/// Secondary medical areas
///
/// In the order of their codes. Areas are there for the prefectures whose data is loaded; Miyagi's always are.
#[utoipa::path(tag = "regions", params(InPrefecture), security(()), responses(
    (status = 200, description = "The areas", body = Page<SecondaryMedicalArea>),
    (status = 304, description = "Unchanged"),
))]
#[get("/secondary-medical-areas")]
pub async fn list_areas(
    request: HttpRequest,
    state: Data<AppState>,
    _ctx: Authorized<Anyone>,
    params: Params<InPrefecture>,
) -> ApiResult<HttpResponse> {
    let areas = query::areas(&state.db, params.code()?).await?;
    Ok(cache::public(&request, reply::list(&areas), cache::HOUR))
}

/// Municipalities
///
/// In the order of their codes; designated cities by their wards.
#[utoipa::path(tag = "regions", params(InPrefecture), security(()), responses(
    (status = 200, description = "The municipalities", body = Page<Municipality>),
    (status = 304, description = "Unchanged"),
))]
#[get("/municipalities")]
pub async fn list_municipalities(
    request: HttpRequest,
    state: Data<AppState>,
    _ctx: Authorized<Anyone>,
    params: Params<InPrefecture>,
) -> ApiResult<HttpResponse> {
    let municipalities = query::municipalities(&state.db, params.code()?).await?;
    Ok(cache::public(&request, reply::list(&municipalities), cache::HOUR))
}

/// Where a postal code is
///
/// Seven digits in any width, with or without a hyphen. Codes of large offices and hospitals of their own are known too.
#[utoipa::path(tag = "regions", security(()), params(
    ("code" = String, Path, description = "Seven digits.", example = "980-0014"),
), responses(
    (status = 200, description = "The place", body = PostalCodePlace),
    (status = 304, description = "Unchanged"),
    (status = 400, description = "Not seven digits."),
))]
#[get("/postal-codes/{code}")]
pub async fn get_postal_code(
    request: HttpRequest,
    state: Data<AppState>,
    _ctx: Authorized<Anyone>,
    Id(code): Id<String>,
) -> ApiResult<HttpResponse> {
    let code = text::postal_code(&code).ok_or_else(|| ApiError::parameter("code", FieldCode::NotAPostalCode))?;
    let place = postal_code::find(&state.db, &code).await?;
    Ok(cache::public(&request, reply::ok(&place), cache::HOUR))
}
