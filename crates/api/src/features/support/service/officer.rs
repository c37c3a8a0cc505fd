//! The prefecture's steps: return, check, bring to a meeting, record what the councils said, select or turn down, decide.

use super::{days, lifecycle};
use crate::{
    ctx::Ctx,
    entity::{council_meeting, support_opinion},
    error::{ApiError, ApiResult},
    features::support::{policy::Side, query, registers, repo},
    platform::{
        AppState,
        audit::{self, AuditEntry},
        db,
        http::IfMatch,
    },
};
use domain::{
    ids::{CouncilMeetingId, SupportApplicationId},
    problem::{FieldCode, ProblemCode},
    support::{
        ApplicationEvent, ApplicationStatus, Council, DecideSupportApplication, RecordCouncilOpinion, SupportApplication, SupportDecision,
    },
    text,
};
use sea_orm::{EntityTrait, QuerySelect};

/// A step that needs nothing but perhaps a reason: return, check, select, turn down.
///
/// # Errors
/// `not_found`, `version_mismatch`, `wrong_state`, `council_agreement_missing`.
pub async fn step(
    state: &AppState,
    ctx: &Ctx,
    id: SupportApplicationId,
    version: IfMatch,
    event: ApplicationEvent,
    reason: &str,
) -> ApiResult<SupportApplication> {
    db::transaction(&state.db, async |txn| {
        let mut row = lifecycle::lock(txn, ctx, id, version, Side::Prefecture).await?;
        lifecycle::advance(txn, ctx, &mut row, event, Side::Prefecture, reason).await
    })
    .await?;
    query::get(&state.db, ctx, id).await
}

/// Brings an application to a meeting of the regional medical council.
///
/// # Errors
/// `not_found`, `version_mismatch`, `wrong_state`, `invalid_input` when it is another council's, prefecture's or year's meeting.
pub async fn propose(
    state: &AppState,
    ctx: &Ctx,
    id: SupportApplicationId,
    version: IfMatch,
    meeting_id: CouncilMeetingId,
) -> ApiResult<SupportApplication> {
    db::transaction(&state.db, async |txn| {
        let mut row = lifecycle::lock(txn, ctx, id, version, Side::Prefecture).await?;
        lifecycle::allow(txn, &row, ApplicationEvent::Propose, Side::Prefecture).await?;
        let meeting = council_meeting::Entity::find_by_id(meeting_id).lock_shared().one(txn).await?;
        let fits = meeting.is_some_and(|meeting| {
            meeting.council == Council::RegionalMedical
                && meeting.prefecture_code == row.prefecture_code
                && meeting.fiscal_year == row.fiscal_year
        });
        if !fits {
            return Err(ApiError::field("meeting_id", FieldCode::UnknownValue));
        }
        let entry = AuditEntry::on("support_application", id.0).change("meeting_id", row.meeting_id, meeting_id);
        row.meeting_id = Some(meeting_id);
        lifecycle::advance_with(txn, ctx, &mut row, ApplicationEvent::Propose, Side::Prefecture, entry).await
    })
    .await?;
    query::get(&state.db, ctx, id).await
}

/// Records what a council said; again replaces it, while the application is before the councils.
///
/// # Errors
/// `not_found`, `version_mismatch`, `wrong_state`, `invalid_input` for a day in the future or before it was submitted.
pub async fn record_opinion(
    state: &AppState,
    ctx: &Ctx,
    id: SupportApplicationId,
    version: IfMatch,
    input: &RecordCouncilOpinion,
) -> ApiResult<SupportApplication> {
    db::transaction(&state.db, async |txn| {
        let mut row = lifecycle::lock(txn, ctx, id, version, Side::Prefecture).await?;
        if row.status != ApplicationStatus::Proposed {
            return Err(ProblemCode::WrongState.into());
        }
        days::require(txn, ctx, &row, "on", input.on, ApplicationEvent::Submit).await?;
        let before = support_opinion::Entity::find_by_id((id, input.council)).one(txn).await?;
        // What the council's meeting of that day said stays that meeting's.
        let meeting_id = before.as_ref().filter(|before| before.stated_on == input.on).and_then(|before| before.meeting_id);
        let opinion = support_opinion::Model {
            application_id: id,
            council: input.council,
            agreed: input.agreed,
            stated_on: input.on,
            minutes: text::normalize_line_ends(&input.minutes),
            meeting_id,
            recorded_by: ctx.account_id()?,
            recorded_at: ctx.now,
        };
        repo::save_opinion(txn, opinion).await?;
        repo::save(txn, &mut row).await?;
        let entry = AuditEntry::on("support_application", id.0).change(input.council.code(), before.map(query::opinion), input);
        audit::record(txn, ctx, entry).await
    })
    .await?;
    query::get(&state.db, ctx, id).await
}

/// Records the decision about the grant.
///
/// # Errors
/// `not_found`, `version_mismatch`, `wrong_state`, `invalid_input` for a day in the future or before the grant was applied for, or a scheme that the application does not name.
pub async fn decide(
    state: &AppState,
    ctx: &Ctx,
    id: SupportApplicationId,
    version: IfMatch,
    input: &DecideSupportApplication,
) -> ApiResult<SupportApplication> {
    db::transaction(&state.db, async |txn| {
        let mut row = lifecycle::lock(txn, ctx, id, version, Side::Prefecture).await?;
        lifecycle::allow(txn, &row, ApplicationEvent::Decide, Side::Prefecture).await?;
        days::require(txn, ctx, &row, "decided_on", input.decided_on, ApplicationEvent::Apply).await?;
        registers::only_planned(&row.plan, "amounts", input.amounts.iter().map(|amount| amount.scheme))?;
        let reference = text::normalize_line_ends(&input.reference);
        let decision =
            SupportDecision { decided_on: input.decided_on, reference, amounts: input.amounts.clone(), report_by: input.report_by };
        let entry = AuditEntry::on("support_application", id.0).change("decision", &row.decision, &decision);
        row.decision = Some(decision);
        lifecycle::advance_with(txn, ctx, &mut row, ApplicationEvent::Decide, Side::Prefecture, entry).await
    })
    .await?;
    query::get(&state.db, ctx, id).await
}
