//! Who may know of an application: members of the institution's organization, and officers of its prefecture once it was handed in.
//! For everybody else there is no such application.

use crate::{
    ctx::{Actor, Ctx},
    entity::{institution, support_application},
    error::ApiResult,
    features::organization,
    platform::auth::{
        gate::{Gate, Signed},
        officer,
    },
};
use domain::{
    actor::{Permission, Role},
    ids::{InstitutionId, OrganizationId},
    problem::ProblemCode,
};
use sea_orm::{ConnectionTrait, EntityTrait};

/// Whoever may be on a side of an application: those who act for institutions, and officers of prefectures.
#[derive(Debug, Clone, Copy)]
pub struct EitherSide;

impl Gate for EitherSide {
    fn admit(actor: &Actor) -> Result<Option<Role>, ProblemCode> {
        Signed::admit(actor)?;
        let Actor::Account(identity) = actor else { return Ok(None) };
        let opens = |role: &Role| role.allows(Permission::RunOrganization) || role.allows(Permission::DecideSupport);
        identity.roles.iter().copied().find(opens).map(Some).ok_or(ProblemCode::NotAllowed)
    }
}

/// On which side a reader is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Acts for the institution.
    Institution,
    /// Acts for the prefecture.
    Prefecture,
}

/// The side on which the actor is. Whoever is on both is the institution's: nobody decides about their own application.
///
/// # Errors
/// `not_found` for everybody who is on neither.
pub async fn side(db: &impl ConnectionTrait, ctx: &Ctx, row: &support_application::Model) -> ApiResult<Side> {
    if ctx.may(Permission::RunOrganization) && organization::is_member(db, ctx, organization_of(db, row.institution_id).await?).await? {
        return Ok(Side::Institution);
    }
    if ctx.may(Permission::DecideSupport) && row.statement.is_some() && officer::prefecture(db, ctx).await? == row.prefecture_code {
        return Ok(Side::Prefecture);
    }
    Err(ProblemCode::NotFound.into())
}

/// The organization that runs an institution.
///
/// # Errors
/// `not_found`.
pub async fn organization_of(db: &impl ConnectionTrait, id: InstitutionId) -> ApiResult<OrganizationId> {
    let row = institution::Entity::find_by_id(id).one(db).await?;
    row.map(|row| row.organization_id).ok_or_else(|| ProblemCode::NotFound.into())
}
