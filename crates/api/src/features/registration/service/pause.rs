//! Hiding an institution's page for a while, and showing it again: by the secretariat, by the institution itself, and on the day that it named.
//! Who may end which pause is the domain's; each has its own columns.

use crate::{
    ctx::Ctx,
    entity::{institution, registration},
    error::{ApiError, ApiResult},
    features::registration::{
        listing::{self, PublicationState},
        mails, policy, query, repo,
    },
    platform::{
        AppState,
        audit::{self, AuditEntry},
        db,
    },
};
use chrono::NaiveDate;
use domain::{
    actor::Role,
    ids::InstitutionId,
    problem::ProblemCode,
    registration::{PauseEvent, PauseOwnInstitution, PauseParty, Registration, TransitionDenied, pause_transition},
    text::normalize_line_ends,
    time::japan_date,
};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

/// Institutions whose day has come, looked up at a time.
const BATCH: u64 = 200;

/// Hides the page of a registered institution, for the secretariat.
///
/// # Errors
/// `conflict_of_interest`, `wrong_state` when the secretariat hid it already or it has no page, `not_found`.
pub async fn pause(state: &AppState, ctx: &Ctx, id: InstitutionId, reason: &str) -> ApiResult<()> {
    db::transaction(&state.db, async |txn| {
        let before = repo::lock_institution(txn, id).await?;
        policy::require_disinterested(txn, ctx, id).await?;
        let registration = published(txn, id).await?;
        decide(&before, PauseEvent::Pause, PauseParty::Secretariat)?;
        let after = institution::Model { paused_at: Some(ctx.now), pause_reason: Some(reason.to_owned()), ..before.clone() };
        set(txn, ctx, &before, after, Some(reason)).await?;
        mails::to_institution(txn, ctx, "institution_paused", &registration, Some(reason)).await
    })
    .await
}

/// Ends the secretariat's pause. The page is shown unless the institution hides it itself.
///
/// # Errors
/// `conflict_of_interest`, `wrong_state` when it is not hidden, `not_allowed` when only the institution hides it, `not_found`.
pub async fn resume(state: &AppState, ctx: &Ctx, id: InstitutionId) -> ApiResult<()> {
    db::transaction(&state.db, async |txn| {
        let before = repo::lock_institution(txn, id).await?;
        policy::require_disinterested(txn, ctx, id).await?;
        decide(&before, PauseEvent::Resume, PauseParty::Secretariat)?;
        let after = institution::Model { paused_at: None, pause_reason: None, ..before.clone() };
        let state_now = set(txn, ctx, &before, after, None).await?;
        // When the term ran out in the meantime there is no page to speak of.
        let Some(registration) = repo::published(txn, id).await? else { return Ok(()) };
        let template = match state_now {
            PublicationState::Paused => "institution_pause_lifted",
            PublicationState::Listed | PublicationState::Unregistered => "institution_resumed",
        };
        mails::to_institution(txn, ctx, template, &registration, None).await
    })
    .await
}

/// Hides the own page. Returns the registration that it shows otherwise.
///
/// # Errors
/// `not_found` for others than its members, `wrong_state` when the institution hid it already or it has no page, `invalid_input` for a day that is
/// not after today.
pub async fn pause_own(state: &AppState, ctx: &Ctx, id: InstitutionId, input: &PauseOwnInstitution) -> ApiResult<Registration> {
    db::transaction(&state.db, async |txn| {
        policy::own_institution(txn, ctx, id).await?;
        let before = repo::lock_institution(txn, id).await?;
        let registration = published(txn, id).await?;
        decide(&before, PauseEvent::Pause, PauseParty::Institution)?;
        input.validate_on(japan_date(ctx.now))?;
        let reason = normalize_line_ends(&input.reason);
        let after = institution::Model {
            own_paused_at: Some(ctx.now),
            own_pause_reason: Some(reason.clone()),
            own_resumes_on: input.resumes_on,
            ..before.clone()
        };
        set(txn, ctx, &before, after, Some(&reason)).await?;
        mails::to_institution(txn, ctx, "institution_own_paused", &registration, Some(&reason)).await?;
        mails::to_staff(txn, ctx, "institution_own_paused_for_staff", &registration, Role::Secretariat, None).await?;
        query::own(txn, ctx, registration.id).await
    })
    .await
}

