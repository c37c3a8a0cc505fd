//! A doctor asks an institution.

use crate::{
    ctx::Ctx,
    entity::{inquiry, listing},
    error::{ApiError, ApiResult},
    features::inquiry::{
        draft,
        mail::{self, Event, Receipt},
        query,
        repo::{self, NewStep},
    },
    platform::{
        AppState,
        audit::{self, AuditEntry},
        db,
        http::idempotency::{IdempotencyKey, once},
    },
};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    ids::{AccountId, InquiryId, InstitutionId, OrganizationId},
    inquiry::{CreateInquiry, Inquiry, InquirySide, InquiryStatus},
    problem::ProblemCode,
    text,
};
use sea_orm::{DatabaseTransaction, EntityTrait, FromQueryResult};

/// New inquiries of one doctor within a day: enough for a real search, too few to spray every institution.
const DAILY_LIMIT: i64 = 20;

/// Sends the first message.
///
/// # Errors
/// `profile_required`, `licence_doubtful`, `not_found`, `institution_blocked`, `institution_not_listed`, `inquiry_already_open`, `too_many_requests`.
pub async fn create(state: &AppState, ctx: &Ctx, key: &IdempotencyKey, input: &CreateInquiry) -> ApiResult<Inquiry> {
    // The stored answer is the id alone: what was written and who wrote it lie in tables that the doctor can have erased.
    let id = once(state, ctx, key, input, async |txn| send(state, txn, ctx, input).await).await?;
    query::get(&state.db, ctx, id).await
}

async fn send(state: &AppState, txn: &DatabaseTransaction, ctx: &Ctx, input: &CreateInquiry) -> ApiResult<InquiryId> {
    let doctor = ctx.account_id()?;
    let profile = repo::lock_doctor(txn, doctor).await?.ok_or(ProblemCode::ProfileRequired)?;
    if !profile.licence_status.is_trusted() {
        return Err(ProblemCode::LicenceDoubtful.into());
    }
    may_be_asked(txn, doctor, input.institution_id).await?;
    within_daily_limit(txn, ctx.now, doctor).await?;
    let row = inquiry::Model {
        id: ctx.new_id(),
        doctor_account_id: doctor,
        institution_id: input.institution_id,
        status: InquiryStatus::Sent,
        identity_shared_at: input.share_identity.then_some(ctx.now),
        last_activity_at: ctx.now,
        doctor_read_at: ctx.now,
        institution_read_at: None,
        created_at: ctx.now,
        version: 1,
    };
    repo::insert(txn, row.clone()).await?;
    repo::insert_message(txn, ctx, row.id, InquirySide::Doctor, text::normalize_line_ends(&input.body)).await?;
    draft::remove(txn, doctor, input.institution_id.0).await?;
    let step = NewStep { event: None, to: InquiryStatus::Sent, side: InquirySide::Doctor, note: String::new() };
    repo::insert_step(txn, ctx, row.id, step).await?;
    let entry = AuditEntry::on("inquiry", row.id.0).change("status", None::<InquiryStatus>, row.status);
    audit::record(txn, ctx, entry.change("identity_shared", false, input.share_identity)).await?;
    mail::notify(txn, ctx, &row, InquirySide::Institution, Event::Received).await?;
    mail::confirm(state, txn, ctx, &row, Receipt::Sent).await?;
    Ok(row.id)
}

/// What decides whether a doctor may ask an institution.
#[derive(Debug, FromQueryResult)]
struct Candidate {
    organization_id: OrganizationId,
    known: bool,
}

async fn may_be_asked(txn: &DatabaseTransaction, doctor: AccountId, institution: InstitutionId) -> ApiResult<()> {
    // Shared with other doctors, but not with whoever takes the institution off the directory: see `lock_of_institution`.
    // An institution that was never published is none that a doctor may know of.
    let sql = "SELECT i.organization_id, EXISTS (
                   SELECT 1 FROM registration r WHERE r.institution_id = i.id AND r.committee_confirmed_by IS NOT NULL) AS known
               FROM institution i WHERE i.id = $1 FOR SHARE OF i";
    let candidate: Candidate = db::row(txn, sql, [institution.0.into()]).await?.ok_or(ProblemCode::NotFound)?;
    let listed = listing::Entity::find_by_id(institution).one(txn).await?.is_some();
    if !listed && !candidate.known {
        return Err(ProblemCode::NotFound.into());
    }
    let blocked =
        "SELECT 1 FROM doctor_block b JOIN institution i ON i.id = b.institution_id WHERE b.account_id = $1 AND i.organization_id = $2";
    if db::exists(txn, blocked, [doctor.0.into(), candidate.organization_id.0.into()]).await? {
        return Err(ProblemCode::InstitutionBlocked.into());
    }
    if !listed {
        return Err(ProblemCode::InstitutionNotListed.into());
    }
    let open = format!(
        "SELECT 1 FROM inquiry WHERE doctor_account_id = $1 AND institution_id = $2 AND status IN ({})",
        db::terms_where(InquiryStatus::is_live)
    );
    if db::exists(txn, open, [doctor.0.into(), institution.0.into()]).await? {
        return Err(ProblemCode::InquiryAlreadyOpen.into());
    }
    Ok(())
}

/// Counts what was sent, not what was tried: a refused or repeated request costs nothing. The doctor's lock makes it exact.
async fn within_daily_limit(txn: &DatabaseTransaction, now: DateTime<Utc>, doctor: AccountId) -> ApiResult<()> {
    let sql = "SELECT created_at FROM inquiry WHERE doctor_account_id = $1 AND created_at > $2 ORDER BY created_at DESC OFFSET $3 LIMIT 1";
    let day = TimeDelta::days(1);
    let values = [doctor.0.into(), (now - day).into(), (DAILY_LIMIT - 1).into()];
    let Some(row) = db::query_one(txn, sql, values).await? else { return Ok(()) };
    let oldest: DateTime<Utc> = row.try_get("", "created_at")?;
    let wait = (oldest + day - now).num_seconds().max(1);
    Err(ApiError::too_many(u64::try_from(wait).unwrap_or(1)))
}
