//! `draft → open ⇄ paused → filled | ended`.
//!
//! An institution publishes by itself: its registration was checked. The secretariat can take an opening down with a reason. An open one is confirmed
//! by the institution at least every 60 days, and pauses itself otherwise.

use crate::institution::terms;
use crate::time::japan_date;
use chrono::{DateTime, Days, NaiveDate, Utc};

terms! {
    /// Where an opening stands.
    OpeningStatus {
        /// Being written by the institution.
        Draft = "下書き", "Draft";
        /// Anyone can read it.
        Open = "募集中", "Open";
        /// Hidden for a while, by the institution or because nobody confirmed it.
        Paused = "停止中", "Paused";
        /// Somebody was found.
        Filled = "充足（募集終了）", "Filled";
        /// Over without anybody found, or taken down.
        Ended = "募集終了", "Ended";
    }
}

terms! {
    /// What moves an opening on.
    OpeningEvent {
        /// Shows it to everybody.
        Publish = "公開する", "Publish";
        /// The institution says that it still holds.
        Confirm = "募集中であることを確認する", "Confirm that it still holds";
        /// The institution hides it for a while.
        Pause = "一時停止する", "Pause";
        /// Nobody confirmed it in time.
        Lapse = "確認がないため停止", "Paused for want of a confirmation";
        /// The institution shows it again.
        Resume = "再開する", "Resume";
        /// Somebody was found.
        Fill = "充足として終了する", "Mark as filled";
        /// The institution ends it, or its last day has passed.
        End = "募集を終了する", "End";
        /// The secretariat takes it down.
        TakeDown = "掲載を取り下げる", "Take down";
    }
}

terms! {
    /// In which capacity somebody acts on an opening.
    OpeningParty {
        /// A member of the institution's organization.
        Institution = "医療機関", "Institution";
        /// The secretariat.
        Secretariat = "事務局", "Secretariat";
        /// The calendar.
        System = "システム", "System";
    }
}

/// Why an event does not apply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TransitionDenied {
    /// The state does not allow it.
    #[error("the present state does not allow this step")]
    WrongState,
    /// Not this party's step.
    #[error("this step belongs to somebody else")]
    WrongParty,
}

impl OpeningStatus {
    /// Whether the institution can still change what it says. What is over stays as it was.
    #[must_use]
    pub fn is_editable(self) -> bool {
        match self {
            OpeningStatus::Draft | OpeningStatus::Open | OpeningStatus::Paused => true,
            OpeningStatus::Filled | OpeningStatus::Ended => false,
        }
    }

    /// Whether it is over.
    #[must_use]
    pub fn is_final(self) -> bool {
        !self.is_editable()
    }
}

/// The state after an event caused by somebody.
///
/// # Errors
/// [`TransitionDenied`] when the state does not allow the event, or it is not this party's step.
pub fn transition(from: OpeningStatus, event: OpeningEvent, by: OpeningParty) -> Result<OpeningStatus, TransitionDenied> {
    use OpeningEvent as E;
    use OpeningParty as P;
    use OpeningStatus as S;
    let (to, allowed) = match (from, event) {
        (S::Draft, E::Publish) | (S::Open, E::Confirm) | (S::Paused, E::Resume) => (S::Open, by == P::Institution),
        (S::Open, E::Pause) => (S::Paused, by == P::Institution),
        (S::Open, E::Lapse) => (S::Paused, by == P::System),
        (S::Open | S::Paused, E::Fill) => (S::Filled, by == P::Institution),
        (S::Open | S::Paused, E::End) => (S::Ended, by != P::Secretariat),
        (S::Open | S::Paused, E::TakeDown) => (S::Ended, by == P::Secretariat),
        (
            S::Draft | S::Open | S::Paused | S::Filled | S::Ended,
            E::Publish | E::Confirm | E::Pause | E::Lapse | E::Resume | E::Fill | E::End | E::TakeDown,
        ) => return Err(TransitionDenied::WrongState),
    };
    if allowed { Ok(to) } else { Err(TransitionDenied::WrongParty) }
}

