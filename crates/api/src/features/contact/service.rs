//! Commands: write to the secretariat, answer and settle what was written.

use super::query;
use crate::{
    ctx::Ctx,
    entity::{account, contact_message, registry_institution},
    error::{ApiError, ApiResult},
    features::{organization, registration},
    platform::{
        AppState,
        audit::{self, AuditEntry},
        db,
        http::{
            IdempotencyKey,
            idempotency::once,
            rate_limit::{self, Limit},
        },
        mail::{self, Mail, Recipient},
    },
};
use chrono::{Datelike, TimeDelta};
use domain::{
    contact::{ClaimInstitution, ContactMessage, ContactReceipt, CreateContactMessage, ReplyToContactMessage},
    ids::{AccountId, ContactMessageId, ContactReplyId, OrganizationId},
    locale::Locale,
    problem::{FieldCode, ProblemCode},
    text,
    time::japan_date,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, EntityTrait, IntoActiveModel, QuerySelect};

/// Enough for a person who forgot something, too few to flood the secretariat or a stranger's mailbox with receipts.
const PER_ADDRESS: Limit = Limit { name: "contact_address", tries: 10, window: TimeDelta::hours(1) };
const PER_RECIPIENT: Limit = Limit { name: "contact_recipient", tries: 5, window: TimeDelta::hours(1) };

/// Stores a message and mails it to the secretariat, with a receipt to the writer.
///
/// # Errors
/// `too_many_requests` from one network address or for one mail address.
pub async fn create(state: &AppState, ctx: &Ctx, key: &IdempotencyKey, input: CreateContactMessage) -> ApiResult<ContactReceipt> {
    let email = text::email_address(&input.email).ok_or_else(|| ApiError::field("email", FieldCode::NotAnEmailAddress))?;
    rate_limit::count(state, ctx.now, PER_ADDRESS, &ctx.address).await?;
    rate_limit::count(state, ctx.now, PER_RECIPIENT, &email).await?;
    once(state, ctx, key, &input, async |txn| {
        let message = contact_message::Model {
            id: ctx.new_id(),
            reference_number: next_reference(txn, ctx).await?,
            name: one_line(&input.name),
            email: email.clone(),
            subject: one_line(&input.subject),
            body: text::normalize_line_ends(&input.body),
            locale: ctx.locale,
            received_at: ctx.now,
            settled_at: None,
            settled_by: None,
            claimed_by: None,
            organization_id: None,
            registry_code: None,
        };
        store(txn, ctx, message).await
    })
    .await
}

/// Stores a member's message that an institution of the official list belongs to the organization, and mails it to the secretariat with a
/// receipt to the writer.
///
/// # Errors
/// `not_found` for others than the organization's members, `invalid_input` for a code that is not in the list, `too_many_requests`.
pub async fn claim(
    state: &AppState,
    ctx: &Ctx,
    key: &IdempotencyKey,
    organization_id: OrganizationId,
    input: &ClaimInstitution,
) -> ApiResult<ContactReceipt> {
    let account = account::Entity::find_by_id(ctx.account_id()?).one(&state.db).await?.ok_or(ProblemCode::NotFound)?;
    rate_limit::count(state, ctx.now, PER_RECIPIENT, &account.email).await?;
    once(state, ctx, key, &(organization_id, input), async |txn| {
        organization::require_member(txn, ctx, organization_id).await?;
        let official = registry_institution::Entity::find_by_id(input.registry_code.clone()).one(txn).await?;
        let official = official.ok_or_else(|| ApiError::field("registry_code", FieldCode::UnknownValue))?;
        let (code, name) = (&official.code, &official.name);
        let message = contact_message::Model {
            id: ctx.new_id(),
            reference_number: next_reference(txn, ctx).await?,
            name: account.display_name.clone(),
            email: account.email.clone(),
            subject: one_line(&match ctx.locale {
                Locale::Ja => format!("自法人の医療機関です：{name}（{code}）"),
                Locale::En => format!("This institution is ours: {name} ({code})"),
            }),
            body: text::normalize_line_ends(&input.body),
            locale: ctx.locale,
            received_at: ctx.now,
            settled_at: None,
            settled_by: None,
            claimed_by: Some(account.id),
            organization_id: Some(organization_id),
            registry_code: Some(official.code),
        };
        store(txn, ctx, message).await
    })
    .await
}

async fn store(txn: &impl ConnectionTrait, ctx: &Ctx, message: contact_message::Model) -> ApiResult<ContactReceipt> {
    message.clone().into_active_model().reset_all().insert(txn).await?;
    audit::record(txn, ctx, AuditEntry::on("contact_message", message.id.0)).await?;
    announce(txn, ctx, &message).await?;
    Ok(ContactReceipt { reference_number: message.reference_number })
}

