//! Rows → what people see.

use crate::entity::{account, invitation, refresh_session};
use chrono::{DateTime, Utc};
use domain::{
    account::{Invitation, InvitationStatus, Me, MyOrganization, SessionSummary},
    actor::Role,
    ids::SessionId,
};

/// An account as its owner sees it.
pub fn me(
    row: account::Model,
    roles: Vec<Role>,
    prefecture_code: Option<String>,
    organizations: Vec<MyOrganization>,
    recovery_codes_left: u32,
) -> Me {
    Me {
        id: row.id,
        email: row.email,
        display_name: row.display_name,
        locale: row.locale,
        roles,
        prefecture_code,
        organizations,
        second_factor: row.totp_confirmed_at.is_some(),
        recovery_codes_left,
        unread_inquiries: None,
        created_at: row.created_at,
        version: row.version,
    }
}

pub fn session(row: refresh_session::Model, current: Option<SessionId>) -> SessionSummary {
    SessionSummary {
        id: row.family_id,
        user_agent: row.user_agent_summary,
        signed_in_at: row.signed_in_at,
        last_used_at: row.created_at,
        current: current == Some(row.family_id),
    }
}

/// An invitation as those who invite see it.
pub fn invitation(row: invitation::Model, now: DateTime<Utc>) -> Invitation {
    let status = match &row {
        row if row.accepted_at.is_some() => InvitationStatus::Accepted,
        row if row.revoked_at.is_some() => InvitationStatus::Revoked,
        row if row.expires_at <= now => InvitationStatus::Expired,
        _ => InvitationStatus::Open,
    };
    Invitation {
        id: row.id,
        kind: row.kind,
        email: row.email,
        role: row.role,
        prefecture_code: row.prefecture_code,
        status,
        created_at: row.created_at,
        expires_at: row.expires_at,
    }
}
