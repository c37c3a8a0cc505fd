//! Statements in plain SQL. Every statement that is not made by sea-orm's builders goes through these.

use crate::error::{ApiError, ApiResult};
use sea_orm::{ActiveEnum, ConnectionTrait, DbBackend, FromQueryResult, QueryResult, Statement, Value};

fn statement(sql: impl Into<String>, values: impl IntoIterator<Item = Value>) -> Statement {
    Statement::from_sql_and_values(DbBackend::Postgres, sql, values)
}

/// Returns states, kinds or roles as SQL writes them in a list, such as `'draft', 'withdrawn'`. The words of an enum stand in no other SQL text.
pub fn terms<E: ActiveEnum<Value = String>>(list: impl IntoIterator<Item = E>) -> String {
    list.into_iter().map(|term| format!("'{}'", term.to_value())).collect::<Vec<_>>().join(", ")
}

/// Returns those of an enum that `is` holds for, as [`terms`] does.
pub fn terms_where<E: ActiveEnum<Value = String> + Copy>(is: impl Fn(E) -> bool) -> String {
    terms(E::iter().filter(|term| is(*term)))
}

/// Writes, and returns how many rows were affected.
///
/// # Errors
/// The database's own failure.
pub async fn execute(conn: &impl ConnectionTrait, sql: impl Into<String>, values: impl IntoIterator<Item = Value>) -> ApiResult<u64> {
    Ok(conn.execute_raw(statement(sql, values)).await?.rows_affected())
}

/// Returns the rows of a query, each as a `T`, whose fields are named as the columns.
///
/// # Errors
/// The database's own failure.
pub async fn rows<T: FromQueryResult>(
    conn: &impl ConnectionTrait,
    sql: impl Into<String>,
    values: impl IntoIterator<Item = Value>,
) -> ApiResult<Vec<T>> {
    Ok(T::find_by_statement(statement(sql, values)).all(conn).await?)
}

/// Returns the first row of a query as a `T`; `None` if there is none.
///
/// # Errors
/// The database's own failure.
pub async fn row<T: FromQueryResult>(
    conn: &impl ConnectionTrait,
    sql: impl Into<String>,
    values: impl IntoIterator<Item = Value>,
) -> ApiResult<Option<T>> {
    Ok(T::find_by_statement(statement(sql, values)).one(conn).await?)
}

/// Returns the rows of a query as they come, to be read column by column.
///
/// # Errors
/// The database's own failure.
pub async fn query_all(
    conn: &impl ConnectionTrait,
    sql: impl Into<String>,
    values: impl IntoIterator<Item = Value>,
) -> ApiResult<Vec<QueryResult>> {
    Ok(conn.query_all_raw(statement(sql, values)).await?)
}

/// Returns the first row of a query as it comes; `None` if there is none.
///
/// # Errors
/// The database's own failure.
pub async fn query_one(
    conn: &impl ConnectionTrait,
    sql: impl Into<String>,
    values: impl IntoIterator<Item = Value>,
) -> ApiResult<Option<QueryResult>> {
    Ok(conn.query_one_raw(statement(sql, values)).await?)
}

/// Returns `true` if a query has a row.
///
/// # Errors
/// The database's own failure.
pub async fn exists(conn: &impl ConnectionTrait, sql: impl Into<String>, values: impl IntoIterator<Item = Value>) -> ApiResult<bool> {
    Ok(query_one(conn, sql, values).await?.is_some())
}

/// Takes the next number of a sequence. A number whose transaction fails is not used again.
///
/// # Errors
/// The database's own failure.
pub async fn next_number(conn: &impl ConnectionTrait, sequence: &str) -> ApiResult<i64> {
    let row = query_one(conn, "SELECT nextval($1::regclass) AS number", [sequence.into()]).await?;
    Ok(row.ok_or_else(|| ApiError::internal("the sequence gave nothing"))?.try_get("", "number")?)
}