/// The receipt repeats nothing that the writer typed: anybody can name somebody else's address.
async fn announce(txn: &impl ConnectionTrait, ctx: &Ctx, message: &contact_message::Model) -> ApiResult<()> {
    let arrived = Mail::new("contact_message", Recipient::Secretariat, message.id)
        .param("reference_number", message.reference_number.as_str())
        .line("writer", &message.name)
        .param("email", message.email.as_str())
        .param("language", message.locale.tag())
        .line("subject", &message.subject)
        .instant("at", message.received_at)
        .param("text", message.body.as_str())
        .reply_to(&message.email);
    mail::enqueue(txn, ctx, arrived).await?;
    let to = Recipient::Address { email: message.email.clone(), locale: message.locale };
    let receipt = Mail::new("contact_receipt", to, message.id).param("reference_number", message.reference_number.as_str());
    mail::enqueue(txn, ctx, receipt.instant("at", message.received_at)).await
}

/// The next number, such as `C-2026-000123`, by the year in Japan. A number whose transaction fails is not used again.
async fn next_reference(txn: &impl ConnectionTrait, ctx: &Ctx) -> ApiResult<String> {
    let number = db::next_number(txn, "contact_message_reference_seq").await?;
    Ok(format!("C-{}-{number:06}", japan_date(ctx.now).year()))
}

/// Name and subject stand in the first line of a mail.
fn one_line(text: &str) -> String {
    text::one_line(&text::normalize_line_ends(text))
}

/// Empties the name and the address of somebody who leaves in what they wrote for an organization, and the answers to them; the organization's claim
/// stays.
///
/// # Errors
/// When the database fails.
pub async fn erase(txn: &impl ConnectionTrait, account_id: AccountId) -> ApiResult<()> {
    db::execute(txn, "UPDATE contact_message SET name = '', email = '' WHERE claimed_by = $1", [account_id.0.into()]).await?;
    let sql = "UPDATE contact_reply SET body = '' WHERE message_id IN (SELECT id FROM contact_message WHERE claimed_by = $1)";
    db::execute(txn, sql, [account_id.0.into()]).await?;
    Ok(())
}

/// Marks a message as settled.
///
/// # Errors
/// `conflict_of_interest`, `not_found`; `wrong_state` when somebody settled it before.
pub async fn settle(state: &AppState, ctx: &Ctx, id: ContactMessageId) -> ApiResult<()> {
    db::transaction(&state.db, async |txn| {
        let row = lock(txn, ctx, id).await?;
        if row.settled_at.is_some() {
            return Err(ProblemCode::WrongState.into());
        }
        mark_settled(txn, ctx, row).await
    })
    .await
}

/// Sends an answer to the writer of a message and keeps it.
///
/// # Errors
/// `conflict_of_interest`, `not_found`; `wrong_state` when the writer has left and took the address along.
pub async fn reply(
    state: &AppState,
    ctx: &Ctx,
    key: &IdempotencyKey,
    id: ContactMessageId,
    input: &ReplyToContactMessage,
) -> ApiResult<ContactMessage> {
    let author = ctx.account_id()?;
    once(state, ctx, key, &(id, input), async |txn| {
        let row = lock(txn, ctx, id).await?;
        if row.email.is_empty() {
            return Err(ProblemCode::WrongState.into());
        }
        let reply: ContactReplyId = ctx.new_id();
        let body = text::normalize_line_ends(&input.body);
        let sql = "INSERT INTO contact_reply (id, message_id, author_account_id, body, sent_at) VALUES ($1, $2, $3, $4, $5)";
        let values = [reply.0.into(), id.0.into(), author.0.into(), body.as_str().into(), ctx.now.into()];
        db::execute(txn, sql, values).await?;
        audit::record(txn, ctx, AuditEntry::on("contact_message", id.0).change("reply", None::<ContactReplyId>, reply)).await?;
        // Nothing that the writer typed goes along: anybody can name somebody else's address.
        let to = Recipient::Address { email: row.email.clone(), locale: row.locale };
        let letter = Mail::new("contact_reply", to, reply).param("reference_number", row.reference_number.as_str()).param("text", body);
        mail::enqueue(txn, ctx, letter).await?;
        if input.settle && row.settled_at.is_none() {
            mark_settled(txn, ctx, row).await?;
        }
        query::get(txn, id).await
    })
    .await
}

/// A message, locked for somebody on the staff whom it does not concern: neither the organization that claims an institution nor the one that holds
/// its code is theirs.
async fn lock(txn: &impl ConnectionTrait, ctx: &Ctx, id: ContactMessageId) -> ApiResult<contact_message::Model> {
    let row = contact_message::Entity::find_by_id(id).lock_exclusive().one(txn).await?.ok_or(ProblemCode::NotFound)?;
    if let Some(claimant) = row.organization_id {
        organization::require_disinterested(txn, ctx, claimant).await?;
    }
    if let Some(code) = &row.registry_code
        && let Some(holder) = registration::holder_of_code(txn, code).await?
    {
        organization::require_disinterested(txn, ctx, holder).await?;
    }
    Ok(row)
}

async fn mark_settled(txn: &impl ConnectionTrait, ctx: &Ctx, row: contact_message::Model) -> ApiResult<()> {
    let id = row.id;
    let mut row = row.into_active_model();
    row.settled_at = Set(Some(ctx.now));
    row.settled_by = Set(Some(ctx.account_id()?));
    row.update(txn).await?;
    audit::record(txn, ctx, AuditEntry::on("contact_message", id.0).change("settled", false, true)).await
}
