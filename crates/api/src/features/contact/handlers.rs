//! HTTP of the contact page.

use super::{
    list::{self, ContactFilter},
    query, service, sheet,
};
use crate::{
    error::ApiResult,
    platform::{
        AppState,
        auth::gate::{Anyone, Authorized, permission},
        export::answer,
        http::{Id, IdempotencyKey, Params, Valid, reply},
    },
};
use actix_web::{HttpRequest, HttpResponse, get, post, web::Data};
use domain::{
    contact::{ClaimInstitution, ContactMessage, ContactReceipt, CreateContactMessage, ReplyToContactMessage},
    export::TableFormat,
    ids::{ContactMessageId, OrganizationId},
    page::Page,
};
use routes::api;
use serde::Deserialize;

/// Write to the secretariat
///
/// Anyone may. The message is stored and mailed to the secretariat, and the writer gets a receipt in the language of the request.
#[utoipa::path(tag = "contact", params(IdempotencyKey), request_body = CreateContactMessage, security(()), responses(
    (status = 201, description = "The message is stored", body = ContactReceipt),
))]
#[post("/contact-messages")]
pub async fn create_contact_message(
    state: Data<AppState>,
    ctx: Authorized<Anyone>,
    key: IdempotencyKey,
    input: Valid<CreateContactMessage>,
) -> ApiResult<HttpResponse> {
    let receipt = service::create(&state, &ctx, &key, input.0).await?;
    Ok(HttpResponse::Created().json(receipt))
}

/// Tell the secretariat that an institution is the organization's
///
/// For a member whose organization cannot register an institution because another holds its code (`held_by_another`). The secretariat
/// gets a message with the writer's name and address, and reads beside it everything that was submitted with that code.
#[utoipa::path(tag = "contact", params(IdempotencyKey), request_body = ClaimInstitution, responses(
    (status = 201, description = "The message is stored", body = ContactReceipt),
))]
#[post("/organizations/{id}/institution-claims")]
pub async fn claim_institution(
    state: Data<AppState>,
    ctx: Authorized<permission::RunOrganization>,
    Id(id): Id<OrganizationId>,
    key: IdempotencyKey,
    input: Valid<ClaimInstitution>,
) -> ApiResult<HttpResponse> {
    let receipt = service::claim(&state, &ctx, &key, id, &input).await?;
    Ok(HttpResponse::Created().json(receipt))
}

/// Messages to the secretariat
///
/// Without `descending`, those that wait with the oldest first; otherwise the latest first.
#[utoipa::path(tag = "contact", params(ContactFilter), responses(
    (status = 200, description = "A page of messages", body = Page<ContactMessage>),
))]
#[get("/contact-messages")]
pub async fn list_contact_messages(
    request: HttpRequest,
    state: Data<AppState>,
    ctx: Authorized<permission::AnswerContact>,
    filter: Params<ContactFilter>,
) -> ApiResult<HttpResponse> {
    reply::page(&request, &list::page(&state.db, &ctx, &filter).await?)
}

/// The format of the exported file.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ExportContactMessages {
    /// The kind of file; CSV in UTF-8 when absent.
    #[param(inline)]
    #[serde(default)]
    format: TableFormat,
}

/// The list of messages as a file
///
/// Everything that passes the filters, in their order, whatever `limit` and `cursor` say; in the language of the request. It holds neither writers nor
/// texts, which go with an account and would stay in a file. At most 10,000 rows; a longer list is refused (`too_many` at `format`).
#[utoipa::path(tag = "contact", params(ExportContactMessages, ContactFilter), responses(
    (status = 200, description = "The file.", content(("text/csv"), ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")),
        headers(("X-Replaced-Letters" = Option<i64>, description = "Letters that Shift_JIS lacks; 〓 stands for them. Absent when none."))),
))]
#[get("/contact-message-export")]
pub async fn export_contact_messages(
    state: Data<AppState>,
    ctx: Authorized<permission::AnswerContact>,
    wanted: Params<ExportContactMessages>,
    filter: Params<ContactFilter>,
) -> ApiResult<HttpResponse> {
    let lines = list::whole(&state.db, &ctx, &filter).await?;
    let (sheet, name) = sheet::of(&lines, ctx.locale, ctx.now);
    answer::table(sheet, wanted.format, &name).await
}

/// Settle a message
///
/// Says that somebody took care of it. A settled message stays settled.
#[utoipa::path(tag = "contact", responses(
    (status = 200, description = "The message, settled", body = ContactMessage),
))]
#[post("/contact-messages/{id}/settle")]
pub async fn settle_contact_message(
    state: Data<AppState>,
    ctx: Authorized<permission::AnswerContact>,
    Id(id): Id<ContactMessageId>,
) -> ApiResult<HttpResponse> {
    service::settle(&state, &ctx, id).await?;
    Ok(reply::ok(&query::get(&state.db, id).await?))
}

/// Answer a message
///
/// The answer is sent to the writer's address, in the language in which the message was written, and kept with the message; an answer to the mail
/// reaches the secretariat. Who wrote it is kept for the staff only.
#[utoipa::path(tag = "contact", params(IdempotencyKey), request_body = ReplyToContactMessage, responses(
    (status = 201, description = "Sent and kept", body = ContactMessage, headers(("Location" = String, description = "The list that it is in."))),
))]
#[post("/contact-messages/{id}/replies")]
pub async fn reply_to_contact_message(
    state: Data<AppState>,
    ctx: Authorized<permission::AnswerContact>,
    Id(id): Id<ContactMessageId>,
    key: IdempotencyKey,
    input: Valid<ReplyToContactMessage>,
) -> ApiResult<HttpResponse> {
    let message = service::reply(&state, &ctx, &key, id, &input).await?;
    Ok(reply::created(&api::list_contact_messages(), &message))
}
