//! How the platform is, as far as it knows: what an administrator looks at first when something seems wrong.

use crate::{ctx::Ctx, error::ApiResult, platform::db};
use domain::account::{ImportState, PlatformState, QueueState};
use sea_orm::ConnectionTrait;

/// Reads it.
///
/// # Errors
/// When the database fails, which is an answer too.
pub async fn read(conn: &impl ConnectionTrait, ctx: &Ctx) -> ApiResult<PlatformState> {
    let queue = "SELECT count(*) FILTER (WHERE done_at IS NULL AND dead_at IS NULL) AS waiting,
                        min(created_at) FILTER (WHERE done_at IS NULL AND dead_at IS NULL) AS oldest_since,
                        count(*) FILTER (WHERE done_at IS NULL AND dead_at IS NULL AND attempts > 0) AS retried,
                        count(dead_at) AS dead, max(dead_at) AS last_dead_at, max(done_at) AS last_done_at FROM outbox";
    let none = QueueState { waiting: 0, oldest_since: None, retried: 0, dead: 0, last_dead_at: None, last_done_at: None };
    let imports = "SELECT DISTINCT ON (dataset) dataset, edition, imported_at, rows_taken, rows_refused
                   FROM data_edition ORDER BY dataset, imported_at DESC";
    let mut imports = db::rows::<ImportState>(conn, imports, []).await?;
    imports.sort_by(|a, b| b.imported_at.cmp(&a.imported_at).then_with(|| a.dataset.cmp(&b.dataset)));
    let schema = "SELECT max(version) AS schema, pg_database_size(current_database()) AS bytes FROM seaql_migrations";
    let schema = db::query_one(conn, schema, []).await?;
    let (schema, database_bytes) = match schema {
        Some(row) => (row.try_get::<Option<String>>("", "schema")?.unwrap_or_default(), row.try_get("", "bytes")?),
        None => (String::new(), 0),
    };
    Ok(PlatformState {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        schema,
        now: ctx.now,
        database_bytes,
        outbox: db::row::<QueueState>(conn, queue, []).await?.unwrap_or(none),
        imports,
    })
}
