//! Accounts of the staff that an administrator suspended: nobody signs in to them, and nothing is asked of them, until they are resumed.

use super::second_factor_reset;
use crate::{
    ctx::Ctx,
    error::{ApiError, ApiResult},
    features::accounts::{query, repo},
    platform::{
        AppState,
        audit::{self, AuditEntry},
        auth::session,
        db,
    },
};
use domain::{actor::Role, ids::AccountId, problem::ProblemCode, text};
use sea_orm::ConnectionTrait;

/// Whether an account is suspended.
pub async fn is_suspended(db: &impl ConnectionTrait, id: AccountId) -> ApiResult<bool> {
    db::exists(db, "SELECT 1 FROM account_suspension WHERE account_id = $1", [id.0.into()]).await
}

/// Refuses a suspended account with `account_suspended`.
pub async fn require_active(db: &impl ConnectionTrait, id: AccountId) -> ApiResult<()> {
    if is_suspended(db, id).await? { Err(ProblemCode::AccountSuspended.into()) } else { Ok(()) }
}

/// Demands that the actor is still an administrator who can sign in. Call it after [`repo::lock_roles`]: another administrator may have suspended
/// them, or taken the role away, since the request was let in.
pub async fn require_administrator(txn: &impl ConnectionTrait, me: AccountId) -> ApiResult<()> {
    require_active(txn, me).await?;
    if repo::roles(txn, me).await?.contains(&Role::Administrator) { Ok(()) } else { Err(ProblemCode::NotAllowed.into()) }
}

/// The roles of somebody on the staff; `not_found` for everybody else.
async fn staff_roles(txn: &impl ConnectionTrait, id: AccountId) -> ApiResult<Vec<Role>> {
    let roles = repo::roles(txn, id).await?;
    if roles.iter().any(|role| role.is_staff()) { Ok(roles) } else { Err(ProblemCode::NotFound.into()) }
}

/// Suspends an account of the staff: every session ends, and open resets of a second factor by or for the person are withdrawn.
///
/// # Errors
/// `not_found` for somebody who is not on the staff, `another_administrator_required` for oneself, `last_member` for the last administrator,
/// `wrong_state` when it is suspended already, `account_suspended` or `not_allowed` when the actor may no longer act.
pub async fn suspend(state: &AppState, ctx: &Ctx, id: AccountId, reason: &str) -> ApiResult<()> {
    let me = ctx.account_id()?;
    let reason = text::normalize_line_ends(reason);
    db::transaction(&state.db, async |txn| {
        repo::lock_roles(txn).await?;
        require_administrator(txn, me).await?;
        let roles = staff_roles(txn, id).await?;
        if id == me {
            return Err(ApiError::because(ProblemCode::AnotherAdministratorRequired, "nobody suspends themselves"));
        }
        if is_suspended(txn, id).await? {
            return Err(ProblemCode::WrongState.into());
        }
        if roles.contains(&Role::Administrator) && query::administrators(txn).await? == 1 {
            return Err(ApiError::because(ProblemCode::LastMember, "the last administrator"));
        }
        // Locks the account first, as whoever signs in does.
        session::end_all(txn, ctx, id, None).await?;
        let sql = "INSERT INTO account_suspension (account_id, suspended_by, reason, suspended_at) VALUES ($1, $2, $3, $4)";
        db::execute(txn, sql, [id.0.into(), me.0.into(), reason.as_str().into(), ctx.now.into()]).await?;
        second_factor_reset::withdraw_of(txn, ctx, id).await?;
        audit::record(txn, ctx, AuditEntry::on("account", id.0).reason(&reason).change("suspended", false, true)).await
    })
    .await
}

/// Resumes an account, also one that lost its roles since it was suspended.
///
/// # Errors
/// `not_found` for somebody who is neither suspended nor on the staff, `another_administrator_required` for oneself, `wrong_state` when it is not
/// suspended, `account_suspended` or `not_allowed` when the actor may no longer act.
pub async fn resume(state: &AppState, ctx: &Ctx, id: AccountId) -> ApiResult<()> {
    let me = ctx.account_id()?;
    db::transaction(&state.db, async |txn| {
        repo::lock_roles(txn).await?;
        require_administrator(txn, me).await?;
        if id == me {
            return Err(ApiError::because(ProblemCode::AnotherAdministratorRequired, "nobody resumes themselves"));
        }
        if db::execute(txn, "DELETE FROM account_suspension WHERE account_id = $1", [id.0.into()]).await? == 0 {
            staff_roles(txn, id).await?;
            return Err(ProblemCode::WrongState.into());
        }
        audit::record(txn, ctx, AuditEntry::on("account", id.0).change("suspended", true, false)).await
    })
    .await
}
