//! Filling an empty index with everything at once.
//!
//! The engine enters every pair of characters into a list of its own as it comes, each at another place in memory, and waits for memory
//! most of that time. Here the pairs of a piece (a segment, to the engine) are numbers in one row, which is sorted and then written from its
//! beginning to its end: the same files in a fraction of the time.

use super::{
    Entry, IndexError,
    docs::{Docs, set},
    grams::Grams,
    index::{Fields, Texts},
};
use tantivy::{
    DocId, SegmentMeta, TantivyError,
    directory::TerminatingWrite,
    fastfield::FastFieldsWriter,
    fieldnorm::FieldNormsSerializer,
    index::{Segment, SegmentComponent},
    postings::InvertedIndexSerializer,
    store::StoreWriter,
};
use uuid::Uuid;

/// Makes pieces of an index, beside others that do the same. Nothing is found before [`Index::take`](super::Index::take).
pub struct Filler {
    engine: tantivy::Index,
    fields: Fields,
    piece: Option<Piece>,
    /// Rows of the piece before, emptied, for the next one: the kernel would have to clear the pages of new ones.
    spare: Option<Rows>,
    pub(super) made: Vec<SegmentMeta>,
}

impl Filler {
    pub(super) fn of(engine: &tantivy::Index, fields: Fields) -> Self {
        Filler { engine: engine.clone(), fields, piece: None, spare: None, made: Vec::new() }
    }

    /// Puts in an entry. No id may come twice, here or at another filler of the index.
    ///
    /// # Errors
    /// When the file system refuses, and when a text of the entry is longer than four million bytes.
    pub fn put(&mut self, entry: &Entry) -> Result<(), IndexError> {
        let texts = Fields::texts(entry);
        if texts.iter().any(|text| text.len() > MOST_OCCURRENCES) {
            return Err(TantivyError::InvalidArgument(format!("a text of {} is too long", entry.id)).into());
        }
        if self.piece.as_ref().is_some_and(|piece| !piece.has_room_for(&texts)) {
            self.flush()?;
        }
        let piece = match &mut self.piece {
            Some(piece) => piece,
            none => none.insert(Piece::begin(&self.engine, self.fields, self.spare.take())?),
        };
        Ok(piece.put(entry, &texts)?)
    }

    /// Writes down what was put in.
    ///
    /// # Errors
    /// When the file system refuses.
    pub fn flush(&mut self) -> Result<(), IndexError> {
        if let Some(piece) = self.piece.take() {
            let (made, rows) = piece.write()?;
            self.made.push(made);
            self.spare = Some(rows);
        }
        Ok(())
    }
}

/// Occurrences in each of the texts, and the fields that they are found in.
type Rows = [(Grams, Occurrences); 4];

/// Entries that become one piece of the index.
struct Piece {
    segment: Segment,
    fields: Fields,
    ids: Vec<Uuid>,
    occurrences: Rows,
    columns: FastFieldsWriter,
    rows: StoreWriter,
}

impl Piece {
    fn begin(engine: &tantivy::Index, fields: Fields, spare: Option<Rows>) -> tantivy::Result<Self> {
        let segment = engine.new_segment();
        let settings = engine.settings();
        let columns = FastFieldsWriter::from_schema_and_tokenizer_manager(&engine.schema(), engine.fast_field_tokenizer().clone())?;
        let file = segment.open_write(SegmentComponent::Store)?;
        let rows = StoreWriter::new(file, settings.docstore_compression, settings.docstore_blocksize, false)?;
        Ok(Piece {
            segment,
            fields,
            ids: Vec::new(),
            occurrences: spare.unwrap_or_else(|| fields.grams().map(|grams| (grams, Occurrences::default()))),
            columns,
            rows,
        })
    }

    fn has_room_for(&self, texts: &Texts<'_>) -> bool {
        // A text has no more characters than bytes.
        self.occurrences.iter().zip(texts).all(|((_, all), text)| all.pairs.len() + text.len() <= MOST_OCCURRENCES)
    }

    fn put(&mut self, entry: &Entry, texts: &Texts<'_>) -> tantivy::Result<()> {
        self.ids.push(entry.id);
        self.occurrences.iter_mut().zip(texts).for_each(|((_, all), text)| all.add(text));
        let document = self.fields.kept(entry);
        self.columns.add_document(&document)?;
        self.rows.store(&document, &self.segment.schema())?;
        Ok(())
    }

    fn write(mut self) -> tantivy::Result<(SegmentMeta, Rows)> {
        self.rows.close()?;
        let mut file = self.segment.open_write(SegmentComponent::FastFields)?;
        self.columns.serialize(&mut file, None)?;
        file.terminate()?;
        // Nothing is ranked by the length of texts, but the engine looks for the file.
        FieldNormsSerializer::from_write(self.segment.open_write(SegmentComponent::FieldNorms)?)?.close()?;
        let mut lists = InvertedIndexSerializer::open(&self.segment)?;
        let count = DocId::try_from(self.ids.len()).unwrap_or(DocId::MAX);
        write_ids(self.ids, self.fields, &mut lists)?;
        for (grams, all) in &mut self.occurrences {
            all.write(*grams, &mut lists)?;
            all.clear();
        }
        lists.close()?;
        Ok((self.segment.with_max_doc(count).meta().clone(), self.occurrences))
    }
}

