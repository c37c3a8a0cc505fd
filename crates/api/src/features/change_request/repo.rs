//! Writes and locked reads of corrections. The registration is locked first, always.

use crate::{entity::change_request, error::ApiResult};
use domain::{
    change_request::ChangeRequestStatus,
    ids::{ChangeRequestId, RegistrationId},
    problem::ProblemCode,
};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QuerySelect};

/// The registration that a correction belongs to.
///
/// # Errors
/// `not_found` when there is no such correction.
pub async fn registration_of(conn: &impl ConnectionTrait, id: ChangeRequestId) -> ApiResult<RegistrationId> {
    let row = change_request::Entity::find_by_id(id).one(conn).await?;
    row.map(|row| row.registration_id).ok_or_else(|| ProblemCode::NotFound.into())
}

/// Locks a correction that must wait for a decision.
///
/// # Errors
/// `wrong_state` when it was decided already.
pub async fn lock_open(txn: &impl ConnectionTrait, id: ChangeRequestId) -> ApiResult<change_request::Model> {
    let row = change_request::Entity::find_by_id(id).lock_exclusive().one(txn).await?.ok_or(ProblemCode::NotFound)?;
    if row.status == ChangeRequestStatus::Requested { Ok(row) } else { Err(ProblemCode::WrongState.into()) }
}

/// Whether one waits for a decision.
pub async fn is_open(conn: &impl ConnectionTrait, id: RegistrationId) -> ApiResult<bool> {
    let open = change_request::Entity::find()
        .filter(change_request::Column::RegistrationId.eq(id))
        .filter(change_request::Column::Status.eq(ChangeRequestStatus::Requested));
    Ok(open.count(conn).await? > 0)
}

/// Writes a new correction.
pub async fn insert(txn: &impl ConnectionTrait, row: change_request::Model) -> ApiResult<change_request::Model> {
    Ok(row.into_active_model().reset_all().insert(txn).await?)
}

/// Writes a decision.
pub async fn save(txn: &impl ConnectionTrait, row: change_request::Model) -> ApiResult<change_request::Model> {
    Ok(row.into_active_model().reset_all().update(txn).await?)
}
