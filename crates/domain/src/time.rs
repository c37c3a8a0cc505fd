//! Days as people in Japan count them.

use crate::locale::Locale;
use chrono::{DateTime, Datelike, Duration, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// Japan Standard Time is UTC+9 all year and has been since 1951, so no time zone database is needed.
const JST_HOURS: i64 = 9;

/// The calendar day in Japan at an instant.
#[must_use]
pub fn japan_date(at: DateTime<Utc>) -> NaiveDate {
    (at + Duration::hours(JST_HOURS)).date_naive()
}

/// The first and the last day that support can be about: from the first fiscal year of this era to far ahead. Days beyond are typing errors, and
/// some of them are more than the database can count.
pub const DAYS: (NaiveDate, NaiveDate) = match (NaiveDate::from_ymd_opt(2019, 4, 1), NaiveDate::from_ymd_opt(2101, 3, 31)) {
    (Some(first), Some(last)) => (first, last),
    _ => panic!("no such day"),
};

/// The fiscal year (年度, 1 April to 31 March) that a day belongs to.
#[must_use]
pub fn fiscal_year(day: NaiveDate) -> i32 {
    if day.month() >= 4 { day.year() } else { day.year() - 1 }
}

/// A day in words, such as 2026年4月1日 or 1 April 2026.
#[must_use]
pub fn day_text(day: NaiveDate, locale: Locale) -> String {
    const MONTHS: [&str; 12] =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
    match locale {
        Locale::Ja => format!("{}年{}月{}日", day.year(), day.month(), day.day()),
        Locale::En => format!("{} {} {}", day.day(), MONTHS[day.month0() as usize], day.year()),
    }
}

/// A fiscal year in words, such as 令和8年度 or FY2026. Reiwa counts from 2019, before which no document of support is.
#[must_use]
pub fn fiscal_year_text(year: i32, locale: Locale) -> String {
    match (locale, year) {
        (Locale::Ja, 2019) => "令和元年度".to_owned(),
        (Locale::Ja, 2020..) => format!("令和{}年度", year - 2018),
        (Locale::Ja, _) => format!("{year}年度"),
        (Locale::En, _) => format!("FY{year}"),
    }
}

/// The first and the last day of a fiscal year.
#[must_use]
pub fn fiscal_year_period(year: i32) -> Option<EffectivePeriod> {
    Some(EffectivePeriod { from: NaiveDate::from_ymd_opt(year, 4, 1)?, until: NaiveDate::from_ymd_opt(year.checked_add(1)?, 3, 31) })
}

/// The days on which a dated fact holds, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EffectivePeriod {
    /// The first day.
    pub from: NaiveDate,
    /// The last day; absent while no end is set.
    pub until: Option<NaiveDate>,
}

impl EffectivePeriod {
    /// Whether the last day is not before the first.
    #[must_use]
    pub fn is_ordered(&self) -> bool {
        self.until.is_none_or(|until| self.from <= until)
    }

    /// Whether it holds on a day.
    #[must_use]
    pub fn contains(&self, day: NaiveDate) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }

    /// Whether there is a day on which both hold.
    #[must_use]
    pub fn overlaps(&self, other: &EffectivePeriod) -> bool {
        self.until.is_none_or(|until| other.from <= until) && other.until.is_none_or(|until| self.from <= until)
    }
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

    #[test]
    fn a_fiscal_year_is_said_in_both_languages() {
        let said = |year| fiscal_year_text(year, Locale::Ja);
        assert_eq!((said(2018).as_str(), said(2019).as_str(), said(2026).as_str()), ("2018年度", "令和元年度", "令和8年度"));
        assert_eq!(fiscal_year_text(2026, Locale::En), "FY2026");
    }

    #[test]
    fn a_day_is_said_in_both_languages() {
        let day = NaiveDate::from_ymd_opt(2028, 12, 11).unwrap();
        assert_eq!((day_text(day, Locale::Ja).as_str(), day_text(day, Locale::En).as_str()), ("2028年12月11日", "11 December 2028"));
    }

    #[test]
    fn a_period_holds_on_its_first_and_its_last_day() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
        let year = fiscal_year_period(2025).unwrap();
        assert_eq!(year, EffectivePeriod { from: day(2025, 4, 1), until: Some(day(2026, 3, 31)) });
        assert!(year.contains(day(2025, 4, 1)) && year.contains(day(2026, 3, 31)));
        assert!(!year.contains(day(2025, 3, 31)) && !year.contains(day(2026, 4, 1)));
        assert!(!year.overlaps(&fiscal_year_period(2026).unwrap()));
        let last_day = EffectivePeriod { from: day(2026, 3, 31), until: None };
        assert!(year.overlaps(&last_day) && last_day.overlaps(&year));
        assert!(!EffectivePeriod { from: day(2026, 4, 1), until: Some(day(2026, 3, 31)) }.is_ordered());
    }
}
