//! The index of the directory: what is listed, found by words, counted and put in order.
//!
//! Invariant: Postgres is the truth. Every process makes an index of its own when it starts and follows the listing's changes
//! (`listing_change`, kept by triggers); until it has caught up it does not say that it is ready. Single pages are
//! read from Postgres whenever the index is not known to say the same; lists without words in the order of publication, once it is more
//! than [`MOST_AGE`] behind.

mod answers;
mod entry;
mod filter_bits;
mod follow;
mod query;
mod restricted;

pub use answers::{AnswerKey, answered};
pub use follow::{follow, statement};
pub use query::{Place, clusters, facets, list, page, places, suggest, summary};
pub use restricted::{clusters_with_restricted, facets_with_restricted, list_with_restricted};

use crate::{
    error::{ApiError, ApiResult},
    platform::{
        AppState,
        search::{Index, IndexError, Snapshot, Writer},
    },
};
use actix_web::{
    HttpResponse,
    http::header::{self, HeaderValue},
};
use chrono::{DateTime, TimeDelta, Utc};
use domain::problem::ProblemCode;
use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, PoisonError, RwLock,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};
use tokio::{sync::Notify, task::JoinHandle};
use uuid::Uuid;

/// How far the index may be behind without answers saying so.
const MOST_LAG: TimeDelta = TimeDelta::seconds(10);

/// How old the index may be before nobody is answered from it. A list that is minutes old and says so serves a reader better than none while
/// the database is slow, and asking the database instead would make it slower; whatever a row leads to is asked of the database. Beyond
/// this, what an institution took back would be found for too long.
const MOST_AGE: TimeDelta = TimeDelta::minutes(5);

/// The same for what has to be gone at once when it is taken back. Announced changes come within milliseconds; this is for announcements
/// that got lost.
const LEAST_LAG: TimeDelta = TimeDelta::seconds(2);

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
    answers: answers::Answers,
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
    /// Before which moment everything that was committed was in the index when it was made.
    as_of: DateTime<Utc>,
    /// An index that is being made to take this one's place, since what all listings are shown with has changed, or too much has.
    successor: Option<JoinHandle<Follower>>,
    /// Too much has changed to follow: this one stays as it is until its successor is made.
    is_overtaken: bool,
}

/// The result of one poll for changes.
#[derive(Debug)]
struct Look {
    /// Whether everything that was committed can be found.
    is_all: bool,
    /// How long the database and the index took for it.
    took: Duration,
}

impl Drop for Follower {
    fn drop(&mut self) {
        if let Some(successor) = &self.successor {
            successor.abort();
        }
    }
}

impl DirectoryIndex {
    /// Returns the index of this process.
    #[must_use]
    pub fn of(state: &AppState) -> Arc<Self> {
        state.own()
    }

    /// Returns a snapshot to search in. It is at most ten seconds behind the database, or five minutes while the database is slow or fails.
    ///
    /// # Errors
    /// `unavailable` while the index is being made, and when it could not follow for minutes.
    pub fn snapshot(&self, now: DateTime<Utc>) -> ApiResult<Arc<Snapshot>> {
        let index = self.index.read().unwrap_or_else(PoisonError::into_inner).clone();
        let index = index.filter(|_| self.is_searchable(now));
        Ok(index.ok_or_else(|| ApiError::because(ProblemCode::Unavailable, "the index is being made, or behind"))?.snapshot())
    }

    /// Whether searches can be answered.
    #[must_use]
    pub fn is_searchable(&self, now: DateTime<Utc>) -> bool {
        self.is_as_of(now - MOST_AGE)
    }

    /// How old the answers are, while there is an index.
    #[must_use]
    pub fn age(&self, now: DateTime<Utc>) -> Option<TimeDelta> {
        self.current_at().map(|at| (now - at).max(TimeDelta::zero()))
    }

    /// The age that answers from the index must state: none while it is current, or not searched.
    #[must_use]
    pub fn notable_age(&self, now: DateTime<Utc>) -> Option<TimeDelta> {
        self.age(now).filter(|age| *age > MOST_LAG && *age <= MOST_AGE)
    }

    /// Whether everything that was committed before can be found.
    fn is_as_of(&self, time: DateTime<Utc>) -> bool {
        self.current_at().is_some_and(|at| at >= time)
    }

    fn current_at(&self) -> Option<DateTime<Utc>> {
        *self.current_at.lock().unwrap_or_else(PoisonError::into_inner)
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
    /// When the database or the file system fails; the next call goes on from there.
    pub async fn catch_up(&self, state: &AppState) -> ApiResult<()> {
        while !self.follow(state).await?.is_all {
            tokio::time::sleep(BETWEEN_LOOKS).await;
        }
        Ok(())
    }

    /// Brings what changed into the index; that is not all while an index is made that takes this one's place: this
    /// one goes on following until then, so that what is taken back is gone at once. When the database fails, the index stays as it is and
    /// the next call goes on from there. Only when the index itself cannot be written it is made anew; the old one answers until then.
    async fn follow(&self, state: &AppState) -> ApiResult<Look> {
        let mut kept = self.follower.lock().await;
        let follower = match &mut *kept {
            Some(follower) => follower,
            none => none.insert(follow::everything(state).await?),
        };
        let followed = self.look(state, follower).await;
        if matches!(followed, Err(ApiError::Internal(_))) {
            *kept = None;
        }
        followed
    }

    async fn look(&self, state: &AppState, follower: &mut Follower) -> ApiResult<Look> {
        follower.give_way().await?;
        let (at, written, began) = (state.clock.now(), self.written.load(Ordering::Acquire), Instant::now());
        if follow::changes(state, follower).await? {
            self.publish(follower, at);
            self.seen.store(written, Ordering::Release);
            return Ok(Look { is_all: follower.successor.is_none(), took: began.elapsed() });
        }
        // As old as it is, it may be newer than what is searched now.
        if self.current_at().is_none_or(|current| current < follower.as_of) {
            self.publish(follower, follower.as_of);
        }
        Ok(Look { is_all: false, took: began.elapsed() })
    }

    fn publish(&self, follower: &Follower, at: DateTime<Utc>) {
        *self.index.write().unwrap_or_else(PoisonError::into_inner) = Some(follower.index.clone());
        *self.current_at.lock().unwrap_or_else(PoisonError::into_inner) = Some(at);
    }
}

impl Follower {
    /// Lets the successor take over, once it is made.
    async fn give_way(&mut self) -> ApiResult<()> {
        if let Some(successor) = self.successor.take_if(|successor| successor.is_finished()) {
            *self = successor.await.map_err(ApiError::internal)?;
        }
        Ok(())
    }
}

/// Says how old an answer is whose index could not follow the database for a while. Caches count it as theirs.
#[must_use]
pub fn with_age(state: &AppState, mut response: HttpResponse) -> HttpResponse {
    if let Some(age) = DirectoryIndex::of(state).notable_age(state.clock.now()) {
        response.headers_mut().insert(header::AGE, HeaderValue::from(age.num_seconds()));
    }
    response
}

impl From<IndexError> for ApiError {
    fn from(error: IndexError) -> Self {
        ApiError::internal(error)
    }
}
