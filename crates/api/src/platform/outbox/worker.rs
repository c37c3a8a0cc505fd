//! Carries out due jobs, in any number of processes at once.

use super::{EMPTIED, Job};
use crate::{
    entity::outbox,
    error::ApiResult,
    platform::{AppState, db},
};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{FromQueryResult, Value};
use std::time::Duration;
use tokio::sync::watch;

/// How long a worker may hold a job; longer than any mail server is waited for.
const LEASE: TimeDelta = TimeDelta::minutes(2);
/// The longest pause between two tries, so that a mail server that was down for an hour is noticed soon after.
const LONGEST_PAUSE: TimeDelta = TimeDelta::minutes(10);
/// After this long a job is given up and stays in the table for a person to look at.
const GIVE_UP_AFTER: TimeDelta = TimeDelta::days(3);
const IDLE: Duration = Duration::from_millis(700);
const HOUSEKEEPING_EVERY: TimeDelta = TimeDelta::minutes(1);

/// Works until `stop` becomes true; the job in progress is finished first.
pub async fn work(state: AppState, mut stop: watch::Receiver<bool>) {
    let mut kept_at: Option<DateTime<Utc>> = None;
    while !*stop.borrow() {
        let now = state.clock.now();
        if kept_at.is_none_or(|at| now - at >= HOUSEKEEPING_EVERY) {
            kept_at = Some(now);
            if let Err(error) = keep_house(&state, now).await {
                tracing::error!(%error, "housekeeping failed");
            }
        }
        match run_one(&state).await {
            Ok(true) => continue,
            Ok(false) => {}
            Err(error) => tracing::error!(%error, "the outbox could not be read"),
        }
        tokio::select! {
            _ = stop.changed() => {}
            () = tokio::time::sleep(IDLE) => {}
        }
    }
}

/// Runs everything that is due; tells how many jobs that were.
///
/// # Errors
/// When the database fails.
pub async fn run_due(state: &AppState) -> ApiResult<usize> {
    let mut count = 0;
    while run_one(state).await? {
        count += 1;
    }
    Ok(count)
}

async fn run_one(state: &AppState) -> ApiResult<bool> {
    let now = state.clock.now();
    let sql = "UPDATE outbox SET locked_until = $1, attempts = attempts + 1 WHERE id = (
                   SELECT id FROM outbox
                   WHERE done_at IS NULL AND dead_at IS NULL AND available_at <= $2 AND (locked_until IS NULL OR locked_until <= $2)
                   ORDER BY available_at, id FOR UPDATE SKIP LOCKED LIMIT 1)
               RETURNING *";
    let Some(row) = db::row::<outbox::Model>(&state.db, sql, [(now + LEASE).into(), now.into()]).await? else { return Ok(false) };
    let outcome = match serde_json::from_value::<Job>(row.payload.clone()) {
        Ok(job) => job.run(state, &row.dedup_key).await,
        Err(error) => Err(error.into()),
    };
    match outcome {
        // What was sent is not needed any more, and names people.
        Ok(()) => {
            let sql = format!("UPDATE outbox SET done_at = $2, locked_until = NULL, last_error = NULL, payload = {EMPTIED} WHERE id = $1");
            execute(state, &sql, vec![row.id.into(), now.into()]).await?;
        }
        Err(error) => fail(state, &row, now, &error.to_string()).await?,
    }
    Ok(true)
}

async fn fail(state: &AppState, row: &outbox::Model, now: DateTime<Utc>, error: &str) -> ApiResult<()> {
    if now - row.created_at >= GIVE_UP_AFTER {
        tracing::error!(outbox.id = %row.id, outbox.kind = row.kind, attempts = row.attempts, error, "a job was given up");
        return execute(
            state,
            "UPDATE outbox SET dead_at = $2, locked_until = NULL, last_error = $3 WHERE id = $1",
            vec![row.id.into(), now.into(), error.into()],
        )
        .await;
    }
    tracing::warn!(outbox.id = %row.id, outbox.kind = row.kind, attempts = row.attempts, error, "a job failed and will be tried again");
    let values = vec![row.id.into(), (now + pause(row.attempts)).into(), error.into()];
    execute(state, "UPDATE outbox SET available_at = $2, locked_until = NULL, last_error = $3 WHERE id = $1", values).await
}

/// 15 s, 30 s, 1 min … up to the longest.
fn pause(attempts: i32) -> TimeDelta {
    let doublings = u32::try_from(attempts.saturating_sub(1)).unwrap_or_default().min(10);
    TimeDelta::seconds(15 * (1_i64 << doublings)).min(LONGEST_PAUSE)
}

/// Keys rotate, and what is over is removed.
///
/// # Errors
/// When the database fails.
pub async fn keep_house(state: &AppState, now: DateTime<Utc>) -> ApiResult<()> {
    state.keys.refresh(&state.db, &state.secrets, now).await?;
    // That a job was given up stays to be seen; whom it was for does not.
    let empty = format!("UPDATE outbox SET payload = {EMPTIED} WHERE dead_at < $1 AND payload ? 'to'");
    for (sql, age) in [
        ("DELETE FROM attempt_window WHERE window_start < $1", TimeDelta::days(2)),
        ("DELETE FROM attempt_delay WHERE tried_at < $1", TimeDelta::days(2)),
        ("DELETE FROM idempotency_record WHERE created_at < $1", TimeDelta::days(1)),
        ("DELETE FROM outbox WHERE done_at < $1", TimeDelta::days(30)),
        (&empty, TimeDelta::days(30)),
        ("DELETE FROM refresh_session WHERE expires_at < $1", TimeDelta::days(7)),
        ("DELETE FROM signing_key WHERE retires_at < $1", TimeDelta::days(1)),
    ] {
        execute(state, sql, vec![(now - age).into()]).await?;
    }
    for rows in state.features.iter().flat_map(|feature| feature.retention) {
        execute(state, rows.sql, vec![(now - rows.kept).into()]).await?;
    }
    Ok(())
}

async fn execute(state: &AppState, sql: &str, values: Vec<Value>) -> ApiResult<()> {
    db::execute(&state.db, sql, values).await?;
    Ok(())
}

/// Jobs that wait and jobs that were given up.
#[derive(Debug, FromQueryResult)]
pub struct Backlog {
    /// Not done yet.
    pub waiting: i64,
    /// Given up.
    pub dead: i64,
}

/// Counts what is left in the outbox.
///
/// # Errors
/// When the database fails.
pub async fn backlog(state: &AppState) -> ApiResult<Backlog> {
    let sql = "SELECT count(*) FILTER (WHERE done_at IS NULL AND dead_at IS NULL) AS waiting, count(*) FILTER (WHERE dead_at IS NOT NULL) AS dead FROM outbox";
    let row = db::row::<Backlog>(&state.db, sql, []).await?;
    Ok(row.unwrap_or(Backlog { waiting: 0, dead: 0 }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_stay_short_enough_to_notice_a_server_that_is_back() {
        assert_eq!(pause(1), TimeDelta::seconds(15));
        assert_eq!(pause(3), TimeDelta::minutes(1));
        assert_eq!(pause(500), LONGEST_PAUSE);
    }
}
