//! An index of texts inside the process: words of any length, filters, counts and orders, in a few milliseconds at national scale.
//!
//! Texts are cut into single characters and pairs of them, so that a word is found wherever it stands, without a dictionary of
//! words: exactly where `LIKE '%word%'` finds it in the folded text ([`domain::search`]).
//!
//! Invariant: the index is a copy and never the truth. It lies in a folder of this process alone, is thrown away with it, and
//! whoever owns it fills it from Postgres. Nothing here knows what the entries are.

mod cells;
mod columns;
mod docs;
mod facts;
mod fill;
mod find;
mod grams;
mod index;
mod index_dir;
mod lookup;
mod phrase;
mod scratch;
#[cfg(test)]
mod tests;

pub use cells::{Cell, Grid, MOST_CELLS};
pub use facts::{FactCounts, FactFilter, FactPart, Facts, Shape, layout};
pub use fill::Filler;
pub use find::{Hit, Key, Order, SearchQuery};
pub use index::{Index, Snapshot, Writer};

use domain::geo::LatLng;
use uuid::Uuid;

/// What is known of one thing that can be found.
#[derive(Debug, Clone, Default)]
pub struct Entry {
    /// Its id; an entry of the same id takes its place.
    pub id: Uuid,
    /// What it is called, folded, each name a line: words here count most.
    pub names: String,
    /// What else is shown of it at first sight, folded.
    pub lead: String,
    /// Everything that can be found, folded, one part a line.
    pub text: String,
    /// Restricted texts, folded, one part a line: only [`Snapshot::with_closed`] searches them.
    pub closed: String,
    /// What filters and counts go by, packed by the owner.
    pub facts: Facts,
    /// Newer is greater; a day's number.
    pub newest: u32,
    /// What it is sorted by among readings.
    pub reading: String,
    /// Where it is.
    pub place: Option<LatLng>,
    /// Whether that is only about where it is.
    pub approximate: bool,
    /// What the owner wants back with a hit.
    pub body: String,
}

/// Why the index cannot be used: the disk, mostly.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// The folder of the index.
    #[error("the folder of the index: {0}")]
    Folder(#[from] std::io::Error),
    /// The index itself.
    #[error("the index: {0}")]
    Engine(#[from] tantivy::TantivyError),
}
