//! Why a file, or a row of it, cannot be taken. The sentences are in `domain::finding`.

pub use domain::finding::Finding as Reason;
use domain::finding::FindingCode;
use std::{fmt, path::Path};

/// Why a whole file cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file} cannot be imported: {why}")]
pub struct Unreadable {
    /// The file, as whoever named it knows it.
    pub file: String,
    /// What is wrong and what to do.
    pub why: Reason,
}

impl Unreadable {
    /// Why a file cannot be taken, for whoever named it.
    #[must_use]
    pub fn new(path: &Path, why: impl Into<Reason>) -> Self {
        Unreadable { file: path.display().to_string(), why: why.into() }
    }
}

/// What can be wrong with a file of a table before any of its rows is looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The system refuses to give it.
    Io(String),
    /// Nothing is in it.
    Empty,
    /// Its name says zip, its bytes do not.
    NoZip,
    /// A zip archive that ends too early or was changed.
    BrokenZip(String),
    /// A zip archive without a CSV file.
    NoTable,
    /// A zip archive with several CSV files.
    SeveralTables(Vec<String>),
    /// More than this when unpacked, in MiB.
    TooLarge(u64),
    /// Unpacks to more than this many times its size.
    TooDense(u64),
    /// Shift_JIS.
    ShiftJis,
    /// UTF-16.
    Utf16,
    /// UTF-8 that a program read as Shift_JIS and wrote again.
    Garbled,
    /// Columns that are not there.
    Missing(Vec<String>),
    /// A column that is there twice.
    Twice(String),
    /// A row that begins on this line and does not end, as after a quotation mark that is never closed.
    EndlessRow(u64),
    /// No CSV for another reason.
    NoCsv(String),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Reason::from(self.clone()).fmt(f)
    }
}

impl std::error::Error for Fault {}

impl From<Fault> for Reason {
    fn from(fault: Fault) -> Self {
        let all = |code, values: Vec<String>| Reason { code, values, because: Vec::new() };
        match fault {
            Fault::Io(error) => Reason::new(FindingCode::Unavailable, &[&error]),
            Fault::Empty => Reason::new(FindingCode::Empty, &[]),
            Fault::NoZip => Reason::new(FindingCode::NoZip, &[]),
            Fault::BrokenZip(error) => Reason::new(FindingCode::BrokenZip, &[&error]),
            Fault::NoTable => Reason::new(FindingCode::NoTable, &[]),
            Fault::SeveralTables(names) => all(FindingCode::SeveralTables, names),
            Fault::TooLarge(most) => Reason::new(FindingCode::TooLarge, &[&most]),
            Fault::TooDense(most) => Reason::new(FindingCode::TooDense, &[&most]),
            Fault::ShiftJis => Reason::new(FindingCode::ShiftJis, &[]),
            Fault::Utf16 => Reason::new(FindingCode::Utf16, &[]),
            Fault::Garbled => Reason::new(FindingCode::Garbled, &[]),
            Fault::Missing(columns) => {
                all(if columns.len() == 1 { FindingCode::MissingColumn } else { FindingCode::MissingColumns }, columns)
            }
            Fault::Twice(column) => Reason::new(FindingCode::ColumnTwice, &[&column]),
            Fault::EndlessRow(line) => Reason::new(FindingCode::EndlessRow, &[&line]),
            Fault::NoCsv(error) => Reason::new(FindingCode::NoCsv, &[&error]),
        }
    }
}
