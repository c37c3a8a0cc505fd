//! HTTP of the prefecture's side after the report.

use crate::{
    error::ApiResult,
    features::support::service::{officer, payment},
    platform::{
        AppState,
        auth::gate::{Authorized, Proven, permission},
        http::{Id, IfMatch, Valid, reply},
    },
};
use actix_web::{HttpResponse, post, web::Data};
use domain::{
    ids::SupportApplicationId,
    support::{ApplicationEvent, FixSupportAmount, PaySupportApplication, SupportApplication, SupportReason},
};

/// Return a report for changes
///
/// Also after it was checked, until the amount is fixed. The institution reports again.
#[utoipa::path(tag = "support", request_body = SupportReason, params(IfMatch), responses(
    (status = 200, description = "Returned.", body = SupportApplication, headers(("ETag" = String, description = "Its new version."))),
))]
#[post("/support-applications/{id}/return-report")]
pub async fn return_support_report(
    state: Data<AppState>,
    ctx: Authorized<permission::DecideSupport>,
    Id(id): Id<SupportApplicationId>,
    version: IfMatch,
    input: Valid<SupportReason>,
) -> ApiResult<HttpResponse> {
    shown(&officer::step(&state, &ctx, id, version, ApplicationEvent::ReturnReport, &input.reason).await?)
}

/// Mark a report as checked
#[utoipa::path(tag = "support", params(IfMatch), responses(
    (status = 200, description = "Checked.", body = SupportApplication, headers(("ETag" = String, description = "Its new version."))),
))]
#[post("/support-applications/{id}/check-report")]
pub async fn check_support_report(
    state: Data<AppState>,
    ctx: Authorized<permission::DecideSupport>,
    Id(id): Id<SupportApplicationId>,
    version: IfMatch,
) -> ApiResult<HttpResponse> {
    shown(&officer::step(&state, &ctx, id, version, ApplicationEvent::CheckReport, "").await?)
}

/// Fix the amount
///
/// After the report was checked: for every scheme of the decision, not more than was decided, than the rules of the application's statement
/// give for the cost and the days reported, or than that cost (`fixable`).
#[utoipa::path(tag = "support", request_body = FixSupportAmount, params(IfMatch), responses(
    (status = 200, description = "Fixed.", body = SupportApplication, headers(("ETag" = String, description = "Its new version."))),
))]
#[post("/support-applications/{id}/fix")]
pub async fn fix_support_amount(
    state: Data<AppState>,
    ctx: Authorized<Proven<permission::DecideSupport>>,
    Id(id): Id<SupportApplicationId>,
    version: IfMatch,
    input: Valid<FixSupportAmount>,
) -> ApiResult<HttpResponse> {
    shown(&payment::fix(&state, &ctx, id, version, &input).await?)
}

/// Record the payment
///
/// Of what was claimed.
#[utoipa::path(tag = "support", request_body = PaySupportApplication, params(IfMatch), responses(
    (status = 200, description = "Paid.", body = SupportApplication, headers(("ETag" = String, description = "Its new version."))),
))]
#[post("/support-applications/{id}/pay")]
pub async fn pay_support_application(
    state: Data<AppState>,
    ctx: Authorized<Proven<permission::DecideSupport>>,
    Id(id): Id<SupportApplicationId>,
    version: IfMatch,
    input: Valid<PaySupportApplication>,
) -> ApiResult<HttpResponse> {
    shown(&payment::pay(&state, &ctx, id, version, &input).await?)
}

/// Undo what was recorded last
///
/// For what the prefecture recorded by mistake: the meeting, the selection or its refusal, the decision, the checked report, the amount fixed,
/// the payment. The application goes back one step, and both sides read the reason.
#[utoipa::path(tag = "support", request_body = SupportReason, params(IfMatch), responses(
    (status = 200, description = "Undone.", body = SupportApplication, headers(("ETag" = String, description = "Its new version."))),
))]
#[post("/support-applications/{id}/undo")]
pub async fn undo_support_application(
    state: Data<AppState>,
    ctx: Authorized<Proven<permission::DecideSupport>>,
    Id(id): Id<SupportApplicationId>,
    version: IfMatch,
    input: Valid<SupportReason>,
) -> ApiResult<HttpResponse> {
    shown(&payment::undo(&state, &ctx, id, version, &input.reason).await?)
}

fn shown(application: &SupportApplication) -> ApiResult<HttpResponse> {
    Ok(reply::versioned(application, application.version))
}
