//! One step of a registration's course: decided by the domain's table, then written with its step and its audit entry.

use crate::{
    ctx::Ctx,
    entity::registration,
    error::ApiResult,
    features::registration::{
        listing::{self, PublicationState},
        policy, repo,
    },
    platform::{
        AppState,
        audit::{self, AuditEntry},
    },
};
use domain::registration::{Check, RegistrationEvent, RegistrationStatus};
use sea_orm::DatabaseTransaction;
use serde_json::{Value, json};

/// Takes a step on a locked row, with what else changes in it.
///
/// # Errors
/// The domain's refusal, or the database's.
pub async fn apply_transition(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    before: &registration::Model,
    event: RegistrationEvent,
    capacities: &[Check],
    reason: Option<&str>,
    change: impl FnOnce(&mut registration::Model),
) -> ApiResult<registration::Model> {
    let (by, to) = policy::decide(before.status, event, capacities)?;
    let mut after = before.clone();
    after.status = to;
    after.status_since = ctx.now;
    after.reason = reason.map(ToOwned::to_owned);
    change(&mut after);
    let after = repo::save(txn, ctx, after).await?;
    repo::add_step(txn, ctx, &after, Some(event), by, reason).await?;
    let mut entry = AuditEntry::on("registration", after.id.0).diff(&facts(before), &facts(&after));
    entry.reason = reason.map(ToOwned::to_owned);
    audit::record(txn, ctx, entry).await?;
    Ok(after)
}

/// What the audit trail compares.
pub fn facts(row: &registration::Model) -> Value {
    json!({
        "status": row.status,
        "fiscal_year": row.fiscal_year,
        "reference_number": row.reference_number,
        "secretariat_checked_by": row.secretariat_checked_by,
        "committee_confirmed_by": row.committee_confirmed_by,
        "expires_on": row.expires_on,
        "content": row.content,
    })
}

/// What ends with a registration: corrections that wait, its page, and what other features have registered for the end of the last
/// registration, or for an institution that left or whose registration was revoked. `from` is where it stood before. Tells how the institution stands afterwards.
///
/// # Errors
/// When the database fails.
pub async fn end(
    state: &AppState,
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    row: &registration::Model,
    from: RegistrationStatus,
) -> ApiResult<PublicationState> {
    use domain::change_request::ChangeRequestStatus as S;
    for id in repo::end_change_requests(txn, ctx, row.id).await? {
        audit::record(txn, ctx, AuditEntry::on("change_request", id.0).change("status", S::Requested, S::Withdrawn)).await?;
    }
    let state_now = listing::refresh(txn, ctx, row.institution_id).await?;
    if from != RegistrationStatus::Published {
        return Ok(state_now);
    }
    if state_now == PublicationState::Unregistered {
        for unregister in state.features.iter().filter_map(|feature| feature.institution_unregistered) {
            unregister(txn, ctx, row.institution_id).await?;
        }
    }
    let note = match row.status {
        RegistrationStatus::Revoked => {
            "この医療機関の登録が取り消されたため、相談を終了しました。 / Closed because this institution's registration was revoked."
        }
        RegistrationStatus::Withdrawn => {
            "この医療機関が登録を取り下げたため、相談を終了しました。 / Closed because this institution left the network."
        }
        // A term that ran out is mostly renewed, and what two people began to talk about goes on.
        _ => return Ok(state_now),
    };
    if state_now == PublicationState::Unregistered {
        for leave in state.features.iter().filter_map(|feature| feature.institution_left) {
            leave(txn, ctx, row.institution_id, note).await?;
        }
    }
    Ok(state_now)
}
