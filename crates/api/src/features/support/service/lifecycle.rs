//! The one way in which an application moves on.

use crate::{
    ctx::Ctx,
    entity::support_application,
    error::ApiResult,
    features::{
        organization,
        support::{
            mail,
            policy::{self, Side},
            query,
            repo::{self, NewStep},
        },
    },
    platform::{
        audit::{self, AuditEntry},
        http::IfMatch,
    },
};
use domain::{
    ids::SupportApplicationId,
    problem::ProblemCode,
    support::{ApplicationEvent, Party, TransitionDenied, transition},
    text,
};
use sea_orm::DatabaseTransaction;

/// The application, locked, for an actor who is on the side that acts.
///
/// # Errors
/// `not_found`, `conflict_of_interest`, `not_allowed` when the actor is on the other side, `version_mismatch`.
pub async fn lock(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    id: SupportApplicationId,
    version: IfMatch,
    acts: Side,
) -> ApiResult<support_application::Model> {
    let row = repo::lock(txn, id).await?;
    if policy::side(txn, ctx, &row).await? != acts {
        return Err(ProblemCode::NotAllowed.into());
    }
    if acts == Side::Prefecture {
        organization::require_disinterested(txn, ctx, policy::organization_of(txn, row.institution_id).await?).await?;
    }
    version.check(row.version)?;
    Ok(row)
}

/// Refuses an event that would not apply, before anything that it asks for is looked up.
///
/// # Errors
/// `wrong_state`, `not_allowed`, `council_agreement_missing`.
pub async fn allow(txn: &DatabaseTransaction, row: &support_application::Model, event: ApplicationEvent, side: Side) -> ApiResult<()> {
    transition(row.status, event, party(txn, row, side).await?).map(drop).map_err(|denied| refusal(denied).into())
}

/// Moves a locked application on, writes it with its step, its trail and the mails that tell the other side.
///
/// # Errors
/// `wrong_state`, `not_allowed`, `council_agreement_missing`.
pub async fn advance(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    row: &mut support_application::Model,
    event: ApplicationEvent,
    side: Side,
    reason: &str,
) -> ApiResult<()> {
    let reason = text::normalize_line_ends(reason);
    let mut entry = AuditEntry::on("support_application", row.id.0);
    entry.reason = Some(reason).filter(|reason| !reason.is_empty());
    advance_with(txn, ctx, row, event, side, entry).await
}

/// Like [`advance`], with what else the step wrote in its trail.
///
/// # Errors
/// `wrong_state`, `not_allowed`, `council_agreement_missing`.
pub async fn advance_with(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    row: &mut support_application::Model,
    event: ApplicationEvent,
    side: Side,
    entry: AuditEntry,
) -> ApiResult<()> {
    let before = row.status;
    row.status = transition(before, event, party(txn, row, side).await?).map_err(refusal)?;
    row.status_since = ctx.now;
    repo::save(txn, row).await?;
    let reason = entry.reason.clone().unwrap_or_default();
    let step = NewStep { event: Some(event), to: row.status, by_officer: side == Side::Prefecture, reason: reason.clone() };
    let step = repo::insert_step(txn, ctx, row.id, step).await?;
    audit::record(txn, ctx, entry.change("status", before, row.status)).await?;
    mail::notify(txn, ctx, row, event, step, &reason).await
}

/// In which capacity a side acts: the prefecture's word weighs more once both councils have agreed.
async fn party(txn: &DatabaseTransaction, row: &support_application::Model, side: Side) -> ApiResult<Party> {
    Ok(match side {
        Side::Institution => Party::Institution,
        Side::Prefecture if query::both_agreed(&query::opinions(txn, row.id).await?) => Party::PrefectureAgreed,
        Side::Prefecture => Party::Prefecture,
    })
}

fn refusal(denied: TransitionDenied) -> ProblemCode {
    match denied {
        TransitionDenied::WrongState => ProblemCode::WrongState,
        TransitionDenied::WrongParty => ProblemCode::NotAllowed,
        TransitionDenied::AgreementMissing => ProblemCode::CouncilAgreementMissing,
    }
}
