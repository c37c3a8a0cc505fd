//! A cache of recent answers of the directory, each with the bytes that are sent.
//!
//! Invariant: an answer was made of the snapshot that it is kept for, or of a later one, and is given only while that snapshot is the one that is
//! searched. So it says what the index would say now, and ends with the next change. What is not in the index, such as the name of a medical area without
//! listings, may change without it: so no answer is given for longer than a minute. What depends on who asks is never among them: the address
//! is all that tells one from another.

use super::DirectoryIndex;
use crate::{
    error::ApiResult,
    platform::{
        AppState,
        http::{cache::Ready, compression::Coding},
        search::Snapshot,
    },
};
use actix_web::{HttpRequest, HttpResponse};
use chrono::{DateTime, TimeDelta, Utc};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError, Weak},
};

/// The most bytes of answers that are kept. An answer that does not fit empties the cache first.
const MOST_BYTES: usize = 8 * 1024 * 1024;
/// For how long answers are given, in seconds.
const LONGEST: TimeDelta = TimeDelta::seconds(60);
/// An estimate of what an answer takes besides its body and its address, in bytes: headers and its place in the map.
const AROUND_BYTES: usize = 300;

/// The kept answers of one snapshot.
#[derive(Debug, Default)]
pub struct Answers(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    of: Weak<Snapshot>,
    since: DateTime<Utc>,
    bytes: usize,
    answers: HashMap<(String, Option<Coding>), Ready>,
}

/// The key of a kept answer: the snapshot of the index, the address, and the compression that the caller accepts.
#[derive(Debug)]
pub struct AnswerKey {
    snapshot: Arc<Snapshot>,
    key: (String, Option<Coding>),
}

impl AnswerKey {
    /// A question that everybody may ask, answered from lists, counts and searches of the index. `form` tells apart what else the answer is
    /// made of, such as the build of a page; blank where there is nothing.
    ///
    /// # Errors
    /// `unavailable` while the index is being made, and while it cannot follow.
    pub fn of(state: &AppState, request: &HttpRequest, form: &str) -> ApiResult<Self> {
        // Before the answer is made, which can then only be newer.
        Ok(AnswerKey::with(DirectoryIndex::of(state).snapshot(state.clock.now())?, request, form))
    }

    /// The same of an answer that also says what only an exact index may say; nothing while it is not exact.
    #[must_use]
    pub fn exactly(state: &AppState, request: &HttpRequest, form: &str) -> Option<Self> {
        Some(AnswerKey::with(DirectoryIndex::of(state).exact(state.clock.now())?, request, form))
    }

    fn with(snapshot: Arc<Snapshot>, request: &HttpRequest, form: &str) -> Self {
        AnswerKey { snapshot, key: (format!("{} {form}", request.uri()), Coding::accepted(request)) }
    }

    /// The answer, if it was given since the last change.
    #[must_use]
    pub fn known(&self, state: &AppState) -> Option<Ready> {
        DirectoryIndex::of(state).answers.get(self, state.clock.now())
    }

    /// Keeps an answer that was made after the question was read. What is refused is not kept.
    #[must_use]
    pub fn answer(self, state: &AppState, request: &HttpRequest, response: HttpResponse, keep: &'static str) -> HttpResponse {
        match Ready::of(self.key.1, response) {
            Ok(ready) => {
                let answer = ready.answer(request, keep);
                DirectoryIndex::of(state).answers.put(self, ready, state.clock.now());
                answer
            }
            Err(other) => other,
        }
    }
}

/// Answers from what was kept, or with what `make` makes.
///
/// # Errors
/// Those of [`AnswerKey::of`] and `make`.
pub fn answered(
    state: &AppState,
    request: &HttpRequest,
    keep: &'static str,
    make: impl FnOnce() -> ApiResult<HttpResponse>,
) -> ApiResult<HttpResponse> {
    let asked = AnswerKey::of(state, request, "")?;
    match asked.known(state) {
        Some(ready) => Ok(ready.answer(request, keep)),
        None => Ok(asked.answer(state, request, make()?, keep)),
    }
}

impl Answers {
    fn get(&self, AnswerKey { snapshot, key }: &AnswerKey, now: DateTime<Utc>) -> Option<Ready> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.holds(snapshot, now).then(|| kept.answers.get(key).cloned()).flatten()
    }

    fn put(&self, AnswerKey { snapshot, key }: AnswerKey, ready: Ready, now: DateTime<Utc>) {
        let bytes = ready.bytes() + key.0.len() + AROUND_BYTES;
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !kept.holds(&snapshot, now) || kept.bytes + bytes > MOST_BYTES {
            *kept = Kept { of: Arc::downgrade(&snapshot), since: now, ..Kept::default() };
        }
        if bytes <= MOST_BYTES {
            kept.bytes += bytes;
            kept.answers.insert(key, ready);
        }
    }
}

impl Kept {
    /// Whether its answers are of this snapshot and may still be given.
    fn holds(&self, snapshot: &Arc<Snapshot>, now: DateTime<Utc>) -> bool {
        std::ptr::eq(self.of.as_ptr(), Arc::as_ptr(snapshot)) && now - self.since <= LONGEST
    }
}
