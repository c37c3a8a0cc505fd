//! Commands and queries.

use super::{policy, present, query, repo};
use crate::{
    ctx::Ctx,
    error::{ApiError, ApiResult},
    features::accounts::{self, NewInvitation},
    platform::{
        AppState,
        audit::{self, AuditEntry},
        db,
        http::{IdempotencyKey, IfMatch, idempotency},
    },
};
use domain::{
    account::{Invitation, InvitationKind},
    actor::Role,
    ids::{AccountId, InvitationId, OrganizationId},
    organization::{CreateMemberInvitation, CreateOrganization, Organization, OrganizationList, UpdateOrganization},
    page::{Page, PageQuery},
    problem::ProblemCode,
    text,
};
use sea_orm::{ConnectionTrait, DatabaseTransaction};

pub async fn create(state: &AppState, ctx: &Ctx, key: &IdempotencyKey, input: &CreateOrganization) -> ApiResult<Organization> {
    let account_id = ctx.account_id()?;
    idempotency::once(state, ctx, key, input, async |txn| {
        let row = repo::insert(txn, ctx, text::normalize_line_ends(&input.name)).await?;
        repo::add_member(txn, ctx, row.id, account_id).await?;
        audit::record(txn, ctx, AuditEntry::on("organization", row.id.0).change("name", None::<String>, &row.name)).await?;
        let members = query::members_of(txn, row.id).await?;
        Ok(present::organization(row, members))
    })
    .await
}

pub async fn list(state: &AppState, ctx: &Ctx) -> ApiResult<OrganizationList> {
    Ok(OrganizationList { items: query::of_account(&state.db, ctx.account_id()?).await? })
}

pub async fn get(state: &AppState, ctx: &Ctx, id: OrganizationId) -> ApiResult<Organization> {
    policy::require_member(&state.db, ctx, id).await?;
    let row = repo::get(&state.db, id).await?;
    Ok(present::organization(row, query::members_of(&state.db, id).await?))
}

pub async fn update(
    state: &AppState,
    ctx: &Ctx,
    id: OrganizationId,
    version: IfMatch,
    input: &UpdateOrganization,
) -> ApiResult<Organization> {
    db::transaction(&state.db, async |txn| {
        policy::require_member(txn, ctx, id).await?;
        let before = repo::lock(txn, id).await?;
        version.check(before.version)?;
        let entry = AuditEntry::on("organization", id.0).change("name", before.name.clone(), text::normalize_line_ends(&input.name));
        let after = repo::rename(txn, before, text::normalize_line_ends(&input.name)).await?;
        audit::record(txn, ctx, entry).await?;
        Ok(present::organization(after, query::members_of(txn, id).await?))
    })
    .await
}

pub async fn invite(
    state: &AppState,
    ctx: &Ctx,
    key: &IdempotencyKey,
    id: OrganizationId,
    input: &CreateMemberInvitation,
) -> ApiResult<Invitation> {
    policy::require_member(&state.db, ctx, id).await?;
    accounts::limit_invitations(state, ctx).await?;
    idempotency::once(state, ctx, key, &(id, input), async |txn| {
        let organization = repo::lock(txn, id).await?;
        let email = text::email_address(&input.email).ok_or_else(|| ApiError::from(ProblemCode::InvalidInput))?;
        if query::members_of(txn, id).await?.iter().any(|member| member.email == email) {
            return Err(ProblemCode::AlreadyMember.into());
        }
        let new = NewInvitation {
            kind: InvitationKind::Member,
            email,
            role: Role::InstitutionMember,
            prefecture_code: None,
            organization: Some((id, organization.name)),
            locale: input.locale,
        };
        let row = accounts::invite(state, txn, ctx, new).await?;
        Ok(accounts::present_invitation(row, ctx.now))
    })
    .await
}

pub async fn list_invitations(state: &AppState, ctx: &Ctx, id: OrganizationId, page: &PageQuery) -> ApiResult<Page<Invitation>> {
    policy::require_member(&state.db, ctx, id).await?;
    let rows = query::invitations(&state.db, id, page).await?;
    let items = rows.items.into_iter().map(|row| accounts::present_invitation(row, ctx.now)).collect();
    Ok(Page { items, next_cursor: rows.next_cursor })
}

pub async fn revoke_invitation(state: &AppState, ctx: &Ctx, id: OrganizationId, invitation_id: InvitationId) -> ApiResult<()> {
    db::transaction(&state.db, async |txn| {
        policy::require_member(txn, ctx, id).await?;
        accounts::revoke_invitation(txn, ctx, invitation_id, Some(id)).await
    })
    .await
}

pub async fn remove_member(state: &AppState, ctx: &Ctx, id: OrganizationId, account_id: AccountId) -> ApiResult<()> {
    db::transaction(&state.db, async |txn| {
        policy::require_member(txn, ctx, id).await?;
        // The lock makes two members who remove each other wait for one another.
        repo::lock(txn, id).await?;
        let members = query::members_of(txn, id).await?;
        if !members.iter().any(|member| member.account_id == account_id) {
            return Err(ProblemCode::NotFound.into());
        }
        if members.len() == 1 {
            return Err(ProblemCode::LastMember.into());
        }
        repo::remove_member(txn, id, account_id).await?;
        audit::record(txn, ctx, AuditEntry::on("organization", id.0).change("member", account_id, None::<AccountId>)).await
    })
    .await
}

/// The organization's name.
///
/// # Errors
/// `not_found` when there is none.
pub async fn name_of(db: &impl ConnectionTrait, id: OrganizationId) -> ApiResult<String> {
    Ok(repo::get(db, id).await?.name)
}

/// Makes a person a member; again changes nothing.
///
/// # Errors
/// When the database fails.
pub async fn join(txn: &DatabaseTransaction, ctx: &Ctx, id: OrganizationId, account_id: AccountId) -> ApiResult<()> {
    repo::lock(txn, id).await?;
    if query::members_of(txn, id).await?.iter().any(|member| member.account_id == account_id) {
        return Ok(());
    }
    repo::add_member(txn, ctx, id, account_id).await?;
    audit::record(txn, ctx, AuditEntry::on("organization", id.0).change("member", None::<AccountId>, account_id)).await
}

/// Takes a person who deletes their account out of every organization. The last member stays while an institution is published or being
/// checked: nobody would answer for its page.
///
/// # Errors
/// `last_member_of_institution`, or when the database fails.
pub async fn leave_all(txn: &DatabaseTransaction, ctx: &Ctx, account_id: AccountId) -> ApiResult<()> {
    for organization in query::of_account(txn, account_id).await? {
        repo::lock(txn, organization.id).await?;
        if query::members_of(txn, organization.id).await?.len() == 1 && query::has_open_registration(txn, organization.id).await? {
            return Err(ProblemCode::LastMemberOfInstitution.into());
        }
        repo::remove_member(txn, organization.id, account_id).await?;
        audit::record(txn, ctx, AuditEntry::on("organization", organization.id.0).change("member", account_id, None::<AccountId>)).await?;
    }
    Ok(())
}
