//! Lists of what was submitted to a prefecture: for its officers, as a file, and before a meeting.

use super::{
    policy::Side,
    query::{opinion, summaries},
};
use crate::{
    ctx::Ctx,
    entity::{council_meeting, support_application, support_opinion},
    error::{ApiError, ApiResult},
    features::places::Place,
    platform::{auth::officer, db, db::search::words, http::page},
};
use chrono::{DateTime, Utc};
use domain::{
    directory::MOST_IN_WORKBOOK,
    ids::SupportApplicationId,
    page::Page,
    problem::FieldCode,
    registration::PublicProfile,
    search::{Words, fold_parts, romaji},
    support::{ApplicationStatus, Council, MeetingApplication, SupportApplicationQuery, SupportApplicationSummary},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect, Select, Value, sea_query::Expr,
};
use serde_json::json;
use std::collections::HashMap;

/// A page of what was submitted to the officer's prefecture, latest change first.
///
/// # Errors
/// `invalid_cursor`, `not_allowed`.
pub async fn submitted(
    db: &impl ConnectionTrait,
    ctx: &Ctx,
    wanted: &SupportApplicationQuery,
) -> ApiResult<Page<SupportApplicationSummary>> {
    use support_application::Column as C;
    let page_wanted = wanted.page();
    let mut find = asked_for(db, ctx, wanted).await?;
    if let Some((at, id)) = page::decode::<(DateTime<Utc>, SupportApplicationId)>(&page_wanted)? {
        let values: [Value; 2] = [at.into(), id.0.into()];
        find = find.filter(Expr::cust_with_values::<_, Value, _>("(status_since, id) < ($1, $2)", values));
    }
    let rows = find.order_by_desc(C::StatusSince).order_by_desc(C::Id).limit(u64::from(page_wanted.size()) + 1).all(db).await?;
    let page = page::cut(rows, &page_wanted, |row| (row.status_since, row.id), |row| row);
    Ok(Page { items: summaries(db, ctx.now, Side::Prefecture, page.items).await?, next_cursor: page.next_cursor })
}

/// Everything that was submitted to the officer's prefecture and is asked for, in the order of the numbers.
///
/// # Errors
/// `not_allowed`, `too_many` at `format` when it is longer than a workbook may be.
pub async fn all_submitted(
    db: &impl ConnectionTrait,
    ctx: &Ctx,
    wanted: &SupportApplicationQuery,
) -> ApiResult<Vec<(SupportApplicationSummary, support_application::Model)>> {
    let find = asked_for(db, ctx, wanted).await?.order_by_asc(support_application::Column::ReferenceNumber);
    let rows = find.limit(MOST_IN_WORKBOOK + 1).all(db).await?;
    if rows.len() as u64 > MOST_IN_WORKBOOK {
        return Err(ApiError::parameter_with("format", FieldCode::TooMany, json!({ "max": MOST_IN_WORKBOOK })));
    }
    let shown = summaries(db, ctx.now, Side::Prefecture, rows.clone()).await?;
    Ok(shown.into_iter().zip(rows).collect())
}

/// Submitted applications of the officer's prefecture that match the filter.
async fn asked_for(
    db: &impl ConnectionTrait,
    ctx: &Ctx,
    wanted: &SupportApplicationQuery,
) -> ApiResult<Select<support_application::Entity>> {
    use support_application::Column as C;
    let prefecture = officer::prefecture(db, ctx).await?;
    let words = words("q", wanted.q.as_deref())?;
    let mut find = support_application::Entity::find().filter(C::PrefectureCode.eq(&prefecture)).filter(C::Statement.is_not_null());
    if !words.is_empty() {
        find = find.filter(C::Id.is_in(holding(db, &prefecture, &words).await?));
    }
    if let Some(status) = wanted.status {
        find = find.filter(C::Status.eq(status));
    }
    if let Some(year) = wanted.fiscal_year {
        find = find.filter(C::FiscalYear.eq(year));
    }
    Ok(find)
}

