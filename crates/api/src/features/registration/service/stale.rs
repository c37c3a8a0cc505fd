//! Drafts that were never submitted and that nobody touched for a year.

use crate::{
    ctx::Ctx,
    error::ApiResult,
    features::registration::{mails, repo},
    platform::{
        AppState,
        audit::{self, AuditEntry},
        db,
        drafts::{self, Drafts},
    },
};
use domain::registration::RegistrationStatus;
use sea_orm::DatabaseTransaction;
use uuid::Uuid;

fn drafts() -> Drafts {
    let condition = format!("t.status IN ({}) AND t.reference_number IS NULL", db::terms([RegistrationStatus::Draft]));
    Drafts { table: "registration", condition, touched_at: "t.updated_at" }
}

/// Notifies members of drafts that are about to be removed, and removes those that are due, together with an institution that has nothing
/// else. Idempotent. Returns the number of removed drafts.
///
/// # Errors
/// When the list cannot be read.
pub async fn remove_old_drafts(state: &AppState) -> ApiResult<usize> {
    let ctx = Ctx::system("remove_old_registration_drafts", state.clock.now(), state.ids.clone());
    let notify = async |txn: &DatabaseTransaction, id: Uuid| {
        let row = repo::lock(txn, id.into()).await?;
        mails::to_institution(txn, &ctx, "registration_draft_old", &row, None).await
    };
    let gone = async |txn: &DatabaseTransaction, id: Uuid| remove(txn, &ctx, id).await;
    drafts::expire(state, &ctx, &drafts(), notify, gone).await
}

async fn remove(txn: &DatabaseTransaction, ctx: &Ctx, id: Uuid) -> ApiResult<()> {
    let row = repo::lock(txn, id.into()).await?;
    db::execute(txn, "DELETE FROM registration_step WHERE registration_id = $1", [id.into()]).await?;
    db::execute(txn, "DELETE FROM registration WHERE id = $1", [id.into()]).await?;
    // Left alone it would keep its official code from whoever registers the place next.
    let alone = "DELETE FROM institution i WHERE i.id = $1
                 AND NOT EXISTS (SELECT 1 FROM registration r WHERE r.institution_id = i.id)
                 AND NOT EXISTS (SELECT 1 FROM support_application a WHERE a.institution_id = i.id)
                 AND NOT EXISTS (SELECT 1 FROM inquiry q WHERE q.institution_id = i.id)
                 AND NOT EXISTS (SELECT 1 FROM opening o WHERE o.institution_id = i.id)
                 AND NOT EXISTS (SELECT 1 FROM doctor_block b WHERE b.institution_id = i.id)
                 AND NOT EXISTS (SELECT 1 FROM registry_difference f WHERE f.institution_id = i.id)";
    db::execute(txn, alone, [row.institution_id.0.into()]).await?;
    let entry = AuditEntry::on("registration", id).change("status", RegistrationStatus::Draft, ());
    audit::record(txn, ctx, entry).await
}
