//! Reads of the doctor's own wishes, and of openings beside them.

use crate::{
    ctx::Ctx,
    entity::doctor_wishes,
    error::ApiResult,
    features::{opening, priority_area},
    platform::{db, http::page},
};
use chrono::{DateTime, Utc};
use domain::{
    ids::{AccountId, InstitutionId, OpeningId},
    matching::{
        Explanation, InstitutionFacts, MatchRank, OpeningFacts, OpeningMatch, SavedWishes, StatedTerms, WishKind, Wishes, explain, in_order,
    },
    opening::{OpeningContent, OpeningSummary},
    page::{Page, PageQuery},
    problem::ProblemCode,
    region::priority_area::Coverage,
    time::japan_date,
};
use sea_orm::{ConnectionTrait, EntityTrait, FromQueryResult, Value as SqlValue};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::HashMap;

/// How many openings are looked at for one list, the newest.
const LOOKED_AT: u32 = 5_000;

/// Where a page continues, and the version of the wishes that gave the order.
#[derive(Serialize, Deserialize)]
struct Key(i32, MatchRank);

/// What wishes ask of an opening that visitors can read. Its texts are left in the database: `$2` names them.
const FACTS: &str = "SELECT o.id, o.institution_id, o.posted_at, o.content - $2::text[] AS terms, l.prefecture_code, l.guidance_offered,
        coalesce((l.profile ->> 'programme_support')::boolean, false) AS programme_supported
    FROM opening o JOIN listing l ON l.institution_id = o.institution_id JOIN institution i ON i.id = o.institution_id";

/// Openings of organizations that the doctor `$3` did not block. A block covers all of an organization.
const NOT_BLOCKED: &str = "NOT EXISTS (SELECT 1 FROM doctor_block b JOIN institution own ON own.id = b.institution_id
        WHERE b.account_id = $3 AND own.organization_id = i.organization_id)";

#[derive(Debug, FromQueryResult)]
struct FactsRow {
    id: OpeningId,
    institution_id: InstitutionId,
    posted_at: DateTime<Utc>,
    terms: StatedTerms,
    prefecture_code: String,
    guidance_offered: bool,
    programme_supported: bool,
}

impl FactsRow {
    fn facts(self, designations: &HashMap<InstitutionId, Coverage>) -> OpeningFacts {
        let in_priority_area = match designations.get(&self.institution_id) {
            Some(Coverage::Inside) => Some(true),
            Some(Coverage::Outside) => Some(false),
            Some(Coverage::Partly | Coverage::Unknown) | None => None,
        };
        OpeningFacts {
            id: self.id,
            posted_at: self.posted_at,
            terms: self.terms,
            institution: InstitutionFacts {
                prefecture_code: self.prefecture_code,
                in_priority_area,
                guidance_offered: Some(self.guidance_offered),
                programme_supported: Some(self.programme_supported),
            },
        }
    }
}

/// The wishes as their doctor reads them.
pub fn present(row: doctor_wishes::Model) -> SavedWishes {
    SavedWishes { wishes: row.wishes, version: row.version, updated_at: row.updated_at }
}

/// A doctor's wishes; `None` until they were saved.
///
/// # Errors
/// When the database fails.
pub async fn saved(conn: &impl ConnectionTrait, account: AccountId) -> ApiResult<Option<SavedWishes>> {
    Ok(doctor_wishes::Entity::find_by_id(account).one(conn).await?.map(present))
}

/// A doctor's wishes as the doctor takes them along.
///
/// # Errors
/// When the database fails.
pub async fn export(conn: &impl ConnectionTrait, account: AccountId) -> ApiResult<Value> {
    Ok(json!({ "wishes": saved(conn, account).await? }))
}

/// The openings that are shown, what suits the actor best first.
///
/// # Errors
/// `invalid_cursor` when the wishes have changed since, or another list gave it.
pub async fn matches(conn: &impl ConnectionTrait, ctx: &Ctx, query: &PageQuery) -> ApiResult<Page<OpeningMatch>> {
    let account = ctx.account_id()?;
    let (wishes, version) = saved(conn, account).await?.map_or_else(Default::default, |saved| (saved.wishes, saved.version));
    let after = match page::decode::<Key>(query)? {
        Some(Key(of, _)) if of != version => return Err(ProblemCode::InvalidCursor.into()),
        key => key.map(|Key(_, rank)| rank),
    };
    let condition = format!("{NOT_BLOCKED} ORDER BY o.posted_at DESC, o.id DESC LIMIT {LOOKED_AT}");
    let openings = facts(conn, ctx, &wishes, &condition, account.0.into()).await?;
    let mut found = in_order(&wishes, openings.into_iter().map(|facts| (facts, ())));
    let from = after.map_or(0, |after| found.partition_point(|(rank, ..)| *rank <= after));
    let rest: Vec<_> = found.drain(from..).take(usize::from(query.size()) + 1).collect();
    let page = page::cut(rest, query, |(rank, ..)| Key(version, *rank), |(rank, explanation, ())| (rank.id, explanation));
    let summaries = opening::summaries(conn, ctx.now, page.items.iter().map(|(id, _)| *id)).await?;
    let mut summaries: HashMap<OpeningId, OpeningSummary> = summaries.into_iter().map(|opening| (opening.id, opening)).collect();
    // One that closed in between is left out.
    let items = page.items.into_iter().filter_map(|(id, explanation)| Some(OpeningMatch { opening: summaries.remove(&id)?, explanation }));
    Ok(Page { items: items.collect(), next_cursor: page.next_cursor })
}

/// One opening beside the actor's wishes.
///
/// # Errors
/// `opening_closed` when it was published and is not shown now, `not_found` when it never was.
pub async fn of_opening(conn: &impl ConnectionTrait, ctx: &Ctx, id: OpeningId) -> ApiResult<Explanation> {
    let wishes = saved(conn, ctx.account_id()?).await?.map(|saved| saved.wishes).unwrap_or_default();
    let found = facts(conn, ctx, &wishes, "o.id = $3", id.0.into()).await?;
    if let Some(facts) = found.first() {
        return Ok(explain(&wishes, facts));
    }
    let closed = opening::closed(conn, id).await?.is_some();
    Err(if closed { ProblemCode::OpeningClosed } else { ProblemCode::NotFound }.into())
}

/// What the wishes ask of the openings that are shown and that the condition holds for; its value is `$3`.
async fn facts(conn: &impl ConnectionTrait, ctx: &Ctx, wishes: &Wishes, condition: &str, value: SqlValue) -> ApiResult<Vec<OpeningFacts>> {
    let blank = OpeningContent::default();
    let texts: Vec<String> = blank.texts().map(|(field, _)| field.to_owned()).collect();
    let today = japan_date(ctx.now);
    let sql = format!("{FACTS} WHERE {} AND {condition}", opening::shown());
    let rows = db::rows::<FactsRow>(conn, sql, [today.to_string().into(), texts.into(), value]).await?;
    // Where an institution stands is looked up for those who ask.
    let designations = if wishes.get((WishKind::PriorityArea, None)).is_some() {
        priority_area::designations(conn, rows.iter().map(|row| row.institution_id), today).await?
    } else {
        HashMap::new()
    };
    Ok(rows.into_iter().map(|row| row.facts(&designations)).collect())
}
