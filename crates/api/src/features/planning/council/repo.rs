//! Writes and locked reads of the meetings. Never commits.

use crate::{
    entity::{correction_plan_step, council_meeting, support_application, support_opinion},
    error::ApiResult,
};
use domain::{ids::CouncilMeetingId, problem::ProblemCode, support::SaveCouncilMeeting};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QuerySelect};

/// Locks a meeting of a prefecture.
///
/// # Errors
/// `not_found` when the prefecture has no such meeting.
pub async fn lock(txn: &impl ConnectionTrait, id: CouncilMeetingId, prefecture: &str) -> ApiResult<council_meeting::Model> {
    let find = council_meeting::Entity::find_by_id(id).filter(council_meeting::Column::PrefectureCode.eq(prefecture));
    find.lock_exclusive().one(txn).await?.ok_or_else(|| ProblemCode::NotFound.into())
}

/// A meeting of a prefecture, if it has it, that cannot be rewritten before the transaction ends: for whoever rests on it.
///
/// # Errors
/// When the database fails.
pub async fn lock_shared(txn: &impl ConnectionTrait, id: CouncilMeetingId, prefecture: &str) -> ApiResult<Option<council_meeting::Model>> {
    let find = council_meeting::Entity::find_by_id(id).filter(council_meeting::Column::PrefectureCode.eq(prefecture));
    Ok(find.lock_shared().one(txn).await?)
}

/// Whether the prefecture has another meeting of the same council, year and round.
///
/// # Errors
/// When the database fails.
pub async fn is_taken(
    txn: &impl ConnectionTrait,
    prefecture: &str,
    input: &SaveCouncilMeeting,
    but: Option<CouncilMeetingId>,
) -> ApiResult<bool> {
    use council_meeting::Column;
    let mut find = council_meeting::Entity::find()
        .filter(Column::PrefectureCode.eq(prefecture))
        .filter(Column::FiscalYear.eq(input.fiscal_year))
        .filter(Column::Council.eq(input.council))
        .filter(Column::Round.eq(input.round));
    if let Some(id) = but {
        find = find.filter(Column::Id.ne(id));
    }
    Ok(find.count(txn).await? > 0)
}

/// Whether a plan was taken further by a meeting.
///
/// # Errors
/// When the database fails.
pub async fn moved_a_plan(txn: &impl ConnectionTrait, id: CouncilMeetingId) -> ApiResult<bool> {
    let find = correction_plan_step::Entity::find().filter(correction_plan_step::Column::MeetingId.eq(id));
    Ok(find.count(txn).await? > 0)
}

/// Whether an application was brought to a meeting, or the meeting spoke of one.
///
/// # Errors
/// When the database fails.
pub async fn heard_an_application(txn: &impl ConnectionTrait, id: CouncilMeetingId) -> ApiResult<bool> {
    let find = support_application::Entity::find().filter(support_application::Column::MeetingId.eq(id));
    Ok(find.count(txn).await? > 0 || spoke_of_an_application(txn, id).await?)
}

/// Whether a meeting spoke of an application: what it said bears its day.
///
/// # Errors
/// When the database fails.
pub async fn spoke_of_an_application(txn: &impl ConnectionTrait, id: CouncilMeetingId) -> ApiResult<bool> {
    let said = support_opinion::Entity::find().filter(support_opinion::Column::MeetingId.eq(id));
    Ok(said.count(txn).await? > 0)
}

/// Writes a new meeting.
///
/// # Errors
/// When the database fails.
pub async fn insert(txn: &impl ConnectionTrait, row: council_meeting::Model) -> ApiResult<council_meeting::Model> {
    Ok(row.into_active_model().reset_all().insert(txn).await?)
}

/// Writes a changed meeting; its version rises.
///
/// # Errors
/// When the database fails.
pub async fn save(txn: &impl ConnectionTrait, mut row: council_meeting::Model) -> ApiResult<council_meeting::Model> {
    row.version += 1;
    Ok(row.into_active_model().reset_all().update(txn).await?)
}
