//! HTTP only.

use super::{
    draft,
    policy::EitherSide,
    query,
    service::{act, create},
};
use crate::{
    error::ApiResult,
    platform::{
        AppState,
        auth::gate::{Authorized, permission},
        http::{Id, IdempotencyKey, Params, Valid, reply},
    },
};
use actix_web::{HttpRequest, HttpResponse, get, post, put, web::Data};
use domain::{
    ids::{DraftSubjectId, InquiryId},
    inquiry::{
        AdvanceInquiry, CreateInquiry, Inquiry, InquiryQuery, InquirySummary, MessageDraft, SaveMessageDraft, SendMessage, ShareIdentity,
    },
    page::Page,
};
use routes::api;

/// Ask an institution
///
/// Needs a profile whose licence is not in doubt. One inquiry to an institution can be open at a time, and a doctor can send 20 new ones a day.
#[utoipa::path(tag = "inquiries", request_body = CreateInquiry, params(IdempotencyKey), responses(
    (status = 201, description = "Sent.", body = Inquiry, headers(("Location" = String, description = "Where it is read."), ("ETag" = String, description = "Its version."))),
    (status = 404, description = "No such institution."),
))]
#[post("/inquiries")]
pub async fn create_inquiry(
    state: Data<AppState>,
    ctx: Authorized<permission::AskInstitution>,
    key: IdempotencyKey,
    input: Valid<CreateInquiry>,
) -> ApiResult<HttpResponse> {
    let inquiry = create::create(&state, &ctx, &key, &input).await?;
    Ok(reply::created_versioned(&api::get_inquiry(inquiry.id), &inquiry, inquiry.version))
}

/// List the inquiries of one side
///
/// Latest activity first. An institution's members see those to all institutions of their organizations.
#[utoipa::path(tag = "inquiries", params(InquiryQuery), responses(
    (status = 200, description = "A page of inquiries.", body = Page<InquirySummary>, headers(("Link" = String, description = "The next page, while there is one."))),
))]
#[get("/inquiries")]
pub async fn list_inquiries(
    request: HttpRequest,
    state: Data<AppState>,
    ctx: Authorized<EitherSide>,
    query: Params<InquiryQuery>,
) -> ApiResult<HttpResponse> {
    reply::page(&request, &query::list(&state.db, &ctx, &query).await?)
}

/// Read an inquiry
///
/// Afterwards nothing in it is unread for the reader's side.
#[utoipa::path(tag = "inquiries", responses(
    (status = 200, description = "The inquiry.", body = Inquiry, headers(("ETag" = String, description = "Its version."))),
))]
#[get("/inquiries/{id}")]
pub async fn get_inquiry(state: Data<AppState>, ctx: Authorized<EitherSide>, Id(id): Id<InquiryId>) -> ApiResult<HttpResponse> {
    let inquiry = query::read(&state.db, &ctx, id).await?;
    Ok(reply::versioned(&inquiry, inquiry.version))
}

/// Write in an inquiry
///
/// The institution's first message replies; the doctor's next one goes on with the consultation.
#[utoipa::path(tag = "inquiries", request_body = SendMessage, params(IdempotencyKey), responses(
    (status = 201, description = "Sent.", body = Inquiry, headers(("Location" = String, description = "Where it is read."), ("ETag" = String, description = "Its new version."))),
))]
#[post("/inquiries/{id}/messages")]
pub async fn send_message(
    state: Data<AppState>,
    ctx: Authorized<EitherSide>,
    Id(id): Id<InquiryId>,
    key: IdempotencyKey,
    input: Valid<SendMessage>,
) -> ApiResult<HttpResponse> {
    let inquiry = act::send_message(&state, &ctx, &key, id, &input).await?;
    Ok(reply::created_versioned(&api::get_inquiry(id), &inquiry, inquiry.version))
}

/// Take a step in an inquiry
///
/// `wrong_state` when the state does not allow it (any more), `not_allowed` when it is the other side's to take,
/// `identity_not_shared` when the doctor agrees without having shared name and contact.
#[utoipa::path(tag = "inquiries", request_body = AdvanceInquiry, params(IdempotencyKey), responses(
    (status = 200, description = "The inquiry after the step.", body = Inquiry, headers(("ETag" = String, description = "Its new version."))),
))]
#[post("/inquiries/{id}/advance")]
pub async fn advance_inquiry(
    state: Data<AppState>,
    ctx: Authorized<EitherSide>,
    Id(id): Id<InquiryId>,
    key: IdempotencyKey,
    input: Valid<AdvanceInquiry>,
) -> ApiResult<HttpResponse> {
    let inquiry = act::advance(&state, &ctx, &key, id, &input).await?;
    Ok(reply::versioned(&inquiry, inquiry.version))
}

/// Share identity and contact with the institution
///
/// The doctor's one act; it cannot be taken back, and doing it again changes nothing.
#[utoipa::path(tag = "inquiries", request_body = ShareIdentity, responses(
    (status = 200, description = "The inquiry, with what the institution sees from now on.", body = Inquiry, headers(("ETag" = String, description = "Its version."))),
))]
#[post("/inquiries/{id}/share-identity")]
pub async fn share_identity(
    state: Data<AppState>,
    ctx: Authorized<EitherSide>,
    Id(id): Id<InquiryId>,
    _input: Valid<ShareIdentity>,
) -> ApiResult<HttpResponse> {
    let inquiry = act::share_identity(&state, &ctx, id).await?;
    Ok(reply::versioned(&inquiry, inquiry.version))
}

/// Read the draft of a message
///
/// The actor's own, about an institution to be asked or an inquiry; blank where nothing is kept. Nobody else reads it.
#[utoipa::path(tag = "inquiries", responses((status = 200, description = "The draft.", body = MessageDraft)))]
#[get("/me/message-drafts/{subject_id}")]
pub async fn get_message_draft(
    state: Data<AppState>,
    ctx: Authorized<EitherSide>,
    Id(subject_id): Id<DraftSubjectId>,
) -> ApiResult<HttpResponse> {
    Ok(reply::ok(&draft::get(&state, &ctx, subject_id).await?))
}

/// Keep the draft of a message
///
/// In place of the one before; a blank text removes it. It is removed when the message is sent, and after 90 days without a change.
#[utoipa::path(tag = "inquiries", request_body = SaveMessageDraft, responses((status = 200, description = "Kept.", body = MessageDraft)))]
#[put("/me/message-drafts/{subject_id}")]
pub async fn save_message_draft(
    state: Data<AppState>,
    ctx: Authorized<EitherSide>,
    Id(subject_id): Id<DraftSubjectId>,
    input: Valid<SaveMessageDraft>,
) -> ApiResult<HttpResponse> {
    Ok(reply::ok(&draft::save(&state, &ctx, subject_id, &input).await?))
}
