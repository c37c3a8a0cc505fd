//! Values that several pages show.

use chrono::NaiveDate;
use domain::{locale::Locale, time::full_day_text};
use serde::Serialize;

/// A day for machines and for people.
#[derive(Debug, Serialize)]
pub struct Day {
    iso: String,
    text: String,
}

/// A day as pages write it.
pub fn day(day: NaiveDate, locale: Locale) -> Day {
    Day { iso: day.to_string(), text: full_day_text(day, locale) }
}
