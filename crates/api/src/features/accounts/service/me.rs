//! The own account: reading, changing, taking along, leaving.

use super::{
    credentials::{self, Known},
    link, personal_data, session,
};
use crate::{
    ctx::Ctx,
    entity::account,
    error::{ApiError, ApiResult},
    features::accounts::{present, query, repo},
    platform::{
        AppState,
        audit::{self, AuditEntry},
        auth::session as sessions,
        db,
        http::IfMatch,
        mail::{self, Mail, Recipient},
        outbox,
    },
};
use domain::{
    account::{ChangePassword, DeleteMe, ExportedData, Me, UpdateMe, check_password},
    actor::Role,
    problem::ProblemCode,
    text,
    validate::Violations,
};
use sea_orm::{ActiveValue::Set, ConnectionTrait};

pub async fn get(state: &AppState, ctx: &Ctx) -> ApiResult<Me> {
    let row = repo::get(&state.db, ctx.account_id()?).await?;
    with_unread(state, show(&state.db, row).await?).await
}

/// Adds what waits to be read, as the features above count it.
async fn with_unread(state: &AppState, me: Me) -> ApiResult<Me> {
    let mut unread = 0;
    for count in state.features.iter().filter_map(|feature| feature.unread) {
        unread += count(&state.db, me.id).await?;
    }
    Ok(Me { unread_inquiries: Some(unread), ..me })
}

pub async fn update(state: &AppState, ctx: &Ctx, version: IfMatch, input: &UpdateMe) -> ApiResult<Me> {
    let me = db::transaction(&state.db, async |txn| {
        let row = repo::lock(txn, ctx.account_id()?).await?;
        version.check(row.version)?;
        let before = UpdateMe { display_name: Some(row.display_name.clone()), locale: Some(row.locale) };
        let change = account::ActiveModel {
            id: Set(row.id),
            display_name: Set(input.display_name.as_deref().map_or(row.display_name, text::normalize_line_ends)),
            locale: Set(input.locale.unwrap_or(row.locale)),
            version: Set(row.version + 1),
            ..Default::default()
        };
        let after = repo::save(txn, change).await?;
        audit::record(
            txn,
            ctx,
            AuditEntry::on("account", after.id.0)
                .diff(&before, &UpdateMe { display_name: Some(after.display_name.clone()), locale: Some(after.locale) }),
        )
        .await?;
        show(txn, after).await
    })
    .await?;
    with_unread(state, me).await
}

pub async fn change_password(state: &AppState, ctx: &Ctx, input: &ChangePassword) -> ApiResult<Known> {
    let row = session::prove_password(state, &state.db, ctx, "current_password", &input.current_password).await?;
    let mut violations = Violations::default();
    check_password(&mut violations, "new_password", &input.new_password, &row.email);
    if !violations.is_empty() {
        return Err(violations.into());
    }
    let password_hash = state.passwords.hash(&input.new_password).await?;
    let current = ctx.identity().map(|identity| identity.session_id);
    db::transaction(&state.db, async |txn| {
        let row = credentials::lock_unchanged(state, txn, &row).await?;
        let change = account::ActiveModel { id: Set(row.id), password_hash: Set(Some(password_hash.clone())), ..Default::default() };
        let after = repo::save(txn, change).await?;
        sessions::end_all(txn, ctx, row.id, current).await?;
        link::void_resets(txn, &row.email).await?;
        mail::enqueue(txn, ctx, Mail::new("password_changed", Recipient::Account(row.id), &ctx.request_id).done_by(ctx)).await?;
        audit::record(txn, ctx, AuditEntry::on("account", row.id.0).change("password", "old", "new")).await?;
        Ok(credentials::known(state, &after))
    })
    .await
}

pub async fn export(state: &AppState, ctx: &Ctx) -> ApiResult<ExportedData> {
    let account_id = ctx.account_id()?;
    db::snapshot(&state.db, async |txn| {
        let row = repo::get(txn, account_id).await?;
        let current = ctx.identity().map(|identity| identity.session_id);
        let sessions = query::sessions(txn, account_id, ctx.now).await?;
        Ok(ExportedData {
            exported_at: ctx.now,
            account: show(txn, row).await?,
            sessions: sessions.into_iter().map(|row| present::session(row, current)).collect(),
            parts: personal_data::export(state, txn, account_id).await?,
        })
    })
    .await
}

pub async fn delete(state: &AppState, ctx: &Ctx, input: &DeleteMe) -> ApiResult<()> {
    let row = session::prove_password(state, &state.db, ctx, "password", &input.password).await?;
    db::transaction(&state.db, async |txn| {
        repo::lock_roles(txn).await?;
        let row = credentials::lock_unchanged(state, txn, &row).await?;
        if repo::roles(txn, row.id).await?.contains(&Role::Administrator) && query::administrators(txn).await? == 1 {
            return Err(ApiError::because(ProblemCode::LastMember, "the last administrator"));
        }
        personal_data::erase(state, txn, ctx, row.id).await?;
        sessions::end_all(txn, ctx, row.id, None).await?;
        // While the address is still known: the outbox would not find it any more.
        let goodbye = Recipient::Address { email: row.email.clone(), locale: row.locale };
        mail::enqueue(txn, ctx, Mail::new("account_deleted", goodbye, row.id)).await?;
        repo::empty(txn, ctx, &row).await?;
        outbox::forget_dead(txn, &row.email).await?;
        audit::record(txn, ctx, AuditEntry::on("account", row.id.0).change("status", "active", "deleted")).await
    })
    .await
}

async fn show(db: &impl ConnectionTrait, row: account::Model) -> ApiResult<Me> {
    let roles = repo::roles(db, row.id).await?;
    let organizations = query::organizations(db, row.id).await?;
    let left = query::recovery_codes_left(db, row.id).await?;
    let prefecture_code = repo::officer_prefecture(db, row.id).await?;
    Ok(present::me(row, roles, prefecture_code, organizations, left))
}
