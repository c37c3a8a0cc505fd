//! HTTP of the plans.

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
    ids::CorrectionPlanId,
    page::Page,
    region::correction_plan::{AdvanceCorrectionPlan, CorrectionPlan, CreateCorrectionPlan, SaveCorrectionPlan},
};

/// Correction plans
///
/// Also those that are still being written: `status` tells how far a plan has come.
#[utoipa::path(tag = "areas", params(YearQuery), security(()), responses(
    (status = 200, description = "The plans, the latest year first.", body = Page<CorrectionPlan>),
    (status = 304, description = "Unchanged"),
))]
#[get("/correction-plans")]
pub async fn list_correction_plans(
    request: HttpRequest,
    state: Data<AppState>,
    _ctx: Authorized<Anyone>,
    params: Params<YearQuery>,
) -> ApiResult<HttpResponse> {
    let plans = query::plans(&state.db, params.prefecture()?, params.fiscal_year).await?;
    Ok(cache::public(&request, reply::list(&plans), cache::MINUTE))
}

/// Read a correction plan
#[utoipa::path(tag = "areas", security(()), responses(
    (status = 200, description = "The plan.", body = CorrectionPlan, headers(("ETag" = String, description = "Its version."))),
))]
#[get("/correction-plans/{id}")]
pub async fn get_correction_plan(state: Data<AppState>, _ctx: Authorized<Anyone>, Id(id): Id<CorrectionPlanId>) -> ApiResult<HttpResponse> {
    let plan = query::plan(&state.db, id).await?;
    Ok(reply::versioned(&plan, plan.version))
}

/// Start a correction plan
///
/// Of the officer's own prefecture; one for each fiscal year.
#[utoipa::path(tag = "areas", request_body = CreateCorrectionPlan, params(IdempotencyKey), responses(
    (status = 201, description = "Started.", body = CorrectionPlan, headers(("Location" = String, description = "Where it is read."), ("ETag" = String, description = "Its version."))),
))]
#[post("/correction-plans")]
pub async fn create_correction_plan(
    state: Data<AppState>,
    ctx: Authorized<permission::KeepPriorityAreas>,
    key: IdempotencyKey,
    input: Valid<CreateCorrectionPlan>,
) -> ApiResult<HttpResponse> {
    let plan = service::create(&state, &ctx, &key, &input).await?;
    Ok(reply::created_versioned(&format!("/api/v1/correction-plans/{}", plan.id), &plan, plan.version))
}

/// Rewrite a correction plan
///
/// Until it is adopted.
#[utoipa::path(tag = "areas", request_body = SaveCorrectionPlan, params(IfMatch), responses(
    (status = 200, description = "Rewritten.", body = CorrectionPlan, headers(("ETag" = String, description = "Its new version."))),
))]
#[put("/correction-plans/{id}")]
pub async fn save_correction_plan(
    state: Data<AppState>,
    ctx: Authorized<permission::KeepPriorityAreas>,
    Id(id): Id<CorrectionPlanId>,
    version: IfMatch,
    input: Valid<SaveCorrectionPlan>,
) -> ApiResult<HttpResponse> {
    let plan = service::save(&state, &ctx, id, version, &input).await?;
    Ok(reply::versioned(&plan, plan.version))
}

/// Take a correction plan further
///
/// Outline, interim and final plan each by the meeting that discussed them, once it was held; then the adoption.
#[utoipa::path(tag = "areas", request_body = AdvanceCorrectionPlan, params(IfMatch), responses(
    (status = 200, description = "Taken further.", body = CorrectionPlan, headers(("ETag" = String, description = "Its new version."))),
))]
#[post("/correction-plans/{id}/advance")]
pub async fn advance_correction_plan(
    state: Data<AppState>,
    ctx: Authorized<permission::KeepPriorityAreas>,
    Id(id): Id<CorrectionPlanId>,
    version: IfMatch,
    input: Valid<AdvanceCorrectionPlan>,
) -> ApiResult<HttpResponse> {
    let plan = service::advance(&state, &ctx, id, version, &input).await?;
    Ok(reply::versioned(&plan, plan.version))
}
