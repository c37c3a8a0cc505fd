//! Rows → what members see.

use crate::entity::{invitation, organization};
use chrono::{DateTime, Utc};
use domain::{
    account::{Invitation, InvitationStatus},
    organization::{Organization, OrganizationMember},
};

pub fn organization(row: organization::Model, members: Vec<OrganizationMember>) -> Organization {
    Organization { id: row.id, name: row.name, created_at: row.created_at, members, version: row.version }
}

/// An invitation as those who invite see it.
pub fn invitation(row: invitation::Model, now: DateTime<Utc>) -> Invitation {
    let status = match &row {
        row if row.accepted_at.is_some() => InvitationStatus::Accepted,
        row if row.revoked_at.is_some() => InvitationStatus::Revoked,
        row if row.expires_at <= now => InvitationStatus::Expired,
        _ => InvitationStatus::Open,
    };
    Invitation { id: row.id, kind: row.kind, email: row.email, role: row.role, status, created_at: row.created_at, expires_at: row.expires_at }
}
