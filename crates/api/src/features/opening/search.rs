//! The list of openings: a question becomes one statement over what is shown now.

use super::query::{PUBLISHED, PublishedRow, shown, today};
use crate::{
    error::{ApiError, ApiResult},
    platform::{
        db::{
            self,
            search::{pattern, words},
        },
        http::page,
    },
};
use chrono::{DateTime, Utc};
use domain::{
    ids::OpeningId,
    money::Yen,
    opening::{DutyPermit, Engagement, OpeningQuery, OpeningSort, OpeningSummary},
    page::Page,
    problem::ProblemCode,
};
use sea_orm::{ConnectionTrait, Value};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// The highest amount that an opening states, in SQL.
const PAY: &str = "coalesce((o.content ->> 'pay_to')::bigint, (o.content ->> 'pay_from')::bigint, 0)";

/// Where a page continues, and in which question.
#[derive(Serialize, Deserialize)]
struct Key(String, Place);

#[derive(Serialize, Deserialize)]
enum Place {
    Posted(DateTime<Utc>, OpeningId),
    Paid(i64, OpeningId),
}

/// Conditions that hold together, with the values that they name.
struct Conditions {
    sql: String,
    values: Vec<Value>,
}

impl Conditions {
    /// Adds a condition; `?` in it stands for the value.
    fn add(&mut self, condition: &str, value: impl Into<Value>) {
        self.values.push(value.into());
        let place = format!("${}", self.values.len());
        self.sql.push_str(" AND ");
        self.sql.push_str(&condition.replace('?', &place));
    }

    /// The same where there is a value.
    fn add_if(&mut self, condition: &str, value: Option<impl Into<Value>>) {
        if let Some(value) = value {
            self.add(condition, value);
        }
    }

    /// Adds one of a list, where there is a list.
    fn any_of(&mut self, condition: &str, codes: Vec<String>) {
        if !codes.is_empty() {
            self.add(condition, codes);
        }
    }
}

fn codes<T: Into<&'static str>>(terms: Vec<T>) -> Vec<String> {
    terms.into_iter().map(|term| term.into().to_owned()).collect()
}

