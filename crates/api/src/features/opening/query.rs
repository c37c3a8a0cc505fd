//! Reads straight into what is shown.

use super::{policy, repo};
use crate::{
    ctx::Ctx,
    entity::{institution, opening},
    error::ApiResult,
    features::directory,
    platform::{db, http::page},
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    ids::{AccountId, InstitutionId, OpeningId, OrganizationId},
    institution::InstitutionKind,
    opening::{
        CONFIRMED_DAYS, Opening, OpeningContent, OpeningEvent, OpeningParty, OpeningStatus, OwnOpening, PublishedOpening, is_valid,
        pauses_on, valid_until, wording_warnings,
    },
    page::{Page, PageQuery},
    problem::ProblemCode,
    time::japan_date,
};
use sea_orm::{ConnectionTrait, EntityTrait, FromQueryResult};
use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

/// What visitors can read, joined with what they read of its institution. The last day, as text, is `$1`: today.
pub(super) const PUBLISHED: &str = "SELECT o.id, o.institution_id, o.content, o.posted_at, o.confirmed_at, i.organization_id,
        l.name AS institution_name, coalesce(l.profile ->> 'name_en', '') AS institution_name_en, l.kind AS institution_kind,
        l.prefecture_code, m.name AS municipality_name, m.name_en AS municipality_name_en, l.fictional
    FROM opening o JOIN listing l ON l.institution_id = o.institution_id JOIN municipality m ON m.code = l.municipality_code
    JOIN institution i ON i.id = o.institution_id";

/// The condition under which visitors can read an opening `o`, beside its institution's page being shown: it is open and
/// [valid](domain::opening::is_valid), even if the calendar was not followed for a while. The day, as text, is `$1`: today.
pub fn shown() -> String {
    format!(
        "o.status IN ({}) AND coalesce(o.content ->> 'open_until' >= $1, true)
         AND o.confirmed_at >= ($1::date - {})::timestamp AT TIME ZONE 'Asia/Tokyo'",
        db::terms([OpeningStatus::Open]),
        CONFIRMED_DAYS - 1
    )
}

/// An opening that visitors can read.
#[derive(Debug, FromQueryResult)]
pub(super) struct PublishedRow {
    pub id: OpeningId,
    pub institution_id: InstitutionId,
    pub organization_id: OrganizationId,
    pub content: OpeningContent,
    pub posted_at: DateTime<Utc>,
    pub confirmed_at: DateTime<Utc>,
    pub institution_name: String,
    pub institution_name_en: String,
    pub institution_kind: InstitutionKind,
    pub prefecture_code: String,
    pub municipality_name: String,
    pub municipality_name_en: String,
    pub fictional: bool,
}

/// An opening as the actor may read it: with what is for doctors, for those who may read what its institution shows to doctors only.
///
/// # Errors
/// `opening_closed` when it was published and is not shown now, `not_found` when it never was.
pub async fn published(conn: &impl ConnectionTrait, ctx: &Ctx, id: OpeningId) -> ApiResult<PublishedOpening> {
    let sql = format!("{PUBLISHED} WHERE {} AND o.id = $2", shown());
    let Some(row) = db::row::<PublishedRow>(conn, sql, [today(ctx.now).into(), id.0.into()]).await? else {
        let found = opening::Entity::find_by_id(id).one(conn).await?;
        let was_shown = found.is_some_and(|row| row.posted_at.is_some());
        return Err(if was_shown { ProblemCode::OpeningClosed } else { ProblemCode::NotFound }.into());
    };
    let more = !row.content.for_doctors.is_empty();
    let may_read = more && directory::may_read_restricted(conn, ctx, row.organization_id).await?;
    Ok(PublishedOpening {
        id: row.id,
        institution_id: row.institution_id,
        institution_name: row.institution_name,
        institution_name_en: row.institution_name_en,
        institution_kind: row.institution_kind,
        prefecture_code: row.prefecture_code,
        municipality_name: row.municipality_name,
        municipality_name_en: row.municipality_name_en,
        valid_until: valid_until(row.confirmed_at, row.content.open_until),
        content: if may_read { row.content } else { row.content.public() },
        has_more_for_doctors: more && !may_read,
        posted_at: row.posted_at,
        confirmed_at: row.confirmed_at,
        fictional: row.fictional,
    })
}

