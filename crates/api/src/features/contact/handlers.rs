//! HTTP of the contact page.

use super::{query, service};
use crate::{
    error::ApiResult,
    platform::{
        AppState,
        auth::gate::{Anyone, Authorized, permission},
        http::{Id, IdempotencyKey, Params, Valid, reply},
    },
};
use actix_web::{HttpRequest, HttpResponse, get, post, web::Data};
use domain::{
    contact::{ClaimInstitution, ContactMessage, ContactReceipt, CreateContactMessage, ReplyToContactMessage},
    ids::{ContactMessageId, OrganizationId},
    page::{Page, PageQuery},
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

/// Which messages are wanted.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ContactQuery {
    /// Only those that are settled, or only those that wait; all when absent.
    settled: Option<bool>,
    /// Rows wanted, 1 to 100; 20 when absent.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<u16>,
    /// Opaque cursor from the previous page.
    cursor: Option<String>,
}

/// Messages to the secretariat
///
/// Those that wait with the oldest first; otherwise the latest first.
#[utoipa::path(tag = "contact", params(ContactQuery), responses(
    (status = 200, description = "A page of messages", body = Page<ContactMessage>),
))]
#[get("/contact-messages")]
pub async fn list_contact_messages(
    request: HttpRequest,
    state: Data<AppState>,
    _ctx: Authorized<permission::AnswerContact>,
    params: Params<ContactQuery>,
) -> ApiResult<HttpResponse> {
    let page = PageQuery { limit: params.limit, cursor: params.cursor.clone() };
    reply::page(&request, &query::list(&state.db, params.settled, &page).await?)
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
