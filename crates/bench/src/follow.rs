//! From a commit until the API finds what was committed.

use crate::{
    corpus,
    drive::{Connection, request},
    within::Times,
};
use anyhow::{Result, bail, ensure};
use domain::search::fold;
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};
use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

/// Changes listings one by one and asks until each is found.
pub async fn searchable(db: &DatabaseConnection, address: SocketAddr, listings: usize, rounds: usize) -> Result<Times> {
    let mut connection = Connection::open(address).await?;
    let mut times = Vec::new();
    for round in 0..rounds {
        let word = fold(&format!("しるし{round}番"));
        let sql = "UPDATE listing SET search_key = search_key || E'\\n' || $1 WHERE institution_id = $2";
        let id = corpus::id(round * 7919 % listings);
        let changed = db.execute_raw(Statement::from_sql_and_values(DbBackend::Postgres, sql, [word.clone().into(), id.into()])).await?;
        let committed = Instant::now();
        ensure!(changed.rows_affected() == 1, "{id} is not there");
        let query = form_urlencoded::Serializer::new(String::new()).append_pair("q", &word).finish();
        let ask = request(&format!("/api/v1/institutions?{query}"));
        let wanted = id.to_string();
        loop {
            ensure!(connection.ask(&ask).await? == 200, "a search failed");
            if connection.body().windows(wanted.len()).any(|part| part == wanted.as_bytes()) {
                break;
            }
            if committed.elapsed() > Duration::from_secs(30) {
                bail!("{word} is not found after half a minute");
            }
        }
        times.push(committed.elapsed());
        // Nobody writes without a pause, and what follows a change in the background is not to be measured as the next one's time.
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    times.sort_unstable();
    let at = |part: usize| times[(times.len() - 1) * part / 100].as_secs_f64() * 1000.0;
    Ok(Times { p50: at(50), p99: at(99) })
}
