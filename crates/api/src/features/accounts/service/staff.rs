//! The staff, and reading the audit trail.

use super::{
    invitation::{self, NewInvitation},
    suspension,
};
use crate::{
    ctx::Ctx,
    error::{ApiError, ApiResult},
    features::accounts::{limits, present, query, repo, trail},
    platform::{
        AppState,
        audit::{self, AuditEntry},
        auth::session,
        db,
        http::{IdempotencyKey, idempotency},
    },
};
use domain::{
    account::{self, AuditQuery, CreateStaffInvitation, Invitation, InvitationKind, StaffList},
    actor::Role,
    ids::{AccountId, InvitationId},
    page::{Page, PageQuery},
    problem::ProblemCode,
    text,
};

pub async fn list(state: &AppState, ctx: &Ctx) -> ApiResult<StaffList> {
    Ok(StaffList { items: query::staff(&state.db, ctx.now).await? })
}

pub async fn revoke_role(state: &AppState, ctx: &Ctx, account_id: AccountId, role: Role) -> ApiResult<()> {
    if !role.is_staff() {
        return Err(ProblemCode::NotFound.into());
    }
    db::transaction(&state.db, async |txn| {
        repo::lock_roles(txn).await?;
        if !repo::roles(txn, account_id).await?.contains(&role) {
            return Err(ProblemCode::NotFound.into());
        }
        if role == Role::Administrator && !suspension::is_suspended(txn, account_id).await? && query::administrators(txn).await? == 1 {
            return Err(ApiError::because(ProblemCode::LastMember, "the last administrator"));
        }
        repo::revoke_role(txn, account_id, role).await?;
        session::end_all(txn, ctx, account_id, None).await?;
        audit::record(txn, ctx, AuditEntry::on("account", account_id.0).change("role", role, None::<Role>)).await
    })
    .await
}

pub async fn invite(state: &AppState, ctx: &Ctx, key: &IdempotencyKey, input: &CreateStaffInvitation) -> ApiResult<Invitation> {
    limits::limit_invitations(state, ctx).await?;
    idempotency::once(state, ctx, key, input, async |txn| {
        let email = text::email_address(&input.email).ok_or(ProblemCode::InvalidInput)?;
        if let Some(account) = repo::find_by_email(txn, &email).await?
            && repo::roles(txn, account.id).await?.contains(&input.role)
        {
            return Err(ProblemCode::AlreadyMember.into());
        }
        let new = NewInvitation {
            kind: InvitationKind::Staff,
            email,
            role: input.role,
            prefecture_code: input.prefecture_code.clone(),
            organization: None,
            locale: input.locale,
        };
        Ok(present::invitation(invitation::invite(state, txn, ctx, new).await?, ctx.now))
    })
    .await
}

pub async fn list_invitations(state: &AppState, ctx: &Ctx, page: &PageQuery) -> ApiResult<Page<Invitation>> {
    let rows = query::staff_invitations(&state.db, page).await?;
    Ok(Page { items: rows.items.into_iter().map(|row| present::invitation(row, ctx.now)).collect(), next_cursor: rows.next_cursor })
}

pub async fn revoke_invitation(state: &AppState, ctx: &Ctx, id: InvitationId) -> ApiResult<()> {
    db::transaction(&state.db, async |txn| invitation::revoke(txn, ctx, id, None).await).await
}

pub async fn audit_entries(state: &AppState, query: &AuditQuery) -> ApiResult<Page<account::AuditEntry>> {
    trail::list(&state.db, query).await
}
