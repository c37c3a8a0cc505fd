//! Reads of a message and of what a person wrote, with the name of whoever settled each and what a claim is about.

use crate::{entity::contact_message, error::ApiResult, features::registration, platform::db as sql};
use chrono::{DateTime, Utc};
use domain::{
    contact::{ContactMessage, ContactReply, InstitutionClaim},
    ids::{AccountId, ContactMessageId, OrganizationId},
    problem::ProblemCode,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder};
use serde::Serialize;
use serde_json::{Value, json};

/// The columns of a message; tables have the names that [`JOINS`] gives them.
pub(super) const COLUMNS: &str =
    "m.id, m.reference_number, m.name, m.email, m.subject, m.body, m.received_at, m.settled_at, m.registry_code,
    m.organization_id, s.display_name AS settled_by_name, o.name AS organization_name, i.name AS institution_name";

/// Messages `m` with whoever settled each (`s`), and the organization (`o`) and the institution (`i`) that a claim is about.
pub(super) const JOINS: &str = "FROM contact_message m
    LEFT JOIN account s ON s.id = m.settled_by
    LEFT JOIN organization o ON o.id = m.organization_id
    LEFT JOIN registry_institution i ON i.code = m.registry_code";

/// A message with the columns of [`COLUMNS`].
#[derive(Debug, FromQueryResult)]
pub(super) struct Row {
    pub(super) id: ContactMessageId,
    reference_number: String,
    name: String,
    email: String,
    subject: String,
    body: String,
    pub(super) received_at: DateTime<Utc>,
    settled_at: Option<DateTime<Utc>>,
    settled_by_name: Option<String>,
    registry_code: Option<String>,
    institution_name: Option<String>,
    organization_id: Option<OrganizationId>,
    organization_name: Option<String>,
}

/// One message.
///
/// # Errors
/// `not_found` when there is none.
pub async fn get(db: &impl ConnectionTrait, id: ContactMessageId) -> ApiResult<ContactMessage> {
    let found = sql::row::<Row>(db, format!("SELECT {COLUMNS} {JOINS} WHERE m.id = $1"), [id.0.into()]).await?;
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

/// A message as the secretariat reads it.
///
/// # Errors
/// When the database fails.
pub(super) async fn present(db: &impl ConnectionTrait, row: Row) -> ApiResult<ContactMessage> {
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
