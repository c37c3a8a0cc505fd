//! Removing the second factor of somebody on the staff who lost the app and the recovery codes: one administrator asks, another approves.

use super::{credentials, second_factor, suspension};
use crate::{
    ctx::Ctx,
    entity::account_role,
    error::{ApiError, ApiResult},
    features::accounts::repo,
    platform::{
        AppState,
        audit::{self, AuditEntry},
        db,
        feature::Retention,
        http::{IdempotencyKey, idempotency},
        mail::{self, Mail, Recipient},
    },
};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    account::{AskForSecondFactorReset, RESET_LIFE, ResetFacts, ResetStatus, SecondFactorReset},
    actor::Role,
    ids::{AccountId, SecondFactorResetId},
    problem::{FieldCode, ProblemCode},
    text,
};
use sea_orm::{ConnectionTrait, EntityTrait, FromQueryResult};
use serde::Serialize;
use serde_json::{Value, json};
use uuid::Uuid;

/// For so long, resets that are over are still listed.
const LISTED: TimeDelta = TimeDelta::days(30);
/// Resets are deleted once they are no longer listed; the audit trail keeps who asked and who approved.
pub const RETENTION: Retention = Retention { sql: "DELETE FROM second_factor_reset WHERE asked_at < $1", kept: LISTED };

#[derive(Debug, FromQueryResult)]
struct Row {
    id: SecondFactorResetId,
    account_id: AccountId,
    asked_by: AccountId,
    reason: String,
    credentials: String,
    asked_at: DateTime<Utc>,
    approved_at: Option<DateTime<Utc>>,
    withdrawn_at: Option<DateTime<Utc>>,
    name: String,
    email: String,
    asker_name: String,
    approver_name: Option<String>,
}

const ROWS: &str = "SELECT s.id, s.account_id, s.asked_by, s.reason, s.credentials, s.asked_at, s.approved_at, s.withdrawn_at,
        a.display_name AS name, a.email, k.display_name AS asker_name, p.display_name AS approver_name
    FROM second_factor_reset s JOIN account a ON a.id = s.account_id JOIN account k ON k.id = s.asked_by
    LEFT JOIN account p ON p.id = s.approved_by";

/// Since when somebody is an administrator who can sign in; `None` for others.
async fn administrator_since(db: &impl ConnectionTrait, id: AccountId) -> ApiResult<Option<DateTime<Utc>>> {
    let row = account_role::Entity::find_by_id((id, Role::Administrator)).one(db).await?;
    Ok(if suspension::is_suspended(db, id).await? { None } else { row.map(|row| row.granted_at) })
}

async fn facts(state: &AppState, db: &impl ConnectionTrait, row: &Row) -> ApiResult<ResetFacts> {
    let current = match repo::get(db, row.account_id).await {
        Ok(account) => Some(credentials::of(state, &account)),
        // The account is gone.
        Err(error) if error.code() == ProblemCode::SignInRequired => None,
        Err(error) => return Err(error),
    };
    Ok(ResetFacts {
        asked_at: row.asked_at,
        approved: row.approved_at.is_some(),
        withdrawn: row.withdrawn_at.is_some(),
        same_credentials: current.as_deref() == Some(row.credentials.as_str()),
        asker_since: administrator_since(db, row.asked_by).await?,
    })
}

/// Whether the actor may approve now, or why not.
async fn may_approve(db: &impl ConnectionTrait, ctx: &Ctx, row: &Row, facts: &ResetFacts) -> ApiResult<Result<(), ProblemCode>> {
    let me = ctx.account_id()?;
    let since = administrator_since(db, me).await?.unwrap_or(ctx.now);
    Ok(facts.may_approve(ctx.now, since, me == row.asked_by || me == row.account_id))
}

async fn present(state: &AppState, db: &impl ConnectionTrait, ctx: &Ctx, row: Row) -> ApiResult<SecondFactorReset> {
    let facts = facts(state, db, &row).await?;
    Ok(SecondFactorReset {
        may_approve: may_approve(db, ctx, &row, &facts).await?.is_ok(),
        status: facts.status(ctx.now),
        expires_at: row.asked_at + RESET_LIFE,
        id: row.id,
        account_id: row.account_id,
        name: row.name,
        email: row.email,
        asked_by: row.asker_name,
        reason: row.reason,
        asked_at: row.asked_at,
        approved_by: row.approver_name,
    })
}

