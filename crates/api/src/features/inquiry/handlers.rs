//! HTTP only.

use super::{
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
use actix_web::{HttpRequest, HttpResponse, get, post, web::Data};
use domain::{
    ids::InquiryId,
    inquiry::{AdvanceInquiry, CreateInquiry, Inquiry, InquiryQuery, InquirySummary, SendMessage, ShareIdentity},
    page::Page,
};

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
    Ok(reply::created_versioned(&location(inquiry.id), &inquiry, inquiry.version))
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
    Ok(reply::created_versioned(&location(id), &inquiry, inquiry.version))
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

fn location(id: InquiryId) -> String {
    format!("/api/v1/inquiries/{id}")
}
