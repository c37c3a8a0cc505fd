//! Doubts that outlive an account: whoever deletes an account in doubt and signs up again reads nothing that is for doctors until the check.
//!
//! Keyed hashes of the licence number and of the mail address are stored for a year after the doubt. Somebody whose number another
//! person had used waits for the check as well.

use crate::{
    entity::{account, doctor},
    error::ApiResult,
    platform::{AppState, db, feature::Retention},
};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{doctor::LicenceStatus, ids::AccountId};
use sea_orm::{ConnectionTrait, EntityTrait};

const NUMBER: &str = "licence_doubt:number";
const ADDRESS: &str = "licence_doubt:address";

/// How long a doubt is remembered.
pub const RETENTION: Retention = Retention { sql: "DELETE FROM licence_doubt WHERE doubted_at < $1", kept: TimeDelta::days(365) };

/// Remembers that what this doctor states has been in doubt since a moment.
///
/// # Errors
/// When the database fails.
pub async fn remember(state: &AppState, txn: &impl ConnectionTrait, row: &doctor::Model, doubted_at: DateTime<Utc>) -> ApiResult<()> {
    let sql = "INSERT INTO licence_doubt (hash, doubted_at) SELECT unnest($1::bytea[]), $2
               ON CONFLICT (hash) DO UPDATE SET doubted_at = greatest(licence_doubt.doubted_at, excluded.doubted_at)";
    let hashes = hashes(state, txn, row.account_id, &row.licence_number).await?;
    db::execute(txn, sql, [hashes.into(), doubted_at.into()]).await.map(drop)
}

/// Forgets the doubt about a doctor who was found in the register.
///
/// # Errors
/// When the database fails.
pub async fn forget(state: &AppState, txn: &impl ConnectionTrait, row: &doctor::Model) -> ApiResult<()> {
    let hashes = hashes(state, txn, row.account_id, &row.licence_number).await?;
    db::execute(txn, "DELETE FROM licence_doubt WHERE hash = ANY($1)", [hashes.into()]).await.map(drop)
}

/// When somebody with this number or this mail address was in doubt, the last time; `None` if nobody was.
///
/// # Errors
/// When the database fails.
pub async fn find(state: &AppState, txn: &impl ConnectionTrait, row: &doctor::Model) -> ApiResult<Option<DateTime<Utc>>> {
    let hashes = hashes(state, txn, row.account_id, &row.licence_number).await?;
    let sql = "SELECT doubted_at FROM licence_doubt WHERE hash = ANY($1) ORDER BY doubted_at DESC LIMIT 1";
    let row = db::query_one(txn, sql, [hashes.into()]).await?;
    Ok(row.map(|row| row.try_get("", "doubted_at")).transpose()?)
}

/// Remembers the doubts about present doctors that are not remembered: those that were stated before doubts were. Whoever only shares a number with
/// somebody in doubt was never decided about, and is left out.
///
/// # Errors
/// When the database fails.
pub async fn adopt(state: &AppState) -> ApiResult<()> {
    let since = state.clock.now() - RETENTION.kept;
    let sql = "SELECT d.* FROM doctor d WHERE d.licence_doubted_at >= $1 AND d.licence_status <> $2 AND EXISTS (
                   SELECT 1 FROM audit_entry e
                   WHERE e.subject_type = 'licence_check' AND e.subject_id = d.account_id AND e.operation = 'decide_licence_check')
               FOR UPDATE OF d";
    db::transaction(&state.db, async |txn| {
        let doubted: Vec<doctor::Model> = db::rows(txn, sql, [since.into(), LicenceStatus::Checked.into()]).await?;
        for row in doubted {
            let Some(doubted_at) = row.licence_doubted_at else { continue };
            // A number may have been forgotten since, with a check of somebody else. An address is this doctor's alone.
            let address = address_hash(state, txn, row.account_id).await?;
            if !db::exists(txn, "SELECT 1 FROM licence_doubt WHERE hash = $1", [address.into()]).await? {
                remember(state, txn, &row, doubted_at).await?;
            }
        }
        Ok(())
    })
    .await
}

async fn hashes(state: &AppState, txn: &impl ConnectionTrait, account: AccountId, number: &str) -> ApiResult<Vec<Vec<u8>>> {
    // Leading zeros say nothing: 012345 and 12345 are one number.
    let number = state.secrets.keyed_hash(NUMBER, number.trim_start_matches('0').as_bytes());
    Ok(address_hash(state, txn, account).await?.into_iter().chain([number]).collect())
}

async fn address_hash(state: &AppState, txn: &impl ConnectionTrait, account: AccountId) -> ApiResult<Option<Vec<u8>>> {
    let address = account::Entity::find_by_id(account).one(txn).await?.map(|row| row.email);
    Ok(address.map(|address| state.secrets.keyed_hash(ADDRESS, address.as_bytes())))
}
