//! What changed in the directory, without losing or doubling anything.
//!
//! `listing_change` has the transaction that changed each institution last. Transactions get their number when they first write and are seen when
//! they end, in another order. So what is given ends before the oldest that still runs (the horizon): below it nothing can appear any more,
//! and a cursor that stands there is passed by every later change. A change waits for the writers that began before it, which is moments.

use super::{
    published::HISTORY,
    query::{Row, present},
};
use crate::{
    ctx::Ctx,
    error::{ApiError, ApiResult},
    platform::{AppState, db, http::page},
};
use chrono::{DateTime, Utc};
use domain::{
    directory::{ChangesQuery, InstitutionChange, InstitutionChanges},
    ids::InstitutionId,
    page::{DEFAULT_PAGE_SIZE, PageQuery},
    problem::{FieldCode, ProblemCode},
};
use sea_orm::{ConnectionTrait, FromQueryResult, QueryResult, Value};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Where changes go on: in which database, since when, after which transaction and institution.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Cursor {
    history: i64,
    since: Option<DateTime<Utc>>,
    after: (i64, Uuid),
}

/// What can be given now.
struct Reach {
    /// Numbers of transactions mean nothing in another database, nor in this one before it was recovered.
    history: i64,
    /// Every transaction with a lower number is over.
    horizon: i64,
}

/// A page of changes.
///
/// # Errors
/// `invalid_parameter` for a time that is none or has not come, `invalid_cursor` when another query or another database gave the cursor.
pub async fn list(state: &AppState, ctx: &Ctx, query: &ChangesQuery) -> ApiResult<InstitutionChanges> {
    let since = since(query.updated_since.as_deref(), ctx.now)?;
    let size = usize::from(query.limit.unwrap_or(DEFAULT_PAGE_SIZE));
    let reach = reach(&state.db).await?;
    let from = match page::decode::<Cursor>(&PageQuery { limit: None, cursor: query.cursor.clone() })? {
        // A number that has not been reached is of a database that was restored since.
        Some(given) if given.history != reach.history || given.after.0 > reach.horizon => return Err(ProblemCode::InvalidCursor.into()),
        Some(given) if since.is_some() && since != given.since => return Err(ProblemCode::InvalidCursor.into()),
        Some(given) => given,
        None => Cursor { history: reach.history, since, after: (first(&state.db, since).await?, Uuid::nil()) },
    };
    let mut rows = changes(&state.db, &from, reach.horizon, size + 1).await?;
    let more = rows.len() > size;
    rows.truncate(size);
    let after = match rows.last() {
        Some(row) if more => (row.try_get("", "changed_in")?, row.try_get("", "institution_id")?),
        // Nothing is left below the horizon.
        _ => (reach.horizon, Uuid::nil()),
    };
    let resume_cursor = page::encode(&Cursor { after, ..from });
    Ok(InstitutionChanges {
        items: rows.iter().map(change).collect::<ApiResult<_>>()?,
        next_cursor: more.then(|| resume_cursor.clone()),
        resume_cursor,
    })
}

/// Gives changes of another database, which this one was restored from, a number of this one: theirs may not come for years, and what waits
/// for the horizon would wait as long. They count as changed now.
///
/// # Errors
/// When the database fails.
pub async fn adopt(state: &AppState) -> ApiResult<()> {
    let sql = "UPDATE listing_change SET changed_in = pg_current_xact_id()::text::bigint, changed_at = now()
               WHERE changed_in >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint";
    let adopted = db::transaction(&state.db, async |txn| {
        db::allow_long(txn).await?;
        db::execute(txn, sql, []).await
    })
    .await?;
    if adopted > 0 {
        tracing::warn!(institutions = adopted, "the database was restored from another one: its institutions count as changed now");
    }
    Ok(())
}

/// A time in the past. In an address that was put together by hand, a plus sign arrives as a space.
fn since(text: Option<&str>, now: DateTime<Utc>) -> ApiResult<Option<DateTime<Utc>>> {
    let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) else { return Ok(None) };
    let at = DateTime::parse_from_rfc3339(&text.replace(' ', "+"))
        .map_err(|_| ApiError::parameter("updated_since", FieldCode::WrongType))?
        .with_timezone(&Utc);
    // Nothing changed before there was a network; years that the database cannot count are long before.
    if at > now { Err(ApiError::parameter("updated_since", FieldCode::InFuture)) } else { Ok(Some(at.max(DateTime::UNIX_EPOCH))) }
}

async fn reach(db: &impl ConnectionTrait) -> ApiResult<Reach> {
    let sql = format!("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS horizon, {HISTORY} AS history");
    let row = db::query_one(db, sql, []).await?;
    let row = row.ok_or_else(|| ApiError::internal("Postgres does not say which transactions run"))?;
    Ok(Reach { history: row.try_get("", "history")?, horizon: row.try_get("", "horizon")? })
}

/// The lowest transaction that changed something since a time.
async fn first(db: &impl ConnectionTrait, since: Option<DateTime<Utc>>) -> ApiResult<i64> {
    let Some(since) = since else { return Ok(0) };
    // By the index of times: the one of transactions would be read from its beginning. Both bounds are said, since a plan that is made without
    // knowing one alone expects a third of the table.
    let sql = "SELECT min(changed_in + 0) AS first FROM listing_change WHERE changed_at BETWEEN $1 AND clock_timestamp()";
    let row = db::query_one(db, sql, [since.into()]).await?;
    Ok(row.map(|row| row.try_get::<Option<i64>>("", "first")).transpose()?.flatten().unwrap_or(i64::MAX))
}

async fn changes(db: &impl ConnectionTrait, from: &Cursor, horizon: i64, limit: usize) -> ApiResult<Vec<QueryResult>> {
    // The page is cut before anything is joined to it. The nil institution stands for what all are shown with.
    let sql = format!(
        "SELECT c.changed_in, c.institution_id, c.changed_at,
             l.name, l.name_kana, l.profile ->> 'name_en' AS name_en, l.kind, l.prefecture_code, m.name AS municipality_name,
             m.name_en AS municipality_name_en, a.code AS area_code, a.name AS area_name, a.name_en AS area_name_en, l.specialties, l.employment, l.guidance_offered,
             l.profile ->> 'headline' AS headline, l.published_on, l.fictional
         FROM (SELECT * FROM listing_change
               WHERE (changed_in, institution_id) > ($1, $2) AND changed_in < $3 AND changed_at >= $4 AND institution_id <> $5
               ORDER BY changed_in, institution_id LIMIT {limit}) c
         LEFT JOIN listing l ON l.institution_id = c.institution_id
         LEFT JOIN municipality m ON m.code = l.municipality_code
         LEFT JOIN secondary_medical_area a ON a.code = m.area_code
         ORDER BY c.changed_in, c.institution_id"
    );
    let values: [Value; 5] =
        [from.after.0.into(), from.after.1.into(), horizon.into(), from.since.unwrap_or(DateTime::UNIX_EPOCH).into(), Uuid::nil().into()];
    db::query_all(db, &sql, values).await
}

fn change(row: &QueryResult) -> ApiResult<InstitutionChange> {
    let listed = row.try_get::<Option<String>>("", "name")?.is_some();
    let listing = listed.then(|| Row::from_query_result(row, "").map(present)).transpose()?;
    let institution_id: InstitutionId = row.try_get("", "institution_id")?;
    Ok(InstitutionChange { institution_id, changed_at: row.try_get("", "changed_at")?, removed: !listed, listing })
}
