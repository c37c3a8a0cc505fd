//! Days, instants, ages and money as people read them. Times of day are Japan's (UTC+9 all year), for everybody.

use super::{Locale, locale};
use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Timelike, Utc};

/// First days of the eras, latest first (改元の政令による). Before Meiji 6 Japan used another calendar; no date here is that old.
const ERAS: [(i32, u32, u32, &str); 5] =
    [(2019, 5, 1, "令和"), (1989, 1, 8, "平成"), (1926, 12, 25, "昭和"), (1912, 7, 30, "大正"), (1868, 1, 25, "明治")];

const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/// The instant now, as the browser's clock has it.
pub fn now() -> DateTime<Utc> {
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 fit 64 bits")]
    let millis = js_sys::Date::now() as i64;
    DateTime::from_timestamp_millis(millis).unwrap_or_default()
}

/// The Japanese era and the year in it; year one is 元年.
pub fn wareki(day: NaiveDate) -> Option<String> {
    let (year, _, _, era) = ERAS.iter().find(|(y, m, d, _)| (day.year(), day.month(), day.day()) >= (*y, *m, *d))?;
    let number = day.year() - year + 1;
    Some(if number == 1 { format!("{era}元年") } else { format!("{era}{number}年") })
}

/// A fiscal year: 令和8年度（2026年度） / FY2026.
pub fn fiscal_year(year: i32) -> String {
    fiscal_year_in(locale(), year)
}

fn fiscal_year_in(locale: Locale, year: i32) -> String {
    let first = NaiveDate::from_ymd_opt(year, 4, 1).and_then(wareki);
    match (locale, first) {
        (Locale::Ja, Some(era)) => format!("{era}度（{year}年度）"),
        (Locale::Ja, None) => format!("{year}年度"),
        (Locale::En, _) => format!("FY{year}"),
    }
}

fn date_in(locale: Locale, day: NaiveDate) -> String {
    let (y, m, d) = (day.year(), day.month(), day.day());
    match locale {
        Locale::Ja => match wareki(day) {
            Some(era) => format!("{y}年{m}月{d}日（{era}{m}月{d}日）"),
            None => format!("{y}年{m}月{d}日"),
        },
        Locale::En => format!("{d} {} {y}", month_name(m)),
    }
}

fn month_name(month: u32) -> &'static str {
    MONTHS.get(month as usize - 1).copied().unwrap_or_default()
}

fn japan(at: DateTime<Utc>) -> chrono::NaiveDateTime {
    (at + TimeDelta::hours(9)).naive_utc()
}

fn date_time_in(locale: Locale, at: DateTime<Utc>) -> String {
    let local = japan(at);
    let (h, min) = (local.hour(), local.minute());
    match locale {
        Locale::Ja => format!("{}年{}月{}日 {h}:{min:02}", local.year(), local.month(), local.day()),
        Locale::En => format!("{} {} {}, {h:02}:{min:02} (Japan)", local.day(), month_name(local.month()), local.year()),
    }
}

fn age_in(locale: Locale, at: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let minutes = (now - at).num_minutes();
    let days = (japan(now).date() - japan(at).date()).num_days();
    let (count, ja, en) = match (minutes, days) {
        (..1, _) => return locale.pick("たった今", "just now").to_owned(),
        (1..60, _) => (minutes, "分前", "minute"),
        (60..1440, _) => (minutes / 60, "時間前", "hour"),
        (_, ..14) => (days.max(1), "日前", "day"),
        (_, 14..60) => (days / 7, "週間前", "week"),
        (_, 60..730) => (days / 30, "か月前", "month"),
        _ => (days / 365, "年前", "year"),
    };
    match locale {
        Locale::Ja => format!("{count}{ja}"),
        Locale::En => format!("{count} {en}{} ago", if count == 1 { "" } else { "s" }),
    }
}

/// A number with its thousands grouped: 12,345.
pub fn number(count: u64) -> String {
    let digits = count.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

fn yen_in(locale: Locale, amount: i64) -> String {
    let grouped = number(amount.unsigned_abs());
    let sign = if amount < 0 { "-" } else { "" };
    match locale {
        Locale::Ja => format!("{sign}{grouped}円"),
        Locale::En => format!("{sign}¥{grouped}"),
    }
}

/// A day: 2026年4月1日（令和8年4月1日） / 1 April 2026.
pub fn date(day: NaiveDate) -> String {
    date_in(locale(), day)
}

/// An instant in Japan: 2026年4月1日 9:05 / 1 April 2026, 09:05 (Japan).
pub fn date_time(at: DateTime<Utc>) -> String {
    date_time_in(locale(), at)
}

/// How long ago: 3日前 / 3 days ago.
pub fn age(at: DateTime<Utc>) -> String {
    age_in(locale(), at, now())
}

/// An amount of money: 30,000円 / ¥30,000.
pub fn yen(amount: i64) -> String {
    yen_in(locale(), amount)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).unwrap()
    }

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn an_era_starts_on_its_first_day_with_year_one() {
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
            assert_eq!(wareki(date).unwrap(), era);
        }
        assert_eq!(wareki(day(1860, 1, 1)), None);
    }

    #[test]
    fn a_day_is_written_in_both_calendars() {
        assert_eq!(date_in(Locale::Ja, day(2026, 4, 1)), "2026年4月1日（令和8年4月1日）");
        assert_eq!(date_in(Locale::En, day(2026, 4, 1)), "1 April 2026");
    }

    #[test]
    fn a_fiscal_year_is_named_after_its_first_day() {
        assert_eq!(fiscal_year_in(Locale::Ja, 2026), "令和8年度（2026年度）");
        assert_eq!(fiscal_year_in(Locale::Ja, 2019), "平成31年度（2019年度）");
        assert_eq!(fiscal_year_in(Locale::En, 2026), "FY2026");
    }

    #[test]
    fn times_are_those_of_japan() {
        let instant = at("2026-03-31T15:05:00Z");
        assert_eq!(date_time_in(Locale::Ja, instant), "2026年4月1日 0:05");
        assert_eq!(date_time_in(Locale::En, instant), "1 April 2026, 00:05 (Japan)");
    }

    #[test]
    fn ages_count_calendar_days_in_japan() {
        let now = at("2026-04-10T03:00:00Z");
        for (then, ja, en) in [
            ("2026-04-10T02:59:40Z", "たった今", "just now"),
            ("2026-04-10T02:15:00Z", "45分前", "45 minutes ago"),
            ("2026-04-10T02:00:00Z", "1時間前", "1 hour ago"),
            ("2026-04-07T14:00:00Z", "3日前", "3 days ago"),
            ("2026-03-20T03:00:00Z", "3週間前", "3 weeks ago"),
            ("2025-12-01T03:00:00Z", "4か月前", "4 months ago"),
            ("2023-04-10T03:00:00Z", "3年前", "3 years ago"),
        ] {
            assert_eq!(age_in(Locale::Ja, at(then), now), ja);
            assert_eq!(age_in(Locale::En, at(then), now), en);
        }
    }

    #[test]
    fn yen_are_grouped_by_thousands() {
        assert_eq!(yen_in(Locale::Ja, 30_000), "30,000円");
        assert_eq!(yen_in(Locale::En, 1_234_567), "¥1,234,567");
        assert_eq!(yen_in(Locale::Ja, -500), "-500円");
    }
}
