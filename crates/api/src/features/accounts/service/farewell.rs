//! What other features do when a person takes their data along or leaves. Each feature that keeps something about a person
//! has its line in both functions; they run in the transaction of the act.

use crate::{ctx::Ctx, error::ApiResult, features::organization};
use domain::ids::AccountId;
use sea_orm::DatabaseTransaction;
use serde_json::{Value, json};

/// What each feature stores about a person, by the feature's name.
pub async fn export(txn: &DatabaseTransaction, account_id: AccountId) -> ApiResult<Value> {
    Ok(json!({
        "organizations": organization::export(txn, account_id).await?,
    }))
}

/// Every feature removes or empties what it keeps about a person, and may refuse.
pub async fn leave(txn: &DatabaseTransaction, ctx: &Ctx, account_id: AccountId) -> ApiResult<()> {
    organization::leave_all(txn, ctx, account_id).await
}
