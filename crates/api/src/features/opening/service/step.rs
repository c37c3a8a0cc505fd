//! One step of an opening's course: decided by the domain's table, then written with its audit entry.

use crate::{
    ctx::Ctx,
    entity::{institution, opening},
    error::{ApiError, ApiResult},
    features::{
        opening::{mails, policy, query, repo},
        organization,
    },
    platform::{
        AppState,
        audit::{self, AuditEntry},
        db,
    },
};
use domain::{
    ids::{InstitutionId, OpeningId},
    opening::{Opening, OpeningEvent, OpeningParty, OpeningStatus, TransitionDenied, transition},
    problem::ProblemCode,
    time::japan_date,
};
use sea_orm::{DatabaseTransaction, EntityTrait};

/// A member takes a step. Taken again, it changes nothing; a confirmation counts anew.
///
/// # Errors
/// `not_found` for others than its members, `wrong_state`; for what shows it to everybody, `institution_not_published` and `invalid_input`.
pub async fn take(state: &AppState, ctx: &Ctx, id: OpeningId, event: OpeningEvent) -> ApiResult<Opening> {
    db::transaction(&state.db, async |txn| {
        let before = policy::lock_own(txn, ctx, id).await?;
        if before.status == event.leads_to() && event != OpeningEvent::Confirm {
            return query::present(txn, ctx, before).await;
        }
        decide(&before, event, OpeningParty::Institution)?;
        if event.needs_complete() {
            repo::published_registration(txn, before.institution_id).await?;
            before.content.validate_published(japan_date(ctx.now))?;
        }
        let after = apply(txn, ctx, &before, event, OpeningParty::Institution, None).await?;
        if event.needs_complete() {
            repo::keep_revision(txn, ctx, &after).await?;
        }
        query::present(txn, ctx, after).await
    })
    .await
}

/// The secretariat takes an opening down; its institution is told.
///
/// # Errors
/// `not_found` for a draft, `conflict_of_interest`, `wrong_state` when it is over otherwise.
pub async fn take_down(state: &AppState, ctx: &Ctx, id: OpeningId, reason: &str) -> ApiResult<Opening> {
    db::transaction(&state.db, async |txn| {
        let found = repo::find(txn, id).await?;
        repo::hold_institution(txn, found.institution_id).await?;
        let before = repo::lock(txn, id).await?;
        if before.posted_at.is_none() {
            return Err(ApiError::because(ProblemCode::NotFound, "a draft is its institution's own"));
        }
        let institution = institution::Entity::find_by_id(before.institution_id).one(txn).await?.ok_or(ProblemCode::NotFound)?;
        organization::require_disinterested(txn, ctx, institution.organization_id).await?;
        if before.taken_down_reason.is_some() {
            return query::present(txn, ctx, before).await;
        }
        let after = apply(txn, ctx, &before, OpeningEvent::TakeDown, OpeningParty::Secretariat, Some(reason)).await?;
        mails::to_members(txn, ctx, "opening_taken_down", &after, "taken_down").await?;
        query::present(txn, ctx, after).await
    })
    .await
}

/// Ends what an institution has open or paused, because it has no published registration any more. The institution is told of that by the
/// registration.
///
/// # Errors
/// When the database fails.
pub async fn end_all(txn: &DatabaseTransaction, ctx: &Ctx, institution: InstitutionId) -> ApiResult<()> {
    for row in repo::lock_of_institution(txn, institution).await? {
        apply(txn, ctx, &row, OpeningEvent::End, OpeningParty::System, None).await?;
    }
    Ok(())
}

fn decide(row: &opening::Model, event: OpeningEvent, by: OpeningParty) -> ApiResult<OpeningStatus> {
    transition(row.status, event, by).map_err(|denied| {
        let code = match denied {
            TransitionDenied::WrongState => ProblemCode::WrongState,
            TransitionDenied::WrongParty => ProblemCode::NotAllowed,
        };
        ApiError::because(code, format!("{event} by {by} from {}", row.status))
    })
}

/// Takes a step on a locked row. Whatever shows it, or says that it holds, counts as a confirmation.
///
/// # Errors
/// `wrong_state`, `not_allowed`.
pub(super) async fn apply(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    before: &opening::Model,
    event: OpeningEvent,
    by: OpeningParty,
    reason: Option<&str>,
) -> ApiResult<opening::Model> {
    let mut after = before.clone();
    after.status = decide(before, event, by)?;
    if after.status == OpeningStatus::Open {
        after.posted_at = before.posted_at.or(Some(ctx.now));
        (after.confirmed_at, after.asked) = (Some(ctx.now), 0);
    }
    after.taken_down_reason = reason.map(ToOwned::to_owned);
    let after = repo::save(txn, ctx, after).await?;
    let mut entry = AuditEntry::on("opening", after.id.0);
    entry.reason = reason.map(ToOwned::to_owned);
    if before.status != after.status {
        entry = entry.change("status", before.status, after.status);
    }
    if before.confirmed_at != after.confirmed_at {
        entry = entry.change("confirmed_at", before.confirmed_at, after.confirmed_at);
    }
    audit::record(txn, ctx, entry).await?;
    Ok(after)
}
