//! HTTP of quotes.

use crate::{
    error::ApiResult,
    features::{
        inquiry::EitherSide,
        subsidy::service::{inquiry_quote, quote},
    },
    platform::{
        AppState,
        auth::gate::{Anyone, Authorized},
        export::answer::{self, PrintParams},
        http::{Id, IdempotencyKey, Params, Valid, reply},
    },
};
use actix_web::{HttpResponse, get, post, web::Data};
use domain::{
    ids::{InquiryId, SubsidyQuoteId},
    page::Page,
    subsidy::{
        Statement,
        dto::{CreateInquiryQuote, InquiryQuote, QuoteRequest},
    },
};

/// Work a plan out
///
/// By the rules in force on the day, line by line, each with its steps and the document it rests on. What no document says is
/// undetermined with its reason. `scheme_closed` when a scheme of the plan has no rule in force on the day.
#[utoipa::path(tag = "subsidies", request_body = QuoteRequest, security(()), responses(
    (status = 200, description = "What it would be paid.", body = Statement),
))]
#[post("/subsidy-quotes")]
pub async fn create_subsidy_quote(state: Data<AppState>, ctx: Authorized<Anyone>, input: Valid<QuoteRequest>) -> ApiResult<HttpResponse> {
    Ok(reply::ok(&quote::quote(&state.db, &ctx, &input).await?))
}

/// Work a plan out, as a document
///
/// The same answer as a PDF in the language of the request.
#[utoipa::path(tag = "subsidies", params(PrintParams), request_body = QuoteRequest, security(()), responses(
    (status = 200, description = "The document.", content(("application/pdf"))),
    (status = 503, description = "The server has no Japanese fonts."),
))]
#[post("/subsidy-quotes/print")]
pub async fn print_subsidy_quote(
    state: Data<AppState>,
    ctx: Authorized<Anyone>,
    params: Params<PrintParams>,
    input: Valid<QuoteRequest>,
) -> ApiResult<HttpResponse> {
    let (document, name) = quote::print(&state, &ctx, &input).await?;
    answer::document(&state, document, &name, params.lacking_letters).await
}

/// Keep a quote in an inquiry
///
/// Worked out by today's rules, for where the institution stands today, and frozen with the rules' versions; the other side is told.
/// `scheme_closed` as for any quote, `wrong_state` once the inquiry has ended.
#[utoipa::path(tag = "inquiries", request_body = CreateInquiryQuote, params(IdempotencyKey), responses(
    (status = 201, description = "Kept.", body = InquiryQuote, headers(("Location" = String, description = "Where the inquiry's quotes are read."))),
))]
#[post("/inquiries/{id}/quotes")]
pub async fn create_inquiry_quote(
    state: Data<AppState>,
    ctx: Authorized<EitherSide>,
    Id(id): Id<InquiryId>,
    key: IdempotencyKey,
    input: Valid<CreateInquiryQuote>,
) -> ApiResult<HttpResponse> {
    let quote = inquiry_quote::create(&state, &ctx, &key, id, &input).await?;
    Ok(reply::created(&format!("/api/v1/inquiries/{id}/quotes"), &quote))
}

/// List an inquiry's quotes
///
/// The latest first, each as it was kept and beside it what the same plan would be paid today. For the inquiry's two sides only.
#[utoipa::path(tag = "inquiries", responses((status = 200, description = "The quotes.", body = Page<InquiryQuote>)))]
#[get("/inquiries/{id}/quotes")]
pub async fn list_inquiry_quotes(state: Data<AppState>, ctx: Authorized<EitherSide>, Id(id): Id<InquiryId>) -> ApiResult<HttpResponse> {
    Ok(reply::list(&inquiry_quote::list(&state.db, &ctx, id).await?))
}

/// A quote of an inquiry as a document
///
/// As it was kept, as a PDF in the language of the request.
#[utoipa::path(tag = "inquiries", params(PrintParams), responses(
    (status = 200, description = "The document.", content(("application/pdf"))),
    (status = 503, description = "The server has no Japanese fonts."),
))]
#[get("/inquiries/{id}/quotes/{quote_id}/pdf")]
pub async fn print_inquiry_quote(
    state: Data<AppState>,
    ctx: Authorized<EitherSide>,
    Id((id, quote_id)): Id<(InquiryId, SubsidyQuoteId)>,
    params: Params<PrintParams>,
) -> ApiResult<HttpResponse> {
    let (document, name) = inquiry_quote::print(&state.db, &ctx, id, quote_id).await?;
    answer::document(&state, document, &name, params.lacking_letters).await
}
