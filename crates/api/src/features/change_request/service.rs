//! Commands on corrections: each is one transaction of lock, decide, write, audit, enqueue.

use super::repo;
use crate::{
    ctx::Ctx,
    entity::change_request,
    error::{ApiError, ApiResult},
    features::registration,
    platform::{
        AppState,
        audit::{self, AuditEntry},
        db,
        http::{IdempotencyKey, idempotency},
    },
};
use domain::{
    change_request::{ChangeRequest, ChangeRequestStatus, CreateChangeRequest},
    ids::{ChangeRequestId, RegistrationId},
    problem::ProblemCode,
    registration::RegistrationStatus,
    text::normalize_line_ends,
};
use sea_orm::DatabaseTransaction;

/// Asks for a correction to what is published.
///
/// # Errors
/// `not_found` for others than its members, `wrong_state` when nothing is published, `change_request_already_open`,
/// `invalid_input` when nothing differs.
pub async fn create(
    state: &AppState,
    ctx: &Ctx,
    key: &IdempotencyKey,
    id: RegistrationId,
    input: &CreateChangeRequest,
) -> ApiResult<ChangeRequest> {
    let author = ctx.account_id()?;
    idempotency::once(state, ctx, key, &(id, input), async |txn| {
        let row = registration::lock_own(txn, ctx, id).await?;
        if row.status != RegistrationStatus::Published {
            return Err(ProblemCode::WrongState.into());
        }
        if repo::is_open(txn, id).await? {
            return Err(ProblemCode::ChangeRequestAlreadyOpen.into());
        }
        let input = CreateChangeRequest { content: input.content.clone().normalized(), note: normalize_line_ends(&input.note) };
        input.validate_against(&row.content)?;
        registration::require_municipality(txn, &input.content, "content/").await?;
        let request = change_request::Model {
            id: ctx.new_id(),
            registration_id: id,
            status: ChangeRequestStatus::Requested,
            base_content: row.content.clone(),
            content: input.content,
            note: input.note,
            requested_by: author,
            requested_at: ctx.now,
            decided_by: None,
            decided_at: None,
            reason: None,
        };
        let request = repo::insert(txn, request).await?;
        let entry = AuditEntry::on("change_request", request.id.0)
            .diff(&request.base_content, &request.content)
            .change("status", (), request.status)
            .change("registration_id", (), id);
        audit::record(txn, ctx, entry).await?;
        let row = registration::note_change(txn, ctx, row).await?;
        registration::correction_to_staff(txn, ctx, &row, &request).await?;
        Ok(registration::present_change_request(request))
    })
    .await
}

/// The institution takes its correction back.
///
/// # Errors
/// `not_found` for others than its members, `wrong_state` when it was decided.
pub async fn withdraw(state: &AppState, ctx: &Ctx, id: ChangeRequestId) -> ApiResult<ChangeRequest> {
    db::transaction(&state.db, async |txn| {
        let row = registration::lock_own(txn, ctx, repo::registration_of(txn, id).await?).await?;
        let request = repo::lock_open(txn, id).await?;
        registration::note_change(txn, ctx, row).await?;
        decide(txn, ctx, request, ChangeRequestStatus::Withdrawn, None).await
    })
    .await
}

/// Publishes a correction.
///
/// # Errors
/// `conflict_of_interest`, `wrong_state` when it was decided or the registration is not published any more, `not_found`.
pub async fn apply(state: &AppState, ctx: &Ctx, id: ChangeRequestId) -> ApiResult<ChangeRequest> {
    db::transaction(&state.db, async |txn| {
        let row = registration::lock_to_decide(txn, ctx, repo::registration_of(txn, id).await?).await?;
        let request = repo::lock_open(txn, id).await?;
        if request.base_content != row.content {
            return Err(ApiError::because(ProblemCode::Conflict, "what is published changed since the correction was written"));
        }
        let row = registration::correct(txn, ctx, row, request.content.clone()).await?;
        registration::correction_to_institution(txn, ctx, "change_request_applied", &row, &request, None).await?;
        decide(txn, ctx, request, ChangeRequestStatus::Applied, None).await
    })
    .await
}

/// Refuses a correction; what is published stays.
///
/// # Errors
/// `conflict_of_interest`, `wrong_state` when it was decided or the registration is not published any more, `not_found`.
pub async fn refuse(state: &AppState, ctx: &Ctx, id: ChangeRequestId, reason: &str) -> ApiResult<ChangeRequest> {
    db::transaction(&state.db, async |txn| {
        let row = registration::lock_to_decide(txn, ctx, repo::registration_of(txn, id).await?).await?;
        let request = repo::lock_open(txn, id).await?;
        let row = registration::note_change(txn, ctx, row).await?;
        registration::correction_to_institution(txn, ctx, "change_request_refused", &row, &request, Some(reason)).await?;
        decide(txn, ctx, request, ChangeRequestStatus::Refused, Some(reason)).await
    })
    .await
}

async fn decide(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    mut request: change_request::Model,
    to: ChangeRequestStatus,
    reason: Option<&str>,
) -> ApiResult<ChangeRequest> {
    let mut entry = AuditEntry::on("change_request", request.id.0).change("status", request.status, to);
    entry.reason = reason.map(ToOwned::to_owned);
    request.status = to;
    request.decided_at = Some(ctx.now);
    request.decided_by = ctx.identity().map(|identity| identity.account_id);
    request.reason = reason.map(ToOwned::to_owned);
    let request = repo::save(txn, request).await?;
    audit::record(txn, ctx, entry).await?;
    Ok(registration::present_change_request(request))
}
