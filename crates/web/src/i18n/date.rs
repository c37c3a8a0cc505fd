//! Days, instants, ages and money as people read them. Times of day are Japan's (UTC+9 all year), for everybody.

use super::{Locale, locale};
use chrono::{DateTime, NaiveDate, Utc};
use domain::money::Yen;
pub use domain::number::grouped as number;
use domain::time::{full_day_text, full_fiscal_year_text, instant_text, japan_date};

/// The instant now, as the browser's clock has it.
pub fn now() -> DateTime<Utc> {
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 fit 64 bits")]
    let millis = js_sys::Date::now() as i64;
    DateTime::from_timestamp_millis(millis).unwrap_or_default()
}

/// A fiscal year: 令和8年度（2026年度） / FY2026.
pub fn fiscal_year(year: i32) -> String {
    full_fiscal_year_text(year, locale())
}

fn age_in(locale: Locale, at: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let minutes = (now - at).num_minutes();
    let days = (japan_date(now) - japan_date(at)).num_days();
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

/// A day: 2026年4月1日（令和8年4月1日） / 1 April 2026.
pub fn date(day: NaiveDate) -> String {
    full_day_text(day, locale())
}

/// An instant in Japan: 2026年4月1日 9:05 / 1 April 2026, 09:05 (Japan).
pub fn date_time(at: DateTime<Utc>) -> String {
    instant_text(at, locale())
}

/// How long ago: 3日前 / 3 days ago.
pub fn age(at: DateTime<Utc>) -> String {
    age_in(locale(), at, now())
}

/// An amount of money: 30,000円 / ¥30,000.
pub fn yen(amount: i64) -> String {
    Yen(amount).label(locale())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
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
}
