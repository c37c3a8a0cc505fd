//! A document onto pages: where every line stands, and what it is a part of.

use super::{
    Document, Section, Side,
    fonts::Letters,
    grid,
    wrap::{self, Line},
};

/// The margins: 20 mm at the sides, as forms are punched.
const SIDE: f32 = 56.7;
const TOP: f32 = 54.0;
const BOTTOM: f32 = 60.0;
/// A4, upright.
const A4: (f32, f32) = (595.28, 841.89);

/// How text is set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Style {
    /// The size of letters, in points.
    pub size: f32,
    /// From one line to the next.
    pub leading: f32,
    /// Which face.
    pub bold: bool,
    /// Whether it is said quietly.
    pub faint: bool,
}

const fn style(size: f32, leading: f32, bold: bool, faint: bool) -> Style {
    Style { size, leading, bold, faint }
}

const TITLE: Style = style(16.0, 24.0, true, false);
const SUBTITLE: Style = style(9.5, 15.0, false, true);
const HEADING: Style = style(11.5, 18.0, true, false);
const BODY: Style = style(9.5, 16.0, false, false);
const NOTE: Style = style(8.0, 12.5, false, true);
const FOOT: Style = style(7.5, 11.0, false, true);

/// Where a line stands between its margins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// Flush left.
    Left,
    /// In the middle.
    Center,
    /// Flush right.
    Right,
}

/// What a line is a part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The document's text: the leaf of the tree with this number.
    Leaf(usize),
    /// Repeated at the top of pages.
    Header,
    /// Repeated at the foot of pages.
    Footer,
}

/// Something on a page.
#[derive(Debug, Clone, PartialEq)]
pub enum Mark {
    /// A line of text, from its left end on its base line.
    Text {
        /// The left end.
        x: f32,
        /// The base line.
        y: f32,
        /// The text.
        line: Line,
        /// How it is set.
        style: Style,
        /// What it is a part of.
        role: Role,
    },
    /// A horizontal rule.
    Rule {
        /// From here.
        left: f32,
        /// To here.
        right: f32,
        /// How far down.
        y: f32,
        /// How thick.
        weight: f32,
    },
}

/// The document as somebody hears it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// Text.
    Leaf(usize),
    /// A heading of a level.
    Heading(u16, String, usize),
    /// A paragraph.
    Paragraph(usize),
    /// Anything with parts.
    Branch(Branch, Vec<Node>),
}

/// What has parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Branch {
    /// A table.
    Table,
    /// Its headings.
    Head,
    /// Its rows.
    Body,
    /// A row.
    Row,
    /// The heading of columns, over this many columns and rows.
    ColumnHeading(usize, usize),
    /// The heading of a row.
    RowHeading,
    /// A value.
    Value,
}

/// Pages, and what they say in order.
#[derive(Debug, Default)]
pub struct LaidOut {
    /// Width and height of a page.
    pub page: (f32, f32),
    /// The pages.
    pub pages: Vec<Vec<Mark>>,
    /// The text in order.
    pub tree: Vec<Node>,
    /// How many leaves the tree has.
    pub leaves: usize,
    /// Headings for the list of contents: level, words, page, how far down.
    pub contents: Vec<(u16, String, usize, f32)>,
}

/// The page that is being filled.
pub struct Layout<'a> {
    /// The letters.
    pub letters: &'a Letters<'a>,
    /// What is done.
    pub out: LaidOut,
    at: usize,
    /// How far down the page is filled.
    pub y: f32,
}

impl<'a> Layout<'a> {
    fn new(letters: &'a Letters<'a>, landscape: bool) -> Self {
        let page = if landscape { (A4.1, A4.0) } else { A4 };
        Layout { letters, out: LaidOut { page, pages: vec![Vec::new()], ..LaidOut::default() }, at: 0, y: TOP }
    }

    /// The left margin.
    pub fn left(&self) -> f32 {
        SIDE
    }

    /// The width between the margins.
    pub fn width(&self) -> f32 {
        self.out.page.0 - 2.0 * SIDE
    }

    /// What is left of the page.
    pub fn room(&self) -> f32 {
        self.out.page.1 - BOTTOM - self.y
    }

    /// The height between the margins.
    pub fn height(&self) -> f32 {
        self.out.page.1 - BOTTOM - TOP
    }

    /// Goes to the next page.
    pub fn turn(&mut self) {
        self.out.pages.push(Vec::new());
        self.at += 1;
        self.y = TOP;
    }

    /// Goes to the next page unless this much fits on this one, or nothing is on it.
    pub fn keep(&mut self, height: f32) {
        if height > self.room() && self.y > TOP {
            self.turn();
        }
    }

    /// A new leaf.
    pub fn leaf(&mut self) -> usize {
        self.out.leaves += 1;
        self.out.leaves - 1
    }

    /// Breaks a text.
    pub fn lines(&self, text: &str, style: Style, width: f32) -> Vec<Line> {
        wrap::lines(self.letters.face(style.bold), text, style.size, width)
    }

