//! The secretariat's list of messages: narrowed and ordered by what stands in the address, as pages or as a whole.

use super::query::{self, JOINS, Row};
use crate::{
    ctx::Ctx,
    error::{ApiError, ApiResult},
    platform::{
        db,
        db::search::words,
        http::{as_of::require_known, page},
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    contact::ContactMessage,
    directory::MOST_IN_WORKBOOK,
    ids::ContactMessageId,
    page::{Page, PageQuery},
    problem::{FieldCode, ProblemCode},
    search::{Words, fold_parts},
    time::first_instant,
};
use sea_orm::{ConnectionTrait, FromQueryResult, Value};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::IntoParams;
use uuid::Uuid;

/// Stands between the texts of a message while words are looked for; no text holds it.
const BETWEEN: char = '\u{1f}';

/// Filters of the secretariat's list.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ContactFilter {
    /// Only those that are settled, or only those that wait; all when absent.
    pub settled: Option<bool>,
    /// Only those that say whose institution one is, or only others; all when absent.
    pub claim: Option<bool>,
    /// Only those that the reader answered or settled, or only others; all when absent.
    pub mine: Option<bool>,
    /// Only from this day on, as it is counted in Japan.
    pub from: Option<NaiveDate>,
    /// Only up to this day.
    pub to: Option<NaiveDate>,
    /// Words in the subject, the message and its answers, the number, the writer's name and mail address, the institution and the organization that
    /// it is about. Every word must occur.
    pub q: Option<String>,
    /// Whether the latest comes first; when absent, it does unless only those that wait are asked for.
    pub descending: Option<bool>,
    /// Rows wanted, 1 to 100; 20 when absent.
    #[param(minimum = 1, maximum = 100)]
    pub limit: Option<u16>,
    /// Opaque cursor from the previous page.
    pub cursor: Option<String>,
}

impl ContactFilter {
    /// Latest first; without a choice, waiting messages are listed oldest first.
    fn is_descending(&self) -> bool {
        self.descending.unwrap_or(self.settled != Some(false))
    }

    fn part(&self) -> Part {
        Part { settled: self.settled, claim: self.claim, mine: self.mine, from: self.from, to: self.to, descending: self.is_descending() }
    }
}

/// Where a page continues, and in which of the lists. It stands in addresses, so that neither names nor words are in it.
#[derive(Serialize, Deserialize)]
struct Key(Part, DateTime<Utc>, ContactMessageId);

/// A part of the list and its order.
#[derive(Clone, Copy, PartialEq, Serialize, Deserialize)]
struct Part {
    settled: Option<bool>,
    claim: Option<bool>,
    mine: Option<bool>,
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
    descending: bool,
}

/// A message as a line of the file: neither its writer nor its text, which go with the writer's account and would stay in the file.
#[derive(Debug, FromQueryResult)]
pub struct ContactLine {
    /// The number that the writer was given.
    pub reference_number: String,
    /// What it is about.
    pub subject: String,
    /// The institution of the official list that it says is the organization's.
    pub institution_name: Option<String>,
    /// The organization.
    pub organization_name: Option<String>,
    /// When it came.
    pub received_at: DateTime<Utc>,
    /// Answers that were sent.
    pub answers: i64,
    /// When somebody settled it; absent while it waits.
    pub settled_at: Option<DateTime<Utc>>,
}

/// A page of messages: without another order, those that wait with the oldest first, others with the latest first.
///
/// # Errors
/// `invalid_cursor` when another list gave the cursor, `invalid_parameter` when a filter cannot be read.
pub async fn page(db: &impl ConnectionTrait, ctx: &Ctx, filter: &ContactFilter) -> ApiResult<Page<ContactMessage>> {
    let wanted = PageQuery { limit: filter.limit, cursor: filter.cursor.clone() };
    let after = page::decode::<Key>(&wanted)?;
    let rows = read::<Row>(db, ctx, filter, query::COLUMNS, after, i64::from(wanted.size()) + 1).await?;
    let part = filter.part();
    let Page { items, next_cursor } = page::cut(rows, &wanted, |row| Key(part, row.received_at, row.id), |row| row);
    let mut messages = Vec::with_capacity(items.len());
    for row in items {
        messages.push(query::present(db, row).await?);
    }
    Ok(Page { items: messages, next_cursor })
}

