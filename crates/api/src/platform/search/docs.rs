//! Sets of documents of one segment, and those that were asked for lately.

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Arc, Mutex, PoisonError},
};
use tantivy::{DocId, SegmentReader, query::Weight};

/// Some documents of a segment, ascending: a list while they are few, a bit for every document when they are many.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Docs {
    /// Their numbers.
    Few(Vec<DocId>),
    /// Bits, 64 documents in each.
    Many(Vec<u64>),
}

impl Docs {
    /// Every document of a segment.
    pub fn all(count: DocId) -> Self {
        let mut bits = vec![u64::MAX; (count as usize).div_ceil(64)];
        if let (Some(last), used @ 1..) = (bits.last_mut(), count % 64) {
            *last = (1 << used) - 1;
        }
        Docs::Many(bits)
    }

    /// What a query finds in a segment, deleted documents included.
    pub fn found(weight: &dyn Weight, segment: &SegmentReader) -> tantivy::Result<Self> {
        let count = segment.max_doc() as usize;
        // From one in 32 on, a list would be larger than the bits.
        let most = count / 32;
        let mut few = Vec::new();
        let mut bits = Vec::new();
        weight.for_each_no_score(segment, &mut |docs| {
            if bits.is_empty() && few.len() + docs.len() <= most {
                few.extend_from_slice(docs);
                return;
            }
            if bits.is_empty() {
                bits.resize(count.div_ceil(64), 0);
                few.drain(..).for_each(|doc: DocId| set(&mut bits, doc));
            }
            docs.iter().for_each(|doc| set(&mut bits, *doc));
        })?;
        Ok(if bits.is_empty() { Docs::Few(few) } else { Docs::Many(bits) })
    }

    /// Whether it holds nothing. Only small sets are looked at.
    pub fn is_empty(&self) -> bool {
        matches!(self, Docs::Few(docs) if docs.is_empty())
    }

    /// What both hold.
    pub fn and(&self, other: &Self) -> Self {
        match (self, other) {
            (Docs::Many(one), Docs::Many(two)) => Docs::Many(one.iter().zip(two).map(|(a, b)| a & b).collect()),
            (Docs::Few(few), rest) | (rest, Docs::Few(few)) => {
                let mut rest = Walk::along(rest);
                Docs::Few(few.iter().copied().filter(|doc| rest.holds(*doc)).collect())
            }
        }
    }

    /// What either holds.
    pub fn or(&self, other: &Self) -> Self {
        match (self, other) {
            (Docs::Many(bits), rest) | (rest, Docs::Many(bits)) => {
                let mut bits = bits.clone();
                rest.for_each(|doc| set(&mut bits, doc));
                Docs::Many(bits)
            }
            (Docs::Few(one), Docs::Few(two)) => {
                let mut docs = [one.as_slice(), two].concat();
                docs.sort_unstable();
                docs.dedup();
                Docs::Few(docs)
            }
        }
    }

    /// Returns these documents except `others`, of which there are few.
    pub fn without(&self, others: &[DocId]) -> Self {
        match self {
            Docs::Few(docs) => Docs::Few(docs.iter().copied().filter(|doc| !others.contains(doc)).collect()),
            Docs::Many(bits) => {
                let mut bits = bits.clone();
                others.iter().for_each(|doc| bits[*doc as usize / 64] &= !(1 << (doc % 64)));
                Docs::Many(bits)
            }
        }
    }

    /// Calls `visit` with every document, ascending.
    pub fn for_each(&self, mut visit: impl FnMut(DocId)) {
        match self {
            Docs::Few(docs) => docs.iter().copied().for_each(visit),
            Docs::Many(bits) => {
                for (word, bits) in (0..).step_by(64).zip(bits) {
                    let mut left = *bits;
                    while left != 0 {
                        visit(word + left.trailing_zeros());
                        left &= left - 1;
                    }
                }
            }
        }
    }

    fn bytes(&self) -> usize {
        match self {
            Docs::Few(docs) => docs.len() * size_of::<DocId>(),
            Docs::Many(bits) => bits.len() * size_of::<u64>(),
        }
    }
}

/// Adds a document to bits.
pub fn set(bits: &mut [u64], doc: DocId) {
    bits[doc as usize / 64] |= 1 << (doc % 64);
}

/// Asks a set about ascending documents.
#[derive(Debug)]
pub struct Walk<'a> {
    docs: &'a Docs,
    at: usize,
}

impl<'a> Walk<'a> {
    /// A walk from the beginning.
    pub fn along(docs: &'a Docs) -> Self {
        Walk { docs, at: 0 }
    }

    /// Whether the set holds a document that is not before any that was asked about.
    pub fn holds(&mut self, doc: DocId) -> bool {
        match self.docs {
            Docs::Many(bits) => bits.get(doc as usize / 64).is_some_and(|bits| bits & (1 << (doc % 64)) != 0),
            Docs::Few(docs) => {
                // In growing steps: the next one is mostly near, whichever of the two sets is the larger.
                let rest = &docs[self.at..];
                let mut reach = 1;
                while rest.get(reach - 1).is_some_and(|other| *other < doc) {
                    reach *= 2;
                }
                let from = reach / 2;
                self.at += from + rest[from..reach.min(rest.len())].partition_point(|other| *other < doc);
                docs.get(self.at) == Some(&doc)
            }
        }
    }
}

