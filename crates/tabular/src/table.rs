//! Reading a table row by row: CSV in UTF-8, plain or as the only CSV inside a zip archive. What is unpacked is bounded and never held.

use super::{
    fault::{Fault, Reason, Unreadable},
    progress::Progress,
};
use csv::{ByteRecord, ReaderBuilder, Terminator};
use domain::{
    finding::FindingCode,
    text::{composed, is_hidden},
};
use encoding_rs::SHIFT_JIS;
use std::{
    borrow::Cow,
    fs::File,
    io::{self, BufRead, BufReader, Cursor, Read, Seek},
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
};
use zip::ZipArchive;

/// The largest table, unpacked; the largest real one has 11 MiB.
const MOST_BYTES: u64 = 128 << 20;
/// How many times its size an archive may unpack to; real ones do ten to fifteen times. Small ones may be anything.
const MOST_DENSE: u64 = 100;
const SMALL: u64 = 4 << 20;
/// The longest row. What is longer is the rest of a file after a quotation mark, or meant to be: it would be held whole.
const MOST_ROW: u64 = 1 << 20;
/// Rows that are read before others have their turn: visitors are answered by the same threads.
const WITHOUT_PAUSE: u64 = 200;
/// Files of an archive that are named.
const NAMED: usize = 5;
/// How much of the beginning tells what it is written in.
const PROBE: usize = 64 << 10;
/// How many lines with other letters than ASCII are looked at.
const TELLING: usize = 50;

/// A table in a file.
#[derive(Debug)]
pub struct Table {
    path: PathBuf,
    has_header: bool,
    progress: Progress,
}

/// What a table looked like beside its rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// How many columns it has.
    pub columns: usize,
    /// How many of them nobody asked for.
    pub unread: usize,
}

impl Table {
    /// # Errors
    /// When the file does not exist.
    pub fn open(path: &Path) -> Result<Self, Unreadable> {
        File::open(path).map_err(|error| Unreadable::new(path, Fault::Io(error.to_string())))?;
        Ok(Table { path: path.to_owned(), has_header: true, progress: Progress::Silent })
    }

    /// A table whose first line is a row already: its columns are what [`read`](Table::read) is asked for, in that order.
    ///
    /// # Errors
    /// When the file does not exist.
    pub fn without_header(path: &Path) -> Result<Self, Unreadable> {
        Ok(Table { has_header: false, ..Table::open(path)? })
    }

    /// Shows how far reading has come.
    #[must_use]
    pub fn watched(self, progress: Progress) -> Self {
        Table { progress, ..self }
    }

    /// The names of its columns.
    ///
    /// # Errors
    /// When the file is no CSV.
    pub fn columns(&self) -> Result<Vec<String>, Unreadable> {
        let mut first = String::new();
        let read = File::open(&self.path).and_then(|file| BufReader::new(file).read_line(&mut first));
        read.map_err(|error| Unreadable::new(&self.path, Fault::Io(error.to_string())))?;
        Ok(first.trim_start_matches('\u{feff}').trim_end().split(',').map(|name| name.trim().to_owned()).collect())
    }

