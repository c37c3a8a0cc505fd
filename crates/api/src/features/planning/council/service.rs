//! What officers enter of their councils' meetings.

use super::{query::present, repo};
use crate::{
    ctx::Ctx,
    entity::council_meeting,
    error::{ApiError, ApiResult},
    platform::{
        AppState,
        audit::{self, AuditEntry},
        auth::officer,
        db,
        http::{IdempotencyKey, IfMatch, idempotency},
    },
};
use domain::{
    ids::CouncilMeetingId,
    problem::{FieldCode, ProblemCode},
    support::{CouncilMeeting, SaveCouncilMeeting},
    text::normalize_line_ends,
    time::japan_date,
};

/// Enters a meeting of the officer's prefecture.
///
/// # Errors
/// `invalid_input` when the council already has a meeting of that year and round.
pub async fn create(state: &AppState, ctx: &Ctx, key: &IdempotencyKey, input: &SaveCouncilMeeting) -> ApiResult<CouncilMeeting> {
    let prefecture = officer::prefecture(&state.db, ctx).await?;
    idempotency::once(state, ctx, key, input, async |txn| {
        if repo::is_taken(txn, &prefecture, input, None).await? {
            return Err(ApiError::field("round", FieldCode::Duplicate));
        }
        let row = council_meeting::Model {
            id: ctx.new_id(),
            prefecture_code: prefecture.clone(),
            council: input.council,
            fiscal_year: input.fiscal_year,
            round: input.round,
            held_on: input.held_on,
            agenda: serde_json::to_value(&input.agenda)?,
            minutes: minutes(input),
            source: input.source.clone(),
            created_at: ctx.now,
            version: 1,
        };
        let meeting = present(repo::insert(txn, row).await?)?;
        let entry = AuditEntry::on("council_meeting", meeting.id.0).diff(&None, &Some(&meeting));
        audit::record(txn, ctx, entry).await?;
        Ok(meeting)
    })
    .await
}

/// Rewrites a meeting. One that took a plan further stays the meeting that it was: its council, year and round are kept, and it stays held.
/// One that an application was brought to keeps them too; its day may change until what it said of one is recorded, since applications can be
/// brought to a meeting to come.
///
/// # Errors
/// `not_found` for meetings of other prefectures, `version_mismatch`, `wrong_state`, `invalid_input` when another meeting is the one of that
/// year and round.
pub async fn save(
    state: &AppState,
    ctx: &Ctx,
    id: CouncilMeetingId,
    version: IfMatch,
    input: &SaveCouncilMeeting,
) -> ApiResult<CouncilMeeting> {
    db::transaction(&state.db, async |txn| {
        let prefecture = officer::prefecture(txn, ctx).await?;
        let row = repo::lock(txn, id, &prefecture).await?;
        version.check(row.version)?;
        if repo::is_taken(txn, &prefecture, input, Some(id)).await? {
            return Err(ApiError::field("round", FieldCode::Duplicate));
        }
        let same = (row.council, row.fiscal_year, row.round) == (input.council, input.fiscal_year, input.round);
        let held = input.held_on.is_some_and(|day| day <= japan_date(ctx.now));
        if !(same && held) && repo::moved_a_plan(txn, id).await? {
            return Err(ApiError::because(ProblemCode::WrongState, "a plan was taken further by this meeting"));
        }
        if !same && repo::heard_an_application(txn, id).await? {
            return Err(ApiError::because(ProblemCode::WrongState, "an application was brought to this meeting"));
        }
        // No meeting speaks before its day is known; the demo's does, and its day can still be entered.
        if row.held_on.is_some() && row.held_on != input.held_on && repo::spoke_of_an_application(txn, id).await? {
            return Err(ApiError::because(ProblemCode::WrongState, "this meeting spoke of an application on its day"));
        }
        let before = present(row.clone())?;
        let row = council_meeting::Model {
            council: input.council,
            fiscal_year: input.fiscal_year,
            round: input.round,
            held_on: input.held_on,
            agenda: serde_json::to_value(&input.agenda)?,
            minutes: minutes(input),
            source: input.source.clone(),
            ..row
        };
        let after = present(repo::save(txn, row).await?)?;
        audit::record(txn, ctx, AuditEntry::on("council_meeting", id.0).diff(&before, &after)).await?;
        Ok(after)
    })
    .await
}

fn minutes(input: &SaveCouncilMeeting) -> Option<String> {
    input.minutes.as_deref().map(normalize_line_ends).filter(|minutes| !minutes.is_empty())
}
