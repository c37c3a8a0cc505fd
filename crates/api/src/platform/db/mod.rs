//! The database: pool, transactions with bounded retries, constraint names to problem codes.

pub mod conflict;
pub mod search;

use crate::{
    config::Config,
    error::{ApiError, ApiResult},
};
use sea_orm::{
    AccessMode, ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, IsolationLevel,
    Statement, TransactionTrait, Value,
};
use std::time::Duration;

/// How often a transaction is tried when Postgres asks for it to be repeated.
const TRIES: u32 = 3;

/// Opens the pool.
///
/// # Errors
/// When the database cannot be reached.
pub async fn connect(config: &Config, connections: u32) -> Result<DatabaseConnection, DbErr> {
    let mut options = ConnectOptions::new(config.database_url.reveal().clone());
    options
        .max_connections(connections)
        .connect_timeout(Duration::from_secs(5))
        .acquire_timeout(Duration::from_secs(5))
        .sqlx_logging(false)
        // A connection that was used a moment ago is not asked first whether it lives: that question costs as much as most answers.
        .test_before_acquire_if_idle_for(Duration::from_secs(1))
        // sea-orm binds LIMIT as a parameter, and Postgres would plan every joined list query anew.
        .map_sqlx_postgres_opts(|options| options.options([("plan_cache_mode", "force_generic_plan")]).application_name("gm-network"));
    Database::connect(options).await
}

/// Runs a command's writes in one transaction: committed when `work` succeeds, rolled back otherwise. Repeated, at most
/// three times, when Postgres reports a serialization failure or a deadlock; so `work` has no effect outside the database.
///
/// # Errors
/// What `work` answered, or the database's own failure.
pub async fn transaction<T>(db: &DatabaseConnection, work: impl AsyncFn(&DatabaseTransaction) -> ApiResult<T>) -> ApiResult<T> {
    let mut tries = 0;
    loop {
        tries += 1;
        let txn = db.begin().await?;
        let outcome = match work(&txn).await {
            Ok(value) => txn.commit().await.map(|()| value).map_err(ApiError::from),
            Err(error) => {
                txn.rollback().await?;
                Err(error)
            }
        };
        match outcome {
            Err(ApiError::Database(error)) if tries < TRIES && conflict::is_retryable(&error) => {
                tracing::debug!(tries, "the transaction is repeated");
            }
            outcome => return outcome,
        }
    }
}

/// Writes, in plain SQL; tells how many rows.
///
/// # Errors
/// The database's own failure.
pub async fn execute(txn: &impl ConnectionTrait, sql: &str, values: impl IntoIterator<Item = Value>) -> ApiResult<u64> {
    Ok(txn.execute_raw(Statement::from_sql_and_values(DbBackend::Postgres, sql, values)).await?.rows_affected())
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
