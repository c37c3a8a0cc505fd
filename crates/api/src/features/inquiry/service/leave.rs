//! What ends inquiries from outside: a block, a deleted account, an institution that leaves the directory. For other features,
//! which bring their transaction.

use super::act::step;
use crate::{
    ctx::Ctx,
    entity::inquiry,
    error::ApiResult,
    features::inquiry::{
        mail::{self, Event},
        repo,
    },
    platform::audit::{self, AuditEntry},
};
use domain::{
    ids::{AccountId, InstitutionId, OrganizationId},
    inquiry::{InquiryEvent, InquirySide},
};
use sea_orm::DatabaseTransaction;

/// Closes the inquiries of an institution that left the directory for good, as far as nothing is agreed yet; `note` tells the
/// doctors more, and may be blank. The listing is removed in the same transaction, before or after.
///
/// # Errors
/// When the database fails.
pub async fn close_for_institution(txn: &DatabaseTransaction, ctx: &Ctx, institution: InstitutionId, note: &str) -> ApiResult<()> {
    for row in repo::lock_of_institution(txn, institution).await?.into_iter().filter(|row| row.status.ends_with_listing()) {
        let row = end(txn, ctx, row, InquirySide::System, InquiryEvent::Close, note).await?;
        mail::notify(txn, ctx, &row, InquirySide::Doctor, Event::Closed).await?;
    }
    Ok(())
}

/// Withdraws a doctor's open inquiries and erases what the doctor wrote in all of them, because the account is deleted. The
/// institutions keep the course of states, without anything personal.
///
/// # Errors
/// When the database fails.
pub async fn withdraw_for_account(txn: &DatabaseTransaction, ctx: &Ctx, account: AccountId) -> ApiResult<()> {
    repo::lock_doctor(txn, account).await?;
    for row in repo::lock_of_doctor(txn, account).await?.into_iter().filter(|row| row.status.is_live()) {
        let row = end(txn, ctx, row, InquirySide::System, InquiryEvent::Withdraw, "").await?;
        mail::notify(txn, ctx, &row, InquirySide::Institution, Event::Gone).await?;
    }
    repo::erase_words(txn, account).await
}

/// Withdraws a doctor's open inquiries to an organization that the doctor blocks, in the doctor's name. Called with the doctor
/// locked, so that no inquiry is sent in between.
///
/// # Errors
/// When the database fails.
pub async fn withdraw_for_block(txn: &DatabaseTransaction, ctx: &Ctx, account: AccountId, organization: OrganizationId) -> ApiResult<()> {
    for row in repo::lock_between(txn, account, organization).await?.into_iter().filter(|row| row.status.is_live()) {
        let row = end(txn, ctx, row, InquirySide::Doctor, InquiryEvent::Withdraw, "").await?;
        mail::notify(txn, ctx, &row, InquirySide::Institution, Event::Gone).await?;
    }
    Ok(())
}

async fn end(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    mut row: inquiry::Model,
    side: InquirySide,
    event: InquiryEvent,
    note: &str,
) -> ApiResult<inquiry::Model> {
    let before = row.status;
    step(txn, ctx, &mut row, side, event, note.to_owned()).await?;
    repo::touch(&mut row, ctx.now, side);
    repo::save(txn, &row).await?;
    audit::record(txn, ctx, AuditEntry::on("inquiry", row.id.0).change("status", before, row.status)).await?;
    Ok(row)
}
