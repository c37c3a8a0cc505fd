//! Commands: one function, one transaction each.

use super::{query, repo};
use crate::{
    ctx::Ctx,
    entity::doctor_wishes,
    error::ApiResult,
    platform::{
        AppState,
        audit::{self, AuditEntry},
        db,
        http::IfMatch,
    },
};
use domain::{
    matching::{SavedWishes, Wishes},
    problem::ProblemCode,
};

/// Saves the actor's wishes: the first time without a version, afterwards on top of the version that the doctor saw.
///
/// # Errors
/// `precondition_required`, `version_mismatch`, `sign_in_required` for an account that was deleted.
pub async fn save(state: &AppState, ctx: &Ctx, version: Option<IfMatch>, input: Wishes) -> ApiResult<SavedWishes> {
    let account = ctx.account_id()?;
    let wishes = input.normalized();
    db::transaction(&state.db, async |txn| {
        repo::hold_account(txn, account).await?;
        let mut row = doctor_wishes::Model { account_id: account, wishes: wishes.clone(), version: 1, updated_at: ctx.now };
        match (repo::lock(txn, account).await?, version) {
            (None, Some(_)) => return Err(ProblemCode::VersionMismatch.into()),
            (Some(_), None) => return Err(ProblemCode::PreconditionRequired.into()),
            (None, None) => {
                // Saved in another window at the same moment: that one was the first.
                if !repo::insert(txn, row.clone()).await? {
                    return Err(ProblemCode::PreconditionRequired.into());
                }
            }
            (Some(before), Some(version)) => {
                version.check(before.version)?;
                row.version = before.version + 1;
                repo::save(txn, row.clone()).await?;
            }
        }
        // What somebody wishes for is nobody's business: the trail says that wishes were saved, not which, and staff do not read that.
        audit::record(txn, ctx, AuditEntry::on("doctor_wishes", account.0)).await?;
        Ok(query::present(row))
    })
    .await
}
