//! The institution's steps: submit, apply for the grant, report, claim, withdraw.

use super::lifecycle;
use crate::{
    ctx::Ctx,
    error::ApiResult,
    features::support::{policy::Side, query, registers, repo},
    platform::{AppState, audit::AuditEntry, db, http::IfMatch},
};
use domain::{
    ids::SupportApplicationId,
    support::{
        ApplicationEvent, ApplicationStatus, ReportSupportApplication, SupportApplication, SupportClaim, SupportFixing, SupportReport,
        check_complete,
    },
    text,
    time::japan_date,
    validate::Violations,
};

/// Hands an application in with its documents, and freezes its statement.
///
/// # Errors
/// `not_found`, `version_mismatch`, `wrong_state`, `invalid_input` without a purpose or a cost, `area_not_designated`, `institution_outside_area`, `scheme_closed`.
pub async fn submit(state: &AppState, ctx: &Ctx, id: SupportApplicationId, version: IfMatch) -> ApiResult<SupportApplication> {
    db::transaction(&state.db, async |txn| {
        let mut row = lifecycle::lock(txn, ctx, id, version, Side::Institution).await?;
        lifecycle::allow(txn, &row, ApplicationEvent::Submit, Side::Institution).await?;
        let mut lacking = Violations::default();
        check_complete(&row.plan, &row.purpose, &mut lacking);
        if !lacking.is_empty() {
            return Err(lacking.into());
        }
        let statement = registers::freeze(txn, ctx.now, &row).await?;
        repo::link_rules(txn, id, &statement).await?;
        row.statement = Some(statement);
        row.submitted = Some(repo::submitted(ctx, &row));
        repo::add_revision(txn, ctx, &row).await?;
        repo::number(txn, &mut row).await?;
        let documents = repo::submit_documents(txn, ctx, id).await?;
        let entry = AuditEntry::on("support_application", id.0).change("documents", (), documents);
        lifecycle::advance_with(txn, ctx, &mut row, ApplicationEvent::Submit, Side::Institution, entry).await
    })
    .await?;
    query::get(&state.db, ctx, id).await
}

/// Applies for the grant.
///
/// # Errors
/// `not_found`, `version_mismatch`, `wrong_state`.
pub async fn apply(state: &AppState, ctx: &Ctx, id: SupportApplicationId, version: IfMatch) -> ApiResult<SupportApplication> {
    db::transaction(&state.db, async |txn| {
        let mut row = lifecycle::lock(txn, ctx, id, version, Side::Institution).await?;
        lifecycle::advance(txn, ctx, &mut row, ApplicationEvent::Apply, Side::Institution, "").await
    })
    .await?;
    query::get(&state.db, ctx, id).await
}

/// Takes an application back.
///
/// # Errors
/// `not_found`, `version_mismatch`, `wrong_state`, `proof_required` where money was granted.
pub async fn withdraw(
    state: &AppState,
    ctx: &Ctx,
    id: SupportApplicationId,
    version: IfMatch,
    reason: &str,
) -> ApiResult<SupportApplication> {
    db::transaction(&state.db, async |txn| {
        let mut row = lifecycle::lock(txn, ctx, id, version, Side::Institution).await?;
        if row.status == ApplicationStatus::Decided {
            ctx.require_proof()?;
        }
        lifecycle::advance(txn, ctx, &mut row, ApplicationEvent::Withdraw, Side::Institution, reason).await
    })
    .await?;
    query::get(&state.db, ctx, id).await
}

/// Reports what was done and spent. A report that was returned is kept beside the one that takes its place.
///
/// # Errors
/// `not_found`, `version_mismatch`, `wrong_state`, `invalid_input` when it names a scheme that the application does not.
pub async fn report(
    state: &AppState,
    ctx: &Ctx,
    id: SupportApplicationId,
    version: IfMatch,
    input: &ReportSupportApplication,
) -> ApiResult<SupportApplication> {
    db::transaction(&state.db, async |txn| {
        let mut row = lifecycle::lock(txn, ctx, id, version, Side::Institution).await?;
        lifecycle::allow(txn, &row, ApplicationEvent::Report, Side::Institution).await?;
        registers::only_planned(&row.plan, "amounts", input.amounts.iter().map(|amount| amount.scheme))?;
        registers::only_planned(&row.plan, "days_worked", input.days_worked.iter().map(|worked| worked.scheme))?;
        let (amounts, days_worked) = row.report.take().map(|report| (report.amounts, report.days_worked)).unzip();
        let entry = AuditEntry::on("support_application", id.0).change("amounts", amounts, &input.amounts).change(
            "days_worked",
            days_worked,
            &input.days_worked,
        );
        let report = SupportReport {
            summary: text::normalize_line_ends(&input.summary),
            amounts: input.amounts.clone(),
            days_worked: input.days_worked.clone(),
        };
        repo::add_report(txn, ctx, id, report.clone()).await?;
        row.report = Some(report);
        lifecycle::advance_with(txn, ctx, &mut row, ApplicationEvent::Report, Side::Institution, entry).await
    })
    .await?;
    query::get(&state.db, ctx, id).await
}

/// Claims the amount that was fixed.
///
/// # Errors
/// `not_found`, `version_mismatch`, `wrong_state`.
pub async fn claim(state: &AppState, ctx: &Ctx, id: SupportApplicationId, version: IfMatch) -> ApiResult<SupportApplication> {
    db::transaction(&state.db, async |txn| {
        let mut row = lifecycle::lock(txn, ctx, id, version, Side::Institution).await?;
        lifecycle::allow(txn, &row, ApplicationEvent::Claim, Side::Institution).await?;
        let amount_yen = row.fixing.as_ref().map(SupportFixing::total).unwrap_or_default();
        let claim = SupportClaim { claimed_on: japan_date(ctx.now), amount_yen };
        let entry = AuditEntry::on("support_application", id.0).change("claim", (), &claim);
        row.claim = Some(claim);
        lifecycle::advance_with(txn, ctx, &mut row, ApplicationEvent::Claim, Side::Institution, entry).await
    })
    .await?;
    query::get(&state.db, ctx, id).await
}

/// Takes a claim back that was not paid.
///
/// # Errors
/// `not_found`, `version_mismatch`, `wrong_state`.
pub async fn withdraw_claim(
    state: &AppState,
    ctx: &Ctx,
    id: SupportApplicationId,
    version: IfMatch,
    reason: &str,
) -> ApiResult<SupportApplication> {
    db::transaction(&state.db, async |txn| {
        let mut row = lifecycle::lock(txn, ctx, id, version, Side::Institution).await?;
        lifecycle::allow(txn, &row, ApplicationEvent::WithdrawClaim, Side::Institution).await?;
        let entry = AuditEntry::on("support_application", id.0).change("claim", row.claim.take(), ());
        let entry = entry.reason(text::normalize_line_ends(reason));
        lifecycle::advance_with(txn, ctx, &mut row, ApplicationEvent::WithdrawClaim, Side::Institution, entry).await
    })
    .await?;
    query::get(&state.db, ctx, id).await
}
