//! Taking note of what an edition says about an institution here.

use super::staff_query as query;
use crate::{
    ctx::Ctx,
    entity::registry_difference,
    error::ApiResult,
    platform::{
        AppState,
        audit::{self, AuditEntry},
        db,
    },
};
use domain::{ids::RegistryDifferenceId, problem::ProblemCode, registry::RegistryDifference};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel, QuerySelect};

/// Marks a difference as seen.
///
/// # Errors
/// `not_found`, `wrong_state` when somebody did before.
pub async fn acknowledge(state: &AppState, ctx: &Ctx, id: RegistryDifferenceId) -> ApiResult<RegistryDifference> {
    db::transaction(&state.db, async |txn| {
        query::difference(txn, id).await?;
        let row = registry_difference::Entity::find_by_id(id).lock_exclusive().one(txn).await?.ok_or(ProblemCode::NotFound)?;
        if row.acknowledged_at.is_some() {
            return Err(ProblemCode::WrongState.into());
        }
        let entry = AuditEntry::on("registry_difference", id.0)
            .change("acknowledged", false, true)
            .change("institution_id", (), row.institution_id)
            .change("edition", (), &row.edition);
        let mut row = row.into_active_model();
        row.acknowledged_at = Set(Some(ctx.now));
        row.acknowledged_by = Set(Some(ctx.account_id()?));
        row.update(txn).await?;
        audit::record(txn, ctx, entry).await?;
        query::difference(txn, id).await
    })
    .await
}
