//! Lists, counts and suggestions out of the index.

use super::{
    entry::{Body, place},
    facts::{Counts, Wanted},
};
use crate::{
    app::AppState,
    error::ApiResult,
    features::directory::filter::{Filter, Sort},
    platform::{
        http::page,
        search::{Cell, Grid, Hit, Key, Order, Question},
    },
};
use domain::{
    directory::{DirectoryFacets, FoundListing, InstitutionCluster, ListingSummary, PositionPrecision, Suggestion},
    locale::Locale,
    page::{Page, PageQuery},
    problem::ProblemCode,
    search::{Words, excerpt, fold_parts, marks},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// How much of a long text is shown around a word, in characters.
const EXCERPT: usize = 80;

/// Where a page continues, and in which query.
#[derive(Serialize, Deserialize)]
struct Cursor(String, Key, Uuid);

/// A page of the listings that hold the words, in the filter's order.
///
/// # Errors
/// `invalid_cursor` when another query gave the cursor, `unavailable` while the index is being made.
pub fn list(state: &AppState, filter: &Filter, page_query: &PageQuery) -> ApiResult<Page<FoundListing>> {
    let fingerprint = filter.fingerprint();
    let after = match page::decode::<Cursor>(page_query)? {
        Some(Cursor(of, ..)) if of != fingerprint => return Err(ProblemCode::InvalidCursor.into()),
        cursor => cursor.map(|Cursor(_, key, id)| (key, id)),
    };
    let order = match filter.sort {
        Sort::Relevance => Order::Relevance,
        Sort::Newest => Order::Newest,
        Sort::Kana => Order::Reading,
        Sort::Distance(from) => Order::Distance(from),
    };
    let wanted = Wanted::by(filter);
    let question = Question { words: &filter.words, order, after, limit: usize::from(page_query.size()) + 1 };
    let found = state.directory.snapshot()?.find(&question, |facts| wanted.accepts(facts))?;
    let hits: Vec<(Hit, Body)> = found
        .hits
        .into_iter()
        .map(|hit| Ok((serde_json::from_slice(&hit.body)?, hit)).map(|(body, hit)| (hit, body)))
        .collect::<ApiResult<_>>()?;
    Ok(page::cut(
        hits,
        page_query,
        |(hit, _)| Cursor(fingerprint.clone(), hit.key.clone(), hit.id),
        |(hit, body)| present(hit, body, &filter.words),
    ))
}

/// How many listings there are by every filter.
///
/// # Errors
/// `unavailable` while the index is being made.
pub fn facets(state: &AppState, filter: &Filter) -> ApiResult<DirectoryFacets> {
    let mut counts = Counts::by(filter);
    let question = Question { words: &filter.words, order: Order::Newest, after: None, limit: 0 };
    state.directory.snapshot()?.find(&question, |facts| counts.count(facts))?;
    Ok(counts.facets())
}

/// The institutions that somebody who typed these words may mean.
///
/// # Errors
/// `unavailable` while the index is being made.
pub fn suggest(state: &AppState, words: &Words, limit: usize) -> ApiResult<Vec<Suggestion>> {
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let question = Question { words, order: Order::Relevance, after: None, limit };
    let found = state.directory.snapshot()?.find(&question, |_| true)?;
    found.hits.into_iter().map(|hit| suggestion(&hit.body)).collect()
}

/// The listings by where they are.
///
/// # Errors
/// `unavailable` while the index is being made.
pub fn clusters(state: &AppState, filter: &Filter, grid: Grid) -> ApiResult<Vec<InstitutionCluster>> {
    let wanted = Wanted::by(filter);
    let cells = state.directory.snapshot()?.cells(&filter.words, grid, |facts| wanted.accepts(facts))?;
    let cluster = |cell: Cell| {
        Ok(InstitutionCluster {
            latitude: cell.place.latitude,
            longitude: cell.place.longitude,
            count: cell.count,
            precision: precision(cell.approximate),
            institution: cell.body.map(|body| suggestion(&body)).transpose()?,
        })
    };
    cells.into_iter().map(cluster).collect()
}

fn suggestion(body: &[u8]) -> ApiResult<Suggestion> {
    let Body { summary, .. } = serde_json::from_slice(body)?;
    Ok(Suggestion {
        institution_id: summary.institution_id,
        name: summary.name,
        name_en: summary.name_en,
        prefecture_code: summary.prefecture_code,
        municipality_name: summary.municipality_name,
        municipality_name_en: summary.municipality_name_en,
    })
}

fn precision(approximate: bool) -> PositionPrecision {
    if approximate { PositionPrecision::Municipality } else { PositionPrecision::Exact }
}

fn present(hit: Hit, body: Body, words: &Words) -> FoundListing {
    let place = place(&body.summary);
    let address = place.clone() + &body.address_line;
    // A row shows the place; the rest of the address only where it says why a listing was found.
    let further = marks(&address, words).iter().any(|found| found.end > place.len());
    let shown = if further { &address } else { &place };
    // Only what is not seen anyway.
    let hidden = !words.is_empty() && !words.occur_in(&visible(&body.summary, shown));
    FoundListing {
        excerpt: hidden.then(|| excerpt(&body.texts, words, EXCERPT).map(|excerpt| excerpt.text)).flatten(),
        address_line: further.then_some(body.address_line),
        distance_m: hit.distance_m,
        distance_precision: hit.distance_m.map(|_| precision(hit.approximate)),
        summary: body.summary,
    }
}

/// What a row shows.
fn visible(summary: &ListingSummary, address: &str) -> String {
    let labels = summary.specialties.iter().map(|specialty| specialty.label(Locale::Ja));
    fold_parts([summary.name.as_str(), &summary.name_kana, &summary.name_en, address, &summary.headline].into_iter().chain(labels))
}
