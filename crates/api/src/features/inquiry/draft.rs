//! Messages that are not sent yet. Nobody but their writer reads them: no institution, no staff, and the trail does not say that there are any.

use super::{policy, repo};
use crate::{
    ctx::Ctx,
    entity::{inquiry, listing},
    error::ApiResult,
    platform::{AppState, db, feature::Retention},
};
use domain::{
    ids::{AccountId, DraftSubjectId, InquiryId, InstitutionId},
    inquiry::{DRAFT_KEPT, MessageDraft, SaveMessageDraft},
    problem::ProblemCode,
    text,
};
use sea_orm::{ConnectionTrait, EntityTrait, FromQueryResult};
use serde_json::{Value, json};
use uuid::Uuid;

/// Drafts that nobody touched any more.
pub const RETENTION: Retention = Retention { sql: "DELETE FROM message_draft WHERE saved_at < $1", kept: DRAFT_KEPT };

/// The actor's draft about an institution or an inquiry; blank if there is none.
///
/// # Errors
/// When the database fails.
pub async fn get(state: &AppState, ctx: &Ctx, about: DraftSubjectId) -> ApiResult<MessageDraft> {
    let sql = "SELECT body, saved_at FROM message_draft WHERE account_id = $1 AND subject_id = $2";
    Ok(db::row(&state.db, sql, [ctx.account_id()?.0.into(), about.0.into()]).await?.unwrap_or_default())
}

/// Keeps the actor's draft in place of the one before; a blank one is removed.
///
/// # Errors
/// `not_found` where there is no such institution or inquiry for the actor to write to.
pub async fn save(state: &AppState, ctx: &Ctx, about: DraftSubjectId, input: &SaveMessageDraft) -> ApiResult<MessageDraft> {
    let account = ctx.account_id()?;
    let body = text::normalize_line_ends(&input.body);
    db::transaction(&state.db, async |txn| {
        if body.is_empty() {
            remove(txn, account, about.0).await?;
            return Ok(MessageDraft::default());
        }
        require_subject(txn, ctx, about).await?;
        repo::hold_account(txn, account).await?;
        let sql = "INSERT INTO message_draft (account_id, subject_id, body, saved_at) VALUES ($1, $2, $3, $4)
                   ON CONFLICT (account_id, subject_id) DO UPDATE SET body = excluded.body, saved_at = excluded.saved_at";
        db::execute(txn, sql, [account.0.into(), about.0.into(), body.clone().into(), ctx.now.into()]).await?;
        Ok(MessageDraft { body: body.clone(), saved_at: Some(ctx.now) })
    })
    .await
}

/// A draft is about an institution with a public page, or an inquiry that the actor is on a side of; so there are never more than these.
async fn require_subject(db: &impl ConnectionTrait, ctx: &Ctx, about: DraftSubjectId) -> ApiResult<()> {
    if listing::Entity::find_by_id(InstitutionId(about.0)).one(db).await?.is_some() {
        return Ok(());
    }
    let row = inquiry::Entity::find_by_id(InquiryId(about.0)).one(db).await?.ok_or(ProblemCode::NotFound)?;
    policy::side(db, ctx, &row).await?;
    Ok(())
}

/// Removes a draft that was sent.
///
/// # Errors
/// When the database fails.
pub async fn remove(txn: &impl ConnectionTrait, account: AccountId, about: Uuid) -> ApiResult<()> {
    let sql = "DELETE FROM message_draft WHERE account_id = $1 AND subject_id = $2";
    db::execute(txn, sql, [account.0.into(), about.into()]).await?;
    Ok(())
}

/// Removes all drafts of an account that is deleted.
///
/// # Errors
/// When the database fails.
pub async fn erase(txn: &impl ConnectionTrait, account: AccountId) -> ApiResult<()> {
    db::execute(txn, "DELETE FROM message_draft WHERE account_id = $1", [account.0.into()]).await?;
    Ok(())
}

#[derive(FromQueryResult)]
struct Kept {
    subject_id: DraftSubjectId,
    body: String,
    saved_at: chrono::DateTime<chrono::Utc>,
}

/// All drafts of an account, as its owner takes them along.
///
/// # Errors
/// When the database fails.
pub async fn export(db: &impl ConnectionTrait, account: AccountId) -> ApiResult<Vec<Value>> {
    let sql = "SELECT subject_id, body, saved_at FROM message_draft WHERE account_id = $1 ORDER BY saved_at";
    let rows = db::rows::<Kept>(db, sql, [account.0.into()]).await?;
    Ok(rows.into_iter().map(|row| json!({ "about": row.subject_id, "body": row.body, "saved_at": row.saved_at })).collect())
}
