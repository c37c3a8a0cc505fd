//! Imports the insured medical institutions (保険医療機関) of the regional bureaus of health and welfare: `YYYYMM_all_med_inst_cd`, zip or CSV.
//!
//! Traps of the real file: no header; 536 rows are there twice; no reading, no kind and no municipality; three rules for the check
//! digit, depending on the bureau. A code here is the prefecture and the seven digits with a hyphen between them, since some
//! hospitals of the other list have ids that look the same without it.

use super::place::Places;
use crate::{
    app::AppState,
    entity::municipality,
    error::{ApiError, ApiResult},
    platform::import::{BrokenRow, Delivery, Report, Table, bring_in},
};
use domain::{
    atlas::Dataset,
    institution::{InstitutionKind, is_insurer_code},
    region::prefecture,
    search::{fold, fold_parts},
    text,
};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait, QuerySelect, Statement};
use std::{collections::HashMap, path::Path};

const COLUMNS: [&str; 5] = ["prefecture and code", "code", "name", "postal code", "address"];
/// Rows of one statement; each column is one parameter.
const BATCH: usize = 5000;
/// Rows that could not be placed and are named in the report; the number of all of them is there in any case.
const NAMED: usize = 50;
/// Names shorter than this, folded, say too little to recognize an institution by its end.
const TELLING: usize = 4;

/// Imports one edition, such as `2025-08`; when it is not given, the file's name has to begin with it. A second run changes nothing.
///
/// # Errors
/// When the file cannot be read or names no edition, a newer one is already in, or the database fails.
pub async fn import_insured(state: &AppState, path: &Path, edition: Option<&str>) -> ApiResult<Report> {
    let edition = edition.map(ToOwned::to_owned).or_else(|| edition_of(path)).ok_or_else(|| {
        ApiError::internal(format!(
            "{}: of which month is it? Its name does not begin with one (202508_…); say it with --edition",
            path.display()
        ))
    })?;
    let table = Table::without_header(path)?;
    bring_in(state, &Delivery::new(Dataset::InsuredInstitutions, edition.clone(), path), BrokenRow::IsLeftOut, async |txn| {
        refuse_older(txn, &edition).await?;
        let mut reader = Reader::new(txn).await?;
        let mut report = Report::new(&path.display().to_string());
        let mut batch = Batch::default();
        table
            .read(COLUMNS, async |line, cells| {
                match cells.and_then(|cells| reader.row(line, cells, &mut batch, &mut report)) {
                    Ok(()) => {}
                    Err(reason) => report.refuse(line, reason),
                }
                if batch.codes.len() == BATCH {
                    write(txn, &edition, std::mem::take(&mut batch), &mut report).await?;
                }
                Ok(())
            })
            .await?;
        write(txn, &edition, batch, &mut report).await?;
        reader.report(&mut report);
        let matched = keep_matches(txn, reader.matches()).await?;
        report.notes.push(format!("{matched} rows are hospitals of the other list"));
        report.notes.extend(gone(txn, &edition).await?);
        Ok(report)
    })
    .await
}

/// The month at the beginning of a file's name, as `2025-08`.
#[must_use]
pub fn edition_of(path: &Path) -> Option<String> {
    let name = path.file_stem()?.to_str()?;
    let (year, month) = (name.get(..4)?, name.get(4..6)?);
    let is_month =
        name.get(6..7).is_none_or(|next| next == "_") && year.parse::<u16>().is_ok() && (1..=12).contains(&month.parse::<u8>().ok()?);
    is_month.then(|| format!("{year}-{month}"))
}

/// Rows of one statement, a list for each column.
#[derive(Default)]
struct Batch {
    codes: Vec<String>,
    names: Vec<String>,
    kinds: Vec<String>,
    prefectures: Vec<String>,
    /// Blank where there is none, as in the next one.
    municipalities: Vec<String>,
    postal_codes: Vec<String>,
    addresses: Vec<String>,
}

struct Reader {
    places: Places,
    /// Where a code stood first, and what its row said.
    seen: HashMap<String, (u64, String)>,
    repeated: u64,
    unplaced: Vec<(u64, String)>,
    /// Hospitals of the other list by municipality: code and folded name.
    hospitals: HashMap<String, Vec<(String, String)>>,
    /// Which rows may be which hospital.
    candidates: Vec<(String, String)>,
}

