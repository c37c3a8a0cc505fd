//! Who may read an application: members of the institution's organization, and officers of its prefecture once it was submitted.
//! Everybody else gets `not_found`.

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
    support::SubmittedApplication,
};
use sea_orm::{ConnectionTrait, EntityTrait};

/// Whoever may be on a side of an application: those who act for institutions, and officers of prefectures.
#[derive(Debug, Clone, Copy)]
pub struct EitherSide;

impl Gate for EitherSide {
    fn admit(actor: &Actor) -> Result<(), ProblemCode> {
        Signed::admit(actor)?;
        let Actor::Account(identity) = actor else { return Ok(()) };
        let opens = |role: &Role| role.allows(Permission::RunOrganization) || role.allows(Permission::DecideSupport);
        if identity.roles.iter().any(opens) { Ok(()) } else { Err(ProblemCode::NotAllowed) }
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

/// Returns `true` if the actor is an officer of the application's prefecture who has or had a part in the institution's organization, and so
/// takes no step of the prefecture.
///
/// # Errors
/// When the database fails.
pub async fn has_conflict(db: &impl ConnectionTrait, ctx: &Ctx, row: &support_application::Model) -> ApiResult<bool> {
    if !ctx.may(Permission::DecideSupport) || officer::prefecture(db, ctx).await? != row.prefecture_code {
        return Ok(false);
    }
    Ok(!organization::is_disinterested(db, ctx, organization_of(db, row.institution_id).await?).await?)
}

/// The application as a side reads it. What the institution rewrites is its own until it hands it in again; once it can no longer, what
/// was submitted is what counts.
#[must_use]
pub fn as_read_by(side: Side, mut row: support_application::Model) -> support_application::Model {
    if let Some(submitted) = row.submitted.clone().filter(|_| !is_live(side, &row)) {
        SubmittedApplication { priority_area_id: row.priority_area_id, plan: row.plan, purpose: row.purpose, .. } = submitted;
    }
    row
}

/// Whether a side reads what is being written, reckoned by today's rules.
#[must_use]
pub fn is_live(side: Side, row: &support_application::Model) -> bool {
    row.statement.is_none() || (side == Side::Institution && row.status.is_editable())
}

/// The organization that runs an institution.
///
/// # Errors
/// `not_found`.
pub async fn organization_of(db: &impl ConnectionTrait, id: InstitutionId) -> ApiResult<OrganizationId> {
    let row = institution::Entity::find_by_id(id).one(db).await?;
    row.map(|row| row.organization_id).ok_or_else(|| ProblemCode::NotFound.into())
}
