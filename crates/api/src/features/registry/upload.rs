//! Files of official lists that staff upload: looked at first, applied or discarded later, by any process.
//!
//! Invariant: what is shown before is what the import really does: it runs, and is rolled back.

use super::{edition::run_import, staff_query as query, staged_import};
use crate::{
    ctx::Ctx,
    entity::registry_import,
    error::{ApiError, ApiResult},
    platform::{
        AppState,
        audit::{self, AuditEntry},
        db,
        http::{
            IfMatch,
            rate_limit::{self, Limit},
            spool::{Spool, SpooledBody},
        },
        import::{Progress, SourceFile, fault_of, source_file},
    },
};
use chrono::TimeDelta;
use domain::{
    finding::{Finding, FindingCode},
    ids::RegistryImportId,
    problem::{FieldCode, ProblemCode},
    registry::{FILE_NAME_MAX, RegistryImport, RegistryImportState, StoredReport, UploadRegistry},
    validate::Validate,
};
use sea_orm::{ActiveModelTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QuerySelect, TransactionTrait};
use std::{fs::File, io::Read};
use tokio::io::AsyncWriteExt;

/// Enough for somebody who tries again and again, and no way to fill the disk.
const FILES: Limit = Limit { name: "registry_import", tries: 20, window: TimeDelta::hours(1) };
/// Bytes of one part of a stored file.
const PART: usize = 1 << 20;

/// Takes a file in to be looked at: what it would change, or why it cannot be taken. A file that was taken already offers nothing to apply.
///
/// # Errors
/// `invalid_parameter` when it is no list of institutions or of no edition; `too_many_requests`.
pub async fn create(state: &AppState, ctx: &Ctx, asked: &UploadRegistry, body: &SpooledBody) -> ApiResult<RegistryImportId> {
    asked.validate().map_err(ApiError::Parameters)?;
    let edition = asked.edition().ok_or_else(|| ApiError::parameter("edition", FieldCode::Required))?;
    let file_name = file_name(&asked.file_name);
    rate_limit::count(state, ctx.now, FILES, &ctx.account_id()?.to_string()).await?;
    let source = SourceFile { file_name, ..SourceFile::new(asked.dataset, edition, body.file.path()) };
    let content_hash = source_file::hash(&source.path)?;
    let (report, failure) = match preview(state, ctx, &source).await {
        Ok(report) if says_nothing_new(&report) && source.was_taken(&state.db).await? => {
            (None, Some(Finding::new(FindingCode::AlreadyTaken, &[])))
        }
        Ok(report) => (Some(report), None),
        Err(error) => (None, Some(in_both_languages(error)?)),
    };
    let row = registry_import::Model {
        id: ctx.new_id(),
        dataset: source.dataset,
        edition: source.edition.clone(),
        file_name: source.file_name.clone(),
        size: i64::try_from(body.size).map_err(ApiError::internal)?,
        content_hash,
        state: if report.is_some() { RegistryImportState::Previewed } else { RegistryImportState::Failed },
        report,
        failure,
        created_by: ctx.account_id()?,
        created_at: ctx.now,
        settled_by: None,
        settled_at: None,
        version: 1,
    };
    db::transaction(&state.db, async |txn| {
        row.clone().into_active_model().reset_all().insert(txn).await?;
        if row.state == RegistryImportState::Previewed {
            keep(txn, row.id, &source).await?;
        }
        audit::record(txn, ctx, entry(&row).change("state", (), row.state)).await
    })
    .await?;
    Ok(row.id)
}

/// Applies a file that was looked at. What it does now is reported: another edition may have come in since.
///
/// # Errors
/// `not_found`, `version_mismatch`, `wrong_state` when somebody decided already, `edition_outdated` when a newer edition is in.
pub async fn apply(state: &AppState, ctx: &Ctx, id: RegistryImportId, version: IfMatch) -> ApiResult<RegistryImport> {
    db::transaction(&state.db, async |txn| {
        // Another edition may be coming in, which is waited for.
        db::allow_long(txn).await?;
        let row = lock(txn, id).await?;
        version.check(row.version)?;
        require_open(&row)?;
        staged_import::refuse_older(txn, row.dataset, &row.edition).await?;
        let file = unpack(state, txn, &row).await?;
        let source = SourceFile { file_name: row.file_name.clone(), ..SourceFile::new(row.dataset, &row.edition, file.path()) };
        let (_, report) = run_import(txn, ctx, &source, Progress::Silent).await?;
        settle(txn, ctx, row, RegistryImportState::Applied, Some(report)).await
    })
    .await?;
    query::import(&state.db, id).await.map(|(import, _)| import)
}

/// Lets a file go that was looked at.
///
/// # Errors
/// `not_found`, `wrong_state` when somebody decided already.
pub async fn discard(state: &AppState, ctx: &Ctx, id: RegistryImportId) -> ApiResult<RegistryImport> {
    db::transaction(&state.db, async |txn| {
        let row = lock(txn, id).await?;
        require_open(&row)?;
        settle(txn, ctx, row, RegistryImportState::Discarded, None).await
    })
    .await?;
    query::import(&state.db, id).await.map(|(import, _)| import)
}

