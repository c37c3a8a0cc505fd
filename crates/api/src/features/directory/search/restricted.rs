//! Searching what is for doctors only, beside what everybody may search.
//!
//! Invariant: nothing here is reached without a [`RestrictedSearch`], which only a doctor who may read such parts gets. Answers go to that doctor
//! alone and are kept nowhere.

use super::{
    DirectoryIndex,
    query::{EXCERPT, FoundRow, clusters_in, facets_in, list, list_in},
};
use crate::{
    error::{ApiError, ApiResult},
    features::directory::{filter::Filter, policy::RestrictedSearch},
    platform::{
        AppState, db,
        search::{Grid, Snapshot},
    },
};
use domain::{
    directory::{DirectoryFacets, FoundListing, InstitutionCluster, RestrictedHit},
    page::{Page, PageQuery},
    registration::RestrictedProfile,
    search::{Words, excerpt},
};
use sea_orm::FromQueryResult;
use serde_json::value::to_raw_value;
use std::collections::HashMap;
use uuid::Uuid;

fn snapshot(state: &AppState, searcher: &RestrictedSearch) -> ApiResult<Snapshot> {
    Ok(DirectoryIndex::of(state).snapshot(state.clock.now())?.with_closed(searcher.blocked().to_vec()))
}

/// A page of the listings that hold the words, in what everybody reads or in what is for doctors, in the filter's order.
///
/// # Errors
/// `invalid_cursor` when another query gave the cursor, `unavailable` while the index is being made, and while it cannot follow.
pub async fn list_with_restricted(
    state: &AppState,
    searcher: &RestrictedSearch,
    filter: &Filter,
    page_query: &PageQuery,
) -> ApiResult<Page<FoundRow>> {
    if filter.words.is_empty() {
        return list(state, filter, page_query);
    }
    let fingerprint = format!("{}-restricted", filter.fingerprint());
    let mut page = list_in(&snapshot(state, searcher)?, fingerprint, filter, page_query)?;
    say_where(state, searcher, &filter.words, &mut page.items).await?;
    Ok(page)
}

/// How many listings there are by every filter.
///
/// # Errors
/// `unavailable` while the index is being made, and while it cannot follow.
pub fn facets_with_restricted(state: &AppState, searcher: &RestrictedSearch, filter: &Filter) -> ApiResult<DirectoryFacets> {
    facets_in(&snapshot(state, searcher)?, filter)
}

/// The listings by where they are.
///
/// # Errors
/// `unavailable` while the index is being made, and while it cannot follow.
pub fn clusters_with_restricted(
    state: &AppState,
    searcher: &RestrictedSearch,
    filter: &Filter,
    grid: Grid,
) -> ApiResult<Vec<InstitutionCluster>> {
    clusters_in(&snapshot(state, searcher)?, filter, grid)
}

/// The present texts of a listing.
#[derive(FromQueryResult)]
struct Said {
    institution_id: Uuid,
    search_key: String,
    restricted: RestrictedProfile,
}

/// Notes in each row where the words stand that its public texts do not hold.
async fn say_where(state: &AppState, searcher: &RestrictedSearch, words: &Words, rows: &mut [FoundRow]) -> ApiResult<()> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id.0).filter(|id| !searcher.blocked().contains(id)).collect();
    let sql = "SELECT institution_id, search_key, restricted FROM listing WHERE institution_id = ANY($1)";
    let said = db::rows::<Said>(&state.db, sql, [ids.into()]).await?;
    let said: HashMap<Uuid, Said> = said.into_iter().map(|said| (said.institution_id, said)).collect();
    for row in rows {
        let Some(hit) = said.get(&row.id.0).and_then(|said| hit(said, words)) else { continue };
        let mut found: FoundListing = serde_json::from_str(row.json.get()).map_err(ApiError::internal)?;
        found.restricted = Some(hit);
        row.json = to_raw_value(&found)?;
    }
    Ok(())
}

fn hit(said: &Said, words: &Words) -> Option<RestrictedHit> {
    let only_here = words.missing_in(&said.search_key);
    let texts = said.restricted.texts();
    let mut hits = texts.iter().filter_map(|(section, text)| Some((*section, excerpt(text, &only_here, EXCERPT)?)));
    hits.next().map(|(section, excerpt)| RestrictedHit { section, excerpt: excerpt.text })
}
