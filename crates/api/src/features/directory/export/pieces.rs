//! Reading everything that passes the filters, some at a time. Between two pieces nothing is held: no connection, no snapshot; rows that come or
//! go meanwhile shift nothing, since a piece goes on after the last row of the one before.

use crate::{
    app::AppState,
    error::ApiResult,
    features::directory::{filter::Filter, query, search},
};
use chrono::NaiveDate;
use domain::{
    directory::Listing,
    ids::InstitutionId,
    page::{MAX_PAGE_SIZE, PageQuery},
};
use std::collections::HashMap;

/// Listings read at once, with all their texts.
const PIECE: u64 = 500;

/// What is still to be read.
pub struct Pieces {
    filter: Filter,
    next: Next,
}

enum Next {
    /// From Postgres, after a row.
    Plain(Option<(NaiveDate, InstitutionId)>),
    /// From the index, after a cursor.
    Found(Option<String>),
    Nothing,
}

impl Pieces {
    /// Everything that passes a filter, in its order.
    pub fn of(filter: Filter) -> Self {
        let next = if filter.is_plain() { Next::Plain(None) } else { Next::Found(None) };
        Pieces { filter, next }
    }

    /// The next listings; none when all were read.
    ///
    /// # Errors
    /// `unavailable` while words cannot be searched for.
    pub async fn next(&mut self, state: &AppState) -> ApiResult<Vec<Listing>> {
        loop {
            match &self.next {
                Next::Nothing => return Ok(Vec::new()),
                Next::Plain(after) => {
                    let read = query::after(&state.db, &self.filter, *after, PIECE).await?;
                    self.next = match read.last() {
                        Some(last) => Next::Plain(Some((last.summary.published_on, last.summary.institution_id))),
                        None => Next::Nothing,
                    };
                    return Ok(read);
                }
                Next::Found(cursor) => {
                    let page = search::list(state, &self.filter, &PageQuery { limit: Some(MAX_PAGE_SIZE), cursor: cursor.clone() })?;
                    let ids: Vec<InstitutionId> = page.items.iter().map(|found| found.id).collect();
                    self.next = page.next_cursor.map_or(Next::Nothing, |cursor| Next::Found(Some(cursor)));
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
