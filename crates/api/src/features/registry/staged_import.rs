//! An edition of a list on its way in: its rows are put beside the list first and compared with it, so that what is new, changed and gone is
//! known before, and written as, one set.
//!
//! Invariant: nothing here looks at files, and an edition goes in whole or not at all with its transaction.

use super::compare;
use crate::{
    error::{ApiError, ApiResult},
    platform::db,
};
use chrono::{DateTime, Utc};
use domain::{
    atlas::Dataset,
    institution::InstitutionKind,
    registry::{RegistryReport, SAMPLES_MAX},
};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, Statement, Value};

/// Rows of one statement; each column is one parameter.
const BATCH: usize = 5000;
/// Two editions take turns; the number means nothing else.
const LOCK: i64 = 0x7265_6769_7374;

/// A row as an official list gives it.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportedRow {
    /// The list's own id.
    pub code: String,
    /// Official name.
    pub name: String,
    /// Reading in katakana; blank where the list has none.
    pub name_kana: String,
    /// Hospital or clinic.
    pub kind: InstitutionKind,
    /// Two digits.
    pub prefecture_code: String,
    /// Five digits, where it could be placed.
    pub municipality_code: Option<String>,
    /// `NNN-NNNN`.
    pub postal_code: Option<String>,
    /// As the list writes it.
    pub address: String,
    /// Degrees north and east.
    pub position: Option<(f64, f64)>,
    /// Beds of all types.
    pub beds: Option<i32>,
    /// Its site.
    pub website: Option<String>,
}

/// Columns of a row that the list itself says, in the order of [`ImportedRow`].
pub const COLUMNS: [&str; 12] = [
    "code",
    "name",
    "name_kana",
    "kind",
    "prefecture_code",
    "municipality_code",
    "postal_code",
    "address",
    "latitude",
    "longitude",
    "beds",
    "website",
];

/// [`COLUMNS`] of a table, for a statement.
pub fn qualified_columns(table: &str) -> String {
    COLUMNS.map(|column| format!("{table}.{column}")).join(", ")
}

/// An edition of a list on its way in.
#[derive(Debug)]
pub struct StagedImport<'a> {
    txn: &'a DatabaseTransaction,
    list: Dataset,
    edition: String,
    batch: Vec<ImportedRow>,
    rows: u64,
}

