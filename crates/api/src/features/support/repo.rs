//! Locked reads and writes of applications, their steps and opinions. Never commits.

use crate::{
    ctx::Ctx,
    entity::{support_application, support_application_revision, support_application_step, support_opinion, support_report_revision},
    error::{ApiError, ApiResult},
    platform::db,
};
use domain::{
    ids::{SupportApplicationId, SupportDocumentId},
    problem::ProblemCode,
    subsidy::Statement,
    support::{ApplicationEvent, ApplicationStatus, SubmittedApplication, SupportReport},
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, IntoActiveModel, PaginatorTrait, QueryFilter,
    QuerySelect, sea_query::OnConflict,
};
use serde::Serialize;
use std::collections::BTreeSet;
use uuid::Uuid;

/// The application, locked until the end of the transaction.
///
/// # Errors
/// `not_found`.
pub async fn lock(txn: &impl ConnectionTrait, id: SupportApplicationId) -> ApiResult<support_application::Model> {
    let row = support_application::Entity::find_by_id(id).lock_exclusive().one(txn).await?;
    row.ok_or_else(|| ProblemCode::NotFound.into())
}

/// What a locked application submits now.
#[must_use]
pub fn submitted(ctx: &Ctx, row: &support_application::Model) -> SubmittedApplication {
    SubmittedApplication { priority_area_id: row.priority_area_id, plan: row.plan.clone(), purpose: row.purpose.clone(), at: ctx.now }
}

/// Submits the documents that were added since the application was last submitted. Returns what the trail keeps of them.
///
/// # Errors
/// When the database fails.
pub async fn submit_documents(txn: &impl ConnectionTrait, ctx: &Ctx, id: SupportApplicationId) -> ApiResult<Vec<SubmittedDocument>> {
    let sql = "UPDATE support_document SET submitted_at = $2 WHERE application_id = $1 AND submitted_at IS NULL RETURNING id, sha256";
    db::rows(txn, sql, [id.0.into(), ctx.now.into()]).await
}

/// Keeps what a locked application submits, beside what it submitted before.
///
/// # Errors
/// When the database fails.
pub async fn add_revision(txn: &impl ConnectionTrait, ctx: &Ctx, row: &support_application::Model) -> ApiResult<()> {
    let (Some(submitted), Some(statement)) = (row.submitted.clone(), row.statement.clone()) else {
        return Err(ApiError::internal("an application that hands nothing in"));
    };
    let earlier = support_application_revision::Entity::find().filter(support_application_revision::Column::ApplicationId.eq(row.id));
    let revision = support_application_revision::Model {
        application_id: row.id,
        number: i32::try_from(earlier.count(txn).await?).map_err(ApiError::internal)? + 1,
        submitted,
        statement,
        created_by: ctx.account_id()?,
        created_at: ctx.now,
    };
    support_application_revision::Entity::insert(revision.into_active_model()).exec_without_returning(txn).await?;
    Ok(())
}

/// Keeps what a locked application reports, beside what it reported before.
///
/// # Errors
/// When the database fails.
pub async fn add_report(txn: &impl ConnectionTrait, ctx: &Ctx, id: SupportApplicationId, report: SupportReport) -> ApiResult<()> {
    let earlier = support_report_revision::Entity::find().filter(support_report_revision::Column::ApplicationId.eq(id));
    let revision = support_report_revision::Model {
        application_id: id,
        number: i32::try_from(earlier.count(txn).await?).map_err(ApiError::internal)? + 1,
        report,
        created_by: ctx.account_id()?,
        created_at: ctx.now,
    };
    support_report_revision::Entity::insert(revision.into_active_model()).exec_without_returning(txn).await?;
    Ok(())
}

/// A document as the trail names it.
#[derive(Debug, Serialize, FromQueryResult)]
pub struct SubmittedDocument {
    id: SupportDocumentId,
    sha256: String,
}

/// Writes a new application.
///
/// # Errors
/// `application_already_open` by constraint.
pub async fn insert(txn: &impl ConnectionTrait, row: support_application::Model) -> ApiResult<()> {
    support_application::Entity::insert(row.into_active_model()).exec_without_returning(txn).await?;
    Ok(())
}

