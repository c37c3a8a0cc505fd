//! The staff's queue. Only what the check needs is read of a doctor.

use super::copy;
use crate::{
    entity::doctor,
    error::ApiResult,
    platform::{db, db::search::words, http::page},
};
use chrono::{DateTime, Utc};
use domain::{
    doctor::{LicenceCheck, LicenceCheckCount, LicenceCheckQuery, LicenceCheckSort, LicenceCheckSummary, LicenceStatus},
    ids::AccountId,
    page::Page,
    problem::ProblemCode,
    search::{Words, fold_parts, romaji},
};
use sea_orm::{ConnectionTrait, EntityTrait, FromQueryResult, Value};
use serde::{Deserialize, Serialize};
use strum::IntoEnumIterator;
use uuid::Uuid;

/// Where a page continues, and in which part of the queue: after a year of registration, an instant and an account. It stands in addresses, so that
/// neither names nor words are in it.
#[derive(Serialize, Deserialize)]
struct Key(Part, i32, DateTime<Utc>, AccountId);

/// A part of the queue and its order.
#[derive(Clone, Copy, PartialEq, Serialize, Deserialize)]
struct Part {
    status: Option<LicenceStatus>,
    waiting: Option<bool>,
    has_copy: Option<bool>,
    licence_year: Option<i32>,
    sort: LicenceCheckSort,
    descending: bool,
}

/// Not yet checked, or in doubt and with a copy that came since.
fn is_waiting() -> String {
    format!(
        "(d.licence_status IN ({}) OR (d.licence_status IN ({}) AND c.account_id IS NOT NULL))",
        db::terms([LicenceStatus::Declared, LicenceStatus::Restated]),
        db::terms([LicenceStatus::Doubtful])
    )
}

/// A page of the queue: in the usual order, who waits longest comes first.
///
/// # Errors
/// `invalid_cursor` when another part of the queue gave the cursor, `invalid_parameter` when `q` is no search.
pub async fn list(db: &impl ConnectionTrait, query: &LicenceCheckQuery) -> ApiResult<Page<LicenceCheckSummary>> {
    let wanted = query.page();
    let words = words("q", query.q.as_deref())?;
    let named = if words.is_empty() { None } else { Some(holding(db, &words).await?) };
    let mut conditions = vec!["true".to_owned()];
    let mut values: Vec<Value> = Vec::new();
    let mut bind = |value: Value| {
        values.push(value);
        values.len()
    };
    if let Some(status) = query.status {
        conditions.push(format!("d.licence_status = ${}", bind(status.code().into())));
    }
    if let Some(waiting) = query.waiting {
        conditions.push(format!("{} = ${}", is_waiting(), bind(waiting.into())));
    }
    if let Some(has_copy) = query.has_copy {
        conditions.push(format!("(c.account_id IS NOT NULL) = ${}", bind(has_copy.into())));
    }
    if let Some(year) = query.licence_year {
        conditions.push(format!("d.licence_year = ${}", bind(year.into())));
    }
    if let Some(named) = named {
        conditions.push(format!("d.account_id = ANY(${})", bind(named.into())));
    }
    let part = Part {
        status: query.status,
        waiting: query.waiting,
        has_copy: query.has_copy,
        licence_year: query.licence_year,
        sort: query.sort,
        descending: query.descending,
    };
    let (direction, beyond) = if query.descending { ("DESC", "<") } else { ("ASC", ">") };
    let by_year = query.sort == LicenceCheckSort::LicenceYear;
    if let Some(Key(of, year, since, id)) = page::decode::<Key>(&wanted)? {
        if of != part {
            return Err(ProblemCode::InvalidCursor.into());
        }
        let (since, id) = (bind(since.into()), bind(id.0.into()));
        conditions.push(if by_year {
            format!("(d.licence_year, d.licence_since, d.account_id) {beyond} (${}, ${since}, ${id})", bind(year.into()))
        } else {
            format!("(d.licence_since, d.account_id) {beyond} (${since}, ${id})")
        });
    }
    let first = if by_year { format!("d.licence_year {direction}, ") } else { String::new() };
    let limit = bind((i64::from(wanted.size()) + 1).into());
    let sql = format!(
        "SELECT d.account_id, d.full_name, d.full_name_kana, d.licence_year, d.licence_status AS status, d.licence_since AS since,
                c.account_id IS NOT NULL AS has_copy, d.licence_doubted_at IS NOT NULL AS doubted_before
         FROM doctor d LEFT JOIN licence_copy c ON c.account_id = d.account_id
         WHERE {} ORDER BY {first}d.licence_since {direction}, d.account_id {direction} LIMIT ${limit}",
        conditions.join(" AND ")
    );
    let rows = db::rows::<LicenceCheckSummary>(db, sql, values).await?;
    Ok(page::cut(rows, &wanted, |row| Key(part, row.licence_year, row.since, row.account_id), |row| row))
}

/// The doctors whose name, reading, mail address or number hold every word.
async fn holding(db: &impl ConnectionTrait, words: &Words) -> ApiResult<Vec<Uuid>> {
    #[derive(FromQueryResult)]
    struct Findable {
        account_id: Uuid,
        full_name: String,
        full_name_kana: String,
        licence_number: String,
        email: String,
    }
    let sql =
        "SELECT d.account_id, d.full_name, d.full_name_kana, d.licence_number, a.email FROM doctor d JOIN account a ON a.id = d.account_id";
    let rows = db::rows::<Findable>(db, sql, []).await?;
    let holds = |row: &Findable| {
        let spelt = romaji(&row.full_name_kana);
        let parts = [&row.full_name, &row.full_name_kana, &row.licence_number, &row.email];
        words.occur_in(&fold_parts(parts.into_iter().chain(&spelt).map(String::as_str)))
    };
    Ok(rows.iter().filter(|row| holds(row)).map(|row| row.account_id).collect())
}

/// How many licences are in each state, in the order of the states.
///
/// # Errors
/// When the database fails.
pub async fn counts(db: &impl ConnectionTrait) -> ApiResult<Vec<LicenceCheckCount>> {
    let sql = "SELECT d.licence_status AS status, count(*) AS count, count(c.account_id) AS with_copy, min(d.licence_since) AS oldest_since
               FROM doctor d LEFT JOIN licence_copy c ON c.account_id = d.account_id GROUP BY d.licence_status";
    let found = db::rows::<LicenceCheckCount>(db, sql, []).await?;
    let none = |status| LicenceCheckCount { status, count: 0, with_copy: 0, oldest_since: None };
    let count = |status| found.iter().find(|count| count.status == status).cloned().unwrap_or_else(|| none(status));
    Ok(LicenceStatus::iter().map(count).collect())
}

/// What staff need to look one doctor up.
///
/// # Errors
/// `not_found`.
pub async fn get(db: &impl ConnectionTrait, account: AccountId) -> ApiResult<LicenceCheck> {
    let row = doctor::Entity::find_by_id(account).one(db).await?.ok_or(ProblemCode::NotFound)?;
    let copy = copy::find(db, account).await?;
    Ok(LicenceCheck {
        summary: LicenceCheckSummary {
            account_id: row.account_id,
            full_name: row.full_name,
            full_name_kana: row.full_name_kana,
            licence_year: row.licence_year,
            status: row.licence_status,
            since: row.licence_since,
            has_copy: copy.is_some(),
            doubted_before: row.licence_doubted_at.is_some(),
        },
        licence_number: row.licence_number,
        reason: row.licence_reason,
        note: row.licence_note,
        copy,
        version: row.licence_version,
    })
}