impl Reader {
    async fn new(txn: &DatabaseTransaction) -> ApiResult<Self> {
        let municipalities: Vec<(String, String)> = municipality::Entity::find()
            .select_only()
            .columns([municipality::Column::Code, municipality::Column::Name])
            .into_tuple()
            .all(txn)
            .await?;
        let sql =
            "SELECT code, municipality_code, name FROM registry_institution r WHERE list = 'hospitals' AND municipality_code IS NOT NULL";
        let mut hospitals: HashMap<String, Vec<(String, String)>> = HashMap::new();
        for row in txn.query_all_raw(Statement::from_string(DbBackend::Postgres, sql)).await? {
            let (code, municipality, name): (String, String, String) =
                (row.try_get("", "code")?, row.try_get("", "municipality_code")?, row.try_get("", "name")?);
            hospitals.entry(municipality).or_default().push((code, fold(&name)));
        }
        Ok(Reader {
            places: Places::new(municipalities),
            seen: HashMap::new(),
            repeated: 0,
            unplaced: Vec::new(),
            hospitals,
            candidates: Vec::new(),
        })
    }

    fn row(&mut self, line: u64, cells: [&str; 5], batch: &mut Batch, report: &mut Report) -> Result<(), String> {
        let [whole, short, name, postal_code, address] = cells;
        if whole.len() != 9 || whole.get(2..) != Some(short) || !whole.bytes().all(|b| b.is_ascii_digit()) {
            return Err(format!("`{whole}`, `{short}` are no code of an institution"));
        }
        if !is_insurer_code(whole) {
            return Err(format!("the check digit of {whole} is wrong by all three rules"));
        }
        let prefecture_code = &whole[..2];
        if prefecture(prefecture_code).is_none() {
            return Err(format!("there is no prefecture `{prefecture_code}`"));
        }
        if name.is_empty() || address.is_empty() {
            return Err("name or address is blank".to_owned());
        }
        let postal_code = match postal_code {
            "" => None,
            text => Some(text::postal_code(text).ok_or_else(|| format!("`{text}` is no postal code"))?),
        };
        let code = format!("{prefecture_code}-{short}");
        let key = fold_parts([name, address]);
        match self.seen.get(&code) {
            Some((_, first)) if *first == key => {
                self.repeated += 1;
                return Ok(());
            }
            Some((first, _)) => return Err(format!("the code {whole} is already on line {first}, with another name or address")),
            None => self.seen.insert(code.clone(), (line, key.clone())),
        };
        let municipality = self.places.find(prefecture_code, address).map(ToOwned::to_owned);
        if municipality.is_none() {
            report.leave_blank("a municipality");
            self.unplaced.push((line, address.to_owned()));
        }
        let is_hospital = self.recognize(&code, municipality.as_deref(), &fold(name));
        // Medical Care Act, article 3: nothing else may be called a hospital.
        let kind = if is_hospital || name.contains("病院") { InstitutionKind::Hospital } else { InstitutionKind::Clinic };
        batch.codes.push(code);
        batch.names.push(name.to_owned());
        batch.kinds.push(kind.code().to_owned());
        batch.prefectures.push(prefecture_code.to_owned());
        batch.municipalities.push(municipality.unwrap_or_default());
        batch.postal_codes.push(postal_code.unwrap_or_default());
        batch.addresses.push(address.to_owned());
        Ok(())
    }

    /// Whether the row may be a hospital of the other list: in the same municipality, and one name ends with the other, since
    /// each list may put a legal form or an owner before it.
    fn recognize(&mut self, code: &str, municipality: Option<&str>, name: &str) -> bool {
        let Some(hospitals) = municipality.and_then(|municipality| self.hospitals.get(municipality)) else { return false };
        let same = |other: &str| {
            let shorter = if name.len() < other.len() { name } else { other };
            name == other || (shorter.chars().count() >= TELLING && (name.ends_with(other) || other.ends_with(name)))
        };
        let before = self.candidates.len();
        self.candidates.extend(hospitals.iter().filter(|(_, other)| same(other)).map(|(hospital, _)| (code.to_owned(), hospital.clone())));
        self.candidates.len() > before
    }

    /// The pairs of which each side knows only the other.
    fn matches(&self) -> Vec<(String, String)> {
        let mut counts: HashMap<&str, u32> = HashMap::new();
        for (insured, hospital) in &self.candidates {
            *counts.entry(insured).or_default() += 1;
            *counts.entry(hospital).or_default() += 1;
        }
        self.candidates
            .iter()
            .filter(|(insured, hospital)| counts[insured.as_str()] == 1 && counts[hospital.as_str()] == 1)
            .cloned()
            .collect()
    }

    fn report(&self, report: &mut Report) {
        if self.repeated > 0 {
            report.notes.push(format!("{} rows are there twice, word for word", self.repeated));
        }
        for (line, address) in self.unplaced.iter().take(NAMED) {
            report.notes.push(format!("line {line} could not be placed: {address}"));
        }
    }
}

