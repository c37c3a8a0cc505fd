//! Reading tables of official data: CSV in UTF-8, plain or as the only CSV inside a zip, row by row; and the report of what
//! was taken and what was refused. [`delivery`] brings a whole file in, or nothing of it.

pub mod delivery;

pub use delivery::{BrokenRow, Delivery, bring_in};

use crate::error::{ApiError, ApiResult};
use csv::{ByteRecord, ReaderBuilder, Terminator};
use std::{
    fmt,
    fs::File,
    io::{BufRead, BufReader, Read},
    path::{Path, PathBuf},
};
use zip::ZipArchive;

/// What an import did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Where the rows came from.
    pub source: String,
    /// Rows that are now in the database.
    pub taken: u64,
    /// How many of them are new or were different before.
    pub changed: u64,
    /// Rows that were left out: line and reason.
    pub refused: Vec<(u64, String)>,
    /// What the numbers in `refused` count.
    pub unit: &'static str,
    /// What else whoever started the import should know.
    pub notes: Vec<String>,
    /// What was left blank in rows that were taken, and in how many.
    pub blank: Vec<(&'static str, u64)>,
}

impl Report {
    /// An empty report.
    #[must_use]
    pub fn new(source: &str) -> Self {
        Report { source: source.to_owned(), taken: 0, changed: 0, refused: Vec::new(), unit: "line", notes: Vec::new(), blank: Vec::new() }
    }

    /// Counts rows taken, and those of them that changed something.
    pub fn take(&mut self, rows: u64, changed: u64) {
        self.taken += rows;
        self.changed += changed;
    }

    /// Notes a row that was left out.
    pub fn refuse(&mut self, line: u64, reason: impl Into<String>) {
        self.refused.push((line, reason.into()));
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
            self.source,
            self.taken,
            self.changed,
            self.refused.len()
        )?;
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
        Ok(())
    }
}

/// The largest table, unpacked; the largest real one has 11 MiB.
const MOST_BYTES: u64 = 512 << 20;

/// A table in a file.
#[derive(Debug)]
pub struct Table {
    path: PathBuf,
    has_header: bool,
}

impl Table {
    /// # Errors
    /// When the file does not exist.
    pub fn open(path: &Path) -> ApiResult<Self> {
        File::open(path).map_err(|error| unreadable(path, &error))?;
        Ok(Table { path: path.to_owned(), has_header: true })
    }

    /// A table whose first line is a row already: its columns are what [`read`](Table::read) is asked for, in that order.
    ///
    /// # Errors
    /// When the file does not exist.
    pub fn without_header(path: &Path) -> ApiResult<Self> {
        Ok(Table { has_header: false, ..Table::open(path)? })
    }

    /// The names of its columns.
    ///
    /// # Errors
    /// When the file is no CSV.
    pub fn columns(&self) -> ApiResult<Vec<String>> {
        let file = File::open(&self.path).map_err(|error| unreadable(&self.path, &error))?;
        let mut first = String::new();
        let read = BufReader::new(file).read_line(&mut first);
        read.map_err(|error| unreadable(&self.path, &error))?;
        Ok(first.trim_start_matches('\u{feff}').trim_end().split(',').map(|name| name.trim().to_owned()).collect())
    }

    /// Reads the table row by row: the line, and the wanted cells in the order they were asked for, trimmed; or why the row
    /// cannot be read.
    ///
    /// # Errors
    /// When the file is no CSV with the wanted columns, or `each` fails.
    pub async fn read<const N: usize>(
        &self,
        columns: [&str; N],
        each: impl AsyncFnMut(u64, Result<[&str; N], String>) -> ApiResult<()>,
    ) -> ApiResult<()> {
        let file = File::open(&self.path).map_err(|error| unreadable(&self.path, &error))?;
        if self.path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("zip")) {
            let mut archive = ZipArchive::new(BufReader::new(file)).map_err(|error| unreadable(&self.path, &error))?;
            let place = archive.file_names().position(|name| name.is_ok_and(|name| name.to_ascii_lowercase().ends_with(".csv")));
            let place = place.ok_or_else(|| unreadable(&self.path, &"there is no CSV file in it"))?;
            let entry = archive.by_index(place).map_err(|error| unreadable(&self.path, &error))?;
            self.rows(entry, columns, each).await
        } else {
            self.rows(file, columns, each).await
        }
    }

    async fn rows<const N: usize>(
        &self,
        source: impl Read,
        columns: [&str; N],
        mut each: impl AsyncFnMut(u64, Result<[&str; N], String>) -> ApiResult<()>,
    ) -> ApiResult<()> {
        // A zip of a few kilobytes can unpack to anything.
        let mut source = BufReader::new(source.take(MOST_BYTES));
        let marked = source.fill_buf().map_err(|error| unreadable(&self.path, &error))?.starts_with(b"\xEF\xBB\xBF");
        if marked {
            source.consume(3);
        }
        let mut reader =
            ReaderBuilder::new().has_headers(self.has_header).flexible(true).terminator(Terminator::Any(b'\n')).from_reader(source);
        let (mut places, mut count) = (std::array::from_fn(|place| place), N);
        if self.has_header {
            let headers = reader.headers().map_err(|error| unreadable(&self.path, &error))?;
            count = headers.len();
            for (place, column) in places.iter_mut().zip(columns) {
                let found = headers.iter().position(|header| header.trim() == column);
                *place = found.ok_or_else(|| unreadable(&self.path, &format!("the column `{column}` is missing")))?;
            }
        }
        let mut record = ByteRecord::new();
        while reader.read_byte_record(&mut record).map_err(|error| unreadable(&self.path, &error))? {
            let line = record.position().map_or(0, csv::Position::line);
            each(line, cells(&record, count, places)).await?;
        }
        if reader.position().byte() >= MOST_BYTES {
            return Err(unreadable(&self.path, &format!("it unpacks to more than {} MiB", MOST_BYTES >> 20)));
        }
        Ok(())
    }
}

fn cells<const N: usize>(record: &ByteRecord, columns: usize, places: [usize; N]) -> Result<[&str; N], String> {
    if record.len() != columns {
        return Err(format!("{} columns instead of {columns}", record.len()));
    }
    let mut cells = [""; N];
    for (cell, place) in cells.iter_mut().zip(places) {
        *cell = std::str::from_utf8(record.get(place).unwrap_or_default()).map_err(|_| "not UTF-8".to_owned())?.trim();
    }
    Ok(cells)
}

/// Why a file cannot be imported, for the operator.
pub fn unreadable(path: &Path, why: &impl fmt::Display) -> ApiError {
    ApiError::internal(format!("{} cannot be imported: {why}", path.display()))
}