/// The institution of an opening that was published and is not shown any more, with whether the institution's page is shown.
///
/// # Errors
/// When the database fails.
pub async fn closed(conn: &impl ConnectionTrait, id: OpeningId) -> ApiResult<Option<(InstitutionId, bool)>> {
    let sql = "SELECT o.institution_id, l.institution_id IS NOT NULL AS listed FROM opening o
               LEFT JOIN listing l ON l.institution_id = o.institution_id WHERE o.id = $1 AND o.posted_at IS NOT NULL";
    let row = db::query_one(conn, sql, [id.0.into()]).await?;
    row.map(|row| Ok((InstitutionId(row.try_get("", "institution_id")?), row.try_get("", "listed")?))).transpose()
}

/// The openings of real institutions that visitors can read, in the order of their ids, with their last change.
///
/// # Errors
/// When the database fails.
pub async fn indexed(conn: &impl ConnectionTrait, now: DateTime<Utc>, most: u64) -> ApiResult<Vec<(OpeningId, DateTime<Utc>)>> {
    let sql = format!(
        "SELECT o.id, o.updated_at FROM opening o JOIN listing l ON l.institution_id = o.institution_id
         WHERE {} AND NOT l.fictional ORDER BY o.id LIMIT {most}",
        shown()
    );
    let rows = db::query_all(conn, sql, [today(now).into()]).await?;
    rows.iter().map(|row| Ok((OpeningId(row.try_get("", "id")?), row.try_get("", "updated_at")?))).collect()
}

/// Today in Japan, as content writes days.
pub(super) fn today(now: DateTime<Utc>) -> String {
    japan_date(now).to_string()
}

/// An opening for its institution, and for the staff as it was last published, with the steps that the actor can take.
///
/// # Errors
/// `not_found` for everybody else, and for the staff while it is a draft.
pub async fn get(conn: &impl ConnectionTrait, ctx: &Ctx, id: OpeningId) -> ApiResult<Opening> {
    present(conn, ctx, repo::find(conn, id).await?).await
}

/// The same for a row that was read.
///
/// # Errors
/// See [`get`].
pub async fn present(conn: &impl ConnectionTrait, ctx: &Ctx, mut row: opening::Model) -> ApiResult<Opening> {
    let institution = institution::Entity::find_by_id(row.institution_id).one(conn).await?.ok_or(ProblemCode::NotFound)?;
    let organization_id = institution.organization_id;
    let party = policy::reader(conn, ctx, &row, organization_id).await?;
    if party != OpeningParty::Institution {
        // What was written since, while it was paused, is its institution's own until it is shown again.
        row.content = repo::last_published(conn, row.id).await?.map(|kept| kept.content).unwrap_or_default();
    }
    let acts = party == OpeningParty::Institution || policy::may_take_down(conn, ctx, organization_id).await?;
    let is_open = row.status == OpeningStatus::Open;
    let valid = row.confirmed_at.is_some_and(|at| is_valid(at, row.content.open_until, japan_date(ctx.now)));
    let listed = db::exists(conn, "SELECT 1 FROM listing WHERE institution_id = $1", [institution.id.0.into()]).await?;
    Ok(Opening {
        id: row.id,
        institution_id: row.institution_id,
        institution_name: institution_name(conn, row.institution_id).await?,
        organization_id,
        status: row.status,
        warnings: if party == OpeningParty::Institution { wording_warnings(&row.content) } else { Vec::new() },
        steps: if acts { OpeningEvent::open_to(row.status, party) } else { Vec::new() },
        is_shown: is_open && listed && valid,
        confirm_by: row.confirmed_at.filter(|_| is_open).and_then(|at| pauses_on(at, row.content.open_until)),
        content: row.content,
        posted_at: row.posted_at,
        confirmed_at: row.confirmed_at,
        taken_down_reason: row.taken_down_reason,
        updated_at: row.updated_at,
        version: row.version,
    })
}

/// What an institution is called, in SQL: as its page does, or as its latest registration does where it has no page.
const NAME: &str = "coalesce((SELECT l.name FROM listing l WHERE l.institution_id = i.id), (SELECT r.content -> 'public' ->> 'name'
    FROM registration r WHERE r.institution_id = i.id ORDER BY r.committee_confirmed_by IS NULL, r.id DESC LIMIT 1), '')";

