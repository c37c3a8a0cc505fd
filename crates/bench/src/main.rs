//! `make bench`: how fast the product is, beside what it rests on, on this machine and in this run.
//!
//! Loads the real files where there are some, and listings that nobody made; drives the running API with a bounded load over
//! loopback, and next to it Postgres without HTTP and HTTP without a product. Ratios are what counts: another machine, or one
//! that is busy, changes both sides.

#![expect(clippy::print_stdout, reason = "what a command says is its result")]

mod corpus;
mod drive;
mod follow;
mod load;
mod product;
mod rival;
mod run;
mod table;
mod terms;
mod within;

use anyhow::{Context, Result, ensure};
use clap::Parser;
use sea_orm::{DbBackend, Statement};
use std::{path::PathBuf, process::ExitCode, time::Duration};

/// How fast the product is, beside what it rests on. Needs a database of its own in DATABASE_URL; `make bench` brings one.
#[derive(Debug, Parser)]
pub struct Arguments {
    /// The API's program.
    #[arg(long)]
    api: PathBuf,
    /// pgbench.
    #[arg(long)]
    pgbench: PathBuf,
    /// A folder for scratch files.
    #[arg(long)]
    folder: PathBuf,
    /// Listings; a tenth of them is measured first.
    #[arg(long, default_value_t = 180_000)]
    listings: usize,
    /// Seconds that each measurement takes.
    #[arg(long, default_value_t = 5)]
    seconds: u64,
    /// Words compared with `LIKE`.
    #[arg(long, default_value_t = 1000)]
    terms: usize,
    /// Listings without long texts: names and places only.
    #[arg(long)]
    narrow: bool,
    /// Only the start of the server, three times.
    #[arg(long, conflicts_with = "write")]
    start: bool,
    /// A document whose table between the two marks is replaced by this run's.
    #[arg(long)]
    write: Option<PathBuf>,
}

impl Arguments {
    fn duration(&self) -> Duration {
        Duration::from_secs(self.seconds)
    }
}

#[actix_web::main]
async fn main() -> ExitCode {
    match measure(Arguments::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn measure(arguments: Arguments) -> Result<()> {
    ensure!(arguments.listings >= 100, "fewer than a hundred listings measure nothing");
    let machine = machine().await?;
    let run = run::Run::start(arguments).await?;
    let (table, arguments) = run.everything().await?;
    let text = format!("{machine}\n\n{table}");
    println!("\n{text}");
    println!("{} wishes were not met", table.failed());
    if let Some(path) = &arguments.write {
        write(path, &text)?;
    }
    Ok(())
}

const BEGIN: &str = "<!-- bench -->\n";
const END: &str = "<!-- /bench -->";

/// Puts the table into a document, between its marks.
fn write(path: &PathBuf, text: &str) -> Result<()> {
    let document = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let (before, rest) = document.split_once(BEGIN).with_context(|| format!("{} has no {BEGIN}", path.display()))?;
    let (_, after) = rest.split_once(END).with_context(|| format!("{} has no {END}", path.display()))?;
    Ok(std::fs::write(path, format!("{before}{BEGIN}{text}{END}{after}"))?)
}

/// What this was measured on, and how busy that was.
async fn machine() -> Result<String> {
    let cores = std::thread::available_parallelism()?;
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').next().unwrap_or("?");
    let model = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model =
        model.lines().find_map(|line| line.strip_prefix("model name")?.split(": ").nth(1)).unwrap_or("unknown processor").to_owned();
    let database = run::database().await?;
    let version: String = run::one(&database, "SELECT split_part(version(), ' ', 2)").await?;
    Ok(format!("{cores} cores ({model}), Postgres {version}, {} connections; load average before the run {load}.", drive::CONNECTIONS))
}

/// A statement without parameters.
pub fn sql(text: &str) -> Statement {
    Statement::from_string(DbBackend::Postgres, text)
}