/// The resets of the last weeks, the latest first.
pub async fn list(state: &AppState, ctx: &Ctx) -> ApiResult<Vec<SecondFactorReset>> {
    let rows = db::rows::<Row>(&state.db, format!("{ROWS} WHERE s.asked_at > $1 ORDER BY s.id DESC"), [(ctx.now - LISTED).into()]).await?;
    let mut resets = Vec::with_capacity(rows.len());
    for row in rows {
        resets.push(present(state, &state.db, ctx, row).await?);
    }
    Ok(resets)
}

/// Asks for a reset; the person is told.
pub async fn ask(state: &AppState, ctx: &Ctx, key: &IdempotencyKey, input: &AskForSecondFactorReset) -> ApiResult<SecondFactorReset> {
    let me = ctx.account_id()?;
    idempotency::once(state, ctx, key, input, async |txn| {
        // Somebody suspended meanwhile would leave a reset behind that is not withdrawn with the others.
        repo::lock_roles(txn).await?;
        suspension::require_administrator(txn, me).await?;
        let unknown = || ApiError::field("account_id", FieldCode::UnknownValue);
        if !repo::roles(txn, input.account_id).await?.iter().any(|role| role.is_staff()) {
            return Err(unknown());
        }
        let subject = repo::lock(txn, input.account_id).await.map_err(|_| unknown())?;
        if subject.id == me {
            return Err(ApiError::because(ProblemCode::AnotherAdministratorRequired, "nobody asks for their own"));
        }
        if subject.totp_confirmed_at.is_none() || has_open(state, txn, ctx, subject.id).await? {
            return Err(ProblemCode::WrongState.into());
        }
        let id: SecondFactorResetId = ctx.new_id();
        let reason = text::normalize_line_ends(&input.reason);
        let sql =
            "INSERT INTO second_factor_reset (id, account_id, asked_by, reason, credentials, asked_at) VALUES ($1, $2, $3, $4, $5, $6)";
        let seen = credentials::of(state, &subject);
        let values = [id.0.into(), subject.id.0.into(), me.0.into(), reason.as_str().into(), seen.into(), ctx.now.into()];
        db::execute(txn, sql, values).await?;
        let told = Mail::new("second_factor_reset_asked", Recipient::Account(subject.id), id).instant("at", ctx.now);
        mail::enqueue(txn, ctx, told).await?;
        let entry =
            AuditEntry::on("account", subject.id.0).reason(&reason).change("second_factor_reset", None::<ResetStatus>, ResetStatus::Open);
        audit::record(txn, ctx, entry).await?;
        present(state, txn, ctx, find(txn, id).await?).await
    })
    .await
}

/// Whether another reset of the same account waits.
async fn has_open(state: &AppState, txn: &impl ConnectionTrait, ctx: &Ctx, account: AccountId) -> ApiResult<bool> {
    let sql = format!("{ROWS} WHERE s.account_id = $1 AND s.approved_at IS NULL AND s.withdrawn_at IS NULL");
    for row in db::rows::<Row>(txn, sql, [account.0.into()]).await? {
        if facts(state, txn, &row).await?.status(ctx.now) == ResetStatus::Open {
            return Ok(true);
        }
    }
    Ok(false)
}

async fn find(txn: &impl ConnectionTrait, id: SecondFactorResetId) -> ApiResult<Row> {
    let row = db::row::<Row>(txn, format!("{ROWS} WHERE s.id = $1"), [id.0.into()]).await?;
    row.ok_or_else(|| ProblemCode::NotFound.into())
}

/// A reset, locked with the account that it is about.
async fn lock(txn: &impl ConnectionTrait, id: SecondFactorResetId) -> ApiResult<Row> {
    let row = db::query_one(txn, "SELECT id FROM second_factor_reset WHERE id = $1 FOR UPDATE", [id.0.into()]).await?;
    row.ok_or(ProblemCode::NotFound)?;
    find(txn, id).await
}

