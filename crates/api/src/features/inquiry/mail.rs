//! Mails about inquiries. They say that something happened and where to read it: never who the doctor is, never what was written.

use super::party::parties;
use crate::{
    ctx::Ctx,
    entity::{account, inquiry},
    error::ApiResult,
    platform::{
        AppState, db,
        mail::{Mail, Recipient, enqueue},
    },
};
use domain::{
    ids::AccountId,
    inquiry::{InquirySide, InquiryStatus},
    locale::Locale,
};
use sea_orm::{ConnectionTrait, EntityTrait, FromQueryResult};
use uuid::Uuid;

/// What happened.
#[derive(Debug, Clone, Copy)]
pub enum Event {
    /// A doctor's first message.
    Received,
    /// A further message.
    Message(Uuid),
    /// A quote that was kept.
    Quote(Uuid),
    /// A step to a state.
    Step(Uuid, InquiryStatus),
    /// The doctor shared name and contact.
    Shared,
    /// The doctor withdrew and the institution cannot open the inquiry any more, or finds nobody in it.
    Gone,
    /// The institution is no longer listed.
    Closed,
}

/// The acts of a doctor that are confirmed by a mail to the doctor.
#[derive(Debug, Clone, Copy)]
pub enum Receipt {
    /// An inquiry.
    Sent,
    /// Its withdrawal.
    Withdrawn,
    /// The sharing of name and contact.
    Shared,
}

#[derive(Debug, FromQueryResult)]
struct RecipientRow {
    account_id: AccountId,
    locale: Locale,
}

/// Tells one side. The person who acts is not told what they did.
///
/// # Errors
/// When the database fails.
pub async fn notify(txn: &impl ConnectionTrait, ctx: &Ctx, inquiry: &inquiry::Model, to: InquirySide, event: Event) -> ApiResult<()> {
    let recipients = match to {
        InquirySide::Doctor => doctor(txn, inquiry).await?,
        InquirySide::Institution => members(txn, inquiry).await?,
        InquirySide::System => Vec::new(),
    };
    let actor = ctx.identity().map(|identity| identity.account_id);
    let institution = name_of(txn, inquiry).await?;
    for recipient in recipients.into_iter().filter(|recipient| Some(recipient.account_id) != actor) {
        let template = template(event, to);
        let about = match event {
            Event::Received | Event::Shared | Event::Gone | Event::Closed => inquiry.id.0,
            Event::Message(id) | Event::Quote(id) | Event::Step(id, _) => id,
        };
        let mut mail = letter(ctx, template, inquiry, recipient.account_id, about, &institution);
        if let Event::Step(_, status) = event {
            mail = mail.param("status", status.label(recipient.locale)).param("next", next(status, recipient.locale));
        }
        enqueue(txn, ctx, mail).await?;
    }
    Ok(())
}

/// Confirms to the doctor what they did: sent an inquiry, withdrew it, shared name and contact.
///
/// # Errors
/// When the database fails.
pub async fn confirm(state: &AppState, txn: &impl ConnectionTrait, ctx: &Ctx, inquiry: &inquiry::Model, receipt: Receipt) -> ApiResult<()> {
    let template = match receipt {
        Receipt::Sent => "inquiry_sent",
        Receipt::Withdrawn => "inquiry_withdrawn",
        Receipt::Shared => "inquiry_identity_receipt",
    };
    let institution = name_of(txn, inquiry).await?;
    let mail = letter(ctx, template, inquiry, inquiry.doctor_account_id, inquiry.id.0, &institution);
    enqueue(txn, ctx, mail.param("days", state.config.remind_after.num_days())).await
}

/// Reminds an institution of an inquiry that nobody has answered. The same inquiry is told once.
///
/// # Errors
/// When the database fails.
pub async fn remind(txn: &impl ConnectionTrait, ctx: &Ctx, inquiry: &inquiry::Model) -> ApiResult<()> {
    let institution = name_of(txn, inquiry).await?;
    for recipient in members(txn, inquiry).await? {
        let mail = letter(ctx, "inquiry_unanswered", inquiry, recipient.account_id, inquiry.id.0, &institution);
        enqueue(txn, ctx, mail).await?;
    }
    Ok(())
}

fn letter(ctx: &Ctx, template: &str, inquiry: &inquiry::Model, to: AccountId, about: Uuid, institution: &str) -> Mail {
    Mail::new(template, Recipient::Account(to), about)
        .line("institution", institution)
        .instant("at", ctx.now)
        .instant("sent_at", inquiry.created_at)
        .param("inquiry", inquiry.id.to_string())
}

async fn name_of(txn: &impl ConnectionTrait, inquiry: &inquiry::Model) -> ApiResult<String> {
    let party = parties(txn, [inquiry.institution_id]).await?.remove(&inquiry.institution_id);
    Ok(party.map(|party| party.name).unwrap_or_default())
}

/// Returns the sides that may take the next step, joined as text. Steps that end the inquiry are not counted. Blank if neither side may.
fn next(status: InquiryStatus, locale: Locale) -> String {
    let sides = [InquirySide::Doctor, InquirySide::Institution].into_iter().filter(|side| status.is_moved_on_by(*side));
    sides.map(|side| side.label(locale)).collect::<Vec<_>>().join(locale.pick("・", ", "))
}

fn template(event: Event, to: InquirySide) -> &'static str {
    match (event, to) {
        (Event::Received, _) => "inquiry_received",
        (Event::Message(_), InquirySide::Doctor) => "inquiry_answered",
        (Event::Message(_), _) => "inquiry_message",
        (Event::Quote(_), InquirySide::Doctor) => "inquiry_quote_for_doctor",
        (Event::Quote(_), _) => "inquiry_quote",
        (Event::Step(_, InquiryStatus::Declined), _) => "inquiry_declined",
        (Event::Step(..), InquirySide::Doctor) => "inquiry_step_for_doctor",
        (Event::Step(..), _) => "inquiry_step_for_institution",
        (Event::Shared, _) => "inquiry_identity_shared",
        (Event::Gone, _) => "inquiry_gone",
        (Event::Closed, _) => "inquiry_closed",
    }
}

async fn doctor(txn: &impl ConnectionTrait, inquiry: &inquiry::Model) -> ApiResult<Vec<RecipientRow>> {
    let account = account::Entity::find_by_id(inquiry.doctor_account_id).one(txn).await?;
    let account = account.filter(|account| account.deleted_at.is_none());
    Ok(account.map(|account| RecipientRow { account_id: account.id, locale: account.locale }).into_iter().collect())
}

/// Everybody who acts for the institution's organization.
async fn members(txn: &impl ConnectionTrait, inquiry: &inquiry::Model) -> ApiResult<Vec<RecipientRow>> {
    let sql = "SELECT a.id AS account_id, a.locale FROM institution i
               JOIN organization_member m ON m.organization_id = i.organization_id
               JOIN account a ON a.id = m.account_id
               WHERE i.id = $1 AND a.deleted_at IS NULL
                  AND NOT EXISTS (SELECT 1 FROM account_suspension u WHERE u.account_id = a.id) ORDER BY a.id";
    let values = [inquiry.institution_id.0.into()];
    db::rows::<RecipientRow>(txn, sql, values).await
}
