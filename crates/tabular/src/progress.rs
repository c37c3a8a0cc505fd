//! How far an import has come, for a person at a terminal. Written to the error stream, so that what a command answers stays clean.

use std::{
    io::{IsTerminal, Write},
    time::{Duration, Instant},
};

const EVERY: Duration = Duration::from_millis(100);
const WIDTH: usize = 30;

/// Whether imports show how far they have come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Progress {
    /// They do not.
    #[default]
    Silent,
    /// A bar on the error stream.
    Bar,
}

impl Progress {
    /// A bar where somebody can see it.
    #[must_use]
    pub fn on_a_terminal() -> Self {
        if std::io::stderr().is_terminal() { Progress::Bar } else { Progress::Silent }
    }

    /// A bar for one file.
    #[must_use]
    pub fn start(self, name: &str, bytes: u64) -> Bar {
        let begun = Instant::now();
        Bar { shown: self == Progress::Bar, name: name.to_owned(), total: bytes, begun, drawn: None }
    }
}

/// How far one file has come. It disappears with the value.
#[derive(Debug)]
pub struct Bar {
    shown: bool,
    name: String,
    total: u64,
    begun: Instant,
    drawn: Option<Instant>,
}

impl Bar {
    /// So many bytes of the unpacked file are read, and so many rows.
    pub fn at(&mut self, bytes: u64, rows: u64) {
        if self.shown && self.drawn.is_none_or(|drawn| drawn.elapsed() >= EVERY) {
            self.drawn = Some(Instant::now());
            write(&line(&self.name, bytes, self.total, rows, self.begun.elapsed()));
        }
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        if self.drawn.is_some() {
            write("\r\x1b[K");
        }
    }
}

/// A terminal that went away is no reason to fail.
fn write(text: &str) {
    let mut out = std::io::stderr();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

/// One line that takes the place of the one before.
fn line(name: &str, bytes: u64, total: u64, rows: u64, took: Duration) -> String {
    let parts = u128::from(bytes.min(total)) * 100 / u128::from(total.max(1));
    let percent = usize::try_from(parts).unwrap_or(100);
    let full = percent * WIDTH / 100;
    format!("\r\x1b[K{name} [{}{}] {percent:>3} % {rows} rows, {} a second", "#".repeat(full), " ".repeat(WIDTH - full), rate(rows, took))
}

/// Rows a second.
#[must_use]
pub fn rate(rows: u64, took: Duration) -> u64 {
    u64::try_from(u128::from(rows) * 1000 / took.as_millis().max(1)).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_how_far_how_many_and_how_fast() {
        let half = line("x.csv", 50, 100, 1000, Duration::from_millis(500));
        assert_eq!(half, "\r\x1b[Kx.csv [###############               ]  50 % 1000 rows, 2000 a second");
        assert!(line("x", 300, 100, 1, Duration::ZERO).contains("100 %"), "an archive may say less than it holds");
        assert!(line("x", 0, 0, 0, Duration::ZERO).contains("0 %"));
    }
}
