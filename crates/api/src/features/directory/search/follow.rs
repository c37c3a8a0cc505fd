//! Keeping the index what the listing is.

use super::{
    Follower,
    entry::{COLUMNS, FROM, Source},
};
use crate::{
    app::AppState,
    error::{ApiError, ApiResult},
    platform::{
        off_thread,
        search::{Entry, Index, Writer},
    },
};
use sea_orm::{ConnectionTrait, DbBackend, FromQueryResult, QueryResult, Statement, Value, sqlx::postgres::PgListener};
use std::{
    collections::HashSet,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::{sync::watch, task::JoinHandle};
use uuid::Uuid;

/// Listings read at once.
const PAGE_SIZE: usize = 2000;
/// With more changes than this the index is made anew, which is faster and leaves it in better shape.
const MANY: usize = 20_000;
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
        state.directory.note_listening(listener.is_some());
        let followed = tokio::select! {
            // Nobody waits for an index that nobody will search.
            _ = stop.changed() => break,
            followed = state.directory.follow(&state) => followed,
        };
        if let Err(error) = followed {
            tracing::error!(%error, "the index of the directory could not follow");
            tokio::select! { _ = stop.changed() => {}, () = tokio::time::sleep(PAUSE) => {} }
            continue;
        }
        let announced = async {
            match &mut listener {
                // A connection that was lost and made again may have missed something: one look more.
                Some(listening) => listening.try_recv().await.is_ok(),
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            _ = stop.changed() => {}
            heard = announced => if !heard { listener = None },
            () = state.directory.written() => {}
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
pub(super) async fn everything(state: AppState) -> ApiResult<Follower> {
    let started = std::time::Instant::now();
    // What changes while it is read comes again: from here on, everything is followed.
    let from = horizon(&state).await?;
    let seen = changed_since(&state, from).await?.into_iter().collect();
    let folder = state.config.index_dir.clone();
    let id = state.ids.next(state.clock.now());
    let (index, mut writer) = off_thread(move || {
        let index = Arc::new(Index::make(&folder, id)?);
        let writer = index.fill()?;
        Ok((index, writer))
    })
    .await?;
    let mut count = 0;
    let mut page = rows_after(&state, Uuid::nil()).await?;
    while let Some(last) = page.last() {
        let after = last.try_get("", "institution_id")?;
        count += page.len();
        // Postgres reads the next page while this one is cut into pieces.
        let put = off_thread(move || {
            for row in page {
                writer.put(&entry(&row)?)?;
            }
            Ok(writer)
        });
        (writer, page) = tokio::try_join!(put, rows_after(&state, after))?;
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
    Ok(Follower { index, writer: Arc::new(Mutex::new(writer)), from, seen, successor: None })
}

/// Brings in what changed; nothing when so much did that the index has to be made anew first.
pub(super) async fn changes(state: &AppState, mut follower: Follower) -> ApiResult<Option<Follower>> {
    // Looked at before the changes: what a transaction did that is older than this is seen by the next statement.
    let horizon = horizon(state).await?;
    let mut changed = changed_since(state, follower.from).await?;
    changed.retain(|(id, changed_in)| follower.seen.insert(*id, *changed_in) != Some(*changed_in));
    if changed.len() > MANY {
        return Ok(None);
    }
    if changed.iter().any(|(id, _)| id.is_nil()) {
        // One that is being made already may have read what was before.
        follower.successor.replace(tokio::spawn(everything(state.clone()))).inspect(JoinHandle::abort);
        changed.retain(|(id, _)| !id.is_nil());
    }
    follower.from = horizon;
    follower.seen.retain(|_, changed_in| *changed_in >= horizon);
    let changed: Vec<Uuid> = changed.into_iter().map(|(id, _)| id).collect();
    for ids in changed.chunks(PAGE_SIZE) {
        let sql = format!("{} WHERE l.institution_id = ANY($1)", select());
        let rows = rows(state, &sql, vec![ids.to_vec().into()]).await?;
        let (writer, ids) = (follower.writer.clone(), ids.to_vec());
        off_thread(move || replace(&writer, &ids, &rows)).await?;
    }
    if !changed.is_empty() {
        let (index, writer) = (follower.index.clone(), follower.writer.clone());
        let commit = move || {
            writer.lock().unwrap_or_else(PoisonError::into_inner).commit()?;
            Ok(index.refresh()?)
        };
        off_thread(commit).await?;
    }
    Ok(Some(follower))
}

fn select() -> String {
    format!("SELECT {COLUMNS} FROM {FROM}")
}

async fn rows_after(state: &AppState, after: Uuid) -> ApiResult<Vec<QueryResult>> {
    let sql = format!("{} WHERE l.institution_id > $1 ORDER BY l.institution_id LIMIT {PAGE_SIZE}", select());
    rows(state, &sql, vec![after.into()]).await
}

/// Listings and the transactions that changed them last, from a transaction on. Both bounds are said: for one alone, a plan made
/// without knowing it expects a third of the table.
async fn changed_since(state: &AppState, from: i64) -> ApiResult<Vec<(Uuid, i64)>> {
    let sql = "SELECT institution_id, changed_in FROM listing_change WHERE changed_in BETWEEN $1 AND $2";
    let rows = rows(state, sql, vec![from.into(), i64::MAX.into()]).await?;
    rows.iter().map(|row| Ok((row.try_get("", "institution_id")?, row.try_get("", "changed_in")?))).collect()
}

/// Puts what is listed into the index, and takes the others out.
fn replace(writer: &Mutex<Writer>, ids: &[Uuid], rows: &[QueryResult]) -> ApiResult<()> {
    let writer = writer.lock().unwrap_or_else(PoisonError::into_inner);
    let mut gone: HashSet<Uuid> = ids.iter().copied().collect();
    for row in rows {
        let entry = entry(row)?;
        gone.remove(&entry.id);
        writer.put(&entry)?;
    }
    gone.into_iter().for_each(|id| writer.remove(id));
    Ok(())
}

fn entry(row: &QueryResult) -> ApiResult<Entry> {
    Source::from_query_result(row, "")?.entry()
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
