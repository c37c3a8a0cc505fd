//! Pages into a file.

use super::{
    Document,
    fonts::Faces,
    layout::{Branch, LaidOut, Mark, Node, Role, Style},
    wrap::{Cluster, Line},
};
use crate::{Error, Result};
use chrono::{DateTime, Datelike, Timelike, Utc};
use krilla::{
    SerializeSettings,
    color::luma,
    configure::{Accessibility, ConfigurationBuilder},
    geom::{PathBuilder, Point},
    metadata::{self, Metadata},
    num::NormalizedF32,
    outline::{Outline, OutlineNode},
    page::PageSettings,
    paint::{Fill, Stroke},
    surface::Surface,
    tagging::{Artifact, ArtifactType, ContentTag, Identifier, SpanTag, TableHeaderScope, Tag, TagGroup, TagTree},
    text::{GlyphId, KrillaGlyph},
};
use krilla::{destination::XyzDestination, tagging};
use std::num::{NonZeroU16, NonZeroU32};

/// Nearly black: quieter on paper than black.
const INK: u8 = 0x1C;
const FAINT: u8 = 0x55;
const RULE: u8 = 0x60;
/// Between rows: seen when it is looked for.
const HAIRLINE: u8 = 0xBE;

/// Writes the file.
///
/// # Errors
/// None in practice: when krilla refuses the document, which its tests would have shown.
pub fn paint(document: &Document, laid_out: &LaidOut, faces: &Faces) -> Result<Vec<u8>> {
    let configuration = ConfigurationBuilder::new().with_accessibility_validator(Accessibility::UA1).finish();
    let configuration = configuration.map_err(|error| Error::Unwritable(format!("{error:?}")))?;
    let mut file = krilla::Document::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
    let (width, height) = laid_out.page;
    let mut leaves: Vec<Vec<Identifier>> = vec![Vec::new(); laid_out.leaves];
    for marks in &laid_out.pages {
        let settings = PageSettings::from_wh(width, height).ok_or_else(|| Error::unwritable("a page has no size"))?;
        let mut page = file.start_page_with(settings);
        let mut surface = page.surface();
        for mark in marks {
            match mark {
                Mark::Text { x, y, line, style, role } => {
                    let mut left = *x;
                    for run in line.clusters.chunk_by(|one, next| one.shown.is_none() && next.shown.is_none()) {
                        let identifier = surface.start_tagged(tag_of(*role, written(line, run)));
                        draw_run(&mut surface, Point::from_xy(left, *y), line, run, *style, faces);
                        surface.end_tagged();
                        left += run.iter().map(|cluster| cluster.advance).sum::<f32>() * style.size;
                        if let Role::Leaf(leaf) = role
                            && let Some(leaf) = leaves.get_mut(*leaf)
                        {
                            leaf.push(identifier);
                        }
                    }
                }
                Mark::Rule { left, right, y, weight } => {
                    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
                    draw_rule(&mut surface, *left, *right, *y, *weight);
                    surface.end_tagged();
                }
            }
        }
        surface.finish();
        page.finish();
    }
    file.set_metadata(metadata(document));
    file.set_outline(outline(document, laid_out));
    let mut tree = TagTree::new().with_lang(Some(document.locale.tag().to_owned()));
    for node in &laid_out.tree {
        tree.children.extend(heard(node, &mut leaves));
    }
    file.set_tag_tree(tree);
    file.finish().map_err(|error| Error::Unwritable(format!("{error:?}")))
}

/// What was written, where the glyph says something else to readers.
fn written<'a>(line: &'a Line, run: &[Cluster]) -> Option<&'a str> {
    let only = run.first().filter(|only| only.shown.is_some())?;
    line.text.get(only.bytes.clone())
}

fn tag_of(role: Role, written: Option<&str>) -> ContentTag<'_> {
    match role {
        Role::Leaf(_) => ContentTag::Span(SpanTag::empty().with_actual_text(written)),
        Role::Header => ContentTag::Artifact(Artifact::with_kind(ArtifactType::Header)),
        Role::Footer => ContentTag::Artifact(Artifact::with_kind(ArtifactType::Footer)),
    }
}

