//! Reads of rules and quotes.

use super::present::{self, KeptRule};
use crate::{
    entity::{subsidy_quote, subsidy_rule},
    error::ApiResult,
};
use chrono::NaiveDate;
use domain::{
    ids::{InquiryId, SubsidyQuoteId, SubsidyRuleId},
    problem::ProblemCode,
    subsidy::{SchemeCode, SubsidyRule},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Select, sea_query::Condition};
use strum::IntoEnumIterator;

/// Rules in the order of the schemes and, within a scheme, of their first day.
///
/// # Errors
/// When the database fails.
pub async fn rules(db: &impl ConnectionTrait, scheme: Option<SchemeCode>, as_of: Option<NaiveDate>) -> ApiResult<Vec<SubsidyRule>> {
    let mut find = subsidy_rule::Entity::find();
    if let Some(scheme) = scheme {
        find = find.filter(subsidy_rule::Column::Scheme.eq(scheme));
    }
    let mut rules = read(db, find).await?;
    // Compared here: a day of the query may lie beyond what the database can count.
    rules.retain(|rule| as_of.is_none_or(|day| rule.period().contains(day)));
    Ok(rules)
}

/// The rules that hold on a day, at most one of each scheme.
///
/// # Errors
/// When the database fails.
pub async fn rules_in_force(db: &impl ConnectionTrait, day: NaiveDate) -> ApiResult<Vec<SubsidyRule>> {
    rules(db, None, Some(day)).await
}

/// The rules with these ids.
///
/// # Errors
/// When the database fails.
pub async fn rules_of(db: &impl ConnectionTrait, ids: impl IntoIterator<Item = SubsidyRuleId>) -> ApiResult<Vec<SubsidyRule>> {
    read(db, subsidy_rule::Entity::find().filter(subsidy_rule::Column::Id.is_in(ids))).await
}

/// One rule.
///
/// # Errors
/// `not_found`.
pub async fn rule(db: &impl ConnectionTrait, id: SubsidyRuleId) -> ApiResult<KeptRule> {
    let row = subsidy_rule::Entity::find_by_id(id).one(db).await?;
    Ok(present::kept(row.ok_or(ProblemCode::NotFound)?))
}

/// The quotes of an inquiry, the latest first.
///
/// # Errors
/// When the database fails.
pub async fn quotes(db: &impl ConnectionTrait, inquiry: InquiryId) -> ApiResult<Vec<subsidy_quote::Model>> {
    let of_inquiry = subsidy_quote::Entity::find().filter(subsidy_quote::Column::InquiryId.eq(inquiry));
    Ok(of_inquiry.order_by_desc(subsidy_quote::Column::Id).all(db).await?)
}

/// One quote of an inquiry.
///
/// # Errors
/// `not_found`, also for a quote of another inquiry.
pub async fn quote(db: &impl ConnectionTrait, inquiry: InquiryId, id: SubsidyQuoteId) -> ApiResult<subsidy_quote::Model> {
    let both = Condition::all().add(subsidy_quote::Column::Id.eq(id)).add(subsidy_quote::Column::InquiryId.eq(inquiry));
    subsidy_quote::Entity::find().filter(both).one(db).await?.ok_or_else(|| ProblemCode::NotFound.into())
}

async fn read(db: &impl ConnectionTrait, find: Select<subsidy_rule::Entity>) -> ApiResult<Vec<SubsidyRule>> {
    let mut rules: Vec<SubsidyRule> =
        find.order_by_asc(subsidy_rule::Column::ValidFrom).all(db).await?.into_iter().map(present::rule).collect();
    // The order of the council's document is that of the vocabulary, which the database does not know.
    rules.sort_by_key(|rule| SchemeCode::iter().position(|scheme| scheme == rule.scheme));
    Ok(rules)
}
