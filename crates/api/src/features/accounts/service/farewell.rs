//! What other features do when a person takes their data along or leaves. Each feature that keeps something about a person
//! has its line in both functions; they run in the transaction of the act.

use crate::{
    ctx::Ctx,
    error::ApiResult,
    features::{contact, doctor, inquiry, organization, subsidy},
};
use domain::ids::AccountId;
use sea_orm::DatabaseTransaction;
use serde_json::{Value, json};

/// What each feature stores about a person, by the feature's name.
pub async fn export(txn: &DatabaseTransaction, account_id: AccountId) -> ApiResult<Value> {
    Ok(json!({
        "contact_messages": contact::export(txn, account_id).await?,
        "doctor": doctor::export(txn, account_id).await?,
        "inquiries": inquiry::export(txn, account_id).await?,
        "organizations": organization::export(txn, account_id).await?,
        "subsidy_quotes": subsidy::export(txn, account_id).await?,
    }))
}

/// Every feature removes or empties what it keeps about a person, and may refuse.
pub async fn leave(txn: &DatabaseTransaction, ctx: &Ctx, account_id: AccountId) -> ApiResult<()> {
    // Before the memberships end, since whoever leaves as a doctor may also be a member on the other side.
    inquiry::withdraw_for_account(txn, ctx, account_id).await?;
    subsidy::erase(txn, account_id).await?;
    doctor::erase(txn, ctx, account_id).await?;
    contact::erase(txn, account_id).await?;
    organization::leave_all(txn, ctx, account_id).await
}
