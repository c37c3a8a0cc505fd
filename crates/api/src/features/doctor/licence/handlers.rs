//! HTTP of the check of licences.

use super::{copy, query, service};
use crate::{
    error::ApiResult,
    platform::{
        AppState,
        auth::gate::{Authorized, permission},
        export::answer,
        http::{
            Id, IfMatch, Params, Valid, reply,
            upload::{FileBytes, Upload},
        },
    },
};
use actix_web::{HttpRequest, HttpResponse, delete, get, post, web::Data};
use domain::{
    doctor::{DecideLicence, LicenceCheck, LicenceCheckCount, LicenceCheckQuery, LicenceCheckSummary, LicenceCopy},
    ids::AccountId,
    page::Page,
};

/// Upload a copy of the own licence
///
/// The file itself is the body: PDF, PNG or JPEG, up to 10 MiB. It takes the place of the one before. Only staff who check licences can
/// open it; it is deleted when they decide, and after 30 days in any case.
#[utoipa::path(tag = "doctors",
    request_body(content((FileBytes = "application/pdf"), (FileBytes = "image/png"), (FileBytes = "image/jpeg")), description = "The file."),
    responses(
        (status = 200, description = "Taken.", body = LicenceCopy),
        (status = 413, description = "Larger than 10 MiB."),
        (status = 415, description = "Neither PDF nor PNG nor JPEG, or not what it says that it is."),
    ),
)]
#[post("/me/licence-copy")]
pub async fn upload_licence_copy(
    state: Data<AppState>,
    ctx: Authorized<permission::KeepDoctorProfile>,
    upload: Upload,
) -> ApiResult<HttpResponse> {
    Ok(reply::ok(&copy::upload(&state, &ctx, &upload).await?))
}

/// Take the copy of the own licence back
#[utoipa::path(tag = "doctors", responses(
    (status = 204, description = "Deleted."),
    (status = 404, description = "There is none."),
))]
#[delete("/me/licence-copy")]
pub async fn remove_licence_copy(state: Data<AppState>, ctx: Authorized<permission::KeepDoctorProfile>) -> ApiResult<HttpResponse> {
    copy::remove(&state, &ctx).await?;
    Ok(reply::no_content())
}

/// List the licences to check
///
/// Without `sort`, whoever has waited longest comes first. The queue cannot be had as a file: licences are looked up one at a time, and a file would
/// keep names beside doubts after their accounts are gone.
#[utoipa::path(tag = "reviews", params(LicenceCheckQuery), responses(
    (status = 200, description = "A page of the queue.", body = Page<LicenceCheckSummary>),
))]
#[get("/licence-checks")]
pub async fn list_licence_checks(
    request: HttpRequest,
    state: Data<AppState>,
    _ctx: Authorized<permission::CheckLicence>,
    query: Params<LicenceCheckQuery>,
) -> ApiResult<HttpResponse> {
    reply::page(&request, &query::list(&state.db, &query).await?)
}

/// Count licences by the state of their check
#[utoipa::path(tag = "reviews", responses((status = 200, description = "Every state.", body = Page<LicenceCheckCount>)))]
#[get("/licence-check-counts")]
pub async fn count_licence_checks(state: Data<AppState>, _ctx: Authorized<permission::CheckLicence>) -> ApiResult<HttpResponse> {
    Ok(reply::list(&query::counts(&state.db).await?))
}

/// Read what is needed to check a licence
///
/// Name, number and year as the doctor stated them, to be looked up by hand in the Ministry's register search
/// (<https://licenseif.mhlw.go.jp/search_isei/>).
#[utoipa::path(tag = "reviews", responses(
    (status = 200, description = "The licence.", body = LicenceCheck, headers(("ETag" = String, description = "Its version."))),
))]
#[get("/licence-checks/{account_id}")]
pub async fn get_licence_check(
    state: Data<AppState>,
    _ctx: Authorized<permission::CheckLicence>,
    Id(account_id): Id<AccountId>,
) -> ApiResult<HttpResponse> {
    let check = query::get(&state.db, account_id).await?;
    Ok(reply::versioned(&check, check.version))
}

/// Open the copy of a licence
///
/// Always as a file to keep, never shown as a page of this site. The trail says who opened it.
#[utoipa::path(tag = "reviews", responses(
    (status = 200, description = "The file.", content(("application/pdf"), ("image/png"), ("image/jpeg"))),
))]
#[get("/licence-checks/{account_id}/copy")]
pub async fn open_licence_copy(
    state: Data<AppState>,
    ctx: Authorized<permission::CheckLicence>,
    Id(account_id): Id<AccountId>,
) -> ApiResult<HttpResponse> {
    let copy = copy::open(&state, &ctx, account_id).await?;
    // Names say nothing about the doctor: they stay in a folder of downloads.
    let ending = copy.media_type.rsplit('/').next().unwrap_or_default();
    Ok(answer::attachment(&format!("licence-copy.{ending}"), &copy.media_type, copy.content))
}

/// Decide about a licence
///
/// A doubt closes what is for doctors only. The doctor reads reason and note, and is told by mail that there is a decision. A copy of the
/// licence is deleted with it.
#[utoipa::path(tag = "reviews", request_body = DecideLicence, params(IfMatch), responses(
    (status = 200, description = "Decided.", body = LicenceCheck, headers(("ETag" = String, description = "Its new version."))),
))]
#[post("/licence-checks/{account_id}/decide")]
pub async fn decide_licence_check(
    state: Data<AppState>,
    ctx: Authorized<permission::CheckLicence>,
    Id(account_id): Id<AccountId>,
    version: IfMatch,
    input: Valid<DecideLicence>,
) -> ApiResult<HttpResponse> {
    let check = service::decide(&state, &ctx, account_id, version, &input).await?;
    Ok(reply::versioned(&check, check.version))
}
