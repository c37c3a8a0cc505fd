//! Who may do what to which registration. The order of states is the domain's; here it is decided in which capacity somebody acts.

use super::repo;
use crate::{
    ctx::{Actor, Ctx},
    entity::{institution, registration},
    error::{ApiError, ApiResult},
    features::organization,
    platform::{
        auth::gate::{Gate, Signed},
        db::conflict,
    },
};
use domain::{
    actor::{Permission, Role},
    ids::InstitutionId,
    problem::{FieldCode, ProblemCode},
    registration::{Check, RegistrationEvent, RegistrationStatus, TransitionDenied, transition},
    validate::Violations,
};
use sea_orm::{ConnectionTrait, EntityTrait};
use serde_json::json;

/// The permission to read a registration: members of institutions, and the staff who check registrations.
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

/// Demands that the actor is a member of the registration's organization, or on the staff who check registrations and it was submitted.
///
/// # Errors
/// `not_found` for everybody else.
pub async fn require_reader(conn: &impl ConnectionTrait, ctx: &Ctx, row: &registration::Model) -> ApiResult<()> {
    match own_institution(conn, ctx, row.institution_id).await {
        Err(_) if ctx.may(Permission::ReviewRegistration) => require_submitted(row),
        found => found.map(drop),
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

/// Returns `true` if the actor, somebody on the staff, neither belongs nor belonged to the organization that runs the institution, nor to
/// one that started or claims an institution with the same code of the official list: ending one registration opens the other's.
///
/// # Errors
/// `not_found`.
pub async fn is_disinterested(conn: &impl ConnectionTrait, ctx: &Ctx, id: InstitutionId) -> ApiResult<bool> {
    let institution = institution::Entity::find_by_id(id).one(conn).await?.ok_or(ProblemCode::NotFound)?;
    for party in repo::parties(conn, &institution).await? {
        if !organization::is_disinterested(conn, ctx, party).await? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Demands that the actor [is disinterested](is_disinterested).
///
/// # Errors
/// `conflict_of_interest`, `not_found`.
pub async fn require_disinterested(conn: &impl ConnectionTrait, ctx: &Ctx, id: InstitutionId) -> ApiResult<()> {
    if is_disinterested(conn, ctx, id).await? { Ok(()) } else { Err(ProblemCode::ConflictOfInterest.into()) }
}

/// Hides from the staff what was never submitted: a draft is the institution's own.
///
/// # Errors
/// `not_found` for such a registration.
pub fn require_submitted(row: &registration::Model) -> ApiResult<()> {
    if row.reference_number.is_some() { Ok(()) } else { Err(ApiError::because(ProblemCode::NotFound, "it was never submitted")) }
}

/// Demands that no other institution holds the code of the official list.
///
/// # Errors
/// `invalid_input` with `held_by_another`, which says whom to talk to and not who holds it.
pub async fn require_free_code(conn: &impl ConnectionTrait, institution: &institution::Model) -> ApiResult<()> {
    if repo::is_code_held_by_another(conn, institution).await? { Err(held_by_another()) } else { Ok(()) }
}

/// Names the refusal of the database, when two institutions take a code at the same moment.
pub fn explain_held_code(error: ApiError) -> ApiError {
    match &error {
        ApiError::Database(refusal) if conflict::constraint(refusal) == Some("institution_registry_code_key") => held_by_another(),
        _ => error,
    }
}

fn held_by_another() -> ApiError {
    let mut violations = Violations::default();
    violations.add_with("registry_code", FieldCode::HeldByAnother, json!({ "contact": routes::CONTACT }));
    violations.into()
}

/// The capacities in which somebody on the staff may act on a registration.
#[must_use]
pub fn capacities(ctx: &Ctx, row: &registration::Model) -> Vec<Check> {
    let mut capacities = Vec::new();
    if ctx.has_role(Role::Secretariat) {
        capacities.push(Check::Secretariat);
    }
    if ctx.has_role(Role::CommitteeMember) {
        let checked =
            row.secretariat_checked_by.is_some() && row.secretariat_checked_by == ctx.identity().map(|identity| identity.account_id);
        capacities.push(if checked { Check::SamePerson } else { Check::Committee });
    }
    capacities
}

/// The capacity in which the step can be taken, and where it leads.
///
/// # Errors
/// `wrong_state`, `same_person_checked` or `not_allowed`, as the domain's table says.
pub fn decide(from: RegistrationStatus, event: RegistrationEvent, capacities: &[Check]) -> ApiResult<(Check, RegistrationStatus)> {
    let mut refusal = ProblemCode::NotAllowed;
    for by in capacities {
        match transition(from, event, *by) {
            Ok(to) => return Ok((*by, to)),
            Err(TransitionDenied::WrongState) => refusal = ProblemCode::WrongState,
            Err(TransitionDenied::SamePerson) => refusal = ProblemCode::SamePersonChecked,
            Err(TransitionDenied::WrongParty) => {}
        }
    }
    Err(ApiError::because(refusal, format!("{event} from {from}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_with_both_roles_is_told_that_somebody_else_must_confirm() {
        let error =
            decide(RegistrationStatus::CommitteeCheck, RegistrationEvent::Confirm, &[Check::Secretariat, Check::SamePerson]).unwrap_err();
        assert_eq!(error.code(), ProblemCode::SamePersonChecked);
    }

    #[test]
    fn a_step_that_the_state_does_not_know_is_a_conflict_whoever_tries() {
        for by in [&[Check::Institution][..], &[Check::Secretariat, Check::Committee]] {
            assert_eq!(decide(RegistrationStatus::Revoked, RegistrationEvent::Revoke, by).unwrap_err().code(), ProblemCode::WrongState);
        }
    }

    #[test]
    fn the_secretariat_cannot_take_the_committees_step() {
        let error = decide(RegistrationStatus::CommitteeCheck, RegistrationEvent::Confirm, &[Check::Secretariat]).unwrap_err();
        assert_eq!(error.code(), ProblemCode::NotAllowed);
    }
}
