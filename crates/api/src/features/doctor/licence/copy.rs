//! Copies of licences: one for a doctor, until the check is decided, and for 30 days at most.

use crate::{
    ctx::Ctx,
    entity::licence_copy,
    error::{ApiError, ApiResult},
    features::doctor::repo,
    platform::{
        AppState,
        audit::{self, AuditEntry},
        db,
        http::{
            rate_limit::{self, Limit},
            upload::Upload,
        },
    },
};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    doctor::{LICENCE_COPY_DAYS, LicenceCopy},
    ids::AccountId,
    problem::ProblemCode,
};
use sea_orm::{ConnectionTrait, EntityTrait, FromQueryResult, IntoActiveModel};

/// Enough for somebody who photographs a licence again and again, and no way to fill the disk.
const UPLOADS: Limit = Limit { name: "licence_copy", tries: 20, window: TimeDelta::hours(1) };

/// Takes a copy in, in place of the one before. What staff have open is out of date then.
///
/// # Errors
/// `unsupported_media_type` when the content is not what it says, `too_many_requests`, `profile_required`, `wrong_state` once checked.
pub async fn upload(state: &AppState, ctx: &Ctx, upload: &Upload) -> ApiResult<LicenceCopy> {
    upload.require_genuine()?;
    let account = ctx.account_id()?;
    rate_limit::count(state, ctx.now, UPLOADS, &account.to_string()).await?;
    let size = i64::try_from(upload.content.len()).map_err(ApiError::internal)?;
    db::transaction(&state.db, async |txn| {
        repo::hold_account(txn, account).await?;
        let mut row = repo::lock(txn, account).await?.ok_or(ProblemCode::ProfileRequired)?;
        if !row.licence_status.takes_copy() {
            return Err(ProblemCode::WrongState.into());
        }
        let had_copy = delete(txn, account).await?;
        let copy = licence_copy::Model {
            account_id: account,
            media_type: upload.media_type.to_owned(),
            size,
            content: upload.content.clone(),
            uploaded_at: ctx.now,
        };
        licence_copy::Entity::insert(copy.into_active_model()).exec_without_returning(txn).await?;
        row.licence_version += 1;
        repo::save(txn, row).await?;
        audit::record(txn, ctx, AuditEntry::on("licence_check", account.0).change("copy", had_copy, true)).await?;
        find(txn, account).await?.ok_or_else(|| ApiError::internal("the copy was not kept"))
    })
    .await
}

/// Takes the own copy back.
///
/// # Errors
/// `not_found` when there is none.
pub async fn remove(state: &AppState, ctx: &Ctx) -> ApiResult<()> {
    let account = ctx.account_id()?;
    db::transaction(&state.db, async |txn| {
        repo::lock(txn, account).await?;
        if !delete(txn, account).await? {
            return Err(ProblemCode::NotFound.into());
        }
        audit::record(txn, ctx, AuditEntry::on("licence_check", account.0).change("copy", true, false)).await
    })
    .await
}

/// The copy for whoever checks the licence; the trail says who opened it.
///
/// # Errors
/// `not_found`.
pub async fn open(state: &AppState, ctx: &Ctx, account: AccountId) -> ApiResult<licence_copy::Model> {
    db::transaction(&state.db, async |txn| {
        let copy = licence_copy::Entity::find_by_id(account).one(txn).await?.ok_or(ProblemCode::NotFound)?;
        audit::record(txn, ctx, AuditEntry::on("licence_check", account.0).change("copy_opened", false, true)).await?;
        Ok(copy)
    })
    .await
}

/// The media type, size and dates of a doctor's copy, without the file. `None` if there is no copy.
///
/// # Errors
/// When the database fails.
pub async fn find(db: &impl ConnectionTrait, account: AccountId) -> ApiResult<Option<LicenceCopy>> {
    #[derive(FromQueryResult)]
    struct Row {
        media_type: String,
        size: i64,
        uploaded_at: DateTime<Utc>,
    }
    let sql = "SELECT media_type, size, uploaded_at FROM licence_copy WHERE account_id = $1";
    let row = db::row::<Row>(db, sql, [account.0.into()]).await?;
    Ok(row.map(|Row { media_type, size, uploaded_at }| LicenceCopy {
        media_type,
        size: size.unsigned_abs(),
        uploaded_at,
        deleted_at: uploaded_at + TimeDelta::days(LICENCE_COPY_DAYS),
    }))
}

/// Deletes a doctor's copy; returns `true` if there was one.
///
/// # Errors
/// When the database fails.
pub async fn delete(txn: &impl ConnectionTrait, account: AccountId) -> ApiResult<bool> {
    Ok(licence_copy::Entity::delete_by_id(account).exec(txn).await?.rows_affected == 1)
}

/// Deletes copies that nobody decided about for 30 days.
///
/// # Errors
/// When the database fails.
pub async fn purge_expired(state: &AppState) -> ApiResult<()> {
    let ctx = Ctx::system("purge_licence_copies", state.clock.now(), state.ids.clone());
    db::transaction(&state.db, async |txn| {
        let sql = "DELETE FROM licence_copy WHERE uploaded_at <= $1 RETURNING account_id";
        let limit = ctx.now - TimeDelta::days(LICENCE_COPY_DAYS);
        for row in db::query_all(txn, sql, [limit.into()]).await? {
            let account: AccountId = row.try_get("", "account_id")?;
            audit::record(txn, &ctx, AuditEntry::on("licence_check", account.0).change("copy", true, false)).await?;
        }
        Ok(())
    })
    .await
}
