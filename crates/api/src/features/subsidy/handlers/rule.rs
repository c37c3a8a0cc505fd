//! HTTP of the rules.

use crate::{
    error::ApiResult,
    features::subsidy::{query, service::rule as service},
    platform::{
        AppState,
        auth::gate::{Anyone, Authorized, Proven, permission},
        http::{Id, IdempotencyKey, IfMatch, Params, Valid, cache, reply},
    },
};
use actix_web::{HttpRequest, HttpResponse, get, post, put, web::Data};
use chrono::NaiveDate;
use domain::{
    ids::SubsidyRuleId,
    page::Page,
    subsidy::{
        NewRule, SchemeCode, SubsidyRule,
        dto::{CloseSubsidyRule, WithdrawSubsidyRule},
    },
};
use routes::api;
use serde::Deserialize;

/// Which rules are wanted.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct RuleQuery {
    /// Of one scheme only.
    scheme: Option<SchemeCode>,
    /// Those that hold on a day; all when absent.
    as_of: Option<NaiveDate>,
}

/// Rules of support
///
/// Former and coming ones too, unless a day is named; by scheme, and within a scheme by their first day.
#[utoipa::path(tag = "subsidies", params(RuleQuery), security(()), responses(
    (status = 200, description = "The rules.", body = Page<SubsidyRule>),
    (status = 304, description = "Unchanged."),
))]
#[get("/subsidy-rules")]
pub async fn list_subsidy_rules(
    request: HttpRequest,
    state: Data<AppState>,
    _ctx: Authorized<Anyone>,
    query: Params<RuleQuery>,
) -> ApiResult<HttpResponse> {
    let rules = query::rules(&state.db, query.scheme, query.as_of).await?;
    Ok(cache::public(&request, reply::list(&rules), cache::CHECK))
}

/// One rule of support
///
/// Its `ETag` is what edits name; it says nothing about the rule's version within its scheme.
#[utoipa::path(tag = "subsidies", security(()), responses(
    (status = 200, description = "The rule.", body = SubsidyRule, headers(("ETag" = String, description = "Its revision."))),
))]
#[get("/subsidy-rules/{id}")]
pub async fn get_subsidy_rule(state: Data<AppState>, ctx: Authorized<Anyone>, Id(id): Id<SubsidyRuleId>) -> ApiResult<HttpResponse> {
    let kept = query::rule(state.recent(&ctx.actor), id).await?;
    Ok(reply::versioned(&kept.rule, kept.revision))
}

/// Enter a rule of support
///
/// `periods_overlap` when another rule of the scheme holds on one of its days: close that one first.
#[utoipa::path(tag = "subsidies", request_body = NewRule, params(IdempotencyKey), responses(
    (status = 201, description = "Entered.", body = SubsidyRule, headers(("Location" = String, description = "Where it is read."), ("ETag" = String, description = "Its revision."))),
))]
#[post("/subsidy-rules")]
pub async fn create_subsidy_rule(
    state: Data<AppState>,
    ctx: Authorized<Proven<permission::KeepSubsidyRules>>,
    key: IdempotencyKey,
    input: Valid<NewRule>,
) -> ApiResult<HttpResponse> {
    let rule = service::create(&state, &ctx, &key, &input).await?;
    Ok(reply::created_versioned(&api::get_subsidy_rule(rule.id), &rule, service::FIRST_REVISION))
}

/// Correct a rule of support
///
/// Only while nothing rests on it: `rule_in_use` once a quote that was kept or an application does.
#[utoipa::path(tag = "subsidies", request_body = NewRule, params(IfMatch), responses(
    (status = 200, description = "Corrected.", body = SubsidyRule, headers(("ETag" = String, description = "Its new revision."))),
))]
#[put("/subsidy-rules/{id}")]
pub async fn replace_subsidy_rule(
    state: Data<AppState>,
    ctx: Authorized<Proven<permission::KeepSubsidyRules>>,
    Id(id): Id<SubsidyRuleId>,
    version: IfMatch,
    input: Valid<NewRule>,
) -> ApiResult<HttpResponse> {
    let kept = service::replace(&state, &ctx, id, version, &input).await?;
    Ok(reply::versioned(&kept.rule, kept.revision))
}

/// Set the end of a rule of support
///
/// So that a new one can follow. What rests on the rule stays as it is.
#[utoipa::path(tag = "subsidies", request_body = CloseSubsidyRule, params(IfMatch), responses(
    (status = 200, description = "Closed.", body = SubsidyRule, headers(("ETag" = String, description = "Its new revision."))),
))]
#[post("/subsidy-rules/{id}/close")]
pub async fn close_subsidy_rule(
    state: Data<AppState>,
    ctx: Authorized<Proven<permission::KeepSubsidyRules>>,
    Id(id): Id<SubsidyRuleId>,
    version: IfMatch,
    input: Valid<CloseSubsidyRule>,
) -> ApiResult<HttpResponse> {
    let kept = service::close(&state, &ctx, id, version, &input).await?;
    Ok(reply::versioned(&kept.rule, kept.revision))
}

/// Take back a rule of support
///
/// Before its first day, and while nothing rests on it: `wrong_state` once it has begun, `rule_in_use` once a quote that was kept or an
/// application rests on it. The reason and what it said stay in the trail.
#[utoipa::path(tag = "subsidies", request_body = WithdrawSubsidyRule, params(IfMatch), responses((status = 204, description = "Taken back.")))]
#[post("/subsidy-rules/{id}/withdraw")]
pub async fn withdraw_subsidy_rule(
    state: Data<AppState>,
    ctx: Authorized<Proven<permission::KeepSubsidyRules>>,
    Id(id): Id<SubsidyRuleId>,
    version: IfMatch,
    input: Valid<WithdrawSubsidyRule>,
) -> ApiResult<HttpResponse> {
    service::withdraw(&state, &ctx, id, version, &input).await?;
    Ok(reply::no_content())
}
