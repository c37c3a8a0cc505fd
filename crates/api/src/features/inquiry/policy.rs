//! Who is on which side of an inquiry. Whoever is on neither cannot tell it from one that does not exist.

use crate::{
    ctx::{Actor, Ctx},
    entity::inquiry,
    error::ApiResult,
    platform::{
        auth::gate::{Gate, Signed},
        db,
    },
};
use domain::{
    actor::{Permission, Role},
    inquiry::InquirySide,
    problem::ProblemCode,
};
use sea_orm::ConnectionTrait;

/// Whoever may be on a side of an inquiry: doctors, and those who act for institutions. Staff see no inquiry at all.
#[derive(Debug, Clone, Copy)]
pub struct EitherSide;

impl Gate for EitherSide {
    fn admit(actor: &Actor) -> Result<(), ProblemCode> {
        Signed::admit(actor)?;
        let Actor::Account(identity) = actor else { return Ok(()) };
        let opens = |role: &Role| role.allows(Permission::AskInstitution) || role.allows(Permission::AnswerInquiry);
        if identity.roles.iter().any(opens) { Ok(()) } else { Err(ProblemCode::NotAllowed) }
    }
}

/// The condition under which an institution's member may know of inquiry `q`: they belong to the organization of its
/// institution `i`, and the doctor blocked none of that organization's institutions. `$1` is the member's account.
pub const VISIBLE_TO_MEMBER: &str = "EXISTS (
        SELECT 1 FROM organization_member m WHERE m.organization_id = i.organization_id AND m.account_id = $1)
    AND NOT EXISTS (
        SELECT 1 FROM doctor_block b JOIN institution bi ON bi.id = b.institution_id
        WHERE b.account_id = q.doctor_account_id AND bi.organization_id = i.organization_id)";

/// The side by which the actor belongs to an inquiry. A person who is on both, having asked an institution of their own, is its doctor.
///
/// # Errors
/// `not_found` for everybody else.
pub async fn side(db: &impl ConnectionTrait, ctx: &Ctx, inquiry: &inquiry::Model) -> ApiResult<InquirySide> {
    let account = ctx.account_id()?;
    if inquiry.doctor_account_id == account && ctx.may(Permission::AskInstitution) {
        return Ok(InquirySide::Doctor);
    }
    if ctx.may(Permission::AnswerInquiry) {
        let sql = format!("SELECT 1 FROM inquiry q JOIN institution i ON i.id = q.institution_id WHERE q.id = $2 AND {VISIBLE_TO_MEMBER}");
        let values = [account.0.into(), inquiry.id.0.into()];
        if db::exists(db, sql, values).await? {
            return Ok(InquirySide::Institution);
        }
    }
    Err(ProblemCode::NotFound.into())
}
