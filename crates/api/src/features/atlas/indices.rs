//! Imports the physician maldistribution index (医師偏在指標) of prefectures or secondary medical areas from a CSV file.

use crate::{
    error::ApiResult,
    platform::{
        AppState,
        import::{BrokenRow, Reason, Report, SourceFile, Table, run_import, unreadable},
    },
};
use chrono::NaiveDate;
use domain::{
    atlas::{Dataset, IndexClass, RegionLevel},
    region::prefecture,
};
use sea_orm::{ConnectionTrait, DbBackend, Statement, Value};
use std::{collections::HashMap, path::Path, str::FromStr};

/// When an edition was published: a day, or a month where the source says no more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexEdition {
    /// As the source says it, such as `2024-01`.
    pub text: String,
    /// The first day of it.
    pub from: NaiveDate,
}

impl FromStr for IndexEdition {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let day = if text.len() == 7 { format!("{text}-01") } else { text.to_owned() };
        let from =
            NaiveDate::from_str(&day).map_err(|_| format!("`{text}` is neither a month such as 2024-01 nor a day such as 2024-01-10"))?;
        Ok(IndexEdition { text: text.to_owned(), from })
    }
}

/// One region's figures, checked, as they are written in the file; what it leaves blank is blank.
#[derive(Default)]
struct Row {
    code: String,
    name: String,
    value: String,
    standard_doctors: String,
    population_100k: String,
    rank: String,
    class: &'static str,
}

/// Imports an edition of the index; whether of prefectures or of areas, the file's columns tell. A second run changes nothing.
///
/// # Errors
/// When the file cannot be read, lacks a column or has a broken row, or the database fails; then nothing has changed.
pub async fn import_indices(state: &AppState, path: &Path, edition: &IndexEdition) -> ApiResult<Report> {
    let table = Table::open(path)?.watched(state.progress);
    let columns = table.columns()?;
    let has = |name: &str| columns.iter().any(|column| column == name);
    let (level, dataset) = match (has("area_code"), has("pref_code")) {
        (true, _) => (RegionLevel::SecondaryMedicalArea, Dataset::SecondaryMedicalAreaIndex),
        (false, true) => (RegionLevel::Prefecture, Dataset::PrefectureIndex),
        (false, false) => return Err(unreadable(path, "it has neither a column `area_code` nor a column `pref_code`")),
    };
    run_import(state, &SourceFile::new(dataset, &edition.text, path), BrokenRow::SpoilsTheFile, async |txn| {
        let mut report = Report::new(&path.display().to_string());
        let mut rows = Vec::new();
        let mut seen = HashMap::new();
        let mut take = |line: u64, row: Result<Row, Reason>| match row {
            Ok(row) => match seen.insert(row.code.clone(), line) {
                Some(first) => report.refuse(line, format!("{} is already on line {first}", row.code)),
                None => {
                    rows.push(row);
                    report.take(1, 0);
                }
            },
            Err(reason) => report.refuse(line, reason),
        };
        match level {
            RegionLevel::Prefecture => {
                let each = async |line, cells: Result<[&str; 2], Reason>| {
                    take(line, cells.and_then(|cells| Ok(prefecture_row(cells)?)));
                    Ok(())
                };
                table.read(["pref_code", "index"], each).await?;
            }
            _ => {
                let each = async |line, cells: Result<[&str; 7], Reason>| {
                    take(line, cells.and_then(|cells| Ok(area_row(cells)?)));
                    Ok(())
                };
                table.read(["area_code", "area_name", "index", "std_doctors", "pop_100k", "rank", "class"], each).await?;
            }
        }
        let changed = write(txn, level, edition, &rows).await?;
        report.take(0, changed);
        Ok(report)
    })
    .await
}

fn prefecture_row([code, value]: [&str; 2]) -> Result<Row, String> {
    let found = prefecture(code).ok_or_else(|| format!("there is no prefecture `{code}`"))?;
    Ok(Row { code: code.to_owned(), name: found.name.to_owned(), value: decimal("index", value)?, ..Row::default() })
}