async fn refuse_older(txn: &DatabaseTransaction, edition: &str) -> ApiResult<()> {
    let sql = "SELECT max(edition) AS edition FROM registry_institution WHERE list = 'insured_institutions'";
    let row = txn.query_one_raw(Statement::from_string(DbBackend::Postgres, sql)).await?;
    let latest: Option<String> = row.map(|row| row.try_get("", "edition")).transpose()?.flatten();
    match latest.filter(|latest| latest.as_str() > edition) {
        Some(latest) => Err(ApiError::internal(format!("the edition {latest} is already in, and {edition} is older"))),
        None => Ok(()),
    }
}

async fn write(txn: &DatabaseTransaction, edition: &str, batch: Batch, report: &mut Report) -> ApiResult<()> {
    let rows = batch.codes.len() as u64;
    if rows == 0 {
        return Ok(());
    }
    // The whole row is compared, so that a second run writes nothing.
    let sql = "INSERT INTO registry_institution AS r
            (list, edition, name_kana, code, name, kind, prefecture_code, municipality_code, postal_code, address)
        SELECT 'insured_institutions', $1, '', code, name, kind, prefecture, nullif(municipality, ''), nullif(postal_code, ''), address
        FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])
            AS given (code, name, kind, prefecture, municipality, postal_code, address)
        ON CONFLICT (code) DO UPDATE SET edition = excluded.edition, name = excluded.name, kind = excluded.kind,
            municipality_code = excluded.municipality_code, postal_code = excluded.postal_code, address = excluded.address,
            gone_in = NULL
        WHERE r.* IS DISTINCT FROM excluded.*";
    let values = vec![
        edition.into(),
        batch.codes.into(),
        batch.names.into(),
        batch.kinds.into(),
        batch.prefectures.into(),
        batch.municipalities.into(),
        batch.postal_codes.into(),
        batch.addresses.into(),
    ];
    let changed = txn.execute_raw(Statement::from_sql_and_values(DbBackend::Postgres, sql, values)).await?.rows_affected();
    report.take(rows, changed);
    Ok(())
}

async fn keep_matches(txn: &DatabaseTransaction, matches: Vec<(String, String)>) -> ApiResult<usize> {
    let count = matches.len();
    let (insured, hospitals): (Vec<String>, Vec<String>) = matches.into_iter().unzip();
    txn.execute_unprepared("DELETE FROM registry_match").await?;
    let sql = "INSERT INTO registry_match (insured_code, hospital_code) SELECT * FROM unnest($1::text[], $2::text[])";
    txn.execute_raw(Statement::from_sql_and_values(DbBackend::Postgres, sql, [insured.into(), hospitals.into()])).await?;
    Ok(count)
}

/// What the list does not name any more, and which institutions of ours started from it.
async fn gone(txn: &DatabaseTransaction, edition: &str) -> ApiResult<Vec<String>> {
    let sql = "UPDATE registry_institution SET gone_in = $1 WHERE list = 'insured_institutions' AND edition < $1 AND gone_in IS NULL";
    txn.execute_raw(Statement::from_sql_and_values(DbBackend::Postgres, sql, [edition.into()])).await?;
    let sql =
        "SELECT r.code, r.name, i.id IS NOT NULL AS ours FROM registry_institution r LEFT JOIN institution i ON i.registry_code = r.code
        WHERE r.list = 'insured_institutions' AND r.edition < $1 ORDER BY ours DESC, r.code";
    let rows = txn.query_all_raw(Statement::from_sql_and_values(DbBackend::Postgres, sql, [edition.into()])).await?;
    let mut notes = Vec::new();
    for row in &rows {
        let (code, name, ours): (String, String, bool) = (row.try_get("", "code")?, row.try_get("", "name")?, row.try_get("", "ours")?);
        if ours {
            notes.push(format!("{code} {name} is gone from the list, and an institution here started from it"));
        }
    }
    if !rows.is_empty() {
        notes.insert(0, format!("{} rows of earlier editions are gone", rows.len()));
    }
    Ok(notes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_edition_is_the_month_at_the_beginning_of_the_name() {
        assert_eq!(edition_of(Path::new("/x/202508_all_med_inst_cd.zip")).as_deref(), Some("2025-08"));
        for other in ["202513_all.zip", "20250801.csv", "all_med_inst_cd.zip", "病院.csv"] {
            assert_eq!(edition_of(Path::new(other)), None, "{other}");
        }
    }
}