fn write_ids(ids: Vec<Uuid>, fields: Fields, lists: &mut InvertedIndexSerializer) -> tantivy::Result<()> {
    let mut list = lists.new_field(fields.id, ids.len() as u64, None)?;
    let mut ids: Vec<(Uuid, DocId)> = ids.into_iter().zip(0..).collect();
    ids.sort_unstable();
    for (id, doc) in ids {
        list.new_term_without_freq(id.as_bytes())?;
        list.write_doc(doc, 0, &[]);
        list.close_term()?;
    }
    Ok(list.close()?)
}

/// Bits for the number of an occurrence; two characters of 21 bits fill the rest of 64.
const NUMBER: u32 = 22;
const CHARACTER: u32 = 21;
/// The most occurrences of one text field in a segment: 32 MB.
const MOST_OCCURRENCES: usize = 1 << NUMBER;
/// Stands for no character, behind the last one.
const NONE: u64 = (1 << CHARACTER) - 1;
/// How many occurrences are looked up at once, as a power of two.
const STEP: u32 = 8;

/// Where characters and pairs of them occur in one text of every entry.
struct Occurrences {
    /// A character, the one that follows it, and the number of the occurrence in all texts: their order is the one of the files.
    pairs: Vec<u64>,
    /// The number at which each entry begins.
    starts: Vec<u32>,
    /// The entry of every 256th occurrence.
    steps: Vec<DocId>,
}

impl Default for Occurrences {
    fn default() -> Self {
        // Memory that is not written to yet costs nothing; growing would copy it.
        Occurrences { pairs: Vec::with_capacity(MOST_OCCURRENCES), starts: Vec::new(), steps: Vec::new() }
    }
}

impl Occurrences {
    fn add(&mut self, text: &str) {
        let doc = to_u32(self.starts.len());
        self.starts.push(to_u32(self.pairs.len()));
        let mut chars = text.chars().peekable();
        while let Some(first) = chars.next() {
            let second = chars.peek().map_or(NONE, |second| u64::from(*second));
            let number = self.pairs.len() as u64;
            self.pairs.push(u64::from(first) << (CHARACTER + NUMBER) | second << NUMBER | number);
        }
        while self.steps.len() << STEP < self.pairs.len() {
            self.steps.push(doc);
        }
    }

    /// The entry in which an occurrence is.
    fn doc(&self, number: u32) -> DocId {
        let doc = self.steps[(number >> STEP) as usize];
        doc + to_u32(self.starts[doc as usize + 1..].iter().take_while(|start| **start <= number).count())
    }

    fn clear(&mut self) {
        self.pairs.clear();
        self.starts.clear();
        self.steps.clear();
    }

    fn write(&mut self, grams: Grams, lists: &mut InvertedIndexSerializer) -> tantivy::Result<()> {
        // Stable, so that the numbers of the same pair stay in their order.
        radsort::sort_by_key(&mut self.pairs, |pair| pair >> NUMBER);
        // Where another entry would begin.
        self.starts.push(to_u32(self.pairs.len()));
        self.write_singles(grams, lists)?;
        self.write_pairs(grams, lists)
    }

    fn write_singles(&self, grams: Grams, lists: &mut InvertedIndexSerializer) -> tantivy::Result<()> {
        let mut list = lists.new_field(grams.single, self.pairs.len() as u64, None)?;
        let mut term = [0; 4];
        for same in self.pairs.chunk_by(|one, other| first(*one) == first(*other)) {
            let Some(character) = first(same[0]) else { continue };
            let mut bits = vec![0; self.starts.len().div_ceil(64)];
            same.iter().for_each(|pair| set(&mut bits, self.doc(number(*pair))));
            list.new_term_without_freq(character.encode_utf8(&mut term).as_bytes())?;
            Docs::Many(bits).for_each(|doc| list.write_doc(doc, 0, &[]));
            list.close_term()?;
        }
        Ok(list.close()?)
    }

    fn write_pairs(&self, grams: Grams, lists: &mut InvertedIndexSerializer) -> tantivy::Result<()> {
        let mut list = lists.new_field(grams.pairs, self.pairs.len() as u64, None)?;
        let (mut term, mut steps) = (String::new(), Vec::new());
        for same in self.pairs.chunk_by(|one, other| one >> NUMBER == other >> NUMBER) {
            let (Some(first), Some(second)) = (first(same[0]), second(same[0])) else { continue };
            term.clear();
            term.extend([first, second]);
            list.new_term(term.as_bytes(), 0, true)?;
            let mut numbers = same.iter().map(|pair| number(*pair)).peekable();
            while let Some(mut last) = numbers.next() {
                let doc = self.doc(last);
                let (start, end) = (self.starts[doc as usize], self.starts[doc as usize + 1]);
                // The first place, and the steps from there.
                steps.clear();
                steps.push(last - start);
                while let Some(next) = numbers.next_if(|next| *next < end) {
                    steps.push(next - last);
                    last = next;
                }
                list.write_doc(doc, to_u32(steps.len()), &steps);
            }
            list.close_term()?;
        }
        Ok(list.close()?)
    }
}

fn first(pair: u64) -> Option<char> {
    character(pair >> (CHARACTER + NUMBER))
}

fn second(pair: u64) -> Option<char> {
    character(pair >> NUMBER)
}

fn character(bits: u64) -> Option<char> {
    char::from_u32(u32::try_from(bits & NONE).ok()?)
}

fn number(pair: u64) -> u32 {
    to_u32((pair & ((1 << NUMBER) - 1)) as usize)
}

/// Numbers of occurrences and entries fit: a piece holds fewer.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a piece holds fewer than 2²² occurrences, and no more entries than fit into its files"
)]
fn to_u32(number: usize) -> u32 {
    number as u32
}
