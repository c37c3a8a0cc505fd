//! How the staff divides its work: notes, who takes care of what, and the list as a file.

use crate::{
    error::ApiResult,
    features::registration::{
        list::{self, RegistrationFilter},
        notes, sheet,
    },
    platform::{
        AppState,
        auth::gate::{Authorized, permission},
        export::answer,
        http::{Id, IdempotencyKey, Params, Valid, reply},
    },
};
use actix_web::{HttpResponse, delete, get, post, put, web::Data};
use domain::{
    export::TableFormat,
    ids::RegistrationId,
    registration::{RegistrationNote, RegistrationReview, WriteNote},
};
use routes::api;
use serde::Deserialize;

/// The format of the exported file.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ExportRegistrations {
    /// The kind of file; CSV in UTF-8 when absent.
    #[param(inline)]
    #[serde(default)]
    format: TableFormat,
}

/// The list of registrations as a file
///
/// Everything that passes the filters, in their order, whatever `limit` and `cursor` say; in the language of the request. At most 10,000 rows; a
/// longer list is refused (`too_many` at `format`).
#[utoipa::path(tag = "reviews", params(ExportRegistrations, RegistrationFilter), responses(
    (status = 200, description = "The file.", content(("text/csv"), ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")),
        headers(("X-Replaced-Letters" = Option<i64>, description = "Letters that Shift_JIS lacks; 〓 stands for them. Absent when none."))),
))]
#[get("/registration-export")]
pub async fn export_registrations(
    state: Data<AppState>,
    ctx: Authorized<permission::ReviewRegistration>,
    wanted: Params<ExportRegistrations>,
    filter: Params<RegistrationFilter>,
) -> ApiResult<HttpResponse> {
    let rows = list::whole(&state.db, &ctx, &filter).await?;
    let (sheet, name) = sheet::of(&rows, ctx.locale, ctx.now);
    answer::table(sheet, wanted.format, &name).await
}

/// Write a note on a registration
///
/// For the others on the staff. The institution never reads it.
#[utoipa::path(tag = "reviews", request_body = WriteNote, params(IdempotencyKey), responses(
    (status = 201, description = "Written.", body = RegistrationNote, headers(("Location" = String, description = "The review that it is in."))),
))]
#[post("/registrations/{id}/notes")]
pub async fn add_registration_note(
    state: Data<AppState>,
    ctx: Authorized<permission::ReviewRegistration>,
    Id(id): Id<RegistrationId>,
    key: IdempotencyKey,
    input: Valid<WriteNote>,
) -> ApiResult<HttpResponse> {
    let note = notes::write(&state, &ctx, &key, id, &input).await?;
    Ok(reply::created(&api::review_registration(id), &note))
}

/// Take care of a registration
///
/// The actor does from now on, whoever did before. It is said to the staff only, and gives no right that others lack.
#[utoipa::path(tag = "reviews", responses((status = 200, description = "Taken.", body = RegistrationReview)))]
#[put("/registrations/{id}/assignee")]
pub async fn take_registration(
    state: Data<AppState>,
    ctx: Authorized<permission::ReviewRegistration>,
    Id(id): Id<RegistrationId>,
) -> ApiResult<HttpResponse> {
    Ok(reply::ok(&notes::take(&state, &ctx, id).await?))
}

/// Leave a registration to others
///
/// Removes the assignment.
#[utoipa::path(tag = "reviews", responses((status = 200, description = "Left.", body = RegistrationReview)))]
#[delete("/registrations/{id}/assignee")]
pub async fn leave_registration(
    state: Data<AppState>,
    ctx: Authorized<permission::ReviewRegistration>,
    Id(id): Id<RegistrationId>,
) -> ApiResult<HttpResponse> {
    Ok(reply::ok(&notes::leave(&state, &ctx, id).await?))
}
