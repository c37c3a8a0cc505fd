//! Answering a question: which entries, in which order, how many.

use super::{
    IndexError,
    columns::Columns,
    docs::Docs,
    facts::Facts,
    index::{Part, Snapshot, Within, is_approximate, unpack},
    phrase,
};
use domain::{geo::LatLng, search::Words};
use serde::{Deserialize, Serialize};
use std::{
    cmp::{Ordering, Reverse},
    collections::BinaryHeap,
    sync::Arc,
};
use tantivy::{DocAddress, DocId, query::EnableScoring};
use uuid::Uuid;

/// Orders of a list. Ties are broken by the id, the greater first.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Order {
    /// By where the words stand, then the newest first.
    Relevance,
    /// The newest first.
    Newest,
    /// By reading.
    Reading,
    /// The nearest first; what has no place comes last.
    Distance(LatLng),
}

/// What is asked.
#[derive(Debug, Clone)]
pub struct SearchQuery<'a> {
    /// Words that must occur.
    pub words: &'a Words,
    /// The order of the answer.
    pub order: Order,
    /// Continue after this hit.
    pub after: Option<(Key, Uuid)>,
    /// Hits wanted.
    pub limit: usize,
}

/// Where a hit stands in its order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Key {
    /// The greatest first.
    Number(u64),
    /// The first in the alphabet first.
    Text(String),
}

impl Ord for Key {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Key::Number(one), Key::Number(two)) => two.cmp(one),
            (Key::Text(one), Key::Text(two)) => one.cmp(two),
            (Key::Number(_), Key::Text(_)) => Ordering::Less,
            (Key::Text(_), Key::Number(_)) => Ordering::Greater,
        }
    }
}

impl PartialOrd for Key {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// An entry that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Where it stands in the order.
    pub key: Key,
    /// Its id.
    pub id: Uuid,
    /// Its distance in metres, when that is the order and both places are known.
    pub distance_m: Option<u64>,
    /// Whether its place is only about right.
    pub approximate: bool,
    /// What the owner put there.
    pub body: String,
}

impl Snapshot {
    /// Finds the entries that hold every word and whose facts `accept` takes. It is asked about those only that may be among the first.
    ///
    /// # Errors
    /// When the files of the index cannot be read.
    pub fn find(&self, question: &SearchQuery<'_>, accept: impl Fn(Facts) -> bool) -> Result<Vec<Hit>, IndexError> {
        let distance = |key: &Key| match (key, question.order) {
            (Key::Number(number @ 1..), Order::Distance(_)) => Some(u64::MAX - number),
            _ => None,
        };
        let hit = |Candidate { key, id, address, approximate }| {
            Ok(Hit { distance_m: distance(&key), approximate, key, id, body: self.body(address)? })
        };
        self.best(question, accept)?.into_iter().map(hit).collect()
    }

    /// Where the first entries of the answer stand, without what their owner put there.
    ///
    /// # Errors
    /// When the files of the index cannot be read.
    pub fn places(&self, question: &SearchQuery<'_>, accept: impl Fn(Facts) -> bool) -> Result<Vec<(Key, Uuid)>, IndexError> {
        Ok(self.best(question, accept)?.into_iter().map(|found| (found.key, found.id)).collect())
    }

    /// The first entries in their order.
    fn best(&self, question: &SearchQuery<'_>, accept: impl Fn(Facts) -> bool) -> Result<Vec<Candidate>, IndexError> {
        let mut best: Vec<Candidate> = Vec::new();
        for (ordinal, part) in (0..).zip(&self.parts) {
            // Only what stands before the last of as many as are wanted.
            let last = best.last().filter(|_| best.len() == question.limit);
            let before = last.map(|last| bound(&part.columns, &last.key, last.id)).transpose()?;
            best.extend(self.find_in(ordinal, part, question, before, &accept)?);
            best.sort_unstable_by(|one, two| one.key.cmp(&two.key).then(two.id.cmp(&one.id)));
            best.truncate(question.limit);
        }
        Ok(best)
    }

