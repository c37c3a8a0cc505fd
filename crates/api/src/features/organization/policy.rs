//! Who may touch an organization: its members. Others learn nothing of it.

use crate::{ctx::Ctx, entity::organization_member, error::ApiResult, platform::db};
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

/// Returns `true` if the signed-in person neither belongs to the organization nor ever did. The trail is asked for the past: it names
/// everybody who joined or left, and only members act on an organization.
///
/// # Errors
/// When the database fails.
pub async fn is_disinterested(db: &impl ConnectionTrait, ctx: &Ctx, id: OrganizationId) -> ApiResult<bool> {
    let account_id = ctx.account_id()?;
    let sql = "SELECT 1 FROM audit_entry WHERE subject_type = 'organization' AND subject_id = $1
               AND (actor_account_id = $2 OR $2::text IN (changes->'member'->>'before', changes->'member'->>'after')) LIMIT 1";
    let values = [id.0.into(), account_id.0.into()];
    let belonged = db::exists(db, sql, values).await?;
    Ok(!belonged && !has_member(db, id, account_id).await?)
}

/// Demands that the signed-in person neither belongs to the organization nor ever did, since nobody decides about themselves.
///
/// # Errors
/// `conflict_of_interest`.
pub async fn require_disinterested(db: &impl ConnectionTrait, ctx: &Ctx, id: OrganizationId) -> ApiResult<()> {
    if is_disinterested(db, ctx, id).await? { Ok(()) } else { Err(ProblemCode::ConflictOfInterest.into()) }
}

/// Demands membership.
///
/// # Errors
/// `not_found` for everybody else: whether the organization exists is not theirs to know.
pub async fn require_member(db: &impl ConnectionTrait, ctx: &Ctx, id: OrganizationId) -> ApiResult<()> {
    if is_member(db, ctx, id).await? { Ok(()) } else { Err(ProblemCode::NotFound.into()) }
}
