//! Drafts that were never submitted and that nobody touched for a year.

use crate::{
    ctx::Ctx,
    error::ApiResult,
    features::support::{mail, repo},
    platform::{
        AppState,
        audit::{self, AuditEntry},
        db,
        drafts::{self, Drafts},
    },
};
use domain::support::ApplicationStatus;
use sea_orm::DatabaseTransaction;
use uuid::Uuid;

/// Every act on an application, its documents among them, leaves an entry in the trail.
fn drafts() -> Drafts {
    Drafts {
        table: "support_application",
        condition: format!("t.status IN ({}) AND t.statement IS NULL", db::terms([ApplicationStatus::Draft])),
        touched_at: "greatest(t.status_since, (SELECT max(e.at) FROM audit_entry e WHERE e.subject_type = 'support_application' AND e.subject_id = t.id))",
    }
}

/// Tells about old drafts and removes older ones with their documents. Returns how many went.
///
/// # Errors
/// When the list cannot be read.
pub async fn remove_old_drafts(state: &AppState) -> ApiResult<usize> {
    let ctx = Ctx::system("remove_old_support_drafts", state.clock.now(), state.ids.clone());
    let notify = async |txn: &DatabaseTransaction, id: Uuid| mail::draft_is_old(txn, &ctx, &repo::lock(txn, id.into()).await?).await;
    let gone = async |txn: &DatabaseTransaction, id: Uuid| remove(txn, &ctx, id).await;
    drafts::expire(state, &ctx, &drafts(), notify, gone).await
}

async fn remove(txn: &DatabaseTransaction, ctx: &Ctx, id: Uuid) -> ApiResult<()> {
    for sql in [
        "DELETE FROM support_document WHERE application_id = $1",
        "DELETE FROM support_application_step WHERE application_id = $1",
        "DELETE FROM support_application WHERE id = $1",
    ] {
        db::execute(txn, sql, [id.into()]).await?;
    }
    let entry = AuditEntry::on("support_application", id).change("status", ApplicationStatus::Draft, ());
    audit::record(txn, ctx, entry).await
}