    /// Reads the table row by row: the line, and the wanted cells in the order they were asked for, trimmed; or why the row
    /// cannot be read. Other columns may be there.
    ///
    /// # Errors
    /// When the file is no CSV with the wanted columns, or `each` fails.
    pub async fn read<E: From<Unreadable>, const N: usize>(
        &self,
        columns: [&str; N],
        each: impl AsyncFnMut(u64, Result<[&str; N], Reason>) -> Result<(), E>,
    ) -> Result<Shape, E> {
        let fault = |fault: Fault| E::from(Unreadable::new(&self.path, fault));
        let io = |error: io::Error| fault(Fault::Io(error.to_string()));
        let mut file = BufReader::new(File::open(&self.path).map_err(io)?);
        let size = file.get_ref().metadata().map_err(io)?.len();
        let begins_as_zip = file.fill_buf().map_err(io)?.starts_with(b"PK");
        let called_zip = self.path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("zip"));
        match (size, begins_as_zip, called_zip) {
            (0, ..) => Err(fault(Fault::Empty)),
            (_, true, _) => {
                let (mut archive, place) = only_table(file).map_err(fault)?;
                let entry = archive.by_index(place).map_err(|error| fault(Fault::BrokenZip(error.to_string())))?;
                let (packed, unpacked) = (entry.compressed_size(), entry.size());
                let most = MOST_BYTES.min(SMALL.max(packed.saturating_mul(MOST_DENSE)));
                // What the archive says of itself saves reading it; what it really unpacks to is counted all the same.
                if unpacked > most {
                    return Err(fault(over(most)));
                }
                self.rows(Bounded::new(entry, most), unpacked, columns, each).await
            }
            (_, false, true) => Err(fault(Fault::NoZip)),
            (_, false, false) => self.rows(Bounded::new(file, MOST_BYTES), size, columns, each).await,
        }
    }

    async fn rows<E: From<Unreadable>, const N: usize>(
        &self,
        mut source: Bounded<impl Read>,
        size: u64,
        columns: [&str; N],
        mut each: impl AsyncFnMut(u64, Result<[&str; N], Reason>) -> Result<(), E>,
    ) -> Result<Shape, E> {
        let fault = |fault: Fault| E::from(Unreadable::new(&self.path, fault));
        let in_row = source.in_row.clone();
        let mut probe = Vec::with_capacity(PROBE);
        source.by_ref().take(PROBE as u64).read_to_end(&mut probe).map_err(|error| fault(of_io(error)))?;
        if let Some(found) = misspelt(&probe) {
            return Err(fault(found));
        }
        in_row.store(0, Relaxed);
        let mark = if probe.starts_with(MARK) { MARK.len() } else { 0 };
        let source = Cursor::new(probe.split_off(mark)).chain(source);
        let mut reader =
            ReaderBuilder::new().has_headers(self.has_header).flexible(true).terminator(Terminator::Any(b'\n')).from_reader(source);
        let (mut places, mut count) = (std::array::from_fn(|place| place), N);
        if self.has_header {
            let headers = reader.byte_headers().map_err(|error| fault(of_csv(error)))?;
            let headers: Vec<_> = headers.iter().map(|name| String::from_utf8_lossy(name).trim().to_owned()).collect();
            count = headers.len();
            places = find(&headers, columns).map_err(fault)?;
        }
        let name = self.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let mut bar = self.progress.start(&name, size);
        let mut record = ByteRecord::new();
        let mut rows = 0;
        loop {
            in_row.store(0, Relaxed);
            let begins = reader.position().line();
            let read = reader.read_byte_record(&mut record).map_err(|error| match of_csv(error) {
                // Whoever counts bytes knows no lines.
                Fault::EndlessRow(_) => fault(Fault::EndlessRow(begins)),
                other => fault(other),
            })?;
            if !read {
                break;
            }
            let line = record.position().map_or(0, csv::Position::line);
            let cells = cells(&record, count, places);
            let row = cells.as_ref().map(|cells| std::array::from_fn(|n| &*cells[n])).map_err(Clone::clone);
            each(line, row).await?;
            rows += 1;
            if rows % WITHOUT_PAUSE == 0 {
                tokio::task::yield_now().await;
            }
            bar.at(reader.position().byte(), rows);
        }
        Ok(Shape { columns: count, unread: count.saturating_sub(N) })
    }
}

/// The byte order mark of UTF-8.
const MARK: &[u8] = b"\xEF\xBB\xBF";

/// The archive, and where in it the only CSV file is.
fn only_table<R: Read + Seek>(file: R) -> Result<(ZipArchive<R>, usize), Fault> {
    let archive = ZipArchive::new(file).map_err(|error| Fault::BrokenZip(error.to_string()))?;
    // What Macs add beside every file is none.
    let is_table = |name: &[u8]| name.to_ascii_lowercase().ends_with(b".csv") && !name.starts_with(b"__MACOSX/");
    let tables: Vec<(usize, String)> = archive
        .file_names_raw()
        .enumerate()
        .filter(|(_, name)| is_table(name))
        .map(|(place, name)| (place, String::from_utf8_lossy(name).into_owned()))
        .collect();
    match tables.as_slice() {
        [] => Err(Fault::NoTable),
        [(place, _)] => Ok((archive, *place)),
        several => Err(Fault::SeveralTables(several.iter().take(NAMED).map(|(_, name)| name.clone()).collect())),
    }
}

fn find<const N: usize>(headers: &[String], columns: [&str; N]) -> Result<[usize; N], Fault> {
    let missing: Vec<String> =
        columns.iter().filter(|column| !headers.iter().any(|header| header == *column)).map(|column| (*column).to_owned()).collect();
    if !missing.is_empty() {
        return Err(Fault::Missing(missing));
    }
    let mut places = [0; N];
    for (place, column) in places.iter_mut().zip(columns) {
        let mut found = headers.iter().enumerate().filter(|(_, header)| *header == column);
        *place = found.next().map_or(0, |(at, _)| at);
        if found.next().is_some() {
            return Err(Fault::Twice(column.to_owned()));
        }
    }
    Ok(places)
}

