//! Steps of the check: decided by the domain's table, then written with an audit entry that says neither name nor number nor year.

use super::{copy, doubt, query};
use crate::{
    ctx::Ctx,
    entity::doctor,
    error::ApiResult,
    features::doctor::repo,
    platform::{
        AppState,
        audit::{self, AuditEntry},
        db,
        http::IfMatch,
        mail::{self, Mail, Recipient},
    },
};
use domain::{
    doctor::{
        DecideLicence, LicenceCheck, LicenceDecision, LicenceStatus,
        licence::{LicenceDenied, LicenceEvent, LicenceParty, is_restated, transition},
    },
    ids::AccountId,
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

/// The row to be saved: with the check started anew when its name, number or year is another one, and closed until the check when the
/// number was in doubt before.
///
/// # Errors
/// When the database fails.
pub async fn restate(
    state: &AppState,
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    before: &doctor::Model,
    mut after: doctor::Model,
) -> ApiResult<doctor::Model> {
    if is_restated(&before.clone().into(), &after.clone().into()) {
        advance(ctx, &mut after, LicenceEvent::Restate, LicenceParty::Doctor)?;
        if let Some(doubted_at) = doubt::find(state, txn, &after).await? {
            after.licence_status = LicenceStatus::first(true);
            after.licence_doubted_at = Some(doubted_at);
        }
        after.licence_reason = None;
        after.licence_note.clear();
        let entry = AuditEntry::on("licence_check", after.account_id.0);
        audit::record(txn, ctx, entry.change("status", before.licence_status, after.licence_status)).await?;
    }
    Ok(after)
}

/// Decides about a licence as it was seen. The copy is deleted, and the doctor is told by mail that there is something to read.
///
/// # Errors
/// `not_found`, `own_licence`, `version_mismatch` when the doctor stated otherwise or uploaded a copy meanwhile, `wrong_state`.
pub async fn decide(state: &AppState, ctx: &Ctx, account: AccountId, version: IfMatch, input: &DecideLicence) -> ApiResult<LicenceCheck> {
    db::transaction(&state.db, async |txn| {
        let mut row = repo::lock(txn, account).await?.ok_or(ProblemCode::NotFound)?;
        if ctx.account_id()? == account {
            return Err(ProblemCode::OwnLicence.into());
        }
        version.check(row.licence_version)?;
        let (before, reason_before) = (row.licence_status, row.licence_reason);
        advance(ctx, &mut row, input.event(), LicenceParty::Staff)?;
        row.licence_reason = input.reason;
        row.licence_note = input.tidy_note();
        let template = match input.decision {
            LicenceDecision::Checked => {
                doubt::forget(state, txn, &row).await?;
                "licence_checked"
            }
            LicenceDecision::Doubtful => {
                row.licence_doubted_at = Some(ctx.now);
                doubt::remember(state, txn, &row, ctx.now).await?;
                "licence_doubtful"
            }
        };
        let had_copy = copy::delete(txn, account).await?;
        let mut entry = AuditEntry::on("licence_check", account.0).change("status", before, row.licence_status).change(
            "reason",
            reason_before,
            row.licence_reason,
        );
        if had_copy {
            entry = entry.change("copy", true, false);
        }
        audit::record(txn, ctx, entry).await?;
        let event = format!("{account}-{}", row.licence_version);
        mail::enqueue(txn, ctx, Mail::new(template, Recipient::Account(account), event)).await?;
        repo::save(txn, row).await?;
        query::get(txn, account).await
    })
    .await
}
