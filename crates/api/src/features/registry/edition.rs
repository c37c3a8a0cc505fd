//! Bringing one edition of a list in, from a file: read, compared, written, matched and recorded in one transaction.

use super::{hospitals, insured, matching, staged_import::StagedImport};
use crate::{
    ctx::Ctx,
    error::{ApiError, ApiResult},
    platform::{
        AppState, db,
        import::{BrokenRow, Progress, Report, SourceFile, run_import_within},
    },
};
use domain::{
    atlas::Dataset,
    locale::Bilingual,
    registry::{BlankCount, REFUSED_MAX, RefusedRow, RegistryReport, edition_of},
};
use sea_orm::DatabaseTransaction;
use std::path::Path;

/// Imports one edition of the hospitals, such as `2025-06-01`; when it is not given, the file's name has to end with its day. A second run
/// changes nothing.
///
/// # Errors
/// When the file cannot be read, lacks a column or names no edition, a newer one is in, or the database fails.
pub async fn import_hospitals(state: &AppState, path: &Path, edition: Option<&str>) -> ApiResult<Report> {
    import(state, Dataset::Hospitals, path, edition).await
}

/// Imports one edition of the insured institutions, such as `2025-08`; when it is not given, the file's name has to begin with its month. A
/// second run changes nothing.
///
/// # Errors
/// As [`import_hospitals`].
pub async fn import_insured(state: &AppState, path: &Path, edition: Option<&str>) -> ApiResult<Report> {
    import(state, Dataset::InsuredInstitutions, path, edition).await
}

async fn import(state: &AppState, dataset: Dataset, path: &Path, edition: Option<&str>) -> ApiResult<Report> {
    let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    let edition = edition.map(ToOwned::to_owned).or_else(|| edition_of(dataset, &name)).ok_or_else(|| {
        let of = if dataset == Dataset::Hospitals {
            "day is it? Its name does not end with one (…_20250601.zip)"
        } else {
            "month is it? Its name does not begin with one (202508_…)"
        };
        ApiError::internal(format!("{}: of which {of}; say it with --edition", path.display()))
    })?;
    let source = SourceFile::new(dataset, edition, path);
    let ctx = Ctx::system("import_data", state.clock.now(), state.ids.clone());
    db::transaction(&state.db, async |txn| Ok(run_import(txn, &ctx, &source, state.progress).await?.0)).await
}

/// Brings an edition in, in somebody's transaction: the report for operators, and the one for staff.
///
/// # Errors
/// As [`import_hospitals`]; the transaction has to be rolled back then.
pub async fn run_import(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    source: &SourceFile,
    progress: Progress,
) -> ApiResult<(Report, RegistryReport)> {
    let mut said = RegistryReport::default();
    let work = async {
        let mut report = Report::new(&source.path.display().to_string());
        let mut staged = StagedImport::begin(txn, source.dataset, &source.edition).await?;
        match source.dataset {
            Dataset::Hospitals => hospitals::read(txn, source, progress, &mut staged, &mut report).await?,
            Dataset::InsuredInstitutions => insured::read(txn, source, progress, &mut staged, &mut report).await?,
            other => return Err(ApiError::internal(format!("{other} is no list of institutions"))),
        }
        let written;
        (said, written) = staged.settle(ctx.now, || ctx.new_id()).await?;
        report.take(said.taken, written);
        let (new, changed, gone) = (said.new, said.changed, said.gone);
        report.notes.insert(0, format!("{new} institutions are new to the list, {changed} changed, {gone} are gone").into());
        let matched = matching::renew(txn).await?;
        report.note(format!("2つの一覧の両方にある医療機関は{matched}件です"), format!("{matched} institutions are in both lists"));
        Ok(report)
    };
    let report = run_import_within(txn, ctx, source, BrokenRow::IsLeftOut, work).await?;
    said.refused_count = report.refused_count;
    let refused = report.refused.iter().take(REFUSED_MAX);
    said.refused = refused.map(|(line, reason)| RefusedRow { line: *line, reason: reason.0.clone() }).collect();
    said.blank =
        report.blank.iter().map(|(what, rows)| BlankCount { what: Bilingual::new(in_japanese(what), *what), rows: *rows }).collect();
    // The first note says in English what the counts say.
    said.notes = report.notes.iter().skip(1).map(|note| note.0.clone()).collect();
    Ok((report, said))
}

fn in_japanese(what: &str) -> &str {
    match what {
        "coordinates" => "緯度・経度",
        "beds" => "病床数",
        "a municipality" => "市区町村",
        other => other,
    }
}
