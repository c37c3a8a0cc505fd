//! The index itself: its fields, writing, and a snapshot to search in.

use super::{
    Entry, IndexError,
    columns::Columns,
    docs::QueryCache,
    fill::Filler,
    grams::{Grams, Pairs, Singles},
    index_dir::IndexDir,
    scratch::Scratch,
};
use domain::geo::LatLng;
use std::{
    borrow::Cow,
    collections::HashMap,
    fmt,
    path::Path,
    sync::{Arc, PoisonError, RwLock},
};
use tantivy::{
    DocAddress, IndexReader, IndexSettings, IndexWriter, ReloadPolicy, Searcher, SegmentReader, TantivyDocument, Term,
    index::SegmentId,
    indexer::LogMergePolicy,
    schema::{BytesOptions, FAST, Field, IndexRecordOption, STORED, Schema, SchemaBuilder, TextFieldIndexing, TextOptions, Value},
    tokenizer::RAW_TOKENIZER_NAME,
};
use uuid::Uuid;

/// What words found lately may take, for all who search.
const QUERY_CACHE_BYTES: usize = 32 * 1024 * 1024;
/// Bytes of memory for changes before they are written; the engine takes no fewer.
const CHANGING_BYTES: usize = 15_000_000;
/// Pieces up to this size are joined in the background. Those that were filled are larger (7,000 texts of 600 characters) and stay as they are:
/// joining them would take seconds of both cores and make no search faster.
const JOINED_DOCS: usize = 3_000;
/// A piece of which so much is deleted is written anew.
const DELETED_PART: f32 = 0.3;

/// Which of an entry's texts a word is looked for in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Within {
    /// Its names.
    Names,
    /// What is shown at first sight.
    Lead,
    /// Everything that anybody may find.
    Text,
    /// Restricted texts: only [`Snapshot::with_closed`] searches them.
    Closed,
}

/// The names, the lead, the whole text and the closed text of an entry, as they are cut into characters and pairs.
pub type Texts<'a> = [Cow<'a, str>; 4];

#[derive(Debug, Clone, Copy)]
pub struct Fields {
    pub id: Field,
    names: Grams,
    lead: Grams,
    text: Grams,
    closed: Grams,
    facts_high: Field,
    facts_low: Field,
    newest: Field,
    reading: Field,
    place: Field,
    id_high: Field,
    id_low: Field,
    body: Field,
}

impl Fields {
    fn declare(schema: &mut SchemaBuilder) -> Self {
        let text = |tokenizer: &str, record| {
            TextOptions::default()
                .set_indexing_options(TextFieldIndexing::default().set_tokenizer(tokenizer).set_index_option(record).set_fieldnorms(false))
        };
        let mut grams = |name: &str| Grams {
            single: schema.add_text_field(&format!("{name}_single"), text("singles", IndexRecordOption::Basic)),
            pairs: schema.add_text_field(&format!("{name}_pairs"), text("pairs", IndexRecordOption::WithFreqsAndPositions)),
        };
        let (names, lead, text, closed) = (grams("names"), grams("lead"), grams("text"), grams("closed"));
        Fields {
            id: schema.add_bytes_field("id", BytesOptions::default().set_indexed()),
            names,
            lead,
            text,
            closed,
            facts_high: schema.add_u64_field("facts_high", FAST),
            facts_low: schema.add_u64_field("facts_low", FAST),
            newest: schema.add_u64_field("newest", FAST),
            reading: schema.add_text_field("reading", TextOptions::default().set_fast(RAW_TOKENIZER_NAME)),
            place: schema.add_u64_field("place", FAST),
            id_high: schema.add_u64_field("id_high", FAST),
            id_low: schema.add_u64_field("id_low", FAST),
            // Text, since the engine reads bytes one by one.
            body: schema.add_text_field("body", STORED),
        }
    }

    /// The fields of the texts that words are looked for in: the names, the lead, everything, what is closed.
    pub fn grams(&self) -> [Grams; 4] {
        [self.names, self.lead, self.text, self.closed]
    }

