//! Searching texts as Japanese people type and write them: one folding for the server's index, the database and the browser.
//!
//! Invariant: a word is found in a text exactly when the folded word is a substring of the folded text. [`fold()`] decides what
//! is the same, [`Words`] what may be asked, [`marks`] what is highlighted; nothing else interprets a search.

mod fold;
mod marks;
mod order;
mod romaji;
mod variants;
mod words;

pub use fold::{fold, fold_parts};
pub use marks::{Excerpt, excerpt, marks};
pub use order::kana_order;
pub use romaji::spellings;
pub use words::{MAX_LENGTH, MAX_WORDS, NotSearchable, Words};
