//! Reads of the messages, with the name of whoever settled each.

use crate::{
    entity::{account, contact_message},
    error::ApiResult,
    platform::http::page,
};
use chrono::{DateTime, Utc};
use domain::{
    contact::ContactMessage,
    ids::ContactMessageId,
    page::{Page, PageQuery},
    problem::ProblemCode,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder, QuerySelect, Select, sea_query::Expr,
};
use serde::{Deserialize, Serialize};

#[derive(Debug, FromQueryResult)]
struct Row {
    id: ContactMessageId,
    reference_number: String,
    name: String,
    email: String,
    subject: String,
    body: String,
    received_at: DateTime<Utc>,
    settled_at: Option<DateTime<Utc>>,
    settled_by_name: Option<String>,
}

/// Where a page continues, and in which of the lists.
#[derive(Serialize, Deserialize)]
struct Key(Option<bool>, DateTime<Utc>, ContactMessageId);

/// A page of messages, the latest first.
///
/// # Errors
/// `invalid_cursor` when another list gave the cursor.
pub async fn list(db: &impl ConnectionTrait, settled: Option<bool>, page_query: &PageQuery) -> ApiResult<Page<ContactMessage>> {
    use contact_message::Column as C;
    let mut find = rows();
    match settled {
        Some(true) => find = find.filter(C::SettledAt.is_not_null()),
        Some(false) => find = find.filter(C::SettledAt.is_null()),
        None => {}
    }
    if let Some(Key(of, received_at, id)) = page::decode::<Key>(page_query)? {
        if of != settled {
            return Err(ProblemCode::InvalidCursor.into());
        }
        find = find.filter(Expr::cust_with_values::<_, sea_orm::Value, _>(
            "(contact_message.received_at, contact_message.id) < ($1, $2)",
            [received_at.into(), id.0.into()],
        ));
    }
    let found =
        find.order_by_desc(C::ReceivedAt).order_by_desc(C::Id).limit(u64::from(page_query.size()) + 1).into_model::<Row>().all(db).await?;
    Ok(page::cut(found, page_query, |row| Key(settled, row.received_at, row.id), present))
}

/// One message.
///
/// # Errors
/// `not_found` when there is none.
pub async fn get(db: &impl ConnectionTrait, id: ContactMessageId) -> ApiResult<ContactMessage> {
    let found = rows().filter(contact_message::Column::Id.eq(id)).into_model::<Row>().one(db).await?;
    Ok(present(found.ok_or(ProblemCode::NotFound)?))
}

fn rows() -> Select<contact_message::Entity> {
    use contact_message::Column as C;
    contact_message::Entity::find()
        .select_only()
        .columns([C::Id, C::ReferenceNumber, C::Name, C::Email, C::Subject, C::Body, C::ReceivedAt, C::SettledAt])
        .column_as(account::Column::DisplayName, "settled_by_name")
        .join(JoinType::LeftJoin, contact_message::Entity::belongs_to(account::Entity).from(C::SettledBy).to(account::Column::Id).into())
}

fn present(row: Row) -> ContactMessage {
    ContactMessage {
        id: row.id,
        reference_number: row.reference_number,
        name: row.name,
        email: row.email,
        subject: row.subject,
        body: row.body,
        received_at: row.received_at,
        settled_at: row.settled_at,
        settled_by: row.settled_by_name,
    }
}
