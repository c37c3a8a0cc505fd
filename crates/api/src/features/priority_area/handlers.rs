//! HTTP of the areas.

use super::{
    look_up::{self, Known},
    query, service,
};
use crate::{
    error::{ApiError, ApiResult},
    features::places::{InPrefecture, prefecture_code},
    platform::{
        AppState,
        auth::gate::{Anyone, Authorized, permission},
        db::search::words,
        http::{Id, IdempotencyKey, IfMatch, Params, Valid, as_of, cache, reply},
    },
};
use actix_web::{HttpRequest, HttpResponse, get, post, web::Data};
use chrono::NaiveDate;
use domain::{
    geo::LatLng,
    ids::PriorityAreaId,
    page::Page,
    problem::FieldCode,
    region::priority_area::{
        AreaLookUp, ClosePriorityArea, ComputedCandidate, CreatePriorityArea, NewAreaVersion, PriorityArea, PriorityAreaDetail,
        WithdrawPriorityArea,
    },
};
use routes::api;
use serde::Deserialize;

/// Which areas are wanted, and of which day.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AreaQuery {
    /// Prefecture, two digits; all of Japan when absent.
    prefecture: Option<String>,
    /// The day in question; today in Japan when absent.
    as_of: Option<NaiveDate>,
    /// Words in the name of the area or of a place in it, as they are written or by the reading (kana or Latin letters). Every word must occur.
    q: Option<String>,
}

/// The day that is asked about.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AsOf {
    /// The day in question; today in Japan when absent.
    as_of: Option<NaiveDate>,
}

/// The place that is looked up. At least one of municipality, address and position.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct LookUpQuery {
    /// Municipality, five digits.
    municipality: Option<String>,
    /// An address as people write it, from the prefecture on; at most 200 characters.
    address: Option<String>,
    /// Degrees north; with `longitude`.
    latitude: Option<f64>,
    /// Degrees east; with `latitude`.
    longitude: Option<f64>,
    /// The day in question; today in Japan when absent.
    as_of: Option<NaiveDate>,
}

const ADDRESS_MAX: usize = 200;

impl LookUpQuery {
    fn known(&self) -> ApiResult<Known<'_>> {
        let filled = |text: &'_ Option<String>| text.as_deref().map(str::trim).is_some_and(|text| !text.is_empty());
        let known = Known {
            municipality: self.municipality.as_deref().filter(|_| filled(&self.municipality)),
            address: self.address.as_deref().filter(|_| filled(&self.address)),
            position: self.position()?,
        };
        if let Some(length) = known.address.map(|address| address.chars().count()).filter(|length| *length > ADDRESS_MAX) {
            let limits = serde_json::json!({ "max": ADDRESS_MAX, "length": length });
            return Err(ApiError::parameter_with("address", FieldCode::TooLong, limits));
        }
        if known.municipality.is_none() && known.address.is_none() && known.position.is_none() {
            return Err(ApiError::parameter("address", FieldCode::Required));
        }
        Ok(known)
    }

    fn position(&self) -> ApiResult<Option<LatLng>> {
        match (self.latitude, self.longitude) {
            (None, None) => Ok(None),
            (Some(_), None) => Err(ApiError::parameter("longitude", FieldCode::Required)),
            (None, Some(_)) => Err(ApiError::parameter("latitude", FieldCode::Required)),
            (Some(latitude), Some(longitude)) => LatLng::new(latitude, longitude)
                .filter(|position| position.in_japan())
                .map(Some)
                .ok_or_else(|| ApiError::parameter("latitude", FieldCode::NotInJapan)),
        }
    }
}

/// Priority support areas
///
/// Each as it holds on the day, with the document that says so; areas that had no version then are missing. `status` tells what an area
/// is: only `designated` ones give rise to support.
#[utoipa::path(tag = "areas", params(AreaQuery), security(()), responses(
    (status = 200, description = "The areas, by prefecture.", body = Page<PriorityArea>),
    (status = 304, description = "Unchanged"),
))]
#[get("/priority-areas")]
pub async fn list_priority_areas(
    request: HttpRequest,
    state: Data<AppState>,
    ctx: Authorized<Anyone>,
    params: Params<AreaQuery>,
) -> ApiResult<HttpResponse> {
    let as_of = as_of::as_of(&ctx, params.as_of)?;
    let words = words("q", params.q.as_deref())?;
    let areas = query::on_day(state.recent(&ctx.actor), prefecture_code(params.prefecture.as_ref())?, as_of).await?;
    let areas = if words.is_empty() { areas } else { query::holding(state.recent(&ctx.actor), areas, &words).await? };
    Ok(cache::public(&request, reply::list(&areas), cache::MINUTE))
}

/// Read a priority support area
///
/// With every version that it ever had, those that were taken back before their first day, its municipalities, and the listed institutions in it.
#[utoipa::path(tag = "areas", params(AsOf), security(()), responses(
    (status = 200, description = "The area.", body = PriorityAreaDetail, headers(("ETag" = String, description = "Its version, and its content."))),
    (status = 304, description = "Unchanged"),
))]
#[get("/priority-areas/{id}")]
pub async fn get_priority_area(
    request: HttpRequest,
    state: Data<AppState>,
    ctx: Authorized<Anyone>,
    Id(id): Id<PriorityAreaId>,
    params: Params<AsOf>,
) -> ApiResult<HttpResponse> {
    let detail = query::detail(&state.db, id, as_of::as_of(&ctx, params.as_of)?).await?;
    Ok(cache::editable(&request, reply::ok(&detail), detail.version, cache::MINUTE))
}

