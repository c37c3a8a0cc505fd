//! Hiding an institution's page for a while, and showing it again.

use crate::{
    ctx::Ctx,
    entity::institution,
    error::{ApiError, ApiResult},
    features::registration::{listing, mails, policy, repo},
    platform::{
        AppState,
        audit::{self, AuditEntry},
        db,
    },
};
use domain::{ids::InstitutionId, problem::ProblemCode};
use sea_orm::DatabaseTransaction;

/// Hides the page of a registered institution.
///
/// # Errors
/// `conflict_of_interest`, `wrong_state` when it is hidden already or has no page, `not_found`.
pub async fn pause(state: &AppState, ctx: &Ctx, id: InstitutionId, reason: &str) -> ApiResult<()> {
    db::transaction(&state.db, async |txn| {
        let before = repo::lock_institution(txn, id).await?;
        policy::require_disinterested(txn, ctx, id).await?;
        let Some(registration) = repo::published(txn, id).await? else {
            return Err(ApiError::because(ProblemCode::WrongState, "it has no page to hide"));
        };
        if before.paused_at.is_some() {
            return Err(ApiError::because(ProblemCode::WrongState, "it is paused already"));
        }
        let after = institution::Model { paused_at: Some(ctx.now), pause_reason: Some(reason.to_owned()), ..before.clone() };
        set(txn, ctx, &before, after, Some(reason)).await?;
        mails::to_institution(txn, ctx, "institution_paused", &registration, Some(reason)).await
    })
    .await
}

/// Shows the page again.
///
/// # Errors
/// `conflict_of_interest`, `wrong_state` when it is not hidden, `not_found`.
pub async fn resume(state: &AppState, ctx: &Ctx, id: InstitutionId) -> ApiResult<()> {
    db::transaction(&state.db, async |txn| {
        let before = repo::lock_institution(txn, id).await?;
        policy::require_disinterested(txn, ctx, id).await?;
        if before.paused_at.is_none() {
            return Err(ApiError::because(ProblemCode::WrongState, "it is not paused"));
        }
        set(txn, ctx, &before, institution::Model { paused_at: None, pause_reason: None, ..before.clone() }, None).await?;
        // When the term ran out in the meantime there is no page to speak of.
        match repo::published(txn, id).await? {
            Some(registration) => mails::to_institution(txn, ctx, "institution_resumed", &registration, None).await,
            None => Ok(()),
        }
    })
    .await
}

async fn set(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    before: &institution::Model,
    after: institution::Model,
    reason: Option<&str>,
) -> ApiResult<()> {
    let mut entry = AuditEntry::on("institution", before.id.0).change("paused_at", before.paused_at, after.paused_at);
    entry.reason = reason.map(ToOwned::to_owned);
    repo::save_institution(txn, after).await?;
    listing::refresh(txn, ctx, before.id).await?;
    audit::record(txn, ctx, entry).await
}
