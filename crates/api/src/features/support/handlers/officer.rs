//! HTTP of the prefecture's side. What is not of the officer's own prefecture does not exist for them.

use crate::{
    error::ApiResult,
    features::support::{listing, print, service::officer},
    platform::{
        AppState,
        auth::gate::{Authorized, Proven, permission},
        export::answer,
        http::{Id, IfMatch, Params, Valid, reply},
    },
};
use actix_web::{HttpRequest, HttpResponse, get, post, web::Data};
use domain::{
    ids::SupportApplicationId,
    page::Page,
    support::{
        ApplicationEvent, DecideSupportApplication, ExportSupportApplications, ProposeSupportApplication, RecordCouncilOpinion,
        SupportApplication, SupportApplicationQuery, SupportApplicationSummary, SupportReason,
    },
};

/// List what was submitted to one's prefecture
///
/// Latest change first. What is still being written for the first time is not among them.
#[utoipa::path(tag = "support", params(SupportApplicationQuery), responses(
    (status = 200, description = "A page of applications.", body = Page<SupportApplicationSummary>, headers(("Link" = String, description = "The next page, while there is one."))),
))]
#[get("/support-applications")]
pub async fn list_support_applications(
    request: HttpRequest,
    state: Data<AppState>,
    ctx: Authorized<permission::DecideSupport>,
    wanted: Params<SupportApplicationQuery>,
) -> ApiResult<HttpResponse> {
    reply::page(&request, &listing::submitted(&state.db, &ctx, &wanted).await?)
}

/// The same list as a file
///
/// All of it, with what was calculated, decided, fixed and paid, and the sums; in the language of the request. At most 10,000 rows; a longer list
/// is refused (`too_many` at `format`).
#[utoipa::path(tag = "support", params(ExportSupportApplications), responses(
    (status = 200, description = "The file.", content(("text/csv"), ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")),
        headers(("X-Replaced-Letters" = Option<i64>, description = "Letters that Shift_JIS lacks; 〓 stands for them. Absent when none."))),
))]
#[get("/support-application-exports")]
pub async fn export_support_applications(
    state: Data<AppState>,
    ctx: Authorized<permission::DecideSupport>,
    wanted: Params<ExportSupportApplications>,
) -> ApiResult<HttpResponse> {
    let (sheet, name) = print::list(&state.db, &ctx, &wanted.query()).await?;
    answer::table(sheet, wanted.format, &name).await
}

/// Return an application for changes
///
/// The institution mends it and hands it in again.
#[utoipa::path(tag = "support", request_body = SupportReason, params(IfMatch), responses(
    (status = 200, description = "Returned.", body = SupportApplication, headers(("ETag" = String, description = "Its new version."))),
))]
#[post("/support-applications/{id}/return")]
pub async fn return_support_application(
    state: Data<AppState>,
    ctx: Authorized<permission::DecideSupport>,
    Id(id): Id<SupportApplicationId>,
    version: IfMatch,
    input: Valid<SupportReason>,
) -> ApiResult<HttpResponse> {
    shown(&officer::step(&state, &ctx, id, version, ApplicationEvent::Return, &input.reason).await?)
}

/// Find an application complete
#[utoipa::path(tag = "support", params(IfMatch), responses(
    (status = 200, description = "Checked.", body = SupportApplication, headers(("ETag" = String, description = "Its new version."))),
))]
#[post("/support-applications/{id}/check")]
pub async fn check_support_application(
    state: Data<AppState>,
    ctx: Authorized<permission::DecideSupport>,
    Id(id): Id<SupportApplicationId>,
    version: IfMatch,
) -> ApiResult<HttpResponse> {
    shown(&officer::step(&state, &ctx, id, version, ApplicationEvent::Check, "").await?)
}

/// Bring an application to a meeting
///
/// Of the regional medical council of the prefecture, in the application's fiscal year.
#[utoipa::path(tag = "support", request_body = ProposeSupportApplication, params(IfMatch), responses(
    (status = 200, description = "Before the councils.", body = SupportApplication, headers(("ETag" = String, description = "Its new version."))),
))]
#[post("/support-applications/{id}/propose")]
pub async fn propose_support_application(
    state: Data<AppState>,
    ctx: Authorized<permission::DecideSupport>,
    Id(id): Id<SupportApplicationId>,
    version: IfMatch,
    input: Valid<ProposeSupportApplication>,
) -> ApiResult<HttpResponse> {
    shown(&officer::propose(&state, &ctx, id, version, input.meeting_id).await?)
}

/// Record what a council said
///
/// While the application is before the councils; again replaces it.
#[utoipa::path(tag = "support", request_body = RecordCouncilOpinion, params(IfMatch), responses(
    (status = 200, description = "Recorded.", body = SupportApplication, headers(("ETag" = String, description = "Its new version."))),
))]
#[post("/support-applications/{id}/opinions")]
pub async fn record_council_opinion(
    state: Data<AppState>,
    ctx: Authorized<permission::DecideSupport>,
    Id(id): Id<SupportApplicationId>,
    version: IfMatch,
    input: Valid<RecordCouncilOpinion>,
) -> ApiResult<HttpResponse> {
    shown(&officer::record_opinion(&state, &ctx, id, version, &input).await?)
}

/// Select an application for support
///
/// `council_agreement_missing` until both councils have agreed.
#[utoipa::path(tag = "support", params(IfMatch), responses(
    (status = 200, description = "Selected.", body = SupportApplication, headers(("ETag" = String, description = "Its new version."))),
))]
#[post("/support-applications/{id}/select")]
pub async fn select_support_application(
    state: Data<AppState>,
    ctx: Authorized<Proven<permission::DecideSupport>>,
    Id(id): Id<SupportApplicationId>,
    version: IfMatch,
) -> ApiResult<HttpResponse> {
    shown(&officer::step(&state, &ctx, id, version, ApplicationEvent::Select, "").await?)
}

/// Do not select an application
///
/// When a council did not agree.
#[utoipa::path(tag = "support", request_body = SupportReason, params(IfMatch), responses(
    (status = 200, description = "Not selected.", body = SupportApplication, headers(("ETag" = String, description = "Its new version."))),
))]
#[post("/support-applications/{id}/turn-down")]
pub async fn turn_down_support_application(
    state: Data<AppState>,
    ctx: Authorized<Proven<permission::DecideSupport>>,
    Id(id): Id<SupportApplicationId>,
    version: IfMatch,
    input: Valid<SupportReason>,
) -> ApiResult<HttpResponse> {
    shown(&officer::step(&state, &ctx, id, version, ApplicationEvent::TurnDown, &input.reason).await?)
}

/// Record the decision about the grant
///
/// After the institution applied for it; scheme by scheme, and only schemes that the application names.
#[utoipa::path(tag = "support", request_body = DecideSupportApplication, params(IfMatch), responses(
    (status = 200, description = "Decided.", body = SupportApplication, headers(("ETag" = String, description = "Its new version."))),
))]
#[post("/support-applications/{id}/decide")]
pub async fn decide_support_application(
    state: Data<AppState>,
    ctx: Authorized<Proven<permission::DecideSupport>>,
    Id(id): Id<SupportApplicationId>,
    version: IfMatch,
    input: Valid<DecideSupportApplication>,
) -> ApiResult<HttpResponse> {
    shown(&officer::decide(&state, &ctx, id, version, &input).await?)
}

fn shown(application: &SupportApplication) -> ApiResult<HttpResponse> {
    Ok(reply::versioned(application, application.version))
}
