//! Drafts that were never published and that nobody touched for a year.

use crate::{
    ctx::Ctx,
    error::ApiResult,
    features::opening::{mails, repo},
    platform::{
        AppState,
        audit::{self, AuditEntry},
        db,
        drafts::{self, Drafts},
    },
};
use domain::opening::OpeningStatus;
use sea_orm::DatabaseTransaction;
use uuid::Uuid;

/// Notifies members of drafts that are about to be removed, and removes those that are due. Idempotent. Returns the number of removed drafts.
///
/// # Errors
/// When the list cannot be read.
pub async fn remove_old_drafts(state: &AppState) -> ApiResult<usize> {
    let ctx = Ctx::system("remove_old_opening_drafts", state.clock.now(), state.ids.clone());
    let condition = format!("t.status IN ({})", db::terms([OpeningStatus::Draft]));
    let old = Drafts { table: "opening", condition, touched_at: "t.updated_at" };
    let notify = async |txn: &DatabaseTransaction, id: Uuid| {
        let row = repo::lock(txn, id.into()).await?;
        mails::to_members(txn, &ctx, "opening_draft_old", &row, row.updated_at.timestamp()).await
    };
    let gone = async |txn: &DatabaseTransaction, id: Uuid| {
        repo::delete(txn, id.into()).await?;
        audit::record(txn, &ctx, AuditEntry::on("opening", id).change("status", OpeningStatus::Draft, ())).await
    };
    drafts::expire(state, &ctx, &old, notify, gone).await
}
