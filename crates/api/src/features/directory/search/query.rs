//! Lists, counts and suggestions out of the index.

use super::{
    DirectoryIndex,
    entry::{Body, day_number, day_of, place},
    filter_bits::{Counts, Reach, mask_of},
};
use crate::{
    error::ApiResult,
    features::directory::{
        filter::{Filter, Sort},
        query,
    },
    platform::{
        AppState,
        http::page,
        search::{Cell, Grid, Hit, Key, Order, SearchQuery, Snapshot},
    },
};
use domain::{
    directory::{DirectoryFacets, DirectorySummary, FoundListing, InstitutionCluster, ListingSummary, PositionPrecision, Suggestion},
    ids::InstitutionId,
    locale::Locale,
    page::{Page, PageQuery},
    problem::ProblemCode,
    search::{Loosened, Words, excerpt, fold_parts, marks, romaji},
};
use serde::{Deserialize, Serialize};
use serde_json::value::{RawValue, to_raw_value};
use uuid::Uuid;

/// How much of a long text is shown around a word, in characters.
pub(super) const EXCERPT: usize = 80;

/// The most questions that are asked for what comes near.
const MOST_QUESTIONS: usize = 40;

/// Where a page continues, in any order but the newest alone, and in which query.
#[derive(Serialize, Deserialize)]
struct Cursor(String, Key, Uuid);

/// A row of a list, as it goes over the wire: a [`FoundListing`].
#[derive(Debug, Serialize)]
#[serde(transparent)]
pub struct FoundRow {
    /// The institution.
    #[serde(skip)]
    pub id: InstitutionId,
    pub(super) json: Box<RawValue>,
}

/// A page of the directory, the newest first: what Postgres gives, without asking it.
///
/// # Errors
/// `invalid_cursor` when another query gave the cursor, `unavailable` while the index is being made, and while it cannot follow.
fn newest(state: &AppState, filter: &Filter, page_query: &PageQuery) -> ApiResult<Page<FoundRow>> {
    let fingerprint = filter.fingerprint();
    let after = match page::decode::<query::Key>(page_query)? {
        Some(query::Key(of, ..)) if of != fingerprint => return Err(ProblemCode::InvalidCursor.into()),
        cursor => cursor.map(|query::Key(_, published_on, id)| (day_number(published_on), id.0)),
    };
    let mask = mask_of(filter);
    let hits = DirectoryIndex::of(state)
        .snapshot(state.clock.now())?
        .newest(after, usize::from(page_query.size()) + 1, |facts| mask.accepts(facts))?;
    cut(hits, page_query, &Words::default(), |hit| {
        let day = match hit.key {
            Key::Number(number) => day_of(number),
            Key::Text(_) => chrono::NaiveDate::default(),
        };
        query::Key(fingerprint.clone(), day, InstitutionId(hit.id))
    })
}

/// An institution's page in JSON, when the index is known to say what Postgres says; nothing when Postgres has to be asked.
///
/// # Errors
/// When the files of the index cannot be read.
pub fn page(state: &AppState, id: InstitutionId) -> ApiResult<Option<String>> {
    let Some(snapshot) = DirectoryIndex::of(state).exact(state.clock.now()) else { return Ok(None) };
    Ok(snapshot.get(id.0)?.map(Body::read).transpose()?.map(Body::into_page))
}

/// A page of the listings that hold the words, in the filter's order.
///
/// # Errors
/// `invalid_cursor` when another query gave the cursor, `unavailable` while the index is being made, and while it cannot follow.
pub fn list(state: &AppState, filter: &Filter, page_query: &PageQuery) -> ApiResult<Page<FoundRow>> {
    if filter.is_plain() {
        return newest(state, filter, page_query);
    }
    list_in(&*DirectoryIndex::of(state).snapshot(state.clock.now())?, filter.fingerprint(), filter, page_query)
}

/// The same out of a snapshot; `fingerprint` tells the question from others.
pub(super) fn list_in(snapshot: &Snapshot, fingerprint: String, filter: &Filter, page_query: &PageQuery) -> ApiResult<Page<FoundRow>> {
    let after = match page::decode::<Cursor>(page_query)? {
        Some(Cursor(of, ..)) if of != fingerprint => return Err(ProblemCode::InvalidCursor.into()),
        cursor => cursor.map(|Cursor(_, key, id)| (key, id)),
    };
    let mask = mask_of(filter);
    let question = SearchQuery { words: &filter.words, order: order(filter), after, limit: usize::from(page_query.size()) + 1 };
    let found = snapshot.find(&question, |facts| mask.accepts(facts))?;
    cut(found, page_query, &filter.words, |hit| Cursor(fingerprint.clone(), hit.key.clone(), hit.id))
}

