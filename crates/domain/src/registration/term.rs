//! For which fiscal year a registration counts. The fee is yearly and there is no refund for leaving in the middle of a year
//! (seeds: Q&A 2, "途中退会や返金は可能ですか？"), so a term is a fiscal year.

use crate::time::fiscal_year;
use chrono::{Datelike, NaiveDate};

/// From this month of a fiscal year (January) the next year's registration can be prepared.
pub const RENEWAL_OPENS_MONTH: u32 = 1;

/// The fiscal year that a registration started on `today` is for, given the latest fiscal year the institution is already published in.
/// `None` when there is nothing to start yet.
#[must_use]
pub fn next_term(today: NaiveDate, published_in: Option<i32>) -> Option<i32> {
    let this_year = fiscal_year(today);
    match published_in {
        Some(year) if year > this_year => None,
        Some(year) if year == this_year => (RENEWAL_OPENS_MONTH..4).contains(&today.month()).then_some(this_year + 1),
        _ => Some(this_year),
    }
}

/// The last day of a fiscal year's registration: 31 March.
#[must_use]
pub fn last_day(year: i32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year + 1, 3, 31).unwrap_or(NaiveDate::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).unwrap()
    }

    #[test]
    fn a_renewal_can_be_prepared_from_january() {
        assert_eq!(next_term(day(2026, 12, 31), Some(2026)), None);
        assert_eq!(next_term(day(2027, 1, 1), Some(2026)), Some(2027));
        assert_eq!(next_term(day(2027, 3, 31), Some(2027)), None);
        assert_eq!(next_term(day(2027, 4, 1), Some(2026)), Some(2027));
        assert_eq!(next_term(day(2026, 11, 23), None), Some(2026));
    }

    #[test]
    fn a_term_ends_with_march() {
        assert_eq!(last_day(2026), day(2027, 3, 31));
    }
}
