//! HTTP of the institution's side.

use crate::{
    error::ApiResult,
    features::support::{
        policy::EitherSide,
        print, query,
        service::{draft, institution},
    },
    platform::{
        AppState,
        auth::gate::{Authorized, permission},
        export::answer::{self, PrintParams},
        http::{Id, IdempotencyKey, IfMatch, Params, Valid, reply},
    },
};
use actix_web::{HttpResponse, get, post, put, web::Data};
use domain::{
    export::DocumentFormat,
    ids::SupportApplicationId,
    page::Page,
    support::{
        CreateSupportApplication, PrintSupportForm, ReportSupportApplication, SaveSupportApplication, SupportApplication,
        SupportApplicationSummary, SupportReason,
    },
};
use routes::api;

/// Begin an application for support
///
/// For this fiscal year or the next. `application_already_open` while another of the institution is under way in that year, and where one that
/// was reported or paid names one of the schemes.
#[utoipa::path(tag = "support", request_body = CreateSupportApplication, params(IdempotencyKey), responses(
    (status = 201, description = "Begun, as a draft.", body = SupportApplication, headers(("Location" = String, description = "Where it is read."), ("ETag" = String, description = "Its version."))),
    (status = 404, description = "No institution of one's own."),
))]
#[post("/support-applications")]
pub async fn create_support_application(
    state: Data<AppState>,
    ctx: Authorized<permission::RunOrganization>,
    key: IdempotencyKey,
    input: Valid<CreateSupportApplication>,
) -> ApiResult<HttpResponse> {
    let application = draft::create(&state, &ctx, &key, &input).await?;
    Ok(reply::created_versioned(&api::get_support_application(application.summary.id), &application, application.version))
}

/// List one's applications for support
///
/// Those of all institutions of the reader's organizations, latest change first.
#[utoipa::path(tag = "support", responses((status = 200, description = "The applications.", body = Page<SupportApplicationSummary>)))]
#[get("/me/support-applications")]
pub async fn list_my_support_applications(state: Data<AppState>, ctx: Authorized<permission::RunOrganization>) -> ApiResult<HttpResponse> {
    Ok(reply::list(&query::mine(&state.db, &ctx).await?))
}

/// Read an application for support
///
/// For members of the institution's organization, and for officers of its prefecture once it was submitted.
#[utoipa::path(tag = "support", responses(
    (status = 200, description = "The application.", body = SupportApplication, headers(("ETag" = String, description = "Its version."))),
))]
#[get("/support-applications/{id}")]
pub async fn get_support_application(
    state: Data<AppState>,
    ctx: Authorized<EitherSide>,
    Id(id): Id<SupportApplicationId>,
) -> ApiResult<HttpResponse> {
    shown(&query::get(&state.db, &ctx, id).await?)
}

/// Rewrite an application for support
///
/// While it is a draft, or was returned; `wrong_state` afterwards.
#[utoipa::path(tag = "support", request_body = SaveSupportApplication, params(IfMatch), responses(
    (status = 200, description = "Saved.", body = SupportApplication, headers(("ETag" = String, description = "Its new version."))),
))]
#[put("/support-applications/{id}")]
pub async fn save_support_application(
    state: Data<AppState>,
    ctx: Authorized<permission::RunOrganization>,
    Id(id): Id<SupportApplicationId>,
    version: IfMatch,
    input: Valid<SaveSupportApplication>,
) -> ApiResult<HttpResponse> {
    shown(&draft::save(&state, &ctx, id, version, &input).await?)
}

/// Hand an application for support in
///
/// Purpose and costs are needed. Its statement is frozen with the versions of rules that it rests on. `area_not_designated`, `institution_outside_area` or
/// `scheme_closed` where it cannot be supported.
#[utoipa::path(tag = "support", params(IfMatch), responses(
    (status = 200, description = "Submitted.", body = SupportApplication, headers(("ETag" = String, description = "Its new version."))),
    (status = 422, description = "Something is missing; see `errors`."),
))]
#[post("/support-applications/{id}/submit")]
pub async fn submit_support_application(
    state: Data<AppState>,
    ctx: Authorized<permission::RunOrganization>,
    Id(id): Id<SupportApplicationId>,
    version: IfMatch,
) -> ApiResult<HttpResponse> {
    shown(&institution::submit(&state, &ctx, id, version).await?)
}

/// Apply for the grant
///
/// After the application was selected.
#[utoipa::path(tag = "support", params(IfMatch), responses(
    (status = 200, description = "Applied for.", body = SupportApplication, headers(("ETag" = String, description = "Its new version."))),
))]
#[post("/support-applications/{id}/apply")]
pub async fn apply_support_application(
    state: Data<AppState>,
    ctx: Authorized<permission::RunOrganization>,
    Id(id): Id<SupportApplicationId>,
    version: IfMatch,
) -> ApiResult<HttpResponse> {
    shown(&institution::apply(&state, &ctx, id, version).await?)
}