/// Where a listing stands in an answer.
#[derive(Debug, Clone)]
pub struct Place(Key, Uuid);

impl Place {
    /// The listing.
    #[must_use]
    pub fn id(&self) -> InstitutionId {
        InstitutionId(self.1)
    }
}

/// The first listings that pass a filter, after one of them, in its order: for those who read everything, which is more than pages are made for.
///
/// # Errors
/// `unavailable` while the index is being made, and while it cannot follow.
pub fn places(state: &AppState, filter: &Filter, after: Option<Place>, limit: usize) -> ApiResult<Vec<Place>> {
    let mask = mask_of(filter);
    let after = after.map(|Place(key, id)| (key, id));
    let question = SearchQuery { words: &filter.words, order: order(filter), after, limit };
    let found = DirectoryIndex::of(state).snapshot(state.clock.now())?.places(&question, |facts| mask.accepts(facts))?;
    Ok(found.into_iter().map(|(key, id)| Place(key, id)).collect())
}

fn order(filter: &Filter) -> Order {
    match filter.sort {
        Sort::Relevance => Order::Relevance,
        Sort::Newest => Order::Newest,
        Sort::Kana => Order::Reading,
        Sort::Distance(from) => Order::Distance(from),
    }
}

/// A page of hits, of which there is one more than the page holds when there are more.
fn cut<K: Serialize>(mut hits: Vec<Hit>, page_query: &PageQuery, words: &Words, key: impl Fn(&Hit) -> K) -> ApiResult<Page<FoundRow>> {
    let size = usize::from(page_query.size());
    let more = hits.len() > size;
    hits.truncate(size);
    let next_cursor = hits.last().filter(|_| more).map(|hit| page::encode(&key(hit)));
    Ok(Page { items: hits.into_iter().map(|hit| present(hit, words)).collect::<ApiResult<_>>()?, next_cursor })
}

/// How many listings there are by every filter.
///
/// # Errors
/// `unavailable` while the index is being made, and while it cannot follow.
pub fn facets(state: &AppState, filter: &Filter) -> ApiResult<DirectoryFacets> {
    facets_in(&*DirectoryIndex::of(state).snapshot(state.clock.now())?, filter)
}

/// The same out of a snapshot.
pub(super) fn facets_in(snapshot: &Snapshot, filter: &Filter) -> ApiResult<DirectoryFacets> {
    let mut counts = Counts::by(filter);
    snapshot.for_each_match(&filter.words, |facts| counts.count(facts))?;
    Ok(counts.facets())
}

/// How far the network reaches, when the index is known to say what Postgres says; nothing when Postgres has to be asked.
///
/// # Errors
/// When the files of the index cannot be read.
pub fn summary(state: &AppState) -> ApiResult<Option<DirectorySummary>> {
    let Some(snapshot) = DirectoryIndex::of(state).exact(state.clock.now()) else { return Ok(None) };
    let mut reach = Reach::new();
    snapshot.for_each_match(&Words::default(), |facts| reach.count(facts))?;
    Ok(Some(reach.summary()))
}

/// The institutions that somebody who typed these words may mean. Where nothing holds them, those that come near.
///
/// # Errors
/// `unavailable` while the index is being made, and while it cannot follow.
pub fn suggest(state: &AppState, words: &Words, limit: usize) -> ApiResult<Vec<Suggestion>> {
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let snapshot = DirectoryIndex::of(state).snapshot(state.clock.now())?;
    let found = first(&snapshot, words, limit)?;
    if found.is_empty() {
        return near(&snapshot, words, limit);
    }
    found.into_iter().map(|hit| suggestion(hit.body)).collect()
}

fn first(snapshot: &Snapshot, words: &Words, limit: usize) -> ApiResult<Vec<Hit>> {
    Ok(snapshot.find(&SearchQuery { words, order: Order::Relevance, after: None, limit }, |_| true)?)
}