    /// Sets a line into a box.
    pub fn set(&mut self, line: Line, (left, width): (f32, f32), top: f32, align: Align, style: Style, role: Role) {
        let x = match align {
            Align::Left => left,
            Align::Center => left + (width - line.width) / 2.0,
            Align::Right => left + width - line.width,
        };
        // The box of Japanese letters reaches 0.88 above the base line and 0.12 below it.
        let y = top + (style.leading - style.size) / 2.0 + 0.88 * style.size;
        if !line.clusters.is_empty() {
            self.mark(Mark::Text { x, y, line, style, role });
        }
    }

    /// Draws a rule.
    pub fn rule(&mut self, left: f32, right: f32, y: f32, weight: f32) {
        self.mark(Mark::Rule { left, right, y, weight });
    }

    fn mark(&mut self, mark: Mark) {
        if let Some(page) = self.out.pages.get_mut(self.at) {
            page.push(mark);
        }
    }

    /// Sets a text across the page; its first two lines stay together, and so do its last two.
    fn flow(&mut self, text: &str, style: Style, align: Align) -> Option<usize> {
        let lines = self.lines(text, style, self.width());
        if lines.iter().all(|line| line.clusters.is_empty()) {
            return None;
        }
        let (leaf, count) = (self.leaf(), lines.len());
        for (index, line) in lines.into_iter().enumerate() {
            let together = if index == 0 || index + 2 == count { 2.min(count - index) } else { 1 };
            #[expect(clippy::cast_precision_loss, reason = "one or two")]
            self.keep(style.leading * together as f32);
            self.set(line, (self.left(), self.width()), self.y, align, style, Role::Leaf(leaf));
            self.y += style.leading;
        }
        Some(leaf)
    }

    fn heading(&mut self, level: u16, text: &str, style: Style, align: Align, with: f32) {
        self.keep(style.leading + with);
        let (page, top) = (self.at, self.y);
        if let Some(leaf) = self.flow(text, style, align) {
            self.out.tree.push(Node::Heading(level, text.to_owned(), leaf));
            self.out.contents.push((level, text.to_owned(), page, top));
        }
    }

    fn paragraph(&mut self, text: &str, style: Style, align: Align) {
        if let Some(leaf) = self.flow(text, style, align) {
            self.out.tree.push(Node::Paragraph(leaf));
        }
    }

    fn section(&mut self, section: &Section, document: &Document) {
        if section.new_page && self.y > TOP {
            self.turn();
        }
        if !section.heading.trim().is_empty() {
            self.y += 16.0;
            // A heading stands with at least two lines of what it heads.
            self.heading(2, &section.heading, HEADING, Align::Left, 48.0);
            self.y += 4.0;
        }
        for paragraph in &section.paragraphs {
            self.paragraph(paragraph, BODY, Align::Left);
            self.y += 3.0;
        }
        if let Some(table) = section.table.as_ref().filter(|table| !table.columns.is_empty()) {
            self.y += 5.0;
            let node = grid::table(self, table, document.locale);
            self.out.tree.push(node);
            self.y += 5.0;
        }
        for note in &section.notes {
            self.paragraph(note, NOTE, Align::Left);
        }
    }

    /// What every page has: its number, and the title from the second one on.
    fn furnish(&mut self, document: &Document) {
        let (pages, width, left) = (self.out.pages.len(), self.width(), self.left());
        let cut = |layout: &Self, text: &str, width: f32| layout.lines(text, FOOT, width).into_iter().next().unwrap_or_default();
        let foot = cut(self, &document.footer, width - 60.0);
        let title = cut(self, &document.title, width);
        let top = self.out.page.1 - BOTTOM + 18.0;
        for page in 0..pages {
            self.at = page;
            let number = cut(self, &format!("{} / {pages}", page + 1), 60.0);
            self.rule(left, left + width, top - 4.0, 0.4);
            self.set(foot.clone(), (left, width), top, Align::Left, FOOT, Role::Footer);
            self.set(number, (left, width), top, Align::Right, FOOT, Role::Footer);
            if page > 0 {
                self.set(title.clone(), (left, width), TOP - 22.0, Align::Right, FOOT, Role::Header);
            }
        }
    }
}

/// Lays a document out.
pub fn document(document: &Document, letters: &Letters<'_>) -> LaidOut {
    let mut layout = Layout::new(letters, document.landscape);
    for (side, line) in &document.opening {
        layout.paragraph(line, BODY, if *side == Side::Right { Align::Right } else { Align::Left });
    }
    if !document.opening.is_empty() {
        layout.y += 18.0;
    }
    layout.heading(1, &document.title, TITLE, Align::Center, 0.0);
    layout.paragraph(&document.subtitle, SUBTITLE, Align::Center);
    layout.y += 10.0;
    for text in &document.preamble {
        layout.paragraph(text, BODY, Align::Left);
        layout.y += 8.0;
    }
    if !document.facts.is_empty() {
        let node = grid::facts(&mut layout, &document.facts, BODY);
        layout.out.tree.push(node);
    }
    for section in &document.sections {
        layout.section(section, document);
    }
    layout.furnish(document);
    layout.out
}
