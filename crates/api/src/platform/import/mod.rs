//! Bringing official data in from files: tables row by row ([`table`]), what is wrong with a file or a row ([`fault`]), and the report of
//! what was taken and what was refused. [`source_file`] brings a whole file in, or nothing of it.

pub mod fault;
pub mod progress;
pub mod source_file;
pub mod table;

pub use fault::{Reason, Unreadable, unreadable};
pub use progress::Progress;
pub use source_file::{BrokenRow, SourceFile, run_import, run_import_within};
pub use table::Table;

use domain::locale::Bilingual;
use std::{fmt, time::Duration};

/// Rows that are named when they are left out. Of a file of another kind, every row is.
const MOST_REFUSED: usize = 1000;

/// What an import did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Where the rows came from.
    pub source: String,
    /// Rows that are now in the database.
    pub taken: u64,
    /// How many of them are new or were different before.
    pub changed: u64,
    /// The first rows that were left out: line and reason.
    pub refused: Vec<(u64, Reason)>,
    /// How many were left out.
    pub refused_count: u64,
    /// What the numbers in `refused` count.
    pub unit: &'static str,
    /// What else whoever started the import should know.
    pub notes: Vec<Reason>,
    /// What was left blank in rows that were taken, and in how many.
    pub blank: Vec<(&'static str, u64)>,
    /// How long it took, once it is over.
    pub took: Option<Duration>,
}

impl Report {
    /// An empty report.
    #[must_use]
    pub fn new(source: &str) -> Self {
        Report {
            source: source.to_owned(),
            taken: 0,
            changed: 0,
            refused: Vec::new(),
            refused_count: 0,
            unit: "line",
            notes: Vec::new(),
            blank: Vec::new(),
            took: None,
        }
    }

    /// Counts rows taken, and those of them that changed something.
    pub fn take(&mut self, rows: u64, changed: u64) {
        self.taken += rows;
        self.changed += changed;
    }

    /// Notes a row that was left out.
    pub fn refuse(&mut self, line: u64, reason: impl Into<Reason>) {
        self.refused_count += 1;
        if self.refused.len() < MOST_REFUSED {
            self.refused.push((line, reason.into()));
        }
    }

    /// Adds something to know, in Japanese and English.
    pub fn note(&mut self, ja: impl Into<String>, en: impl Into<String>) {
        self.notes.push(Reason(Bilingual::new(ja, en)));
    }

    /// Counts a row of which `what` was left blank.
    pub fn leave_blank(&mut self, what: &'static str) {
        match self.blank.iter_mut().find(|(name, _)| *name == what) {
            Some((_, count)) => *count += 1,
            None => self.blank.push((what, 1)),
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: {} rows taken, {} rows new or changed in the database, {} refused",
            self.source, self.taken, self.changed, self.refused_count
        )?;
        if let Some(took) = self.took {
            write!(f, ", {} rows a second", progress::rate(self.taken, took))?;
        }
        if self.changed == 0 {
            write!(f, "; nothing was new")?;
        }
        for note in &self.notes {
            write!(f, "\n  {note}")?;
        }
        for (what, count) in &self.blank {
            write!(f, "\n  {count} rows without {what}")?;
        }
        for (line, reason) in &self.refused {
            write!(f, "\n  {} {line}: {reason}", self.unit)?;
        }
        if let more @ 1.. = self.refused_count.saturating_sub(self.refused.len() as u64) {
            write!(f, "\n  and {more} more")?;
        }
        Ok(())
    }
}
