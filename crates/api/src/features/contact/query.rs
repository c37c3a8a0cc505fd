//! Reads of the messages, with the name of whoever settled each and what a claim is about.

use crate::{
    entity::{account, contact_message, organization, registry_institution},
    error::ApiResult,
    features::registration,
    platform::{db as sql, http::page},
};
use chrono::{DateTime, Utc};
use domain::{
    contact::{ContactMessage, ContactReply, InstitutionClaim},
    ids::{AccountId, ContactMessageId, OrganizationId},
    page::{Page, PageQuery},
    problem::ProblemCode,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder, QuerySelect, Select,
    sea_query::{Expr, Order},
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

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
    registry_code: Option<String>,
    institution_name: Option<String>,
    organization_id: Option<OrganizationId>,
    organization_name: Option<String>,
}

/// Where a page continues, and in which of the lists.
#[derive(Serialize, Deserialize)]
struct Key(Option<bool>, DateTime<Utc>, ContactMessageId);

/// A page of messages: those that wait with the oldest first, others with the latest first.
///
/// # Errors
/// `invalid_cursor` when another list gave the cursor.
pub async fn list(db: &impl ConnectionTrait, settled: Option<bool>, page_query: &PageQuery) -> ApiResult<Page<ContactMessage>> {
    use contact_message::Column as C;
    let mut find = rows();
    // Whoever has waited longest is answered first.
    let order = if settled == Some(false) { Order::Asc } else { Order::Desc };
    match settled {
        Some(true) => find = find.filter(C::SettledAt.is_not_null()),
        Some(false) => find = find.filter(C::SettledAt.is_null()),
        None => {}
    }
    if let Some(Key(of, received_at, id)) = page::decode::<Key>(page_query)? {
        if of != settled {
            return Err(ProblemCode::InvalidCursor.into());
        }
        let beyond = if order == Order::Asc { ">" } else { "<" };
        find = find.filter(Expr::cust_with_values::<_, sea_orm::Value, _>(
            format!("(contact_message.received_at, contact_message.id) {beyond} ($1, $2)"),
            [received_at.into(), id.0.into()],
        ));
    }
    let find = find.order_by(C::ReceivedAt, order.clone()).order_by(C::Id, order);
    let found = find.limit(u64::from(page_query.size()) + 1).into_model::<Row>().all(db).await?;
    let Page { items, next_cursor } = page::cut(found, page_query, |row| Key(settled, row.received_at, row.id), |row| row);
    let mut messages = Vec::with_capacity(items.len());
    for row in items {
        messages.push(present(db, row).await?);
    }
    Ok(Page { items: messages, next_cursor })
}

/// One message.
///
/// # Errors
/// `not_found` when there is none.
pub async fn get(db: &impl ConnectionTrait, id: ContactMessageId) -> ApiResult<ContactMessage> {
    let found = rows().filter(contact_message::Column::Id.eq(id)).into_model::<Row>().one(db).await?;
    present(db, found.ok_or(ProblemCode::NotFound)?).await
}

/// A reply as whoever wrote it takes it along.
#[derive(Serialize, FromQueryResult)]
struct ExportedReply {
    reference_number: String,
    body: String,
    sent_at: DateTime<Utc>,
}

/// The claims that an account wrote for its organization, with the answers to them, and the answers that it wrote for the secretariat, for the export
/// of personal data.
///
/// # Errors
/// When the database fails.
pub async fn export(db: &impl ConnectionTrait, account_id: AccountId) -> ApiResult<Value> {
    let find = contact_message::Entity::find().filter(contact_message::Column::ClaimedBy.eq(account_id));
    let mut messages = Vec::new();
    for row in find.order_by_asc(contact_message::Column::Id).all(db).await? {
        // Who of the staff answered is the staff's to know.
        let answers: Vec<Value> =
            replies(db, row.id).await?.into_iter().map(|reply| json!({ "body": reply.body, "sent_at": reply.sent_at })).collect();
        messages.push(json!({
            "reference_number": row.reference_number,
            "subject": row.subject,
            "body": row.body,
            "registry_code": row.registry_code,
            "received_at": row.received_at,
            "replies": answers,
        }));
    }
    let statement = "SELECT m.reference_number, r.body, r.sent_at FROM contact_reply r JOIN contact_message m ON m.id = r.message_id
                     WHERE r.author_account_id = $1 ORDER BY r.id";
    let written = sql::rows::<ExportedReply>(db, statement, [account_id.0.into()]).await?;
    Ok(json!({ "messages": messages, "replies_written": written }))
}

fn rows() -> Select<contact_message::Entity> {
    use contact_message::Column as C;
    contact_message::Entity::find()
        .select_only()
        .columns([C::Id, C::ReferenceNumber, C::Name, C::Email, C::Subject, C::Body, C::ReceivedAt, C::SettledAt])
        .columns([C::RegistryCode, C::OrganizationId])
        .column_as(account::Column::DisplayName, "settled_by_name")
        .column_as(organization::Column::Name, "organization_name")
        .column_as(registry_institution::Column::Name, "institution_name")
        .join(JoinType::LeftJoin, contact_message::Entity::belongs_to(account::Entity).from(C::SettledBy).to(account::Column::Id).into())
        .join(
            JoinType::LeftJoin,
            contact_message::Entity::belongs_to(organization::Entity).from(C::OrganizationId).to(organization::Column::Id).into(),
        )
        .join(
            JoinType::LeftJoin,
            contact_message::Entity::belongs_to(registry_institution::Entity)
                .from(C::RegistryCode)
                .to(registry_institution::Column::Code)
                .into(),
        )
}

async fn present(db: &impl ConnectionTrait, row: Row) -> ApiResult<ContactMessage> {
    let claim = match (row.registry_code, row.organization_id) {
        (Some(registry_code), Some(organization_id)) => Some(InstitutionClaim {
            registrations: registration::with_registry_code(db, &registry_code).await?,
            registry_code,
            institution_name: row.institution_name.unwrap_or_default(),
            organization_id,
            organization_name: row.organization_name.unwrap_or_default(),
        }),
        _ => None,
    };
    let replies = replies(db, row.id).await?;
    Ok(ContactMessage {
        id: row.id,
        reference_number: row.reference_number,
        name: row.name,
        email: row.email,
        subject: row.subject,
        body: row.body,
        claim,
        replies,
        received_at: row.received_at,
        settled_at: row.settled_at,
        settled_by: row.settled_by_name,
    })
}

async fn replies(db: &impl ConnectionTrait, id: ContactMessageId) -> ApiResult<Vec<ContactReply>> {
    let statement = "SELECT r.id, a.display_name AS author_name, r.body, r.sent_at
                     FROM contact_reply r JOIN account a ON a.id = r.author_account_id WHERE r.message_id = $1 ORDER BY r.id";
    sql::rows(db, statement, [id.0.into()]).await
}