/// What the import does, in a transaction that is rolled back.
async fn preview(state: &AppState, ctx: &Ctx, source: &SourceFile) -> ApiResult<StoredReport> {
    let txn = state.db.begin().await?;
    let outcome = run_import(&txn, ctx, source, Progress::Silent).await;
    txn.rollback().await?;
    outcome.map(|(_, report)| report)
}

fn says_nothing_new(report: &StoredReport) -> bool {
    report.counts.new == 0 && report.counts.changed == 0 && report.counts.gone == 0
}

/// What staff are told about a file that cannot be taken; every other failure is ours.
fn in_both_languages(error: ApiError) -> ApiResult<Finding> {
    match (fault_of(&error), error.code()) {
        (Some(unreadable), _) => Ok(unreadable.why.clone()),
        (None, ProblemCode::EditionOutdated) => Ok(Finding::new(FindingCode::EditionOutdated, &[])),
        _ => Err(error),
    }
}

async fn lock(txn: &DatabaseTransaction, id: RegistryImportId) -> ApiResult<registry_import::Model> {
    registry_import::Entity::find_by_id(id).lock_exclusive().one(txn).await?.ok_or_else(|| ProblemCode::NotFound.into())
}

fn require_open(row: &registry_import::Model) -> ApiResult<()> {
    if row.state == RegistryImportState::Previewed { Ok(()) } else { Err(ProblemCode::WrongState.into()) }
}

async fn settle(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    mut row: registry_import::Model,
    to: RegistryImportState,
    report: Option<StoredReport>,
) -> ApiResult<()> {
    let entry = entry(&row).change("state", row.state, to);
    row.state = to;
    row.report = report.or(row.report);
    row.settled_by = Some(ctx.account_id()?);
    row.settled_at = Some(ctx.now);
    row.version += 1;
    let sql = "DELETE FROM registry_import_part WHERE import_id = $1";
    db::execute(txn, sql, [row.id.0.into()]).await?;
    row.into_active_model().reset_all().update(txn).await?;
    audit::record(txn, ctx, entry).await
}

fn entry(row: &registry_import::Model) -> AuditEntry {
    AuditEntry::on("registry_import", row.id.0)
        .change("dataset", (), row.dataset)
        .change("edition", (), &row.edition)
        .change("file_name", (), &row.file_name)
        .change("content_hash", (), &row.content_hash)
}

/// Keeps the bytes, part by part.
async fn keep(txn: &DatabaseTransaction, id: RegistryImportId, source: &SourceFile) -> ApiResult<()> {
    let mut file = File::open(&source.path).map_err(ApiError::internal)?;
    for number in 0_i32.. {
        let mut part = Vec::with_capacity(PART);
        file.by_ref().take(PART as u64).read_to_end(&mut part).map_err(ApiError::internal)?;
        if part.is_empty() {
            break;
        }
        let sql = "INSERT INTO registry_import_part (import_id, number, content) VALUES ($1, $2, $3)";
        db::execute(txn, sql, [id.0.into(), number.into(), part.into()]).await?;
    }
    Ok(())
}

/// The bytes as a file again.
async fn unpack(state: &AppState, txn: &DatabaseTransaction, row: &registry_import::Model) -> ApiResult<Spool> {
    let (spool, mut file) = Spool::make(state.ids.next(state.clock.now()))?;
    for number in 0_i32.. {
        let sql = "SELECT content FROM registry_import_part WHERE import_id = $1 AND number = $2";
        let values = [row.id.0.into(), number.into()];
        let part = db::query_one(txn, sql, values).await?;
        let Some(part) = part else { break };
        let content: Vec<u8> = part.try_get("", "content")?;
        file.write_all(&content).await.map_err(ApiError::internal)?;
    }
    file.flush().await.map_err(ApiError::internal)?;
    match source_file::hash(spool.path())? == row.content_hash {
        true => Ok(spool),
        false => Err(ApiError::internal("the stored file is not what was uploaded")),
    }
}

/// A name without folders and without what could be taken for something else.
fn file_name(given: &str) -> String {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean: String = domain::text::composed(last).chars().filter(|c| !domain::text::is_hidden(*c)).take(FILE_NAME_MAX).collect();
    if clean.trim().is_empty() { "file".to_owned() } else { clean.trim().to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_loses_its_folders_and_tricks() {
        assert_eq!(file_name("../../etc/202508_x.zip"), "202508_x.zip");
        assert_eq!(file_name("C:\\data\\病院\u{202E}_20250601.csv\u{0}"), "病院_20250601.csv");
        assert_eq!(file_name("ヒ\u{309A}ヨ.zip"), "ピヨ.zip", "as macOS spells names");
        assert_eq!(file_name("  "), "file");
        assert_eq!(file_name(&"長".repeat(500)).chars().count(), FILE_NAME_MAX);
    }
}
