//! Reads of the listing, each in one statement with the names of municipality and area.

use super::filter::Filter;
use crate::{
    entity::{listing, municipality, secondary_medical_area},
    error::ApiResult,
    platform::{db, http::page},
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    directory::{DirectorySummary, FoundListing, Listing, ListingSummary, PrefectureCount},
    geo::LatLng,
    ids::InstitutionId,
    institution::{Employment, InstitutionKind, Specialty},
    page::{Page, PageQuery},
    problem::ProblemCode,
    registration::PublicProfile,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, FromQueryResult, JoinType, Order, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait, Select, Statement, sea_query::Expr,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A listing with the names around it.
#[derive(Debug, FromQueryResult)]
pub(super) struct Row {
    institution_id: InstitutionId,
    name: String,
    name_kana: String,
    name_en: Option<String>,
    kind: InstitutionKind,
    prefecture_code: String,
    municipality_name: String,
    municipality_name_en: String,
    area_code: Option<String>,
    area_name: Option<String>,
    area_name_en: Option<String>,
    specialties: Vec<String>,
    employment: Vec<String>,
    guidance_offered: bool,
    headline: Option<String>,
    published_on: NaiveDate,
    fictional: bool,
}

/// A listing with everything on its page.
#[derive(Debug, FromQueryResult)]
pub(super) struct FullRow {
    #[sea_orm(nested)]
    row: Row,
    profile: PublicProfile,
    updated_at: DateTime<Utc>,
}

/// Where a page of the newest continues, and in which query; the same wherever the page is read.
#[derive(Serialize, Deserialize)]
pub(super) struct Key(pub String, pub NaiveDate, pub InstitutionId);

/// A page of the directory, the newest first.
///
/// # Errors
/// `invalid_cursor` when another query gave the cursor.
pub async fn list(db: &impl ConnectionTrait, filter: &Filter, page_query: &PageQuery) -> ApiResult<Page<FoundListing>> {
    let fingerprint = filter.fingerprint();
    let mut find = listed(filter, page_query.size());
    if let Some(Key(of, published_on, id)) = page::decode::<Key>(page_query)? {
        if of != fingerprint {
            return Err(ProblemCode::InvalidCursor.into());
        }
        find = find.filter(older(published_on, id));
    }
    let found = find.into_model::<Row>().all(db).await?;
    Ok(page::cut(found, page_query, |row| Key(fingerprint.clone(), row.published_on, row.institution_id), |row| present(row).into()))
}

/// What passes the filter after a row, the newest first, with everything on its page.
///
/// # Errors
/// When the database fails.
pub async fn after(
    db: &impl ConnectionTrait,
    filter: &Filter,
    after: Option<(NaiveDate, InstitutionId)>,
    limit: u64,
) -> ApiResult<Vec<Listing>> {
    let mut find = full_rows().filter(filter.condition());
    if let Some((published_on, id)) = after {
        find = find.filter(older(published_on, id));
    }
    let find = find.order_by(listing::Column::PublishedOn, Order::Desc).order_by(listing::Column::InstitutionId, Order::Desc);
    Ok(find.limit(limit).into_model::<FullRow>().all(db).await?.into_iter().map(present_full).collect())
}

/// Certain listings with everything on their pages, in any order; those that are gone are left out.
///
/// # Errors
/// When the database fails.
pub async fn these(db: &impl ConnectionTrait, ids: &[InstitutionId]) -> ApiResult<Vec<Listing>> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let find = full_rows().filter(Expr::cust_with_values("listing.institution_id = ANY($1)", [ids]));
    Ok(find.into_model::<FullRow>().all(db).await?.into_iter().map(present_full).collect())
}

/// A public page.
///
/// # Errors
/// `not_found` when the institution is not listed now, whatever the reason.
pub async fn get(db: &impl ConnectionTrait, id: InstitutionId) -> ApiResult<Listing> {
    let row = db.query_one_raw(page_statement(id)).await?.ok_or(ProblemCode::NotFound)?;
    Ok(present_full(FullRow::from_query_result(&row, "")?))
}

/// The statement that reads a page of the directory: what there is to compare with.
#[must_use]
pub fn list_statement(filter: &Filter, size: u16) -> Statement {
    listed(filter, size).build(DbBackend::Postgres)
}

/// The statement that reads a public page.
#[must_use]
pub fn page_statement(id: InstitutionId) -> Statement {
    full_rows().filter(listing::Column::InstitutionId.eq(id)).build(DbBackend::Postgres)
}

