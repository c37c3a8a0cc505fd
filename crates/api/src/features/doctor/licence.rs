//! Steps of the check of a licence: decided by the domain's table, then written with an audit entry that says neither number nor name.

use crate::{
    ctx::Ctx,
    entity::doctor,
    error::ApiResult,
    platform::audit::{self, AuditEntry},
};
use domain::{
    doctor::licence::{LicenceDenied, LicenceEvent, LicenceParty, is_restated, transition},
    problem::ProblemCode,
};
use sea_orm::DatabaseTransaction;

/// Moves a row's check on.
fn advance(ctx: &Ctx, row: &mut doctor::Model, event: LicenceEvent, by: LicenceParty) -> ApiResult<()> {
    row.licence_status = transition(row.licence_status, event, by).map_err(|denied| match denied {
        LicenceDenied::WrongState => ProblemCode::WrongState,
        LicenceDenied::WrongParty => ProblemCode::NotAllowed,
    })?;
    row.licence_since = ctx.now;
    row.licence_version += 1;
    Ok(())
}

/// The row to be saved: with the check started anew when its name, number or year is another one.
///
/// # Errors
/// When the database fails.
pub async fn restate(txn: &DatabaseTransaction, ctx: &Ctx, before: &doctor::Model, mut after: doctor::Model) -> ApiResult<doctor::Model> {
    if is_restated(&before.clone().into(), &after.clone().into()) {
        advance(ctx, &mut after, LicenceEvent::Restate, LicenceParty::Doctor)?;
        after.licence_reason = None;
        after.licence_note.clear();
        let entry = AuditEntry::on("licence_check", after.account_id.0);
        audit::record(txn, ctx, entry.change("status", before.licence_status, after.licence_status)).await?;
    }
    Ok(after)
}
