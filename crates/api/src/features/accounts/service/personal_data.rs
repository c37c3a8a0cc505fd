//! Exports everything that is stored about a person, and erases it when they delete their account. Each feature registers what it stores
//! ([`PersonalData`]); the functions run in the transaction of the act.

use crate::{
    ctx::Ctx,
    error::ApiResult,
    platform::{AppState, feature::PersonalData},
};
use domain::ids::AccountId;
use sea_orm::DatabaseTransaction;
use serde_json::{Map, Value};

/// Returns what each feature stores about a person, by the name of its part.
pub async fn export(state: &AppState, txn: &DatabaseTransaction, account_id: AccountId) -> ApiResult<Value> {
    let mut parts = Map::new();
    for kept in registered(state) {
        parts.insert(kept.part.to_owned(), (kept.export)(txn, account_id).await?);
    }
    Ok(Value::Object(parts))
}

/// Every feature removes or empties what it keeps about a person, and may refuse.
pub async fn erase(state: &AppState, txn: &DatabaseTransaction, ctx: &Ctx, account_id: AccountId) -> ApiResult<()> {
    // Before the memberships end, since whoever leaves as a doctor may also be a member on the other side.
    for withdraw in registered(state).rev().filter_map(|kept| kept.withdraw) {
        withdraw(txn, ctx, account_id).await?;
    }
    for erase in registered(state).rev().filter_map(|kept| kept.erase) {
        erase(txn, ctx, account_id).await?;
    }
    Ok(())
}

fn registered(state: &AppState) -> impl DoubleEndedIterator<Item = PersonalData> {
    state.features.iter().filter_map(|feature| feature.personal_data)
}