    fn find_in(
        &self,
        ordinal: u32,
        part: &Part,
        question: &SearchQuery<'_>,
        before: Option<(u64, u128)>,
        accept: &impl Fn(Facts) -> bool,
    ) -> Result<Vec<Candidate>, IndexError> {
        let segment = self.searcher.segment_reader(ordinal);
        let columns = &*part.columns;
        let matching = self.matching(ordinal, part, question.words)?;
        if matching.is_empty() {
            return Ok(Vec::new());
        }
        let scores = if question.order == Order::Relevance { self.scores(ordinal, part, question.words)? } else { Vec::new() };
        let after = question.after.as_ref().map(|(key, id)| bound(columns, key, *id)).transpose()?;
        let alive = segment.alive_bitset();
        let mut top = Top { most: question.limit, after, before, columns, heap: BinaryHeap::with_capacity(question.limit + 1) };
        matching.for_each(|doc| {
            // The cheapest question first: most documents are not among the first, whatever else is true of them.
            let score = scores.get(doc as usize).map_or(0, |score| u64::from(*score) << 32);
            let is_out = (question.order == Order::Relevance && top.refuses(score | u64::from(u32::MAX)))
                || alive.is_some_and(|alive| alive.is_deleted(doc))
                || !accept(columns.facts[doc as usize]);
            if is_out {
                return;
            }
            let place = match question.order {
                Order::Relevance => score | u64::from(columns.newest[doc as usize]),
                Order::Newest => u64::from(columns.newest[doc as usize]),
                Order::Reading => u64::MAX - columns.readings.get_val(doc),
                Order::Distance(from) => match unpack(columns.place.get_val(doc)) {
                    Some(place) if top.refuses(at_best(from, place)) => return,
                    place => place.map_or(0, |place| nearness(from, place)),
                },
            };
            if !top.refuses(place) {
                top.consider(place, doc);
            }
        });
        let candidate = |(place, id, doc): (u64, u128, DocId)| {
            let key = match question.order {
                Order::Reading => Key::Text(reading(columns, u64::MAX - place)?),
                _ => Key::Number(place),
            };
            let approximate = is_approximate(columns.place.get_val(doc));
            Ok(Candidate { key, id: Uuid::from_u128(id), address: DocAddress::new(ordinal, doc), approximate })
        };
        top.heap.into_iter().map(|Reverse(found)| candidate(found)).collect()
    }

    /// Shows the facts of every entry that holds every word, in no order.
    ///
    /// # Errors
    /// When the files of the index cannot be read.
    pub fn for_each_match(&self, words: &Words, mut visit: impl FnMut(Facts)) -> Result<(), IndexError> {
        for (ordinal, part) in (0..).zip(&self.parts) {
            let alive = self.searcher.segment_reader(ordinal).alive_bitset();
            self.matching(ordinal, part, words)?.for_each(|doc| {
                if alive.is_none_or(|alive| alive.is_alive(doc)) {
                    visit(part.columns.facts[doc as usize]);
                }
            });
        }
        Ok(())
    }

    /// The ids of all entries that hold every word, in no order.
    ///
    /// # Errors
    /// When the files of the index cannot be read.
    pub fn ids(&self, words: &Words) -> Result<Vec<Uuid>, IndexError> {
        let mut ids = Vec::new();
        for (ordinal, part) in (0..).zip(&self.parts) {
            let alive = self.searcher.segment_reader(ordinal).alive_bitset();
            self.matching(ordinal, part, words)?.for_each(|doc| {
                if alive.is_none_or(|alive| alive.is_alive(doc)) {
                    ids.push(Uuid::from_u128(part.columns.id(doc)));
                }
            });
        }
        Ok(ids)
    }

    /// The documents of a segment in which every word occurs, deleted ones included.
    pub(super) fn matching(&self, ordinal: u32, part: &Part, words: &Words) -> Result<Arc<Docs>, IndexError> {
        let mut matching: Option<Arc<Docs>> = None;
        for word in words.as_slice() {
            let mut docs = self.holding_any(ordinal, part, Within::Text, word.forms())?;
            if let Some(except) = &self.closed {
                let closed = self.holding_any(ordinal, part, Within::Closed, word.forms())?;
                let except: Vec<DocId> = except.iter().flat_map(|id| part.columns.of_id(*id)).collect();
                docs = Arc::new(docs.or(&closed.without(&except)));
            }
            if docs.is_empty() {
                return Ok(docs);
            }
            matching = Some(match matching {
                None => docs,
                Some(others) => Arc::new(docs.and(others.as_ref())),
            });
        }
        Ok(matching.unwrap_or_else(|| Arc::new(Docs::all(self.searcher.segment_reader(ordinal).max_doc()))))
    }

    /// The documents in which one of some forms of a word occurs.
    fn holding_any(&self, ordinal: u32, part: &Part, within: Within, forms: &[String]) -> Result<Arc<Docs>, IndexError> {
        let mut any: Option<Arc<Docs>> = None;
        for form in forms {
            let docs = self.holding(ordinal, part, within, form)?;
            any = Some(match any {
                Some(others) if docs.is_empty() => others,
                Some(others) if !others.is_empty() => Arc::new(others.or(&docs)),
                _ => docs,
            });
        }
        Ok(any.unwrap_or_else(|| Arc::new(Docs::Few(Vec::new()))))
    }

