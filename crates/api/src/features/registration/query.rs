//! Reads straight into wire shapes: a registration, the staff's review, lists and counts.

pub use super::present::Viewer;
use super::{
    copy, policy, prefill,
    present::{self, Names, Parts},
    repo,
};
use crate::{
    ctx::Ctx,
    entity::{account, change_request, institution, registration, registration_step, registry_institution},
    error::{ApiError, ApiResult},
    features::{organization, places::Place},
    platform::{
        db,
        db::search::{pattern, words},
        export::pdf::Document,
        http::page,
    },
};
use chrono::{DateTime, Utc};
use domain::{
    change_request::ChangeRequestStatus,
    ids::{AccountId, OrganizationId, RegistrationId},
    page::{Page, PageQuery},
    problem::ProblemCode,
    registration::{
        OfficialEntry, OwnPause, PauseState, Registration, RegistrationContent, RegistrationQueueCount, RegistrationReview,
        RegistrationStatus, RegistrationSummary, differences,
    },
    search::{Word, fold, fold_parts},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QueryResult, Value};
use serde::Deserialize;
use strum::IntoEnumIterator;
use utoipa::IntoParams;
use uuid::Uuid;

/// So much of an official code is looked for.
const FEWEST_DIGITS: usize = 4;

/// Holds for a registration `r` with a correction that waits.
fn has_waiting_correction() -> String {
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

const SUMMARY: &str = "r.id, r.institution_id, i.organization_id, o.name AS organization_name,
    r.content->'public'->>'name' AS name, r.content->'public'->>'kind' AS kind, r.content->'public'->>'prefecture_code' AS prefecture_code,
    r.status, r.fiscal_year, r.reference_number, r.status_since, r.updated_at, i.paused_at IS NOT NULL OR i.own_paused_at IS NOT NULL AS paused, i.fictional
    FROM registration r JOIN institution i ON i.id = r.institution_id JOIN organization o ON o.id = i.organization_id";

/// What the staff's list is narrowed to.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct RegistrationFilter {
    /// Where the registrations stand; everything that was submitted when absent.
    pub status: Option<RegistrationStatus>,
    /// Only those with, or without, a correction that waits.
    pub change_requested: Option<bool>,
    /// Words in name and its reading (kana or Latin letters), organization, place, contact and mail address; reference number, postal code,
    /// telephone number, official code. Every word must occur.
    pub q: Option<String>,
    /// Rows wanted, 1 to 100; 20 when absent.
    #[param(minimum = 1, maximum = 100)]
    pub limit: Option<u16>,
    /// Opaque cursor from the previous page.
    pub cursor: Option<String>,
}

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

/// What was submitted last as a document, or the draft if nothing was, with the name of its file.
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
    Ok(RegistrationReview {
        capacities,
        conflict_of_interest,
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

/// The staff's list of what was submitted: whoever has waited longest in its state comes first.
///
/// # Errors
/// `invalid_cursor` when the cursor is not this list's.
pub async fn list(conn: &impl ConnectionTrait, filter: &RegistrationFilter) -> ApiResult<Page<RegistrationSummary>> {
    let query = PageQuery { limit: filter.limit, cursor: filter.cursor.clone() };
    let mut conditions = vec!["r.reference_number IS NOT NULL".to_owned()];
    let mut values: Vec<Value> = Vec::new();
    let mut bind = |value: Value| {
        values.push(value);
        values.len()
    };
    if let Some(status) = filter.status {
        conditions.push(format!("r.status = ${}", bind(status.code().into())));
    }
    if let Some(wanted) = filter.change_requested {
        let not = if wanted { "" } else { "NOT " };
        conditions.push(format!("{not}{}", has_waiting_correction()));
    }
    let words = words("q", filter.q.as_deref())?;
    let around = if words.is_empty() { Around::default() } else { Around::read(conn).await? };
    for word in words.as_slice() {
        let (organizations, municipalities) = around.holding(word);
        let mut any = vec![
            format!("i.organization_id = ANY(${})", bind(organizations.into())),
            format!("r.content->'public'->>'municipality_code' = ANY(${})", bind(municipalities.into())),
        ];
        for form in word.forms() {
            let pattern = bind(pattern(form).into());
            any.push(format!("r.search_key LIKE ${pattern}"));
            // Official codes are digits, with a hyphen in those of insurers; fewer of them are in every other code.
            if form.len() < FEWEST_DIGITS || !form.bytes().all(|c| c.is_ascii_digit()) {
                continue;
            }
            any.push(format!(
                "i.registry_code IN (SELECT code FROM registry_institution WHERE replace(code, '-', '') LIKE ${pattern}
                    UNION ALL SELECT hospital_code FROM registry_match WHERE replace(insured_code, '-', '') LIKE ${pattern})"
            ));
        }
        conditions.push(format!("({})", any.join(" OR ")));
    }
    if let Some((since, id)) = page::decode::<(DateTime<Utc>, RegistrationId)>(&query)? {
        conditions.push(format!("(r.status_since, r.id) > (${}, ${})", bind(since.into()), bind(id.0.into())));
    }
    let limit = bind((i64::from(query.size()) + 1).into());
    let rest = format!("WHERE {} ORDER BY r.status_since, r.id LIMIT ${limit}", conditions.join(" AND "));
    let rows = summaries(conn, &rest, values).await?;
    Ok(page::cut(rows, &query, |row| (row.status_since, row.id), |row| row))
}

/// What stands around registrations and is no part of them, folded: their organizations' names and their places.
#[derive(Default)]
struct Around {
    organizations: Vec<(Uuid, String)>,
    municipalities: Vec<(String, String)>,
}

impl Around {
    async fn read(conn: &impl ConnectionTrait) -> ApiResult<Self> {
        let rows = db::query_all(conn, "SELECT id, name FROM organization", []).await?;
        let organization = |row: &QueryResult| -> ApiResult<_> { Ok((row.try_get("", "id")?, fold(&row.try_get::<String>("", "name")?))) };
        let place = |(code, place): (String, Place)| {
            let prefecture = code.get(..2).unwrap_or_default();
            let name = place.name(prefecture);
            let readings = place.readings(prefecture);
            let text = fold_parts(readings.iter().map(String::as_str).chain([name.as_str()]));
            (code, text)
        };
        Ok(Around {
            organizations: rows.iter().map(organization).collect::<ApiResult<_>>()?,
            municipalities: Place::all(conn).await?.into_iter().map(place).collect(),
        })
    }

    /// The organizations and the municipalities that a word occurs in.
    fn holding(&self, word: &Word) -> (Vec<Uuid>, Vec<String>) {
        let organizations = self.organizations.iter().filter(|(_, text)| word.occurs_in(text)).map(|(id, _)| *id);
        let municipalities = self.municipalities.iter().filter(|(_, text)| word.occurs_in(text)).map(|(code, _)| code.clone());
        (organizations.collect(), municipalities.collect())
    }
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
    let sql = format!("SELECT {} AS change_requested, {} AS pause, {SUMMARY} {rest}", has_waiting_correction(), pause_state());
    db::rows(conn, sql, values).await
}

async fn names(conn: &impl ConnectionTrait, ids: Vec<AccountId>) -> ApiResult<Names> {
    if ids.is_empty() {
        return Ok(Names::default());
    }
    Ok(Names::of(account::Entity::find().filter(account::Column::Id.is_in(ids)).all(conn).await?))
}
