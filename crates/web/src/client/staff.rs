//! The association's staff.

use super::{ClientError, IdempotencyKey, delete, get, list, post, post_once};
use crate::paths::{Unparsed, api};
use domain::account::{
    AskForSecondFactorReset, CreateStaffInvitation, Invitation, PlatformState, SecondFactorReset, StaffList, SuspendAccount,
};
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

/// Suspends an account of the staff.
pub async fn suspend_account(account: &str, reason: String) -> Result<(), ClientError> {
    post(api::suspend_account(Unparsed(account)), &SuspendAccount { reason }).await
}

/// Lets a suspended person sign in again.
pub async fn resume_account(account: &str) -> Result<(), ClientError> {
    post(api::resume_account(Unparsed(account)), &serde_json::json!({})).await
}

/// The resets of second factors.
pub async fn list_second_factor_resets() -> Result<Vec<SecondFactorReset>, ClientError> {
    list(api::list_second_factor_resets()).await
}

/// Asks for the reset of a second factor.
pub async fn create_second_factor_reset(input: &AskForSecondFactorReset, key: IdempotencyKey) -> Result<SecondFactorReset, ClientError> {
    post_once(api::create_second_factor_reset(), input, key).await
}

/// Approves a reset that another administrator asked for.
pub async fn approve_second_factor_reset(id: &str) -> Result<(), ClientError> {
    post(api::approve_second_factor_reset(Unparsed(id)), &serde_json::json!({})).await
}

/// Takes a reset back.
pub async fn withdraw_second_factor_reset(id: &str) -> Result<(), ClientError> {
    delete(api::withdraw_second_factor_reset(Unparsed(id))).await
}

/// How the platform is.
pub async fn get_platform_state() -> Result<PlatformState, ClientError> {
    get(api::get_platform_state()).await
}
