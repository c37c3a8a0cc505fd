//! Signing up, confirming, and a new password. Whether an address has an account is told by mail only: every answer here is
//! the same, and takes the same hashing.

use super::link::{self, Purpose};
use crate::{
    app::AppState,
    ctx::Ctx,
    entity::account,
    error::{ApiError, ApiResult},
    features::accounts::{
        limits,
        repo::{self, NewAccount},
    },
    platform::{
        audit::{self, AuditEntry},
        auth::session,
        db::{self, conflict},
        http::{IdempotencyKey, idempotency},
        mail::{self, Mail, Recipient},
    },
};
use domain::{
    account::{AccountKind, ConfirmEmail, CreateAccount, RequestPasswordReset, ResendConfirmation, ResetPassword, check_password},
    actor::Role,
    problem::ProblemCode,
    text,
    validate::Violations,
};
use sea_orm::ActiveValue::Set;

pub async fn create(state: &AppState, ctx: &Ctx, key: &IdempotencyKey, input: &CreateAccount) -> ApiResult<()> {
    let email = normalized(&input.email)?;
    limits::limit_mail(state, ctx, &email).await?;
    let password_hash = state.passwords.hash(&input.password).await?;
    let outcome = idempotency::once(state, ctx, key, input, async |txn| match repo::find_by_email(txn, &email).await? {
        Some(existing) if existing.email_confirmed_at.is_none() => link::send(state, txn, ctx, existing.id, Purpose::ConfirmEmail).await,
        Some(existing) => mail::enqueue(txn, ctx, Mail::new("account_exists", Recipient::Account(existing.id), &ctx.request_id)).await,
        None => {
            let new = NewAccount {
                email: email.clone(),
                password_hash: password_hash.clone(),
                display_name: text::tidy(&input.display_name),
                locale: input.locale,
                confirmed: false,
            };
            let row = repo::insert(txn, ctx, new).await?;
            let role = match input.kind {
                AccountKind::Doctor => Role::Doctor,
                AccountKind::Institution => Role::InstitutionMember,
            };
            repo::grant_role(txn, ctx, row.id, repo::Grant::own(role)).await?;
            audit::record(txn, ctx, AuditEntry::on("account", row.id.0).change("role", None::<Role>, role)).await?;
            link::send(state, txn, ctx, row.id, Purpose::ConfirmEmail).await
        }
    })
    .await;
    match outcome {
        // Twice at the same moment: the other request sent the mail.
        Err(ApiError::Database(error)) if conflict::constraint(&error) == Some("account_email_key") => Ok(()),
        other => other,
    }
}

pub async fn confirm(state: &AppState, ctx: &Ctx, input: &ConfirmEmail) -> ApiResult<()> {
    limits::limit_token(state, ctx).await?;
    db::transaction(&state.db, async |txn| {
        let id = link::take(txn, ctx, &input.token, Purpose::ConfirmEmail).await?;
        let row = repo::lock(txn, id).await?;
        if row.email_confirmed_at.is_none() {
            repo::save(txn, account::ActiveModel { id: Set(id), email_confirmed_at: Set(Some(ctx.now)), ..Default::default() }).await?;
        }
        audit::record(txn, ctx, AuditEntry::on("account", id.0).change("email_confirmed", false, true)).await
    })
    .await
}

pub async fn resend(state: &AppState, ctx: &Ctx, input: &ResendConfirmation) -> ApiResult<()> {
    let email = normalized(&input.email)?;
    limits::limit_mail(state, ctx, &email).await?;
    db::transaction(&state.db, async |txn| match repo::find_by_email(txn, &email).await? {
        Some(row) if row.email_confirmed_at.is_none() => link::send(state, txn, ctx, row.id, Purpose::ConfirmEmail).await,
        Some(_) | None => Ok(()),
    })
    .await
}

pub async fn request_reset(state: &AppState, ctx: &Ctx, input: &RequestPasswordReset) -> ApiResult<()> {
    let email = normalized(&input.email)?;
    limits::limit_mail(state, ctx, &email).await?;
    db::transaction(&state.db, async |txn| match repo::find_by_email(txn, &email).await? {
        Some(row) => link::send(state, txn, ctx, row.id, Purpose::ResetPassword).await,
        None => Ok(()),
    })
    .await
}

pub async fn reset(state: &AppState, ctx: &Ctx, input: &ResetPassword) -> ApiResult<()> {
    limits::limit_token(state, ctx).await?;
    let password_hash = state.passwords.hash(&input.password).await?;
    db::transaction(&state.db, async |txn| {
        let id = link::take(txn, ctx, &input.token, Purpose::ResetPassword).await?;
        let row = repo::lock(txn, id).await?;
        let mut violations = Violations::default();
        check_password(&mut violations, "password", &input.password, &row.email);
        if !violations.is_empty() {
            // The link stays good: the transaction is rolled back.
            return Err(violations.into());
        }
        let change = account::ActiveModel {
            id: Set(id),
            password_hash: Set(Some(password_hash.clone())),
            // Whoever read the mail has shown that the address is theirs.
            email_confirmed_at: Set(row.email_confirmed_at.or(Some(ctx.now))),
            ..Default::default()
        };
        repo::save(txn, change).await?;
        session::end_all(txn, ctx, id, None).await?;
        mail::enqueue(txn, ctx, Mail::new("password_changed", Recipient::Account(id), &ctx.request_id)).await?;
        audit::record(txn, ctx, AuditEntry::on("account", id.0).change("password", "old", "new")).await
    })
    .await
}

fn normalized(email: &str) -> ApiResult<String> {
    text::email_address(email).ok_or_else(|| ProblemCode::InvalidInput.into())
}
