//! An account's part in inquiries, as its owner takes it along.

use super::{draft, query};
use crate::{
    entity::{inquiry, inquiry_message},
    error::ApiResult,
};
use domain::{
    ids::AccountId,
    inquiry::{InquiryMessage, InquirySide},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};

/// Every inquiry that the account sent as a doctor, whole, what it wrote for institutions, and what it has not sent.
///
/// # Errors
/// When the database fails.
pub async fn export(db: &impl ConnectionTrait, account: AccountId) -> ApiResult<Value> {
    let rows =
        inquiry::Entity::find().filter(inquiry::Column::DoctorAccountId.eq(account)).order_by_asc(inquiry::Column::Id).all(db).await?;
    let mut sent = Vec::with_capacity(rows.len());
    for row in rows {
        sent.push(query::thread(db, row, InquirySide::Doctor).await?);
    }
    let written = inquiry_message::Entity::find()
        .filter(inquiry_message::Column::AuthorAccountId.eq(account))
        .filter(inquiry_message::Column::Side.eq(InquirySide::Institution))
        .order_by_asc(inquiry_message::Column::Id)
        .all(db)
        .await?;
    let written: Vec<InquiryMessage> = written
        .into_iter()
        .map(|row| InquiryMessage { id: row.id, side: row.side, author_name: None, erased: false, body: row.body, sent_at: row.sent_at })
        .collect();
    let drafts = draft::export(db, account).await?;
    Ok(json!({ "inquiries": sent, "messages_for_institutions": written, "drafts": drafts }))
}
