//! Bringing a file in: everything of it in one transaction, with the record of its edition for the credits page and an entry in the trail.
//!
//! Invariant: a file that cannot be understood changes nothing, and one that says nothing new leaves no trace.

use super::{Reason, Report, unreadable};
use crate::{
    ctx::Ctx,
    entity::data_edition,
    error::{ApiError, ApiResult},
    platform::{
        AppState,
        audit::{self, AuditEntry},
        db,
    },
};
use domain::{atlas::Dataset, finding::FindingCode, locale::Locale};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
};
use sha2::{Digest, Sha256};
use std::{
    fs::File,
    io::Read,
    path::{Path, PathBuf},
    time::Instant,
};
use tabular::table::no_row;

/// A file of a dataset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// What it holds.
    pub dataset: Dataset,
    /// Its edition, as its source calls it.
    pub edition: String,
    /// Where it lies.
    pub path: PathBuf,
    /// What it is called.
    pub file_name: String,
}

impl SourceFile {
    /// A file.
    #[must_use]
    pub fn new(dataset: Dataset, edition: impl Into<String>, path: &Path) -> Self {
        let file_name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        SourceFile { dataset, edition: edition.into(), path: path.to_owned(), file_name }
    }

    fn key(&self) -> (Dataset, String, String) {
        (self.dataset, self.edition.clone(), self.file_name.clone())
    }

    /// Whether this very file was brought in already.
    ///
    /// # Errors
    /// When the file cannot be read or the database fails.
    pub async fn is_in(&self, db: &impl ConnectionTrait) -> ApiResult<bool> {
        let known = data_edition::Entity::find_by_id(self.key()).one(db).await?;
        Ok(known.is_some_and(|row| hash(&self.path).is_ok_and(|hash| hash == row.content_hash)))
    }

    /// Whether a file with this content was taken as this edition, under whatever name.
    ///
    /// # Errors
    /// When the file cannot be read or the database fails.
    pub async fn was_taken(&self, db: &impl ConnectionTrait) -> ApiResult<bool> {
        use data_edition::Column as C;
        let find = data_edition::Entity::find().filter(C::Dataset.eq(self.dataset)).filter(C::Edition.eq(&self.edition));
        Ok(find.filter(C::ContentHash.eq(hash(&self.path)?)).count(db).await? > 0)
    }
}

/// What a row that cannot be taken does to its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BrokenRow {
    /// The file is refused: what would be missing could not be told from what the source left out.
    SpoilsTheFile,
    /// It is left out and named: the source itself has rows that cannot be taken.
    IsLeftOut,
}

/// Runs the import of a file and records it, in a transaction of its own.
///
/// # Errors
/// When `work` fails or takes no row at all, the file is spoilt by a row, or the database fails; then nothing has changed.
pub async fn run_import(
    state: &AppState,
    source: &SourceFile,
    broken: BrokenRow,
    work: impl AsyncFn(&DatabaseTransaction) -> ApiResult<Report>,
) -> ApiResult<Report> {
    let ctx = Ctx::system("import_data", state.clock.now(), state.ids.clone());
    db::transaction(&state.db, async |txn| run_import_within(txn, &ctx, source, broken, work(txn)).await).await
}

/// Runs the import of a file and records it, in somebody's transaction.
///
/// # Errors
/// As [`run_import`]; the transaction has to be rolled back then.
pub async fn run_import_within(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    source: &SourceFile,
    broken: BrokenRow,
    work: impl Future<Output = ApiResult<Report>>,
) -> ApiResult<Report> {
    let started = Instant::now();
    db::allow_long(txn).await?;
    let content_hash = hash(&source.path)?;
    let mut report = work.await?;
    if broken == BrokenRow::SpoilsTheFile && !report.refused.is_empty() {
        let at = |(line, reason): &(u64, Reason)| Reason::new(FindingCode::At, &[&report.unit, line]).because(vec![reason.clone()]);
        let rows = report.refused.iter().map(at).collect();
        return Err(unreadable(&source.path, Reason::new(FindingCode::SpoiltByRows, &[]).because(rows)));
    }
    if report.taken == 0 {
        return Err(no_row(&source.path, report.unit, report.refused.first()).into());
    }
    record(txn, ctx, source, &content_hash, &report).await?;
    report.took = Some(started.elapsed());
    Ok(report)
}

async fn record(txn: &DatabaseTransaction, ctx: &Ctx, source: &SourceFile, content_hash: &str, report: &Report) -> ApiResult<()> {
    let before = data_edition::Entity::find_by_id(source.key()).one(txn).await?;
    if report.changed == 0 && before.as_ref().is_some_and(|row| row.content_hash == content_hash) {
        return Ok(());
    }
    let count = |rows: u64| i64::try_from(rows).map_err(ApiError::internal);
    let after = data_edition::Model {
        dataset: source.dataset,
        edition: source.edition.clone(),
        file_name: source.file_name.clone(),
        source: source.dataset.source(Locale::Ja).to_owned(),
        licence: source.dataset.licence(Locale::Ja).to_owned(),
        content_hash: content_hash.to_owned(),
        imported_at: ctx.now,
        rows_taken: count(report.taken)?,
        rows_refused: count(report.refused_count)?,
    };
    let entry = AuditEntry::on("data_edition", None)
        .change("dataset", before.as_ref().map(|row| row.dataset), after.dataset)
        .change("edition", before.as_ref().map(|row| &row.edition), &after.edition)
        .change("file_name", before.as_ref().map(|row| &row.file_name), &after.file_name)
        .change("rows_taken", before.as_ref().map(|row| row.rows_taken), after.rows_taken)
        .change("rows_changed", None::<u64>, report.changed)
        .change("rows_refused", before.as_ref().map(|row| row.rows_refused), after.rows_refused);
    let exists = before.is_some();
    let row = after.into_active_model().reset_all();
    if exists {
        row.update(txn).await?;
    } else {
        row.insert(txn).await?;
    }
    audit::record(txn, ctx, entry).await
}

/// What a file holds, as SHA-256 in hexadecimal.
///
/// # Errors
/// When it cannot be read.
pub fn hash(path: &Path) -> ApiResult<String> {
    let mut file = File::open(path).map_err(|error| unreadable(path, error.to_string()))?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let read = file.read(&mut buffer).map_err(|error| unreadable(path, error.to_string()))?;
        if read == 0 {
            return Ok(hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect());
        }
        hasher.update(&buffer[..read]);
    }
}
