//! Reads of what staff uploaded and of what editions say about institutions here.

use crate::{
    entity::{registry_difference, registry_import},
    error::ApiResult,
    platform::{db, http::page},
};
use chrono::{DateTime, Utc};
use domain::{
    atlas::Dataset,
    ids::{InstitutionId, RegistrationId, RegistryDifferenceId, RegistryImportId},
    page::{Page, PageQuery},
    problem::ProblemCode,
    registry::{RegistryChanges, RegistryDifference, RegistryImport, StoredReport},
};
use sea_orm::{ConnectionTrait, FromQueryResult, Value};
use serde::{Deserialize, Serialize};

#[derive(Debug, FromQueryResult)]
struct ImportRow {
    #[sea_orm(nested)]
    import: registry_import::Model,
    created_by_name: String,
    settled_by_name: Option<String>,
}

const IMPORTS: &str = "SELECT r.*, creator.display_name AS created_by_name, settler.display_name AS settled_by_name
    FROM registry_import r JOIN account creator ON creator.id = r.created_by LEFT JOIN account settler ON settler.id = r.settled_by";

/// A page of the files that were uploaded, the latest first. Their reports have the counts and none of the rows.
///
/// # Errors
/// `invalid_cursor`.
pub async fn imports(db: &impl ConnectionTrait, page_query: &PageQuery) -> ApiResult<Page<RegistryImport>> {
    let mut values: Vec<Value> = Vec::new();
    let mut after = "";
    if let Some((created_at, id)) = page::decode::<(DateTime<Utc>, RegistryImportId)>(page_query)? {
        values = vec![created_at.into(), id.0.into()];
        after = "WHERE (r.created_at, r.id) < ($1, $2)";
    }
    let sql = format!("{IMPORTS} {after} ORDER BY r.created_at DESC, r.id DESC LIMIT {}", page_query.size() + 1);
    let rows = db::rows::<ImportRow>(db, sql, values).await?;
    Ok(page::cut(
        rows,
        page_query,
        |row| (row.import.created_at, row.import.id),
        |row| {
            let (mut import, _) = present(row);
            if let Some(report) = &mut import.report {
                for rows in [&mut report.new_rows, &mut report.changed_rows, &mut report.gone_rows] {
                    rows.clear();
                }
                report.refused.clear();
                report.notes.clear();
            }
            import
        },
    ))
}

/// A file that was uploaded, and its version.
///
/// # Errors
/// `not_found`.
pub async fn import(db: &impl ConnectionTrait, id: RegistryImportId) -> ApiResult<(RegistryImport, i32)> {
    let sql = format!("{IMPORTS} WHERE r.id = $1");
    let row = db::row::<ImportRow>(db, sql, [id.0.into()]).await?;
    Ok(present(row.ok_or(ProblemCode::NotFound)?))
}

fn present(row: ImportRow) -> (RegistryImport, i32) {
    let ImportRow { import, created_by_name, settled_by_name } = row;
    let shown = RegistryImport {
        id: import.id,
        dataset: import.dataset,
        edition: import.edition,
        file_name: import.file_name,
        size: import.size,
        state: import.state,
        report: import.report.map(StoredReport::told),
        failure: import.failure.map(|failure| failure.texts()),
        created_by: created_by_name,
        created_at: import.created_at,
        settled_by: settled_by_name,
        settled_at: import.settled_at,
    };
    (shown, import.version)
}

#[derive(Debug, FromQueryResult)]
struct DifferenceRow {
    #[sea_orm(nested)]
    difference: registry_difference::Model,
    registration_id: RegistrationId,
    name: String,
    dataset: Dataset,
    acknowledged_by_name: Option<String>,
}

/// Where a page continues, and in which of the lists.
#[derive(Serialize, Deserialize)]
struct Key(Option<bool>, DateTime<Utc>, RegistryDifferenceId);

fn differences_sql() -> String {
    format!(
        "SELECT d.*, known.id AS registration_id, known.name, r.list AS dataset, reader.display_name AS acknowledged_by_name
    FROM registry_difference d
    JOIN registry_institution r ON r.code = d.registry_code
    CROSS JOIN LATERAL (
        SELECT id, coalesce(nullif(content #>> '{{public,name}}', ''), r.name) AS name FROM registration
        WHERE institution_id = d.institution_id AND status NOT IN ({}) ORDER BY created_at DESC, id DESC LIMIT 1
    ) known
    LEFT JOIN account reader ON reader.id = d.acknowledged_by",
        super::compare::unknown_to_staff()
    )
}

/// A page of differences, the latest first.
///
/// # Errors
/// `invalid_cursor` when another list gave the cursor.
pub async fn differences(
    db: &impl ConnectionTrait,
    acknowledged: Option<bool>,
    page_query: &PageQuery,
) -> ApiResult<Page<RegistryDifference>> {
    let mut conditions = match acknowledged {
        Some(true) => vec!["d.acknowledged_at IS NOT NULL"],
        Some(false) => vec!["d.acknowledged_at IS NULL"],
        None => vec!["true"],
    };
    let mut values: Vec<Value> = Vec::new();
    if let Some(Key(of, found_at, id)) = page::decode::<Key>(page_query)? {
        if of != acknowledged {
            return Err(ProblemCode::InvalidCursor.into());
        }
        values = vec![found_at.into(), id.0.into()];
        conditions.push("(d.found_at, d.id) < ($1, $2)");
    }
    let sql = format!(
        "{} WHERE {} ORDER BY d.found_at DESC, d.id DESC LIMIT {}",
        differences_sql(),
        conditions.join(" AND "),
        page_query.size() + 1
    );
    let rows = db::rows::<DifferenceRow>(db, sql, values).await?;
    Ok(page::cut(rows, page_query, |row| Key(acknowledged, row.difference.found_at, row.difference.id), present_difference))
}

/// One difference.
///
/// # Errors
/// `not_found`, also for an institution that staff do not know of.
pub async fn difference(db: &impl ConnectionTrait, id: RegistryDifferenceId) -> ApiResult<RegistryDifference> {
    let sql = format!("{} WHERE d.id = $1", differences_sql());
    let row = db::row::<DifferenceRow>(db, sql, [id.0.into()]).await?;
    Ok(present_difference(row.ok_or(ProblemCode::NotFound)?))
}

fn present_difference(row: DifferenceRow) -> RegistryDifference {
    let DifferenceRow { difference, registration_id, name, dataset, acknowledged_by_name } = row;
    let RegistryChanges(changes) = difference.changes;
    let institution_id: InstitutionId = difference.institution_id;
    RegistryDifference {
        id: difference.id,
        institution_id,
        registration_id,
        name,
        registry_code: difference.registry_code,
        dataset,
        edition: difference.edition,
        changes,
        found_at: difference.found_at,
        acknowledged_at: difference.acknowledged_at,
        acknowledged_by: acknowledged_by_name,
    }
}
