//! Locked reads and writes of inquiries, their messages and steps. Never commits.

use crate::{
    ctx::Ctx,
    entity::{doctor, inquiry, inquiry_message, inquiry_step},
    error::ApiResult,
    platform::db,
};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    ids::{AccountId, InquiryId, InstitutionId, MessageId, OrganizationId},
    inquiry::{InquiryEvent, InquirySide, InquiryStatus},
    problem::ProblemCode,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, EntityTrait, IntoActiveModel, QuerySelect, Value};
use uuid::Uuid;

/// The inquiry, locked until the end of the transaction.
///
/// # Errors
/// `not_found`.
pub async fn lock(txn: &impl ConnectionTrait, id: InquiryId) -> ApiResult<inquiry::Model> {
    let row = inquiry::Entity::find_by_id(id).lock_exclusive().one(txn).await?;
    row.ok_or_else(|| ProblemCode::NotFound.into())
}

/// Makes sure that the account is still there, and stays until the end of the transaction: an access token lives a little longer than an
/// account that was deleted, and must not bring personal data back.
///
/// # Errors
/// `sign_in_required`.
pub async fn hold_account(txn: &impl ConnectionTrait, account: AccountId) -> ApiResult<()> {
    let sql = "SELECT 1 FROM account WHERE id = $1 AND deleted_at IS NULL FOR SHARE";
    let row = db::query_one(txn, sql, [account.0.into()]).await?;
    row.map(|_| ()).ok_or_else(|| ProblemCode::SignInRequired.into())
}

/// Locks the doctor's row, which orders everything a doctor does across inquiries: asking, blocking, leaving.
///
/// # Errors
/// When the database fails.
pub async fn lock_doctor(txn: &impl ConnectionTrait, account: AccountId) -> ApiResult<Option<doctor::Model>> {
    Ok(doctor::Entity::find_by_id(account).lock_exclusive().one(txn).await?)
}

/// The doctor's inquiries, locked; in the order of their ids, so that two transactions never wait for each other.
///
/// # Errors
/// When the database fails.
pub async fn lock_of_doctor(txn: &impl ConnectionTrait, account: AccountId) -> ApiResult<Vec<inquiry::Model>> {
    locked(txn, "SELECT * FROM inquiry WHERE doctor_account_id = $1 ORDER BY id FOR UPDATE", vec![account.0.into()]).await
}

/// The doctor's inquiries to an organization's institutions, locked.
///
/// # Errors
/// When the database fails.
pub async fn lock_between(txn: &impl ConnectionTrait, account: AccountId, organization: OrganizationId) -> ApiResult<Vec<inquiry::Model>> {
    let sql = "SELECT q.* FROM inquiry q JOIN institution i ON i.id = q.institution_id
               WHERE q.doctor_account_id = $1 AND i.organization_id = $2 ORDER BY q.id FOR UPDATE OF q";
    locked(txn, sql, vec![account.0.into(), organization.0.into()]).await
}

/// An institution's inquiries, locked. The institution is locked first, so that an inquiry that is being created meanwhile is
/// either among them or finds the institution no longer listed.
///
/// # Errors
/// When the database fails.
pub async fn lock_of_institution(txn: &impl ConnectionTrait, institution: InstitutionId) -> ApiResult<Vec<inquiry::Model>> {
    execute(txn, "SELECT 1 FROM institution WHERE id = $1 FOR UPDATE", vec![institution.0.into()]).await?;
    locked(txn, "SELECT * FROM inquiry WHERE institution_id = $1 ORDER BY id FOR UPDATE", vec![institution.0.into()]).await
}

async fn locked(txn: &impl ConnectionTrait, sql: &str, values: Vec<Value>) -> ApiResult<Vec<inquiry::Model>> {
    db::rows(txn, sql, values).await
}

/// Writes a new inquiry.
///
/// # Errors
/// `inquiry_already_open` by constraint.
pub async fn insert(txn: &impl ConnectionTrait, row: inquiry::Model) -> ApiResult<()> {
    inquiry::Entity::insert(row.into_active_model()).exec_without_returning(txn).await?;
    Ok(())
}

