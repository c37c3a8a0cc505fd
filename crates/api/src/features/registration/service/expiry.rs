//! The end of a term, by the calendar of Japan.

use super::lifecycle;
use crate::{
    ctx::Ctx,
    entity::registration,
    error::ApiResult,
    features::registration::{listing::PublicationState, mails, repo},
    platform::{AppState, db},
};
use chrono::NaiveDate;
use domain::{
    ids::RegistrationId,
    registration::{Check, RegistrationEvent, RegistrationStatus},
    time::japan_date,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

const BATCH: u64 = 200;

/// Ends every registration whose last day is over; tells how many. Each is its own transaction, so that a thousand do not
/// wait for one another and a failing one does not hold up the rest; doing it again finds nothing left to do.
///
/// # Errors
/// When the list cannot be read.
pub async fn expire_due(state: &AppState) -> ApiResult<usize> {
    let ctx = Ctx::system("expire_registrations", state.clock.now(), state.ids.clone());
    let today = japan_date(ctx.now);
    let (mut ended, mut after) = (0, None);
    loop {
        let due = due(state, today, after).await?;
        let Some(last) = due.last().copied() else { return Ok(ended) };
        for id in due {
            match expire(state, &ctx, id, today).await {
                Ok(true) => ended += 1,
                Ok(false) => {}
                Err(error) => tracing::error!(%error, registration.id = %id, "a registration could not be ended"),
            }
        }
        after = Some(last);
    }
}

async fn due(state: &AppState, today: NaiveDate, after: Option<RegistrationId>) -> ApiResult<Vec<RegistrationId>> {
    use registration::Column as C;
    let mut rows = registration::Entity::find().select_only().column(C::Id);
    rows = rows.filter(C::Status.eq(RegistrationStatus::Published)).filter(C::ExpiresOn.lt(today));
    if let Some(after) = after {
        rows = rows.filter(C::Id.gt(after));
    }
    Ok(rows.order_by_asc(C::Id).limit(BATCH).into_tuple().all(&state.db).await?)
}

async fn expire(state: &AppState, ctx: &Ctx, id: RegistrationId, today: NaiveDate) -> ApiResult<bool> {
    db::transaction(&state.db, async |txn| {
        let before = repo::lock(txn, id).await?;
        // Another process may have been faster, or the institution left.
        if before.status != RegistrationStatus::Published || before.expires_on.is_none_or(|last| last >= today) {
            return Ok(false);
        }
        let row = lifecycle::apply_transition(txn, ctx, &before, RegistrationEvent::Expire, &[Check::System], None, |_| {}).await?;
        // Whoever has registered for the next year notices nothing.
        if lifecycle::end(state, txn, ctx, &row, before.status).await? == PublicationState::Unregistered {
            mails::to_institution(txn, ctx, "registration_expired", &row, None).await?;
        }
        Ok(true)
    })
    .await
}
