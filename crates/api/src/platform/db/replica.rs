//! The replica, and whether it may be read from. It is compared with the database once a second, and read only while it is close behind.

use super::{open, query_one};
use crate::{
    config::Config,
    error::{ApiError, ApiResult},
    platform::AppState,
};
use sea_orm::{DatabaseConnection, DbErr};
use std::{
    collections::VecDeque,
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};
use tokio::{sync::watch, time::Instant};

/// How far behind a replica may be and still be read from.
const MOST_BEHIND: Duration = Duration::from_secs(10);
/// How often it is compared with the database.
const EVERY: Duration = Duration::from_secs(1);
/// How long one comparison may take before the replica counts as away.
const PATIENCE: Duration = Duration::from_secs(2);
/// How many positions are remembered: more than fit into [`MOST_BEHIND`].
const MOST_POSITIONS: usize = 64;

/// A streaming replica of the database.
#[derive(Debug)]
pub struct Replica {
    db: DatabaseConnection,
    close_behind: AtomicBool,
}

impl Replica {
    /// Opens the pool of the replica that the configuration names; `None` if it names none. A replica that is away now may come later. It is not
    /// read from before it was seen to be close behind.
    ///
    /// # Errors
    /// When its address is none.
    pub async fn open(config: &Config, connections: u32) -> Result<Option<Self>, DbErr> {
        let Some(url) = &config.replica_url else { return Ok(None) };
        let db = open(url.reveal(), connections, &super::LIMITS, true).await?;
        Ok(Some(Replica { db, close_behind: AtomicBool::new(false) }))
    }

    /// Its pool, while it is close behind.
    #[must_use]
    pub fn readable(&self) -> Option<&DatabaseConnection> {
        self.close_behind.load(Ordering::Acquire).then_some(&self.db)
    }

    /// Says whether it is close behind, and returns what was said before.
    pub fn set_close_behind(&self, is: bool) -> bool {
        self.close_behind.swap(is, Ordering::AcqRel)
    }
}

/// Compares the replica with the database until `stop` becomes true; ends at once where there is none.
pub async fn follow(state: AppState, mut stop: watch::Receiver<bool>) {
    let Some(replica) = state.replica() else { return };
    let mut history = History::default();
    let mut last = None;
    while !*stop.borrow() {
        let seen = tokio::time::timeout(PATIENCE, compare(&state.db, &replica.db, &mut history)).await;
        let is = match seen {
            Ok(Ok(Some(behind))) if behind <= MOST_BEHIND => Condition::CloseBehind,
            Ok(Ok(Some(_))) => Condition::TooFarBehind,
            Ok(Ok(None)) => Condition::NoReplica,
            Ok(Err(_)) | Err(_) => Condition::Away,
        };
        replica.set_close_behind(is == Condition::CloseBehind);
        if last.replace(is) != Some(is) {
            is.log();
        }
        tokio::select! {
            _ = stop.changed() => {}
            () = tokio::time::sleep(EVERY) => {}
        }
    }
}

/// The state of the replica at one comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Condition {
    CloseBehind,
    TooFarBehind,
    Away,
    NoReplica,
}

impl Condition {
    fn log(self) {
        match self {
            Condition::CloseBehind => tracing::info!("the replica is close behind: visitors' reads go to it"),
            Condition::TooFarBehind => {
                tracing::warn!(
                    more_than = MOST_BEHIND.as_secs(),
                    "the replica is seconds behind: everything is read from the database itself"
                );
            }
            Condition::Away => tracing::warn!("the replica does not answer: everything is read from the database itself"),
            Condition::NoReplica => {
                tracing::warn!("GM_REPLICA_URL names a database that replays nothing: everything is read from the database itself");
            }
        }
    }
}

/// Returns how far the replica is behind; `None` if it is no streaming replica.
async fn compare(database: &DatabaseConnection, replica: &DatabaseConnection, history: &mut History) -> ApiResult<Option<Duration>> {
    let written = position(database, "pg_current_wal_lsn()").await?.ok_or_else(|| ApiError::internal("the database has no position"))?;
    history.written(written, Instant::now());
    Ok(position(replica, "pg_last_wal_replay_lsn()").await?.map(|replayed| history.behind(replayed, Instant::now())))
}

/// A position in the write-ahead log, in bytes from its beginning.
async fn position(db: &DatabaseConnection, function: &str) -> ApiResult<Option<i64>> {
    let row = query_one(db, format!("SELECT ({function} - '0/0'::pg_lsn)::bigint AS position"), []).await?;
    Ok(row.map(|row| row.try_get("", "position")).transpose()?.flatten())
}

/// Positions of the database's log with the time at which each was read, without those that the replica has replayed.
/// A database in which nothing happens has a replica that is not behind, however long ago its last change was.
#[derive(Debug, Default)]
struct History(VecDeque<(i64, Instant)>);

impl History {
    fn written(&mut self, position: i64, now: Instant) {
        if self.0.back().is_some_and(|(last, _)| *last >= position) {
            return;
        }
        let full = self.0.len() >= MOST_POSITIONS;
        match self.0.back_mut() {
            // An older time is kept, so that a replica is never taken to be closer than it is.
            Some((last, _)) if full => *last = position,
            _ => self.0.push_back((position, now)),
        }
    }

    /// How long ago the first change was written that is not replayed.
    fn behind(&mut self, replayed: i64, now: Instant) -> Duration {
        while self.0.front().is_some_and(|(position, _)| *position <= replayed) {
            self.0.pop_front();
        }
        self.0.front().map_or(Duration::ZERO, |(_, since)| now - *since)
    }
}

#[cfg(test)]
mod tests {
    use super::{Duration, History, Instant, MOST_POSITIONS};

    fn seconds(count: u64) -> Duration {
        Duration::from_secs(count)
    }

    #[test]
    fn a_replica_is_as_far_behind_as_its_first_missing_change_is_old() {
        let (start, mut history) = (Instant::now(), History::default());
        history.written(100, start);
        history.written(200, start + seconds(3));
        assert_eq!(history.behind(50, start + seconds(4)), seconds(4));
        assert_eq!(history.behind(100, start + seconds(4)), seconds(1));
        assert_eq!(history.behind(200, start + seconds(9)), Duration::ZERO);
    }

    #[test]
    fn nothing_new_is_nothing_to_be_behind_of() {
        let (start, mut history) = (Instant::now(), History::default());
        history.written(100, start);
        assert_eq!(history.behind(100, start), Duration::ZERO);
        history.written(100, start + seconds(3_600));
        assert_eq!(history.behind(100, start + seconds(3_600)), Duration::ZERO);
    }

    #[test]
    fn a_replica_that_is_away_for_long_takes_no_more_memory_and_never_seems_closer() {
        let (start, mut history) = (Instant::now(), History::default());
        for second in 1..=1_000 {
            history.written(i64::try_from(second).unwrap_or(0), start + seconds(second));
        }
        assert_eq!(history.0.len(), MOST_POSITIONS);
        let now = start + seconds(1_000);
        assert_eq!(history.behind(0, now), seconds(999));
        assert!(history.behind(999, now) > seconds(1), "the last change is not replayed");
        assert_eq!(history.behind(1_000, now), Duration::ZERO);
    }
}
