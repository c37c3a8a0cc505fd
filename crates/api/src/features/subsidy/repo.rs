//! Locked reads and writes of rules and quotes. Never commits.

use super::present;
use crate::{
    ctx::Ctx,
    entity::{subsidy_quote, subsidy_quote_rule, subsidy_rule},
    error::ApiResult,
    platform::db,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    ids::{AccountId, SubsidyRuleId},
    inquiry::InquirySide,
    problem::ProblemCode,
    subsidy::{NewRule, SchemeCode, SubsidyRule},
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
};

/// The revision of a rule that was just entered.
pub const FIRST_REVISION: i32 = 1;

/// The rule, locked until the end of the transaction.
///
/// # Errors
/// `not_found`.
pub async fn lock(txn: &impl ConnectionTrait, id: SubsidyRuleId) -> ApiResult<subsidy_rule::Model> {
    let row = subsidy_rule::Entity::find_by_id(id).lock_exclusive().one(txn).await?;
    row.ok_or_else(|| ProblemCode::NotFound.into())
}

/// Every rule, held until the end of the transaction: what comes to rest on one of them finds it as it was read.
///
/// # Errors
/// When the database fails.
pub async fn hold_rules(txn: &impl ConnectionTrait) -> ApiResult<Vec<SubsidyRule>> {
    let rows = subsidy_rule::Entity::find().order_by_asc(subsidy_rule::Column::Id).lock_shared().all(txn).await?;
    Ok(rows.into_iter().map(present::rule).collect())
}

/// Whether a quote or an application rests on a rule; the database knows every table that may.
///
/// # Errors
/// When the database fails.
pub async fn is_in_use(txn: &impl ConnectionTrait, id: SubsidyRuleId) -> ApiResult<bool> {
    let sql = "SELECT subsidy_rule_in_use($1) AS in_use";
    let row = db::query_one(txn, sql, [id.0.into()]).await?;
    Ok(row.map(|row| row.try_get("", "in_use")).transpose()?.unwrap_or_default())
}

/// Enters a rule as the next version of its scheme.
///
/// # Errors
/// `periods_overlap` and `conflict` by constraint.
pub async fn insert(txn: &impl ConnectionTrait, id: SubsidyRuleId, now: DateTime<Utc>, new: NewRule) -> ApiResult<subsidy_rule::Model> {
    let version = latest(txn, new.scheme).await?.map_or(1, |rule| rule.version + 1);
    let row = subsidy_rule::Model {
        id,
        scheme: new.scheme,
        version,
        fiscal_year: new.fiscal_year,
        budget_stage: new.budget_stage,
        terms: new.terms,
        budget_yen: new.budget_yen,
        source: new.source,
        valid_from: new.valid_from,
        valid_until: new.valid_until,
        note: new.note,
        expected_start: new.expected_start,
        created_at: now,
        updated_at: now,
        revision: FIRST_REVISION,
    };
    subsidy_rule::Entity::insert(row.clone().into_active_model()).exec_without_returning(txn).await?;
    Ok(row)
}

/// The latest version of a scheme, locked, so that two people who enter the next one come one after the other.
async fn latest(txn: &impl ConnectionTrait, scheme: SchemeCode) -> ApiResult<Option<subsidy_rule::Model>> {
    let of_scheme = subsidy_rule::Entity::find().filter(subsidy_rule::Column::Scheme.eq(scheme));
    Ok(of_scheme.order_by_desc(subsidy_rule::Column::Version).lock_exclusive().one(txn).await?)
}

/// Writes other content into a locked rule.
///
/// # Errors
/// `periods_overlap` and `rule_in_use` by the database's own refusal.
pub async fn replace(txn: &impl ConnectionTrait, ctx: &Ctx, row: &subsidy_rule::Model, new: NewRule) -> ApiResult<subsidy_rule::Model> {
    let change = subsidy_rule::ActiveModel {
        id: Set(row.id),
        fiscal_year: Set(new.fiscal_year),
        budget_stage: Set(new.budget_stage),
        terms: Set(new.terms),
        budget_yen: Set(new.budget_yen),
        source: Set(new.source),
        valid_from: Set(new.valid_from),
        valid_until: Set(new.valid_until),
        note: Set(new.note),
        expected_start: Set(new.expected_start),
        updated_at: Set(ctx.now),
        revision: Set(row.revision + 1),
        ..Default::default()
    };
    Ok(change.update(txn).await?)
}

/// Sets the last day of a locked rule.
///
/// # Errors
/// `periods_overlap` by constraint.
pub async fn close(txn: &impl ConnectionTrait, ctx: &Ctx, row: &subsidy_rule::Model, until: NaiveDate) -> ApiResult<subsidy_rule::Model> {
    let change = subsidy_rule::ActiveModel {
        id: Set(row.id),
        valid_until: Set(Some(until)),
        updated_at: Set(ctx.now),
        revision: Set(row.revision + 1),
        ..Default::default()
    };
    Ok(change.update(txn).await?)
}

/// Removes a rule that nothing rests on.
///
/// # Errors
/// When the database fails.
pub async fn remove(txn: &impl ConnectionTrait, id: SubsidyRuleId) -> ApiResult<()> {
    subsidy_rule::Entity::delete_by_id(id).exec(txn).await?;
    Ok(())
}

/// Keeps a quote and the rules it rests on.
///
/// # Errors
/// When the database fails.
pub async fn insert_quote(txn: &impl ConnectionTrait, row: subsidy_quote::Model, rules: &[SubsidyRuleId]) -> ApiResult<()> {
    let quote_id = row.id;
    subsidy_quote::Entity::insert(row.into_active_model()).exec_without_returning(txn).await?;
    let rules = rules.iter().map(|rule_id| subsidy_quote_rule::Model { quote_id, rule_id: *rule_id }.into_active_model());
    subsidy_quote_rule::Entity::insert_many(rules).exec_without_returning(txn).await?;
    Ok(())
}

/// Removes the quotes that a person kept as a doctor.
///
/// # Errors
/// When the database fails.
pub async fn delete_quotes_of_doctor(txn: &impl ConnectionTrait, account: AccountId) -> ApiResult<()> {
    subsidy_quote::Entity::delete_many()
        .filter(subsidy_quote::Column::AuthorAccountId.eq(account))
        .filter(subsidy_quote::Column::Side.eq(InquirySide::Doctor))
        .exec(txn)
        .await?;
    Ok(())
}
