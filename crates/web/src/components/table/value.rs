//! What a cell stands for: how it is compared, shown, searched and exported.

use crate::i18n;
use chrono::{DateTime, Duration, NaiveDate, Timelike, Utc};
use domain::time::japan_date;
use std::cmp::Ordering;

/// The value of a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Words; blank ones are missing.
    Text(String),
    /// One of a few, which have an order of their own: the place in that order, and its name.
    Ranked(usize, String),
    /// A count.
    Number(i64),
    /// An amount of money.
    Yen(i64),
    Day(NaiveDate),
    Instant(DateTime<Utc>),
    /// There is none.
    Missing,
}

impl Value {
    fn is_missing(&self) -> bool {
        match self {
            Value::Missing => true,
            Value::Text(text) => text.trim().is_empty(),
            _ => false,
        }
    }

    /// As people read it.
    pub fn shown(&self) -> String {
        match self {
            Value::Text(text) | Value::Ranked(_, text) => text.clone(),
            Value::Number(number) if *number < 0 => String::from("-") + &i18n::number(number.unsigned_abs()),
            Value::Number(number) => i18n::number(number.unsigned_abs()),
            Value::Yen(amount) => i18n::yen(*amount),
            Value::Day(day) => i18n::date(*day),
            Value::Instant(at) => i18n::date_time(*at),
            Value::Missing => String::new(),
        }
    }

    /// As other programs read it: plain digits, days as 2026-04-01, instants in Japan's time. Words are never a formula.
    pub fn exported(&self) -> String {
        match self {
            Value::Text(text) | Value::Ranked(_, text) => domain::text::spreadsheet_cell(text).into_owned(),
            Value::Number(number) | Value::Yen(number) => number.to_string(),
            Value::Day(day) => day.to_string(),
            Value::Instant(at) => {
                let local = *at + Duration::hours(9);
                format!("{} {:02}:{:02}", local.date_naive(), local.hour(), local.minute())
            }
            Value::Missing => String::new(),
        }
    }
}

impl From<Option<DateTime<Utc>>> for Value {
    fn from(at: Option<DateTime<Utc>>) -> Self {
        at.map_or(Value::Missing, Value::Instant)
    }
}

impl From<Option<NaiveDate>> for Value {
    fn from(day: Option<NaiveDate>) -> Self {
        day.map_or(Value::Missing, Value::Day)
    }
}

/// How a table is ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sort {
    /// The column, counted from 0.
    pub column: usize,
    pub descending: bool,
}

/// The order after another press on a column's heading: ascending, descending, and back to how the list came.
pub fn next_sort(now: Option<Sort>, column: usize) -> Option<Sort> {
    match now {
        Some(Sort { column: known, descending: false }) if known == column => Some(Sort { column, descending: true }),
        Some(Sort { column: known, descending: true }) if known == column => None,
        _ => Some(Sort { column, descending: false }),
    }
}

/// The values of a row, and its words as the filter looks for them.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    pub values: Vec<Value>,
    words: String,
}

impl Line {
    pub fn new(values: Vec<Value>) -> Self {
        let words: Vec<String> = values.iter().map(Value::shown).collect();
        Self { words: folded(&words.join("\n")), values }
    }
}

/// Wide and narrow letters, capitals and small ones are the same to the filter.
fn folded(text: &str) -> String {
    domain::unicode::lowercase(&domain::text::half_width(text))
}

/// The places of the lines that have all the words, in the order asked for. Lines that are equal in it, and all lines without one, stay as they came;
/// missing values stand last in both directions. `text` compares words.
pub fn arranged(lines: &[Line], sort: Option<Sort>, words: &str, text: &dyn Fn(&str, &str) -> Ordering) -> Vec<usize> {
    let words = folded(words);
    let wanted: Vec<&str> = words.split_whitespace().collect();
    let mut shown: Vec<usize> = (0..lines.len()).filter(|at| wanted.iter().all(|word| lines[*at].words.contains(word))).collect();
    if let Some(Sort { column, descending }) = sort {
        let value = |at: usize| lines[at].values.get(column).unwrap_or(&Value::Missing);
        shown.sort_by(|a, b| compare(value(*a), value(*b), descending, text));
    }
    shown
}

fn compare(a: &Value, b: &Value, descending: bool, text: &dyn Fn(&str, &str) -> Ordering) -> Ordering {
    let order = match (a, b) {
        _ if a.is_missing() || b.is_missing() => return a.is_missing().cmp(&b.is_missing()),
        (Value::Text(a), Value::Text(b)) => text(a, b),
        (Value::Ranked(a, _), Value::Ranked(b, _)) => a.cmp(b),
        (Value::Number(a) | Value::Yen(a), Value::Number(b) | Value::Yen(b)) => a.cmp(b),
        (Value::Day(a), Value::Day(b)) => a.cmp(b),
        (Value::Instant(a), Value::Instant(b)) => a.cmp(b),
        (Value::Day(a), Value::Instant(b)) => a.cmp(&japan_date(*b)),
        (Value::Instant(a), Value::Day(b)) => japan_date(*a).cmp(b),
        // A column holds values of one kind.
        _ => Ordering::Equal,
    };
    if descending { order.reverse() } else { order }
}

