//! What is published, as those ask who list or announce it: by prefecture, or the newest.

use super::query::{FullRow, full_rows, present_full};
use crate::{
    entity::listing,
    error::{ApiError, ApiResult},
    platform::db,
};
use chrono::{DateTime, Utc};
use domain::{directory::Listing, ids::InstitutionId};
use sea_orm::{ConnectionTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr};
use uuid::Uuid;

/// The real institutions of a prefecture.
#[derive(Debug, Clone)]
pub struct Part {
    /// Two digits.
    pub prefecture_code: String,
    /// How many there are.
    pub institutions: u64,
    /// The last change of one of them.
    pub updated_at: DateTime<Utc>,
}

/// Every prefecture that has a real institution.
///
/// # Errors
/// When the database fails.
pub async fn parts(db: &impl ConnectionTrait) -> ApiResult<Vec<Part>> {
    let sql = "SELECT prefecture_code, count(*) AS institutions, max(updated_at) AS updated_at FROM listing WHERE NOT fictional
               GROUP BY prefecture_code ORDER BY prefecture_code";
    let rows = db::query_all(db, sql, []).await?;
    let part = |row: &sea_orm::QueryResult| {
        let institutions: i64 = row.try_get("", "institutions")?;
        Ok(Part {
            prefecture_code: row.try_get("", "prefecture_code")?,
            institutions: institutions.unsigned_abs(),
            updated_at: row.try_get("", "updated_at")?,
        })
    };
    rows.iter().map(part).collect()
}

/// Some real institutions of a prefecture, in the order of their ids, with their last change.
///
/// # Errors
/// When the database fails.
pub async fn part(db: &impl ConnectionTrait, prefecture: &str, page: u64, size: u64) -> ApiResult<Vec<(InstitutionId, DateTime<Utc>)>> {
    // The bounds are part of the statement: with parameters, no plan could know that few rows are read.
    let sql = format!(
        "SELECT institution_id, updated_at FROM listing WHERE prefecture_code = $1 AND NOT fictional
         ORDER BY institution_id OFFSET {} LIMIT {size}",
        page * size
    );
    let rows = db::query_all(db, &sql, [prefecture.into()]).await?;
    rows.iter().map(|row| Ok((InstitutionId(row.try_get::<Uuid>("", "institution_id")?), row.try_get("", "updated_at")?))).collect()
}

/// The latest published institutions: real ones, or those that are made up.
///
/// # Errors
/// When the database fails.
pub async fn newest(db: &impl ConnectionTrait, fictional: bool, limit: u64) -> ApiResult<Vec<Listing>> {
    // Written out, not a parameter: then the few real ones among many others are found by their own index.
    let which = if fictional { "listing.fictional" } else { "NOT listing.fictional" };
    let find = full_rows()
        .filter(Expr::cust(which))
        .order_by_desc(listing::Column::PublishedOn)
        .order_by_desc(listing::Column::InstitutionId)
        .limit(limit);
    Ok(find.into_model::<FullRow>().all(db).await?.into_iter().map(present_full).collect())
}

/// What the numbers of transactions are counted in, as one number: this cluster, since it was last recovered, and this database. In SQL.
pub(super) const HISTORY: &str = "(SELECT hashtextextended(concat_ws(' ', s.system_identifier, c.timeline_id, d.oid), 0)
    FROM pg_control_system() s, pg_control_checkpoint() c, pg_database d WHERE d.datname = current_database())";

/// What tells the directory's state from every other one, when that is certain: the last transaction that changed it. While one that began
/// earlier still runs, the next state may have the same number, and there is none.
///
/// # Errors
/// When the database fails.
pub async fn state(db: &impl ConnectionTrait) -> ApiResult<Option<String>> {
    let sql = format!(
        "SELECT coalesce((SELECT max(changed_in) FROM listing_change), 0) AS latest,
             pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS horizon, {HISTORY} AS history"
    );
    let row = db::query_one(db, sql, []).await?;
    let row = row.ok_or_else(|| ApiError::internal("the state of the directory cannot be read"))?;
    let (latest, horizon, history): (i64, i64, i64) =
        (row.try_get("", "latest")?, row.try_get("", "horizon")?, row.try_get("", "history")?);
    Ok((latest < horizon).then(|| format!("{history:x}-{latest}")))
}
