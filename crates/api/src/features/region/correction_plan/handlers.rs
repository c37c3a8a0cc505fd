//! HTTP of the plans.

use super::query;
use crate::{
    app::AppState,
    error::ApiResult,
    features::region::handlers::YearQuery,
    platform::{
        auth::gate::{Anyone, As},
        http::{Id, Params, cache, reply},
    },
};
use actix_web::{HttpRequest, HttpResponse, get, web::Data};
use domain::{ids::CorrectionPlanId, region::correction_plan::CorrectionPlan};

/// Correction plans
///
/// Also those that are still being written: `status` tells how far a plan has come.
#[utoipa::path(tag = "areas", params(YearQuery), security(()), responses(
    (status = 200, description = "The plans, the latest year first.", body = Vec<CorrectionPlan>),
    (status = 304, description = "Unchanged"),
))]
#[get("/correction-plans")]
pub async fn list_correction_plans(
    request: HttpRequest,
    state: Data<AppState>,
    _ctx: As<Anyone>,
    params: Params<YearQuery>,
) -> ApiResult<HttpResponse> {
    let plans = query::plans(&state.db, params.prefecture()?, params.fiscal_year).await?;
    Ok(cache::public(&request, reply::ok(&plans), cache::MINUTE))
}

/// Read a correction plan
#[utoipa::path(tag = "areas", security(()), responses(
    (status = 200, description = "The plan.", body = CorrectionPlan, headers(("ETag" = String, description = "Its version."))),
))]
#[get("/correction-plans/{id}")]
pub async fn get_correction_plan(state: Data<AppState>, _ctx: As<Anyone>, Id(id): Id<CorrectionPlanId>) -> ApiResult<HttpResponse> {
    let plan = query::plan(&state.db, id).await?;
    Ok(reply::versioned(&plan, plan.version))
}
