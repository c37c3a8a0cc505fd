//! Attempts counted in Postgres, so that several processes share one count. Keys are fingerprints: the table names nobody.

use crate::{
    error::{ApiError, ApiResult},
    platform::{AppState, db},
};
use chrono::{DateTime, DurationRound, TimeDelta, Utc};

/// How often something may be tried.
#[derive(Debug, Clone, Copy)]
pub struct Limit {
    /// What is counted, such as `sign_in_account`.
    pub name: &'static str,
    /// Tries within a window.
    pub tries: i32,
    /// The window's length.
    pub window: TimeDelta,
}

/// Counts a try by `who` (an address, an account) outside any transaction, so that a rolled-back act counts too.
///
/// # Errors
/// `too_many_requests` with the seconds to wait.
pub async fn count(state: &AppState, now: DateTime<Utc>, limit: Limit, who: &str) -> ApiResult<()> {
    let start = now.duration_trunc(limit.window).unwrap_or(now);
    let key = key(state, limit.name, who);
    let sql = "INSERT INTO attempt_window (key, window_start, count) VALUES ($1, $2, 1)
               ON CONFLICT (key, window_start) DO UPDATE SET count = attempt_window.count + 1 RETURNING count";
    let row = db::query_one(&state.db, sql, [key.into(), start.into()]).await?;
    let count: i32 = row.map(|row| row.try_get("", "count")).transpose()?.unwrap_or_default();
    if count > limit.tries {
        let wait = (start + limit.window - now).num_seconds().max(1);
        return Err(ApiError::too_many(u64::try_from(wait).unwrap_or(1)));
    }
    Ok(())
}

/// Forgets the tries of `who`, after a success.
///
/// # Errors
/// When the database fails.
pub async fn forget(state: &AppState, limit: Limit, who: &str) -> ApiResult<()> {
    db::execute(&state.db, "DELETE FROM attempt_window WHERE key = $1", [key(state, limit.name, who).into()]).await?;
    Ok(())
}

/// The key that a counter is stored under: a hash, so that the table does not tell `who`.
fn key(state: &AppState, name: &str, who: &str) -> String {
    format!("{name}:{}", state.secrets.fingerprint(name, who))
}

/// How tries are slowed down: the first few are free, each further one doubles the wait that began with a second.
#[derive(Debug, Clone, Copy)]
pub struct Delay {
    /// What is counted, such as `sign_in_account`.
    pub name: &'static str,
    /// Tries without a wait.
    pub free: i32,
    /// The longest wait.
    pub longest: TimeDelta,
}

impl Delay {
    /// The wait after so many tries.
    fn after(self, tries: i32) -> TimeDelta {
        match u32::try_from(tries - self.free) {
            Ok(further) if further > 0 => TimeDelta::seconds(1 << (further - 1).min(30)).min(self.longest),
            _ => TimeDelta::zero(),
        }
    }
}

/// After this long without a try the count begins anew.
const DELAY_FORGOTTEN_AFTER: TimeDelta = TimeDelta::days(1);

/// Counts a try by `who` and makes the next one wait. A try that comes too early is refused and not counted, so that it does not
/// make the wait longer.
///
/// # Errors
/// `too_many_requests` with the seconds to wait.
pub async fn delay(state: &AppState, now: DateTime<Utc>, delay: Delay, who: &str) -> ApiResult<()> {
    let key = key(state, delay.name, who);
    db::transaction(&state.db, async |txn| {
        let sql = "INSERT INTO attempt_delay (key, tries, tried_at, free_at) VALUES ($1, 0, $2, $2) ON CONFLICT (key) DO UPDATE SET key = excluded.key
                   RETURNING tries, tried_at, free_at";
        let row = db::query_one(txn, sql, [key.clone().into(), now.into()]).await?;
        let row = row.ok_or_else(|| ApiError::internal("a counted try has no row"))?;
        let (tries, tried_at, free_at): (i32, DateTime<Utc>, DateTime<Utc>) =
            (row.try_get("", "tries")?, row.try_get("", "tried_at")?, row.try_get("", "free_at")?);
        if now < free_at {
            let wait = ((free_at - now).num_milliseconds() + 999) / 1000;
            return Err(ApiError::too_many(u64::try_from(wait).unwrap_or(1)));
        }
        let tries = if now - tried_at > DELAY_FORGOTTEN_AFTER { 1 } else { tries.saturating_add(1) };
        let sql = "UPDATE attempt_delay SET tries = $2, tried_at = $3, free_at = $4 WHERE key = $1";
        db::execute(txn, sql, [key.clone().into(), tries.into(), now.into(), (now + delay.after(tries)).into()]).await?;
        Ok(())
    })
    .await
}

/// Forgets the tries of `who`, after a success.
///
/// # Errors
/// When the database fails.
pub async fn forget_delay(state: &AppState, delay: Delay, who: &str) -> ApiResult<()> {
    db::execute(&state.db, "DELETE FROM attempt_delay WHERE key = $1", [key(state, delay.name, who).into()]).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_tries_are_free_and_further_ones_wait_longer_and_longer_up_to_a_limit() {
        let delay = Delay { name: "test", free: 5, longest: TimeDelta::minutes(15) };
        let waits: Vec<i64> = [1, 5, 6, 7, 10, 15, 16, i32::MAX].map(|tries| delay.after(tries).num_seconds()).into();
        assert_eq!(waits, [0, 0, 1, 2, 16, 512, 900, 900]);
    }
}