/// Report what was done and spent
///
/// After the grant was decided, and again when the report was returned. Where fewer days or duties were worked than planned, the most that can be
/// fixed is worked out with those worked; more than planned do not count.
#[utoipa::path(tag = "support", request_body = ReportSupportApplication, params(IfMatch), responses(
    (status = 200, description = "Reported.", body = SupportApplication, headers(("ETag" = String, description = "Its new version."))),
))]
#[post("/support-applications/{id}/report")]
pub async fn report_support_application(
    state: Data<AppState>,
    ctx: Authorized<permission::RunOrganization>,
    Id(id): Id<SupportApplicationId>,
    version: IfMatch,
    input: Valid<ReportSupportApplication>,
) -> ApiResult<HttpResponse> {
    shown(&institution::report(&state, &ctx, id, version, &input).await?)
}

/// Claim the amount fixed
///
/// The whole of it, on the day of the request.
#[utoipa::path(tag = "support", params(IfMatch), responses(
    (status = 200, description = "Claimed.", body = SupportApplication, headers(("ETag" = String, description = "Its new version."))),
))]
#[post("/support-applications/{id}/claim")]
pub async fn claim_support_application(
    state: Data<AppState>,
    ctx: Authorized<permission::RunOrganization>,
    Id(id): Id<SupportApplicationId>,
    version: IfMatch,
) -> ApiResult<HttpResponse> {
    shown(&institution::claim(&state, &ctx, id, version).await?)
}

/// Take a claim back
///
/// Until it is paid; the institution may claim again.
#[utoipa::path(tag = "support", request_body = SupportReason, params(IfMatch), responses(
    (status = 200, description = "Taken back.", body = SupportApplication, headers(("ETag" = String, description = "Its new version."))),
))]
#[post("/support-applications/{id}/withdraw-claim")]
pub async fn withdraw_support_claim(
    state: Data<AppState>,
    ctx: Authorized<permission::RunOrganization>,
    Id(id): Id<SupportApplicationId>,
    version: IfMatch,
    input: Valid<SupportReason>,
) -> ApiResult<HttpResponse> {
    shown(&institution::withdraw_claim(&state, &ctx, id, version, &input.reason).await?)
}

/// Take an application for support back
///
/// Until the report. Afterwards the institution may begin another one. Where money was granted, `proof_required` asks for `prove_session`
/// first.
#[utoipa::path(tag = "support", request_body = SupportReason, params(IfMatch), responses(
    (status = 200, description = "Taken back.", body = SupportApplication, headers(("ETag" = String, description = "Its new version."))),
))]
#[post("/support-applications/{id}/withdraw")]
pub async fn withdraw_support_application(
    state: Data<AppState>,
    ctx: Authorized<permission::RunOrganization>,
    Id(id): Id<SupportApplicationId>,
    version: IfMatch,
    input: Valid<SupportReason>,
) -> ApiResult<HttpResponse> {
    shown(&institution::withdraw(&state, &ctx, id, version, &input.reason).await?)
}

/// An application for support as a document
///
/// Everything but the documents submitted with it, as a PDF in the language of the request.
#[utoipa::path(tag = "support", params(PrintParams), responses(
    (status = 200, description = "The document.", content(("application/pdf"))),
    (status = 503, description = "The server has no Japanese fonts."),
))]
#[get("/support-applications/{id}/pdf")]
pub async fn print_support_application(
    state: Data<AppState>,
    ctx: Authorized<EitherSide>,
    Id(id): Id<SupportApplicationId>,
    params: Params<PrintParams>,
) -> ApiResult<HttpResponse> {
    let (document, name) = print::application(&state.db, &ctx, id).await?;
    answer::document(&state, document, &name, params.lacking_letters).await
}

/// A form of the grant
///
/// With what is known of the application filled in, as a PDF or a Word document in the language of the request. `wrong_state` until the
/// application has come as far as the form needs.
#[utoipa::path(tag = "support", params(PrintSupportForm), responses(
    (status = 200, description = "The form.", content(("application/pdf"), ("application/vnd.openxmlformats-officedocument.wordprocessingml.document"))),
    (status = 409, description = "The application has not come as far as the form needs."),
    (status = 503, description = "The server has no Japanese fonts."),
))]
#[get("/support-applications/{id}/form")]
pub async fn print_support_form(
    state: Data<AppState>,
    ctx: Authorized<EitherSide>,
    Id(id): Id<SupportApplicationId>,
    wanted: Params<PrintSupportForm>,
) -> ApiResult<HttpResponse> {
    let (document, name) = print::form(&state.db, &ctx, id, wanted.form).await?;
    match wanted.format {
        DocumentFormat::Pdf => answer::document(&state, document, &name, wanted.lacking_letters).await,
        DocumentFormat::Docx => answer::word(document, &name).await,
    }
}

fn shown(application: &SupportApplication) -> ApiResult<HttpResponse> {
    Ok(reply::versioned(application, application.version))
}
