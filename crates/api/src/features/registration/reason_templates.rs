//! The standard texts that the staff inserts where a reason is asked for.

use crate::{
    ctx::Ctx,
    error::ApiResult,
    platform::{
        AppState,
        audit::{self, AuditEntry},
        db,
        http::{IdempotencyKey, IfMatch, idempotency},
    },
};
use domain::{
    ids::ReasonTemplateId,
    problem::ProblemCode,
    registration::{ReasonTemplate, SaveReasonTemplate},
    text,
};
use sea_orm::{ConnectionTrait, Value};

const COLUMNS: &str = "SELECT id, title, body, updated_at, version FROM reason_template";

/// Every text, by title.
///
/// # Errors
/// When the database fails.
pub async fn list(conn: &impl ConnectionTrait) -> ApiResult<Vec<ReasonTemplate>> {
    db::rows(conn, format!("{COLUMNS} ORDER BY title, id"), []).await
}

async fn lock(txn: &impl ConnectionTrait, id: ReasonTemplateId) -> ApiResult<ReasonTemplate> {
    let found = db::row(txn, format!("{COLUMNS} WHERE id = $1 FOR UPDATE"), [id.0.into()]).await?;
    found.ok_or_else(|| ProblemCode::NotFound.into())
}

/// Enters a text.
///
/// # Errors
/// When the database fails.
pub async fn create(state: &AppState, ctx: &Ctx, key: &IdempotencyKey, input: &SaveReasonTemplate) -> ApiResult<ReasonTemplate> {
    idempotency::once(state, ctx, key, input, async |txn| {
        let new = template(ctx, ctx.new_id(), input, 1);
        let sql = "INSERT INTO reason_template (id, title, body, updated_at, version) VALUES ($1, $2, $3, $4, $5)";
        db::execute(txn, sql, columns(&new)).await?;
        let entry = AuditEntry::on("reason_template", new.id.0).diff(&serde_json::Value::Null, &facts(&new));
        audit::record(txn, ctx, entry).await?;
        Ok(new)
    })
    .await
}

/// Changes a text.
///
/// # Errors
/// `not_found`, `version_mismatch`.
pub async fn save(
    state: &AppState,
    ctx: &Ctx,
    id: ReasonTemplateId,
    version: IfMatch,
    input: &SaveReasonTemplate,
) -> ApiResult<ReasonTemplate> {
    db::transaction(&state.db, async |txn| {
        let before = lock(txn, id).await?;
        version.check(before.version)?;
        let after = template(ctx, id, input, before.version + 1);
        let sql = "UPDATE reason_template SET title = $2, body = $3, updated_at = $4, version = $5 WHERE id = $1";
        db::execute(txn, sql, columns(&after)).await?;
        audit::record(txn, ctx, AuditEntry::on("reason_template", id.0).diff(&facts(&before), &facts(&after))).await?;
        Ok(after)
    })
    .await
}

/// Takes a text out of the list. Reasons in which it was inserted keep it.
///
/// # Errors
/// `not_found`.
pub async fn remove(state: &AppState, ctx: &Ctx, id: ReasonTemplateId) -> ApiResult<()> {
    db::transaction(&state.db, async |txn| {
        let before = lock(txn, id).await?;
        db::execute(txn, "DELETE FROM reason_template WHERE id = $1", [id.0.into()]).await?;
        audit::record(txn, ctx, AuditEntry::on("reason_template", id.0).diff(&facts(&before), &serde_json::Value::Null)).await
    })
    .await
}

/// The changes that the audit trail records for a text.
fn facts(text: &ReasonTemplate) -> serde_json::Value {
    serde_json::json!({ "title": text.title, "standard_text": text.body })
}

fn template(ctx: &Ctx, id: ReasonTemplateId, input: &SaveReasonTemplate, version: i32) -> ReasonTemplate {
    let title = text::one_line(&text::normalize_line_ends(&input.title));
    ReasonTemplate { id, title, body: text::normalize_line_ends(&input.body), updated_at: ctx.now, version }
}

fn columns(text: &ReasonTemplate) -> [Value; 5] {
    [text.id.0.into(), text.title.clone().into(), text.body.clone().into(), text.updated_at.into(), text.version.into()]
}
