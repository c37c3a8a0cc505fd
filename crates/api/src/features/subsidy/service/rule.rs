//! The secretariat keeps the rules.

use crate::{
    ctx::Ctx,
    error::{ApiError, ApiResult},
    features::subsidy::{
        present::{self, KeptRule},
        repo,
    },
    platform::{
        AppState,
        audit::{self, AuditEntry},
        db,
        http::{IdempotencyKey, IfMatch, idempotency},
    },
};
use domain::{
    ids::SubsidyRuleId,
    problem::{FieldCode, ProblemCode},
    subsidy::{
        NewRule, SubsidyRule,
        dto::{CloseSubsidyRule, WithdrawSubsidyRule},
    },
    text::normalize_line_ends,
    time::japan_date,
};

pub use repo::FIRST_REVISION;

/// Enters a rule.
///
/// # Errors
/// `periods_overlap`.
pub async fn create(state: &AppState, ctx: &Ctx, key: &IdempotencyKey, input: &NewRule) -> ApiResult<SubsidyRule> {
    idempotency::once(state, ctx, key, input, async |txn| {
        let row = repo::insert(txn, ctx.new_id(), ctx.now, input.clone()).await?;
        let entry = AuditEntry::on("subsidy_rule", row.id.0).change("rule", None::<NewRule>, input);
        audit::record(txn, ctx, entry.change("version", None::<i32>, row.version)).await?;
        Ok(present::rule(row))
    })
    .await
}

/// Corrects a rule that nothing rests on.
///
/// # Errors
/// `not_found`, `version_mismatch`, `rule_in_use`, `periods_overlap`; another scheme is refused at its field.
pub async fn replace(state: &AppState, ctx: &Ctx, id: SubsidyRuleId, version: IfMatch, input: &NewRule) -> ApiResult<KeptRule> {
    db::transaction(&state.db, async |txn| {
        let before = repo::lock(txn, id).await?;
        version.check(before.revision)?;
        if repo::is_in_use(txn, id).await? {
            return Err(ProblemCode::RuleInUse.into());
        }
        if before.scheme != input.scheme {
            // Versions are counted within a scheme.
            return Err(ApiError::field("scheme", FieldCode::UnknownValue));
        }
        let after = repo::replace(txn, ctx, &before, input.clone()).await?;
        let entry = AuditEntry::on("subsidy_rule", id.0).diff(&present::content(before), input);
        audit::record(txn, ctx, entry).await?;
        Ok(present::kept(after))
    })
    .await
}

/// Sets the last day of a rule.
///
/// # Errors
/// `not_found`, `version_mismatch`, `periods_overlap`; an end before the start is refused at its field.
pub async fn close(state: &AppState, ctx: &Ctx, id: SubsidyRuleId, version: IfMatch, input: &CloseSubsidyRule) -> ApiResult<KeptRule> {
    db::transaction(&state.db, async |txn| {
        let before = repo::lock(txn, id).await?;
        version.check(before.revision)?;
        if input.valid_until < before.valid_from {
            return Err(ApiError::field("valid_until", FieldCode::EndsBeforeStart));
        }
        let after = repo::close(txn, ctx, &before, input.valid_until).await?;
        let entry = AuditEntry::on("subsidy_rule", id.0).change("valid_until", before.valid_until, after.valid_until);
        audit::record(txn, ctx, entry).await?;
        Ok(present::kept(after))
    })
    .await
}

/// Takes back a rule that has not begun and that nothing rests on. What it said stays in the trail.
///
/// # Errors
/// `not_found`, `version_mismatch`, `wrong_state` once it has begun, `rule_in_use`.
pub async fn withdraw(state: &AppState, ctx: &Ctx, id: SubsidyRuleId, version: IfMatch, input: &WithdrawSubsidyRule) -> ApiResult<()> {
    db::transaction(&state.db, async |txn| {
        let before = repo::lock(txn, id).await?;
        version.check(before.revision)?;
        if before.valid_from <= japan_date(ctx.now) {
            return Err(ApiError::because(ProblemCode::WrongState, "the rule has begun"));
        }
        if repo::is_in_use(txn, id).await? {
            return Err(ProblemCode::RuleInUse.into());
        }
        repo::remove(txn, id).await?;
        let entry = AuditEntry::on("subsidy_rule", id.0).reason(normalize_line_ends(&input.reason)).change("version", before.version, ());
        audit::record(txn, ctx, entry.change("rule", present::content(before), ())).await
    })
    .await
}