    /// The texts themselves. Every name stands between two line ends, so that a word with one of them is found at the beginning or the end of a
    /// name.
    pub fn texts(entry: &Entry) -> Texts<'_> {
        [format!("\n{}\n", entry.names).into(), entry.lead.as_str().into(), entry.text.as_str().into(), entry.closed.as_str().into()]
    }

    /// The document without its searched texts and its id: columns for filters and orders, and the row.
    pub fn kept(&self, entry: &Entry) -> TantivyDocument {
        let mut document = TantivyDocument::new();
        let (high, low) = entry.id.as_u64_pair();
        document.add_u64(self.facts_high, (entry.facts >> u64::BITS) as u64);
        document.add_u64(self.facts_low, entry.facts as u64);
        document.add_u64(self.newest, u64::from(entry.newest));
        document.add_text(self.reading, &entry.reading);
        document.add_u64(self.place, entry.place.map_or(NOWHERE, |place| pack(place, entry.approximate)));
        document.add_u64(self.id_high, high);
        document.add_u64(self.id_low, low);
        document.add_text(self.body, &entry.body);
        document
    }

    fn document(&self, entry: &Entry) -> TantivyDocument {
        let mut document = self.kept(entry);
        document.add_bytes(self.id, entry.id.as_bytes());
        for (grams, text) in self.grams().into_iter().zip(Self::texts(entry)) {
            document.add_text(grams.single, &text);
            document.add_text(grams.pairs, &text);
        }
        document
    }

    fn term(&self, id: Uuid) -> Term {
        Term::from_field_bytes(self.id, id.as_bytes())
    }
}

/// An index in a folder of its own.
pub struct Index {
    engine: tantivy::Index,
    fields: Fields,
    reader: IndexReader,
    snapshot: RwLock<Arc<Snapshot>>,
    query_cache: Arc<QueryCache<(SegmentId, Within, String)>>,
    // Last, so that it is dropped last.
    _dir: IndexDir,
}

impl fmt::Debug for Index {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Index").field("home", &self._dir).finish_non_exhaustive()
    }
}

impl Index {
    /// An empty index in a new folder within `parent`.
    ///
    /// # Errors
    /// When the file system refuses.
    pub fn make(parent: &Path, id: Uuid) -> Result<Self, IndexError> {
        let dir = IndexDir::make(parent, id)?;
        let mut schema = Schema::builder();
        let fields = Fields::declare(&mut schema);
        let directory = Scratch::open(dir.path()).map_err(tantivy::TantivyError::from)?;
        // Small blocks: a page of hits reads twenty of them, anywhere. Nothing is packed, which would be worth a thread.
        let settings = IndexSettings { docstore_blocksize: 4096, docstore_compress_dedicated_thread: false, ..IndexSettings::default() };
        let engine = tantivy::Index::create(directory, schema.build(), settings)?;
        engine.tokenizers().register("singles", Singles::default());
        engine.tokenizers().register("pairs", Pairs);
        let reader = engine.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let query_cache = Arc::new(QueryCache::new(QUERY_CACHE_BYTES));
        let snapshot = RwLock::new(Arc::new(Snapshot::of(reader.searcher(), fields, &HashMap::new(), &query_cache)?));
        Ok(Index { engine, fields, reader, snapshot, query_cache, _dir: dir })
    }

    /// For reading in everything: several fill the index at once, each on a thread of its own.
    #[must_use]
    pub fn fill(&self) -> Filler {
        Filler::of(&self.engine, self.fields)
    }

    /// Takes in what was filled, lets searches see it, and gives the writer for what changes from there.
    ///
    /// # Errors
    /// When the file system refuses.
    pub fn take(&self, filled: impl IntoIterator<Item = Filler>) -> Result<Writer, IndexError> {
        let mut writer = self.change()?;
        for mut filler in filled {
            filler.flush()?;
            filler.made.into_iter().try_for_each(|piece| writer.writer.add_segment(piece))?;
        }
        writer.commit()?;
        self.refresh()?;
        Ok(writer)
    }

    /// A writer for single changes. There is one at a time.
    fn change(&self) -> Result<Writer, IndexError> {
        let writer = self.engine.writer_with_num_threads(1, CHANGING_BYTES)?;
        let mut join = LogMergePolicy::default();
        join.set_max_docs_before_merge(JOINED_DOCS);
        join.set_del_docs_ratio_before_merge(DELETED_PART);
        writer.set_merge_policy(Box::new(join));
        Ok(Writer { writer, fields: self.fields })
    }

    /// Lets searches see what was committed.
    ///
    /// # Errors
    /// When the file system refuses.
    pub fn refresh(&self) -> Result<(), IndexError> {
        self.reader.reload()?;
        let known = self.snapshot().parts.iter().map(|part| (part.segment, part.columns.clone())).collect();
        let snapshot = Snapshot::of(self.reader.searcher(), self.fields, &known, &self.query_cache)?;
        *self.snapshot.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(snapshot);
        Ok(())
    }

    /// What can be searched now; it stays as it is while somebody holds it.
    #[must_use]
    pub fn snapshot(&self) -> Arc<Snapshot> {
        self.snapshot.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Writes entries; searches see them after [`commit`](Writer::commit) and [`Index::refresh`].
pub struct Writer {
    writer: IndexWriter,
    fields: Fields,
}

impl fmt::Debug for Writer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Writer").finish_non_exhaustive()
    }
}

