//! Keeping the index what the listing is.

use super::{
    Follower,
    entry::{COLUMNS, JOINS, Source},
};
use crate::{
    app::AppState,
    error::{ApiError, ApiResult},
    platform::search::{Entry, Index, Writer},
};
use sea_orm::{ConnectionTrait, DbBackend, FromQueryResult, QueryResult, Statement, Value, sqlx::postgres::PgListener};
use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::sync::watch;
use uuid::Uuid;

/// Listings read at once while the index is made.
const PAGE: u64 = 2000;
/// How long a change may stay unseen when nobody says that there is one: the listening connection may have been lost.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// After a failure, in which every process may be at once.
const PAUSE: Duration = Duration::from_secs(3);
const CHANNEL: &str = "listing_change";

/// Makes the index and follows the listing until `stop` becomes true.
pub async fn follow(state: AppState, mut stop: watch::Receiver<bool>) {
    let mut listener = None;
    while !*stop.borrow() {
        // Listening comes before looking: what is committed in between is announced.
        if listener.is_none() {
            listener = listen(&state).await;
        }
        let started = std::time::Instant::now();
        match state.directory.catch_up(&state).await {
            Ok(()) => tracing::trace!(took = ?started.elapsed(), "the index is current"),
            Err(error) => {
                tracing::error!(%error, "the index of the directory could not follow");
                tokio::select! { _ = stop.changed() => {}, () = tokio::time::sleep(PAUSE) => {} }
                continue;
            }
        }
        let announced = async {
            match &mut listener {
                Some(listening) => listening.recv().await.is_ok(),
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            _ = stop.changed() => {}
            heard = announced => if !heard { listener = None },
            () = tokio::time::sleep(LOOK_EVERY) => {}
        }
        if let Some(listening) = &mut listener {
            // One look answers everything that was said so far.
            while listening.next_buffered().is_some() {}
        }
    }
}

async fn listen(state: &AppState) -> Option<PgListener> {
    let listening = async {
        let mut listener = PgListener::connect_with(state.db.get_postgres_connection_pool()).await?;
        listener.listen(CHANNEL).await?;
        Ok::<_, sea_orm::sqlx::Error>(listener)
    };
    listening.await.inspect_err(|error| tracing::warn!(%error, "changes of the listing are looked for every second")).ok()
}

/// An index of everything that is listed.
pub(super) async fn everything(state: &AppState) -> ApiResult<Follower> {
    let started = std::time::Instant::now();
    // What changes while it is read comes again: from here on, everything is followed.
    let from = horizon(state).await?;
    let seen = last_change_of_all(state).await?.map(|changed_in| (Uuid::nil(), changed_in)).into_iter().collect();
    let folder = state.config.index_dir.clone();
    let id = state.ids.next(state.clock.now());
    let (index, mut writer) = off_thread(move || {
        let index = Arc::new(Index::make(&folder, id)?);
        let writer = index.fill()?;
        Ok((index, writer))
    })
    .await?;
    let (mut after, mut count) = (Uuid::nil(), 0);
    loop {
        let sql = format!("SELECT {COLUMNS} FROM listing l {JOINS} WHERE l.institution_id > $1 ORDER BY l.institution_id LIMIT {PAGE}");
        let rows = rows(state, &sql, vec![after.into()]).await?;
        let Some(last) = rows.last() else { break };
        after = last.try_get("", "institution_id")?;
        count += rows.len();
        writer = off_thread(move || {
            for row in rows {
                writer.put(&entry(&row)?)?;
            }
            Ok(writer)
        })
        .await?;
    }
    let writer = {
        let index = index.clone();
        off_thread(move || {
            writer.commit()?;
            // There is one writer at a time.
            drop(writer);
            index.refresh()?;
            Ok(index.change()?)
        })
        .await?
    };
    tracing::info!(listings = count, took = ?started.elapsed(), "the index of the directory is made");
    Ok(Follower { index, writer: Arc::new(Mutex::new(writer)), from, seen })
}

/// Brings in what changed; nothing when everything did, and the index has to be made anew.
pub(super) async fn changes(state: &AppState, mut follower: Follower) -> ApiResult<Option<Follower>> {
    // Looked at before the changes: what a transaction did that is older than this is seen by the next statement.
    let horizon = horizon(state).await?;
    let sql = format!(
        "SELECT c.institution_id AS changed_id, c.changed_in, l.institution_id IS NOT NULL AS listed, {COLUMNS}
         FROM listing_change c LEFT JOIN listing l ON l.institution_id = c.institution_id {JOINS} WHERE c.changed_in >= $1"
    );
    let mut changes = Vec::new();
    for row in rows(state, &sql, vec![follower.from.into()]).await? {
        let (id, changed_in): (Uuid, i64) = (row.try_get("", "changed_id")?, row.try_get("", "changed_in")?);
        if follower.seen.insert(id, changed_in) == Some(changed_in) {
            continue;
        }
        if id.is_nil() {
            return Ok(None);
        }
        changes.push((id, row.try_get::<bool>("", "listed")?.then_some(row)));
    }
    follower.from = horizon;
    follower.seen.retain(|_, changed_in| *changed_in >= horizon);
    if !changes.is_empty() {
        let (index, writer) = (follower.index.clone(), follower.writer.clone());
        off_thread(move || write(&index, &writer, changes)).await?;
    }
    Ok(Some(follower))
}

fn write(index: &Index, writer: &Mutex<Writer>, changes: Vec<(Uuid, Option<QueryResult>)>) -> ApiResult<()> {
    let mut writer = writer.lock().unwrap_or_else(PoisonError::into_inner);
    for (id, row) in changes {
        match row {
            Some(row) => writer.put(&entry(&row)?)?,
            None => writer.remove(id),
        }
    }
    writer.commit()?;
    Ok(index.refresh()?)
}

fn entry(row: &QueryResult) -> ApiResult<Entry> {
    Source::from_query_result(row, "")?.entry()
}

/// The transaction that last changed what all listings are shown with.
async fn last_change_of_all(state: &AppState) -> ApiResult<Option<i64>> {
    let sql = "SELECT changed_in FROM listing_change WHERE institution_id = $1";
    let found = rows(state, sql, vec![Uuid::nil().into()]).await?;
    Ok(found.first().map(|row| row.try_get("", "changed_in")).transpose()?)
}

/// The oldest transaction that still runs: those before it are over, and what they did can be seen.
async fn horizon(state: &AppState) -> ApiResult<i64> {
    let sql = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS xmin";
    let row = state.db.query_one_raw(Statement::from_string(DbBackend::Postgres, sql)).await?;
    Ok(row.ok_or_else(|| ApiError::internal("Postgres does not say which transactions run"))?.try_get("", "xmin")?)
}

async fn rows(state: &AppState, sql: &str, values: Vec<Value>) -> ApiResult<Vec<QueryResult>> {
    Ok(state.db.query_all_raw(Statement::from_sql_and_values(DbBackend::Postgres, sql, values)).await?)
}

/// Work on files and on many texts, away from the threads that answer requests.
async fn off_thread<T: Send + 'static>(work: impl FnOnce() -> ApiResult<T> + Send + 'static) -> ApiResult<T> {
    tokio::task::spawn_blocking(work).await.map_err(ApiError::internal)?
}
