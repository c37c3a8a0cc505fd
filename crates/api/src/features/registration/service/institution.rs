//! What the institution does with its registration once it is written.

use super::lifecycle;
use crate::{
    ctx::Ctx,
    error::ApiResult,
    features::registration::{mails, policy, query, repo},
    platform::{AppState, db, http::IfMatch},
};
use domain::{
    actor::Role,
    ids::RegistrationId,
    registration::{Check, Registration, RegistrationEvent, RegistrationStatus},
    time::{fiscal_year, japan_date},
    validate::Validate,
};

/// Submits what is stored: for the first time to the secretariat's queue, after a return straight back to its check.
///
/// # Errors
/// `invalid_input` naming every field, or with `held_by_another` when another institution holds the code of the official list, `version_mismatch`, `wrong_state`, `not_found` for others than its members.
pub async fn submit(state: &AppState, ctx: &Ctx, id: RegistrationId, version: IfMatch) -> ApiResult<Registration> {
    db::transaction(&state.db, async |txn| {
        let before = repo::lock(txn, id).await?;
        let institution = policy::own_institution(txn, ctx, before.institution_id).await?;
        version.check(before.version)?;
        policy::decide(before.status, RegistrationEvent::Submit, &[Check::Institution])?;
        let content = before.content.clone();
        content.validate()?;
        let content = content.normalized();
        repo::require_municipality(txn, &content, "").await?;
        policy::require_free_code(txn, &institution).await?;
        // A draft that was left lying over the end of March is for the year in which it is submitted.
        let year = before.fiscal_year.max(fiscal_year(japan_date(ctx.now)));
        let first = before.reference_number.is_none();
        let reference = match &before.reference_number {
            Some(reference) => reference.clone(),
            None => repo::next_reference(txn, year).await?,
        };
        let after = lifecycle::apply_transition(txn, ctx, &before, RegistrationEvent::Submit, &[Check::Institution], None, |row| {
            row.content = content;
            row.fiscal_year = year;
            row.reference_number = Some(reference);
        })
        .await
        .map_err(policy::explain_held_code)?;
        repo::add_revision(txn, ctx, &after).await?;
        mails::confirm_submission(txn, ctx, &after).await?;
        let template = if first { "registration_submitted" } else { "registration_resubmitted" };
        mails::to_staff(txn, ctx, template, &after, Role::Secretariat, None).await?;
        query::registration(txn, query::Viewer::Member, after).await
    })
    .await
}

/// The institution leaves: a draft is given up, an application taken back, a published page removed.
///
/// # Errors
/// `wrong_state` when it is over already, `not_found` for others than its members.
pub async fn withdraw(state: &AppState, ctx: &Ctx, id: RegistrationId) -> ApiResult<Registration> {
    db::transaction(&state.db, async |txn| {
        let before = repo::lock(txn, id).await?;
        policy::own_institution(txn, ctx, before.institution_id).await?;
        let after =
            lifecycle::apply_transition(txn, ctx, &before, RegistrationEvent::Withdraw, &[Check::Institution], None, |_| {}).await?;
        lifecycle::end(state, txn, ctx, &after, before.status).await?;
        // Nobody but its writers knew of a draft that was never submitted.
        if after.reference_number.is_some() {
            let template = if before.status == RegistrationStatus::Published { "registration_withdrawn" } else { "application_withdrawn" };
            mails::to_institution(txn, ctx, template, &after, None).await?;
        }
        let for_staff = match before.status {
            RegistrationStatus::Published => Some("registration_left"),
            status => status.waits_for_staff().then_some("application_withdrawn_for_staff"),
        };
        if let Some(template) = for_staff {
            mails::to_staff(txn, ctx, template, &after, Role::Secretariat, None).await?;
        }
        query::registration(txn, query::Viewer::Member, after).await
    })
    .await
}