/// What a text is written in when that is not UTF-8. One broken row is that row's fault, and not told here.
fn misspelt(probe: &[u8]) -> Option<Fault> {
    if probe.starts_with(b"\xFF\xFE") || probe.starts_with(b"\xFE\xFF") {
        return Some(Fault::Utf16);
    }
    // Whole lines only: a letter may be cut in two at the end.
    let lines = probe.iter().rposition(|byte| *byte == b'\n').map_or(probe, |end| &probe[..=end]);
    let mut telling = lines.split(|byte| *byte == b'\n').filter(|line| !line.is_ascii()).take(TELLING).peekable();
    if std::str::from_utf8(telling.peek()?).is_err() {
        let (_, _, broken) = SHIFT_JIS.decode(lines);
        return (!broken).then_some(Fault::ShiftJis);
    }
    telling.any(is_garbled).then_some(Fault::Garbled)
}

/// Whether a line's letters, written in Shift_JIS, are UTF-8 again. Japanese that was never misread is not.
fn is_garbled(line: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(line) else { return false };
    let (bytes, _, unknown) = SHIFT_JIS.encode(text.trim_start_matches('\u{feff}'));
    let again = std::str::from_utf8(&bytes).map_or(0, |again| again.chars().filter(|c| !c.is_ascii()).count());
    !unknown && again >= 2
}

/// The wanted cells of a row, trimmed and composed. A character that nobody sees refuses the row: it would make a name look like another one.
fn cells<const N: usize>(record: &ByteRecord, columns: usize, places: [usize; N]) -> Result<[Cow<'_, str>; N], Reason> {
    if record.len() != columns {
        let count = record.len();
        return Err(Reason::new(FindingCode::ColumnCount, &[&count, &columns]));
    }
    let mut cells = [const { Cow::Borrowed("") }; N];
    for (cell, place) in cells.iter_mut().zip(places) {
        let bytes = record.get(place).unwrap_or_default();
        let text = std::str::from_utf8(bytes).map_err(|_| Reason::new(FindingCode::NotUtf8, &[]))?.trim();
        if let Some(hidden) = text.chars().find(|c| is_hidden(*c)) {
            let code = u32::from(hidden);
            return Err(Reason::new(FindingCode::HiddenCharacter, &[&format!("{code:04X}")]));
        }
        *cell = composed(text);
    }
    Ok(cells)
}

/// Counts what is read, and ends with a fault at the bound of the whole or of a row.
struct Bounded<R> {
    source: R,
    read: u64,
    most: u64,
    /// What was read since a row began, by whoever tells rows apart.
    in_row: Arc<AtomicU64>,
}

impl<R> Bounded<R> {
    fn new(source: R, most: u64) -> Self {
        Bounded { source, read: 0, most, in_row: Arc::default() }
    }
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.source.read(buffer)?;
        self.read += read as u64;
        if self.read > self.most {
            return Err(io::Error::other(over(self.most)));
        }
        let in_row = self.in_row.fetch_add(read as u64, Relaxed) + read as u64;
        if in_row > MOST_ROW { Err(io::Error::other(Fault::EndlessRow(1))) } else { Ok(read) }
    }
}

fn over(most: u64) -> Fault {
    if most == MOST_BYTES { Fault::TooLarge(MOST_BYTES >> 20) } else { Fault::TooDense(MOST_DENSE) }
}

fn of_io(error: io::Error) -> Fault {
    match error.downcast::<Fault>() {
        Ok(fault) => fault,
        // Everything else that reading meets comes from unpacking: the file itself was opened.
        Err(error) => Fault::BrokenZip(error.to_string()),
    }
}

fn of_csv(error: csv::Error) -> Fault {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => of_io(error),
        other => Fault::NoCsv(format!("{other:?}")),
    }
}

/// A row's reason, as an error of the file.
#[must_use]
pub fn no_row(path: &Path, unit: &str, first: Option<&(u64, Reason)>) -> Unreadable {
    let why = match first {
        None => Reason::new(FindingCode::NoRow, &[]),
        Some((line, reason)) => Reason::new(FindingCode::NoRowTaken, &[&unit, line]).because(vec![reason.clone()]),
    };
    Unreadable::new(path, why)
}