/// The openings that visitors can read and that pass the filters.
///
/// # Errors
/// `invalid_parameter` naming what is not of its documented form, `invalid_cursor` when another question gave it.
pub async fn list(conn: &impl ConnectionTrait, now: DateTime<Utc>, query: &OpeningQuery) -> ApiResult<Page<OpeningSummary>> {
    let filter = query.parse().map_err(ApiError::Parameters)?;
    let asked = words("q", query.q.as_deref())?;
    let fingerprint = fingerprint(&serde_json::to_vec(&(&filter, query.q.as_deref().unwrap_or_default()))?);
    let sort = filter.sort;
    let page_query = query.page();
    let mut all = Conditions { sql: shown(), values: vec![today(now).into()] };
    all.add_if("o.institution_id = ?", filter.institution_id.map(|id| id.0));
    all.any_of("l.prefecture_code = ANY(?)", filter.prefectures);
    all.any_of("jsonb_exists_any(o.content -> 'specialties', ?)", codes(filter.specialties));
    all.any_of("o.content ->> 'engagement' = ANY(?)", codes(filter.engagements));
    all.any_of("jsonb_exists_all(o.content -> 'offered', ?)", codes(filter.benefits));
    all.add_if("o.content ->> 'pay_unit' = ?", filter.pay_unit.map(|unit| unit.code().to_owned()));
    all.add_if(&format!("{PAY} >= ?"), filter.pay_at_least.map(|Yen(amount)| amount));
    all.add_if("(o.content ->> 'night_duties_per_month')::integer <= ?", filter.night_duties_at_most);
    all.add_if("(o.content ->> 'on_call_per_month')::integer <= ?", filter.on_call_at_most);
    all.add_if("(o.content ->> 'half_days_per_week')::integer <= ?", filter.half_days_at_most);
    // Where there is no duty, there is nothing to permit.
    let permitted = "(o.content ->> 'duty_permit' = ?
        OR (o.content ->> 'night_duties_per_month' = '0' AND o.content ->> 'day_duties_per_month' = '0'))";
    all.add_if(permitted, filter.permit.then(|| DutyPermit::All.code().to_owned()));
    all.add_if("coalesce(o.content ->> 'starts_on' <= ?, true)", filter.starts_by.map(|day| day.to_string()));
    for word in asked.as_slice() {
        let forms: Vec<String> = word.forms().iter().map(|form| pattern(form)).collect();
        all.add("(o.search_key LIKE ANY(?) OR l.search_key LIKE ANY(?))", forms);
    }
    let order = match sort {
        OpeningSort::Newest => "o.posted_at DESC, o.id DESC".to_owned(),
        OpeningSort::Pay => format!("{PAY} DESC, o.id DESC"),
    };
    match page::decode::<Key>(&page_query)? {
        Some(Key(of, _)) if of != fingerprint => return Err(ProblemCode::InvalidCursor.into()),
        Some(Key(_, Place::Posted(at, id))) if sort == OpeningSort::Newest => {
            all.values.push(at.into());
            let at = all.values.len();
            all.add(&format!("(o.posted_at, o.id) < (${at}, ?)"), id.0);
        }
        Some(Key(_, Place::Paid(pay, id))) if sort == OpeningSort::Pay => {
            all.values.push(pay.into());
            let at = all.values.len();
            all.add(&format!("({PAY}, o.id) < (${at}, ?)"), id.0);
        }
        Some(_) => return Err(ProblemCode::InvalidCursor.into()),
        None => {}
    }
    let sql = format!("{PUBLISHED} WHERE {} ORDER BY {order} LIMIT {}", all.sql, page_query.size() + 1);
    let rows = db::rows::<PublishedRow>(conn, sql, all.values).await?;
    let key = |row: &PublishedRow| {
        let content = &row.content;
        let place = match sort {
            OpeningSort::Newest => Place::Posted(row.posted_at, row.id),
            OpeningSort::Pay => Place::Paid(content.pay_to.or(content.pay_from).map_or(0, |Yen(amount)| amount), row.id),
        };
        Key(fingerprint.clone(), place)
    };
    Ok(page::cut(rows, &page_query, key, summary))
}

/// Those of some openings that visitors can read, in no order.
///
/// # Errors
/// When the database fails.
pub async fn summaries(
    conn: &impl ConnectionTrait,
    now: DateTime<Utc>,
    ids: impl IntoIterator<Item = OpeningId>,
) -> ApiResult<Vec<OpeningSummary>> {
    let ids: Vec<Uuid> = ids.into_iter().map(|id| id.0).collect();
    let sql = format!("{PUBLISHED} WHERE {} AND o.id = ANY($2)", shown());
    let rows = db::rows::<PublishedRow>(conn, sql, [today(now).into(), ids.into()]).await?;
    Ok(rows.into_iter().map(summary).collect())
}

fn fingerprint(question: &[u8]) -> String {
    Sha256::digest(question).iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}

fn summary(row: PublishedRow) -> OpeningSummary {
    let content = row.content;
    OpeningSummary {
        id: row.id,
        institution_id: row.institution_id,
        institution_name: row.institution_name,
        institution_name_en: row.institution_name_en,
        institution_kind: row.institution_kind,
        prefecture_code: row.prefecture_code,
        municipality_name: row.municipality_name,
        municipality_name_en: row.municipality_name_en,
        title: content.title,
        // What is open says it: it is required to publish.
        engagement: content.engagement.unwrap_or(Engagement::FullTime),
        specialties: content.specialties,
        pay_unit: content.pay_unit,
        pay_from: content.pay_from,
        pay_to: content.pay_to,
        half_days_per_week: content.half_days_per_week,
        night_duties_per_month: content.night_duties_per_month,
        day_duties_per_month: content.day_duties_per_month,
        on_call_per_month: content.on_call_per_month,
        offered: content.offered,
        starts_on: content.starts_on,
        posted_at: row.posted_at,
        confirmed_at: row.confirmed_at,
        fictional: row.fictional,
    }
}
