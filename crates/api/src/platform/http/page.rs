//! Keyset cursors: the sort key of the last row, opaque to the caller.

use crate::error::ApiResult;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use domain::{
    page::{Page, PageQuery},
    problem::ProblemCode,
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

/// Writes a sort key, such as `(submitted_at, id)`, as a cursor.
pub fn encode(key: &impl Serialize) -> String {
    URL_SAFE_NO_PAD.encode(serde_json::to_vec(key).unwrap_or_default())
}

/// Reads the cursor of a query, when it has one.
///
/// # Errors
/// `invalid_cursor` when another list, or nobody, gave it.
pub fn decode<K: DeserializeOwned>(query: &PageQuery) -> ApiResult<Option<K>> {
    let Some(cursor) = query.cursor.as_deref().filter(|cursor| !cursor.is_empty()) else { return Ok(None) };
    let bytes = URL_SAFE_NO_PAD.decode(cursor).map_err(|_| ProblemCode::InvalidCursor)?;
    let key: Value = serde_json::from_slice(&bytes).map_err(|_| ProblemCode::InvalidCursor)?;
    if !is_countable(&key) {
        return Err(ProblemCode::InvalidCursor.into());
    }
    Ok(Some(serde_json::from_value(key).map_err(|_| ProblemCode::InvalidCursor)?))
}

/// Whether every time and day in a key is one that the database can count; nothing that we list is of another.
fn is_countable(key: &Value) -> bool {
    match key {
        Value::Array(parts) => parts.iter().all(is_countable),
        Value::Object(parts) => parts.values().all(is_countable),
        Value::String(text) => {
            let time = text.parse::<DateTime<Utc>>().map(|time| time.year());
            time.or_else(|_| text.parse::<NaiveDate>().map(|day| day.year())).map_or(true, |year| (1..=9999).contains(&year))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => true,
    }
}

/// Makes a page of `size + 1` rows read: the extra row only tells that there is more.
pub fn cut<Row, T, K: Serialize>(mut rows: Vec<Row>, query: &PageQuery, key: impl Fn(&Row) -> K, show: impl FnMut(Row) -> T) -> Page<T> {
    let size = usize::from(query.size());
    let more = rows.len() > size;
    rows.truncate(size);
    let next_cursor = rows.last().filter(|_| more).map(|row| encode(&key(row)));
    Page { items: rows.into_iter().map(show).collect(), next_cursor }
}
