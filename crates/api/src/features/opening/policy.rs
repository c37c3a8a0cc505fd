//! Who may read and change which opening: members of the organization that runs its institution, and the staff what was published. Others learn
//! nothing but what visitors read.

use super::repo;
use crate::{
    ctx::{Actor, Ctx},
    entity::{institution, opening},
    error::{ApiError, ApiResult},
    features::organization,
    platform::auth::gate::{Gate, Signed},
};
use domain::{
    actor::{Permission, Role},
    ids::{InstitutionId, OpeningId, OrganizationId},
    opening::OpeningParty,
    problem::ProblemCode,
};
use sea_orm::{ConnectionTrait, DatabaseTransaction, EntityTrait};

/// Members of organizations, and the staff who check registrations.
#[derive(Debug, Clone, Copy)]
pub struct MemberOrReviewer;

impl Gate for MemberOrReviewer {
    fn admit(actor: &Actor) -> Result<(), ProblemCode> {
        Signed::admit(actor)?;
        let Actor::Account(identity) = actor else { return Ok(()) };
        let opens = |role: &Role| role.allows(Permission::RunOrganization) || role.allows(Permission::ReviewRegistration);
        if identity.roles.iter().any(opens) { Ok(()) } else { Err(ProblemCode::NotAllowed) }
    }
}

/// The institution, for a member of its organization.
///
/// # Errors
/// `not_found` for everybody else.
pub async fn own_institution(conn: &impl ConnectionTrait, ctx: &Ctx, id: InstitutionId) -> ApiResult<institution::Model> {
    let institution = institution::Entity::find_by_id(id).one(conn).await?.ok_or(ProblemCode::NotFound)?;
    organization::require_member(conn, ctx, institution.organization_id).await?;
    Ok(institution)
}

/// Locks an opening for a member of its organization. Its institution cannot leave until the transaction is over.
///
/// # Errors
/// `not_found` for everybody else.
pub async fn lock_own(txn: &DatabaseTransaction, ctx: &Ctx, id: OpeningId) -> ApiResult<opening::Model> {
    let found = repo::find(txn, id).await?;
    own_institution(txn, ctx, found.institution_id).await?;
    repo::hold_institution(txn, found.institution_id).await?;
    repo::lock(txn, id).await
}

/// In which capacity the actor reads an opening. A draft is its institution's own, and so is what was written since it was published last.
///
/// # Errors
/// `not_found` for whoever is neither a member nor on the staff that reads what was published.
pub async fn reader(conn: &impl ConnectionTrait, ctx: &Ctx, row: &opening::Model, run_by: OrganizationId) -> ApiResult<OpeningParty> {
    if ctx.may(Permission::RunOrganization) && organization::is_member(conn, ctx, run_by).await? {
        return Ok(OpeningParty::Institution);
    }
    if ctx.may(Permission::ReviewRegistration) && row.posted_at.is_some() {
        return Ok(OpeningParty::Secretariat);
    }
    Err(ApiError::because(ProblemCode::NotFound, "neither a member nor published"))
}

/// Whether the actor, somebody on the staff, may take an opening of an organization down: nobody decides about themselves.
///
/// # Errors
/// When the database fails.
pub async fn may_take_down(conn: &impl ConnectionTrait, ctx: &Ctx, run_by: OrganizationId) -> ApiResult<bool> {
    Ok(ctx.may(Permission::TakeDownOpening) && organization::is_disinterested(conn, ctx, run_by).await?)
}
