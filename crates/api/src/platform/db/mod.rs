//! The database: pool, transactions with bounded retries, constraint names to problem codes.

pub mod conflict;
pub mod replica;
pub mod search;
mod sql;

pub use sql::{execute, exists, next_number, query_all, query_one, row, rows, terms, terms_where};

use crate::{
    config::Config,
    error::{ApiError, ApiResult},
};
use migrations::{Migrator, MigratorTrait};
use sea_orm::{
    AccessMode, ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbErr, IsolationLevel, TransactionTrait,
};
use std::time::Duration;

/// How often a transaction is tried when Postgres asks for it to be repeated, or its connection is lost.
const TRIES: u32 = 3;
/// Postgres cannot end and be back in less: what was used so lately is not asked first whether it lives.
const STALE_AFTER: Duration = Duration::from_millis(20);
/// Any number; names the lock that whoever prepares the database for a version holds.
const PREPARING: i64 = 7_246_032;

/// How long Postgres lets a request's statement run, wait for a lock, and let its transaction wait for us. What takes longer is given up,
/// so that one slow request does not hold up others.
const LIMITS: [(&str, &str); 3] = [("statement_timeout", "30s"), ("lock_timeout", "10s"), ("idle_in_transaction_session_timeout", "60s")];
/// The same for whole files and everything that is listed.
const LONG: &str = "1h";

/// Opens the pool that answers requests.
///
/// # Errors
/// When the database cannot be reached.
pub async fn connect(config: &Config, connections: u32) -> Result<DatabaseConnection, DbErr> {
    open(config.database_url.reveal(), connections, &LIMITS, false).await
}

/// Opens a pool for a command at a terminal, whose statements take as long as they take.
///
/// # Errors
/// When the database cannot be reached.
pub async fn connect_for_command(config: &Config) -> Result<DatabaseConnection, DbErr> {
    open(config.database_url.reveal(), 5, &[], false).await
}

/// Opens a pool; with `lazy`, its first connection is made when it is needed.
async fn open(url: &str, connections: u32, limits: &'static [(&str, &str)], lazy: bool) -> Result<DatabaseConnection, DbErr> {
    let mut options = ConnectOptions::new(url.to_owned());
    options
        .max_connections(connections)
        .connect_lazy(lazy)
        .connect_timeout(Duration::from_secs(5))
        .acquire_timeout(Duration::from_secs(5))
        .sqlx_logging(false)
        // That question costs as much as most answers; under load, nobody waits for it.
        .test_before_acquire_if_idle_for(STALE_AFTER)
        // sea-orm binds LIMIT as a parameter, and Postgres would plan every joined list query anew.
        .map_sqlx_postgres_opts(|options| {
            options.options([("plan_cache_mode", "force_generic_plan")]).options(limits.iter().copied()).application_name("gm-network")
        });
    Database::connect(options).await
}

/// Lets a transaction of the pool that answers requests take as long as whole files do.
///
/// # Errors
/// When the database fails.
pub async fn allow_long(txn: &impl ConnectionTrait) -> ApiResult<()> {
    for (setting, _) in LIMITS {
        execute(txn, "SELECT set_config($1, $2, true)", [setting.into(), LONG.into()]).await?;
    }
    Ok(())
}

/// Does what prepares the database for a version, one process at a time: of two starts, the second waits and finds nothing to do.
///
/// # Errors
/// When the database fails. What `work` answered is in the result.
pub async fn one_at_a_time<T>(db: &DatabaseConnection, work: impl Future<Output = T>) -> Result<T, DbErr> {
    // The lock ends with the transaction, and so with its process.
    let turn = db.begin().await?;
    for (setting, _) in LIMITS {
        turn.execute_unprepared(&format!("SET LOCAL {setting} = 0")).await?;
    }
    turn.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({PREPARING})")).await?;
    let outcome = work.await;
    turn.rollback().await?;
    Ok(outcome)
}

/// Brings the schema up to date.
///
/// # Errors
/// When the database fails or refuses.
pub async fn migrate(db: &DatabaseConnection) -> Result<(), DbErr> {
    one_at_a_time(db, Migrator::up(db, None)).await?
}

/// Runs a command's writes in one transaction: committed when `work` succeeds, rolled back otherwise. Repeated, at most
/// three times, when Postgres reports a serialization failure or a deadlock, and when the connection is lost before the commit; so `work`
/// has no effect outside the database.
///
/// # Errors
/// What `work` answered, or the database's own failure.
pub async fn transaction<T>(db: &DatabaseConnection, work: impl AsyncFn(&DatabaseTransaction) -> ApiResult<T>) -> ApiResult<T> {
    let mut tries = 0;
    loop {
        tries += 1;
        let failed = match attempt(db, &work).await {
            Attempt::Over(outcome) => return outcome,
            Attempt::RolledBack(error) => error,
        };
        match failed {
            ApiError::Database(error) if tries < TRIES && (conflict::is_retryable(&error) || conflict::is_connection_lost(&error)) => {
                tracing::debug!(tries, %error, "the transaction is repeated");
            }
            failed => return Err(failed),
        }
    }
}

/// How a transaction ended.
enum Attempt<T> {
    /// Committed, or nobody knows whether.
    Over(ApiResult<T>),
    /// Nothing of it is left.
    RolledBack(ApiError),
}

async fn attempt<T>(db: &DatabaseConnection, work: &impl AsyncFn(&DatabaseTransaction) -> ApiResult<T>) -> Attempt<T> {
    let txn = match db.begin().await {
        Ok(txn) => txn,
        Err(error) => return Attempt::RolledBack(error.into()),
    };
    match work(&txn).await {
        Ok(value) => match txn.commit().await {
            // Postgres itself says that it did not commit.
            Err(error) if conflict::is_retryable(&error) => Attempt::RolledBack(error.into()),
            outcome => Attempt::Over(outcome.map(|()| value).map_err(ApiError::from)),
        },
        Err(error) => {
            if let Err(failed) = txn.rollback().await {
                // It ends with its connection; what went wrong first is what matters.
                tracing::debug!(error = %failed, "a transaction could not be rolled back");
            }
            Attempt::RolledBack(error)
        }
    }
}

/// A consistent view over several reads, such as a data export.
///
/// # Errors
/// What `work` answered, or the database's own failure.
pub async fn snapshot<T>(db: &DatabaseConnection, work: impl AsyncFn(&DatabaseTransaction) -> ApiResult<T>) -> ApiResult<T> {
    let txn = db.begin_with_config(Some(IsolationLevel::RepeatableRead), Some(AccessMode::ReadOnly)).await?;
    let outcome = work(&txn).await;
    txn.rollback().await?;
    outcome
}
