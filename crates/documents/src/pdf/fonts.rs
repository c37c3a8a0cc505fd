//! The two faces of documents, read once when the first document is made.

use crate::{
    Error, Result,
    unmappable_chars::{GETA, usual_letter},
};
use krilla::text::Font;
use skrifa::{
    FontRef, MetadataProvider,
    charmap::{Charmap, MapVariant},
    instance::{LocationRef, Size},
    metrics::GlyphMetrics,
};
use std::{
    cell::RefCell,
    collections::{BTreeSet, HashMap},
    fmt,
    path::PathBuf,
    sync::{Arc, OnceLock},
};

/// Where Debian's fonts-noto-cjk puts them.
pub const DEBIAN_FONTS: &str = "/usr/share/fonts/opentype/noto";

const REGULAR: &str = "NotoSansCJK-Regular.ttc";
const BOLD: &str = "NotoSansCJK-Bold.ttc";
/// The Japanese face of the collections; the others draw some letters as Korea, Taiwan and China do.
const JAPANESE: u32 = 0;

/// Noto Sans CJK of a folder. It is read when it is first needed, and looked for again while it is missing.
pub struct Fonts {
    folder: PathBuf,
    loaded: OnceLock<Faces>,
}

/// The faces.
pub struct Faces {
    /// For text.
    pub regular: Face,
    /// For headings and sums.
    pub bold: Face,
}

/// One face.
pub struct Face {
    data: Arc<Vec<u8>>,
    /// As krilla embeds it.
    pub font: Font,
}

impl fmt::Debug for Fonts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fonts").field("folder", &self.folder).finish_non_exhaustive()
    }
}

impl Fonts {
    /// The fonts of a folder, such as `/usr/share/fonts/opentype/noto`.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Fonts { folder: folder.into(), loaded: OnceLock::new() }
    }

    /// Whether the files are there; for a word at the start.
    #[must_use]
    pub fn are_present(&self) -> bool {
        [REGULAR, BOLD].iter().all(|name| self.folder.join(name).is_file())
    }

    /// The faces.
    ///
    /// # Errors
    /// [`Error::FontsMissing`] when they are not there or not readable.
    pub fn load(&self) -> Result<&Faces> {
        if let Some(faces) = self.loaded.get() {
            return Ok(faces);
        }
        let faces = Faces { regular: self.read(REGULAR)?, bold: self.read(BOLD)? };
        Ok(self.loaded.get_or_init(|| faces))
    }

    fn read(&self, name: &str) -> Result<Face> {
        let path = self.folder.join(name);
        let missing = |reason: String| Error::FontsMissing { path: path.clone(), reason };
        let data = Arc::new(std::fs::read(&path).map_err(|error| missing(error.to_string()))?);
        let font = Font::new(Arc::clone(&data).into(), JAPANESE).ok_or_else(|| missing("it is no font".to_owned()))?;
        Ok(Face { data, font })
    }
}

/// The letters of both faces, for measuring.
pub struct Letters<'a> {
    regular: Measure<'a>,
    bold: Measure<'a>,
}

impl<'a> Letters<'a> {
    /// Opens the faces.
    ///
    /// # Errors
    /// None in practice: krilla read the same data.
    pub fn of(faces: &'a Faces) -> Result<Self> {
        Ok(Letters { regular: Measure::of(&faces.regular)?, bold: Measure::of(&faces.bold)? })
    }

    /// The letters that were asked for and that the fonts lack.
    pub fn lacking(&self) -> Vec<char> {
        self.regular.lacking.borrow().union(&self.bold.lacking.borrow()).copied().collect()
    }

    /// One of the faces.
    pub fn face(&self, bold: bool) -> &Measure<'a> {
        if bold { &self.bold } else { &self.regular }
    }
}

/// Which glyph a letter is, and how wide.
pub struct Measure<'a> {
    letters: Charmap<'a>,
    metrics: GlyphMetrics<'a>,
    units: f32,
    geta: (u32, f32),
    known: RefCell<HashMap<char, (u32, f32)>>,
    lacking: RefCell<BTreeSet<char>>,
}

impl<'a> Measure<'a> {
    fn of(face: &'a Face) -> Result<Self> {
        let font = FontRef::from_index(&face.data, JAPANESE).map_err(Error::unwritable)?;
        let mut measure = Measure {
            letters: font.charmap(),
            metrics: font.glyph_metrics(Size::unscaled(), LocationRef::default()),
            units: face.font.units_per_em(),
            geta: (0, 1.0),
            known: RefCell::default(),
            lacking: RefCell::default(),
        };
        measure.geta = measure.glyph(GETA);
        Ok(measure)
    }

    /// The glyph of a letter and its width in parts of the size. 〓 stands for what the font lacks.
    pub fn glyph(&self, letter: char) -> (u32, f32) {
        if let Some(known) = self.known.borrow().get(&letter) {
            return *known;
        }
        let glyph = self.letters.map(letter).filter(|glyph| glyph.to_u32() != 0);
        if glyph.is_none() {
            self.lacking.borrow_mut().insert(letter);
        }
        let found = glyph.map_or(self.geta, |glyph| self.sized(glyph));
        self.known.borrow_mut().insert(letter, found);
        found
    }

    /// The form of a letter that a selector asks for, where the font has one of its own.
    pub fn variant(&self, letter: char, selector: char) -> Option<(u32, f32)> {
        match self.letters.map_variant(letter, selector) {
            Some(MapVariant::Variant(glyph)) => Some(self.sized(glyph)).filter(|sized| *sized != self.glyph(letter)),
            _ => None,
        }
    }

    /// The letter that readers know the glyph of another one by: 〓 for what the font lacks, and 用 for the radical ⽤, which is drawn with the
    /// same glyph. Nothing where that is the letter itself.
    pub fn shown_as(&self, letter: char) -> Option<char> {
        let glyph = self.glyph(letter).0;
        if letter != GETA && glyph == self.geta.0 {
            return Some(GETA);
        }
        Some(usual_letter(letter)).filter(|usual| *usual != letter && self.letters.map(*usual).is_some_and(|same| same.to_u32() == glyph))
    }

    fn sized(&self, glyph: skrifa::GlyphId) -> (u32, f32) {
        (glyph.to_u32(), self.metrics.advance_width(glyph).unwrap_or(self.units) / self.units)
    }
}
