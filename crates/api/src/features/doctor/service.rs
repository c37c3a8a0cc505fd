//! Commands: one function, one transaction each.

use super::{
    licence::{self, copy, doubt},
    query, repo,
};
use crate::{
    ctx::Ctx,
    entity::doctor,
    error::{ApiError, ApiResult},
    features::inquiry,
    platform::{
        AppState,
        audit::{self, AuditEntry},
        db,
        http::IfMatch,
    },
};
use chrono::Datelike;
use domain::{
    doctor::{DoctorProfile, LicenceStatus, SaveDoctorProfile},
    ids::{AccountId, InstitutionId},
    problem::{FieldCode, ProblemCode},
    time::japan_date,
};
use sea_orm::DatabaseTransaction;
use serde_json::{Map, Value, json};

/// Saves the profile: the first time without a version, afterwards on top of the version that the doctor saw.
///
/// # Errors
/// `in_future` for a licence of a year to come, `precondition_required`, `version_mismatch`.
pub async fn save(state: &AppState, ctx: &Ctx, version: Option<IfMatch>, input: SaveDoctorProfile) -> ApiResult<DoctorProfile> {
    let account = ctx.account_id()?;
    let year = japan_date(ctx.now).year();
    if input.licence_year.is_some_and(|licence| licence > year) {
        return Err(ApiError::field("licence_year", FieldCode::InFuture));
    }
    let profile = input.normalized().with_years(year);
    db::transaction(&state.db, async |txn| {
        repo::hold_account(txn, account).await?;
        let before = repo::lock(txn, account).await?;
        let row = match (&before, version) {
            (None, Some(_)) => return Err(ProblemCode::VersionMismatch.into()),
            (Some(_), None) => return Err(ProblemCode::PreconditionRequired.into()),
            (None, None) => {
                let mut row = repo::first(account, profile.clone(), ctx.now);
                row.licence_doubted_at = doubt::find(state, txn, &row).await?;
                row.licence_status = LicenceStatus::first(row.licence_doubted_at.is_some());
                // Saved in another window at the same moment: that one was the first.
                if !repo::insert(txn, row.clone()).await? {
                    return Err(ProblemCode::PreconditionRequired.into());
                }
                row
            }
            (Some(before), Some(version)) => {
                version.check(before.version)?;
                let row = licence::service::restate(state, txn, ctx, before, repo::next(before, profile.clone(), ctx.now)).await?;
                repo::save(txn, row.clone()).await?;
                row
            }
        };
        let mut entry = AuditEntry::on("doctor", account.0);
        entry.changes = changes(before, row.clone());
        audit::record(txn, ctx, entry).await?;
        Ok(query::present(row, copy::find(txn, account).await?))
    })
    .await
}

/// Which fields changed. More staff read the trail than may see a doctor's profile, so values stay out of it, except for the
/// doctor's choices of what institutions see.
fn changes(before: Option<doctor::Model>, after: doctor::Model) -> Value {
    let fields = |row: doctor::Model| match serde_json::to_value(SaveDoctorProfile::from(row)) {
        Ok(Value::Object(fields)) => fields,
        _ => Map::new(),
    };
    let before = before.map(fields).unwrap_or_default();
    let mut changes = Map::new();
    for (field, new) in fields(after) {
        let old = before.get(&field).unwrap_or(&Value::Null);
        if *old != new {
            let change = if field == "disclosure" { json!({ "before": old, "after": new }) } else { json!({ "masked": true }) };
            changes.insert(field, change);
        }
    }
    Value::Object(changes)
}

/// Blocks an institution with all of its organization: open inquiries to them are withdrawn first.
///
/// # Errors
/// `not_found` for an institution that the doctor may not know of.
pub async fn block(state: &AppState, ctx: &Ctx, institution: InstitutionId) -> ApiResult<()> {
    let account = ctx.account_id()?;
    db::transaction(&state.db, async |txn| {
        repo::hold_account(txn, account).await?;
        repo::lock(txn, account).await?;
        let organization = query::organization_of_known(txn, account, institution).await?;
        if repo::insert_block(txn, account, institution, ctx.now).await? {
            inquiry::withdraw_for_block(txn, ctx, account, organization).await?;
            // Whom a doctor avoids is nobody's business: the trail says that a block was set, not whom it keeps out.
            audit::record(txn, ctx, AuditEntry::on("doctor_block", account.0)).await?;
        }
        Ok(())
    })
    .await
}

/// Takes a block back.
///
/// # Errors
/// When the database fails.
pub async fn unblock(state: &AppState, ctx: &Ctx, institution: InstitutionId) -> ApiResult<()> {
    let account = ctx.account_id()?;
    db::transaction(&state.db, async |txn| {
        if repo::delete_block(txn, account, institution).await? {
            audit::record(txn, ctx, AuditEntry::on("doctor_block", account.0)).await?;
        }
        Ok(())
    })
    .await
}

/// Removes everything of a doctor that is not part of an inquiry; inquiries are withdrawn by `inquiry::withdraw_for_account`,
/// which comes first.
///
/// # Errors
/// When the database fails.
pub async fn erase(txn: &DatabaseTransaction, ctx: &Ctx, account: AccountId) -> ApiResult<()> {
    if repo::lock(txn, account).await?.is_some() {
        audit::record(txn, ctx, AuditEntry::on("doctor", account.0).change("erased", false, true)).await?;
    }
    repo::delete(txn, account).await
}