/// Sets that were asked for lately, within a bound of memory: two generations, of which the older is dropped when the younger is full.
#[derive(Debug)]
pub struct QueryCache<K> {
    most_bytes: usize,
    generations: Mutex<Generations<K>>,
}

#[derive(Debug)]
struct Generations<K> {
    young: HashMap<K, Arc<Docs>>,
    young_bytes: usize,
    old: HashMap<K, Arc<Docs>>,
}

impl<K> Generations<K> {
    fn new() -> Self {
        Generations { young: HashMap::new(), young_bytes: 0, old: HashMap::new() }
    }
}

impl<K: Hash + Eq> QueryCache<K> {
    /// At most this much, approximately.
    pub fn new(most_bytes: usize) -> Self {
        QueryCache { most_bytes, generations: Mutex::new(Generations::new()) }
    }

    /// The set of a key, made when it is not known. A key's size counts, too.
    pub fn get<E>(&self, key: K, key_bytes: usize, make: impl FnOnce() -> Result<Docs, E>) -> Result<Arc<Docs>, E> {
        {
            let mut generations = self.generations.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(docs) = generations.young.get(&key) {
                return Ok(docs.clone());
            }
            if let Some(docs) = generations.old.remove(&key) {
                self.keep(&mut generations, key, key_bytes, docs.clone());
                return Ok(docs);
            }
        }
        // Not under the lock: two may do the same work, but nobody waits.
        let docs = Arc::new(make()?);
        self.keep(&mut self.generations.lock().unwrap_or_else(PoisonError::into_inner), key, key_bytes, docs.clone());
        Ok(docs)
    }

    /// Forgets all of them.
    pub fn clear(&self) {
        *self.generations.lock().unwrap_or_else(PoisonError::into_inner) = Generations::new();
    }

    fn keep(&self, generations: &mut Generations<K>, key: K, key_bytes: usize, docs: Arc<Docs>) {
        // The key's place in the map, what is allocated around it and the count of owners are about two hundred bytes.
        let bytes = docs.bytes() + key_bytes + 200;
        if generations.young_bytes + bytes > self.most_bytes / 2 {
            generations.old = std::mem::take(&mut generations.young);
            generations.young_bytes = 0;
        }
        generations.young_bytes += bytes;
        generations.young.insert(key, docs);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn listed(docs: &Docs) -> Vec<DocId> {
        let mut list = Vec::new();
        docs.for_each(|doc| list.push(doc));
        list
    }

    fn bits(docs: &[DocId]) -> Docs {
        let mut bits = vec![0; 4];
        docs.iter().for_each(|doc| set(&mut bits, *doc));
        Docs::Many(bits)
    }

    #[test]
    fn all_is_neither_more_nor_less() {
        for count in [0, 1, 63, 64, 65, 200] {
            assert_eq!(listed(&Docs::all(count)), (0..count).collect::<Vec<_>>());
        }
    }

    proptest! {
        #[test]
        fn lists_and_bits_agree(one in proptest::collection::btree_set(0u32..256, 0..60), two in proptest::collection::btree_set(0u32..256, 0..60)) {
            let (a, b): (Vec<_>, Vec<_>) = (one.iter().copied().collect(), two.iter().copied().collect());
            let both: Vec<_> = one.intersection(&two).copied().collect();
            for first in [Docs::Few(a.clone()), bits(&a)] {
                for second in [Docs::Few(b.clone()), bits(&b)] {
                    prop_assert_eq!(listed(&first.and(&second)), both.clone());
                    prop_assert_eq!(listed(&first.without(&b)), one.difference(&two).copied().collect::<Vec<_>>());
                    let mut walk = Walk::along(&second);
                    prop_assert_eq!(a.iter().filter(|doc| walk.holds(**doc)).copied().collect::<Vec<_>>(), both.clone());
                }
            }
        }
    }

    #[test]
    fn what_was_asked_for_lately_is_kept_within_bounds() {
        let query_cache = QueryCache::new(10_000);
        for round in 0..1000 {
            for key in [round, 7] {
                let docs = query_cache.get(key, 0, || Ok::<_, ()>(Docs::Few(vec![key; 10]))).unwrap();
                assert_eq!(*docs, Docs::Few(vec![key; 10]));
            }
        }
        let generations = query_cache.generations.lock().unwrap();
        assert!(generations.young.len() + generations.old.len() <= 10_000 / 240);
        drop(generations);
        let known = query_cache.get(7, 0, || Err(()));
        assert!(known.is_ok(), "asked for all the time");
        query_cache.clear();
        assert_eq!(query_cache.get(7, 0, || Err(())), Err(()));
    }
}