/// What an institution is called.
///
/// # Errors
/// When the database fails.
pub async fn institution_name(conn: &impl ConnectionTrait, id: InstitutionId) -> ApiResult<String> {
    let row = db::query_one(conn, format!("SELECT {NAME} AS name FROM institution i WHERE i.id = $1"), [id.0.into()]).await?;
    Ok(row.map(|row| row.try_get("", "name")).transpose()?.unwrap_or_default())
}

#[derive(FromQueryResult)]
struct OwnRow {
    id: OpeningId,
    institution_id: InstitutionId,
    institution_name: String,
    status: OpeningStatus,
    title: Option<String>,
    posted_at: Option<DateTime<Utc>>,
    confirmed_at: Option<DateTime<Utc>>,
    open_until: Option<String>,
    updated_at: DateTime<Utc>,
}

/// All openings of an organization's institutions, the last changed first.
///
/// # Errors
/// `invalid_cursor`.
pub async fn of_organization(conn: &impl ConnectionTrait, id: OrganizationId, query: &PageQuery) -> ApiResult<Page<OwnOpening>> {
    let (at, after) = page::decode::<(DateTime<Utc>, Uuid)>(query)?.map_or((None, None), |(at, id)| (Some(at), Some(id)));
    let sql = format!(
        "SELECT o.id, o.institution_id, {NAME} AS institution_name, o.status, o.content ->> 'title' AS title, o.posted_at, o.confirmed_at,
             o.content ->> 'open_until' AS open_until, o.updated_at
         FROM opening o JOIN institution i ON i.id = o.institution_id
         WHERE i.organization_id = $1 AND ($2::timestamptz IS NULL OR (o.updated_at, o.id) < ($2, $3))
         ORDER BY o.updated_at DESC, o.id DESC LIMIT $4"
    );
    let values = [id.0.into(), at.into(), after.into(), (i64::from(query.size()) + 1).into()];
    let rows = db::rows::<OwnRow>(conn, sql, values).await?;
    Ok(page::cut(
        rows,
        query,
        |row| (row.updated_at, row.id),
        |row| OwnOpening {
            id: row.id,
            institution_id: row.institution_id,
            institution_name: row.institution_name,
            status: row.status,
            title: row.title.unwrap_or_default(),
            posted_at: row.posted_at,
            confirm_by: row
                .confirmed_at
                .filter(|_| row.status == OpeningStatus::Open)
                .and_then(|at| pauses_on(at, day(row.open_until.as_deref()))),
            updated_at: row.updated_at,
        },
    ))
}

/// An opening that somebody started or published, in the export of their data.
#[derive(Serialize, FromQueryResult)]
struct ExportedOpening {
    opening_id: OpeningId,
    title: Option<String>,
    written_at: DateTime<Utc>,
}

/// The openings that a member started, and the versions that they published. What an opening is called now is said to those who are still members of its
/// organization: others may have written it since.
///
/// # Errors
/// When the database fails.
pub async fn export(conn: &impl ConnectionTrait, account_id: AccountId) -> ApiResult<Value> {
    let started = "SELECT o.id AS opening_id, CASE WHEN m.account_id IS NOT NULL THEN o.content ->> 'title' END AS title,
                       o.created_at AS written_at
                   FROM opening o JOIN institution i ON i.id = o.institution_id
                   LEFT JOIN organization_member m ON m.organization_id = i.organization_id AND m.account_id = $1
                   WHERE o.created_by = $1 ORDER BY o.id";
    let started = db::rows::<ExportedOpening>(conn, started, [account_id.0.into()]).await?;
    let published = "SELECT opening_id, content ->> 'title' AS title, created_at AS written_at FROM opening_revision
                     WHERE created_by = $1 ORDER BY created_at, opening_id";
    let published = db::rows::<ExportedOpening>(conn, published, [account_id.0.into()]).await?;
    Ok(serde_json::json!({ "started": started, "published": published }))
}

/// A day that an opening writes, where it can be read.
pub(super) fn day(text: Option<&str>) -> Option<NaiveDate> {
    text.and_then(|text| text.parse().ok())
}