impl<'a> StagedImport<'a> {
    /// Begins with an edition: those of one list come in one after the other.
    ///
    /// # Errors
    /// `edition_outdated` when a newer one is in.
    pub async fn begin(txn: &'a DatabaseTransaction, list: Dataset, edition: &str) -> ApiResult<Self> {
        db::execute(txn, "SELECT pg_advisory_xact_lock($1)", [LOCK.into()]).await?;
        refuse_older(txn, list, edition).await?;
        txn.execute_unprepared(
            "CREATE TEMP TABLE registry_given (
                code text PRIMARY KEY, name text NOT NULL, name_kana text NOT NULL, kind text NOT NULL, prefecture_code text NOT NULL,
                municipality_code text, postal_code text, address text NOT NULL, latitude double precision, longitude double precision,
                beds integer, website text
            ) ON COMMIT DROP",
        )
        .await?;
        Ok(StagedImport { txn, list, edition: edition.to_owned(), batch: Vec::with_capacity(BATCH), rows: 0 })
    }

    /// Takes a row. Its code must not have come before.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn put(&mut self, row: ImportedRow) -> ApiResult<()> {
        self.batch.push(row);
        if self.batch.len() == BATCH { self.write().await } else { Ok(()) }
    }

    async fn write(&mut self) -> ApiResult<()> {
        let batch = std::mem::take(&mut self.batch);
        self.rows += batch.len() as u64;
        let texts =
            |column: fn(&ImportedRow) -> &str| -> Value { batch.iter().map(|row| column(row).to_owned()).collect::<Vec<_>>().into() };
        let degrees = |column: fn((f64, f64)) -> f64| -> Value {
            batch.iter().map(|row| row.position.map_or(f64::NAN, column)).collect::<Vec<_>>().into()
        };
        // Arrays of what may be absent are not bound as such: nothing real is blank, no number, or less than nothing.
        let values = vec![
            texts(|row| &row.code),
            texts(|row| &row.name),
            texts(|row| &row.name_kana),
            texts(|row| row.kind.code()),
            texts(|row| &row.prefecture_code),
            texts(|row| row.municipality_code.as_deref().unwrap_or_default()),
            texts(|row| row.postal_code.as_deref().unwrap_or_default()),
            texts(|row| &row.address),
            degrees(|(north, _)| north),
            degrees(|(_, east)| east),
            batch.iter().map(|row| row.beds.unwrap_or(-1)).collect::<Vec<_>>().into(),
            texts(|row| row.website.as_deref().unwrap_or_default()),
        ];
        let sql = "INSERT INTO registry_given
            SELECT code, name, kana, kind, prefecture, nullif(municipality, ''), nullif(postal_code, ''), address,
                nullif(latitude, 'NaN'), nullif(longitude, 'NaN'), nullif(beds, -1), nullif(website, '')
            FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::float8[],
                $10::float8[], $11::int4[], $12::text[])
                AS given (code, name, kana, kind, prefecture, municipality, postal_code, address, latitude, longitude, beds, website)";
        db::execute(self.txn, sql, values).await?;
        Ok(())
    }

    /// Compares the edition with the list and writes it: the report without what was refused, and how many rows of the database are
    /// different now. What it says about institutions here is kept for staff.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn settle(mut self, now: DateTime<Utc>, new_id: impl Fn() -> uuid::Uuid) -> ApiResult<(RegistryReport, u64)> {
        self.write().await?;
        let (txn, list) = (self.txn, self.list.code());
        txn.execute_unprepared("ANALYZE registry_given").await?;
        let mut report = compare::counts(txn, list).await?;
        report.taken = self.rows;
        report.new_rows = compare::new_rows(txn, SAMPLES_MAX).await?;
        report.changed_rows = compare::changed_rows(txn, SAMPLES_MAX).await?;
        report.gone_rows = compare::gone_rows(txn, list, SAMPLES_MAX).await?;
        compare::keep_differences(txn, list, &self.edition, now, new_id).await?;
        let gone = "UPDATE registry_institution r SET gone_in = $2
            WHERE r.list = $1 AND r.gone_in IS NULL AND NOT EXISTS (SELECT 1 FROM registry_given g WHERE g.code = r.code)";
        db::execute(txn, gone, [list.into(), self.edition.as_str().into()]).await?;
        // What is as it was, is not written, so that a second run writes nothing.
        let (columns, updates) =
            (COLUMNS.join(", "), COLUMNS[1..].iter().map(|column| format!("{column} = excluded.{column}")).collect::<Vec<_>>());
        let sql = format!(
            "INSERT INTO registry_institution AS r (list, edition, gone_in, {columns}) SELECT $1, $2, NULL, {columns} FROM registry_given
            ON CONFLICT (code) DO UPDATE SET edition = excluded.edition, gone_in = NULL, {}
            WHERE (r.edition, r.gone_in, {}) IS DISTINCT FROM (excluded.edition, NULL, {})",
            updates.join(", "),
            qualified_columns("r"),
            qualified_columns("excluded"),
        );
        let written = db::execute(txn, &sql, [list.into(), self.edition.as_str().into()]).await?;
        // Within one transaction there may be another edition.
        txn.execute_unprepared("DROP TABLE registry_given").await?;
        Ok((report, written))
    }
}

/// Refuses an edition that is older than the one that is in.
///
/// # Errors
/// `edition_outdated`.
pub async fn refuse_older(db: &impl ConnectionTrait, list: Dataset, edition: &str) -> ApiResult<()> {
    let sql = "SELECT max(edition) AS edition FROM data_edition WHERE dataset = $1";
    let row = db.query_one_raw(Statement::from_sql_and_values(DbBackend::Postgres, sql, [list.code().into()])).await?;
    let latest: Option<String> = row.map(|row| row.try_get("", "edition")).transpose()?.flatten();
    match latest.filter(|latest| latest.as_str() > edition) {
        Some(latest) => Err(ApiError::because(
            domain::problem::ProblemCode::EditionOutdated,
            format!("the edition {latest} is already in, and {edition} is older"),
        )),
        None => Ok(()),
    }
}
