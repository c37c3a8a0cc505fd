//! Reminders of inquiries that nobody has answered.

use crate::{
    ctx::Ctx,
    entity::inquiry,
    error::ApiResult,
    features::inquiry::mail,
    platform::{AppState, db},
};
use chrono::TimeDelta;
use domain::inquiry::InquiryStatus;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

/// How long an inquiry is looked at once its reminder is due. Shorter than sent mails are remembered, so that nobody is reminded twice.
const DUE_FOR: TimeDelta = TimeDelta::days(14);

/// Reminds institutions of inquiries that have waited for an answer as long as the setting says. Idempotent. Returns the number of
/// inquiries.
///
/// # Errors
/// When the database fails.
pub async fn remind_of_unanswered(state: &AppState) -> ApiResult<usize> {
    use inquiry::Column as C;
    let ctx = Ctx::system("remind_of_unanswered_inquiries", state.clock.now(), state.ids.clone());
    let due = ctx.now - state.config.remind_after;
    let rows = inquiry::Entity::find()
        .filter(C::Status.eq(InquiryStatus::Sent))
        .filter(C::CreatedAt.lte(due))
        .filter(C::CreatedAt.gt(due - DUE_FOR))
        .order_by_asc(C::Id)
        .all(&state.db)
        .await?;
    for row in &rows {
        db::transaction(&state.db, async |txn| mail::remind(txn, &ctx, row).await).await?;
    }
    Ok(rows.len())
}
