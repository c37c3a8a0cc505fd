//! The second factor: setting it up, proving it, and the codes for when the app is lost.

use super::{
    credentials::{self, Known},
    provision::TOTP_PURPOSE,
    session::{self, SignedIn},
};
use crate::{
    ctx::Ctx,
    entity::{account, recovery_code},
    error::ApiResult,
    features::accounts::{limits, repo},
    platform::{
        AppState,
        audit::{self, AuditEntry},
        auth::{secret, session as sessions, totp},
        db,
        mail::{self, Mail, Recipient},
    },
};
use domain::{
    account::{ConfirmTotp, RecoveryCodes, RegenerateRecoveryCodes, TotpEnrolment},
    ids::{AccountId, SessionId},
    problem::ProblemCode,
    text,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect};

const CODES: usize = 10;

/// Makes a secret that waits for its first code; one that is in use stays until then.
///
/// # Errors
/// `proof_required` when the password or a code was not entered moments ago; not from staff whose sign-in waits for the second factor.
pub async fn start(state: &AppState, ctx: &Ctx) -> ApiResult<TotpEnrolment> {
    let secret = totp::new_secret();
    let email = db::transaction(&state.db, async |txn| {
        let row = repo::lock(txn, ctx.account_id()?).await?;
        if ctx.identity().is_none_or(|identity| !identity.enrolling) {
            sessions::demand_renewed_proof(txn, ctx).await?;
        }
        let change = account::ActiveModel {
            id: Set(row.id),
            totp_pending_encrypted: Set(Some(state.secrets.encrypt(TOTP_PURPOSE, &secret)?)),
            ..Default::default()
        };
        repo::save(txn, change).await?;
        audit::record(txn, ctx, AuditEntry::on("account", row.id.0).change("second_factor", state_of(&row), "started")).await?;
        Ok(row.email)
    })
    .await?;
    let uri = totp::otpauth_uri(&secret, &email);
    let (qr_path, qr_size) = totp::qr_path(&uri)?;
    Ok(TotpEnrolment { secret: totp::base32(&secret), otpauth_uri: uri, qr_path, qr_size })
}

/// Puts the waiting secret to use, in place of one that was. Returns the recovery codes and the sign-in that goes on.
pub async fn confirm(state: &AppState, ctx: &Ctx, input: &ConfirmTotp) -> ApiResult<(Vec<String>, SignedIn)> {
    let account_id = ctx.account_id()?;
    limits::limit_code(state, ctx, account_id).await?;
    db::transaction(&state.db, async |txn| {
        let row = repo::lock(txn, account_id).await?;
        let pending = row.totp_pending_encrypted.as_ref().ok_or(ProblemCode::WrongState)?;
        let secret = state.secrets.decrypt(TOTP_PURPOSE, pending)?;
        let step = totp::check(&secret, &input.code, ctx.now, None)?.ok_or(ProblemCode::WrongCode)?;
        let change = account::ActiveModel {
            id: Set(account_id),
            totp_secret_encrypted: Set(Some(pending.clone())),
            totp_pending_encrypted: Set(None),
            totp_confirmed_at: Set(Some(ctx.now)),
            totp_last_step: Set(Some(step)),
            ..Default::default()
        };
        let renewed = repo::save(txn, change).await?;
        let recovery_codes = replace_codes(txn, ctx, account_id).await?;
        // Sessions from before prove less than the account asks for now.
        sessions::end_all(txn, ctx, account_id, None).await?;
        let signed_in = session::start(state, txn, ctx, &renewed, ctx.new_id(), true).await?;
        mail::enqueue(txn, ctx, Mail::new("second_factor_set_up", Recipient::Account(account_id), &ctx.request_id).done_by(ctx)).await?;
        audit::record(txn, ctx, AuditEntry::on("account", account_id.0).change("second_factor", state_of(&row), "confirmed")).await?;
        Ok((recovery_codes, signed_in))
    })
    .await
}

/// Removes the second factor with its recovery codes; every other session ends. Staff have to have one.
pub async fn remove(state: &AppState, ctx: &Ctx) -> ApiResult<Known> {
    let account_id = ctx.account_id()?;
    let current = ctx.identity().map(|identity| identity.session_id);
    db::transaction(&state.db, async |txn| {
        let row = repo::lock(txn, account_id).await?;
        if repo::roles(txn, account_id).await?.iter().any(|role| role.is_staff()) {
            return Err(ProblemCode::SecondFactorRequired.into());
        }
        if row.totp_confirmed_at.is_some() {
            sessions::demand_renewed_proof(txn, ctx).await?;
        }
        Ok(credentials::known(state, &clear(txn, ctx, &row, current).await?))
    })
    .await
}

/// Removes the second factor of somebody who lost the app and the recovery codes, from the command line; every session ends. Staff set up
/// another one when they sign in again.
///
/// # Errors
/// `not_found` when nobody has this address, `wrong_state` when there is no second factor.
pub async fn remove_for(state: &AppState, email: &str) -> ApiResult<()> {
    let ctx = Ctx::system("remove_second_factor", state.clock.now(), state.ids.clone());
    let email = text::email_address(email).ok_or(ProblemCode::NotFound)?;
    db::transaction(&state.db, async |txn| {
        let found = repo::find_by_email(txn, &email).await?.ok_or(ProblemCode::NotFound)?;
        clear(txn, &ctx, &repo::lock(txn, found.id).await?, None).await?;
        Ok(())
    })
    .await
}

