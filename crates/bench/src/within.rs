//! What is measured inside a process, without HTTP: each query by itself, and a thousand words against `LIKE`.

use crate::{
    corpus::{Corpus, Dice},
    terms,
};
use anyhow::{Context, Result};
use api::{
    app::AppState,
    features::directory::{self, search::DirectoryIndex},
    platform::clock::{Clock, SystemClock},
};
use chrono::{DateTime, Utc};
use domain::{directory::DirectoryQuery, search::Words};
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use std::{
    collections::HashMap,
    time::{Duration, Instant},
};

/// Times of one kind of query, in milliseconds.
#[derive(Debug, Clone, Copy)]
pub struct Times {
    pub p50: f64,
    pub p99: f64,
}

/// A clock for an index that follows nothing while it is measured: to it, no time passes.
#[derive(Debug)]
pub struct Stopped(DateTime<Utc>);

impl Stopped {
    /// Stopped at this moment.
    pub fn now() -> Self {
        Stopped(SystemClock.now())
    }
}

impl Clock for Stopped {
    fn now(&self) -> DateTime<Utc> {
        self.0
    }
}

/// Runs every query once, one after the other.
pub fn times<T>(queries: &[T], mut run: impl FnMut(&T) -> Result<()>) -> Result<Times> {
    let mut times = Vec::with_capacity(queries.len());
    for query in queries {
        let started = Instant::now();
        run(query)?;
        times.push(started.elapsed());
    }
    times.sort_unstable();
    let at = |part: usize| times.get(times.len().saturating_sub(1) * part / 100).copied().unwrap_or(Duration::ZERO).as_secs_f64() * 1000.0;
    Ok(Times { p50: at(50), p99: at(99) })
}

/// Answers a query as the handler does, up to the text on the wire.
pub fn list(state: &AppState, query: &DirectoryQuery) -> Result<()> {
    let filter = directory::Filter::parse(query)?;
    let page = directory::search::list(state, &filter, &directory::Filter::page(query))?;
    serde_json::to_vec(&page)?;
    Ok(())
}

/// Counts the facets of a query.
pub fn facets(state: &AppState, query: &DirectoryQuery) -> Result<()> {
    serde_json::to_vec(&directory::search::facets(state, &directory::Filter::parse(query)?)?)?;
    Ok(())
}

/// Words that index and `LIKE` do not agree on, out of `count` of one to six characters.
pub async fn disagreements(state: &AppState, corpus: &Corpus, listings: usize, count: usize) -> Result<Vec<String>> {
    let mut dice = Dice::of(7);
    let mut asked: Vec<String> = Vec::new();
    for length in 1..=6 {
        asked.extend(terms::pieces(corpus, listings, &mut dice, length, count / 6));
        // Of characters that seldom stand beside each other.
        let mixed = terms::pieces(corpus, listings, &mut dice, length, count / 60);
        asked.extend(mixed.iter().map(|term| term.chars().rev().collect()));
    }
    asked.retain(|term| Words::parse(term).is_ok_and(|words| matches!(words.as_slice(), [one] if one.forms() == [term.as_str()])));
    asked.truncate(count);
    let expected = by_like(state, &asked).await?;
    let snapshot = DirectoryIndex::of(state).snapshot(state.clock.now())?;
    let mut differing = Vec::new();
    for (number, term) in asked.iter().enumerate() {
        let ids = snapshot.ids(&Words::parse(term)?)?;
        let sum = ids.iter().fold(0u64, |sum, id| sum ^ low(id.as_u128()));
        let found = (i64::try_from(ids.len())?, sum);
        if expected.get(&number).copied().unwrap_or_default() != found {
            differing.push(format!("{term}: {} by LIKE, {} by the index", expected.get(&number).map_or(0, |(count, _)| *count), ids.len()));
        }
    }
    println!("  {} words compared, {} listings hold one on average", asked.len(), mean(expected.values().map(|(count, _)| *count)));
    Ok(differing)
}

/// The part of an id that tells listings apart.
#[expect(clippy::cast_possible_truncation, reason = "the lower half is what is wanted")]
fn low(id: u128) -> u64 {
    id as u64
}

fn mean(counts: impl ExactSizeIterator<Item = i64>) -> i64 {
    let number = i64::try_from(counts.len()).unwrap_or(1).max(1);
    counts.sum::<i64>() / number
}

/// How many listings hold each word, and the exclusive or of their ids: every listing is read once and compared with every word.
async fn by_like(state: &AppState, terms: &[String]) -> Result<HashMap<usize, (i64, u64)>> {
    // The text is taken out of its compressed form once for all words; OFFSET 0 keeps the planner from turning the loops around.
    let sql = "SELECT t.number, count(*) AS count, bit_xor(l.low) AS low
        FROM (SELECT search_key || '' AS key, ('x' || replace(right(institution_id::text, 17), '-', ''))::bit(64)::bigint AS low
              FROM listing WHERE ascii(right(institution_id::text, 1)) % 2 = $1 OFFSET 0) l
        CROSS JOIN LATERAL (SELECT number FROM unnest($2::text[]) WITH ORDINALITY AS given (pattern, number)
              WHERE l.key LIKE pattern ESCAPE '\\' OFFSET 0) t
        GROUP BY t.number";
    let patterns: Vec<String> = terms.iter().map(|term| api::platform::db::search::pattern(term)).collect();
    // On two connections, and so on both cores.
    let half = |rest: i32| {
        let statement = Statement::from_sql_and_values(DbBackend::Postgres, sql, [rest.into(), patterns.clone().into()]);
        async move { state.db.query_all_raw(statement).await }
    };
    let (even, odd) = futures_util::future::try_join(half(0), half(1)).await?;
    let mut found: HashMap<usize, (i64, u64)> = HashMap::new();
    for row in even.iter().chain(&odd) {
        let (number, count, low): (i64, i64, i64) = (row.try_get("", "number")?, row.try_get("", "count")?, row.try_get("", "low")?);
        let one = found.entry(usize::try_from(number - 1).context("an ordinal number")?).or_default();
        *one = (one.0 + count, one.1 ^ low.cast_unsigned());
    }
    Ok(found)
}
