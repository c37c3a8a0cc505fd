//! Invitations to the staff and to organizations.

use crate::{
    ctx::Ctx,
    entity::invitation,
    error::ApiResult,
    features::accounts::repo,
    platform::{
        AppState,
        audit::{self, AuditEntry},
        auth::secret,
        db,
        mail::{self, Mail, Recipient},
    },
};
use chrono::TimeDelta;
use domain::{
    account::InvitationKind,
    actor::Role,
    ids::{InvitationId, OrganizationId},
    locale::Locale,
    problem::ProblemCode,
    region::prefecture,
    text,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect};

/// How long an invitation is good.
pub const LIFE: TimeDelta = TimeDelta::days(14);
/// What its tokens are derived for.
pub const PURPOSE: &str = "invitation";

/// An invitation to be sent.
#[derive(Debug, Clone)]
pub struct NewInvitation {
    /// What it is to.
    pub kind: InvitationKind,
    /// Who is invited.
    pub email: String,
    /// The role it gives.
    pub role: Role,
    /// The prefecture, for its officers.
    pub prefecture_code: Option<String>,
    /// The organization, for members.
    pub organization: Option<(OrganizationId, String)>,
    /// The language of the mail.
    pub locale: Locale,
}

/// Invites and sends the link; an earlier open invitation of the same kind to the same address is replaced.
///
/// # Errors
/// When the database fails.
pub async fn invite(state: &AppState, txn: &DatabaseTransaction, ctx: &Ctx, new: NewInvitation) -> ApiResult<invitation::Model> {
    let organization_id = new.organization.as_ref().map(|(id, _)| *id);
    let mut earlier = invitation::Entity::update_many()
        .set(invitation::ActiveModel { revoked_at: Set(Some(ctx.now)), ..Default::default() })
        .filter(invitation::COLUMN.email.eq(&new.email))
        .filter(invitation::COLUMN.role.eq(new.role))
        .filter(invitation::COLUMN.accepted_at.is_null())
        .filter(invitation::COLUMN.revoked_at.is_null());
    earlier = match organization_id {
        Some(id) => earlier.filter(invitation::COLUMN.organization_id.eq(id)),
        None => earlier.filter(invitation::COLUMN.organization_id.is_null()),
    };
    earlier.exec(txn).await?;

    let id: InvitationId = ctx.new_id();
    let row = invitation::ActiveModel {
        id: Set(id),
        kind: Set(new.kind),
        email: Set(new.email.clone()),
        role: Set(new.role),
        organization_id: Set(organization_id),
        token_hash: Set(secret::hash(&state.secrets.link_token(PURPOSE, id.0))),
        invited_by: Set(ctx.identity().map(|identity| identity.account_id)),
        created_at: Set(ctx.now),
        expires_at: Set(ctx.now + LIFE),
        accepted_at: Set(None),
        accepted_by: Set(None),
        revoked_at: Set(None),
        prefecture_code: Set(new.prefecture_code),
    }
    .insert(txn)
    .await?;
    let role: &'static str = new.role.into();
    let template = match new.kind {
        InvitationKind::Staff => "staff_invitation",
        InvitationKind::Member => "member_invitation",
    };
    let mut letter = Mail::new(template, Recipient::Address { email: new.email, locale: new.locale }, id)
        .instant("expires_at", ctx.now + LIFE)
        .link(routes::INVITATION, PURPOSE, id.0);
    letter = match new.organization {
        Some((_, name)) => letter.line("organization", &name),
        None => {
            // Only of administrators: anybody may act for an organization, and could choose a name that says something else.
            let inviter = match ctx.identity() {
                Some(identity) => repo::get(txn, identity.account_id).await?.display_name,
                None => String::new(),
            };
            let place = row.prefecture_code.as_deref().and_then(prefecture);
            letter
                .line("inviter", &inviter)
                .param("role", role)
                .param("prefecture", place.map(|place| place.label(new.locale)).unwrap_or_default())
        }
    };
    mail::enqueue(txn, ctx, letter).await?;
    audit::record(txn, ctx, AuditEntry::on("invitation", id.0).change("role", None::<Role>, new.role)).await?;
    Ok(row)
}

/// Takes an open invitation back; of the given organization, or of the staff.
///
/// # Errors
/// `not_found` when there is no such invitation, `wrong_state` when it is not open any more.
pub async fn revoke(txn: &DatabaseTransaction, ctx: &Ctx, id: InvitationId, organization: Option<OrganizationId>) -> ApiResult<()> {
    let row = invitation::Entity::find_by_id(id).lock_exclusive().one(txn).await?.ok_or(ProblemCode::NotFound)?;
    if row.organization_id != organization {
        return Err(ProblemCode::NotFound.into());
    }
    if row.accepted_at.is_some() || row.revoked_at.is_some() {
        return Err(ProblemCode::WrongState.into());
    }
    invitation::ActiveModel { id: Set(id), revoked_at: Set(Some(ctx.now)), ..Default::default() }.update(txn).await?;
    audit::record(txn, ctx, AuditEntry::on("invitation", id.0).change("status", "open", "revoked")).await
}

/// Invites an administrator from the command line; gives the link, which is also mailed.
///
/// # Errors
/// `invalid_input` when the address cannot be written to.
pub async fn invite_administrator(state: &AppState, email: &str) -> ApiResult<String> {
    let ctx = Ctx::system("create_administrator", state.clock.now(), state.ids.clone());
    let email = text::email_address(email).ok_or(ProblemCode::InvalidInput)?;
    let new = NewInvitation {
        kind: InvitationKind::Staff,
        email,
        role: Role::Administrator,
        prefecture_code: None,
        organization: None,
        locale: Locale::Ja,
    };
    let row = db::transaction(&state.db, async |txn| invite(state, txn, &ctx, new.clone()).await).await?;
    Ok(format!("{}/invitation#token={}", state.config.public_url, state.secrets.link_token(PURPOSE, row.id.0)))
}
