//! What a doctor keeps here, as they take it along.

use super::{licence::copy, query};
use crate::{entity::doctor, error::ApiResult};
use domain::ids::AccountId;
use sea_orm::{ConnectionTrait, EntityTrait};
use serde_json::{Value, json};

/// Profile, blocks, and who has the identity.
///
/// # Errors
/// When the database fails.
pub async fn export(db: &impl ConnectionTrait, account: AccountId) -> ApiResult<Value> {
    let copy = copy::find(db, account).await?;
    let profile = doctor::Entity::find_by_id(account).one(db).await?.map(|row| query::present(row, copy));
    let (blocks, shares) = (query::blocks(db, account).await?, query::identity_shares(db, account).await?);
    Ok(json!({ "profile": profile, "blocked_institutions": blocks, "identity_shares": shares }))
}
