//! Who may read what an institution shows to doctors only.

use crate::{
    ctx::{Actor, Ctx},
    entity::{doctor, institution, listing},
    error::{ApiError, ApiResult},
    features::organization,
    platform::{
        auth::gate::{Gate, permission},
        db,
    },
};
use domain::{
    actor::{Permission, Role},
    ids::{InstitutionId, OrganizationId},
    problem::ProblemCode,
    registration::RestrictedProfile,
};
use sea_orm::{ConnectionTrait, EntityTrait};
use uuid::Uuid;

/// Doctors who stated their licence, and the staff that checks registrations; members of organizations for their own institutions.
#[derive(Debug, Clone, Copy)]
pub struct RestrictedReader;

impl Gate for RestrictedReader {
    fn admit(actor: &Actor) -> Result<(), ProblemCode> {
        match permission::ReadRestrictedProfile::admit(actor) {
            Err(ProblemCode::NotAllowed) => permission::RunOrganization::admit(actor),
            decided => decided,
        }
    }
}

/// The restricted profile of a listed institution, for those who may read it.
///
/// # Errors
/// `not_found` when the institution is not listed, `not_allowed` for members of other organizations and for doctors who
/// blocked it: what they refuse contact with, they do not look into either. `licence_required`, `licence_doubtful`.
pub async fn read_restricted(db: &impl ConnectionTrait, ctx: &Ctx, id: InstitutionId) -> ApiResult<RestrictedProfile> {
    let listing = listing::Entity::find_by_id(id).one(db).await?.ok_or(ProblemCode::NotFound)?;
    let organization_id = institution::Entity::find_by_id(id).one(db).await?.ok_or(ProblemCode::NotFound)?.organization_id;
    require_restricted(db, ctx, organization_id).await?;
    Ok(listing.restricted)
}

/// Demands that the actor may read what an organization's institutions show to doctors only.
async fn require_restricted(db: &impl ConnectionTrait, ctx: &Ctx, organization_id: OrganizationId) -> ApiResult<()> {
    let staff = [Role::Secretariat, Role::CommitteeMember].into_iter().any(|role| ctx.has_role(role));
    if !staff && !organization::is_member(db, ctx, organization_id).await? {
        ctx.require(Permission::ReadRestrictedProfile)?;
        require_licence(db, ctx).await?;
        if has_blocked(db, ctx, organization_id).await? {
            return Err(ProblemCode::NotAllowed.into());
        }
    }
    Ok(())
}

/// Returns `true` if the actor may read what an organization's institutions show to doctors only: by the same rules as [`read_restricted`].
///
/// # Errors
/// When the database fails.
pub async fn may_read_restricted(db: &impl ConnectionTrait, ctx: &Ctx, organization_id: OrganizationId) -> ApiResult<bool> {
    if RestrictedReader::admit(&ctx.actor).is_err() {
        return Ok(false);
    }
    match require_restricted(db, ctx, organization_id).await {
        Ok(()) => Ok(true),
        Err(ApiError::Problem { .. }) => Ok(false),
        Err(failure) => Err(failure),
    }
}

/// The right of a doctor to search what institutions show to doctors only, looked up for one request.
#[derive(Debug)]
pub struct RestrictedSearch {
    blocked: Vec<Uuid>,
}

impl RestrictedSearch {
    /// The right of the actor. Staff have it not: what they read is there for the check of a registration.
    ///
    /// # Errors
    /// `sign_in_required`, `not_allowed` for whoever is no doctor, `licence_required`, `licence_doubtful`.
    pub async fn of(db: &impl ConnectionTrait, ctx: &Ctx) -> ApiResult<Self> {
        permission::AskInstitution::admit(&ctx.actor)?;
        require_licence(db, ctx).await?;
        let sql = "SELECT own.id FROM institution own WHERE own.organization_id IN (
                SELECT i.organization_id FROM doctor_block b JOIN institution i ON i.id = b.institution_id WHERE b.account_id = $1)";
        let rows = db::query_all(db, sql, [ctx.account_id()?.0.into()]).await?;
        let blocked = rows.iter().map(|row| row.try_get("", "id")).collect::<Result<_, _>>()?;
        Ok(RestrictedSearch { blocked })
    }

    /// Institutions of organizations that the doctor blocked: nothing restricted is found of them.
    #[must_use]
    pub fn blocked(&self) -> &[Uuid] {
        &self.blocked
    }
}

/// A doctor reads what institutions show to doctors only once the profile states name, licence number and year, and while the licence is
/// not in doubt.
///
/// # Errors
/// `licence_required`, `licence_doubtful`.
pub async fn require_licence(db: &impl ConnectionTrait, ctx: &Ctx) -> ApiResult<()> {
    let profile = doctor::Entity::find_by_id(ctx.account_id()?).one(db).await?.ok_or(ProblemCode::LicenceRequired)?;
    if profile.licence_status.is_trusted() { Ok(()) } else { Err(ProblemCode::LicenceDoubtful.into()) }
}

/// A block covers every institution of the organization, since the same people read there.
async fn has_blocked(db: &impl ConnectionTrait, ctx: &Ctx, id: OrganizationId) -> ApiResult<bool> {
    let sql = "SELECT 1 FROM doctor_block b JOIN institution i ON i.id = b.institution_id WHERE b.account_id = $1 AND i.organization_id = $2 LIMIT 1";
    db::exists(db, sql, [ctx.account_id()?.0.into(), id.0.into()]).await
}
