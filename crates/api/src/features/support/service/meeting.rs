//! What a meeting of a council said of the applications before it: one entry for all of them.

use super::lifecycle;
use crate::{
    ctx::Ctx,
    entity::{council_meeting, support_opinion},
    error::{ApiError, ApiResult},
    features::support::{listing, policy::Side, query, repo},
    platform::{
        AppState,
        audit::{self, AuditEntry},
        auth::officer,
        db,
        http::IfMatch,
    },
};
use chrono::NaiveDate;
use domain::{
    ids::CouncilMeetingId,
    problem::{FieldCode, ProblemCode},
    support::{ApplicationEvent, ApplicationStatus, Council, MeetingApplication, MeetingOpinion, RecordMeetingOpinions},
    text,
    time::japan_date,
    validate::Violations,
};
use sea_orm::{ConnectionTrait, DatabaseTransaction, EntityTrait, QuerySelect};
use serde_json::json;

/// The applications before a meeting of the officer's prefecture.
///
/// # Errors
/// `not_found` for meetings of other prefectures.
pub async fn applications(db: &impl ConnectionTrait, ctx: &Ctx, id: CouncilMeetingId) -> ApiResult<Vec<MeetingApplication>> {
    let meeting = own(db, ctx, council_meeting::Entity::find_by_id(id).one(db).await?).await?;
    listing::before_meeting(db, ctx.now, &meeting).await
}

/// A meeting, if it is of the officer's prefecture.
///
/// # Errors
/// `not_found`.
pub async fn own(db: &impl ConnectionTrait, ctx: &Ctx, meeting: Option<council_meeting::Model>) -> ApiResult<council_meeting::Model> {
    let prefecture = officer::prefecture(db, ctx).await?;
    meeting.filter(|meeting| meeting.prefecture_code == prefecture).ok_or_else(|| ProblemCode::NotFound.into())
}

/// Records what a meeting said; again replaces it, while an application is before the councils. All of it or nothing is recorded.
///
/// # Errors
/// `not_found` for meetings of other prefectures, `meeting_not_held`, `version_mismatch`, `wrong_state`, `conflict_of_interest`,
/// `invalid_input` for an application that is not before the meeting or was submitted after it.
pub async fn record(
    state: &AppState,
    ctx: &Ctx,
    id: CouncilMeetingId,
    input: &RecordMeetingOpinions,
) -> ApiResult<Vec<MeetingApplication>> {
    db::transaction(&state.db, async |txn| {
        let meeting = council_meeting::Entity::find_by_id(id).lock_shared().one(txn).await?;
        let meeting = own(txn, ctx, meeting).await?;
        let held_on = meeting.held_on.filter(|day| *day <= japan_date(ctx.now)).ok_or(ProblemCode::MeetingNotHeld)?;
        // In one order, so that two entries wait for each other and neither for both.
        let mut opinions: Vec<_> = input.opinions.iter().enumerate().collect();
        opinions.sort_by_key(|(_, opinion)| opinion.application_id);
        for (n, opinion) in opinions {
            record_one(txn, ctx, (&meeting, held_on), (n, opinion), &input.minutes).await?;
        }
        Ok(())
    })
    .await?;
    applications(&state.db, ctx, id).await
}

async fn record_one(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    (meeting, held_on): (&council_meeting::Model, NaiveDate),
    (n, said): (usize, &MeetingOpinion),
    minutes: &str,
) -> ApiResult<()> {
    let version = IfMatch::of(said.version);
    let mut row = lifecycle::lock(txn, ctx, said.application_id, version, Side::Prefecture).await?;
    if row.status != ApplicationStatus::Proposed {
        return Err(ProblemCode::WrongState.into());
    }
    let field = format!("opinions/{n}/application_id");
    let brought = meeting.council == Council::Insurers || row.meeting_id == Some(meeting.id);
    if !brought || row.fiscal_year != meeting.fiscal_year {
        return Err(ApiError::field(&field, FieldCode::UnknownValue));
    }
    let submitted = query::last_day_of(txn, row.id, ApplicationEvent::Submit).await?;
    if let Some(from) = submitted.filter(|from| held_on < *from) {
        let mut violations = Violations::default();
        violations.add_with(&field, FieldCode::BeforeEarlierStep, json!({ "from": from }));
        return Err(violations.into());
    }
    let before = query::opinions(txn, row.id).await?.into_iter().find(|opinion| opinion.council == meeting.council);
    let opinion = support_opinion::Model {
        application_id: row.id,
        council: meeting.council,
        agreed: said.agreed,
        stated_on: held_on,
        minutes: text::normalize_line_ends(minutes),
        meeting_id: Some(meeting.id),
        recorded_by: ctx.account_id()?,
        recorded_at: ctx.now,
    };
    let after = json!({ "agreed": said.agreed, "on": held_on, "minutes": opinion.minutes, "meeting_id": meeting.id });
    repo::save_opinion(txn, opinion).await?;
    repo::save(txn, &mut row).await?;
    audit::record(txn, ctx, AuditEntry::on("support_application", row.id.0).change(meeting.council.code(), before, after)).await
}