/// Returns the listings that most of the loosened questions find. Questions that leave out a word are asked only if the others find nothing.
fn near(snapshot: &Snapshot, words: &Words, limit: usize) -> ApiResult<Vec<Suggestion>> {
    let mut found: Vec<(ListingSummary, usize)> = Vec::new();
    let (fewer, open): (Vec<_>, Vec<_>) = words.loosened().into_iter().partition(Loosened::lacks_a_word);
    for questions in [open, fewer] {
        for question in questions.iter().take(MOST_QUESTIONS) {
            for hit in first(snapshot, &question.words, limit)? {
                let summary = Body::read(hit.body)?.summary()?;
                match found.iter_mut().find(|(known, _)| known.institution_id == summary.institution_id) {
                    Some((_, times)) => *times += 1,
                    None if question.fits(&visible(&summary, &place(&summary))) => found.push((summary, 1)),
                    None => {}
                }
            }
        }
        if !found.is_empty() {
            break;
        }
    }
    // A stable order: what was found first stays first among equals.
    found.sort_by_key(|(_, times)| std::cmp::Reverse(*times));
    Ok(found.into_iter().take(limit).map(|(summary, _)| Suggestion { near: true, ..suggested(summary) }).collect())
}

/// The listings by where they are.
///
/// # Errors
/// `unavailable` while the index is being made, and while it cannot follow.
pub fn clusters(state: &AppState, filter: &Filter, grid: Grid) -> ApiResult<Vec<InstitutionCluster>> {
    clusters_in(&*DirectoryIndex::of(state).snapshot(state.clock.now())?, filter, grid)
}

/// The same out of a snapshot.
pub(super) fn clusters_in(snapshot: &Snapshot, filter: &Filter, grid: Grid) -> ApiResult<Vec<InstitutionCluster>> {
    let mask = mask_of(filter);
    let cells = snapshot.cells(&filter.words, grid, |facts| mask.accepts(facts))?;
    let cluster = |cell: Cell| {
        Ok(InstitutionCluster {
            latitude: cell.place.latitude,
            longitude: cell.place.longitude,
            count: cell.count,
            precision: precision(cell.approximate),
            institution: cell.body.map(suggestion).transpose()?,
        })
    };
    cells.into_iter().map(cluster).collect()
}

fn suggestion(body: String) -> ApiResult<Suggestion> {
    Ok(suggested(Body::read(body)?.summary()?))
}

fn suggested(summary: ListingSummary) -> Suggestion {
    Suggestion {
        institution_id: summary.institution_id,
        name: summary.name,
        name_en: summary.name_en,
        prefecture_code: summary.prefecture_code,
        municipality_name: summary.municipality_name,
        municipality_name_en: summary.municipality_name_en,
        near: false,
    }
}

fn precision(approximate: bool) -> PositionPrecision {
    if approximate { PositionPrecision::Municipality } else { PositionPrecision::Exact }
}

fn present(hit: Hit, words: &Words) -> ApiResult<FoundRow> {
    let (id, body) = (InstitutionId(hit.id), Body::read(hit.body)?);
    if words.is_empty() && hit.distance_m.is_none() {
        return Ok(FoundRow { id, json: RawValue::from_string(body.row())? });
    }
    let listing = body.listing()?;
    let (summary, profile) = (listing.summary, listing.profile);
    let place = place(&summary);
    let address = place.clone() + &profile.address_line;
    // A row shows the place; the rest of the address only where it says why a listing was found.
    let further = marks(&address, words).iter().any(|found| found.end > place.len());
    let shown = if further { &address } else { &place };
    // Only what is not seen anyway.
    let hidden = !words.is_empty() && !words.occur_in(&visible(&summary, shown));
    let texts = || profile.texts().map(|(_, text)| text).join("\n");
    let found = FoundListing {
        excerpt: hidden.then(|| excerpt(&texts(), words, EXCERPT).map(|excerpt| excerpt.text)).flatten(),
        address_line: further.then_some(profile.address_line),
        distance_m: hit.distance_m,
        distance_precision: hit.distance_m.map(|_| precision(hit.approximate)),
        restricted: None,
        summary,
    };
    Ok(FoundRow { id, json: to_raw_value(&found)? })
}

/// The visible text of a row, and the romanized reading of its name, folded for comparison.
fn visible(summary: &ListingSummary, address: &str) -> String {
    let labels = summary.specialties.iter().map(|specialty| specialty.label(Locale::Ja));
    let spelt = romaji(&summary.name_kana);
    let shown = [summary.name.as_str(), &summary.name_kana, &summary.name_en, address, &summary.headline];
    fold_parts(shown.into_iter().chain(spelt.as_deref()).chain(labels))
}
