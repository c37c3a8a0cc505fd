//! The columns of one segment.

use std::{cmp::Reverse, sync::Arc};
use tantivy::{
    DocId, SegmentReader,
    columnar::{ColumnValues, StrColumn},
};
use uuid::Uuid;

/// The columns of one segment, opened once. What is asked about every match, and the two orders that single entries and the newest are
/// looked up in, lie unpacked in memory: 20 bytes an entry.
pub struct Columns {
    pub facts: Vec<u64>,
    pub newest: Vec<u32>,
    /// Documents, the newest first, then the greater id first.
    pub by_newest: Vec<DocId>,
    /// Documents in the order of their ids. A replaced entry stands beside its successor until the segment is written anew.
    pub by_id: Vec<DocId>,
    pub place: Arc<dyn ColumnValues<u64>>,
    pub readings: Arc<dyn ColumnValues<u64>>,
    pub reading: Option<StrColumn>,
    id_high: Arc<dyn ColumnValues<u64>>,
    id_low: Arc<dyn ColumnValues<u64>>,
}

impl Columns {
    /// Reads the columns of a segment.
    pub fn open(segment: &SegmentReader) -> tantivy::Result<Self> {
        let fast = segment.fast_fields();
        let column = |name| fast.column_first_or_default::<u64>(name);
        let (id_high, id_low) = (column("id_high")?, column("id_low")?);
        let ids: Vec<u128> = id_high.iter().zip(id_low.iter()).map(|(high, low)| joined(high, low)).collect();
        let newest: Vec<u32> = column("newest")?.iter().map(|newest| u32::try_from(newest).unwrap_or(u32::MAX)).collect();
        let mut by_id: Vec<DocId> = (0..segment.max_doc()).collect();
        by_id.sort_unstable_by_key(|doc| ids[*doc as usize]);
        let mut by_newest: Vec<DocId> = by_id.iter().rev().copied().collect();
        by_newest.sort_by_key(|doc| Reverse(newest[*doc as usize]));
        let reading = fast.str("reading")?;
        Ok(Columns {
            facts: column("facts")?.iter().collect(),
            newest,
            by_newest,
            by_id,
            place: column("place")?,
            readings: match &reading {
                Some(reading) => reading.ords().clone().first_or_default_col(0),
                None => column("newest")?,
            },
            reading,
            id_high,
            id_low,
        })
    }

    /// The id of a document.
    pub fn id(&self, doc: DocId) -> u128 {
        joined(self.id_high.get_val(doc), self.id_low.get_val(doc))
    }

    /// The documents of an id, also those that were deleted.
    pub fn of_id(&self, id: Uuid) -> impl Iterator<Item = DocId> + '_ {
        let wanted = id.as_u128();
        let from = self.by_id.partition_point(|doc| self.id(*doc) < wanted);
        self.by_id[from..].iter().copied().take_while(move |doc| self.id(*doc) == wanted)
    }
}

fn joined(high: u64, low: u64) -> u128 {
    u128::from(high) << 64 | u128::from(low)
}
