//! Keeping the index what the listing is.

use super::{
    DirectoryIndex, Follower,
    entry::{COLUMNS, Source, from},
};
use crate::{
    error::{ApiError, ApiResult},
    platform::{
        AppState, db, off_thread,
        search::{Entry, Filler, Index, Writer},
    },
};
use domain::problem::ProblemCode;
use futures_util::future::try_join_all;
use sea_orm::{FromQueryResult, QueryResult, Value, sqlx::postgres::PgListener};
use std::{
    collections::HashSet,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};
use tokio::{sync::watch, task::JoinHandle};
use uuid::Uuid;

/// Listings read at once.
const PAGE_SIZE: usize = 2000;
/// Fillers that work at the same time: one for each core, but no more, since each takes over 100 MB.
const MOST_FILLERS: usize = 2;
/// With more changes than this the index is made anew, which is faster and leaves it in better shape.
const MANY: usize = 20_000;
/// How long a change may stay unseen when nobody says that there is one: the listening connection may have been lost.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// The longest pause after failures and slow looks: a database that is back is noticed soon after.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);
/// A look that takes longer is a sign that the database is slow.
const SLOW: Duration = Duration::from_millis(250);
/// How long an answer of the database is waited for; longer than it lets a statement run.
const PATIENCE: Duration = Duration::from_secs(40);
const CHANNEL: &str = "listing_change";

/// Makes the index and follows the listing until `stop` becomes true.
pub async fn follow(state: AppState, mut stop: watch::Receiver<bool>) {
    let index = DirectoryIndex::of(&state);
    let (mut listener, mut failures) = (None, 0);
    while !*stop.borrow() {
        let look = async {
            // Listening comes before looking: what is committed in between is announced.
            if listener.is_none() {
                listener = listen(&state).await;
            }
            index.note_listening(listener.is_some());
            index.follow(&state).await
        };
        let followed = tokio::select! {
            // Nobody waits for an index that nobody will search.
            _ = stop.changed() => break,
            followed = look => followed,
        };
        let rest = match followed {
            Ok(look) => {
                if failures > 0 {
                    tracing::info!(failures, "the index of the directory follows again");
                }
                failures = 0;
                rest(look.took)
            }
            Err(error) => {
                failures += 1;
                tracing::error!(%error, failures, "the index of the directory could not follow, and stays as it is");
                pause(failures)
            }
        };
        if !rest.is_zero() {
            tokio::select! { _ = stop.changed() => {}, () = tokio::time::sleep(rest) => {} }
        }
        if failures > 0 {
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
            () = index.written() => {}
            () = tokio::time::sleep(LOOK_EVERY.max(rest)) => {}
        }
        if let Some(listening) = &mut listener {
            // One look answers everything that was said so far.
            while listening.next_buffered().is_some() {}
        }
    }
}

/// How long to wait after so many failures in a row: 1 s, 2 s, 4 s … up to the longest.
fn pause(failures: u32) -> Duration {
    Duration::from_secs(1 << failures.saturating_sub(1).min(5)).min(LONGEST_PAUSE)
}

/// How long to leave the database alone after a look, whatever is announced: as long as a slow one took.
fn rest(took: Duration) -> Duration {
    if took < SLOW { Duration::ZERO } else { took.min(LONGEST_PAUSE) }
}

async fn listen(state: &AppState) -> Option<PgListener> {
    let listening = async {
        let mut listener = PgListener::connect_with(state.db.get_postgres_connection_pool()).await?;
        listener.listen(CHANNEL).await?;
        Ok::<_, sea_orm::sqlx::Error>(listener)
    };
    listening.await.inspect_err(|error| tracing::warn!(%error, "changes of the listing are looked for every second")).ok()
}

/// An index of everything that is listed, tried for until it is made.
async fn successor(state: AppState) -> Follower {
    let mut failures = 0;
    loop {
        match everything(&state).await {
            Ok(made) => return made,
            Err(error) => {
                failures += 1;
                tracing::error!(%error, failures, "the index of the directory could not be made anew");
                tokio::time::sleep(pause(failures)).await;
            }
        }
    }
}

/// An index of everything that is listed.
pub(super) async fn everything(state: &AppState) -> ApiResult<Follower> {
    let started = Instant::now();
    let as_of = state.clock.now();
    // What changes while it is read comes again: from here on, everything is followed.
    let from = horizon(state).await?;
    let seen = changed_since(state, from).await?.into_iter().collect();
    let folder = state.config.index_dir.clone();
    let id = state.ids.next(state.clock.now());
    let index = off_thread(move || Ok(Arc::new(Index::make(&folder, id)?))).await?;
    let after = tokio::sync::Mutex::new(Uuid::nil());
    let fillers = std::thread::available_parallelism().map_or(1, usize::from).min(MOST_FILLERS);
    let filled = try_join_all((0..fillers).map(|_| fill(state, index.fill(), &after))).await?;
    let (counts, filled): (Vec<usize>, Vec<Filler>) = filled.into_iter().unzip();
    let count: usize = counts.iter().sum();
    let writer = {
        let index = index.clone();
        off_thread(move || Ok(index.take(filled)?)).await?
    };
    tracing::info!(listings = count, took = ?started.elapsed(), "the index of the directory is made");
    Ok(Follower { index, writer: Arc::new(Mutex::new(writer)), from, seen, as_of, successor: None, is_overtaken: false })
}

