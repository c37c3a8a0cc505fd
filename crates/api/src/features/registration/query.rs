//! Reads straight into wire shapes: a registration, the staff's review, lists and counts.

pub use super::present::Viewer;
use super::{
    copy, notes, policy, prefill,
    present::{self, Names, Parts},
    repo,
};
use crate::{
    ctx::Ctx,
    entity::{account, change_request, institution, registration, registration_step, registry_institution},
    error::{ApiError, ApiResult},
    features::organization,
    platform::{db, export::pdf::Document},
};
use chrono::{DateTime, Utc};
use domain::{
    change_request::ChangeRequestStatus,
    ids::{AccountId, OrganizationId, RegistrationId},
    problem::ProblemCode,
    registration::{
        OfficialEntry, OwnPause, PauseState, Registration, RegistrationContent, RegistrationQueueCount, RegistrationReview,
        RegistrationStatus, RegistrationSummary, differences,
    },
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Value};
use strum::IntoEnumIterator;

/// Holds for a registration `r` with a correction that waits.
pub fn has_waiting_correction() -> String {
    format!(
        "EXISTS (SELECT 1 FROM change_request c WHERE c.registration_id = r.id AND c.status IN ({}))",
        db::terms([ChangeRequestStatus::Requested])
    )
}

/// Who hid the page of institution `i`.
fn pause_state() -> String {
    use PauseState as S;
    format!(
        "CASE WHEN i.paused_at IS NULL AND i.own_paused_at IS NULL THEN {} WHEN i.paused_at IS NULL THEN {} WHEN i.own_paused_at IS NULL THEN {} ELSE {} END",
        db::terms([S::Shown]),
        db::terms([S::ByInstitution]),
        db::terms([S::BySecretariat]),
        db::terms([S::ByBoth])
    )
}

/// The columns of a row of a list, and where they are from: all of a [`RegistrationSummary`].
pub fn summary_columns() -> String {
    format!("{} AS change_requested, {} AS pause, {SUMMARY}", has_waiting_correction(), pause_state())
}

const SUMMARY: &str = "r.id, r.institution_id, i.organization_id, o.name AS organization_name,
    r.content->'public'->>'name' AS name, r.content->'public'->>'kind' AS kind, r.content->'public'->>'prefecture_code' AS prefecture_code,
    r.status, r.fiscal_year, r.reference_number, r.status_since, r.updated_at, i.paused_at IS NOT NULL OR i.own_paused_at IS NOT NULL AS paused, i.fictional
    FROM registration r JOIN institution i ON i.id = r.institution_id JOIN organization o ON o.id = i.organization_id";

/// A registration as a reader may see it.
///
/// # Errors
/// When the database fails.
pub async fn registration(conn: &impl ConnectionTrait, viewer: Viewer, row: registration::Model) -> ApiResult<Registration> {
    let id = row.id;
    let summary = summaries(conn, "WHERE r.id = $1", vec![id.0.into()]).await?.pop();
    let summary = summary.ok_or_else(|| ApiError::internal("a registration without an institution"))?;
    let institution = institution::Entity::find_by_id(row.institution_id).one(conn).await?;
    let steps = registration_step::Entity::find().filter(registration_step::Column::RegistrationId.eq(id));
    let steps = steps.order_by_asc(registration_step::Column::Id).all(conn).await?;
    let change_requests = change_request::Entity::find().filter(change_request::Column::RegistrationId.eq(id));
    let change_requests = change_requests.order_by_desc(change_request::Column::Id).all(conn).await?;
    let names = names(conn, steps.iter().filter_map(|step| step.author_account_id).collect()).await?;
    let submitted = match viewer {
        Viewer::Staff if row.status.is_editable() => repo::latest_revisions(conn, id, 1).await?.pop().map(|revision| revision.content),
        Viewer::Staff | Viewer::Member => None,
    };
    let own_pause = institution.as_ref().and_then(|institution| {
        Some(OwnPause {
            since: institution.own_paused_at?,
            reason: institution.own_pause_reason.clone()?,
            resumes_on: institution.own_resumes_on,
        })
    });
    let (registry_code, pause_reason) =
        institution.map(|institution| (institution.registry_code, institution.pause_reason)).unwrap_or_default();
    let official = official(conn, registry_code.as_ref()).await?;
    Ok(present::registration(
        viewer,
        Parts { row, summary, registry_code, official, pause_reason, own_pause, steps, change_requests, submitted, names },
    ))
}

