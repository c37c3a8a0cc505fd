//! Mails about registrations and their recipients. They name institutions and reasons, never doctors, and are in the recipient's language.

use super::copy;
use crate::{
    ctx::Ctx,
    entity::{change_request, registration},
    error::ApiResult,
    platform::{
        db,
        mail::{self, Mail, Recipient},
    },
};
use domain::{actor::Role, ids::AccountId, locale::Locale};
use sea_orm::{ConnectionTrait, FromQueryResult};
use serde_json::{Value, json};

#[derive(FromQueryResult)]
struct RecipientRow {
    id: AccountId,
}

/// Writes to every member of the institution's organization.
///
/// # Errors
/// When the database fails.
pub async fn to_institution(
    txn: &impl ConnectionTrait,
    ctx: &Ctx,
    template: &str,
    row: &registration::Model,
    reason: Option<&str>,
) -> ApiResult<()> {
    to_members(txn, ctx, row, |to| about(ctx, template, to, row, reason)).await
}

/// Writes to every member about a correction, with the names of the fields that it changes.
///
/// # Errors
/// When the database fails.
pub async fn correction_to_institution(
    txn: &impl ConnectionTrait,
    ctx: &Ctx,
    template: &str,
    row: &registration::Model,
    correction: &change_request::Model,
    reason: Option<&str>,
) -> ApiResult<()> {
    let changes = changes(correction);
    to_members(txn, ctx, row, |to| about(ctx, template, to, row, reason).param("changes", changes.clone())).await
}

async fn to_members(
    txn: &impl ConnectionTrait,
    ctx: &Ctx,
    row: &registration::Model,
    letter_to: impl Fn(Recipient) -> Mail,
) -> ApiResult<()> {
    for recipient in members(txn, row).await? {
        mail::enqueue(txn, ctx, letter_to(Recipient::Account(recipient))).await?;
    }
    Ok(())
}

/// The names of the fields that a correction changes, in both languages: a value may be personal, its name is not.
fn changes(correction: &change_request::Model) -> Value {
    let of = |locale| copy::changes(&correction.base_content, &correction.content, locale);
    json!({ "ja": of(Locale::Ja), "en": of(Locale::En) })
}

/// Confirms a submission to every member, with a copy of everything that was submitted: in the language of whoever reads it.
///
/// # Errors
/// When the database fails.
pub async fn confirm_submission(txn: &impl ConnectionTrait, ctx: &Ctx, row: &registration::Model) -> ApiResult<()> {
    let copy = json!({ "ja": copy::text(txn, &row.content, Locale::Ja).await?, "en": copy::text(txn, &row.content, Locale::En).await? });
    for recipient in members(txn, row).await? {
        let mail = about(ctx, "registration_received", Recipient::Account(recipient), row, None).param("application", copy.clone());
        mail::enqueue(txn, ctx, mail).await?;
    }
    Ok(())
}

/// Reminds every member that the term ends and the next one can be registered; in one month once.
///
/// # Errors
/// When the database fails.
pub async fn remind_of_renewal(txn: &impl ConnectionTrait, ctx: &Ctx, row: &registration::Model, month: u32) -> ApiResult<()> {
    for recipient in members(txn, row).await? {
        let about = format!("{}:{month}", row.id);
        mail::enqueue(txn, ctx, letter(ctx, "registration_renewal", Recipient::Account(recipient), row, None, about)).await?;
    }
    Ok(())
}

/// Writes to everybody who holds a staff role, except the one who is not to act here. Where nobody holds it yet, the
/// secretariat's mailbox is told, so that nothing waits unseen.
///
/// # Errors
/// When the database fails.
pub async fn to_staff(
    txn: &impl ConnectionTrait,
    ctx: &Ctx,
    template: &str,
    row: &registration::Model,
    role: Role,
    except: Option<AccountId>,
) -> ApiResult<()> {
    to_holders(txn, ctx, role, except, |to| about(ctx, template, to, row, None)).await
}

/// Tells the secretariat that a correction waits, with the names of the fields that it changes.
///
/// # Errors
/// When the database fails.
pub async fn correction_to_staff(
    txn: &impl ConnectionTrait,
    ctx: &Ctx,
    row: &registration::Model,
    correction: &change_request::Model,
) -> ApiResult<()> {
    let changes = changes(correction);
    let letter = |to| about(ctx, "change_request_received", to, row, None).param("changes", changes.clone());
    to_holders(txn, ctx, Role::Secretariat, None, letter).await
}

async fn to_holders(
    txn: &impl ConnectionTrait,
    ctx: &Ctx,
    role: Role,
    except: Option<AccountId>,
    letter_to: impl Fn(Recipient) -> Mail,
) -> ApiResult<()> {
    let sql = "SELECT a.id FROM account_role r JOIN account a ON a.id = r.account_id
               WHERE r.role = $1 AND a.deleted_at IS NULL
                  AND NOT EXISTS (SELECT 1 FROM account_suspension u WHERE u.account_id = a.id) ORDER BY a.id";
    let code: &'static str = role.into();
    let mut recipients = recipients(txn, sql, code.into()).await?;
    recipients.retain(|recipient| Some(*recipient) != except);
    if recipients.is_empty() {
        return mail::enqueue(txn, ctx, letter_to(Recipient::Secretariat)).await;
    }
    for recipient in recipients {
        mail::enqueue(txn, ctx, letter_to(Recipient::Account(recipient))).await?;
    }
    Ok(())
}

async fn members(txn: &impl ConnectionTrait, row: &registration::Model) -> ApiResult<Vec<AccountId>> {
    let sql = "SELECT a.id FROM institution i JOIN organization_member m ON m.organization_id = i.organization_id
               JOIN account a ON a.id = m.account_id
               WHERE i.id = $1 AND a.deleted_at IS NULL
                  AND NOT EXISTS (SELECT 1 FROM account_suspension u WHERE u.account_id = a.id) ORDER BY a.id";
    recipients(txn, sql, row.institution_id.0.into()).await
}

/// The event is this request's act on this registration, so that pausing twice in a year is told twice, and one pause once.
fn about(ctx: &Ctx, template: &str, to: Recipient, row: &registration::Model, reason: Option<&str>) -> Mail {
    letter(ctx, template, to, row, reason, format!("{}:{}", row.id, ctx.request_id))
}

fn letter(ctx: &Ctx, template: &str, to: Recipient, row: &registration::Model, reason: Option<&str>, event: String) -> Mail {
    Mail::new(template, to, event)
        .line("institution", &row.content.public.name)
        .param("reference_number", row.reference_number.clone().unwrap_or_default())
        .param("fiscal_year", row.fiscal_year)
        .param("last_year", row.fiscal_year + 1)
        .param("registration_id", row.id.to_string())
        .param("institution_id", row.institution_id.to_string())
        .param("reason", reason.unwrap_or_default())
        .instant("at", ctx.now)
}

async fn recipients(txn: &impl ConnectionTrait, sql: &str, value: sea_orm::Value) -> ApiResult<Vec<AccountId>> {
    Ok(db::rows::<RecipientRow>(txn, sql, [value]).await?.into_iter().map(|recipient| recipient.id).collect())
}
