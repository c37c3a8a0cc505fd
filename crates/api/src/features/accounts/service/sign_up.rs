//! Signing up, and a new password. Whether an address has an account is told by mail only: every request here leaves the same rows and
//! gets the same answer, and who is written to is looked up when the mail is sent.

use super::{
    credentials::{self, Known},
    link::{self, Purpose, SignUpLink},
    session::{self, SignedIn},
    suspension,
};
use crate::{
    ctx::Ctx,
    entity::account,
    error::{ApiError, ApiResult},
    features::accounts::{
        limits,
        repo::{self, NewAccount},
    },
    platform::{
        AppState,
        audit::{self, AuditEntry},
        auth::session as sessions,
        db::{self, conflict},
        http::{IdempotencyKey, idempotency},
        mail::{self, Mail, Recipient},
    },
};
use domain::{
    account::{AccountKind, CreateAccount, LookUpSignUp, RequestPasswordReset, RequestSignUp, ResetPassword, SignUpOffer, check_password},
    actor::Role,
    problem::ProblemCode,
    text,
    validate::Violations,
};
use sea_orm::ActiveValue::Set;

pub async fn request(state: &AppState, ctx: &Ctx, key: &IdempotencyKey, input: &RequestSignUp) -> ApiResult<()> {
    let email = normalized(&input.email)?;
    limits::limit_sign_up(state, ctx, &email).await?;
    idempotency::once(state, ctx, key, input, async |txn| {
        let stranger = Recipient::Stranger { email: email.clone(), locale: input.locale };
        let letter = link::mail(state, txn, ctx, Purpose::SignUp(input.kind, input.institution_id), &email, stranger).await?;
        mail::enqueue(txn, ctx, letter).await?;
        let owner = Recipient::Owner { email: email.clone() };
        mail::enqueue(txn, ctx, Mail::new("account_exists", owner, &ctx.request_id)).await
    })
    .await
}

pub async fn look_up(state: &AppState, ctx: &Ctx, input: &LookUpSignUp) -> ApiResult<SignUpOffer> {
    limits::limit_token(state, ctx).await?;
    let SignUpLink { link, kind } = link::find_sign_up(&state.db, ctx, &input.token).await?;
    Ok(SignUpOffer { email: link.email, kind, expires_at: link.expires_at, institution_id: link.institution_id })
}

pub async fn create(state: &AppState, ctx: &Ctx, input: &CreateAccount) -> ApiResult<SignedIn> {
    limits::limit_token(state, ctx).await?;
    let password_hash = state.passwords.hash(&input.password).await?;
    let outcome = db::transaction(&state.db, async |txn| {
        let SignUpLink { link, .. } = link::take_sign_up(txn, ctx, &input.token).await?;
        refuse_weak_password(&input.password, &link.email)?;
        let new = NewAccount {
            email: link.email,
            password_hash: password_hash.clone(),
            display_name: text::normalize_line_ends(&input.display_name),
            locale: input.locale,
        };
        let row = repo::insert(txn, ctx, new).await?;
        let role = match input.kind {
            AccountKind::Doctor => Role::Doctor,
            AccountKind::Institution => Role::InstitutionMember,
        };
        repo::grant_role(txn, ctx, row.id, repo::Grant::own(role)).await?;
        audit::record(txn, ctx, AuditEntry::on("account", row.id.0).change("role", None::<Role>, role)).await?;
        session::start(state, txn, ctx, &row, ctx.new_id(), false).await
    })
    .await;
    match outcome {
        // An invitation to this address was accepted since the link was sent.
        Err(ApiError::Database(error)) if conflict::constraint(&error) == Some("account_email_key") => Err(ProblemCode::LinkExpired.into()),
        other => other,
    }
}

pub async fn request_reset(state: &AppState, ctx: &Ctx, input: &RequestPasswordReset) -> ApiResult<()> {
    let email = normalized(&input.email)?;
    limits::limit_reset(state, ctx, &email).await?;
    db::transaction(&state.db, async |txn| {
        let owner = Recipient::Owner { email: email.clone() };
        let letter = link::mail(state, txn, ctx, Purpose::ResetPassword, &email, owner).await?;
        mail::enqueue(txn, ctx, letter).await
    })
    .await
}

/// Sets a new password with a link; tells for which account a browser is known from now on.
pub async fn reset(state: &AppState, ctx: &Ctx, input: &ResetPassword) -> ApiResult<Known> {
    limits::limit_token(state, ctx).await?;
    let password_hash = state.passwords.hash(&input.password).await?;
    db::transaction(&state.db, async |txn| {
        let email = link::take_reset(txn, ctx, &input.token).await?;
        refuse_weak_password(&input.password, &email)?;
        let id = repo::find_by_email(txn, &email).await?.ok_or(ProblemCode::LinkExpired)?.id;
        repo::lock(txn, id).await?;
        // Answered as any link that is worth nothing: whoever holds only the mailbox is not told.
        if suspension::is_suspended(txn, id).await? {
            return Err(ProblemCode::LinkExpired.into());
        }
        let change = account::ActiveModel { id: Set(id), password_hash: Set(Some(password_hash.clone())), ..Default::default() };
        let after = repo::save(txn, change).await?;
        sessions::end_all(txn, ctx, id, None).await?;
        mail::enqueue(txn, ctx, Mail::new("password_changed", Recipient::Account(id), &ctx.request_id).done_by(ctx)).await?;
        audit::record(txn, ctx, AuditEntry::on("account", id.0).change("password", "old", "new")).await?;
        Ok(credentials::known(state, &after))
    })
    .await
}

/// A link whose password was refused stays good: the transaction is rolled back.
fn refuse_weak_password(password: &str, email: &str) -> ApiResult<()> {
    let mut violations = Violations::default();
    check_password(&mut violations, "password", password, email);
    if violations.is_empty() { Ok(()) } else { Err(violations.into()) }
}

fn normalized(email: &str) -> ApiResult<String> {
    text::email_address(email).ok_or_else(|| ProblemCode::InvalidInput.into())
}
