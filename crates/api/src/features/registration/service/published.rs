//! What corrections do to a published registration; the corrections themselves are the feature `change_request`.

use super::lifecycle;
use crate::{
    ctx::Ctx,
    entity::registration,
    error::ApiResult,
    features::registration::{listing, policy, repo},
    platform::audit::{self, AuditEntry},
};
use domain::{
    ids::RegistrationId,
    problem::ProblemCode,
    registration::{RegistrationContent, RegistrationStatus},
};
use sea_orm::DatabaseTransaction;

/// Locks a registration for one of its members.
///
/// # Errors
/// `not_found` for everybody else.
pub async fn lock_own(txn: &DatabaseTransaction, ctx: &Ctx, id: RegistrationId) -> ApiResult<registration::Model> {
    let row = repo::lock(txn, id).await?;
    policy::own_institution(txn, ctx, row.institution_id).await?;
    Ok(row)
}

/// Locks a registration that must be published, for somebody on the staff who decides about it.
///
/// # Errors
/// `conflict_of_interest`, `wrong_state` when it is not published.
pub async fn lock_to_decide(txn: &DatabaseTransaction, ctx: &Ctx, id: RegistrationId) -> ApiResult<registration::Model> {
    let row = repo::lock(txn, id).await?;
    policy::require_disinterested(txn, ctx, row.institution_id).await?;
    if row.status == RegistrationStatus::Published { Ok(row) } else { Err(ProblemCode::WrongState.into()) }
}

/// Something about a registration's corrections changed: whoever looks at an older state is told so before they decide.
///
/// # Errors
/// When the database fails.
pub async fn note_change(txn: &DatabaseTransaction, ctx: &Ctx, row: registration::Model) -> ApiResult<registration::Model> {
    repo::save(txn, ctx, row).await
}

/// Replaces what is published. Both versions are kept.
///
/// # Errors
/// When the database fails.
pub async fn correct(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    before: registration::Model,
    content: RegistrationContent,
) -> ApiResult<registration::Model> {
    let after = repo::save(txn, ctx, registration::Model { content, ..before.clone() }).await?;
    repo::add_revision(txn, ctx, &after).await?;
    listing::refresh(txn, ctx, after.institution_id).await?;
    let entry = AuditEntry::on("registration", after.id.0).diff(&lifecycle::facts(&before), &lifecycle::facts(&after));
    audit::record(txn, ctx, entry).await?;
    Ok(after)
}
