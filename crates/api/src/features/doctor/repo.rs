//! Locked reads and writes of profiles and blocks. Never commits.

use crate::{
    entity::{doctor, doctor_block},
    error::ApiResult,
    platform::db,
};
use chrono::{DateTime, Utc};
use domain::{
    doctor::{LicenceStatus, SaveDoctorProfile},
    ids::{AccountId, InstitutionId},
    problem::ProblemCode,
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect, TryInsertResult,
    sea_query::OnConflict,
};

/// The doctor's row, locked, when there is one.
///
/// # Errors
/// When the database fails.
pub async fn lock(txn: &impl ConnectionTrait, account: AccountId) -> ApiResult<Option<doctor::Model>> {
    Ok(doctor::Entity::find_by_id(account).lock_exclusive().one(txn).await?)
}

/// Makes sure that the account is still there, and stays until the end of the transaction: an access token lives a little longer
/// than an account that was deleted, and must not bring personal data back.
///
/// # Errors
/// `sign_in_required`.
pub async fn hold_account(txn: &impl ConnectionTrait, account: AccountId) -> ApiResult<()> {
    let sql = "SELECT 1 FROM account WHERE id = $1 AND deleted_at IS NULL FOR SHARE";
    let row = db::query_one(txn, sql, [account.0.into()]).await?;
    row.map(|_| ()).ok_or_else(|| ProblemCode::SignInRequired.into())
}

/// The first row of a profile, whose licence nobody has checked; years are there once the profile is valid.
pub fn first(account: AccountId, profile: SaveDoctorProfile, now: DateTime<Utc>) -> doctor::Model {
    doctor::Model {
        account_id: account,
        full_name: profile.full_name,
        full_name_kana: profile.full_name_kana,
        licence_number: profile.licence_number,
        licence_year: profile.licence_year.unwrap_or_default(),
        specialties: profile.specialties.iter().map(|specialty| specialty.code().to_owned()).collect(),
        years_of_practice: profile.years_of_practice.unwrap_or_default(),
        employer: profile.employer,
        phone: profile.phone,
        wishes: profile.wishes,
        disclosure: profile.disclosure,
        licence_status: LicenceStatus::first(false),
        licence_since: now,
        licence_reason: None,
        licence_note: String::new(),
        licence_doubted_at: None,
        licence_version: 1,
        created_at: now,
        updated_at: now,
        version: 1,
    }
}

/// The row of a profile that was saved again; the check of the licence stays as it is.
pub fn next(before: &doctor::Model, profile: SaveDoctorProfile, now: DateTime<Utc>) -> doctor::Model {
    doctor::Model {
        licence_status: before.licence_status,
        licence_since: before.licence_since,
        licence_reason: before.licence_reason,
        licence_note: before.licence_note.clone(),
        licence_doubted_at: before.licence_doubted_at,
        licence_version: before.licence_version,
        created_at: before.created_at,
        version: before.version + 1,
        ..first(before.account_id, profile, now)
    }
}

/// Writes the first version; tells whether it is the first.
///
/// # Errors
/// When the database fails.
pub async fn insert(txn: &impl ConnectionTrait, row: doctor::Model) -> ApiResult<bool> {
    let outcome = doctor::Entity::insert(row.into_active_model())
        .on_conflict(OnConflict::column(doctor::Column::AccountId).do_nothing().to_owned())
        .try_insert()
        .exec_without_returning(txn)
        .await?;
    Ok(!matches!(outcome, TryInsertResult::Conflicted))
}

/// Writes a further version of a locked row.
///
/// # Errors
/// When the database fails.
pub async fn save(txn: &impl ConnectionTrait, row: doctor::Model) -> ApiResult<()> {
    row.into_active_model().reset_all().update(txn).await?;
    Ok(())
}

/// Removes a doctor's profile with the copy of the licence, and blocks.
///
/// # Errors
/// When the database fails.
pub async fn delete(txn: &impl ConnectionTrait, account: AccountId) -> ApiResult<()> {
    doctor_block::Entity::delete_many().filter(doctor_block::Column::AccountId.eq(account)).exec(txn).await?;
    doctor::Entity::delete_by_id(account).exec(txn).await?;
    Ok(())
}

/// Writes a block; tells whether it is new.
///
/// # Errors
/// When the database fails.
pub async fn insert_block(
    txn: &impl ConnectionTrait,
    account: AccountId,
    institution: InstitutionId,
    now: DateTime<Utc>,
) -> ApiResult<bool> {
    let sql = "INSERT INTO doctor_block (account_id, institution_id, blocked_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    let values = [account.0.into(), institution.0.into(), now.into()];
    Ok(db::execute(txn, sql, values).await? == 1)
}

/// Removes a block; tells whether there was one.
///
/// # Errors
/// When the database fails.
pub async fn delete_block(txn: &impl ConnectionTrait, account: AccountId, institution: InstitutionId) -> ApiResult<bool> {
    Ok(doctor_block::Entity::delete_by_id((account, institution)).exec(txn).await?.rows_affected == 1)
}