/// Approves a reset: the second factor goes with its recovery codes, every session of the person ends, and the person is told.
pub async fn approve(state: &AppState, ctx: &Ctx, id: SecondFactorResetId) -> ApiResult<()> {
    let me = ctx.account_id()?;
    db::transaction(&state.db, async |txn| {
        repo::lock_roles(txn).await?;
        let row = lock(txn, id).await?;
        let subject = repo::lock(txn, row.account_id).await.map_err(|_| ApiError::from(ProblemCode::WrongState))?;
        let facts = facts(state, txn, &row).await?;
        may_approve(txn, ctx, &row, &facts).await??;
        let sql = "UPDATE second_factor_reset SET approved_at = $2, approved_by = $3 WHERE id = $1";
        db::execute(txn, sql, [id.0.into(), ctx.now.into(), me.0.into()]).await?;
        second_factor::clear(txn, ctx, &subject, None).await?;
        let entry = AuditEntry::on("account", subject.id.0).change("second_factor_reset", ResetStatus::Open, ResetStatus::Approved);
        audit::record(txn, ctx, entry.reason(row.reason)).await
    })
    .await
}

/// Takes a reset back.
pub async fn withdraw(state: &AppState, ctx: &Ctx, id: SecondFactorResetId) -> ApiResult<()> {
    db::transaction(&state.db, async |txn| {
        let row = lock(txn, id).await?;
        if facts(state, txn, &row).await?.status(ctx.now) != ResetStatus::Open {
            return Err(ProblemCode::WrongState.into());
        }
        let sql = "UPDATE second_factor_reset SET withdrawn_at = $2 WHERE id = $1";
        db::execute(txn, sql, [id.0.into(), ctx.now.into()]).await?;
        let entry = AuditEntry::on("account", row.account_id.0);
        audit::record(txn, ctx, entry.change("second_factor_reset", ResetStatus::Open, ResetStatus::Withdrawn)).await
    })
    .await
}

/// Takes back the open resets that somebody asked for or that concern them: suspended, they are not to find them alive when they are resumed.
pub async fn withdraw_of(txn: &impl ConnectionTrait, ctx: &Ctx, id: AccountId) -> ApiResult<()> {
    let sql = "UPDATE second_factor_reset SET withdrawn_at = $2
        WHERE (asked_by = $1 OR account_id = $1) AND approved_at IS NULL AND withdrawn_at IS NULL AND asked_at > $3 RETURNING account_id";
    for row in db::query_all(txn, sql, [id.0.into(), ctx.now.into(), (ctx.now - RESET_LIFE).into()]).await? {
        let subject: Uuid = row.try_get("", "account_id")?;
        let entry = AuditEntry::on("account", subject);
        audit::record(txn, ctx, entry.change("second_factor_reset", ResetStatus::Open, ResetStatus::Withdrawn)).await?;
    }
    Ok(())
}

/// A reset as a person takes it along.
#[derive(Serialize, FromQueryResult)]
struct ExportedReset {
    reason: String,
    asked_at: DateTime<Utc>,
    approved_at: Option<DateTime<Utc>>,
    withdrawn_at: Option<DateTime<Utc>>,
}

/// The resets that concern a person and those that the person asked for, for the export of personal data.
pub async fn export(db: &impl ConnectionTrait, id: AccountId) -> ApiResult<Value> {
    let columns = "SELECT reason, asked_at, approved_at, withdrawn_at FROM second_factor_reset";
    let concerning = db::rows::<ExportedReset>(db, format!("{columns} WHERE account_id = $1 ORDER BY id"), [id.0.into()]).await?;
    let asked = db::rows::<ExportedReset>(db, format!("{columns} WHERE asked_by = $1 ORDER BY id"), [id.0.into()]).await?;
    Ok(json!({ "concerning": concerning, "asked": asked }))
}

/// Removes the resets that concern somebody who leaves. Those that they asked for are about others, and void from now on.
pub async fn erase(txn: &impl ConnectionTrait, id: AccountId) -> ApiResult<()> {
    db::execute(txn, "DELETE FROM second_factor_reset WHERE account_id = $1", [id.0.into()]).await?;
    Ok(())
}
