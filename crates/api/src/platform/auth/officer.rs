//! Which prefecture an officer acts for.

use crate::{ctx::Ctx, entity::account_role, error::ApiResult};
use domain::{actor::Role, problem::ProblemCode};
use sea_orm::{ConnectionTrait, EntityTrait};

/// The acting officer's prefecture, two digits. Read from the database and not from the token: officers decide about others.
///
/// # Errors
/// `not_allowed` when the actor is no officer of a prefecture.
pub async fn prefecture(db: &impl ConnectionTrait, ctx: &Ctx) -> ApiResult<String> {
    let row = account_role::Entity::find_by_id((ctx.account_id()?, Role::PrefectureOfficer)).one(db).await?;
    row.and_then(|row| row.prefecture_code).ok_or_else(|| ProblemCode::NotAllowed.into())
}
