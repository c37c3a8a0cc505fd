//! HTTP of what meetings of the councils say of applications, for officers of their prefecture.

use crate::{
    error::ApiResult,
    features::support::{print, service::meeting},
    platform::{
        AppState,
        auth::gate::{Authorized, permission},
        export::answer::{self, PrintParams},
        http::{Id, Params, Valid, reply},
    },
};
use actix_web::{HttpResponse, get, post, web::Data};
use domain::{
    ids::CouncilMeetingId,
    page::Page,
    support::{MeetingApplication, RecordMeetingOpinions},
};

/// List the applications before a meeting
///
/// Of the regional medical council those that were brought to the meeting; of the insurers' council those of the fiscal year that are before the
/// councils, and those that this meeting spoke of. In the order of their numbers.
#[utoipa::path(tag = "support", responses((status = 200, description = "The applications.", body = Page<MeetingApplication>)))]
#[get("/council-meetings/{id}/applications")]
pub async fn list_meeting_applications(
    state: Data<AppState>,
    ctx: Authorized<permission::DecideSupport>,
    Id(id): Id<CouncilMeetingId>,
) -> ApiResult<HttpResponse> {
    Ok(reply::list(&meeting::applications(&state.db, &ctx, id).await?))
}

/// Record what a meeting said
///
/// Of several applications in one entry, on the day of the meeting; again replaces it while an application is before the councils. All of it or
/// nothing is recorded.
#[utoipa::path(tag = "support", request_body = RecordMeetingOpinions, responses(
    (status = 200, description = "Recorded.", body = Page<MeetingApplication>),
))]
#[post("/council-meetings/{id}/opinions")]
pub async fn record_meeting_opinions(
    state: Data<AppState>,
    ctx: Authorized<permission::DecideSupport>,
    Id(id): Id<CouncilMeetingId>,
    input: Valid<RecordMeetingOpinions>,
) -> ApiResult<HttpResponse> {
    Ok(reply::list(&meeting::record(&state, &ctx, id, &input).await?))
}

/// The documents of a meeting
///
/// The applications before it as one PDF: a list with the sums, then each application with what the rules give.
#[utoipa::path(tag = "support", params(PrintParams), responses(
    (status = 200, description = "The document.", content(("application/pdf"))),
    (status = 503, description = "The server has no Japanese fonts."),
))]
#[get("/council-meetings/{id}/packet")]
pub async fn print_meeting_packet(
    state: Data<AppState>,
    ctx: Authorized<permission::DecideSupport>,
    Id(id): Id<CouncilMeetingId>,
    params: Params<PrintParams>,
) -> ApiResult<HttpResponse> {
    let (document, name) = print::packet(&state.db, &ctx, id).await?;
    answer::document(&state, document, &name, params.lacking_letters).await
}
