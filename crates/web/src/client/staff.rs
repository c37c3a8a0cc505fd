//! The association's staff.

use super::{ClientError, IdempotencyKey, delete, get, post_once, query};
use crate::paths::api;
use domain::account::{CreateStaffInvitation, Invitation, StaffList};
use domain::page::Page;

/// The staff.
pub async fn list_staff() -> Result<StaffList, ClientError> {
    get(api::STAFF).await
}

/// The invitations to the staff.
pub async fn list_staff_invitations(cursor: Option<String>) -> Result<Page<Invitation>, ClientError> {
    get(&(api::STAFF_INVITATIONS.to_owned() + &query(&[("cursor", cursor)]))).await
}

/// Invites somebody to the staff.
pub async fn create_staff_invitation(input: &CreateStaffInvitation, key: IdempotencyKey) -> Result<Invitation, ClientError> {
    post_once(api::STAFF_INVITATIONS, input, key).await
}

/// Takes an invitation back.
pub async fn revoke_staff_invitation(id: &str) -> Result<(), ClientError> {
    delete(&api::staff_invitation(id)).await
}

/// Takes a role back.
pub async fn revoke_staff_role(account: &str, role: &str) -> Result<(), ClientError> {
    delete(&api::staff_role(account, role)).await
}
