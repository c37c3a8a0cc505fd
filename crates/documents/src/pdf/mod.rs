//! Documents on A4, for people to print and file: a title, facts, and sections of words and tables.
//!
//! krilla writes the file; breaking lines and pages is done here, since a statement needs no more than that. The text can be
//! copied and searched, headings and tables are tagged for those who listen (PDF/UA-1), and only the letters that are used
//! are embedded.

mod fonts;
mod grid;
mod layout;
mod paint;
mod wrap;

pub use fonts::{DEBIAN_FONTS, Fonts};

use super::Table;
use crate::Result;
use chrono::{DateTime, Utc};
use domain::locale::Locale;
use fonts::Letters;

/// A document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Document {
    /// The language of its words.
    pub locale: Locale,
    /// What stands above the title of a letter or form, line by line: number and day, addressee, sender.
    pub opening: Vec<(Side, String)>,
    /// What it is.
    pub title: String,
    /// Of when or for whom, in one line; may be empty.
    pub subtitle: String,
    /// What it says before the facts, a paragraph each.
    pub preamble: Vec<String>,
    /// What it is about: a label and its value, such as 医療機関 and its name.
    pub facts: Vec<(String, String)>,
    /// The sections, from top to bottom.
    pub sections: Vec<Section>,
    /// What stands at the foot of every page, beside the page's number; may be empty.
    pub footer: String,
    /// Whether the page lies on its side, for wide tables.
    pub landscape: bool,
    /// When it was made.
    pub made_at: DateTime<Utc>,
}

/// At which margin a line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The left one.
    Left,
    /// The right one.
    Right,
}

/// A part of a document. What is empty is left out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Section {
    /// Its heading.
    pub heading: String,
    /// Whether it begins on a page of its own.
    pub new_page: bool,
    /// What it says.
    pub paragraphs: Vec<String>,
    /// Its figures.
    pub table: Option<Table>,
    /// What a reader must know, and the sources, one sentence each, in small print.
    pub notes: Vec<String>,
}

/// Writes a document. Takes milliseconds of computing: call it on a thread that may block.
///
/// # Errors
/// [`Error::FontsMissing`](crate::Error::FontsMissing) where the machine has no Japanese fonts.
pub fn write(document: &Document, fonts: &Fonts) -> Result<Vec<u8>> {
    let faces = fonts.load()?;
    let laid_out = layout::document(document, &Letters::of(faces)?);
    paint::paint(document, &laid_out, faces)
}

/// The letters of a document that its fonts lack: 〓 is printed in their places. Takes as long as laying it out does.
///
/// # Errors
/// [`Error::FontsMissing`](crate::Error::FontsMissing) where the machine has no Japanese fonts.
pub fn lacking(document: &Document, fonts: &Fonts) -> Result<Vec<char>> {
    let letters = Letters::of(fonts.load()?)?;
    layout::document(document, &letters);
    Ok(letters.lacking())
}

#[cfg(test)]
mod tests;
