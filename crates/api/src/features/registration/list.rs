//! The staff's list of what was submitted: narrowed and ordered by what stands in the address, as pages or as a whole.

use super::query::{has_waiting_correction, summary_columns};
use crate::{
    ctx::Ctx,
    error::{ApiError, ApiResult},
    features::places::{self, Place},
    platform::{
        db,
        db::search::{pattern, words},
        http::page,
    },
};
use domain::{
    actor::Role,
    directory::MOST_IN_WORKBOOK,
    ids::{OrganizationId, RegistrationId},
    page::{Page, PageQuery},
    problem::{FieldCode, ProblemCode},
    registration::{Check, RegistrationSort, RegistrationStatus, RegistrationSummary},
    search::{Word, fold, fold_parts},
};
use sea_orm::{ConnectionTrait, FromQueryResult, QueryResult, Value};
use serde::{Deserialize, Serialize};
use serde_json::json;
use strum::IntoEnumIterator;
use utoipa::IntoParams;
use uuid::Uuid;

/// So much of an official code is looked for.
const FEWEST_DIGITS: usize = 4;

/// Filters of the staff's list.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct RegistrationFilter {
    /// Where the registrations stand; everything that was submitted when absent.
    pub status: Option<RegistrationStatus>,
    /// Only those that wait, or do not wait, for a step of the reader: by the roles held, the secretariat's or the committee's check, or the
    /// decision about a correction.
    pub waiting: Option<bool>,
    /// Only those with, or without, a correction that waits.
    pub change_requested: Option<bool>,
    /// Only institutions in this prefecture, two digits.
    pub prefecture: Option<String>,
    /// Only registrations for this fiscal year.
    pub fiscal_year: Option<i32>,
    /// Only institutions of this organization.
    pub organization_id: Option<OrganizationId>,
    /// Only those that the reader takes care of, or that the reader does not.
    pub mine: Option<bool>,
    /// Words in name and its reading (kana or Latin letters), organization, place, contact and mail address; reference number, postal code,
    /// telephone number, official code. Every word must occur.
    pub q: Option<String>,
    /// The order of the list; `since` when absent.
    #[param(inline)]
    #[serde(default)]
    pub sort: RegistrationSort,
    /// Whether the order is turned round.
    #[serde(default)]
    pub descending: bool,
    /// Rows wanted, 1 to 100; 20 when absent.
    #[param(minimum = 1, maximum = 100)]
    pub limit: Option<u16>,
    /// Opaque cursor from the previous page.
    pub cursor: Option<String>,
}

/// The cursor: the order, and the last row of the page before.
#[derive(Serialize, Deserialize)]
struct Key(RegistrationSort, bool, String, RegistrationId);

/// A row with the text that it is ordered by.
struct Row {
    summary: RegistrationSummary,
    sort_key: String,
}

/// A page of the list: in the usual order, whoever has waited longest in its state comes first.
///
/// # Errors
/// `invalid_cursor` when the cursor is not this list's, `invalid_parameter` when a filter cannot be read.
pub async fn page(conn: &impl ConnectionTrait, ctx: &Ctx, filter: &RegistrationFilter) -> ApiResult<Page<RegistrationSummary>> {
    let query = PageQuery { limit: filter.limit, cursor: filter.cursor.clone() };
    let after = page::decode::<Key>(&query)?;
    let rows = read(conn, ctx, filter, after, i64::from(query.size()) + 1).await?;
    let key = |row: &Row| Key(filter.sort, filter.descending, row.sort_key.clone(), row.summary.id);
    Ok(page::cut(rows, &query, key, |row| row.summary))
}

/// The whole list.
///
/// # Errors
/// `too_many` at `format` when it is longer than a workbook may be, `invalid_parameter` when a filter cannot be read.
pub async fn whole(conn: &impl ConnectionTrait, ctx: &Ctx, filter: &RegistrationFilter) -> ApiResult<Vec<RegistrationSummary>> {
    let most = i64::try_from(MOST_IN_WORKBOOK).unwrap_or(i64::MAX - 1);
    let rows = read(conn, ctx, filter, None, most + 1).await?;
    if rows.len() as u64 > MOST_IN_WORKBOOK {
        return Err(ApiError::parameter_with("format", FieldCode::TooMany, json!({ "max": MOST_IN_WORKBOOK })));
    }
    Ok(rows.into_iter().map(|row| row.summary).collect())
}

