//! What a person takes along, and what goes when they leave.

use super::repo;
use crate::{entity::subsidy_quote, error::ApiResult};
use domain::ids::AccountId;
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};

/// Every quote that an account kept in an inquiry.
///
/// # Errors
/// When the database fails.
pub async fn export(db: &impl ConnectionTrait, account: AccountId) -> ApiResult<Value> {
    let of_account = subsidy_quote::Entity::find().filter(subsidy_quote::Column::AuthorAccountId.eq(account));
    let quotes = of_account.order_by_asc(subsidy_quote::Column::Id).all(db).await?.into_iter().map(|row| {
        json!({
            "id": row.id,
            "inquiry_id": row.inquiry_id,
            "side": row.side,
            "created_at": row.created_at,
            "plan": row.plan,
            "statement": row.statement,
        })
    });
    Ok(quotes.collect())
}

/// Removes the quotes of a doctor who leaves, as their words in inquiries are; those of an institution's member stay the institution's.
///
/// # Errors
/// When the database fails.
pub async fn erase(txn: &DatabaseTransaction, account: AccountId) -> ApiResult<()> {
    repo::delete_quotes_of_doctor(txn, account).await
}
