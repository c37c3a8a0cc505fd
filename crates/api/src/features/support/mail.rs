//! Mails about applications: what happened, for which schemes, and where to read it. Of what was written they quote the reason of a step only.

use super::{policy::Side, query};
use crate::{
    ctx::Ctx,
    entity::{council_meeting, support_application},
    error::ApiResult,
    platform::{
        db,
        mail::{Mail, Recipient, enqueue},
    },
};
use domain::{
    actor::Role,
    ids::AccountId,
    locale::Locale,
    region::prefecture,
    support::ApplicationEvent,
    time::{day_text, fiscal_year_period},
};
use sea_orm::{ConnectionTrait, EntityTrait, FromQueryResult, Value};
use uuid::Uuid;

#[derive(Debug, FromQueryResult)]
struct RecipientRow {
    account_id: AccountId,
    locale: Locale,
}

/// Tells the other side of a step, where it has something to do or has waited for it. Whoever acts is not told what they did.
///
/// # Errors
/// When the database fails.
pub async fn notify(
    txn: &impl ConnectionTrait,
    ctx: &Ctx,
    row: &support_application::Model,
    event: ApplicationEvent,
    step: Uuid,
    reason: &str,
) -> ApiResult<()> {
    // What was never submitted is nobody else's business.
    if row.statement.is_none() {
        return Ok(());
    }
    let (template, side) = match event {
        ApplicationEvent::Submit => ("support_submitted", Side::Prefecture),
        ApplicationEvent::Apply => ("support_grant_applied", Side::Prefecture),
        ApplicationEvent::Report => ("support_reported", Side::Prefecture),
        ApplicationEvent::Withdraw => ("support_withdrawn", Side::Prefecture),
        ApplicationEvent::Return => ("support_returned", Side::Institution),
        ApplicationEvent::Check => ("support_checked", Side::Institution),
        ApplicationEvent::Propose => ("support_proposed", Side::Institution),
        ApplicationEvent::Select => ("support_selected", Side::Institution),
        ApplicationEvent::TurnDown => ("support_turned_down", Side::Institution),
        ApplicationEvent::Decide => ("support_decided", Side::Institution),
        ApplicationEvent::ReturnReport => ("support_report_returned", Side::Institution),
        ApplicationEvent::CheckReport => ("support_report_checked", Side::Institution),
        ApplicationEvent::Fix => ("support_amount_fixed", Side::Institution),
        ApplicationEvent::Claim => ("support_claimed", Side::Prefecture),
        ApplicationEvent::WithdrawClaim => ("support_claim_withdrawn", Side::Prefecture),
        ApplicationEvent::Pay => ("support_paid", Side::Institution),
        ApplicationEvent::Undo => ("support_undone", Side::Institution),
    };
    let recipients = match side {
        Side::Prefecture => officers(txn, row).await?,
        Side::Institution => members(txn, row).await?,
    };
    write(txn, ctx, row, recipients, template, step, reason).await
}

/// Tells the institution that its draft goes in a month unless somebody writes in it.
///
/// # Errors
/// When the database fails.
pub async fn draft_is_old(txn: &impl ConnectionTrait, ctx: &Ctx, row: &support_application::Model) -> ApiResult<()> {
    let recipients = members(txn, row).await?;
    write(txn, ctx, row, recipients, "support_draft_old", ctx.new_id(), "").await
}

async fn write(
    txn: &impl ConnectionTrait,
    ctx: &Ctx,
    row: &support_application::Model,
    recipients: Vec<RecipientRow>,
    template: &str,
    event: Uuid,
    reason: &str,
) -> ApiResult<()> {
    let institution = query::institutions(txn, [row.institution_id]).await?.remove(&row.institution_id);
    let institution = institution.map(|known| known.name).unwrap_or_default();
    let last_day = fiscal_year_period(row.fiscal_year).and_then(|year| year.until);
    let meeting = match row.meeting_id {
        Some(id) => council_meeting::Entity::find_by_id(id).one(txn).await?,
        None => None,
    };
    let actor = ctx.identity().map(|identity| identity.account_id);
    for recipient in recipients.into_iter().filter(|recipient| Some(recipient.account_id) != actor) {
        let mail = Mail::new(template, Recipient::Account(recipient.account_id), event)
            .line("institution", &institution)
            .param("fiscal_year", row.fiscal_year)
            .param("schemes", schemes(row, recipient.locale))
            .param("prefecture", prefecture(&row.prefecture_code).map(|place| place.label(recipient.locale)).unwrap_or_default())
            .param("decision", row.decision.as_ref().map(|decision| decision.reference.clone()).unwrap_or_default())
            .param("decided_on", row.decision.as_ref().map(|decision| day_text(decision.decided_on, recipient.locale)).unwrap_or_default())
            .param("report_by", row.decision.as_ref().and_then(|decision| decision.report_by).map(|day| day_text(day, recipient.locale)))
            .param("last_day", last_day.map(|day| day_text(day, recipient.locale)))
            .param("meeting_round", meeting.as_ref().map(|meeting| meeting.round.label(recipient.locale)))
            .param("meeting_day", meeting.as_ref().and_then(|meeting| meeting.held_on).map(|day| day_text(day, recipient.locale)))
            .param("fixing", row.fixing.as_ref().map(|fixing| fixing.reference.clone()).unwrap_or_default())
            .param("fixed_on", row.fixing.as_ref().map(|fixing| day_text(fixing.fixed_on, recipient.locale)).unwrap_or_default())
            .param("paid_on", row.payment.as_ref().map(|payment| day_text(payment.paid_on, recipient.locale)).unwrap_or_default())
            .param("reference_number", row.reference_number.clone().unwrap_or_default())
            .param("status", row.status.label(recipient.locale))
            .param("reason", reason)
            .param("application", row.id.to_string());
        enqueue(txn, ctx, mail).await?;
    }
    Ok(())
}

/// The schemes of the plan, each once.
fn schemes(row: &support_application::Model, locale: Locale) -> String {
    let mut schemes: Vec<&str> = row.plan.components.iter().map(|component| component.scheme().label(locale)).collect();
    schemes.dedup();
    schemes.join(locale.pick("、", ", "))
}

async fn officers(txn: &impl ConnectionTrait, row: &support_application::Model) -> ApiResult<Vec<RecipientRow>> {
    let sql = format!(
        "SELECT a.id AS account_id, a.locale FROM account_role r JOIN account a ON a.id = r.account_id
            WHERE r.role IN ({}) AND r.prefecture_code = $1 AND a.deleted_at IS NULL
                  AND NOT EXISTS (SELECT 1 FROM account_suspension u WHERE u.account_id = a.id) ORDER BY a.id",
        db::terms([Role::PrefectureOfficer])
    );
    recipients(txn, &sql, row.prefecture_code.clone().into()).await
}

/// Everybody who acts for the institution's organization.
async fn members(txn: &impl ConnectionTrait, row: &support_application::Model) -> ApiResult<Vec<RecipientRow>> {
    let sql = "SELECT a.id AS account_id, a.locale FROM institution i
               JOIN organization_member m ON m.organization_id = i.organization_id
               JOIN account a ON a.id = m.account_id
               WHERE i.id = $1 AND a.deleted_at IS NULL
                  AND NOT EXISTS (SELECT 1 FROM account_suspension u WHERE u.account_id = a.id) ORDER BY a.id";
    recipients(txn, sql, row.institution_id.0.into()).await
}

async fn recipients(txn: &impl ConnectionTrait, sql: &str, value: Value) -> ApiResult<Vec<RecipientRow>> {
    db::rows::<RecipientRow>(txn, sql, [value]).await
}
