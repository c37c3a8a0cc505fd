//! Quotes that nobody keeps.

use crate::{
    ctx::Ctx,
    error::ApiResult,
    features::subsidy::{document, policy, query},
    platform::{
        AppState,
        export::pdf::Document,
        http::rate_limit::{self, Limit},
    },
};
use chrono::TimeDelta;
use domain::{
    subsidy::{Statement, dto::QuoteRequest, statement},
    time::japan_date,
};
use sea_orm::ConnectionTrait;

/// Making a document costs more than answering; nobody compares more plans on paper.
const PRINTS: Limit = Limit { name: "subsidy_quote_print", tries: 120, window: TimeDelta::hours(1) };

/// Works a plan out by the rules of a day.
///
/// # Errors
/// `scheme_closed`.
pub async fn quote(db: &impl ConnectionTrait, ctx: &Ctx, request: &QuoteRequest) -> ApiResult<Statement> {
    let on = request.on.unwrap_or_else(|| japan_date(ctx.now));
    // Former and coming rules too: a scheme that is closed can say since when, or until when.
    let rules = query::rules(db, None, None).await?;
    policy::require_open(statement(&request.plan, &rules, on))
}

/// The same as a document, with the name of its file.
///
/// # Errors
/// `scheme_closed`, `too_many_requests`.
pub async fn print(state: &AppState, ctx: &Ctx, request: &QuoteRequest) -> ApiResult<(Document, String)> {
    rate_limit::count(state, ctx.now, PRINTS, &ctx.address).await?;
    let statement = quote(&state.db, ctx, request).await?;
    let facts = document::facts_of(&request.plan, ctx.locale);
    Ok((document::statement_document(&statement, ctx.locale, facts, ctx.now), document::file_name(&statement, ctx.locale)))
}
