//! What the two sides do in an inquiry: write, take a step, share identity.

use crate::{
    ctx::Ctx,
    entity::inquiry,
    error::{ApiError, ApiResult},
    features::inquiry::{
        draft,
        mail::{self, Event, Receipt},
        policy, query,
        repo::{self, NewStep},
    },
    platform::{
        AppState,
        audit::{self, AuditEntry},
        db,
        http::{
            idempotency::{IdempotencyKey, once},
            rate_limit::{self, Limit},
        },
    },
};
use chrono::TimeDelta;
use domain::{
    ids::{InquiryId, SubsidyQuoteId},
    inquiry::{AdvanceInquiry, Inquiry, InquiryEvent, InquirySide, InquiryStatus, SendMessage, TransitionDenied, advance as decide},
    problem::ProblemCode,
    text,
};
use sea_orm::DatabaseTransaction;
use uuid::Uuid;

/// Each message is a mail to somebody.
const MESSAGES: Limit = Limit { name: "inquiry_message", tries: 60, window: TimeDelta::hours(1) };

/// Sends a further message. The institution's first one replies, and the doctor's next one goes on with the consultation.
///
/// # Errors
/// `not_found`, `wrong_state` when the inquiry has ended, `too_many_requests`.
pub async fn send_message(state: &AppState, ctx: &Ctx, key: &IdempotencyKey, id: InquiryId, input: &SendMessage) -> ApiResult<Inquiry> {
    rate_limit::count(state, ctx.now, MESSAGES, &ctx.account_id()?.to_string()).await?;
    once(state, ctx, key, &(id, input), async |txn| {
        let (mut row, side) = lock(txn, ctx, id).await?;
        if !row.status.is_live() {
            return Err(ProblemCode::WrongState.into());
        }
        let before = row.status;
        let message = repo::insert_message(txn, ctx, id, side, text::normalize_line_ends(&input.body)).await?;
        draft::remove(txn, ctx.account_id()?, id.0).await?;
        if let Some(event) = InquiryEvent::by_message(row.status, side) {
            step(txn, ctx, &mut row, side, event, String::new()).await?;
        }
        repo::touch(&mut row, ctx.now, side);
        repo::save(txn, &row).await?;
        let entry = AuditEntry::on("inquiry", id.0);
        let entry = if row.status == before { entry } else { entry.change("status", before, row.status) };
        audit::record(txn, ctx, entry).await?;
        mail::notify(txn, ctx, &row, other(side), Event::Message(message.0)).await?;
        Ok(id)
    })
    .await?;
    query::get(&state.db, ctx, id).await
}

/// Takes a step.
///
/// # Errors
/// `not_found`, `wrong_state`, `not_allowed` when it is the other side's, `identity_not_shared`.
pub async fn advance(state: &AppState, ctx: &Ctx, key: &IdempotencyKey, id: InquiryId, input: &AdvanceInquiry) -> ApiResult<Inquiry> {
    once(state, ctx, key, &(id, input), async |txn| {
        let (mut row, side) = lock(txn, ctx, id).await?;
        let before = row.status;
        let step = step(txn, ctx, &mut row, side, input.event, text::normalize_line_ends(&input.note)).await?;
        repo::touch(&mut row, ctx.now, side);
        repo::save(txn, &row).await?;
        audit::record(txn, ctx, AuditEntry::on("inquiry", id.0).change("status", before, row.status)).await?;
        mail::notify(txn, ctx, &row, other(side), Event::Step(step, row.status)).await?;
        if row.status == InquiryStatus::Withdrawn {
            mail::confirm(state, txn, ctx, &row, Receipt::Withdrawn).await?;
        }
        Ok(id)
    })
    .await?;
    query::get(&state.db, ctx, id).await
}

/// Shows the doctor's identity and contact to the institution. Again: nothing changes, since it cannot be taken back.
///
/// # Errors
/// `not_found`, `not_allowed` for the institution, `wrong_state` when the inquiry has ended.
pub async fn share_identity(state: &AppState, ctx: &Ctx, id: InquiryId) -> ApiResult<Inquiry> {
    db::transaction(&state.db, async |txn| {
        let (mut row, side) = lock(txn, ctx, id).await?;
        if side != InquirySide::Doctor {
            return Err(ApiError::because(ProblemCode::NotAllowed, "an identity is the doctor's to share"));
        }
        if row.identity_shared_at.is_some() {
            return Ok(());
        }
        if !row.status.is_live() {
            return Err(ProblemCode::WrongState.into());
        }
        row.identity_shared_at = Some(ctx.now);
        repo::touch(&mut row, ctx.now, side);
        repo::save(txn, &row).await?;
        audit::record(txn, ctx, AuditEntry::on("inquiry", id.0).change("identity_shared", false, true)).await?;
        mail::notify(txn, ctx, &row, InquirySide::Institution, Event::Shared).await?;
        mail::confirm(state, txn, ctx, &row, Receipt::Shared).await
    })
    .await?;
    query::get(&state.db, ctx, id).await
}

/// Notes that the actor puts a quote into the inquiry, in the transaction of whoever keeps it: the other side finds something unread and
/// is told. Tells the actor's side.
///
/// # Errors
/// `not_found`, `wrong_state` when the inquiry has ended.
pub async fn contribute_quote(txn: &DatabaseTransaction, ctx: &Ctx, id: InquiryId, quote: SubsidyQuoteId) -> ApiResult<InquirySide> {
    let (mut row, side) = lock(txn, ctx, id).await?;
    if !row.status.is_live() {
        return Err(ProblemCode::WrongState.into());
    }
    repo::touch(&mut row, ctx.now, side);
    repo::save(txn, &row).await?;
    mail::notify(txn, ctx, &row, other(side), Event::Quote(quote.0)).await?;
    Ok(side)
}

/// The inquiry, locked, and the side on which the actor belongs to it.
async fn lock(txn: &DatabaseTransaction, ctx: &Ctx, id: InquiryId) -> ApiResult<(inquiry::Model, InquirySide)> {
    let row = repo::lock(txn, id).await?;
    let side = policy::side(txn, ctx, &row).await?;
    Ok((row, side))
}

/// Moves the inquiry on in memory and writes the step.
pub(super) async fn step(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    row: &mut inquiry::Model,
    side: InquirySide,
    event: InquiryEvent,
    note: String,
) -> ApiResult<Uuid> {
    let to = decide(row.status, event, side, row.identity_shared_at.is_some()).map_err(|denied| match denied {
        TransitionDenied::WrongState => ProblemCode::WrongState,
        TransitionDenied::WrongSide => ProblemCode::NotAllowed,
        TransitionDenied::IdentityNotShared => ProblemCode::IdentityNotShared,
    })?;
    row.status = to;
    repo::insert_step(txn, ctx, row.id, NewStep { event: Some(event), to, side, note }).await
}

fn other(side: InquirySide) -> InquirySide {
    match side {
        InquirySide::Doctor => InquirySide::Institution,
        InquirySide::Institution | InquirySide::System => InquirySide::Doctor,
    }
}
