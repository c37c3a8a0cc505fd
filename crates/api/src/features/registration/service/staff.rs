//! The two checks and what the secretariat may do afterwards.

use super::lifecycle;
use crate::{
    ctx::Ctx,
    entity::registration,
    error::ApiResult,
    features::registration::{
        listing::{self, PublicationState},
        mails, policy, query, repo,
    },
    platform::{AppState, db, http::IfMatch},
};
use domain::{
    actor::Role,
    ids::RegistrationId,
    registration::{RegistrationEvent, RegistrationReview, RegistrationStatus, last_day},
    time::{fiscal_year, japan_date},
};
use sea_orm::DatabaseTransaction;

/// Locks what somebody on the staff acts on, and takes the step.
async fn step(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    id: RegistrationId,
    version: IfMatch,
    event: RegistrationEvent,
    reason: Option<&str>,
    change: impl FnOnce(&mut registration::Model),
) -> ApiResult<(registration::Model, registration::Model)> {
    let before = repo::lock(txn, id).await?;
    policy::require_submitted(&before)?;
    policy::require_disinterested(txn, ctx, before.institution_id).await?;
    version.check(before.version)?;
    let capacities = policy::capacities(ctx, &before);
    let after = lifecycle::apply_transition(txn, ctx, &before, event, &capacities, reason, change).await?;
    Ok((before, after))
}

/// The secretariat starts its check; the institution is told.
///
/// # Errors
/// `conflict_of_interest`, `wrong_state`, `not_allowed`, `version_mismatch`, `not_found`.
pub async fn start_review(state: &AppState, ctx: &Ctx, id: RegistrationId, version: IfMatch) -> ApiResult<RegistrationReview> {
    db::transaction(&state.db, async |txn| {
        let (_, row) = step(txn, ctx, id, version, RegistrationEvent::StartReview, None, |_| {}).await?;
        mails::to_institution(txn, ctx, "registration_review_started", &row, None).await?;
        query::review(txn, ctx, row).await
    })
    .await
}

/// The secretariat's check is made; the committee is told, but for whoever made it.
///
/// # Errors
/// `conflict_of_interest`, `wrong_state`, `not_allowed`, `version_mismatch`, `not_found`.
pub async fn forward(state: &AppState, ctx: &Ctx, id: RegistrationId, version: IfMatch) -> ApiResult<RegistrationReview> {
    let checker = ctx.account_id()?;
    db::transaction(&state.db, async |txn| {
        let (_, row) =
            step(txn, ctx, id, version, RegistrationEvent::Forward, None, |row| row.secretariat_checked_by = Some(checker)).await?;
        mails::to_staff(txn, ctx, "registration_forwarded", &row, Role::CommitteeMember, Some(checker)).await?;
        query::review(txn, ctx, row).await
    })
    .await
}

/// The committee's check is made, and the page is public from now to the end of the fiscal year.
///
/// # Errors
/// `conflict_of_interest`, `same_person_checked`, `wrong_state`, `not_allowed`, `version_mismatch`, `not_found`.
pub async fn confirm(state: &AppState, ctx: &Ctx, id: RegistrationId, version: IfMatch) -> ApiResult<RegistrationReview> {
    let checker = ctx.account_id()?;
    // An application that was checked over the end of March counts for the year in which its page starts.
    let this_year = fiscal_year(japan_date(ctx.now));
    db::transaction(&state.db, async |txn| {
        let (_, row) = step(txn, ctx, id, version, RegistrationEvent::Confirm, None, |row| {
            row.committee_confirmed_by = Some(checker);
            row.fiscal_year = row.fiscal_year.max(this_year);
            row.expires_on = Some(last_day(row.fiscal_year));
        })
        .await?;
        // An institution that is paused is told so, and hears again when its page is shown.
        let template = match listing::refresh(txn, ctx, row.institution_id).await? {
            PublicationState::Paused => "registration_confirmed",
            PublicationState::Listed | PublicationState::Unregistered => "registration_published",
        };
        mails::to_institution(txn, ctx, template, &row, None).await?;
        query::review(txn, ctx, row).await
    })
    .await
}

/// Sends it back to the institution, with what is to be mended. Both checks start anew afterwards.
///
/// # Errors
/// `conflict_of_interest`, `wrong_state`, `not_allowed`, `version_mismatch`, `not_found`.
pub async fn send_back(state: &AppState, ctx: &Ctx, id: RegistrationId, version: IfMatch, reason: &str) -> ApiResult<RegistrationReview> {
    db::transaction(&state.db, async |txn| {
        let (before, row) = step(txn, ctx, id, version, RegistrationEvent::Return, Some(reason), |row| {
            row.secretariat_checked_by = None;
            row.committee_confirmed_by = None;
        })
        .await?;
        let by_committee = before.status == RegistrationStatus::CommitteeCheck;
        let template = if by_committee { "registration_returned_by_committee" } else { "registration_returned" };
        mails::to_institution(txn, ctx, template, &row, Some(reason)).await?;
        query::review(txn, ctx, row).await
    })
    .await
}

/// Revokes a published registration whose facts proved false (seeds: Q&A 5, "審査はありますか？").
///
/// # Errors
/// `conflict_of_interest`, `wrong_state`, `not_allowed`, `version_mismatch`, `not_found`.
pub async fn revoke(state: &AppState, ctx: &Ctx, id: RegistrationId, version: IfMatch, reason: &str) -> ApiResult<RegistrationReview> {
    db::transaction(&state.db, async |txn| {
        let (before, row) = step(txn, ctx, id, version, RegistrationEvent::Revoke, Some(reason), |_| {}).await?;
        lifecycle::end(state, txn, ctx, &row, before.status).await?;
        mails::to_institution(txn, ctx, "registration_revoked", &row, Some(reason)).await?;
        query::review(txn, ctx, row).await
    })
    .await
}