/// Where an institution is, known to the building: from the row of the official list that it started from, as long as it is still in that
/// municipality.
///
/// # Errors
/// When the database fails.
pub async fn exact_place(db: &impl ConnectionTrait, id: InstitutionId) -> ApiResult<Option<LatLng>> {
    let sql = "SELECT r.latitude, r.longitude FROM listing l JOIN institution i ON i.id = l.institution_id
               JOIN registry_institution r ON r.code = i.registry_code AND r.municipality_code = l.municipality_code
               WHERE l.institution_id = $1 AND r.latitude IS NOT NULL AND r.longitude IS NOT NULL";
    let Some(row) = db::query_one(db, sql, [id.0.into()]).await? else {
        return Ok(None);
    };
    Ok(LatLng::new(row.try_get("", "latitude")?, row.try_get("", "longitude")?).filter(|place| place.in_japan()))
}

/// How far the network reaches.
///
/// # Errors
/// When the database fails.
pub async fn summary(db: &impl ConnectionTrait) -> ApiResult<DirectorySummary> {
    #[derive(FromQueryResult)]
    struct Count {
        prefecture_code: String,
        institutions: i64,
        fictional: i64,
    }
    let sql = "SELECT prefecture_code, count(*) AS institutions, count(*) FILTER (WHERE fictional) AS fictional
               FROM listing GROUP BY prefecture_code ORDER BY prefecture_code";
    let counts = db::rows::<Count>(db, sql, []).await?;
    Ok(DirectorySummary {
        institutions: counts.iter().map(|count| count.institutions).sum(),
        fictional: counts.iter().map(|count| count.fictional).sum(),
        prefectures: counts
            .into_iter()
            .map(|c| PrefectureCount { prefecture_code: c.prefecture_code, institutions: c.institutions })
            .collect(),
    })
}

/// What passes the filter, the newest first, and one more than the page holds.
fn listed(filter: &Filter, size: u16) -> Select<listing::Entity> {
    rows()
        .filter(filter.condition())
        .order_by(listing::Column::PublishedOn, Order::Desc)
        .order_by(listing::Column::InstitutionId, Order::Desc)
        .limit(u64::from(size) + 1)
}

fn rows() -> Select<listing::Entity> {
    use listing::Column as L;
    use municipality::Column as M;
    use secondary_medical_area::Column as A;
    listing::Entity::find()
        .select_only()
        .columns([L::InstitutionId, L::Name, L::NameKana, L::Kind, L::PrefectureCode, L::Specialties, L::Employment])
        .columns([L::GuidanceOffered, L::PublishedOn, L::Fictional])
        .expr_as(Expr::cust("listing.profile ->> 'name_en'"), "name_en")
        .expr_as(Expr::cust("listing.profile ->> 'headline'"), "headline")
        .column_as(M::Name, "municipality_name")
        .column_as(M::NameEn, "municipality_name_en")
        .column_as(A::Code, "area_code")
        .column_as(A::Name, "area_name")
        .column_as(A::NameEn, "area_name_en")
        .join(JoinType::InnerJoin, listing::Entity::belongs_to(municipality::Entity).from(L::MunicipalityCode).to(M::Code).into())
        .join(JoinType::LeftJoin, municipality::Entity::belongs_to(secondary_medical_area::Entity).from(M::AreaCode).to(A::Code).into())
}

pub(super) fn full_rows() -> Select<listing::Entity> {
    rows().column(listing::Column::Profile).column(listing::Column::UpdatedAt)
}

/// What comes after a row in the order of publication.
fn older(published_on: NaiveDate, id: InstitutionId) -> Expr {
    Expr::cust_with_values::<_, sea_orm::Value, _>(
        "(listing.published_on, listing.institution_id) < ($1, $2)",
        [published_on.into(), id.0.into()],
    )
}

pub(super) fn present_full(found: FullRow) -> Listing {
    let FullRow { mut row, profile, updated_at } = found;
    // The index does not ask Postgres to take them out of the profile: it has the whole of it.
    (row.name_en, row.headline) = (Some(profile.name_en.clone()), Some(profile.headline.clone()));
    Listing { summary: present(row), profile, updated_at }
}

pub(super) fn present(row: Row) -> ListingSummary {
    ListingSummary {
        institution_id: row.institution_id,
        name: row.name,
        name_kana: row.name_kana,
        name_en: row.name_en.unwrap_or_default(),
        kind: row.kind,
        prefecture_code: row.prefecture_code,
        municipality_name: row.municipality_name,
        municipality_name_en: row.municipality_name_en,
        area_code: row.area_code,
        area_name: row.area_name,
        area_name_en: row.area_name_en,
        specialties: row.specialties.iter().filter_map(|code| code.parse::<Specialty>().ok()).collect(),
        employment: row.employment.iter().filter_map(|code| code.parse::<Employment>().ok()).collect(),
        guidance_offered: row.guidance_offered,
        headline: row.headline.unwrap_or_default(),
        published_on: row.published_on,
        fictional: row.fictional,
    }
}
