//! The columns of one segment.

use super::facts::Facts;
use std::{cmp::Reverse, sync::Arc};
use tantivy::{
    DocId, SegmentReader,
    columnar::{ColumnValues, StrColumn},
    directory::CompositeFile,
    index::SegmentComponent,
};
use uuid::Uuid;

/// The columns of one segment, opened once. What is asked about every match, and the two orders that single entries and the newest are
/// looked up in, lie unpacked in memory: 40 bytes an entry.
pub struct Columns {
    pub facts: Vec<Facts>,
    pub newest: Vec<u32>,
    /// Documents, the newest first, then the greater id first.
    pub by_newest: Vec<DocId>,
    /// The lower halves of the ids, ascending, each with its document: the upper halves of most are times, which many share. A replaced entry
    /// stands beside its successor until the segment is written anew.
    by_id: Vec<(u64, DocId)>,
    pub place: Arc<dyn ColumnValues<u64>>,
    pub readings: Arc<dyn ColumnValues<u64>>,
    pub reading: Option<StrColumn>,
    /// Where pairs of characters stand, of every text.
    pub positions: CompositeFile,
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
        let mut by_newest: Vec<DocId> = (0..segment.max_doc()).collect();
        by_newest.sort_unstable_by_key(|doc| Reverse((newest[*doc as usize], ids[*doc as usize], *doc)));
        let mut by_id: Vec<(u64, DocId)> = id_low.iter().zip(0..).collect();
        by_id.sort_unstable();
        let reading = fast.str("reading")?;
        Ok(Columns {
            facts: column("facts_high")?.iter().zip(column("facts_low")?.iter()).map(|(high, low)| joined(high, low)).collect(),
            newest,
            by_newest,
            by_id,
            place: column("place")?,
            readings: match &reading {
                Some(reading) => reading.ords().clone().first_or_default_col(0),
                None => column("newest")?,
            },
            reading,
            positions: CompositeFile::open(&segment.open_read(SegmentComponent::Positions)?)?,
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
        let (wanted, (_, low)) = (id.as_u128(), id.as_u64_pair());
        let from = self.by_id.partition_point(|(other, _)| *other < low);
        let same = self.by_id[from..].iter().take_while(move |(other, _)| *other == low).map(|(_, doc)| *doc);
        same.filter(move |doc| self.id(*doc) == wanted)
    }
}

fn joined(high: u64, low: u64) -> u128 {
    u128::from(high) << 64 | u128::from(low)
}
