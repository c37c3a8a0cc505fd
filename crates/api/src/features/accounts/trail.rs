//! Reads of the audit trail, without what passes between doctors and institutions.

use crate::{
    entity::audit_entry,
    error::{ApiError, ApiResult},
    platform::{
        db,
        db::search::{pattern, words},
        http::{as_of::require_known, page},
    },
};
use domain::{
    account::{AUDIT_SUBJECTS, AuditEntry, AuditQuery},
    page::{Page, PageQuery},
    problem::FieldCode,
    search::MAX_WORDS,
    time::first_instant,
};
use sea_orm::{ConnectionTrait, EntityName, Value};
use uuid::Uuid;

/// A page of entries, the latest first.
///
/// # Errors
/// `invalid_cursor`, and `invalid_parameter` when `q` is no search or a day is out of the range that anything here can be about.
pub async fn list(db: &impl ConnectionTrait, query: &AuditQuery) -> ApiResult<Page<AuditEntry>> {
    for (name, day) in [("from", query.from), ("to", query.to)] {
        if let Some(day) = day {
            require_known(name, day)?;
        }
    }
    words("q", query.q.as_deref())?;
    // Entries are kept as they were written and not folded; so are the words looked for.
    let searched: Vec<&str> = query.q.as_deref().unwrap_or_default().split_whitespace().collect();
    // Of words that are one when they are folded, the check above counts one.
    if searched.len() > MAX_WORDS {
        return Err(ApiError::parameter_with("q", FieldCode::TooMany, serde_json::json!({ "max": MAX_WORDS })));
    }
    let page_query = PageQuery { limit: query.limit, cursor: query.cursor.clone() };
    let mut values: Vec<Value> = Vec::new();
    let mut bind = |value: Value| {
        values.push(value);
        values.len()
    };
    let mut conditions = vec![format!("e.subject_type = ANY(${})", bind(AUDIT_SUBJECTS.map(str::to_owned).to_vec().into()))];
    if let Some(after) = page::decode::<Uuid>(&page_query)? {
        conditions.push(format!("e.id < ${}", bind(after.into())));
    }
    if let Some(kind) = &query.subject_type {
        conditions.push(format!("e.subject_type = ${}", bind(kind.clone().into())));
    }
    if let Some(id) = query.subject_id {
        conditions.push(format!("e.subject_id = ${}", bind(id.into())));
    }
    if let Some(actor) = query.actor_account_id {
        conditions.push(format!("e.actor_account_id = ${}", bind(actor.0.into())));
    }
    if let Some(operation) = &query.operation {
        conditions.push(format!("e.operation = ${}", bind(operation.clone().into())));
    }
    if let Some(first) = query.from.and_then(first_instant) {
        conditions.push(format!("e.at >= ${}", bind(first.into())));
    }
    if let Some(end) = query.to.and_then(|day| day.succ_opt()).and_then(first_instant) {
        conditions.push(format!("e.at < ${}", bind(end.into())));
    }
    for word in searched {
        let word = bind(pattern(word).into());
        conditions.push(format!("(a.display_name ILIKE ${word} OR e.reason ILIKE ${word} OR e.changes::text ILIKE ${word})"));
    }
    let limit = bind((i64::from(page_query.size()) + 1).into());
    let sql = format!(
        "SELECT e.*, a.display_name AS actor_name FROM {} e LEFT JOIN account a ON a.id = e.actor_account_id AND a.deleted_at IS NULL
         WHERE {} ORDER BY e.id DESC LIMIT ${limit}",
        audit_entry::Entity.table_name(),
        conditions.join(" AND ")
    );
    let rows = db::rows::<AuditEntry>(db, &sql, values).await?;
    Ok(page::cut(rows, &page_query, |row| row.id.0, |row| row))
}
