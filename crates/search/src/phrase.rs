//! Words of three and more characters: pairs of characters that stand side by side.
//!
//! The engine compares the places of pairs document by document, which is right while one of them is rare. Pairs that nearly every document
//! holds are compared here for a whole segment: their places are unpacked from beginning to end into one ascending row for each pair, and
//! two rows are merged.

use super::docs::Docs;
use tantivy::{
    DocId, SegmentReader, Term,
    directory::{CompositeFile, FileSlice},
    index::InvertedIndexReader,
    positions::PositionReader,
    postings::TermInfo,
    schema::{Field, IndexRecordOption},
};

/// From how many times as many documents on the engine leaps over what the rarer pair is not in.
const RARE: u32 = 16;
/// Bits for a place in a document; the document stands above them.
const PLACE: u32 = 32;

/// The documents in which pairs stand at their distances from the beginning of a word, deleted ones included. Returns `None` where one pair is so
/// much rarer than another that the engine is faster.
///
/// # Errors
/// When the files of the index cannot be read.
pub fn found(segment: &SegmentReader, positions: &CompositeFile, field: Field, pairs: &[(usize, Term)]) -> tantivy::Result<Option<Docs>> {
    let index = segment.inverted_index(field)?;
    let Some(positions) = positions.open_read(field) else { return Ok(None) };
    let mut known = Vec::with_capacity(pairs.len());
    for (distance, pair) in pairs {
        let Some(info) = index.get_term_info(pair)? else { return Ok(Some(Docs::Few(Vec::new()))) };
        known.push((*distance, info));
    }
    known.sort_unstable_by_key(|(_, info)| info.doc_freq);
    let (Some((_, rarest)), Some((_, commonest))) = (known.first(), known.last()) else { return Ok(None) };
    if commonest.doc_freq / RARE > rarest.doc_freq {
        return Ok(None);
    }
    let longest = pairs.iter().map(|(distance, _)| *distance).max().unwrap_or_default();
    let (mut common, mut row) = (Vec::new(), Vec::new());
    for (number, (distance, info)) in known.iter().enumerate() {
        // Counted from where the word begins, and so much later that none is below zero.
        let later = (longest - distance) as u64;
        if number == 0 {
            unpack(&index, &positions, info, later, &mut common)?;
        } else {
            unpack(&index, &positions, info, later, &mut row)?;
            keep_common(&mut common, &row);
        }
        if common.is_empty() {
            break;
        }
    }
    let documents = common.chunk_by(|one, other| one >> PLACE == other >> PLACE).map(|same| doc(same[0]));
    Ok(Some(Docs::of(segment.max_doc(), documents)))
}

/// Reads every place of a pair, `later` later, ascending.
fn unpack(index: &InvertedIndexReader, positions: &FileSlice, info: &TermInfo, later: u64, row: &mut Vec<u64>) -> tantivy::Result<()> {
    row.clear();
    let mut blocks = index.read_block_postings_from_terminfo(info, IndexRecordOption::WithFreqsAndPositions)?;
    let mut places = PositionReader::open(positions.read_bytes_slice(info.positions_range.clone())?)?;
    let (mut read, mut steps) = (0, Vec::new());
    while !blocks.docs().is_empty() {
        let counts = &blocks.freqs()[..blocks.docs().len()];
        steps.resize(counts.iter().sum::<u32>() as usize, 0);
        places.read(read, &mut steps);
        read += steps.len() as u64;
        let mut steps = steps.iter();
        for (doc, count) in blocks.docs().iter().zip(counts) {
            // The first place, and the steps from there.
            let mut place = u64::from(*doc) << PLACE | later;
            for step in steps.by_ref().take(*count as usize) {
                place += u64::from(*step);
                row.push(place);
            }
        }
        blocks.advance();
    }
    Ok(())
}

/// Leaves in `common` what both hold. Without a branch on what is greater: nobody could foretell it.
fn keep_common(common: &mut Vec<u64>, row: &[u64]) {
    let (mut at, mut other, mut kept) = (0, 0, 0);
    while at < common.len() && other < row.len() {
        let (one, two) = (common[at], row[other]);
        common[kept] = one;
        kept += usize::from(one == two);
        at += usize::from(one <= two);
        other += usize::from(two <= one);
    }
    common.truncate(kept);
}

fn doc(place: u64) -> DocId {
    (place >> PLACE) as DocId
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_two_rows_have_in_common_is_their_intersection(
            one in proptest::collection::btree_set(0u64..64, 0..40),
            two in proptest::collection::btree_set(0u64..64, 0..40),
        ) {
            let (mut common, row): (Vec<_>, Vec<_>) = (one.iter().copied().collect(), two.iter().copied().collect());
            keep_common(&mut common, &row);
            prop_assert_eq!(common, one.intersection(&two).copied().collect::<Vec<_>>());
        }
    }
}
