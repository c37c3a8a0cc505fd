//! The association's staff.

use super::{ClientError, IdempotencyKey, delete, get, post_once};
use crate::paths::{Unparsed, api};
use domain::account::{CreateStaffInvitation, Invitation, StaffList};
use domain::page::Page;

/// The staff.
pub async fn list_staff() -> Result<StaffList, ClientError> {
    get(api::list_staff()).await
}

/// The invitations to the staff.
pub async fn list_staff_invitations(cursor: Option<String>) -> Result<Page<Invitation>, ClientError> {
    get(api::list_staff_invitations().with(&[("cursor", cursor)])).await
}

/// Invites somebody to the staff.
pub async fn create_staff_invitation(input: &CreateStaffInvitation, key: IdempotencyKey) -> Result<Invitation, ClientError> {
    post_once(api::create_staff_invitation(), input, key).await
}

/// Takes an invitation back.
pub async fn revoke_staff_invitation(id: &str) -> Result<(), ClientError> {
    delete(api::revoke_staff_invitation(Unparsed(id))).await
}

/// Takes a role back.
pub async fn revoke_staff_role(account: &str, role: &str) -> Result<(), ClientError> {
    delete(api::revoke_staff_role(Unparsed(account), Unparsed(role))).await
}
