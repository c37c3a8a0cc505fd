//! Who may touch an organization: its members. Others learn nothing of it.

use crate::{ctx::Ctx, entity::organization_member, error::ApiResult};
use domain::{
    ids::{AccountId, OrganizationId},
    problem::ProblemCode,
};
use sea_orm::{ConnectionTrait, EntityTrait};

/// Whether the signed-in person acts for the organization.
///
/// # Errors
/// When the database fails.
pub async fn is_member(db: &impl ConnectionTrait, ctx: &Ctx, id: OrganizationId) -> ApiResult<bool> {
    let Some(identity) = ctx.identity() else { return Ok(false) };
    has_member(db, id, identity.account_id).await
}

/// Whether a person acts for the organization now.
///
/// # Errors
/// When the database fails.
pub async fn has_member(db: &impl ConnectionTrait, id: OrganizationId, account_id: AccountId) -> ApiResult<bool> {
    Ok(organization_member::Entity::find_by_id((id, account_id)).one(db).await?.is_some())
}

/// Demands membership.
///
/// # Errors
/// `not_found` for everybody else: whether the organization exists is not theirs to know.
pub async fn require_member(db: &impl ConnectionTrait, ctx: &Ctx, id: OrganizationId) -> ApiResult<()> {
    if is_member(db, ctx, id).await? { Ok(()) } else { Err(ProblemCode::NotFound.into()) }
}
