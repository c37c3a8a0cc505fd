//! Starting an opening and writing what it says.

use crate::{
    ctx::Ctx,
    entity::opening,
    error::{ApiError, ApiResult},
    features::opening::{policy, prefill, query, repo},
    platform::{
        AppState,
        audit::{self, AuditEntry},
        db,
        http::{IdempotencyKey, IfMatch, idempotency},
    },
};
use domain::{
    ids::{InstitutionId, OpeningId},
    opening::{CreateOpening, Opening, OpeningContent, OpeningStatus, SaveOpening},
    problem::{FieldCode, ProblemCode},
    time::japan_date,
};
use sea_orm::DatabaseTransaction;

/// Starts an opening of a registered institution.
///
/// # Errors
/// `not_found` for others than its members, `institution_not_published`, `opening_quota_reached`, `invalid_input` for an opening to copy of another
/// institution.
pub async fn create(
    state: &AppState,
    ctx: &Ctx,
    key: &IdempotencyKey,
    institution_id: InstitutionId,
    input: &CreateOpening,
) -> ApiResult<Opening> {
    let author = ctx.account_id()?;
    // The stored answer is the id alone: what was written may be removed long before it.
    let id = idempotency::once(state, ctx, key, &(institution_id, input), async |txn| {
        let institution = policy::own_institution(txn, ctx, institution_id).await?;
        repo::hold_room(txn, institution_id).await?;
        let registered = repo::published_registration(txn, institution_id).await?;
        let content = match input.copy_of {
            Some(id) => copied(txn, institution_id, id).await?,
            None => prefill::of_registration(txn, institution.organization_id, &registered).await?,
        };
        let row = opening::Model {
            id: ctx.new_id(),
            institution_id,
            status: OpeningStatus::Draft,
            content,
            search_key: String::new(),
            search_key_version: 0,
            posted_at: None,
            confirmed_at: None,
            asked: 0,
            taken_down_reason: None,
            created_by: author,
            created_at: ctx.now,
            updated_at: ctx.now,
            version: 1,
        };
        let row = repo::insert(txn, row).await?;
        let entry = AuditEntry::on("opening", row.id.0)
            .change("status", (), row.status)
            .change("institution_id", (), institution_id)
            .change("copy_of", (), input.copy_of);
        audit::record(txn, ctx, entry).await?;
        Ok(row.id)
    })
    .await?;
    query::get(&state.db, ctx, id).await
}

async fn copied(txn: &DatabaseTransaction, institution_id: InstitutionId, id: OpeningId) -> ApiResult<OpeningContent> {
    match repo::find(txn, id).await {
        Ok(row) if row.institution_id == institution_id => Ok(row.content.copied()),
        Ok(_) | Err(ApiError::Problem { .. }) => Err(ApiError::field("copy_of", FieldCode::UnknownValue)),
        Err(failure) => Err(failure),
    }
}

/// Saves what an opening says. One that everybody reads stays complete, is kept as it reads from now on, and counts as confirmed.
///
/// # Errors
/// `not_found` for others than its members, `version_mismatch`, `wrong_state` once it is over, `invalid_input`.
pub async fn save(state: &AppState, ctx: &Ctx, id: OpeningId, version: IfMatch, input: &SaveOpening) -> ApiResult<Opening> {
    db::transaction(&state.db, async |txn| {
        let before = policy::lock_own(txn, ctx, id).await?;
        version.check(before.version)?;
        if !before.status.is_editable() {
            return Err(ProblemCode::WrongState.into());
        }
        let mut after = before.clone();
        after.content = input.content.clone().normalized();
        let is_open = before.status == OpeningStatus::Open;
        if is_open {
            after.content.validate_published(japan_date(ctx.now))?;
            (after.confirmed_at, after.asked) = (Some(ctx.now), 0);
        } else if before.content == after.content {
            return query::present(txn, ctx, before).await;
        }
        let after = repo::save(txn, ctx, after).await?;
        if is_open {
            repo::keep_revision(txn, ctx, &after).await?;
        }
        let entry = AuditEntry::on("opening", id.0);
        // Staff read the trail, and what nobody else can read yet is its institution's own.
        let entry =
            if is_open { entry.diff(&before.content, &after.content) } else { entry.names_of_changes(&before.content, &after.content) };
        audit::record(txn, ctx, entry).await?;
        query::present(txn, ctx, after).await
    })
    .await
}

/// Removes a draft.
///
/// # Errors
/// `not_found` for others than its members, `wrong_state` once it was published.
pub async fn discard(state: &AppState, ctx: &Ctx, id: OpeningId) -> ApiResult<()> {
    db::transaction(&state.db, async |txn| {
        let row = policy::lock_own(txn, ctx, id).await?;
        if row.status != OpeningStatus::Draft {
            return Err(ProblemCode::WrongState.into());
        }
        repo::delete(txn, id).await?;
        audit::record(txn, ctx, AuditEntry::on("opening", id.0).change("status", row.status, ())).await
    })
    .await
}
