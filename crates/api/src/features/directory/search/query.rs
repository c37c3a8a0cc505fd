//! Lists, counts and suggestions out of the index.

use super::{
    entry::Body,
    facts::{Counts, Wanted},
};
use crate::{
    app::AppState,
    error::ApiResult,
    features::directory::filter::{Filter, Sort},
    platform::{
        http::page,
        search::{Hit, Key, Order, Question},
    },
};
use domain::{
    directory::{DirectoryFacets, FoundListing, ListingSummary, Suggestion},
    page::{Page, PageQuery},
    problem::ProblemCode,
    search::{Words, excerpt, fold_parts},
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
    let suggestion = |hit: Hit| {
        let Body { summary, .. } = serde_json::from_slice(&hit.body)?;
        Ok(Suggestion {
            institution_id: summary.institution_id,
            name: summary.name,
            name_en: summary.name_en,
            prefecture_code: summary.prefecture_code,
            municipality_name: summary.municipality_name,
            municipality_name_en: summary.municipality_name_en,
        })
    };
    found.hits.into_iter().map(suggestion).collect()
}

fn present(hit: Hit, body: Body, words: &Words) -> FoundListing {
    // Only what is not seen anyway: an excerpt says why a listing was found.
    let shown = !words.is_empty() && !words.occur_in(&visible(&body.summary));
    FoundListing {
        excerpt: shown.then(|| excerpt(&body.texts, words, EXCERPT).map(|excerpt| excerpt.text)).flatten(),
        distance_m: hit.distance_m,
        summary: body.summary,
    }
}

fn visible(summary: &ListingSummary) -> String {
    fold_parts([summary.name.as_str(), &summary.name_kana, &summary.municipality_name, &summary.headline])
}
