//! The standard texts for reasons.

use crate::{
    error::ApiResult,
    features::registration::reason_templates,
    platform::{
        AppState,
        auth::gate::{Authorized, permission},
        http::{Id, IdempotencyKey, IfMatch, Valid, reply},
    },
};
use actix_web::{HttpResponse, delete, get, post, put, web::Data};
use domain::{
    ids::ReasonTemplateId,
    page::Page,
    registration::{ReasonTemplate, SaveReasonTemplate},
};
use routes::api;

/// List the standard texts for reasons
#[utoipa::path(tag = "reviews", responses((status = 200, description = "Every text, by its title.", body = Page<ReasonTemplate>)))]
#[get("/reason-templates")]
pub async fn list_reason_templates(state: Data<AppState>, _ctx: Authorized<permission::ReviewRegistration>) -> ApiResult<HttpResponse> {
    Ok(reply::list(&reason_templates::list(&state.db).await?))
}

/// Enter a standard text for reasons
#[utoipa::path(tag = "reviews", request_body = SaveReasonTemplate, params(IdempotencyKey), responses(
    (status = 201, description = "Entered.", body = ReasonTemplate, headers(("Location" = String, description = "The list that it is in."))),
))]
#[post("/reason-templates")]
pub async fn create_reason_template(
    state: Data<AppState>,
    ctx: Authorized<permission::CheckRegistration>,
    key: IdempotencyKey,
    input: Valid<SaveReasonTemplate>,
) -> ApiResult<HttpResponse> {
    let entered = reason_templates::create(&state, &ctx, &key, &input).await?;
    Ok(reply::created(&api::list_reason_templates(), &entered))
}

/// Change a standard text for reasons
#[utoipa::path(tag = "reviews", request_body = SaveReasonTemplate, params(IfMatch), responses(
    (status = 200, description = "Changed.", body = ReasonTemplate, headers(("ETag" = String, description = "The new version."))),
))]
#[put("/reason-templates/{id}")]
pub async fn save_reason_template(
    state: Data<AppState>,
    ctx: Authorized<permission::CheckRegistration>,
    Id(id): Id<ReasonTemplateId>,
    version: IfMatch,
    input: Valid<SaveReasonTemplate>,
) -> ApiResult<HttpResponse> {
    let saved = reason_templates::save(&state, &ctx, id, version, &input).await?;
    Ok(reply::versioned(&saved, saved.version))
}

/// Remove a standard text for reasons
///
/// Reasons in which it was inserted keep it.
#[utoipa::path(tag = "reviews", responses((status = 204, description = "Removed.")))]
#[delete("/reason-templates/{id}")]
pub async fn remove_reason_template(
    state: Data<AppState>,
    ctx: Authorized<permission::CheckRegistration>,
    Id(id): Id<ReasonTemplateId>,
) -> ApiResult<HttpResponse> {
    reason_templates::remove(&state, &ctx, id).await?;
    Ok(reply::no_content())
}
