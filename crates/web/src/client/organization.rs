//! Organizations, their members and the invitations to them.

use super::{ClientError, IdempotencyKey, Versioned, delete, get, get_versioned, patch, post_once};
use crate::paths::{Unparsed, api};
use domain::account::Invitation;
use domain::organization::{CreateMemberInvitation, CreateOrganization, Organization, OrganizationList, UpdateOrganization};
use domain::page::Page;

/// The organizations of the signed-in person.
pub async fn list_organizations() -> Result<OrganizationList, ClientError> {
    get(api::list_organizations()).await
}

/// Enters an organization.
pub async fn create_organization(input: &CreateOrganization, key: IdempotencyKey) -> Result<Organization, ClientError> {
    post_once(api::create_organization(), input, key).await
}

/// An organization with its members.
pub async fn get_organization(id: &str) -> Result<Versioned<Organization>, ClientError> {
    get_versioned(api::get_organization(Unparsed(id))).await
}

/// Renames an organization.
pub async fn update_organization(id: &str, input: &UpdateOrganization, etag: &str) -> Result<Versioned<Organization>, ClientError> {
    patch(api::update_organization(Unparsed(id)), input, etag).await
}

/// The invitations to an organization.
pub async fn list_member_invitations(id: &str, cursor: Option<String>) -> Result<Page<Invitation>, ClientError> {
    get(api::list_member_invitations(Unparsed(id)).with(&[("cursor", cursor)])).await
}

/// Invites a colleague.
pub async fn create_member_invitation(id: &str, input: &CreateMemberInvitation, key: IdempotencyKey) -> Result<Invitation, ClientError> {
    post_once(api::create_member_invitation(Unparsed(id)), input, key).await
}

/// Takes an invitation back.
pub async fn revoke_member_invitation(id: &str, invitation: &str) -> Result<(), ClientError> {
    delete(api::revoke_member_invitation(Unparsed(id), Unparsed(invitation))).await
}

/// Takes a person off an organization.
pub async fn remove_member(id: &str, account: &str) -> Result<(), ClientError> {
    delete(api::remove_member(Unparsed(id), Unparsed(account))).await
}
