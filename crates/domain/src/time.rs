//! Days as people in Japan count them.

use chrono::{DateTime, Datelike, Duration, NaiveDate, Utc};

/// Japan Standard Time is UTC+9 all year and has been since 1951, so no time zone database is needed.
const JST_HOURS: i64 = 9;

/// The calendar day in Japan at an instant.
#[must_use]
pub fn japan_date(at: DateTime<Utc>) -> NaiveDate {
    (at + Duration::hours(JST_HOURS)).date_naive()
}

/// The fiscal year (年度, 1 April to 31 March) that a day belongs to.
#[must_use]
pub fn fiscal_year(day: NaiveDate) -> i32 {
    if day.month() >= 4 { day.year() } else { day.year() - 1 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;

    #[test]
    fn the_fiscal_year_turns_at_midnight_in_japan() {
        let last = Utc.with_ymd_and_hms(2026, 3, 31, 14, 59, 59).unwrap();
        let first = Utc.with_ymd_and_hms(2026, 3, 31, 15, 0, 0).unwrap();
        assert_eq!(fiscal_year(japan_date(last)), 2025);
        assert_eq!(fiscal_year(japan_date(first)), 2026);
    }
}
