//! What an edition on its way in says otherwise than the list, as [`super::intake`] put the two side by side.

use super::staged_import::qualified_columns;
use crate::{
    error::{ApiError, ApiResult},
    platform::db,
};
use chrono::{DateTime, Utc};
use domain::{
    institution::InstitutionKind,
    registration::RegistrationStatus,
    registry::{RegistryChange, RegistryField, RegistryReport, RegistrySample},
};
use sea_orm::{DatabaseTransaction, QueryResult, TryGetable, Value};
use uuid::Uuid;

/// Rows that the list did not have, or not any more.
const NEW: &str = "registry_given g LEFT JOIN registry_institution r ON r.code = g.code WHERE r.code IS NULL OR r.gone_in IS NOT NULL";

fn changed() -> String {
    let (given, known) = (qualified_columns("g"), qualified_columns("r"));
    format!(
        "registry_given g JOIN registry_institution r ON r.code = g.code WHERE r.gone_in IS NULL AND ({known}) IS DISTINCT FROM ({given})"
    )
}

/// Rows of the list `$1` that the edition does not have.
const GONE: &str = "registry_institution r WHERE r.list = $1 AND r.gone_in IS NULL
    AND NOT EXISTS (SELECT 1 FROM registry_given g WHERE g.code = r.code)";

/// How many rows are new, changed and gone.
pub async fn counts(txn: &DatabaseTransaction, list: &str) -> ApiResult<RegistryReport> {
    let sql = format!(
        "SELECT (SELECT count(*) FROM {NEW}) AS new, (SELECT count(*) FROM {}) AS changed, (SELECT count(*) FROM {GONE}) AS gone",
        changed()
    );
    let row = rows(txn, &sql, vec![list.into()]).await?.pop().ok_or_else(|| ApiError::internal("counting gave no row"))?;
    let count = |column: &str| -> ApiResult<u64> { u64::try_from(row.try_get::<i64>("", column)?).map_err(ApiError::internal) };
    Ok(RegistryReport { new: count("new")?, changed: count("changed")?, gone: count("gone")?, ..RegistryReport::default() })
}

/// The first rows that are new.
pub async fn new_rows(txn: &DatabaseTransaction, most: usize) -> ApiResult<Vec<RegistrySample>> {
    let sql = format!(
        "SELECT g.code, g.name, g.prefecture_code, g.address, {} AS registered FROM {NEW} ORDER BY registered DESC, g.code LIMIT {most}",
        registered("g")
    );
    rows(txn, &sql, Vec::new()).await?.iter().map(|row| sample(row, Vec::new())).collect()
}

/// The first rows that are gone.
pub async fn gone_rows(txn: &DatabaseTransaction, list: &str, most: usize) -> ApiResult<Vec<RegistrySample>> {
    let sql = format!(
        "SELECT r.code, r.name, r.prefecture_code, r.address, {} AS registered FROM {GONE} ORDER BY registered DESC, r.code LIMIT {most}",
        registered("r")
    );
    rows(txn, &sql, vec![list.into()]).await?.iter().map(|row| sample(row, Vec::new())).collect()
}

/// The first rows that changed, with what changed.
pub async fn changed_rows(txn: &DatabaseTransaction, most: usize) -> ApiResult<Vec<RegistrySample>> {
    let sql = format!(
        "SELECT {}, {}, {} AS registered FROM {} ORDER BY registered DESC, g.code LIMIT {most}",
        under("g", ""),
        under("r", "old_"),
        registered("g"),
        changed()
    );
    rows(txn, &sql, Vec::new()).await?.iter().map(|row| sample(row, changes(row)?)).collect()
}

