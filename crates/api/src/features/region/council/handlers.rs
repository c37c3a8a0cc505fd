//! HTTP of the meetings.

use super::query;
use crate::{
    app::AppState,
    error::ApiResult,
    features::region::handlers::YearQuery,
    platform::{
        auth::gate::{Anyone, As},
        http::{Params, cache, reply},
    },
};
use actix_web::{HttpRequest, HttpResponse, get, web::Data};
use domain::support::CouncilMeeting;

/// Meetings of the councils
///
/// Held and planned ones, with what each decides; the day is absent until it is known.
#[utoipa::path(tag = "areas", params(YearQuery), security(()), responses(
    (status = 200, description = "The meetings, the latest year first, within it in the order of the rounds.", body = Vec<CouncilMeeting>),
    (status = 304, description = "Unchanged"),
))]
#[get("/council-meetings")]
pub async fn list_council_meetings(
    request: HttpRequest,
    state: Data<AppState>,
    _ctx: As<Anyone>,
    params: Params<YearQuery>,
) -> ApiResult<HttpResponse> {
    let meetings = query::meetings(&state.db, params.prefecture()?, params.fiscal_year).await?;
    Ok(cache::public(&request, reply::ok(&meetings), cache::MINUTE))
}
