//! Reads of the doctor's own things.

use super::licence::copy;
use crate::{
    entity::{doctor, doctor_block, inquiry},
    error::ApiResult,
    features::inquiry::parties,
    platform::db,
};
use domain::{
    doctor::{BlockedInstitution, DoctorLicence, DoctorProfile, IdentityShare, LicenceCopy},
    ids::{AccountId, InstitutionId, OrganizationId},
    problem::ProblemCode,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

/// The profile as its doctor reads it.
pub fn present(row: doctor::Model, copy: Option<LicenceCopy>) -> DoctorProfile {
    let licence = DoctorLicence {
        status: row.licence_status,
        since: row.licence_since,
        reason: row.licence_reason,
        note: row.licence_note.clone(),
        copy,
    };
    DoctorProfile { version: row.version, updated_at: row.updated_at, licence, profile: row.into() }
}

/// The doctor's profile.
///
/// # Errors
/// `not_found` until it was saved.
pub async fn profile(db: &impl ConnectionTrait, account: AccountId) -> ApiResult<DoctorProfile> {
    let row = doctor::Entity::find_by_id(account).one(db).await?.ok_or(ProblemCode::NotFound)?;
    Ok(present(row, copy::find(db, account).await?))
}

/// Whom the doctor blocked.
///
/// # Errors
/// When the database fails.
pub async fn blocks(db: &impl ConnectionTrait, account: AccountId) -> ApiResult<Vec<BlockedInstitution>> {
    let rows = doctor_block::Entity::find()
        .filter(doctor_block::Column::AccountId.eq(account))
        .order_by_desc(doctor_block::Column::BlockedAt)
        .order_by_desc(doctor_block::Column::InstitutionId)
        .all(db)
        .await?;
    let mut parties = parties(db, rows.iter().map(|row| row.institution_id)).await?;
    let block = |row: doctor_block::Model| {
        let party = parties.remove(&row.institution_id)?;
        let (name, prefecture_code) = (party.name, party.prefecture_code);
        Some(BlockedInstitution { institution_id: row.institution_id, name, prefecture_code, blocked_at: row.blocked_at })
    };
    Ok(rows.into_iter().filter_map(block).collect())
}

/// Who has the doctor's identity.
///
/// # Errors
/// When the database fails.
pub async fn identity_shares(db: &impl ConnectionTrait, account: AccountId) -> ApiResult<Vec<IdentityShare>> {
    let rows = inquiry::Entity::find()
        .filter(inquiry::Column::DoctorAccountId.eq(account))
        .filter(inquiry::Column::IdentitySharedAt.is_not_null())
        .order_by_desc(inquiry::Column::IdentitySharedAt)
        .order_by_desc(inquiry::Column::Id)
        .all(db)
        .await?;
    let parties = parties(db, rows.iter().map(|row| row.institution_id)).await?;
    let share = |row: inquiry::Model| {
        let institution_name = parties.get(&row.institution_id)?.name.clone();
        Some(IdentityShare { inquiry_id: row.id, institution_id: row.institution_id, institution_name, shared_at: row.identity_shared_at? })
    };
    Ok(rows.into_iter().filter_map(share).collect())
}

/// The organization of an institution that the doctor may know of: listed, blocked already, or asked once.
///
/// # Errors
/// `not_found` for any other.
pub async fn organization_of_known(db: &impl ConnectionTrait, account: AccountId, institution: InstitutionId) -> ApiResult<OrganizationId> {
    let sql = "SELECT i.organization_id FROM institution i WHERE i.id = $2 AND (
                   EXISTS (SELECT 1 FROM listing l WHERE l.institution_id = i.id)
                   OR EXISTS (SELECT 1 FROM doctor_block b WHERE b.account_id = $1 AND b.institution_id = i.id)
                   OR EXISTS (SELECT 1 FROM inquiry q WHERE q.doctor_account_id = $1 AND q.institution_id = i.id))";
    let values = [account.0.into(), institution.0.into()];
    let row = db::query_one(db, sql, values).await?.ok_or(ProblemCode::NotFound)?;
    Ok(row.try_get("", "organization_id")?)
}
