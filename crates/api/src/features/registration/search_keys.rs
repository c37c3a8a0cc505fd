//! Stored search keys follow the rules they are folded by: when the program's are newer, the keys are made anew.
//!
//! What is only kept in the processes' memory (the index of the directory, the names of the official lists) is made with every start.

use super::{listing, repo};
use crate::{
    entity::{listing as listing_row, registration},
    error::ApiResult,
    features::places::Place,
    platform::{AppState, db},
};
use domain::{ids::RegistrationId, search::SEARCH_KEY_VERSION};
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Statement};
use uuid::Uuid;

/// Rows read at once.
const PAGE: usize = 1000;
/// Processes that start together take turns; the number means nothing else.
const LOCK: i64 = 0x666f_6c64;

/// Makes every stored key anew when it was folded by older rules; tells how many are different now. A program that is older than the
/// keys leaves them alone.
///
/// # Errors
/// When the database fails; then nothing has changed.
pub async fn rebuild_search_keys(state: &AppState) -> ApiResult<u64> {
    db::transaction(&state.db, async |txn| {
        db::allow_long(txn).await?;
        db::execute(txn, "SELECT pg_advisory_xact_lock($1)", [LOCK.into()]).await?;
        let row = txn.query_one_raw(Statement::from_string(DbBackend::Postgres, "SELECT version FROM search_folding")).await?;
        let stored: Option<i32> = row.map(|row| row.try_get("", "version")).transpose()?;
        if stored.is_some_and(|stored| stored >= SEARCH_KEY_VERSION) {
            return Ok(0);
        }
        let changed = registrations(txn).await? + listings(txn).await?;
        let sql = "INSERT INTO search_folding (version) VALUES ($1) ON CONFLICT (one) DO UPDATE SET version = excluded.version";
        db::execute(txn, sql, [SEARCH_KEY_VERSION.into()]).await?;
        tracing::info!(version = SEARCH_KEY_VERSION, changed, "search keys follow the rules they are folded by");
        Ok(changed)
    })
    .await
}

async fn registrations(txn: &DatabaseTransaction) -> ApiResult<u64> {
    let (mut after, mut changed) = (RegistrationId(Uuid::nil()), 0);
    loop {
        let rows = registration::Entity::find()
            .filter(registration::Column::Id.gt(after))
            .order_by_asc(registration::Column::Id)
            .limit(PAGE as u64)
            .all(txn)
            .await?;
        let Some(last) = rows.last() else { return Ok(changed) };
        after = last.id;
        let keys = rows.iter().map(|row| (row.id.0, repo::key(row))).collect();
        changed += write(txn, "registration", "id", keys).await?;
    }
}

async fn listings(txn: &DatabaseTransaction) -> ApiResult<u64> {
    let (places, nowhere) = (Place::all(txn).await?, Place::default());
    let (mut after, mut changed) = (Uuid::nil(), 0);
    loop {
        let rows = listing_row::Entity::find()
            .filter(listing_row::Column::InstitutionId.gt(after))
            .order_by_asc(listing_row::Column::InstitutionId)
            .limit(PAGE as u64)
            .all(txn)
            .await?;
        let Some(last) = rows.last() else { return Ok(changed) };
        after = last.institution_id.0;
        let place = |code: &str| places.get(code).unwrap_or(&nowhere);
        let keys =
            rows.iter().map(|row| (row.institution_id.0, listing::search_key(&row.profile, place(&row.municipality_code)))).collect();
        changed += write(txn, "listing", "institution_id", keys).await?;
    }
}

async fn write(txn: &DatabaseTransaction, table: &str, id: &str, keys: Vec<(Uuid, String)>) -> ApiResult<u64> {
    let (ids, keys): (Vec<Uuid>, Vec<String>) = keys.into_iter().unzip();
    let sql = format!(
        "UPDATE {table} t SET search_key = v.key FROM unnest($1::uuid[], $2::text[]) AS v (id, key)
        WHERE t.{id} = v.id AND t.search_key <> v.key"
    );
    db::execute(txn, &sql, [ids.into(), keys.into()]).await
}
