//! Tables and documents as files: CSV in UTF-8 or Shift_JIS, workbooks, PDF in Japanese letters, and Word files.
//!
//! Whoever uses it says what is in a [`Sheet`] or a [`Document`](pdf::Document), in the reader's language and with its source. Values keep
//! their type as long as the format has one: a yen stays a number in a workbook. Nothing here knows what the figures are, the web or a database.

pub mod csv;
pub mod docx;
pub mod pdf;
mod unmappable_chars;
pub mod xlsx;

use chrono::{DateTime, NaiveDate, Utc};
use domain::locale::Locale;
use std::{ops::Range, path::PathBuf};

/// Why a file cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The fonts of documents are not there or not readable.
    #[error("{}: {reason}", .path.display())]
    FontsMissing {
        /// The file that was looked for.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// What was to be written does not fit into the format, such as more rows than a workbook holds.
    #[error("{0}")]
    Unwritable(String),
}

impl Error {
    fn unwritable(error: impl ToString) -> Self {
        Error::Unwritable(error.to_string())
    }
}

/// The file's content, or why it cannot be made.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// One value of a table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Cell {
    /// Words. Whatever they look like, no program that opens the file takes them for a formula.
    Text(String),
    /// A count, or a year.
    Integer(i64),
    /// Money, to the yen.
    Yen(i64),
    /// Money as documents state it, in thousands: 50,410 stands for 50,410,000 yen. The column's label says so.
    ThousandYen(i64),
    /// A day.
    Date(NaiveDate),
    /// Nothing.
    #[default]
    Blank,
}

impl Cell {
    /// Words.
    pub fn text(text: impl Into<String>) -> Self {
        Cell::Text(text.into())
    }

    /// Whether the value is a figure, set flush right.
    #[must_use]
    pub fn is_figure(&self) -> bool {
        matches!(self, Cell::Integer(_) | Cell::Yen(_) | Cell::ThousandYen(_))
    }

    /// As a person reads it: figures in groups of three, without a unit; a year up to 9999 is a figure like others.
    #[must_use]
    pub fn display(&self, locale: Locale) -> String {
        match self {
            Cell::Text(text) => text.clone(),
            Cell::Integer(value) | Cell::Yen(value) | Cell::ThousandYen(value) => figure(*value, locale),
            Cell::Date(day) => date(*day, locale),
            Cell::Blank => String::new(),
        }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Cell::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Cell::Text(text)
    }
}

impl From<NaiveDate> for Cell {
    fn from(day: NaiveDate) -> Self {
        Cell::Date(day)
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Cell::Blank, Into::into)
    }
}

/// A figure in groups of three. Japanese statements write △ for less than nothing.
#[must_use]
pub fn figure(value: i64, locale: Locale) -> String {
    let digits = value.unsigned_abs().to_string();
    let mut text = String::with_capacity(digits.len() * 4 / 3 + 3);
    if value < 0 {
        text.push_str(locale.pick("△", "-"));
    }
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A day in words.
#[must_use]
pub fn date(day: NaiveDate, locale: Locale) -> String {
    day.format(locale.pick("%Y年%-m月%-d日", "%-d %B %Y")).to_string()
}

/// What stands in one column.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Column {
    /// The heading it shares with its neighbours, such as 施設整備.
    pub group: Option<String>,
    /// Its own heading, with the unit of its figures, such as 対象経費（千円）.
    pub label: String,
}

impl Column {
    /// A column by itself.
    pub fn new(label: impl Into<String>) -> Self {
        Column { group: None, label: label.into() }
    }

    /// A column under a heading that its neighbours of the same group share.
    pub fn of(group: impl Into<String>, label: impl Into<String>) -> Self {
        Column { group: Some(group.into()), label: label.into() }
    }
}

/// Columns and rows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// The columns, from left to right.
    pub columns: Vec<Column>,
    /// The rows; a short one is filled with blanks, what lies beyond the last column is not shown.
    pub rows: Vec<Vec<Cell>>,
    /// How many of the last rows are sums, which are set apart.
    pub total_rows: usize,
}

impl Table {
    /// The value at a place.
    #[must_use]
    pub fn cell(&self, row: usize, column: usize) -> &Cell {
        self.rows.get(row).and_then(|cells| cells.get(column)).unwrap_or(&Cell::Blank)
    }

    /// Whether headings are in two rows.
    #[must_use]
    pub fn is_grouped(&self) -> bool {
        self.columns.iter().any(|column| column.group.is_some())
    }

    /// Neighbours with the same heading, from left to right; a column without one is alone.
    #[must_use]
    pub fn groups(&self) -> Vec<(Option<&str>, Range<usize>)> {
        let mut groups: Vec<(Option<&str>, Range<usize>)> = Vec::new();
        for (index, column) in self.columns.iter().enumerate() {
            match groups.last_mut() {
                Some((Some(group), range)) if column.group.as_deref() == Some(*group) => range.end = index + 1,
                _ => groups.push((column.group.as_deref(), index..index + 1)),
            }
        }
        groups
    }

    /// Whether a column holds figures. Words in it, such as 未定, stand where the figure would.
    #[must_use]
    pub fn is_figures(&self, column: usize) -> bool {
        self.rows.iter().any(|row| row.get(column).is_some_and(Cell::is_figure))
    }

    /// Whether a row is a sum.
    #[must_use]
    pub fn is_total(&self, row: usize) -> bool {
        row + self.total_rows >= self.rows.len()
    }
}

/// A table as a file of its own.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sheet {
    /// The language of its words.
    pub locale: Locale,
    /// What it is.
    pub title: String,
    /// Of when, for whom, in which unit, such as 令和7年度（単位：千円）; may be empty.
    pub subtitle: String,
    /// The columns and rows.
    pub table: Table,
    /// What a reader must know, one sentence each.
    pub notes: Vec<String>,
    /// Where the figures come from, without a word like 出典; may be empty.
    pub source: String,
    /// When it was made.
    pub made_at: DateTime<Utc>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_grouped_and_less_than_nothing_is_told_apart() {
        assert_eq!(figure(0, Locale::Ja), "0");
        assert_eq!(figure(999, Locale::Ja), "999");
        assert_eq!(figure(16_500_000, Locale::Ja), "16,500,000");
        assert_eq!(figure(-140_625, Locale::Ja), "△140,625");
        assert_eq!(figure(i64::MIN, Locale::En), "-9,223,372,036,854,775,808");
    }

    #[test]
    fn days_are_said_in_the_language() {
        let day = NaiveDate::from_ymd_opt(2025, 5, 9).unwrap();
        assert_eq!((date(day, Locale::Ja).as_str(), date(day, Locale::En).as_str()), ("2025年5月9日", "9 May 2025"));
    }

    #[test]
    fn neighbours_share_their_heading_and_strangers_do_not() {
        let columns = vec![Column::new("圏域"), Column::of("A", "1"), Column::of("A", "2"), Column::of("B", "1"), Column::of("A", "1")];
        let table = Table { columns, ..Table::default() };
        assert_eq!(table.groups(), [(None, 0..1), (Some("A"), 1..3), (Some("B"), 3..4), (Some("A"), 4..5)]);
    }
}