/// Headings and rows as CSV: UTF-8 with the mark that Excel recognizes it by, CRLF.
pub fn csv(headings: &[&str], rows: &[Vec<String>]) -> String {
    let mut text = String::from("\u{FEFF}");
    let mut line = |cells: &mut dyn Iterator<Item = &str>| {
        for (at, cell) in cells.enumerate() {
            if at > 0 {
                text.push(',');
            }
            if cell.contains(['"', ',', '\r', '\n']) {
                text.push('"');
                text.push_str(&cell.replace('"', "\"\""));
                text.push('"');
            } else {
                text.push_str(cell);
            }
        }
        text.push_str("\r\n");
    };
    line(&mut headings.iter().copied());
    for row in rows {
        line(&mut row.iter().map(String::as_str));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(values: Vec<Value>) -> Vec<Line> {
        values.into_iter().map(|value| Line::new(vec![value])).collect()
    }

    fn sorted(values: Vec<Value>, descending: bool) -> Vec<usize> {
        arranged(&lines(values), Some(Sort { column: 0, descending }), "", &|a, b| a.cmp(b))
    }

    fn text(text: &str) -> Value {
        Value::Text(text.to_owned())
    }

    fn day(text: &str) -> Value {
        Value::Day(text.parse().unwrap())
    }

    fn instant(text: &str) -> Value {
        Value::Instant(text.parse().unwrap())
    }

    #[test]
    fn numbers_and_money_are_compared_as_numbers() {
        assert_eq!(sorted(vec![Value::Number(10), Value::Number(9), Value::Number(-1)], false), [2, 1, 0]);
        assert_eq!(sorted(vec![Value::Yen(9_000), Value::Yen(10_000)], true), [1, 0]);
    }

    #[test]
    fn days_and_instants_are_compared_in_time() {
        assert_eq!(sorted(vec![day("2026-10-01"), day("2026-09-30"), day("2025-12-31")], false), [2, 1, 0]);
        assert_eq!(sorted(vec![instant("2026-04-01T00:00:00Z"), instant("2026-03-31T23:59:59Z")], false), [1, 0]);
    }

    #[test]
    fn states_are_compared_by_their_place_and_words_as_asked() {
        let ranked = |at, name: &str| Value::Ranked(at, name.to_owned());
        assert_eq!(sorted(vec![ranked(2, "a"), ranked(0, "c"), ranked(1, "b")], false), [1, 2, 0]);
        let by_length = |a: &str, b: &str| a.len().cmp(&b.len());
        let words = lines(vec![text("bb"), text("a")]);
        assert_eq!(arranged(&words, Some(Sort { column: 0, descending: false }), "", &by_length), [1, 0]);
    }

    #[test]
    fn missing_values_stand_last_in_both_directions() {
        let values = || vec![Value::Missing, text("b"), text(" "), text("a")];
        assert_eq!(sorted(values(), false), [3, 1, 0, 2]);
        assert_eq!(sorted(values(), true), [1, 3, 0, 2]);
    }

    #[test]
    fn equal_lines_stay_as_they_came() {
        assert_eq!(sorted(vec![Value::Number(1), Value::Number(0), Value::Number(1)], true), [0, 2, 1]);
    }

    #[test]
    fn the_filter_wants_all_words_whatever_their_width_and_case() {
        let lines = vec![
            Line::new(vec![text("仙南クリニック"), text("ＧＭ-12")]),
            Line::new(vec![text("仙北病院"), text("gm-13")]),
            Line::new(vec![text("仙南病院"), Value::Missing]),
        ];
        let found = |words: &str| arranged(&lines, None, words, &|a, b| a.cmp(b));
        assert_eq!(found(""), [0, 1, 2]);
        assert_eq!(found("仙南　gm"), [0]);
        assert_eq!(found("GM-13"), [1]);
        assert_eq!(found("宮城"), [0; 0]);
    }

    #[test]
    fn a_heading_goes_up_down_and_back() {
        let up = next_sort(None, 1);
        assert_eq!(up, Some(Sort { column: 1, descending: false }));
        let down = next_sort(up, 1);
        assert_eq!(down, Some(Sort { column: 1, descending: true }));
        assert_eq!(next_sort(down, 1), None);
        assert_eq!(next_sort(down, 2), Some(Sort { column: 2, descending: false }));
    }

    #[test]
    fn exported_values_are_plain_and_no_formulas() {
        assert_eq!(text("=1+1").exported(), "'=1+1");
        assert_eq!(text("-").exported(), "-");
        assert_eq!(Value::Yen(-1_000).exported(), "-1000");
        assert_eq!(day("2026-04-01").exported(), "2026-04-01");
        assert_eq!(instant("2026-03-31T23:59:59Z").exported(), "2026-04-01 08:59");
        assert_eq!(Value::Missing.exported(), "");
    }

    #[test]
    fn cells_with_separators_are_quoted() {
        let rows = vec![vec!["a,b".to_owned(), "say \"x\"\n".to_owned()], vec![String::new(), "c".to_owned()]];
        assert_eq!(csv(&["名称", "番号"], &rows), "\u{FEFF}名称,番号\r\n\"a,b\",\"say \"\"x\"\"\n\"\r\n,c\r\n");
    }
}
