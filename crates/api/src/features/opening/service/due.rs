//! What the calendar of Japan asks of openings: the institution is asked to confirm, an unconfirmed one pauses itself, and one whose last day has
//! passed ends.

use super::step;
use crate::{
    ctx::Ctx,
    error::ApiResult,
    features::opening::{mails, query, repo},
    platform::{AppState, db},
};
use chrono::{DateTime, Days, Utc};
use domain::{
    ids::OpeningId,
    opening::{ASKED_AFTER, DueStep, OpeningEvent, OpeningParty, OpeningStatus, due_step},
    time::{first_instant, japan_date},
};
use sea_orm::FromQueryResult;
use uuid::Uuid;

const BATCH: i64 = 200;

#[derive(FromQueryResult)]
struct Candidate {
    id: OpeningId,
    confirmed_at: DateTime<Utc>,
    asked: i32,
    open_until: Option<String>,
}

/// Does what is due today. Each opening is its own transaction, decided on the locked row, so that of two processes one acts. Idempotent. Returns
/// the number of openings.
///
/// # Errors
/// When the list cannot be read.
pub async fn follow_calendar(state: &AppState) -> ApiResult<usize> {
    let ctx = Ctx::system("follow_calendar_of_openings", state.clock.now(), state.ids.clone());
    let today = japan_date(ctx.now);
    // Whoever confirmed on a later day is not asked yet.
    let asked_first = today - Days::new(ASKED_AFTER[0] - 1);
    let sql = format!(
        "SELECT id, confirmed_at, asked, content ->> 'open_until' AS open_until FROM opening
         WHERE status IN ({}) AND id > $1 AND (confirmed_at < $2 OR content ->> 'open_until' < $3) ORDER BY id LIMIT $4",
        db::terms([OpeningStatus::Open])
    );
    let (mut acted, mut after) = (0, Uuid::nil());
    loop {
        let values = [after.into(), first_instant(asked_first).into(), today.to_string().into(), BATCH.into()];
        let found = db::rows::<Candidate>(&state.db, &sql, values).await?;
        let Some(last) = found.last() else { return Ok(acted) };
        after = last.id.0;
        for one in found {
            if due_step(one.confirmed_at, one.asked, query::day(one.open_until.as_deref()), today).is_none() {
                continue;
            }
            match follow(state, &ctx, one.id).await {
                Ok(true) => acted += 1,
                Ok(false) => {}
                Err(error) => tracing::error!(%error, opening.id = %one.id, "what is due about an opening could not be done"),
            }
        }
    }
}

async fn follow(state: &AppState, ctx: &Ctx, id: OpeningId) -> ApiResult<bool> {
    db::transaction(&state.db, async |txn| {
        let row = repo::lock(txn, id).await?;
        let Some(confirmed_at) = row.confirmed_at.filter(|_| row.status == OpeningStatus::Open) else { return Ok(false) };
        // Another process may have been faster, or somebody confirmed it.
        let Some(due) = due_step(confirmed_at, row.asked, row.content.open_until, japan_date(ctx.now)) else { return Ok(false) };
        let since = confirmed_at.timestamp();
        match due {
            DueStep::Ask(asked) => {
                repo::note_asked(txn, id, asked).await?;
                mails::to_members(txn, ctx, "opening_confirm_asked", &row, format!("{since}:{asked}")).await?;
            }
            DueStep::Lapse => {
                let row = step::apply(txn, ctx, &row, OpeningEvent::Lapse, OpeningParty::System, None).await?;
                mails::to_members(txn, ctx, "opening_lapsed", &row, since).await?;
            }
            DueStep::End => {
                let row = step::apply(txn, ctx, &row, OpeningEvent::End, OpeningParty::System, None).await?;
                mails::to_members(txn, ctx, "opening_ended", &row, since).await?;
            }
        }
        Ok(true)
    })
    .await
}