fn area_row([code, name, value, doctors, population, rank, class]: [&str; 7]) -> Result<Row, String> {
    if code.len() != 4 || !code.bytes().all(|b| b.is_ascii_digit()) || prefecture(&code[..2]).is_none() {
        return Err(format!("`{code}` is no area's code"));
    }
    if name.is_empty() {
        return Err(format!("the area {code} has no name"));
    }
    Ok(Row {
        code: code.to_owned(),
        name: name.to_owned(),
        value: decimal("index", value)?,
        standard_doctors: whole("number of physicians", doctors, 0)?,
        population_100k: if population.is_empty() { String::new() } else { decimal("population", population)? },
        rank: whole("rank", rank, 1)?,
        class: match class {
            "" => "",
            "多数" => IndexClass::Many.code(),
            "中間" => IndexClass::Middle.code(),
            "少数" => IndexClass::Few.code(),
            other => return Err(format!("`{other}` is none of 多数, 中間 and 少数")),
        },
    })
}

/// A number above 0 and below 10,000, kept as it is written: the database stores decimals, not approximations.
fn decimal(what: &str, text: &str) -> Result<String, String> {
    let plain = text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let valid = plain && text.parse::<f64>().is_ok_and(|number| 0.0 < number && number < 10_000.0);
    if valid { Ok(text.to_owned()) } else { Err(format!("`{text}` is no {what}")) }
}

/// A whole number from `least`, or nothing.
fn whole(what: &str, text: &str, least: u32) -> Result<String, String> {
    let valid = text.is_empty() || text.parse::<u32>().is_ok_and(|number| (least..=10_000_000).contains(&number));
    if valid { Ok(text.to_owned()) } else { Err(format!("`{text}` is no {what}")) }
}

async fn write(txn: &impl ConnectionTrait, level: RegionLevel, edition: &IndexEdition, rows: &[Row]) -> ApiResult<u64> {
    let sql = "INSERT INTO physician_index (level, edition_on, edition, code, name, value, standard_doctors, population_100k, rank, class)
               SELECT $1, $2, $3, v.code, v.name, v.value::numeric(6, 1), nullif(v.doctors, '')::integer,
                   nullif(v.population, '')::numeric(9, 4), nullif(v.rank, '')::integer, nullif(v.class, '')
               FROM unnest($4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[])
                   AS v (code, name, value, doctors, population, rank, class)
               ON CONFLICT (level, code, edition_on) DO UPDATE
               SET edition = excluded.edition, name = excluded.name, value = excluded.value, standard_doctors = excluded.standard_doctors,
                   population_100k = excluded.population_100k, rank = excluded.rank, class = excluded.class
               WHERE physician_index.* IS DISTINCT FROM excluded.*";
    let values = [
        level.code().into(),
        edition.from.into(),
        edition.text.clone().into(),
        column(rows, |row| &row.code),
        column(rows, |row| &row.name),
        column(rows, |row| &row.value),
        column(rows, |row| &row.standard_doctors),
        column(rows, |row| &row.population_100k),
        column(rows, |row| &row.rank),
        column(rows, |row| row.class),
    ];
    Ok(txn.execute_raw(Statement::from_sql_and_values(DbBackend::Postgres, sql, values)).await?.rows_affected())
}

fn column(rows: &[Row], cell: fn(&Row) -> &str) -> Value {
    rows.iter().map(|row| cell(row).to_owned()).collect::<Vec<_>>().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edition_is_a_month_or_a_day() {
        let first = NaiveDate::from_ymd_opt(2024, 1, 1);
        assert_eq!("2024-01".parse::<IndexEdition>().ok().map(|edition| edition.from), first);
        assert_eq!("2024-01-10".parse::<IndexEdition>().ok().map(|edition| edition.text), Some("2024-01-10".to_owned()));
        assert!("2024".parse::<IndexEdition>().is_err() && "2024-13".parse::<IndexEdition>().is_err());
    }

    #[test]
    fn figures_that_are_none_are_refused() {
        for text in ["", "0", "-1", "1e3", "inf", "10000", "1.2.3", "１２"] {
            assert!(decimal("index", text).is_err(), "{text}");
        }
        assert_eq!(decimal("index", "205.5").as_deref(), Ok("205.5"));
        assert!(whole("rank", "0", 1).is_err() && whole("rank", "x", 1).is_err());
        assert_eq!(whole("rank", "", 1).as_deref(), Ok(""));
    }
}
