//! HTTP of support at institutions.

use crate::{
    error::ApiResult,
    features::subsidy::designation,
    platform::{
        AppState,
        auth::gate::{Anyone, Authorized},
        http::{Id, Params, as_of, cache, reply},
    },
};
use actix_web::{HttpRequest, HttpResponse, get, web::Data};
use chrono::NaiveDate;
use domain::{ids::InstitutionId, subsidy::InstitutionSupport};
use serde::Deserialize;

/// The day that is asked about.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SupportQuery {
    /// The day in question; today in Japan when absent.
    as_of: Option<NaiveDate>,
}

/// Support at an institution
///
/// Whether it stands in a designated area on the day, the rules of the schemes that would apply there, and what one plan would be paid.
/// Outside there are none; where what is recorded does not tell, `designation` is `unknown` and the area is to be confirmed.
#[utoipa::path(tag = "subsidies", params(SupportQuery), security(()), responses(
    (status = 200, description = "The support.", body = InstitutionSupport),
    (status = 304, description = "Unchanged"),
))]
#[get("/institutions/{id}/support")]
pub async fn get_institution_support(
    request: HttpRequest,
    state: Data<AppState>,
    ctx: Authorized<Anyone>,
    Id(id): Id<InstitutionId>,
    params: Params<SupportQuery>,
) -> ApiResult<HttpResponse> {
    let support = designation::support(&state.db, id, as_of::as_of(&ctx, params.as_of)?).await?;
    Ok(cache::public(&request, reply::ok(&support), cache::MINUTE))
}