/// The applications before a meeting, in the order of their numbers, and what its council said of each.
///
/// # Errors
/// When the database fails.
pub async fn before_meeting(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
    meeting: &council_meeting::Model,
) -> ApiResult<Vec<MeetingApplication>> {
    use support_opinion::Column as C;
    let waiting = db::terms([ApplicationStatus::Proposed]);
    let sql = match meeting.council {
        Council::RegionalMedical => "SELECT a.* FROM support_application a WHERE a.meeting_id = $1 ORDER BY a.reference_number".to_owned(),
        Council::Insurers => format!(
            "SELECT a.* FROM support_application a JOIN council_meeting m ON m.id = $1
             WHERE a.prefecture_code = m.prefecture_code AND a.fiscal_year = m.fiscal_year AND (a.status IN ({waiting})
                 OR EXISTS (SELECT 1 FROM support_opinion o WHERE o.application_id = a.id AND o.meeting_id = m.id))
             ORDER BY a.reference_number"
        ),
    };
    let rows: Vec<support_application::Model> = db::rows(db, &sql, [meeting.id.0.into()]).await?;
    let versions: HashMap<_, _> = rows.iter().map(|row| (row.id, row.version)).collect();
    let ids: Vec<SupportApplicationId> = rows.iter().map(|row| row.id).collect();
    let said = support_opinion::Entity::find().filter(C::ApplicationId.is_in(ids)).filter(C::Council.eq(meeting.council)).all(db).await?;
    let mut said: HashMap<_, _> = said.into_iter().map(|row| (row.application_id, opinion(row))).collect();
    let before = summaries(db, now, Side::Prefecture, rows).await?.into_iter().map(|summary| MeetingApplication {
        opinion: said.remove(&summary.id),
        version: versions.get(&summary.id).copied().unwrap_or_default(),
        summary,
    });
    Ok(before.collect())
}

/// The texts that an officer's search looks through for an application. None of them is for doctors only.
#[derive(FromQueryResult)]
struct Findable {
    id: SupportApplicationId,
    public: Option<PublicProfile>,
    organization: String,
    area: String,
    registry_code: Option<String>,
    insured_code: Option<String>,
    reference_number: Option<String>,
    decision_reference: Option<String>,
    fixing_reference: Option<String>,
    application_number: Option<String>,
}

impl Findable {
    fn text(&self, places: &HashMap<String, Place>) -> String {
        let blank = PublicProfile::default();
        let public = self.public.as_ref().unwrap_or(&blank);
        let spelt = romaji(&public.name_kana);
        let place = places.get(&public.municipality_code).cloned().unwrap_or_default();
        let address = place.name(&public.prefecture_code) + &public.address_line;
        let readings = place.readings(&public.prefecture_code);
        let own = [&self.application_number, &self.decision_reference, &self.fixing_reference];
        let codes = own.into_iter().chain([&self.registry_code, &self.insured_code, &self.reference_number]);
        let parts = [&public.name, &public.name_kana, &public.name_en, &public.postal_code, &self.organization, &self.area, &address];
        fold_parts(parts.into_iter().chain(&spelt).chain(&readings).chain(codes.flatten()).map(String::as_str))
    }
}

/// The applications submitted to a prefecture that hold every word.
async fn holding(db: &impl ConnectionTrait, prefecture: &str, words: &Words) -> ApiResult<Vec<SupportApplicationId>> {
    let sql = "SELECT a.id, coalesce(l.profile, r.content -> 'public') AS public, o.name AS organization, p.name AS area, i.registry_code,
                      m.insured_code, r.reference_number, a.decision ->> 'reference' AS decision_reference,
                      a.fixing ->> 'reference' AS fixing_reference, a.reference_number AS application_number
               FROM support_application a
               JOIN institution i ON i.id = a.institution_id
               JOIN organization o ON o.id = i.organization_id
               JOIN priority_area p ON p.id = a.priority_area_id
               LEFT JOIN listing l ON l.institution_id = i.id
               LEFT JOIN registry_match m ON m.hospital_code = i.registry_code
               LEFT JOIN LATERAL (SELECT content, reference_number FROM registration
                   WHERE institution_id = i.id AND reference_number IS NOT NULL ORDER BY id DESC LIMIT 1) r ON true
               WHERE a.prefecture_code = $1 AND a.statement IS NOT NULL";
    let rows = db::rows::<Findable>(db, sql, [prefecture.into()]).await?;
    let places = Place::all(db).await?;
    Ok(rows.iter().filter(|row| words.occur_in(&row.text(&places))).map(|row| row.id).collect())
}
