//! Mails about registrations and their recipients. They name institutions and reasons, never doctors, and are in the recipient's language.

use crate::{
    ctx::Ctx,
    entity::registration,
    error::ApiResult,
    platform::{
        db,
        mail::{self, Mail, Recipient},
    },
};
use domain::{actor::Role, ids::AccountId};
use sea_orm::{ConnectionTrait, FromQueryResult, Value};

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
    let sql = "SELECT a.id FROM institution i JOIN organization_member m ON m.organization_id = i.organization_id
               JOIN account a ON a.id = m.account_id
               WHERE i.id = $1 AND a.deleted_at IS NULL ORDER BY a.id";
    for recipient in recipients(txn, sql, row.institution_id.0.into()).await? {
        mail::enqueue(txn, ctx, about(ctx, template, Recipient::Account(recipient), row, reason)).await?;
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
    let sql = "SELECT a.id FROM account_role r JOIN account a ON a.id = r.account_id
               WHERE r.role = $1 AND a.deleted_at IS NULL ORDER BY a.id";
    let code: &'static str = role.into();
    let mut recipients = recipients(txn, sql, code.into()).await?;
    recipients.retain(|recipient| Some(*recipient) != except);
    if recipients.is_empty() {
        return mail::enqueue(txn, ctx, about(ctx, template, Recipient::Secretariat, row, None)).await;
    }
    for recipient in recipients {
        mail::enqueue(txn, ctx, about(ctx, template, Recipient::Account(recipient), row, None)).await?;
    }
    Ok(())
}

/// The event is this request's act on this registration, so that pausing twice in a year is told twice, and one pause once.
fn about(ctx: &Ctx, template: &str, to: Recipient, row: &registration::Model, reason: Option<&str>) -> Mail {
    Mail::new(template, to, format!("{}:{}", row.id, ctx.request_id))
        .line("institution", &row.content.public.name)
        .param("reference_number", row.reference_number.clone().unwrap_or_default())
        .param("fiscal_year", row.fiscal_year)
        .param("last_year", row.fiscal_year + 1)
        .param("registration_id", row.id.to_string())
        .param("institution_id", row.institution_id.to_string())
        .param("reason", reason.unwrap_or_default())
}

async fn recipients(txn: &impl ConnectionTrait, sql: &str, value: Value) -> ApiResult<Vec<AccountId>> {
    Ok(db::rows::<RecipientRow>(txn, sql, [value]).await?.into_iter().map(|recipient| recipient.id).collect())
}