    /// The documents in which a text occurs, known for a while.
    fn holding(&self, ordinal: u32, part: &Part, within: Within, word: &str) -> Result<Arc<Docs>, IndexError> {
        let docs = self.query_cache.get((part.segment, within, word.to_owned()), word.len(), || {
            let (grams, segment) = (self.grams(within), self.searcher.segment_reader(ordinal));
            let pairs = grams.side_by_side(word);
            if !pairs.is_empty()
                && let Some(docs) = phrase::found(segment, &part.columns.positions, grams.pairs, &pairs)?
            {
                return Ok(docs);
            }
            let weight = grams.holding(word).weight(EnableScoring::disabled_from_searcher(&self.searcher))?;
            Docs::found(weight.as_ref(), segment)
        })?;
        Ok(docs)
    }

    /// What it counts where words stand, of every document: a whole name before the beginning of one, a name before the lead, the lead before
    /// the rest.
    fn scores(&self, ordinal: u32, part: &Part, words: &Words) -> Result<Vec<u16>, IndexError> {
        let mut scores = vec![0; part.columns.facts.len()];
        let mut add = |docs: &Docs, more: u16| docs.for_each(|doc| scores[doc as usize] += more);
        for word in words.as_slice() {
            let forms = word.forms();
            let named = self.holding_any(ordinal, part, Within::Names, forms)?;
            if !named.is_empty() {
                let begins: Vec<_> = forms.iter().map(|form| format!("\n{form}")).collect();
                let whole: Vec<_> = forms.iter().map(|form| format!("\n{form}\n")).collect();
                for (names, more) in [(begins, 4), (whole, 8)] {
                    add(&*self.holding_any(ordinal, part, Within::Names, &names)?, more);
                }
            }
            add(&named, 4);
            add(&*self.holding_any(ordinal, part, Within::Lead, forms)?, 2);
        }
        Ok(scores)
    }
}

struct Candidate {
    key: Key,
    id: Uuid,
    address: DocAddress,
    approximate: bool,
}

/// The first of a segment, by (place, id), the greatest first.
struct Top<'a> {
    most: usize,
    /// Only what comes after it.
    after: Option<(u64, u128)>,
    /// Only what comes before it.
    before: Option<(u64, u128)>,
    columns: &'a Columns,
    heap: BinaryHeap<Reverse<(u64, u128, DocId)>>,
}

impl Top<'_> {
    /// Whether every document of this place, or one below it, stands behind as many as are wanted. The id is not looked at yet.
    fn refuses(&self, place: u64) -> bool {
        self.before.is_some_and(|(least, _)| place < least)
            || (self.heap.len() == self.most && self.heap.peek().is_none_or(|Reverse((least, ..))| place < *least))
    }

    fn consider(&mut self, place: u64, doc: DocId) {
        let full = self.heap.len() == self.most;
        // The id is only read where it decides.
        if self.after.is_some_and(|(after, _)| place > after) {
            return;
        }
        let id = self.columns.id(doc);
        if self.after.is_some_and(|after| (place, id) >= after)
            || self.before.is_some_and(|before| (place, id) <= before)
            || (full && self.heap.peek().is_some_and(|Reverse((least, other, _))| (place, id) < (*least, *other)))
        {
            return;
        }
        if full {
            self.heap.pop();
        }
        self.heap.push(Reverse((place, id, doc)));
    }
}

/// A key as a place within one segment.
fn bound(columns: &Columns, key: &Key, id: Uuid) -> Result<(u64, u128), IndexError> {
    use tantivy::columnar::TermOrdHit;
    /// Before everything.
    const FIRST: (u64, u128) = (u64::MAX, u128::MAX);
    let text = match key {
        Key::Number(number) => return Ok((*number, id.as_u128())),
        Key::Text(text) => text,
    };
    let Some(reading) = &columns.reading else { return Ok(FIRST) };
    Ok(match reading.dictionary().term_ord_or_next(text)? {
        TermOrdHit::Exact(ordinal) => (u64::MAX - ordinal, id.as_u128()),
        // Nothing here has this reading: everything from the next one on comes after.
        TermOrdHit::Next(0) => FIRST,
        TermOrdHit::Next(ordinal) => (u64::MAX - ordinal + 1, 0),
    })
}

fn reading(columns: &Columns, ordinal: u64) -> Result<String, IndexError> {
    let mut text = String::new();
    if let Some(reading) = &columns.reading {
        reading.ord_to_str(ordinal, &mut text)?;
    }
    Ok(text)
}

/// No smaller than the nearness: the way along the meridian, without the trigonometry that most documents need not be worth.
fn at_best(from: LatLng, place: LatLng) -> u64 {
    const DEGREE_M: f64 = 111_000.0;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most half around the earth, in metres")]
    let metres = ((from.latitude - place.latitude).abs() * DEGREE_M) as u64;
    u64::MAX - metres
}

/// Greater is nearer; 0 is left for what has no place.
fn nearness(from: LatLng, place: LatLng) -> u64 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most half around the earth, in metres")]
    let metres = from.distance_m(place).round() as u64;
    u64::MAX - metres
}