/// Writes a locked application back and raises its version.
///
/// # Errors
/// When the database fails.
pub async fn save(txn: &impl ConnectionTrait, row: &mut support_application::Model) -> ApiResult<()> {
    row.version += 1;
    row.clone().into_active_model().reset_all().update(txn).await?;
    Ok(())
}

/// Gives an application that is submitted for the first time its number: the next of its prefecture and fiscal year.
///
/// # Errors
/// When the database fails.
pub async fn number(txn: &impl ConnectionTrait, row: &mut support_application::Model) -> ApiResult<()> {
    #[derive(FromQueryResult)]
    struct Given {
        last: i32,
    }
    if row.reference_number.is_some() {
        return Ok(());
    }
    let sql = "INSERT INTO support_application_number (prefecture_code, fiscal_year, last) VALUES ($1, $2, 1)
               ON CONFLICT (prefecture_code, fiscal_year) DO UPDATE SET last = support_application_number.last + 1 RETURNING last";
    let values = [row.prefecture_code.clone().into(), row.fiscal_year.into()];
    let given = db::row::<Given>(txn, sql, values).await?.ok_or_else(|| ApiError::internal("no number was given"))?;
    row.reference_number = Some(format!("{}-{}-{:04}", row.prefecture_code, row.fiscal_year, given.last));
    Ok(())
}

/// A step to be written.
#[derive(Debug)]
pub struct NewStep {
    /// What happened; absent for the start of the draft.
    pub event: Option<ApplicationEvent>,
    /// The state after it.
    pub to: ApplicationStatus,
    /// Whether the prefecture took it.
    pub by_officer: bool,
    /// The reason given with it; may be blank.
    pub reason: String,
}

/// Writes a step of the actor; gives its id, which names the event in mails.
///
/// # Errors
/// When the database fails.
pub async fn insert_step(txn: &impl ConnectionTrait, ctx: &Ctx, application: SupportApplicationId, step: NewStep) -> ApiResult<Uuid> {
    let NewStep { event, to: to_status, by_officer, reason } = step;
    let (id, author_account_id) = (ctx.new_id(), ctx.account_id()?);
    let row = support_application_step::Model {
        id,
        application_id: application,
        event,
        to_status,
        by_officer,
        author_account_id,
        reason,
        at: ctx.now,
    };
    support_application_step::Entity::insert(row.into_active_model()).exec_without_returning(txn).await?;
    Ok(id)
}

/// Says which versions of rules a frozen statement rests on, instead of those of an earlier one.
///
/// # Errors
/// When the database fails.
pub async fn link_rules(txn: &impl ConnectionTrait, application: SupportApplicationId, statement: &Statement) -> ApiResult<()> {
    let rules: BTreeSet<Uuid> = statement.lines.iter().filter_map(|line| Some(line.rule.as_ref()?.id.0)).collect();
    let rules: Vec<Uuid> = rules.into_iter().collect();
    for (sql, values) in [
        ("DELETE FROM support_application_rule WHERE application_id = $1", vec![application.0.into()]),
        (
            "INSERT INTO support_application_rule (application_id, rule_id) SELECT $1, unnest($2::uuid[])",
            vec![application.0.into(), rules.into()],
        ),
    ] {
        db::execute(txn, sql, values).await?;
    }
    Ok(())
}

/// Removes what the councils said of an application that goes back to before them.
///
/// # Errors
/// When the database fails.
pub async fn remove_opinions(txn: &impl ConnectionTrait, application: SupportApplicationId) -> ApiResult<()> {
    let find = support_opinion::Entity::delete_many().filter(support_opinion::Column::ApplicationId.eq(application));
    find.exec(txn).await?;
    Ok(())
}

/// Writes what a council said, in place of what was written before.
///
/// # Errors
/// When the database fails.
pub async fn save_opinion(txn: &impl ConnectionTrait, row: support_opinion::Model) -> ApiResult<()> {
    use support_opinion::Column as C;
    let again = OnConflict::columns([C::ApplicationId, C::Council])
        .update_columns([C::Agreed, C::StatedOn, C::Minutes, C::MeetingId, C::RecordedBy, C::RecordedAt])
        .to_owned();
    support_opinion::Entity::insert(row.into_active_model()).on_conflict(again).exec_without_returning(txn).await?;
    Ok(())
}
