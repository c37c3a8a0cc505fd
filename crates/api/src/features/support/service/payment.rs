//! The prefecture's steps after the report: return or check it, fix the amount, record the payment; and undo what was recorded last.

use super::{days, draft, lifecycle};
use crate::{
    ctx::Ctx,
    entity::support_application,
    error::{ApiError, ApiResult},
    features::support::{policy::Side, query, registers, repo},
    platform::{AppState, audit::AuditEntry, db, http::IfMatch},
};
use domain::{
    ids::SupportApplicationId,
    problem::ProblemCode,
    support::{
        ApplicationEvent, ApplicationStatus, FixSupportAmount, FixableAmount, PaySupportApplication, SupportApplication, SupportFixing,
        SupportPayment, check_fixed,
    },
    text,
    validate::Violations,
};
use sea_orm::DatabaseTransaction;

/// Fixes the amount of a report that was checked.
///
/// # Errors
/// `not_found`, `version_mismatch`, `wrong_state`, `invalid_input` for a day before the report or in the future, for a scheme that was not
/// decided or is left out, and for more than may be fixed.
pub async fn fix(
    state: &AppState,
    ctx: &Ctx,
    id: SupportApplicationId,
    version: IfMatch,
    input: &FixSupportAmount,
) -> ApiResult<SupportApplication> {
    db::transaction(&state.db, async |txn| {
        let mut row = lifecycle::lock(txn, ctx, id, version, Side::Prefecture).await?;
        lifecycle::allow(txn, &row, ApplicationEvent::Fix, Side::Prefecture).await?;
        days::require(txn, ctx, &row, "fixed_on", input.fixed_on, ApplicationEvent::Report).await?;
        require_fixable(input, &registers::fixable(txn, &row).await?)?;
        let reference = text::normalize_line_ends(&input.reference);
        let fixing = SupportFixing { fixed_on: input.fixed_on, reference, amounts: input.amounts.clone() };
        let entry = AuditEntry::on("support_application", id.0).change("fixing", (), &fixing);
        row.fixing = Some(fixing);
        lifecycle::advance_with(txn, ctx, &mut row, ApplicationEvent::Fix, Side::Prefecture, entry).await
    })
    .await?;
    query::get(&state.db, ctx, id).await
}

fn require_fixable(input: &FixSupportAmount, fixable: &[FixableAmount]) -> ApiResult<()> {
    let mut violations = Violations::default();
    check_fixed(&input.amounts, fixable, &mut violations);
    if violations.is_empty() { Ok(()) } else { Err(violations.into()) }
}

/// Records the payment of what was claimed.
///
/// # Errors
/// `not_found`, `version_mismatch`, `wrong_state`, `invalid_input` for a day before the claim or in the future.
pub async fn pay(
    state: &AppState,
    ctx: &Ctx,
    id: SupportApplicationId,
    version: IfMatch,
    input: &PaySupportApplication,
) -> ApiResult<SupportApplication> {
    db::transaction(&state.db, async |txn| {
        let mut row = lifecycle::lock(txn, ctx, id, version, Side::Prefecture).await?;
        lifecycle::allow(txn, &row, ApplicationEvent::Pay, Side::Prefecture).await?;
        days::require(txn, ctx, &row, "paid_on", input.paid_on, ApplicationEvent::Claim).await?;
        let claim = row.claim.as_ref().ok_or_else(|| ApiError::internal("a claimed application without its claim"))?;
        let payment = SupportPayment { paid_on: input.paid_on, amount_yen: claim.amount_yen };
        let entry = AuditEntry::on("support_application", id.0).change("payment", (), &payment);
        row.payment = Some(payment);
        lifecycle::advance_with(txn, ctx, &mut row, ApplicationEvent::Pay, Side::Prefecture, entry).await
    })
    .await?;
    query::get(&state.db, ctx, id).await
}

/// Undoes what the prefecture recorded last: the application goes back one step. What was recorded stays in the trail, the reason in the course.
///
/// # Errors
/// `not_found`, `version_mismatch`, `wrong_state`, `application_already_open` where the institution began another meanwhile, also one
/// that was reported or paid since and names one of the schemes.
pub async fn undo(state: &AppState, ctx: &Ctx, id: SupportApplicationId, version: IfMatch, reason: &str) -> ApiResult<SupportApplication> {
    db::transaction(&state.db, async |txn| {
        let mut row = lifecycle::lock(txn, ctx, id, version, Side::Prefecture).await?;
        lifecycle::allow(txn, &row, ApplicationEvent::Undo, Side::Prefecture).await?;
        // Until now it kept no other from its schemes: one that was begun since may have been reported or paid.
        if row.status == ApplicationStatus::NotSelected {
            draft::require_first(txn, (row.institution_id, row.fiscal_year), Some(id), &row.plan).await?;
        }
        let entry = AuditEntry::on("support_application", id.0).reason(text::normalize_line_ends(reason));
        let entry = taken_out(txn, &mut row, entry).await?;
        lifecycle::advance_with(txn, ctx, &mut row, ApplicationEvent::Undo, Side::Prefecture, entry).await
    })
    .await?;
    query::get(&state.db, ctx, id).await
}

/// Takes out of a locked application what its last record wrote; the trail keeps it.
async fn taken_out(txn: &DatabaseTransaction, row: &mut support_application::Model, entry: AuditEntry) -> ApiResult<AuditEntry> {
    use ApplicationStatus as S;
    Ok(match row.status {
        S::Proposed => {
            let opinions = query::opinions(txn, row.id).await?;
            repo::remove_opinions(txn, row.id).await?;
            entry.change("meeting_id", row.meeting_id.take(), ()).change("opinions", opinions, ())
        }
        S::Decided => entry.change("decision", row.decision.take(), ()),
        S::Fixed => entry.change("fixing", row.fixing.take(), ()),
        S::Paid => entry.change("payment", row.payment.take(), ()),
        S::Selected | S::NotSelected | S::ReportChecked => entry,
        S::Draft | S::Submitted | S::Returned | S::Checked | S::Applied | S::Reported | S::ReportReturned | S::Claimed | S::Withdrawn => {
            return Err(ProblemCode::WrongState.into());
        }
    })
}