/// The whole list, as lines of a file.
///
/// # Errors
/// `too_many` at `format` when it is longer than a workbook may be, `invalid_parameter` when a filter cannot be read.
pub async fn whole(db: &impl ConnectionTrait, ctx: &Ctx, filter: &ContactFilter) -> ApiResult<Vec<ContactLine>> {
    let columns = "m.reference_number, m.subject, i.name AS institution_name, o.name AS organization_name, m.received_at,
        (SELECT count(*) FROM contact_reply r WHERE r.message_id = m.id) AS answers, m.settled_at";
    let most = i64::try_from(MOST_IN_WORKBOOK).unwrap_or(i64::MAX - 1);
    let rows = read::<ContactLine>(db, ctx, filter, columns, None, most + 1).await?;
    if rows.len() as u64 > MOST_IN_WORKBOOK {
        return Err(ApiError::parameter_with("format", FieldCode::TooMany, json!({ "max": MOST_IN_WORKBOOK })));
    }
    Ok(rows)
}

async fn read<T: FromQueryResult>(
    db: &impl ConnectionTrait,
    ctx: &Ctx,
    filter: &ContactFilter,
    columns: &str,
    after: Option<Key>,
    limit: i64,
) -> ApiResult<Vec<T>> {
    for (name, day) in [("from", filter.from), ("to", filter.to)] {
        if let Some(day) = day {
            require_known(name, day)?;
        }
    }
    let words = words("q", filter.q.as_deref())?;
    let named = if words.is_empty() { None } else { Some(holding(db, &words).await?) };
    let mut conditions = vec!["true".to_owned()];
    let mut values: Vec<Value> = Vec::new();
    let mut bind = |value: Value| {
        values.push(value);
        values.len()
    };
    let not = |wanted: bool| if wanted { "" } else { "NOT " };
    if let Some(wanted) = filter.settled {
        conditions.push(format!("{}(m.settled_at IS NOT NULL)", not(wanted)));
    }
    if let Some(wanted) = filter.claim {
        conditions.push(format!("{}(m.registry_code IS NOT NULL)", not(wanted)));
    }
    if let Some(wanted) = filter.mine {
        let me = bind(ctx.account_id()?.0.into());
        conditions.push(format!(
            "{}(m.settled_by IS NOT DISTINCT FROM ${me}
                OR EXISTS (SELECT 1 FROM contact_reply r WHERE r.message_id = m.id AND r.author_account_id = ${me}))",
            not(wanted)
        ));
    }
    if let Some(first) = filter.from.and_then(first_instant) {
        conditions.push(format!("m.received_at >= ${}", bind(first.into())));
    }
    if let Some(end) = filter.to.and_then(|day| day.succ_opt()).and_then(first_instant) {
        conditions.push(format!("m.received_at < ${}", bind(end.into())));
    }
    if let Some(named) = named {
        conditions.push(format!("m.id = ANY(${})", bind(named.into())));
    }
    let (direction, beyond) = if filter.is_descending() { ("DESC", "<") } else { ("ASC", ">") };
    if let Some(Key(of, received_at, id)) = after {
        if of != filter.part() {
            return Err(ProblemCode::InvalidCursor.into());
        }
        conditions.push(format!("(m.received_at, m.id) {beyond} (${}, ${})", bind(received_at.into()), bind(id.0.into())));
    }
    let limit = bind(limit.into());
    let sql = format!(
        "SELECT {columns} {JOINS} WHERE {} ORDER BY m.received_at {direction}, m.id {direction} LIMIT ${limit}",
        conditions.join(" AND ")
    );
    db::rows(db, sql, values).await
}

/// The messages whose texts hold every word.
async fn holding(db: &impl ConnectionTrait, words: &Words) -> ApiResult<Vec<Uuid>> {
    #[derive(FromQueryResult)]
    struct Findable {
        id: Uuid,
        texts: String,
    }
    let sql = format!(
        "SELECT m.id, concat_ws($1, m.reference_number, m.name, m.email, m.subject, m.body, m.registry_code, i.name, o.name,
             (SELECT string_agg(r.body, $1) FROM contact_reply r WHERE r.message_id = m.id)) AS texts {JOINS}"
    );
    let rows = db::rows::<Findable>(db, sql, [BETWEEN.to_string().into()]).await?;
    let holds = |row: &Findable| words.occur_in(&fold_parts(row.texts.split(BETWEEN)));
    Ok(rows.iter().filter(|row| holds(row)).map(|row| row.id).collect())
}