/// Removes the second factor of a locked account with its recovery codes, ends its sessions but for `kept`, and says so by mail.
pub async fn clear(txn: &DatabaseTransaction, ctx: &Ctx, row: &account::Model, kept: Option<SessionId>) -> ApiResult<account::Model> {
    if row.totp_confirmed_at.is_none() {
        return Err(ProblemCode::WrongState.into());
    }
    let change = account::ActiveModel {
        id: Set(row.id),
        totp_secret_encrypted: Set(None),
        totp_pending_encrypted: Set(None),
        totp_confirmed_at: Set(None),
        totp_last_step: Set(None),
        ..Default::default()
    };
    let after = repo::save(txn, change).await?;
    recovery_code::Entity::delete_many().filter(recovery_code::COLUMN.account_id.eq(row.id)).exec(txn).await?;
    sessions::end_all(txn, ctx, row.id, kept).await?;
    mail::enqueue(txn, ctx, Mail::new("second_factor_removed", Recipient::Account(row.id), &ctx.request_id).done_by(ctx)).await?;
    audit::record(txn, ctx, AuditEntry::on("account", row.id.0).change("second_factor", "confirmed", "absent")).await?;
    Ok(after)
}

fn state_of(row: &account::Model) -> &'static str {
    if row.totp_confirmed_at.is_some() { "confirmed" } else { "absent" }
}

pub async fn regenerate(state: &AppState, ctx: &Ctx, input: &RegenerateRecoveryCodes) -> ApiResult<RecoveryCodes> {
    let account_id = ctx.account_id()?;
    limits::limit_code(state, ctx, account_id).await?;
    db::transaction(&state.db, async |txn| {
        let row = repo::lock(txn, account_id).await?;
        if row.totp_confirmed_at.is_none() {
            return Err(ProblemCode::WrongState.into());
        }
        let step = check(state, ctx, &row, &input.code)?.ok_or(ProblemCode::WrongCode)?;
        repo::save(txn, account::ActiveModel { id: Set(account_id), totp_last_step: Set(Some(step)), ..Default::default() }).await?;
        let recovery_codes = replace_codes(txn, ctx, account_id).await?;
        mail::enqueue(txn, ctx, Mail::new("recovery_codes_replaced", Recipient::Account(account_id), &ctx.request_id).done_by(ctx)).await?;
        audit::record(txn, ctx, AuditEntry::on("account", account_id.0).change("recovery_codes", "old", "new")).await?;
        Ok(RecoveryCodes { recovery_codes })
    })
    .await
}

/// Proves the second factor of a locked account: a code of the app, or a recovery code, which is used up.
pub async fn prove(state: &AppState, txn: &DatabaseTransaction, ctx: &Ctx, row: &account::Model, code: &str) -> ApiResult<()> {
    if row.totp_confirmed_at.is_none() {
        return Err(ProblemCode::WrongCode.into());
    }
    if let Some(step) = check(state, ctx, row, code)? {
        repo::save(txn, account::ActiveModel { id: Set(row.id), totp_last_step: Set(Some(step)), ..Default::default() }).await?;
        return Ok(());
    }
    let find = recovery_code::Entity::find()
        .filter(recovery_code::COLUMN.account_id.eq(row.id))
        .filter(recovery_code::COLUMN.code_hash.eq(code_hash(row.id, code)))
        .filter(recovery_code::COLUMN.used_at.is_null());
    let found = find.lock_exclusive().one(txn).await?.ok_or(ProblemCode::WrongCode)?;
    // Whoever lost the app may have lost it to somebody: no code that it has shown until now is good any more.
    let void = account::ActiveModel { id: Set(row.id), totp_last_step: Set(Some(totp::latest_step(ctx.now))), ..Default::default() };
    repo::save(txn, void).await?;
    recovery_code::ActiveModel { id: Set(found.id), used_at: Set(Some(ctx.now)), ..Default::default() }.update(txn).await?;
    mail::enqueue(txn, ctx, Mail::new("recovery_code_used", Recipient::Account(row.id), found.id).done_by(ctx)).await?;
    audit::record(txn, ctx, AuditEntry::on("account", row.id.0).change("recovery_code", "unused", "used")).await
}

/// The time step of a code of the app that is right now and was not used before.
pub fn check(state: &AppState, ctx: &Ctx, row: &account::Model, code: &str) -> ApiResult<Option<i64>> {
    let Some(sealed) = &row.totp_secret_encrypted else { return Ok(None) };
    let secret = state.secrets.decrypt(TOTP_PURPOSE, sealed)?;
    totp::check(&secret, code, ctx.now, row.totp_last_step)
}

async fn replace_codes(txn: &DatabaseTransaction, ctx: &Ctx, account_id: AccountId) -> ApiResult<Vec<String>> {
    recovery_code::Entity::delete_many().filter(recovery_code::COLUMN.account_id.eq(account_id)).exec(txn).await?;
    let mut codes = Vec::with_capacity(CODES);
    for _ in 0..CODES {
        let code = new_code();
        let row = recovery_code::ActiveModel {
            id: Set(ctx.new_id()),
            account_id: Set(account_id),
            code_hash: Set(code_hash(account_id, &code)),
            created_at: Set(ctx.now),
            used_at: Set(None),
        };
        row.insert(txn).await?;
        codes.push(code);
    }
    Ok(codes)
}

/// Fifty random bits as `xxxxx-xxxxx`, in letters and digits that are not mistaken for one another.
fn new_code() -> String {
    let letters = totp::base32(&rand::random::<[u8; 10]>()).to_lowercase();
    format!("{}-{}", &letters[..5], &letters[5..10])
}

fn code_hash(account_id: AccountId, code: &str) -> Vec<u8> {
    let plain: String = text::half_width(code).to_lowercase().chars().filter(char::is_ascii_alphanumeric).collect();
    secret::hash(&format!("{account_id}:{plain}"))
}