/// Draws letters that stand beside one another. One whose glyph says something else to readers is drawn alone and with the glyph's own text, so
/// that no other place of the same glyph is read as this one.
fn draw_run(surface: &mut Surface<'_>, at: Point, line: &Line, run: &[Cluster], style: Style, faces: &Faces) {
    let shown = run.first().and_then(|first| first.shown).map(String::from);
    let text = shown.as_ref().unwrap_or(&line.text);
    let glyph = |cluster: &Cluster| {
        let bytes = if shown.is_some() { 0..text.len() } else { cluster.bytes.clone() };
        KrillaGlyph::new(GlyphId::new(cluster.glyph), cluster.advance, 0.0, 0.0, 0.0, bytes, None)
    };
    let glyphs: Vec<KrillaGlyph> = run.iter().map(glyph).collect();
    let face = if style.bold { &faces.bold } else { &faces.regular };
    surface.set_stroke(None);
    surface.set_fill(Some(Fill { paint: luma::Color::new(if style.faint { FAINT } else { INK }).into(), ..Fill::default() }));
    surface.draw_glyphs(at, &glyphs, face.font.clone(), text, style.size, false);
}

fn draw_rule(surface: &mut Surface<'_>, left: f32, right: f32, y: f32, weight: f32) {
    let mut path = PathBuilder::new();
    path.move_to(left, y);
    path.line_to(right, y);
    surface.set_fill(None);
    surface.set_stroke(Some(Stroke {
        paint: luma::Color::new(if weight < 0.5 { HAIRLINE } else { RULE }).into(),
        width: weight,
        opacity: NormalizedF32::ONE,
        ..Stroke::default()
    }));
    if let Some(path) = path.finish() {
        surface.draw_path(&path);
    }
}

/// A part of the document as a group of tags; what nothing was drawn for is left out.
fn heard(node: &Node, leaves: &mut [Vec<Identifier>]) -> Vec<tagging::Node> {
    let mut take = |leaf: usize| -> Vec<tagging::Node> {
        leaves.get_mut(leaf).map(std::mem::take).unwrap_or_default().into_iter().map(tagging::Node::Leaf).collect()
    };
    let group = match node {
        Node::Leaf(leaf) => return take(*leaf),
        Node::Heading(level, title, leaf) => {
            let level = NonZeroU16::new(*level).unwrap_or(NonZeroU16::MIN);
            TagGroup::with_children(Tag::Hn(level, Some(title.clone())), take(*leaf))
        }
        Node::Paragraph(leaf) => TagGroup::with_children(Tag::P, take(*leaf)),
        Node::Branch(branch, parts) => {
            let mut group = branch_tag(*branch);
            for part in parts {
                group.children.extend(heard(part, leaves));
            }
            group
        }
    };
    vec![tagging::Node::Group(group)]
}

fn branch_tag(branch: Branch) -> TagGroup {
    let span = |count: usize| u32::try_from(count).ok().and_then(NonZeroU32::new).filter(|count| count.get() > 1);
    match branch {
        Branch::Table => TagGroup::new(Tag::Table),
        Branch::Head => TagGroup::new(Tag::THead),
        Branch::Body => TagGroup::new(Tag::TBody),
        Branch::Row => TagGroup::new(Tag::TR),
        Branch::ColumnHeading(columns, rows) => {
            TagGroup::new(Tag::TH(TableHeaderScope::Column).with_col_span(span(columns)).with_row_span(span(rows)))
        }
        Branch::RowHeading => TagGroup::new(Tag::TH(TableHeaderScope::Row)),
        Branch::Value => TagGroup::new(Tag::TD),
    }
}

fn metadata(document: &Document) -> Metadata {
    Metadata::new()
        .title(title(document).to_owned())
        .description(document.subtitle.clone())
        .language(document.locale.tag().to_owned())
        .creator("GM Network".to_owned())
        .creation_date(date(document.made_at))
}

/// A file must have a title.
fn title(document: &Document) -> &str {
    if document.title.trim().is_empty() { "GM Network" } else { &document.title }
}

fn date(at: DateTime<Utc>) -> metadata::DateTime {
    let small = |value: u32| u8::try_from(value).unwrap_or_default();
    metadata::DateTime::new(u16::try_from(at.year()).unwrap_or_default())
        .month(small(at.month()))
        .day(small(at.day()))
        .hour(small(at.hour()))
        .minute(small(at.minute()))
        .second(small(at.second()))
        .utc_offset_hour(0)
}

/// The list of contents that readers show beside the pages.
fn outline(document: &Document, laid_out: &LaidOut) -> Outline {
    let place = |page: usize, y: f32| XyzDestination::new(page, Point::from_xy(0.0, y));
    let mut root = OutlineNode::new(title(document).to_owned(), place(0, 0.0)).with_open(true);
    for (_, text, page, y) in laid_out.contents.iter().filter(|(level, ..)| *level > 1) {
        root.push_child(OutlineNode::new(text.clone(), place(*page, *y)));
    }
    let mut outline = Outline::new();
    outline.push_child(root);
    outline
}
