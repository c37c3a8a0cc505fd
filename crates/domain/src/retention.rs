//! How long things are kept that nobody uses.

use chrono::{DateTime, TimeDelta, Utc};

/// A draft that was never submitted goes when nobody has touched it for so long: longer than any form of this product is open.
pub const DRAFT_KEPT: TimeDelta = TimeDelta::days(365);
/// Its people are told so long before.
pub const DRAFT_NOTICE: TimeDelta = TimeDelta::days(30);

/// What is to be done about a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DraftStep {
    /// Nothing yet.
    Keep,
    /// Its people are notified that it will go.
    Notify,
    /// It goes.
    Remove,
}

/// What is to be done now about a draft that was last touched at `touched`. `told` is when its people were told that it will go, if they
/// were since. However old it is, it never goes without a notice and the whole time after it.
#[must_use]
pub fn draft_step(now: DateTime<Utc>, touched: DateTime<Utc>, told: Option<DateTime<Utc>>) -> DraftStep {
    match told {
        Some(told) if now - touched >= DRAFT_KEPT && now - told >= DRAFT_NOTICE => DraftStep::Remove,
        None if now - touched >= DRAFT_KEPT - DRAFT_NOTICE => DraftStep::Notify,
        Some(_) | None => DraftStep::Keep,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_goes_a_year_after_its_last_touch_and_a_month_after_the_notice() {
        let touched = DateTime::UNIX_EPOCH;
        let day = |days: i64| touched + TimeDelta::days(days);
        for (now, told, step) in [
            (334, None, DraftStep::Keep),
            (335, None, DraftStep::Notify),
            (335, Some(335), DraftStep::Keep),
            (364, Some(335), DraftStep::Keep),
            (365, Some(335), DraftStep::Remove),
            // Found late, it still has its month.
            (900, None, DraftStep::Notify),
            (929, Some(900), DraftStep::Keep),
            (930, Some(900), DraftStep::Remove),
        ] {
            assert_eq!(draft_step(day(now), touched, told.map(day)), step, "day {now}, told {told:?}");
        }
    }
}