/// Ends the own pause. The page is shown unless the secretariat hides it.
///
/// # Errors
/// `not_found` for others than its members, `wrong_state` when it is not hidden, `not_allowed` when only the secretariat hides it.
pub async fn resume_own(state: &AppState, ctx: &Ctx, id: InstitutionId) -> ApiResult<Registration> {
    db::transaction(&state.db, async |txn| {
        policy::own_institution(txn, ctx, id).await?;
        let registration = published(txn, id).await?;
        end_own(txn, ctx, id, PauseParty::Institution).await?;
        query::own(txn, ctx, registration.id).await
    })
    .await
}

/// Ends the own pauses whose day has come. Each is its own transaction. Idempotent. Returns the number of pauses ended.
///
/// # Errors
/// When the list cannot be read.
pub async fn resume_due(state: &AppState) -> ApiResult<usize> {
    let ctx = Ctx::system("resume_own_institutions", state.clock.now(), state.ids.clone());
    let today = japan_date(ctx.now);
    let (mut ended, mut last) = (0, None);
    loop {
        let due = due(state, today, last).await?;
        let Some(id) = due.last().copied() else { return Ok(ended) };
        last = Some(id);
        for id in due {
            let result = db::transaction(&state.db, async |txn| {
                let row = repo::lock_institution(txn, id).await?;
                // Another process may have been faster, or somebody resumed it.
                if row.own_resumes_on.is_none_or(|day| day > today) {
                    return Ok(false);
                }
                end_own(txn, &ctx, id, PauseParty::System).await.map(|()| true)
            });
            match result.await {
                Ok(true) => ended += 1,
                Ok(false) => {}
                Err(error) => tracing::error!(%error, institution.id = %id, "a page could not be shown again"),
            }
        }
    }
}

async fn due(state: &AppState, today: NaiveDate, after: Option<InstitutionId>) -> ApiResult<Vec<InstitutionId>> {
    use institution::Column as C;
    let mut rows = institution::Entity::find().select_only().column(C::Id).filter(C::OwnResumesOn.lte(today));
    if let Some(after) = after {
        rows = rows.filter(C::Id.gt(after));
    }
    Ok(rows.order_by_asc(C::Id).limit(BATCH).into_tuple().all(&state.db).await?)
}

async fn end_own(txn: &DatabaseTransaction, ctx: &Ctx, id: InstitutionId, by: PauseParty) -> ApiResult<()> {
    let before = repo::lock_institution(txn, id).await?;
    decide(&before, PauseEvent::Resume, by)?;
    let after = institution::Model { own_paused_at: None, own_pause_reason: None, own_resumes_on: None, ..before.clone() };
    let state_now = set(txn, ctx, &before, after, None).await?;
    match repo::published(txn, id).await? {
        Some(registration) if state_now == PublicationState::Listed => {
            mails::to_institution(txn, ctx, "institution_resumed", &registration, None).await
        }
        Some(_) | None => Ok(()),
    }
}

async fn published(txn: &DatabaseTransaction, id: InstitutionId) -> ApiResult<registration::Model> {
    let found = repo::published(txn, id).await?;
    found.ok_or_else(|| ApiError::because(ProblemCode::WrongState, "it has no page to hide"))
}

fn decide(row: &institution::Model, event: PauseEvent, by: PauseParty) -> ApiResult<()> {
    let code = match pause_transition(row.pause_state(), event, by) {
        Ok(_) => return Ok(()),
        Err(TransitionDenied::WrongState) => ProblemCode::WrongState,
        Err(TransitionDenied::WrongParty | TransitionDenied::SamePerson) => ProblemCode::NotAllowed,
    };
    Err(ApiError::because(code, format!("{event} by {by} while {}", row.pause_state())))
}

async fn set(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    before: &institution::Model,
    after: institution::Model,
    reason: Option<&str>,
) -> ApiResult<PublicationState> {
    let mut entry = AuditEntry::on("institution", before.id.0).change("pause", before.pause_state(), after.pause_state());
    if before.own_resumes_on != after.own_resumes_on {
        entry = entry.change("resumes_on", before.own_resumes_on, after.own_resumes_on);
    }
    entry.reason = reason.map(ToOwned::to_owned);
    repo::save_institution(txn, after).await?;
    let state_now = listing::refresh(txn, ctx, before.id).await?;
    audit::record(txn, ctx, entry).await?;
    Ok(state_now)
}
