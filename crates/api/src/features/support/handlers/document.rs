//! HTTP of documents: files as they are, beside the JSON.

use super::location;
use crate::{
    error::ApiResult,
    features::support::{policy::EitherSide, service::document},
    platform::{
        AppState,
        auth::gate::{Authorized, permission},
        export::answer,
        http::{
            Id, Params, reply,
            upload::{FileBytes, Upload},
        },
    },
};
use actix_web::{HttpResponse, delete, get, post, web::Data};
use domain::{
    ids::{SupportApplicationId, SupportDocumentId},
    support::{AddSupportDocument, SupportDocument},
};

/// Add a document to an application
///
/// The file itself is the body: PDF, PNG or JPEG, up to 10 MiB, 20 of them. While the institution writes in the application. A document that
/// was submitted stays; with `replaces` the file becomes a new version beside it. An organization adds at most
/// 2,000 documents and 4 GiB within a year (`upload_quota_reached`).
#[utoipa::path(tag = "support", params(AddSupportDocument),
    request_body(content((FileBytes = "application/pdf"), (FileBytes = "image/png"), (FileBytes = "image/jpeg")), description = "The file."),
    responses(
        (status = 201, description = "Added.", body = SupportDocument, headers(("Location" = String, description = "Where it is read."))),
        (status = 413, description = "Larger than 10 MiB."),
        (status = 415, description = "Neither PDF nor PNG nor JPEG, or not what it says that it is."),
    ),
)]
#[post("/support-applications/{id}/documents")]
pub async fn add_support_document(
    state: Data<AppState>,
    ctx: Authorized<permission::RunOrganization>,
    Id(id): Id<SupportApplicationId>,
    named: Params<AddSupportDocument>,
    upload: Upload,
) -> ApiResult<HttpResponse> {
    let added = document::add(&state, &ctx, id, &named, &upload).await?;
    Ok(reply::created(&format!("{}/documents/{}", location(id), added.id), &added))
}

/// Read a document of an application
///
/// For whoever may read the application; always as a file to keep, never shown as a page of this site.
#[utoipa::path(tag = "support", responses(
    (status = 200, description = "The file.", content(("application/pdf"), ("image/png"), ("image/jpeg"))),
))]
#[get("/support-applications/{id}/documents/{document_id}")]
pub async fn get_support_document(
    state: Data<AppState>,
    ctx: Authorized<EitherSide>,
    Id((id, document_id)): Id<(SupportApplicationId, SupportDocumentId)>,
) -> ApiResult<HttpResponse> {
    let (shown, content) = document::read(&state.db, &ctx, id, document_id).await?;
    Ok(answer::attachment(&shown.name, &shown.media_type, content))
}

/// Remove a document that was not submitted
///
/// While the institution writes in the application. What was submitted stays (`document_submitted`); a new version can stand beside it.
#[utoipa::path(tag = "support", responses((status = 204, description = "Gone.")))]
#[delete("/support-applications/{id}/documents/{document_id}")]
pub async fn remove_support_document(
    state: Data<AppState>,
    ctx: Authorized<permission::RunOrganization>,
    Id((id, document_id)): Id<(SupportApplicationId, SupportDocumentId)>,
) -> ApiResult<HttpResponse> {
    document::remove(&state, &ctx, id, document_id).await?;
    Ok(reply::no_content())
}