/// Notes in memory that a side did something: the version rises, and the side has read everything up to here. The moment of an
/// activity lies after the one before it, so that "unread" is exact even when clocks of two processes differ.
pub fn touch(row: &mut inquiry::Model, now: DateTime<Utc>, side: InquirySide) {
    let at = now.max(row.last_activity_at + TimeDelta::microseconds(1));
    row.last_activity_at = at;
    row.version += 1;
    match side {
        InquirySide::Doctor => row.doctor_read_at = at,
        InquirySide::Institution => row.institution_read_at = Some(at),
        InquirySide::System => {}
    }
}

/// Writes a locked inquiry back.
///
/// # Errors
/// When the database fails.
pub async fn save(txn: &impl ConnectionTrait, row: &inquiry::Model) -> ApiResult<()> {
    let mut saved = inquiry::ActiveModel { id: sea_orm::ActiveValue::Unchanged(row.id), ..Default::default() };
    saved.status = Set(row.status);
    saved.identity_shared_at = Set(row.identity_shared_at);
    saved.last_activity_at = Set(row.last_activity_at);
    saved.doctor_read_at = Set(row.doctor_read_at);
    saved.institution_read_at = Set(row.institution_read_at);
    saved.version = Set(row.version);
    saved.update(txn).await?;
    Ok(())
}

/// Writes a message.
///
/// # Errors
/// When the database fails.
pub async fn insert_message(
    txn: &impl ConnectionTrait,
    ctx: &Ctx,
    inquiry: InquiryId,
    side: InquirySide,
    body: String,
) -> ApiResult<MessageId> {
    let id = ctx.new_id();
    let row = inquiry_message::Model { id, inquiry_id: inquiry, side, author_account_id: ctx.account_id()?, body, sent_at: ctx.now };
    inquiry_message::Entity::insert(row.into_active_model()).exec_without_returning(txn).await?;
    Ok(id)
}

/// A step to be written.
#[derive(Debug)]
pub struct NewStep {
    /// What happened; absent for the first message.
    pub event: Option<InquiryEvent>,
    /// The state after it.
    pub to: InquiryStatus,
    /// Which side caused it.
    pub side: InquirySide,
    /// A word with it.
    pub note: String,
}

/// Writes a step; its author is the actor, or nobody when the platform acts.
///
/// # Errors
/// When the database fails.
pub async fn insert_step(txn: &impl ConnectionTrait, ctx: &Ctx, inquiry: InquiryId, step: NewStep) -> ApiResult<Uuid> {
    let id = ctx.new_id();
    let author = match step.side {
        InquirySide::System => None,
        InquirySide::Doctor | InquirySide::Institution => ctx.identity().map(|identity| identity.account_id),
    };
    let NewStep { event, to: to_status, side, note } = step;
    let row = inquiry_step::Model { id, inquiry_id: inquiry, event, to_status, side, author_account_id: author, note, at: ctx.now };
    inquiry_step::Entity::insert(row.into_active_model()).exec_without_returning(txn).await?;
    Ok(id)
}

/// Erases what a doctor wrote: bodies and notes become blank, which no message that was sent can be.
///
/// # Errors
/// When the database fails.
pub async fn erase_words(txn: &impl ConnectionTrait, account: AccountId) -> ApiResult<()> {
    for (table, text) in [("inquiry_message", "body"), ("inquiry_step", "note")] {
        let sql = format!(
            "UPDATE {table} t SET {text} = '' FROM inquiry q WHERE q.id = t.inquiry_id AND q.doctor_account_id = $1 AND t.side IN ({})",
            db::terms([InquirySide::Doctor])
        );
        execute(txn, &sql, vec![account.0.into()]).await?;
    }
    Ok(())
}

/// Notes that a side has read everything up to `at`.
///
/// # Errors
/// When the database fails.
pub async fn mark_read(db: &impl ConnectionTrait, id: InquiryId, side: InquirySide, at: DateTime<Utc>) -> ApiResult<()> {
    let sql = match side {
        InquirySide::Doctor => "UPDATE inquiry SET doctor_read_at = $2 WHERE id = $1 AND doctor_read_at < $2",
        InquirySide::Institution => {
            "UPDATE inquiry SET institution_read_at = $2 WHERE id = $1 AND (institution_read_at IS NULL OR institution_read_at < $2)"
        }
        InquirySide::System => return Ok(()),
    };
    execute(db, sql, vec![id.0.into(), at.into()]).await
}

async fn execute(db: &impl ConnectionTrait, sql: &str, values: Vec<Value>) -> ApiResult<()> {
    db::execute(db, sql, values).await?;
    Ok(())
}
