//! What finding rows of the official lists costs, over the real files of the folder that `GM_DATA_DIR` names (docs/PERFORMANCE.md).

#![allow(clippy::expect_used, reason = "a measurement stops where a file is not what it measures")]

use api::features::registry::name_index::{NameIndex, Row};
use criterion::{Criterion, criterion_group, criterion_main};
use domain::search::{Words, fold};
use std::{
    fs::File,
    hint::black_box,
    io::Read,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

const INSURED: (&str, [usize; 4]) = ("202508_all_med_inst_cd.zip", [0, 0, 2, 4]);
const HOSPITALS: (&str, [usize; 4]) = ("01-1_hospital_facility_info_20250601.zip", [0, 7, 1, 9]);

/// Rows of a list: its columns of code, prefecture, name and address. The first row of the hospitals is their heading and does no harm.
fn rows(folder: &Path, (name, [code, prefecture, called, address]): (&str, [usize; 4])) -> Vec<Row> {
    let mut archive = zip::ZipArchive::new(File::open(folder.join(name)).expect("the file")).expect("an archive");
    let mut text = String::new();
    archive.by_index(0).expect("a table").read_to_string(&mut text).expect("UTF-8");
    let table = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes()).into_records();
    let row = |cells: csv::StringRecord| Row {
        group: cells[prefecture].chars().take(2).collect(),
        code: cells[code].to_owned(),
        text: [&cells[called], "", &cells[address]].map(fold).join("\n"),
    };
    table.map(|cells| row(cells.expect("a row"))).collect()
}

fn searching(c: &mut Criterion) {
    let Some(folder) = std::env::var_os("GM_DATA_DIR").map(PathBuf::from) else { return };
    let mut rows: Vec<Row> = [INSURED, HOSPITALS].into_iter().flat_map(|file| rows(&folder, file)).collect();
    rows.sort_by(|one, other| (&one.group, &one.code).cmp(&(&other.group, &other.code)));
    let bytes: usize = rows.iter().map(|row| row.text.len() + row.code.len()).sum();
    let step = rows.len() / 1000;
    // Pieces of names and addresses, one to six characters long.
    let pieces = rows.iter().enumerate().step_by(step).filter_map(|(n, row)| {
        let line = row.text.lines().nth(n % 2 * 2)?;
        let piece: String = line.chars().skip(n % 5).take(1 + n % 6).collect();
        Words::parse(&piece).ok().filter(|words| !words.is_empty())
    });
    let pieces: Vec<Words> = pieces.collect();
    let index = NameIndex::of(rows);
    for (what, within) in [("all of Japan", None), ("one prefecture", Some("13"))] {
        let mut took: Vec<Duration> = pieces
            .iter()
            .map(|words| {
                let begun = Instant::now();
                black_box(index.find(words, within, 20));
                begun.elapsed()
            })
            .collect();
        took.sort_unstable();
        let part = |percent: usize| took[(took.len() - 1) * percent / 100];
        let (middle, most, rows) = (part(50), part(99), index.len());
        eprintln!("{} terms in {rows} rows ({bytes} bytes), {what}: p50 {middle:?}, p99 {most:?}", took.len());
    }
    for (what, text) in
        [("one common character", "医"), ("one rare character", "津"), ("a name", "佐藤医院"), ("two words", "クリニック 札幌")]
    {
        let words = Words::parse(text).expect("words");
        c.bench_function(what, |b| b.iter(|| index.find(black_box(&words), None, 20).len()));
    }
}

criterion_group!(benches, searching);
criterion_main!(benches);
