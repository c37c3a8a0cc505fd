//! Answers without words: one entry, and the newest ones. Neither looks at more entries than it has to.

use super::{
    IndexError,
    facts::Facts,
    find::{Hit, Key},
    index::{Snapshot, is_approximate},
};
use std::cmp::Reverse;
use tantivy::DocAddress;
use uuid::Uuid;

impl Snapshot {
    /// What the owner put into the entry of an id.
    ///
    /// # Errors
    /// When the files of the index cannot be read.
    pub fn get(&self, id: Uuid) -> Result<Option<String>, IndexError> {
        for (ordinal, part) in (0..).zip(&self.parts) {
            let alive = self.searcher.segment_reader(ordinal).alive_bitset();
            if let Some(doc) = part.columns.of_id(id).find(|doc| alive.is_none_or(|alive| alive.is_alive(*doc))) {
                return Ok(Some(self.body(DocAddress::new(ordinal, doc))?));
            }
        }
        Ok(None)
    }

    /// The newest entries whose facts `accept` takes, the greater id first among those of a day; after one of them, where it is named.
    ///
    /// # Errors
    /// When the files of the index cannot be read.
    pub fn newest(&self, after: Option<(u32, Uuid)>, limit: usize, mut accept: impl FnMut(Facts) -> bool) -> Result<Vec<Hit>, IndexError> {
        let after = after.map(|(newest, id)| (newest, id.as_u128()));
        let mut best: Vec<(Reverse<(u32, u128)>, DocAddress)> = Vec::new();
        for (ordinal, part) in (0..).zip(&self.parts) {
            let columns = &*part.columns;
            let alive = self.searcher.segment_reader(ordinal).alive_bitset();
            let key = |doc: u32| (columns.newest[doc as usize], columns.id(doc));
            let from = after.map_or(0, |after| columns.by_newest.partition_point(|doc| key(*doc) >= after));
            // Nothing older than what the parts before have enough of.
            let to = match best.last() {
                Some((Reverse(last), _)) if best.len() == limit => columns.by_newest.partition_point(|doc| key(*doc) > *last),
                _ => columns.by_newest.len(),
            };
            let accepted = columns.by_newest[from.min(to)..to]
                .iter()
                .copied()
                .filter(|doc| accept(columns.facts[*doc as usize]) && alive.is_none_or(|alive| alive.is_alive(*doc)));
            best.extend(accepted.take(limit).map(|doc| (Reverse(key(doc)), DocAddress::new(ordinal, doc))));
            best.sort_unstable();
            best.truncate(limit);
        }
        let hit = |(Reverse((newest, id)), address): (Reverse<(u32, u128)>, DocAddress)| {
            let place = self.parts.get(address.segment_ord as usize).map(|part| part.columns.place.get_val(address.doc_id));
            Ok(Hit {
                key: Key::Number(u64::from(newest)),
                id: Uuid::from_u128(id),
                distance_m: None,
                approximate: place.is_some_and(is_approximate),
                body: self.body(address)?,
            })
        };
        best.into_iter().map(hit).collect()
    }
}