/// Look up which areas hold a place
///
/// The municipality is the one that is named, else the one that the address begins with, else the one whose outline holds the position.
/// What cannot be told from what is known is `unknown`; nothing is guessed.
#[utoipa::path(tag = "areas", params(LookUpQuery), security(()), responses(
    (status = 200, description = "The areas.", body = AreaLookUp),
    (status = 304, description = "Unchanged"),
))]
#[get("/priority-area-look-up")]
pub async fn look_up_priority_areas(
    request: HttpRequest,
    state: Data<AppState>,
    ctx: Authorized<Anyone>,
    params: Params<LookUpQuery>,
) -> ApiResult<HttpResponse> {
    let as_of = as_of::as_of(&ctx, params.as_of)?;
    let place = look_up::place(state.recent(&ctx.actor), &params.known()?).await?;
    let areas = query::areas_holding(state.recent(&ctx.actor), &place, as_of).await?;
    let answer = AreaLookUp { as_of, municipality_code: place.municipality_code, areas };
    Ok(cache::public(&request, reply::ok(&answer), cache::MINUTE))
}

/// Areas that meet criteria for candidates
///
/// Worked out from published figures. They are neither proposed by the ministry nor designated by a prefecture, and must not be shown as
/// either.
#[utoipa::path(tag = "areas", params(InPrefecture), security(()), responses(
    (status = 200, description = "Secondary medical areas, in the order of their codes.", body = Page<ComputedCandidate>),
    (status = 304, description = "Unchanged"),
))]
#[get("/computed-candidates")]
pub async fn list_computed_candidates(
    request: HttpRequest,
    state: Data<AppState>,
    ctx: Authorized<Anyone>,
    params: Params<InPrefecture>,
) -> ApiResult<HttpResponse> {
    let candidates = query::candidates(state.recent(&ctx.actor), params.code()?).await?;
    Ok(cache::public(&request, reply::list(&candidates), cache::HOUR))
}

/// Enter a priority support area
///
/// Of the officer's own prefecture. A designation needs the agreement of both councils; a candidate does not, and gives rise to no support.
#[utoipa::path(tag = "areas", request_body = CreatePriorityArea, params(IdempotencyKey), responses(
    (status = 201, description = "Entered.", body = PriorityAreaDetail, headers(("Location" = String, description = "Where it is read."), ("ETag" = String, description = "Its version."))),
))]
#[post("/priority-areas")]
pub async fn create_priority_area(
    state: Data<AppState>,
    ctx: Authorized<permission::KeepPriorityAreas>,
    key: IdempotencyKey,
    input: Valid<CreatePriorityArea>,
) -> ApiResult<HttpResponse> {
    let detail = service::create(&state, &ctx, &key, &input).await?;
    Ok(reply::created_versioned(&api::get_priority_area(detail.id), &detail, detail.version))
}

/// Replace what holds of a priority support area
///
/// The version that holds on the new one's first day ends the day before; it is never rewritten. Name the area's `version` in `If-Match`.
#[utoipa::path(tag = "areas", request_body = NewAreaVersion, params(IfMatch), responses(
    (status = 200, description = "Replaced.", body = PriorityAreaDetail, headers(("ETag" = String, description = "Its new version."))),
))]
#[post("/priority-areas/{id}/versions")]
pub async fn replace_priority_area(
    state: Data<AppState>,
    ctx: Authorized<permission::KeepPriorityAreas>,
    Id(id): Id<PriorityAreaId>,
    version: IfMatch,
    input: Valid<NewAreaVersion>,
) -> ApiResult<HttpResponse> {
    let detail = service::replace(&state, &ctx, id, version, &input).await?;
    Ok(reply::versioned(&detail, detail.version))
}

/// Close a priority support area
///
/// Sets the last day of its last version, or an earlier one than was set; what has ended never starts again. While the last version has not
/// begun, any day before its first is the last day of the version that holds today; the last version begins on its day all the same.
#[utoipa::path(tag = "areas", request_body = ClosePriorityArea, params(IfMatch), responses(
    (status = 200, description = "Closed.", body = PriorityAreaDetail, headers(("ETag" = String, description = "Its new version."))),
))]
#[post("/priority-areas/{id}/close")]
pub async fn close_priority_area(
    state: Data<AppState>,
    ctx: Authorized<permission::KeepPriorityAreas>,
    Id(id): Id<PriorityAreaId>,
    version: IfMatch,
    input: Valid<ClosePriorityArea>,
) -> ApiResult<HttpResponse> {
    let detail = service::close(&state, &ctx, id, version, &input).await?;
    Ok(reply::versioned(&detail, detail.version))
}

/// Take back a version of a priority support area
///
/// Before its first day, and while nothing rests on it: `wrong_state` once it has begun, `area_version_in_use` once an application that was
/// submitted rests on it. A version that ended because this one was entered goes on as before. What it said is read under `withdrawn`; the
/// reason stays in the trail.
#[utoipa::path(tag = "areas", request_body = WithdrawPriorityArea, params(IfMatch), responses(
    (status = 200, description = "Taken back.", body = PriorityAreaDetail, headers(("ETag" = String, description = "Its new version."))),
))]
#[post("/priority-areas/{id}/withdraw")]
pub async fn withdraw_priority_area(
    state: Data<AppState>,
    ctx: Authorized<permission::KeepPriorityAreas>,
    Id(id): Id<PriorityAreaId>,
    version: IfMatch,
    input: Valid<WithdrawPriorityArea>,
) -> ApiResult<HttpResponse> {
    let detail = service::withdraw(&state, &ctx, id, version, &input).await?;
    Ok(reply::versioned(&detail, detail.version))
}