impl Writer {
    /// Puts an entry in the place of the one with its id.
    ///
    /// # Errors
    /// When the engine failed before.
    pub fn put(&self, entry: &Entry) -> Result<(), IndexError> {
        self.remove(entry.id);
        self.writer.add_document(self.fields.document(entry))?;
        Ok(())
    }

    /// Removes an entry.
    pub fn remove(&self, id: Uuid) {
        self.writer.delete_term(self.fields.term(id));
    }

    /// Writes everything down.
    ///
    /// # Errors
    /// When the file system refuses.
    pub fn commit(&mut self) -> Result<(), IndexError> {
        self.writer.commit()?;
        Ok(())
    }
}

/// One segment of a snapshot.
pub struct Part {
    pub segment: SegmentId,
    pub columns: Arc<Columns>,
}

/// The index at one moment.
pub struct Snapshot {
    pub(super) searcher: Searcher,
    pub(super) parts: Vec<Part>,
    pub(super) query_cache: Arc<QueryCache<(SegmentId, Within, String)>>,
    /// Where closed texts are searched, the entries whose are not.
    pub(super) closed: Option<Vec<Uuid>>,
    fields: Fields,
}

impl fmt::Debug for Snapshot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Snapshot").field("entries", &self.len()).finish_non_exhaustive()
    }
}

impl Snapshot {
    fn of(
        searcher: Searcher,
        fields: Fields,
        known: &HashMap<SegmentId, Arc<Columns>>,
        query_cache: &Arc<QueryCache<(SegmentId, Within, String)>>,
    ) -> tantivy::Result<Self> {
        let part = |reader: &SegmentReader| {
            let segment = reader.segment_id();
            let columns = match known.get(&segment) {
                Some(columns) => columns.clone(),
                None => Arc::new(Columns::open(reader)?),
            };
            Ok(Part { segment, columns })
        };
        let parts = searcher.segment_readers().iter().map(part).collect::<tantivy::Result<_>>()?;
        Ok(Snapshot { searcher, parts, query_cache: query_cache.clone(), closed: None, fields })
    }

    /// The same moment for somebody who may search closed texts, except those of some entries. No other snapshot looks at closed texts, and
    /// what words found in them is remembered apart from what they found elsewhere.
    #[must_use]
    pub fn with_closed(&self, except: Vec<Uuid>) -> Self {
        let parts = self.parts.iter().map(|part| Part { segment: part.segment, columns: part.columns.clone() }).collect();
        Snapshot {
            searcher: self.searcher.clone(),
            parts,
            query_cache: self.query_cache.clone(),
            closed: Some(except),
            fields: self.fields,
        }
    }

    /// How many entries there are.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.searcher.num_docs()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Forgets what words found lately, so that it can be measured what a word costs that nobody asked for yet.
    pub fn forget(&self) {
        self.query_cache.clear();
    }

    pub(super) fn grams(&self, within: Within) -> Grams {
        match within {
            Within::Names => self.fields.names,
            Within::Lead => self.fields.lead,
            Within::Text => self.fields.text,
            Within::Closed => self.fields.closed,
        }
    }

    pub(super) fn body(&self, address: DocAddress) -> tantivy::Result<String> {
        let document: TantivyDocument = self.searcher.doc(address)?;
        Ok(document.get_first(self.fields.body).and_then(|value| value.as_str()).unwrap_or_default().to_owned())
    }
}

/// No place.
const NOWHERE: u64 = u64::MAX;
/// Set for a place that is only about right; latitudes leave it free.
const APPROXIMATE: u64 = 1 << 63;

/// Two numbers of millionths of a degree: about ten centimetres.
fn pack(place: LatLng, approximate: bool) -> u64 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "degrees on the earth, moved to be positive, in millionths"
    )]
    let millionths = |degrees: f64, least: f64| ((degrees - least) * 1e6).round() as u64;
    (if approximate { APPROXIMATE } else { 0 }) | millionths(place.latitude, -90.0) << 32 | millionths(place.longitude, -180.0)
}

/// The place of a packed one.
pub(super) fn unpack(packed: u64) -> Option<LatLng> {
    #[expect(clippy::cast_precision_loss, reason = "32 bits fit into the 53 of a double")]
    let degrees = |millionths: u64, least: f64| millionths as f64 / 1e6 + least;
    if packed == NOWHERE {
        return None;
    }
    LatLng::new(degrees((packed & !APPROXIMATE) >> 32, -90.0), degrees(packed & u64::from(u32::MAX), -180.0))
}

/// Whether a packed place is only about right.
pub(super) fn is_approximate(packed: u64) -> bool {
    packed != NOWHERE && packed & APPROXIMATE != 0
}