/// What the official list says of an institution, in the places of the form.
async fn official(conn: &impl ConnectionTrait, code: Option<&String>) -> ApiResult<Option<OfficialEntry>> {
    let Some(code) = code else { return Ok(None) };
    let Some(row) = registry_institution::Entity::find_by_id(code.clone()).one(conn).await? else { return Ok(None) };
    let page = prefill::of_row(conn, &row).await?.public;
    Ok(Some(OfficialEntry { code: row.code, edition: row.edition, gone_in: row.gone_in, page }))
}

/// A registration, for a member of its organization.
///
/// # Errors
/// `not_found` for everybody else.
pub async fn own(conn: &impl ConnectionTrait, ctx: &Ctx, id: RegistrationId) -> ApiResult<Registration> {
    let row = registration::Entity::find_by_id(id).one(conn).await?.ok_or(ProblemCode::NotFound)?;
    policy::own_institution(conn, ctx, row.institution_id).await?;
    registration(conn, Viewer::Member, row).await
}

/// The application as it was submitted last, or the draft if none was, as a document with the name of its file.
///
/// # Errors
/// `not_found` for others than its members, and the staff once it was submitted.
pub async fn document(conn: &impl ConnectionTrait, ctx: &Ctx, id: RegistrationId) -> ApiResult<(Document, String)> {
    let mut row = registration::Entity::find_by_id(id).one(conn).await?.ok_or(ProblemCode::NotFound)?;
    policy::require_reader(conn, ctx, &row).await?;
    let submitted_at = repo::latest_revisions(conn, id, 1).await?.pop().map(|revision| {
        row.content = revision.content;
        revision.created_at
    });
    copy::document(conn, ctx, &row, submitted_at).await
}

/// Everything about the application with an id.
///
/// # Errors
/// `not_found` when there is none, or it was never submitted.
pub async fn review_of(conn: &impl ConnectionTrait, ctx: &Ctx, id: RegistrationId) -> ApiResult<RegistrationReview> {
    let row = registration::Entity::find_by_id(id).one(conn).await?.ok_or(ProblemCode::NotFound)?;
    review(conn, ctx, row).await
}

/// Everything about an application, for the staff.
///
/// # Errors
/// `not_found` for what was never submitted.
pub async fn review(conn: &impl ConnectionTrait, ctx: &Ctx, row: registration::Model) -> ApiResult<RegistrationReview> {
    policy::require_submitted(&row)?;
    let mut capacities = policy::capacities(ctx, &row);
    let checkers = names(conn, [row.secretariat_checked_by, row.committee_confirmed_by].into_iter().flatten().collect()).await?;
    let secretariat_checked_by = checkers.get(row.secretariat_checked_by);
    let committee_confirmed_by = checkers.get(row.committee_confirmed_by);
    let earlier = earlier(conn, &row).await?;
    let registration = registration(conn, Viewer::Staff, row).await?;
    let found = earlier.as_ref().map(|(content, _)| differences(content, &registration.content)).unwrap_or_default();
    let others = "WHERE i.organization_id = $1 AND r.id <> $2 AND r.reference_number IS NOT NULL ORDER BY r.id DESC";
    let values = vec![registration.summary.organization_id.0.into(), registration.summary.id.0.into()];
    let conflict_of_interest = !policy::is_disinterested(conn, ctx, registration.summary.institution_id).await?;
    if conflict_of_interest {
        capacities.clear();
    }
    let id = registration.summary.id;
    // What the staff notes among itself is not for the institution's own people, on whichever side they read.
    let (assignee, notes) =
        if conflict_of_interest { (None, Vec::new()) } else { (notes::assignee(conn, id).await?, notes::of(conn, id).await?) };
    Ok(RegistrationReview {
        capacities,
        conflict_of_interest,
        assigned_to_me: assignee.as_ref().is_some_and(|assignee| ctx.identity().is_some_and(|me| me.account_id == assignee.account_id)),
        assignee_name: assignee.map(|assignee| assignee.name),
        notes,
        differences: found,
        compared_with: earlier.map(|(_, at)| at),
        secretariat_checked_by,
        committee_confirmed_by,
        related: summaries(conn, others, values).await?,
        duplicates: duplicates(conn, &registration).await?,
        registration,
    })
}