/// The text of a row `r` that an order compares, letter by letter.
fn sort_key(sort: RegistrationSort) -> String {
    match sort {
        RegistrationSort::Since => "to_char(r.status_since AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')".to_owned(),
        RegistrationSort::Name => "r.content->'public'->>'name_kana'".to_owned(),
        RegistrationSort::Reference => "r.reference_number".to_owned(),
        RegistrationSort::Organization => "o.name".to_owned(),
        RegistrationSort::Prefecture => "r.content->'public'->>'prefecture_code'".to_owned(),
        RegistrationSort::FiscalYear => "to_char(r.fiscal_year, 'FM0000')".to_owned(),
        RegistrationSort::Status => {
            format!("to_char(array_position(ARRAY[{}]::text[], r.status), 'FM00')", db::terms(RegistrationStatus::iter()))
        }
    }
}

/// Holds for a registration `r` whose next step is one of the reader's roles'.
fn waits_for_reader(ctx: &Ctx) -> String {
    let secretariat = ctx.has_role(Role::Secretariat);
    let committee = ctx.has_role(Role::CommitteeMember);
    let waits = |status: RegistrationStatus| match status.waits_for() {
        Some(Check::Secretariat) => secretariat,
        Some(Check::Committee) => committee,
        _ => false,
    };
    let mut any: Vec<String> = RegistrationStatus::iter().filter(|status| waits(*status)).map(|status| db::terms([status])).collect();
    // A list that may be empty has to be one all the same.
    any.push("''".to_owned());
    let states = format!("r.status IN ({})", any.join(", "));
    if secretariat { format!("({states} OR {})", has_waiting_correction()) } else { format!("({states})") }
}

async fn read(conn: &impl ConnectionTrait, ctx: &Ctx, filter: &RegistrationFilter, after: Option<Key>, limit: i64) -> ApiResult<Vec<Row>> {
    let mut conditions = vec!["r.reference_number IS NOT NULL".to_owned()];
    let mut values: Vec<Value> = Vec::new();
    let mut bind = |value: Value| {
        values.push(value);
        values.len()
    };
    let not = |wanted: bool| if wanted { "" } else { "NOT " };
    if let Some(status) = filter.status {
        conditions.push(format!("r.status = ${}", bind(status.code().into())));
    }
    if let Some(wanted) = filter.waiting {
        conditions.push(format!("{}{}", not(wanted), waits_for_reader(ctx)));
    }
    if let Some(wanted) = filter.change_requested {
        conditions.push(format!("{}{}", not(wanted), has_waiting_correction()));
    }
    if let Some(code) = places::prefecture_code(filter.prefecture.as_ref())? {
        conditions.push(format!("r.content->'public'->>'prefecture_code' = ${}", bind(code.to_string().into())));
    }
    if let Some(year) = filter.fiscal_year {
        conditions.push(format!("r.fiscal_year = ${}", bind(year.into())));
    }
    if let Some(organization) = filter.organization_id {
        conditions.push(format!("i.organization_id = ${}", bind(organization.0.into())));
    }
    if let Some(wanted) = filter.mine {
        let me = bind(ctx.account_id()?.0.into());
        let mine = format!("EXISTS (SELECT 1 FROM registration_assignee t WHERE t.registration_id = r.id AND t.account_id = ${me})");
        conditions.push(format!("{}{mine}", not(wanted)));
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
    let key = format!("coalesce({}, '') COLLATE \"C\"", sort_key(filter.sort));
    let (direction, beyond) = if filter.descending { ("DESC", "<") } else { ("ASC", ">") };
    if let Some(Key(sort, descending, text, id)) = after {
        if (sort, descending) != (filter.sort, filter.descending) {
            return Err(ProblemCode::InvalidCursor.into());
        }
        conditions.push(format!("({key}, r.id) {beyond} (${}, ${})", bind(text.into()), bind(id.0.into())));
    }
    let limit = bind(limit.into());
    let sql = format!(
        "SELECT {key} AS sort_key, {} WHERE {} ORDER BY sort_key {direction}, r.id {direction} LIMIT ${limit}",
        summary_columns(),
        conditions.join(" AND ")
    );
    let row =
        |row: &QueryResult| Ok(Row { summary: RegistrationSummary::from_query_result(row, "")?, sort_key: row.try_get("", "sort_key")? });
    db::query_all(conn, sql, values).await?.iter().map(row).collect()
}

/// Searchable texts that are not in a registration itself, folded: the names of its organization and its place.
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
