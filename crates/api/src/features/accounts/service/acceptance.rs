//! Accepting an invitation: the link proves the address, the password proves the person.

use super::{credentials, suspension};
use crate::{
    ctx::Ctx,
    entity::invitation,
    error::{ApiError, ApiResult},
    features::accounts::{
        limits::{self, Tries},
        repo::{self, Grant, NewAccount},
    },
    platform::{
        AppState,
        audit::{self, AuditEntry},
        auth::secret,
        db,
        feature::Membership,
        mail::{self, Mail, Recipient},
    },
};
use domain::{
    account::{AcceptInvitation, InvitationOffer, LookUpInvitation, check_password},
    actor::Permission,
    ids::AccountId,
    problem::{FieldCode, ProblemCode},
    text,
    validate::Violations,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect};

pub async fn look_up(state: &AppState, ctx: &Ctx, input: &LookUpInvitation) -> ApiResult<InvitationOffer> {
    limits::limit_token(state, ctx).await?;
    db::snapshot(&state.db, async |txn| {
        let row = open(state, txn, ctx, &input.token, false).await?;
        let organization_name = match row.organization_id {
            Some(id) => Some((membership(state)?.name)(txn, id).await?),
            None => None,
        };
        let account_exists = repo::find_by_email(txn, &row.email).await?.is_some();
        Ok(InvitationOffer {
            kind: row.kind,
            email: row.email,
            role: row.role,
            prefecture_code: row.prefecture_code,
            organization_name,
            account_exists,
            expires_at: row.expires_at,
        })
    })
    .await
}

pub async fn accept(state: &AppState, ctx: &Ctx, input: &AcceptInvitation) -> ApiResult<()> {
    limits::limit_token(state, ctx).await?;
    let offer = db::snapshot(&state.db, async |txn| open(state, txn, ctx, &input.token, false).await).await?;
    let existing = repo::find_by_email(&state.db, &offer.email).await?;
    let password_hash = match &existing {
        Some(account) => {
            limits::limit_sign_in(state, ctx, &Tries::Invitation(offer.id)).await?;
            if !state.passwords.verify(&input.password, account.password_hash.clone()).await? {
                return Err(ApiError::field("password", FieldCode::WrongPassword));
            }
            None
        }
        None => {
            check_new(input, &offer.email)?;
            Some(state.passwords.hash(&input.password).await?)
        }
    };
    db::transaction(&state.db, async |txn| {
        // Again under the lock: taken back or accepted in the meantime, it opens nothing.
        let row = open(state, txn, ctx, &input.token, true).await?;
        let account_id = match (&existing, &password_hash) {
            (Some(account), _) => {
                let id = credentials::lock_unchanged(state, txn, account).await?.id;
                suspension::require_active(txn, id).await?;
                id
            }
            (None, Some(hash)) => {
                let new = NewAccount {
                    email: row.email.clone(),
                    password_hash: hash.clone(),
                    display_name: text::normalize_line_ends(input.display_name.as_deref().unwrap_or_default()),
                    locale: input.locale,
                };
                repo::insert(txn, ctx, new).await?.id
            }
            (None, None) => return Err(ApiError::internal("an invitation was accepted by nobody")),
        };
        let grant = Grant { role: row.role, prefecture_code: row.prefecture_code.clone(), granted_by: row.invited_by };
        repo::grant_role(txn, ctx, account_id, grant).await?;
        if let Some(organization_id) = row.organization_id {
            (membership(state)?.join)(txn, ctx, organization_id, account_id).await?;
        }
        let change = invitation::ActiveModel {
            id: Set(row.id),
            accepted_at: Set(Some(ctx.now)),
            accepted_by: Set(Some(account_id)),
            ..Default::default()
        };
        change.update(txn).await?;
        if let Some(inviter) = row.invited_by {
            let organization = match row.organization_id {
                Some(organization_id) => (membership(state)?.name)(txn, organization_id).await?,
                None => String::new(),
            };
            let letter = Mail::new("invitation_accepted", Recipient::Account(inviter), row.id);
            mail::enqueue(txn, ctx, letter.param("email", row.email.clone()).line("organization", &organization)).await?;
        }
        audit::record(
            txn,
            ctx,
            AuditEntry::on("invitation", row.id.0).change("status", "open", "accepted").change("account", None::<AccountId>, account_id),
        )
        .await
    })
    .await
}

fn check_new(input: &AcceptInvitation, email: &str) -> ApiResult<()> {
    let mut violations = Violations::default();
    check_password(&mut violations, "password", &input.password, email);
    violations.require("display_name", input.display_name.as_deref().is_some_and(|name| !name.trim().is_empty()), FieldCode::Required);
    violations.require("agreed_terms", input.agreed_terms, FieldCode::MustAgree);
    if violations.is_empty() { Ok(()) } else { Err(violations.into()) }
}

async fn open(state: &AppState, txn: &DatabaseTransaction, ctx: &Ctx, token: &str, lock: bool) -> ApiResult<invitation::Model> {
    let mut find = invitation::Entity::find().filter(invitation::COLUMN.token_hash.eq(secret::hash(token.trim())));
    if lock {
        find = find.lock_exclusive();
    }
    let row = find.one(txn).await?.ok_or(ProblemCode::LinkExpired)?;
    let open = row.accepted_at.is_none() && row.revoked_at.is_none() && row.expires_at > ctx.now;
    let live = open && inviter_may_invite(state, txn, &row).await?;
    if live { Ok(row) } else { Err(ProblemCode::LinkExpired.into()) }
}

/// Whether the one who invited still may: an administrator to the staff, a member to the organization, neither while suspended. Invitations from
/// the command line have no sender.
async fn inviter_may_invite(state: &AppState, txn: &DatabaseTransaction, row: &invitation::Model) -> ApiResult<bool> {
    let Some(inviter) = row.invited_by else { return Ok(true) };
    if suspension::is_suspended(txn, inviter).await? {
        return Ok(false);
    }
    match row.organization_id {
        Some(id) => (membership(state)?.has_member)(txn, id, inviter).await,
        None => Ok(repo::roles(txn, inviter).await?.iter().any(|role| role.allows(Permission::ManageStaff))),
    }
}

/// Returns the functions that give an organization's name, tell whether somebody is a member, and make somebody one.
fn membership(state: &AppState) -> ApiResult<Membership> {
    let registered = state.features.iter().find_map(|feature| feature.membership);
    registered.ok_or_else(|| ApiError::internal("no feature has members"))
}