/// Returns submitted registrations that have not ended of what seems to be the same institution, newest first. One that was started without
/// the official list has no code, so the name is compared as well.
async fn duplicates(conn: &impl ConnectionTrait, registration: &Registration) -> ApiResult<Vec<RegistrationSummary>> {
    let rest = format!(
        "WHERE i.id <> $1 AND r.reference_number IS NOT NULL AND r.status NOT IN ({})
            AND (i.registry_code = $2 OR (r.content->'public'->>'municipality_code' = $3 AND r.content->'public'->>'name' = $4))
        ORDER BY r.id DESC",
        db::terms_where(RegistrationStatus::is_final)
    );
    let public = &registration.content.public;
    let values = vec![
        registration.summary.institution_id.0.into(),
        registration.registry_code.clone().into(),
        public.municipality_code.clone().into(),
        public.name.clone().into(),
    ];
    summaries(conn, &rest, values).await
}

/// Returns the registrations submitted with a code of the official list, newest first.
///
/// # Errors
/// When the database fails.
pub async fn with_registry_code(conn: &impl ConnectionTrait, code: &str) -> ApiResult<Vec<RegistrationSummary>> {
    let rest = "WHERE i.registry_code = $1 AND r.reference_number IS NOT NULL ORDER BY r.id DESC";
    summaries(conn, rest, vec![code.into()]).await
}

/// Returns the version submitted before the present one, or the one that the institution published for an earlier year; `None` if there is none.
async fn earlier(conn: &impl ConnectionTrait, row: &registration::Model) -> ApiResult<Option<(RegistrationContent, DateTime<Utc>)>> {
    if let Some(previous) = repo::latest_revisions(conn, row.id, 2).await?.into_iter().nth(1) {
        return Ok(Some((previous.content, previous.created_at)));
    }
    let before = repo::of_institution(conn, row.institution_id).await?.into_iter();
    let before = before.filter(|other| other.id < row.id && other.reference_number.is_some());
    for other in before {
        if let Some(revision) = repo::latest_revisions(conn, other.id, 1).await?.pop() {
            return Ok(Some((revision.content, revision.created_at)));
        }
    }
    Ok(None)
}

/// The registrations of an organization, newest first. An organization has a handful, so this list has no pages.
///
/// # Errors
/// `not_found` for others than its members.
pub async fn of_organization(conn: &impl ConnectionTrait, ctx: &Ctx, id: OrganizationId) -> ApiResult<Vec<RegistrationSummary>> {
    organization::require_member(conn, ctx, id).await?;
    summaries(conn, "WHERE i.organization_id = $1 ORDER BY r.id DESC", vec![id.0.into()]).await
}

/// How many registrations wait in each state, in the order of their course. Drafts are the institutions' own.
///
/// # Errors
/// When the database fails.
pub async fn counts(conn: &impl ConnectionTrait) -> ApiResult<Vec<RegistrationQueueCount>> {
    let sql = "SELECT status, count(*) AS count, min(status_since) AS oldest_since FROM registration WHERE reference_number IS NOT NULL GROUP BY status";
    let found = db::rows::<RegistrationQueueCount>(conn, sql, []).await?;
    let none = |status| RegistrationQueueCount { status, count: 0, oldest_since: None };
    let count = |status| found.iter().find(|count| count.status == status).cloned().unwrap_or_else(|| none(status));
    Ok(RegistrationStatus::iter().filter(|status| *status != RegistrationStatus::Draft).map(count).collect())
}

async fn summaries(conn: &impl ConnectionTrait, rest: &str, values: Vec<Value>) -> ApiResult<Vec<RegistrationSummary>> {
    let sql = format!("SELECT {} {rest}", summary_columns());
    db::rows(conn, sql, values).await
}

async fn names(conn: &impl ConnectionTrait, ids: Vec<AccountId>) -> ApiResult<Names> {
    if ids.is_empty() {
        return Ok(Names::default());
    }
    Ok(Names::of(account::Entity::find().filter(account::Column::Id.is_in(ids)).all(conn).await?))
}
