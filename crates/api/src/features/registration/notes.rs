//! Notes of the staff on a registration, and the member of the staff it is assigned to. Institutions see neither.

use super::{policy, query, repo};
use crate::{
    ctx::Ctx,
    error::ApiResult,
    platform::{
        AppState,
        audit::{self, AuditEntry},
        db,
        http::{IdempotencyKey, idempotency},
    },
};
use chrono::{DateTime, Utc};
use domain::{
    ids::{AccountId, RegistrationId, RegistrationNoteId},
    registration::{RegistrationNote, RegistrationReview, WriteNote},
    text,
};
use sea_orm::{ConnectionTrait, FromQueryResult};
use serde::Serialize;
use serde_json::{Value, json};

/// The member of the staff a registration is assigned to.
#[derive(Debug, FromQueryResult)]
pub struct Assignee {
    pub account_id: AccountId,
    pub name: String,
}

/// Who takes care of a registration; nobody where the account is gone.
///
/// # Errors
/// When the database fails.
pub async fn assignee(conn: &impl ConnectionTrait, id: RegistrationId) -> ApiResult<Option<Assignee>> {
    let sql = "SELECT a.id AS account_id, a.display_name AS name FROM registration_assignee t JOIN account a ON a.id = t.account_id
               WHERE t.registration_id = $1 AND a.deleted_at IS NULL";
    db::row(conn, sql, [id.0.into()]).await
}

/// The notes on a registration, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn of(conn: &impl ConnectionTrait, id: RegistrationId) -> ApiResult<Vec<RegistrationNote>> {
    let sql =
        "SELECT n.id, a.display_name AS author_name, n.body, n.at FROM registration_note n JOIN account a ON a.id = n.author_account_id
               WHERE n.registration_id = $1 ORDER BY n.id";
    db::rows(conn, sql, [id.0.into()]).await
}

/// Writes a note.
///
/// # Errors
/// `conflict_of_interest`, `not_found`.
pub async fn write(
    state: &AppState,
    ctx: &Ctx,
    key: &IdempotencyKey,
    id: RegistrationId,
    input: &WriteNote,
) -> ApiResult<RegistrationNote> {
    let author = ctx.account_id()?;
    idempotency::once(state, ctx, key, &(id, input), async |txn| {
        require_own_work(txn, ctx, id).await?;
        let note: RegistrationNoteId = ctx.new_id();
        let body = text::normalize_line_ends(&input.body);
        let sql = "INSERT INTO registration_note (id, registration_id, author_account_id, body, at) VALUES ($1, $2, $3, $4, $5)";
        let values = [note.0.into(), id.0.into(), author.0.into(), body.into(), ctx.now.into()];
        db::execute(txn, sql, values).await?;
        audit::record(txn, ctx, AuditEntry::on("registration", id.0).change("note", None::<RegistrationNoteId>, note)).await?;
        let written = of(txn, id).await?.into_iter().find(|one| one.id == note);
        written.ok_or_else(|| crate::error::ApiError::internal("a note was not written"))
    })
    .await
}

/// The actor takes care of a registration from now on, whoever did before.
///
/// # Errors
/// `conflict_of_interest`, `not_found`.
pub async fn take(state: &AppState, ctx: &Ctx, id: RegistrationId) -> ApiResult<RegistrationReview> {
    let me = ctx.account_id()?;
    assign(state, ctx, id, Some(me)).await
}

/// Nobody takes care of a registration any longer.
///
/// # Errors
/// `conflict_of_interest`, `not_found`.
pub async fn leave(state: &AppState, ctx: &Ctx, id: RegistrationId) -> ApiResult<RegistrationReview> {
    assign(state, ctx, id, None).await
}

async fn assign(state: &AppState, ctx: &Ctx, id: RegistrationId, to: Option<AccountId>) -> ApiResult<RegistrationReview> {
    db::transaction(&state.db, async |txn| {
        require_own_work(txn, ctx, id).await?;
        let before = assignee(txn, id).await?.map(|assignee| assignee.account_id);
        if before != to {
            db::execute(txn, "DELETE FROM registration_assignee WHERE registration_id = $1", [id.0.into()]).await?;
            if let Some(to) = to {
                let sql = "INSERT INTO registration_assignee (registration_id, account_id, assigned_at) VALUES ($1, $2, $3)";
                db::execute(txn, sql, [id.0.into(), to.0.into(), ctx.now.into()]).await?;
            }
            audit::record(txn, ctx, AuditEntry::on("registration", id.0).change("assignee", before, to)).await?;
        }
        query::review_of(txn, ctx, id).await
    })
    .await
}

/// A note as its writer takes it along.
#[derive(Serialize, FromQueryResult)]
struct ExportedNote {
    reference_number: Option<String>,
    body: String,
    at: DateTime<Utc>,
}

/// Somebody's assignment, in the export of their data.
#[derive(Serialize, FromQueryResult)]
struct ExportedAssignment {
    reference_number: Option<String>,
    assigned_at: DateTime<Utc>,
}

/// The notes that somebody on the staff wrote and the registrations that they take care of, for the export of personal data.
///
/// # Errors
/// When the database fails.
pub async fn export(conn: &impl ConnectionTrait, account_id: AccountId) -> ApiResult<Value> {
    let sql = "SELECT r.reference_number, n.body, n.at FROM registration_note n JOIN registration r ON r.id = n.registration_id
               WHERE n.author_account_id = $1 ORDER BY n.id";
    let notes = db::rows::<ExportedNote>(conn, sql, [account_id.0.into()]).await?;
    let sql = "SELECT r.reference_number, t.assigned_at FROM registration_assignee t JOIN registration r ON r.id = t.registration_id
               WHERE t.account_id = $1 ORDER BY r.id";
    let assignments = db::rows::<ExportedAssignment>(conn, sql, [account_id.0.into()]).await?;
    Ok(json!({ "notes": notes, "assignments": assignments }))
}

/// Ends the assignments of somebody who deletes the account. Their notes stay with the association, without a name.
///
/// # Errors
/// When the database fails.
pub async fn erase(txn: &impl ConnectionTrait, account_id: AccountId) -> ApiResult<()> {
    db::execute(txn, "DELETE FROM registration_assignee WHERE account_id = $1", [account_id.0.into()]).await?;
    Ok(())
}

/// Locks a registration that the actor may work on: nobody takes part in what concerns an organization of their own.
async fn require_own_work(txn: &impl ConnectionTrait, ctx: &Ctx, id: RegistrationId) -> ApiResult<()> {
    let row = repo::lock(txn, id).await?;
    policy::require_submitted(&row)?;
    policy::require_disinterested(txn, ctx, row.institution_id).await
}
