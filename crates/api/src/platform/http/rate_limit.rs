//! Attempts counted in Postgres, so that several processes share one count. Keys are fingerprints: the table names nobody.

use crate::{
    app::AppState,
    error::{ApiError, ApiResult},
};
use chrono::{DateTime, DurationRound, TimeDelta, Utc};
use sea_orm::{ConnectionTrait, DbBackend, Statement};

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
    let key = format!("{}:{}", limit.name, state.secrets.fingerprint(limit.name, who));
    let sql = "INSERT INTO attempt_window (key, window_start, count) VALUES ($1, $2, 1)
               ON CONFLICT (key, window_start) DO UPDATE SET count = attempt_window.count + 1 RETURNING count";
    let row = state.db.query_one_raw(Statement::from_sql_and_values(DbBackend::Postgres, sql, [key.into(), start.into()])).await?;
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
    let key = format!("{}:{}", limit.name, state.secrets.fingerprint(limit.name, who));
    state
        .db
        .execute_raw(Statement::from_sql_and_values(DbBackend::Postgres, "DELETE FROM attempt_window WHERE key = $1", [key.into()]))
        .await?;
    Ok(())
}
