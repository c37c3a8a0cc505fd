//! Days as people in Japan count them.

use crate::locale::Locale;
use chrono::{DateTime, Datelike, Duration, NaiveDate, Timelike, Utc};
use serde::{Deserialize, Serialize};

/// Japan Standard Time is UTC+9 all year and has been since 1951, so no time zone database is needed.
const JST_HOURS: i64 = 9;

/// The calendar day in Japan at an instant.
#[must_use]
pub fn japan_date(at: DateTime<Utc>) -> NaiveDate {
    (at + Duration::hours(JST_HOURS)).date_naive()
}

/// The instant at which a day begins in Japan; `None` for days that no clock counts.
#[must_use]
pub fn first_instant(day: NaiveDate) -> Option<DateTime<Utc>> {
    day.and_hms_opt(0, 0, 0)?.and_utc().checked_sub_signed(Duration::hours(JST_HOURS))
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

/// First days of the eras, latest first (改元の政令による). Before Meiji 6 Japan used another calendar; no date here is that old.
const ERAS: [(i32, u32, u32, &str); 5] =
    [(2019, 5, 1, "令和"), (1989, 1, 8, "平成"), (1926, 12, 25, "昭和"), (1912, 7, 30, "大正"), (1868, 1, 25, "明治")];

const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/// The Japanese era and the year in it, such as 令和8年; year one is 元年. `None` before Meiji.
#[must_use]
pub fn era_year_text(day: NaiveDate) -> Option<String> {
    let (year, _, _, era) = ERAS.iter().find(|(y, m, d, _)| (day.year(), day.month(), day.day()) >= (*y, *m, *d))?;
    let number = day.year() - year + 1;
    Some(if number == 1 { format!("{era}元年") } else { format!("{era}{number}年") })
}

/// A day in words, such as 2026年4月1日 or 1 April 2026.
#[must_use]
pub fn day_text(day: NaiveDate, locale: Locale) -> String {
    match locale {
        Locale::Ja => format!("{}年{}月{}日", day.year(), day.month(), day.day()),
        Locale::En => format!("{} {} {}", day.day(), MONTHS[day.month0() as usize], day.year()),
    }
}

/// A day as pages write it, in both calendars in Japanese: 2026年4月1日（令和8年4月1日） or 1 April 2026.
#[must_use]
pub fn full_day_text(day: NaiveDate, locale: Locale) -> String {
    let plain = day_text(day, locale);
    match (locale, era_year_text(day)) {
        (Locale::Ja, Some(era)) => format!("{plain}（{era}{}月{}日）", day.month(), day.day()),
        (Locale::Ja, None) | (Locale::En, _) => plain,
    }
}

/// An instant in Japan: 2026年4月1日 9:05 or 1 April 2026, 09:05 (Japan).
#[must_use]
pub fn instant_text(at: DateTime<Utc>, locale: Locale) -> String {
    let local = at + Duration::hours(JST_HOURS);
    let (day, hour, minute) = (day_text(local.date_naive(), locale), local.hour(), local.minute());
    match locale {
        Locale::Ja => format!("{day} {hour}:{minute:02}"),
        Locale::En => format!("{day}, {hour:02}:{minute:02} (Japan)"),
    }
}

/// A time to wait, rounded up so that it is over by then: 45秒, 15分, 24時間 or 3日.
#[must_use]
pub fn wait_text(seconds: u64, locale: Locale) -> String {
    const MINUTE: u64 = 60;
    const HOUR: u64 = 60 * MINUTE;
    const DAY: u64 = 24 * HOUR;
    let (count, ja, en) = match seconds {
        0..MINUTE => (seconds.max(1), "秒", "second"),
        MINUTE..=HOUR => (seconds.div_ceil(MINUTE), "分", "minute"),
        _ if seconds <= DAY => (seconds.div_ceil(HOUR), "時間", "hour"),
        _ => (seconds.div_ceil(DAY), "日", "day"),
    };
    match (locale, count) {
        (Locale::Ja, _) => format!("{count}{ja}"),
        (Locale::En, 1) => format!("1 {en}"),
        (Locale::En, _) => format!("{count} {en}s"),
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

/// A fiscal year as pages write it, in both calendars in Japanese: 令和8年度（2026年度） or FY2026. It has the era of its first day.
#[must_use]
pub fn full_fiscal_year_text(year: i32, locale: Locale) -> String {
    match (locale, NaiveDate::from_ymd_opt(year, 4, 1).and_then(era_year_text)) {
        (Locale::Ja, Some(era)) => format!("{era}度（{year}年度）"),
        (Locale::Ja, None) => format!("{year}年度"),
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

    /// Whether its first day has come.
    #[must_use]
    pub fn has_begun(&self, today: NaiveDate) -> bool {
        self.from <= today
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
    fn a_wait_is_over_when_it_says() {
        let said = |seconds| (wait_text(seconds, Locale::Ja), wait_text(seconds, Locale::En));
        let cases = [
            (0, "1秒", "1 second"),
            (59, "59秒", "59 seconds"),
            (60, "1分", "1 minute"),
            (841, "15分", "15 minutes"),
            (3600, "60分", "60 minutes"),
            (3601, "2時間", "2 hours"),
            (86_400, "24時間", "24 hours"),
            (86_401, "2日", "2 days"),
        ];
        for (seconds, ja, en) in cases {
            assert_eq!(said(seconds), (ja.to_owned(), en.to_owned()));
        }
    }

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
    fn an_era_starts_on_its_first_day_with_year_one() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
        for (date, era) in [
            (day(2019, 4, 30), "平成31年"),
            (day(2019, 5, 1), "令和元年"),
            (day(2026, 4, 1), "令和8年"),
            (day(1989, 1, 7), "昭和64年"),
            (day(1989, 1, 8), "平成元年"),
            (day(1926, 12, 24), "大正15年"),
            (day(1926, 12, 25), "昭和元年"),
            (day(1912, 7, 29), "明治45年"),
            (day(1912, 7, 30), "大正元年"),
        ] {
            assert_eq!(era_year_text(date).unwrap(), era);
        }
        assert_eq!(era_year_text(day(1860, 1, 1)), None);
    }

    #[test]
    fn pages_write_days_and_years_in_both_calendars() {
        let day = NaiveDate::from_ymd_opt(2026, 4, 1).unwrap();
        assert_eq!(full_day_text(day, Locale::Ja), "2026年4月1日（令和8年4月1日）");
        assert_eq!(full_day_text(day, Locale::En), "1 April 2026");
        assert_eq!(full_fiscal_year_text(2026, Locale::Ja), "令和8年度（2026年度）");
        assert_eq!(full_fiscal_year_text(2019, Locale::Ja), "平成31年度（2019年度）");
        assert_eq!(full_fiscal_year_text(2026, Locale::En), "FY2026");
    }

    #[test]
    fn times_are_those_of_japan() {
        let instant = "2026-03-31T15:05:00Z".parse().unwrap();
        assert_eq!(instant_text(instant, Locale::Ja), "2026年4月1日 0:05");
        assert_eq!(instant_text(instant, Locale::En), "1 April 2026, 00:05 (Japan)");
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
