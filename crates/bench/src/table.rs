//! The table of results.

use std::fmt;

/// A line: what was measured beside what is wanted.
#[derive(Debug, Clone)]
struct Line {
    what: String,
    wanted: String,
    measured: String,
    compared: String,
    verdict: &'static str,
}

/// The whole table.
#[derive(Debug, Default)]
pub struct Table {
    lines: Vec<Line>,
}

impl Table {
    /// A line with a wish that was met or not.
    pub fn judge(
        &mut self,
        what: impl Into<String>,
        wanted: impl Into<String>,
        measured: impl Into<String>,
        compared: impl Into<String>,
        is_met: bool,
    ) {
        self.add(what.into(), wanted.into(), measured.into(), compared.into(), if is_met { "pass" } else { "FAIL" });
    }

    /// A line that others are compared with.
    pub fn note(&mut self, what: impl Into<String>, measured: impl Into<String>) {
        self.add(what.into(), String::new(), measured.into(), String::new(), "");
    }

    fn add(&mut self, what: String, wanted: String, measured: String, compared: String, verdict: &'static str) {
        let line = Line { what, wanted, measured, compared, verdict };
        println!("  {}  {}  {}  {}", line.what, line.measured, line.compared, line.verdict);
        self.lines.push(line);
    }

    /// How many wishes were not met.
    pub fn failed(&self) -> usize {
        self.lines.iter().filter(|line| line.verdict == "FAIL").count()
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "| | wanted | measured | compared | |\n|---|---|---|---|---|")?;
        for Line { what, wanted, measured, compared, verdict } in &self.lines {
            writeln!(f, "| {what} | {wanted} | {measured} | {compared} | {verdict} |")?;
        }
        Ok(())
    }
}
