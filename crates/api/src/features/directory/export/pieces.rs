//! Reading everything that passes the filters, some at a time. Between two pieces nothing is held: no connection, no snapshot; rows that come or
//! go meanwhile shift nothing, since a piece goes on after the last row of the one before.

use crate::{
    error::ApiResult,
    features::directory::{filter::Filter, query, search},
    platform::AppState,
};
use chrono::NaiveDate;
use domain::{directory::Listing, ids::InstitutionId};
use search::Place;
use std::collections::{HashMap, VecDeque};

/// Listings read at once, with all their texts.
const PIECE: usize = 500;
/// What the index finds at once: every time, it looks at all that have the words.
const FOUND: usize = 5000;

/// What is still to be read.
pub struct Pieces {
    filter: Filter,
    next: Next,
}

enum Next {
    /// From Postgres, after a row.
    Plain(Option<(NaiveDate, InstitutionId)>),
    /// From the index: what it found and was not read yet, and where it found the last.
    Found(VecDeque<InstitutionId>, Option<Place>),
}

impl Pieces {
    /// Everything that passes a filter, in its order.
    pub fn of(filter: Filter) -> Self {
        let next = if filter.is_plain() { Next::Plain(None) } else { Next::Found(VecDeque::new(), None) };
        Pieces { filter, next }
    }

    /// The next listings; none when all were read.
    ///
    /// # Errors
    /// `unavailable` while words cannot be searched for.
    pub async fn next(&mut self, state: &AppState) -> ApiResult<Vec<Listing>> {
        loop {
            match &mut self.next {
                Next::Plain(after) => {
                    let read = query::after(&state.db, &self.filter, *after, PIECE as u64).await?;
                    if let Some(last) = read.last() {
                        *after = Some((last.summary.published_on, last.summary.institution_id));
                    }
                    return Ok(read);
                }
                Next::Found(waiting, last) => {
                    if waiting.is_empty() {
                        let found = search::places(state, &self.filter, last.take(), FOUND)?;
                        waiting.extend(found.iter().map(Place::id));
                        *last = found.into_iter().next_back();
                    }
                    let ids: Vec<InstitutionId> = waiting.drain(..waiting.len().min(PIECE)).collect();
                    if ids.is_empty() {
                        return Ok(Vec::new());
                    }
                    // The index may know a listing for a moment longer than the database.
                    let mut read: HashMap<_, _> =
                        query::these(&state.db, &ids).await?.into_iter().map(|listing| (listing.summary.institution_id, listing)).collect();
                    let found: Vec<Listing> = ids.iter().filter_map(|id| read.remove(id)).collect();
                    if !found.is_empty() {
                        return Ok(found);
                    }
                }
            }
        }
    }
}
