//! HTTP of the meetings.

use super::{query, service};
use crate::{
    error::ApiResult,
    features::planning::YearQuery,
    platform::{
        AppState,
        auth::gate::{Anyone, Authorized, permission},
        http::{Id, IdempotencyKey, IfMatch, Params, Valid, cache, reply},
    },
};
use actix_web::{HttpRequest, HttpResponse, get, post, put, web::Data};
use domain::{
    ids::CouncilMeetingId,
    page::Page,
    support::{CouncilMeeting, SaveCouncilMeeting},
};

/// Meetings of the councils
///
/// Held and planned ones, with what each decides; the day is absent until it is known.
#[utoipa::path(tag = "areas", params(YearQuery), security(()), responses(
    (status = 200, description = "The meetings, the latest year first, within it in the order of the rounds.", body = Page<CouncilMeeting>),
    (status = 304, description = "Unchanged"),
))]
#[get("/council-meetings")]
pub async fn list_council_meetings(
    request: HttpRequest,
    state: Data<AppState>,
    _ctx: Authorized<Anyone>,
    params: Params<YearQuery>,
) -> ApiResult<HttpResponse> {
    let meetings = query::meetings(&state.db, params.prefecture()?, params.fiscal_year).await?;
    Ok(cache::public(&request, reply::list(&meetings), cache::MINUTE))
}

/// Enter a meeting
///
/// Of a council of the officer's own prefecture.
#[utoipa::path(tag = "areas", request_body = SaveCouncilMeeting, params(IdempotencyKey), responses(
    (status = 201, description = "Entered.", body = CouncilMeeting, headers(("Location" = String, description = "The list that it is in."), ("ETag" = String, description = "Its version."))),
))]
#[post("/council-meetings")]
pub async fn create_council_meeting(
    state: Data<AppState>,
    ctx: Authorized<permission::KeepPriorityAreas>,
    key: IdempotencyKey,
    input: Valid<SaveCouncilMeeting>,
) -> ApiResult<HttpResponse> {
    let meeting = service::create(&state, &ctx, &key, &input).await?;
    Ok(reply::created_versioned("/api/v1/council-meetings", &meeting, meeting.version))
}

/// Rewrite a meeting
///
/// A meeting that took a plan further keeps its council, year and round, and stays held; one that an application was brought to keeps its
/// council, year and round. Name the meeting's `version` in `If-Match`.
#[utoipa::path(tag = "areas", request_body = SaveCouncilMeeting, params(IfMatch), responses(
    (status = 200, description = "Rewritten.", body = CouncilMeeting, headers(("ETag" = String, description = "Its new version."))),
))]
#[put("/council-meetings/{id}")]
pub async fn save_council_meeting(
    state: Data<AppState>,
    ctx: Authorized<permission::KeepPriorityAreas>,
    Id(id): Id<CouncilMeetingId>,
    version: IfMatch,
    input: Valid<SaveCouncilMeeting>,
) -> ApiResult<HttpResponse> {
    let meeting = service::save(&state, &ctx, id, version, &input).await?;
    Ok(reply::versioned(&meeting, meeting.version))
}