/// Puts page after page of listings into a filler until there are none left; returns how many. Fillers share `after`, the last id that was read,
/// so that no page is read twice.
async fn fill(state: &AppState, mut filler: Filler, after: &tokio::sync::Mutex<Uuid>) -> ApiResult<(usize, Filler)> {
    let mut count = 0;
    loop {
        let page = {
            let mut after = after.lock().await;
            let page = rows_after(state, *after).await?;
            if let Some(last) = page.last() {
                *after = last.try_get("", "institution_id")?;
            }
            page
        };
        let is_last = page.is_empty();
        count += page.len();
        filler = off_thread(move || {
            for row in page {
                filler.put(&entry(&row)?)?;
            }
            if is_last {
                filler.flush()?;
            }
            Ok(filler)
        })
        .await?;
        if is_last {
            return Ok((count, filler));
        }
    }
}

/// Brings in what changed; returns `false` when that is too much, and waits for the successor. How far it has read is noted at the end: what
/// fails or is cut off on the way is read again, and putting a listing in twice is the same as once.
pub(super) async fn changes(state: &AppState, follower: &mut Follower) -> ApiResult<bool> {
    if follower.is_overtaken {
        return Ok(false);
    }
    // Looked at before the changes: what a transaction did that is older than this is seen by the next statement.
    let horizon = horizon(state).await?;
    let mut changed = changed_since(state, follower.from).await?;
    changed.retain(|(id, changed_in)| follower.seen.get(id) != Some(changed_in));
    follower.is_overtaken = changed.len() > MANY;
    let of_all = changed.iter().find(|(id, _)| id.is_nil()).copied();
    if follower.is_overtaken || of_all.is_some() {
        // One that is being made already may have read what was before.
        follower.successor.replace(tokio::spawn(successor(state.clone()))).inspect(JoinHandle::abort);
        follower.seen.extend(of_all);
    }
    if follower.is_overtaken {
        return Ok(false);
    }
    let ids: Vec<Uuid> = changed.iter().map(|(id, _)| *id).filter(|id| !id.is_nil()).collect();
    for ids in ids.chunks(PAGE_SIZE) {
        let sql = format!("{} WHERE l.institution_id = ANY($1)", select());
        let rows = rows(state, &sql, vec![ids.to_vec().into()]).await?;
        let (writer, ids) = (follower.writer.clone(), ids.to_vec());
        off_thread(move || replace(&writer, &ids, &rows)).await?;
    }
    if !ids.is_empty() {
        let (index, writer) = (follower.index.clone(), follower.writer.clone());
        let commit = move || {
            writer.lock().unwrap_or_else(PoisonError::into_inner).commit()?;
            Ok(index.refresh()?)
        };
        off_thread(commit).await?;
    }
    follower.from = horizon;
    follower.seen.extend(changed);
    follower.seen.retain(|_, changed_in| *changed_in >= horizon);
    Ok(true)
}

fn select() -> String {
    format!("SELECT {COLUMNS} FROM {}", from())
}

/// The SQL that reads everything the index is made of. The benchmark runs it to compare the start with.
#[must_use]
pub fn statement() -> String {
    format!("{} ORDER BY l.institution_id", select())
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
    let rows = rows(state, sql, Vec::new()).await?;
    let row = rows.first().ok_or_else(|| ApiError::internal("Postgres does not say which transactions run"))?;
    Ok(row.try_get("", "xmin")?)
}

async fn rows(state: &AppState, sql: &str, values: Vec<Value>) -> ApiResult<Vec<QueryResult>> {
    let answer = db::query_all(&state.db, sql, values);
    // A connection over which nothing comes any more would be waited for without end.
    let answer = tokio::time::timeout(PATIENCE, answer).await;
    answer.map_err(|_| ApiError::because(ProblemCode::Unavailable, "the database does not answer"))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_with_failures_and_end() {
        let seconds = |failures| pause(failures).as_secs();
        assert_eq!([1, 2, 3, 4, 5, 6, 1000].map(seconds), [1, 2, 4, 8, 16, 30, 30]);
    }

    #[test]
    fn a_slow_database_is_left_alone_for_as_long_as_it_took() {
        assert_eq!(rest(Duration::from_millis(20)), Duration::ZERO);
        assert_eq!(rest(Duration::from_secs(3)), Duration::from_secs(3));
        assert_eq!(rest(Duration::from_secs(300)), LONGEST_PAUSE);
    }
}
