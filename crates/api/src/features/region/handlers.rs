//! HTTP of the regions.

use super::query;
use crate::{
    app::AppState,
    error::{ApiError, ApiResult},
    platform::http::{Params, cache, reply},
};
use actix_web::{HttpRequest, HttpResponse, get, web::Data};
use domain::{
    problem::{FieldCode, Problem},
    region::{Municipality, SecondaryMedicalArea, prefecture},
};
use serde::Deserialize;
use utoipa::IntoParams;

/// Which prefecture's rows are wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct InPrefecture {
    /// Prefecture, two digits; all of Japan when absent.
    prefecture: Option<String>,
}

impl InPrefecture {
    fn code(&self) -> ApiResult<Option<&'static str>> {
        match self.prefecture.as_deref().filter(|code| !code.is_empty()) {
            None => Ok(None),
            Some(code) => prefecture(code).map(|p| Some(p.code)).ok_or_else(|| ApiError::parameter("prefecture", FieldCode::UnknownValue)),
        }
    }
}

/// Secondary medical areas
///
/// In the order of their codes. Areas are there for the prefectures whose data is loaded; Miyagi's always are.
#[utoipa::path(
    tag = "region",
    params(InPrefecture),
    responses((status = 200, description = "The areas", body = Vec<SecondaryMedicalArea>), (status = 304, description = "Unchanged"), (status = "4XX", response = Problem)),
)]
#[get("/secondary-medical-areas")]
pub async fn list_areas(request: HttpRequest, state: Data<AppState>, params: Params<InPrefecture>) -> ApiResult<HttpResponse> {
    let areas = query::areas(&state.db, params.code()?).await?;
    Ok(cache::public(&request, reply::ok(&areas), cache::HOUR))
}

/// Municipalities
///
/// In the order of their codes; designated cities by their wards.
#[utoipa::path(
    tag = "region",
    params(InPrefecture),
    responses((status = 200, description = "The municipalities", body = Vec<Municipality>), (status = 304, description = "Unchanged"), (status = "4XX", response = Problem)),
)]
#[get("/municipalities")]
pub async fn list_municipalities(request: HttpRequest, state: Data<AppState>, params: Params<InPrefecture>) -> ApiResult<HttpResponse> {
    let municipalities = query::municipalities(&state.db, params.code()?).await?;
    Ok(cache::public(&request, reply::ok(&municipalities), cache::HOUR))
}
