//! Time and ids as parameters: nothing else in the crate asks the system for either.

use chrono::{DateTime, DurationRound, TimeDelta, Utc};
use std::sync::Mutex;
use uuid::{ContextV7, Timestamp, Uuid};

/// Where the present moment comes from.
pub trait Clock: Send + Sync + std::fmt::Debug {
    /// Now, in whole microseconds, as Postgres keeps it: what is read back equals what was written.
    fn now(&self) -> DateTime<Utc>;
}

/// Where new ids come from.
pub trait Ids: Send + Sync + std::fmt::Debug {
    /// A new id that sorts after those of earlier moments.
    fn next(&self, at: DateTime<Utc>) -> Uuid;
}

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the machine's clock")]
    fn now(&self) -> DateTime<Utc> {
        whole_micros(Utc::now())
    }
}

/// The machine's clock, so much ahead: a test server lives on a day whose rules of support are known, whatever day it is.
#[derive(Debug, Clone, Copy)]
pub struct ShiftedClock(pub TimeDelta);

impl Clock for ShiftedClock {
    fn now(&self) -> DateTime<Utc> {
        SystemClock.now() + self.0
    }
}

/// A clock that stands still until it is moved; for tests and for demo data.
#[derive(Debug)]
pub struct ManualClock(Mutex<DateTime<Utc>>);

impl ManualClock {
    /// A clock standing at `at`.
    #[must_use]
    pub fn at(at: DateTime<Utc>) -> Self {
        ManualClock(Mutex::new(whole_micros(at)))
    }

    /// Moves the clock forward.
    pub fn advance(&self, by: TimeDelta) {
        if let Ok(mut now) = self.0.lock() {
            *now += by;
        }
    }
}

impl Clock for ManualClock {
    fn now(&self) -> DateTime<Utc> {
        self.0.lock().map_or_else(|poisoned| *poisoned.into_inner(), |now| *now)
    }
}

/// UUIDs of version 7, in order even within one millisecond.
#[derive(Debug, Default)]
pub struct UuidV7(Mutex<ContextV7>);

impl Ids for UuidV7 {
    fn next(&self, at: DateTime<Utc>) -> Uuid {
        let seconds = u64::try_from(at.timestamp()).unwrap_or_default();
        let nanos = at.timestamp_subsec_nanos();
        match self.0.lock() {
            Ok(context) => Uuid::new_v7(Timestamp::from_unix(&*context, seconds, nanos)),
            Err(poisoned) => Uuid::new_v7(Timestamp::from_unix(&*poisoned.into_inner(), seconds, nanos)),
        }
    }
}

fn whole_micros(at: DateTime<Utc>) -> DateTime<Utc> {
    at.duration_trunc(TimeDelta::microseconds(1)).unwrap_or(at)
}