/// Keeps what the edition says otherwise about institutions that started from the list.
pub async fn keep_differences(
    txn: &DatabaseTransaction,
    list: &str,
    edition: &str,
    now: DateTime<Utc>,
    new_id: impl Fn() -> Uuid,
) -> ApiResult<()> {
    let ours = "JOIN institution i ON i.registry_code = r.code";
    let both = format!("{}, {}, r.edition AS old_edition, r.gone_in, i.id AS institution_id", under("g", ""), under("r", "old_"));
    // Institutions are few: the list is looked up by them.
    let qualified_columns = format!(
        "SELECT {both} FROM registry_institution r {ours} LEFT JOIN registry_given g ON g.code = r.code
        WHERE r.list = $1 AND ((g.code IS NULL AND r.gone_in IS NULL) OR (g.code IS NOT NULL AND r.gone_in IS NOT NULL)
            OR (g.code IS NOT NULL AND ({}) IS DISTINCT FROM ({}))) ORDER BY i.id",
        qualified_columns("r"),
        qualified_columns("g"),
    );
    for row in rows(txn, &qualified_columns, vec![list.into()]).await? {
        let (given, known): (Option<String>, String) = (row.try_get("", "code")?, row.try_get("", "old_edition")?);
        let was_gone = row.try_get::<Option<String>>("", "gone_in")?.is_some();
        let listed = |before: Option<&str>, after: Option<&str>| RegistryChange {
            field: RegistryField::Listed,
            before: before.map(ToOwned::to_owned),
            after: after.map(ToOwned::to_owned),
        };
        let mut found = if given.is_some() { changes(&row)? } else { vec![listed(Some(&known), None)] };
        if given.is_some() && was_gone {
            found.insert(0, listed(None, Some(edition)));
        }
        let (institution, code): (Uuid, String) = (row.try_get("", "institution_id")?, row.try_get("", "old_code")?);
        let insert = "INSERT INTO registry_difference (id, institution_id, registry_code, edition, changes, found_at) VALUES ($1, $2, $3, $4, $5, $6)";
        let values = [new_id().into(), institution.into(), code.into(), edition.into(), serde_json::to_value(found)?.into(), now.into()];
        db::execute(txn, insert, values).await?;
    }
    Ok(())
}

/// The states of registrations that staff do not know of: drafts that nobody submitted are the institution's own.
pub fn unknown_to_staff() -> String {
    db::terms([RegistrationStatus::Draft, RegistrationStatus::Withdrawn])
}

fn registered(table: &str) -> String {
    format!(
        "EXISTS (SELECT 1 FROM institution i JOIN registration own ON own.institution_id = i.id
            WHERE i.registry_code = {table}.code AND own.status NOT IN ({}))",
        unknown_to_staff()
    )
}

/// The columns of a table under names with a prefix.
fn under(table: &str, prefix: &str) -> String {
    super::staged_import::COLUMNS.map(|column| format!("{table}.{column} AS {prefix}{column}")).join(", ")
}

fn sample(row: &QueryResult, changes: Vec<RegistryChange>) -> ApiResult<RegistrySample> {
    Ok(RegistrySample {
        code: row.try_get("", "code")?,
        name: row.try_get("", "name")?,
        prefecture_code: row.try_get("", "prefecture_code")?,
        address: row.try_get("", "address")?,
        changes,
        registered: row.try_get("", "registered")?,
    })
}

/// What differs between a row of both, as texts.
fn changes(row: &QueryResult) -> ApiResult<Vec<RegistryChange>> {
    fn get<T: TryGetable>(row: &QueryResult, prefix: &str, column: &str) -> ApiResult<T> {
        Ok(row.try_get("", &format!("{prefix}{column}"))?)
    }
    let text = |prefix: &str, column: &str| -> ApiResult<Option<String>> {
        Ok(get::<Option<String>>(row, prefix, column)?.filter(|text| !text.is_empty()))
    };
    let value = |prefix: &str, field: RegistryField| -> ApiResult<Option<String>> {
        match field {
            RegistryField::Name => text(prefix, "name"),
            RegistryField::NameKana => text(prefix, "name_kana"),
            RegistryField::Kind => {
                let kind = get::<String>(row, prefix, "kind")?.parse::<InstitutionKind>().map_err(ApiError::internal)?;
                Ok(Some(kind.code().to_owned()))
            }
            RegistryField::PostalCode => text(prefix, "postal_code"),
            RegistryField::Address => text(prefix, "address"),
            RegistryField::Municipality => text(prefix, "municipality_code"),
            RegistryField::Position => {
                let position = get::<Option<f64>>(row, prefix, "latitude")?.zip(get::<Option<f64>>(row, prefix, "longitude")?);
                Ok(position.map(|(north, east)| format!("{north}, {east}")))
            }
            RegistryField::Beds => Ok(get::<Option<i32>>(row, prefix, "beds")?.map(|beds| beds.to_string())),
            RegistryField::Website => text(prefix, "website"),
            RegistryField::Listed => Ok(None),
        }
    };
    use strum::IntoEnumIterator;
    RegistryField::iter()
        .map(|field| Ok(RegistryChange { field, before: value("old_", field)?, after: value("", field)? }))
        .filter(|change| change.as_ref().map_or(true, |change: &RegistryChange| change.before != change.after))
        .collect()
}

async fn rows(txn: &DatabaseTransaction, sql: &str, values: Vec<Value>) -> ApiResult<Vec<QueryResult>> {
    db::query_all(txn, sql, values).await
}