impl OpeningEvent {
    /// The steps that `by` can take from `status`, in the order to offer them.
    #[must_use]
    pub fn open_to(status: OpeningStatus, by: OpeningParty) -> Vec<OpeningEvent> {
        use strum::IntoEnumIterator;
        OpeningEvent::iter().filter(|event| transition(status, *event, by).is_ok()).collect()
    }

    /// The state that the step leads to, wherever it is taken.
    #[must_use]
    pub fn leads_to(self) -> OpeningStatus {
        match self {
            OpeningEvent::Publish | OpeningEvent::Confirm | OpeningEvent::Resume => OpeningStatus::Open,
            OpeningEvent::Pause | OpeningEvent::Lapse => OpeningStatus::Paused,
            OpeningEvent::Fill => OpeningStatus::Filled,
            OpeningEvent::End | OpeningEvent::TakeDown => OpeningStatus::Ended,
        }
    }

    /// Whether what the opening says must be complete for the step.
    #[must_use]
    pub fn needs_complete(self) -> bool {
        match self {
            OpeningEvent::Publish | OpeningEvent::Confirm | OpeningEvent::Resume => true,
            OpeningEvent::Pause | OpeningEvent::Lapse | OpeningEvent::Fill | OpeningEvent::End | OpeningEvent::TakeDown => false,
        }
    }
}

/// So many days after a confirmation an opening pauses itself.
pub const CONFIRMED_DAYS: u64 = 60;
/// The same as a span of days.
pub const CONFIRMED_FOR: Days = Days::new(CONFIRMED_DAYS);
/// So many days after a confirmation the institution is asked to confirm, the last time on the day of the pause.
pub const ASKED_AFTER: [u64; 2] = [45, 55];

/// The day in Japan on which an opening pauses itself unless it is confirmed before.
#[must_use]
pub fn confirm_by(confirmed_at: DateTime<Utc>) -> NaiveDate {
    japan_date(confirmed_at) + CONFIRMED_FOR
}

/// The same for one that has a last day; `None` if that comes before, so that it ends and never pauses.
#[must_use]
pub fn pauses_on(confirmed_at: DateTime<Utc>, open_until: Option<NaiveDate>) -> Option<NaiveDate> {
    Some(confirm_by(confirmed_at)).filter(|day| open_until.is_none_or(|last| *day <= last))
}

/// The last day in Japan on which an open one is valid: its own last day, or the one before it pauses itself.
#[must_use]
pub fn valid_until(confirmed_at: DateTime<Utc>, open_until: Option<NaiveDate>) -> NaiveDate {
    let confirmed = confirm_by(confirmed_at).pred_opt().unwrap_or(NaiveDate::MAX);
    open_until.map_or(confirmed, |last| last.min(confirmed))
}

/// Whether visitors may read an open one on a day: its last day has not passed, and it was confirmed in time, whether or not the calendar was
/// followed since.
#[must_use]
pub fn is_valid(confirmed_at: DateTime<Utc>, open_until: Option<NaiveDate>, today: NaiveDate) -> bool {
    today <= valid_until(confirmed_at, open_until)
}

/// What the calendar asks of an open one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DueStep {
    /// The institution is asked to confirm it. Says how often it has been asked then since the last confirmation.
    Ask(i32),
    /// Nobody confirmed it: it pauses itself.
    Lapse,
    /// Its last day has passed.
    End,
}

