//! HTTP of budgets and of what would be paid.

use crate::{
    error::ApiResult,
    features::support::{budget, what_if},
    platform::{
        AppState,
        auth::gate::{Authorized, Proven, permission},
        http::{Id, Valid, reply},
    },
};
use actix_web::{HttpResponse, get, post, web::Data};
use domain::support::{SaveSupportBudget, SupportBudget, WhatIf, WhatIfResult, WithdrawSupportBudget};

/// Read the budget of one's prefecture
///
/// Scheme by scheme, against what is committed to selected applications.
#[utoipa::path(tag = "support", params(("fiscal_year" = i32, Path, description = "Fiscal year.")), responses(
    (status = 200, description = "The budget.", body = SupportBudget),
))]
#[get("/support-budgets/{fiscal_year}")]
pub async fn get_support_budget(
    state: Data<AppState>,
    ctx: Authorized<permission::DecideSupport>,
    Id(fiscal_year): Id<i32>,
) -> ApiResult<HttpResponse> {
    Ok(reply::ok(&budget::get(&state.db, &ctx, fiscal_year).await?))
}

/// Enter a budget
///
/// Of one scheme in a fiscal year, with the document that says so; again, with the version of the line, replaces it.
#[utoipa::path(tag = "support", request_body = SaveSupportBudget, responses(
    (status = 200, description = "The year's budget after it.", body = SupportBudget),
    (status = 412, description = "Somebody else saved this line first."),
))]
#[post("/support-budgets")]
pub async fn save_support_budget(
    state: Data<AppState>,
    ctx: Authorized<Proven<permission::DecideSupport>>,
    input: Valid<SaveSupportBudget>,
) -> ApiResult<HttpResponse> {
    Ok(reply::ok(&budget::save(&state, &ctx, &input).await?))
}

/// Take back a budget
///
/// Of one scheme, before its fiscal year begins; `wrong_state` afterwards, and while a selected application of that year names the scheme.
/// The reason and what was entered stay in the trail.
#[utoipa::path(tag = "support", request_body = WithdrawSupportBudget, params(("fiscal_year" = i32, Path, description = "Fiscal year.", example = 2028)), responses(
    (status = 200, description = "The year's budget after it.", body = SupportBudget),
    (status = 412, description = "Somebody else saved this line first."),
))]
#[post("/support-budgets/{fiscal_year}/withdraw")]
pub async fn withdraw_support_budget(
    state: Data<AppState>,
    ctx: Authorized<Proven<permission::DecideSupport>>,
    Id(fiscal_year): Id<i32>,
    input: Valid<WithdrawSupportBudget>,
) -> ApiResult<HttpResponse> {
    Ok(reply::ok(&budget::withdraw(&state, &ctx, fiscal_year, &input).await?))
}

/// Try out an area or rates
///
/// Which listed institutions of the officer's prefecture would be paid what, now and then, to the yen. Nothing is written.
#[utoipa::path(tag = "support", request_body = WhatIf, responses(
    (status = 200, description = "What would change.", body = WhatIfResult),
))]
#[post("/what-ifs")]
pub async fn try_what_if(
    state: Data<AppState>,
    ctx: Authorized<permission::DecideSupport>,
    input: Valid<WhatIf>,
) -> ApiResult<HttpResponse> {
    Ok(reply::ok(&what_if::try_out(&state.db, &ctx, &input).await?))
}
