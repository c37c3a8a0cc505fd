//! One operation for each step.

use crate::{
    error::ApiResult,
    features::opening::service::step,
    platform::{
        AppState,
        auth::gate::{Authorized, permission},
        http::{Id, Valid, reply},
    },
};
use actix_web::{HttpResponse, post, web::Data};
use domain::{
    ids::OpeningId,
    opening::{Opening, OpeningEvent},
    registration::Reason,
    text::normalize_line_ends,
};

/// Publish an opening
///
/// Everybody can read it as long as its institution's page is shown. It says everything that the law asks for, its last day has not passed, and its
/// institution's registration is published. Published again, it stays as it is.
#[utoipa::path(tag = "openings", responses(
    (status = 200, description = "Published.", body = Opening, headers(("ETag" = String, description = "Its new version."))),
    (status = 422, description = "Something is missing or breaks rules; see `errors`."),
))]
#[post("/openings/{id}/publish")]
pub async fn publish_opening(
    state: Data<AppState>,
    ctx: Authorized<permission::RunOrganization>,
    Id(id): Id<OpeningId>,
) -> ApiResult<HttpResponse> {
    let opening = step::take(&state, &ctx, id, OpeningEvent::Publish).await?;
    Ok(reply::versioned(&opening, opening.version))
}

/// Confirm that an opening still holds
///
/// It stays open for another 60 days.
#[utoipa::path(tag = "openings", responses(
    (status = 200, description = "Confirmed.", body = Opening, headers(("ETag" = String, description = "Its new version."))),
    (status = 422, description = "Something is missing or breaks rules; see `errors`."),
))]
#[post("/openings/{id}/confirm")]
pub async fn confirm_opening(
    state: Data<AppState>,
    ctx: Authorized<permission::RunOrganization>,
    Id(id): Id<OpeningId>,
) -> ApiResult<HttpResponse> {
    let opening = step::take(&state, &ctx, id, OpeningEvent::Confirm).await?;
    Ok(reply::versioned(&opening, opening.version))
}

/// Pause an opening
///
/// It is hidden until it is resumed. Paused again, it stays as it is.
#[utoipa::path(tag = "openings", responses(
    (status = 200, description = "Paused.", body = Opening, headers(("ETag" = String, description = "Its new version."))),
))]
#[post("/openings/{id}/pause")]
pub async fn pause_opening(
    state: Data<AppState>,
    ctx: Authorized<permission::RunOrganization>,
    Id(id): Id<OpeningId>,
) -> ApiResult<HttpResponse> {
    let opening = step::take(&state, &ctx, id, OpeningEvent::Pause).await?;
    Ok(reply::versioned(&opening, opening.version))
}

/// Show a paused opening again
///
/// What publishing asks for is asked for again.
#[utoipa::path(tag = "openings", responses(
    (status = 200, description = "Shown.", body = Opening, headers(("ETag" = String, description = "Its new version."))),
    (status = 422, description = "Something is missing or breaks rules; see `errors`."),
))]
#[post("/openings/{id}/resume")]
pub async fn resume_opening(
    state: Data<AppState>,
    ctx: Authorized<permission::RunOrganization>,
    Id(id): Id<OpeningId>,
) -> ApiResult<HttpResponse> {
    let opening = step::take(&state, &ctx, id, OpeningEvent::Resume).await?;
    Ok(reply::versioned(&opening, opening.version))
}

/// Say that somebody was found
///
/// The opening is over. Said again, it stays as it is.
#[utoipa::path(tag = "openings", responses(
    (status = 200, description = "Filled.", body = Opening, headers(("ETag" = String, description = "Its new version."))),
))]
#[post("/openings/{id}/fill")]
pub async fn fill_opening(
    state: Data<AppState>,
    ctx: Authorized<permission::RunOrganization>,
    Id(id): Id<OpeningId>,
) -> ApiResult<HttpResponse> {
    let opening = step::take(&state, &ctx, id, OpeningEvent::Fill).await?;
    Ok(reply::versioned(&opening, opening.version))
}

/// End an opening
///
/// It is over without anybody found. Ended again, it stays as it is.
#[utoipa::path(tag = "openings", responses(
    (status = 200, description = "Ended.", body = Opening, headers(("ETag" = String, description = "Its new version."))),
))]
#[post("/openings/{id}/end")]
pub async fn end_opening(
    state: Data<AppState>,
    ctx: Authorized<permission::RunOrganization>,
    Id(id): Id<OpeningId>,
) -> ApiResult<HttpResponse> {
    let opening = step::take(&state, &ctx, id, OpeningEvent::End).await?;
    Ok(reply::versioned(&opening, opening.version))
}

/// Take an opening down
///
/// The secretariat ends it with a reason, which its institution reads.
#[utoipa::path(tag = "openings", request_body = Reason, responses(
    (status = 200, description = "Taken down.", body = Opening, headers(("ETag" = String, description = "Its new version."))),
))]
#[post("/openings/{id}/take-down")]
pub async fn take_down_opening(
    state: Data<AppState>,
    ctx: Authorized<permission::TakeDownOpening>,
    Id(id): Id<OpeningId>,
    input: Valid<Reason>,
) -> ApiResult<HttpResponse> {
    let opening = step::take_down(&state, &ctx, id, &normalize_line_ends(&input.reason)).await?;
    Ok(reply::versioned(&opening, opening.version))
}