/// What is to be done on a day about an open one that was confirmed then, after the institution was asked `asked` times.
#[must_use]
pub fn due_step(confirmed_at: DateTime<Utc>, asked: i32, open_until: Option<NaiveDate>, today: NaiveDate) -> Option<DueStep> {
    if open_until.is_some_and(|last| last < today) {
        return Some(DueStep::End);
    }
    // One that ends before it would pause is not asked about: its last day is what its institution said.
    if pauses_on(confirmed_at, open_until)? <= today {
        return Some(DueStep::Lapse);
    }
    let is_due = |days: &&u64| japan_date(confirmed_at) + Days::new(**days) <= today;
    let due = i32::try_from(ASKED_AFTER.iter().filter(is_due).count()).unwrap_or(i32::MAX);
    (due > asked).then_some(DueStep::Ask(due))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lifecycle_table;
    use strum::IntoEnumIterator;

    #[test]
    fn the_whole_table_is_as_reviewed() {
        lifecycle_table::check(
            "src/opening/golden/lifecycle.txt",
            OpeningStatus::iter(),
            OpeningEvent::iter(),
            OpeningParty::iter(),
            |from, event, by| transition(from, event, by).map_err(|denied| format!("{denied:?}")),
        );
    }

    #[test]
    fn what_is_over_stays_over_and_nothing_else_does() {
        for status in OpeningStatus::iter() {
            let open = OpeningParty::iter().any(|by| !OpeningEvent::open_to(status, by).is_empty());
            assert_eq!(status.is_final(), !open, "{status}");
        }
    }

    #[test]
    fn the_institution_is_asked_twice_then_it_pauses_itself() {
        let confirmed: DateTime<Utc> = "2026-04-01T00:00:00Z".parse().unwrap();
        let day = |days: u64| japan_date(confirmed) + Days::new(days);
        for (days, asked, step) in [
            (44, 0, None),
            (45, 0, Some(DueStep::Ask(1))),
            (45, 1, None),
            (54, 1, None),
            (55, 1, Some(DueStep::Ask(2))),
            // Found late, it is asked once.
            (57, 0, Some(DueStep::Ask(2))),
            (59, 2, None),
            (60, 2, Some(DueStep::Lapse)),
            (90, 0, Some(DueStep::Lapse)),
        ] {
            assert_eq!(due_step(confirmed, asked, None, day(days)), step, "day {days}, asked {asked}");
        }
        assert_eq!(due_step(confirmed, 0, Some(day(10)), day(10)), None);
        assert_eq!(due_step(confirmed, 0, Some(day(59)), day(55)), None, "it ends before it would pause");
        assert_eq!(due_step(confirmed, 0, Some(day(60)), day(55)), Some(DueStep::Ask(2)));
        assert_eq!(due_step(confirmed, 0, Some(day(60)), day(60)), Some(DueStep::Lapse));
        assert_eq!(due_step(confirmed, 0, Some(day(10)), day(11)), Some(DueStep::End));
        assert_eq!((valid_until(confirmed, None), valid_until(confirmed, Some(day(10)))), (day(59), day(10)));
    }

    #[test]
    fn what_is_overdue_is_not_valid_and_all_else_is() {
        let confirmed: DateTime<Utc> = "2026-04-01T14:59:59Z".parse().unwrap();
        let day = |days: u64| japan_date(confirmed) + Days::new(days);
        for last in [None, Some(0), Some(30), Some(59), Some(60), Some(61), Some(400)] {
            for today in (0..70).chain([100, 399, 400, 401]) {
                let open_until = last.map(day);
                let overdue = matches!(due_step(confirmed, 0, open_until, day(today)), Some(DueStep::Lapse | DueStep::End));
                assert_eq!(is_valid(confirmed, open_until, day(today)), !overdue, "last day {last:?}, day {today}");
            }
        }
    }

    #[test]
    fn a_step_leads_to_one_state() {
        for (from, event, by) in OpeningStatus::iter()
            .flat_map(|from| OpeningEvent::iter().flat_map(move |event| OpeningParty::iter().map(move |by| (from, event, by))))
        {
            if let Ok(to) = transition(from, event, by) {
                assert_eq!(to, event.leads_to(), "{event} from {from}");
            }
        }
    }

    #[test]
    fn an_opening_confirmed_before_midnight_in_japan_lasts_sixty_days() {
        let late: DateTime<Utc> = "2026-04-01T14:59:59Z".parse().unwrap();
        assert_eq!(confirm_by(late).to_string(), "2026-05-31");
        assert_eq!(confirm_by(late + chrono::Duration::seconds(1)).to_string(), "2026-06-01");
    }
}
