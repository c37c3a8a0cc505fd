//! The index of the directory: what is listed, found by words, counted and put in order.
//!
//! Invariant: Postgres is the truth. Every process makes an index of its own when it starts and follows the listing's changes
//! (`listing_change`, kept by triggers); until it has caught up it does not say that it is ready. Lists without words in the order of
//! publication, and single pages, can be had from Postgres as well, and are whenever the index is not known to say the same.

mod entry;
mod facts;
mod follow;
mod query;

pub use follow::follow;
pub use query::{Place, clusters, facets, list, page, places, suggest, summary};

use crate::{
    app::AppState,
    error::{ApiError, ApiResult},
    platform::search::{Index, IndexError, Snapshot, Writer},
};
use chrono::{DateTime, TimeDelta, Utc};
use domain::problem::ProblemCode;
use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, PoisonError, RwLock,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};
use tokio::{sync::Notify, task::JoinHandle};
use uuid::Uuid;

/// How far the index may be behind before this process sends visitors elsewhere.
const MOST_LAG: TimeDelta = TimeDelta::seconds(10);

/// The same for what has to be gone at once when it is taken back. Announced changes come within milliseconds; this is for announcements
/// that got lost.
const LEAST_LAG: TimeDelta = TimeDelta::seconds(2);

/// How often everything may change while the index is made.
const TRIES: usize = 3;

/// How often those look who wait until an index is made.
const BETWEEN_LOOKS: Duration = Duration::from_millis(10);

/// The index of one process, made by whoever follows first.
#[derive(Debug, Default)]
pub struct DirectoryIndex {
    index: RwLock<Option<Arc<Index>>>,
    /// When everything that was committed before could be found.
    current_at: Mutex<Option<DateTime<Utc>>>,
    follower: tokio::sync::Mutex<Option<Follower>>,
    /// How many requests that may have changed something this process has answered, and how many of them the index has seen.
    written: AtomicU64,
    seen: AtomicU64,
    wrote: Notify,
    /// Whether changes are announced to this process.
    is_listening: AtomicBool,
}

/// Who writes the index, and how far it has read.
#[derive(Debug)]
struct Follower {
    index: Arc<Index>,
    writer: Arc<Mutex<Writer>>,
    /// Every change of an earlier transaction is in the index.
    from: i64,
    /// Changes of later ones that are, too.
    seen: HashMap<Uuid, i64>,
    /// An index that is being made to take this one's place, since what all listings are shown with has changed.
    successor: Option<JoinHandle<ApiResult<Follower>>>,
}

impl Drop for Follower {
    fn drop(&mut self) {
        if let Some(successor) = &self.successor {
            successor.abort();
        }
    }
}

impl DirectoryIndex {
    /// What can be searched now: what is in the database, or was a few seconds ago. No answer is better than one that shows what was
    /// taken back long since.
    ///
    /// # Errors
    /// `unavailable` while the index is being made, and while it cannot follow.
    pub fn snapshot(&self, now: DateTime<Utc>) -> ApiResult<Arc<Snapshot>> {
        let index = self.index.read().unwrap_or_else(PoisonError::into_inner).clone();
        let index = index.filter(|_| self.is_current(now));
        Ok(index.ok_or_else(|| ApiError::because(ProblemCode::Unavailable, "the index is being made, or behind"))?.snapshot())
    }

    /// Whether searches can be answered.
    #[must_use]
    pub fn is_current(&self, now: DateTime<Utc>) -> bool {
        self.is_as_of(now - MOST_LAG)
    }

    /// Whether everything that was committed before can be found.
    fn is_as_of(&self, time: DateTime<Utc>) -> bool {
        self.current_at.lock().unwrap_or_else(PoisonError::into_inner).is_some_and(|at| at >= time)
    }

    /// What can be shown of a single institution: only while changes are announced, and everything that was done through this process
    /// is in the index. Whoever paused an institution never sees its page again; other processes show it for milliseconds.
    pub(super) fn exact(&self, now: DateTime<Utc>) -> Option<Arc<Snapshot>> {
        let exact = self.is_as_of(now - LEAST_LAG)
            && self.is_listening.load(Ordering::Acquire)
            && self.seen.load(Ordering::Acquire) == self.written.load(Ordering::Acquire);
        exact.then(|| self.snapshot(now).ok()).flatten()
    }

    /// Notes that a request may have changed something, before its answer is sent.
    pub fn note_write(&self) {
        self.written.fetch_add(1, Ordering::AcqRel);
        self.wrote.notify_one();
    }

    async fn written(&self) {
        self.wrote.notified().await;
    }

    fn note_listening(&self, listening: bool) {
        self.is_listening.store(listening, Ordering::Release);
    }

    /// Brings everything that is committed into the index, and makes it first where there is none.
    ///
    /// # Errors
    /// When the database or the file system fails; the next call begins anew.
    pub async fn catch_up(&self, state: &AppState) -> ApiResult<()> {
        while !self.follow(state).await? {
            tokio::time::sleep(BETWEEN_LOOKS).await;
        }
        Ok(())
    }

    /// Brings what changed into the index; tells whether that is all. It is not while an index is made that takes this one's place: this
    /// one goes on following until then, so that what is taken back is gone at once.
    async fn follow(&self, state: &AppState) -> ApiResult<bool> {
        let mut follower = self.follower.lock().await;
        for _ in 0..TRIES {
            let (at, written) = (state.clock.now(), self.written.load(Ordering::Acquire));
            // Taken out, so that what failed half-way is not gone on with.
            let before = match follower.take() {
                Some(before) => before.succeeded().await?,
                None => follow::everything(state.clone()).await?,
            };
            if let Some(now) = follow::changes(state, before).await? {
                *self.index.write().unwrap_or_else(PoisonError::into_inner) = Some(now.index.clone());
                let is_all = now.successor.is_none();
                *follower = Some(now);
                *self.current_at.lock().unwrap_or_else(PoisonError::into_inner) = Some(at);
                self.seen.store(written, Ordering::Release);
                return Ok(is_all);
            }
        }
        Err(ApiError::internal("everything changes faster than an index of it can be made"))
    }
}

impl Follower {
    /// The successor, once it is made.
    async fn succeeded(mut self) -> ApiResult<Self> {
        match self.successor.take_if(|successor| successor.is_finished()) {
            Some(successor) => successor.await.map_err(ApiError::internal)?,
            None => Ok(self),
        }
    }
}

impl From<IndexError> for ApiError {
    fn from(error: IndexError) -> Self {
        ApiError::internal(error)
    }
}
