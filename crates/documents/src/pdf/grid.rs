//! Tables on pages: widths of columns, headings that are repeated, rows that stay whole.

use super::{
    layout::{Align, Branch, Layout, Node, Role, Style},
    wrap::{self, Line},
};
use crate::Table;
use domain::locale::Locale;
use std::ops::Range;

/// From a column's edge to its letters.
const PAD: f32 = 4.5;
/// From a row's edge to its letters.
const GAP: f32 = 3.5;
const HAIR: f32 = 0.4;
const THIN: f32 = 0.6;
/// Sizes that are tried until every figure stands on one line.
const SIZES: [f32; 4] = [8.5, 7.5, 6.5, 5.5];

struct Column {
    left: f32,
    width: f32,
    align: Align,
}

struct Row {
    cells: Vec<Vec<Line>>,
    total: bool,
}

struct Heading {
    columns: Range<usize>,
    lines: Vec<Line>,
    /// From which of the two rows of headings to which.
    rows: Range<usize>,
    /// A heading that several columns share.
    shared: bool,
}

struct Grid {
    columns: Vec<Column>,
    headings: Vec<Heading>,
    /// The heights of the rows of headings.
    heights: Vec<f32>,
    rows: Vec<Row>,
    style: Style,
    /// Whether the first column names its row.
    named: bool,
}

/// Sets a table and gives it as somebody hears it.
pub fn table(layout: &mut Layout<'_>, table: &Table, locale: Locale) -> Node {
    let (style, widths) = fitted(layout, table, locale);
    let aligns = (0..table.columns.len()).map(|column| if table.is_figures(column) { Align::Right } else { Align::Left });
    let columns = placed(layout.left(), widths.into_iter().zip(aligns));
    let rows = (0..table.rows.len()).map(|row| {
        let style = Style { bold: table.is_total(row), ..style };
        let cells = columns.iter().enumerate();
        let cells = cells.map(|(index, column)| layout.lines(&table.cell(row, index).display(locale), style, column.width - 2.0 * PAD));
        Row { cells: cells.collect(), total: table.is_total(row) }
    });
    let rows = rows.collect();
    let (headings, heights) = headings(layout, table, &columns, style);
    let named = !table.is_figures(0) && table.columns.len() > 1;
    Grid { columns, headings, heights, rows, style, named }.set(layout)
}

/// Sets labels and their values.
pub fn facts(layout: &mut Layout<'_>, facts: &[(String, String)], style: Style) -> Node {
    let measure = layout.letters.face(false);
    let widest = facts.iter().map(|(label, _)| wrap::natural_width(measure, label, style.size)).fold(0.0, f32::max);
    let label = (widest + 2.0 * PAD + 12.0).min(layout.width() * 0.35);
    let widths = [(label, Align::Left), (layout.width() - label, Align::Left)];
    let columns = placed(layout.left(), widths);
    let rows = facts.iter().map(|(label, value)| {
        let texts = [label, value].into_iter().zip(&columns);
        Row { cells: texts.map(|(text, column)| layout.lines(text, style, column.width - 2.0 * PAD)).collect(), total: false }
    });
    let rows = rows.collect();
    Grid { columns, headings: Vec::new(), heights: Vec::new(), rows, style, named: true }.set(layout)
}

fn placed(left: f32, columns: impl IntoIterator<Item = (f32, Align)>) -> Vec<Column> {
    let mut left = left;
    let place = |(width, align)| {
        let column = Column { left, width, align };
        left += width;
        column
    };
    columns.into_iter().map(place).collect()
}

/// The largest size at which figures are whole, and the widths of columns at that size.
fn fitted(layout: &Layout<'_>, table: &Table, locale: Locale) -> (Style, Vec<f32>) {
    let mut fitted = (Style { size: SIZES[0], leading: SIZES[0] * 1.45, bold: false, faint: false }, Vec::new());
    for size in SIZES {
        let needs: Vec<Need> = (0..table.columns.len()).map(|column| Need::of(layout, table, column, size, locale)).collect();
        let room = layout.width();
        let least: f32 = needs.iter().map(|need| need.least).sum();
        // Labels are parted before their unit only where the page is too narrow for them.
        let is_ample = needs.iter().map(|need| need.ample).sum::<f32>() <= room;
        let wants: Vec<f32> = needs.iter().map(|need| if is_ample { need.ample } else { need.wanted }).collect();
        let wanted: f32 = wants.iter().sum();
        fitted.0 = Style { size, leading: size * 1.45, ..fitted.0 };
        fitted.1 = if wanted <= room {
            // What is left goes to words, up to half as much again, and then to everything.
            let words: f32 = wants.iter().enumerate().filter(|(column, _)| !table.is_figures(*column)).map(|(_, want)| want).sum();
            let airy = (room - wanted).min(words * 0.5);
            let all = (room - wanted - airy) / wanted;
            let more = |column| all + if words > 0.0 && !table.is_figures(column) { airy / words } else { 0.0 };
            wants.iter().enumerate().map(|(column, want)| want * (1.0 + more(column))).collect()
        } else {
            let share = ((room - least) / (wanted - least).max(1.0)).max(0.0);
            let squeezed = (room / least).min(1.0);
            needs.iter().map(|need| (need.least + (need.wanted - need.least) * share) * squeezed).collect()
        };
        if least <= room {
            break;
        }
    }
    fitted
}

/// How wide a column is to be.
struct Need {
    /// Its figures are whole.
    least: f32,
    /// No value is broken, and its label is parted before the unit at most.
    wanted: f32,
    /// Nothing is broken.
    ample: f32,
}

impl Need {
    fn of(layout: &Layout<'_>, table: &Table, column: usize, size: f32, locale: Locale) -> Self {
        let natural = |text: &str, bold| wrap::natural_width(layout.letters.face(bold), text, size);
        let label = table.columns.get(column).map_or("", |column| column.label.as_str());
        let (label, parted) = (natural(label, false).min(12.0 * size), natural(&parted(label), false));
        let mut need = Need { least: parted.min(4.0 * size), wanted: parted.min(9.0 * size), ample: label };
        for row in 0..table.rows.len() {
            let cell = table.cell(row, column);
            let width = natural(&cell.display(locale), table.is_total(row));
            need.least = need.least.max(if cell.is_figure() { width } else { width.min(5.0 * size) });
            need.wanted = need.wanted.max(width);
        }
        let pads = 2.0 * PAD;
        Need { least: need.least + pads, wanted: need.wanted + pads, ample: need.ample.max(need.wanted) + pads }
    }
}

/// A label with its unit on a line of its own.
fn parted(label: &str) -> String {
    label.replacen('（', "\n（", 1).replacen(" (", "\n(", 1)
}

/// A label on one line, or parted before its unit, or as it comes.
fn label_lines(layout: &Layout<'_>, label: &str, style: Style, width: f32) -> Vec<Line> {
    let lines = layout.lines(label, style, width);
    if lines.len() > 1 { layout.lines(parted(label).trim_start(), style, width) } else { lines }
}

fn headings(layout: &Layout<'_>, table: &Table, columns: &[Column], style: Style) -> (Vec<Heading>, Vec<f32>) {
    let lowest = usize::from(table.is_grouped());
    let mut headings = Vec::new();
    let box_of = |range: &Range<usize>| columns.get(range.clone()).into_iter().flatten().map(|column| column.width).sum::<f32>();
    for (group, range) in table.groups() {
        let own = |index: usize, rows| Heading {
            lines: label_lines(layout, &table.columns[index].label, style, columns[index].width - 2.0 * PAD),
            columns: index..index + 1,
            rows,
            shared: false,
        };
        match group {
            Some(group) => {
                let lines = layout.lines(group, style, box_of(&range) - 2.0 * PAD);
                headings.push(Heading { lines, columns: range.clone(), rows: 0..1, shared: true });
                headings.extend(range.map(|index| own(index, 1..2)));
            }
            None => headings.extend(range.map(|index| own(index, 0..lowest + 1))),
        }
    }
    let mut heights = vec![0.0_f32; lowest + 1];
    for single in [true, false] {
        for heading in headings.iter().filter(|heading| (heading.rows.len() == 1) == single) {
            let others: f32 = heights.get(heading.rows.start..heading.rows.end - 1).into_iter().flatten().sum();
            if let Some(last) = heights.get_mut(heading.rows.end - 1) {
                *last = last.max(height(heading.lines.len(), style) - others);
            }
        }
    }
    (headings, heights)
}

#[expect(clippy::cast_precision_loss, reason = "lines of a cell")]
fn height(lines: usize, style: Style) -> f32 {
    lines.max(1) as f32 * style.leading + 2.0 * GAP
}

impl Grid {
    fn set(self, layout: &mut Layout<'_>) -> Node {
        let head: f32 = self.heights.iter().sum();
        let first = self.rows.first().map_or(0.0, |row| self.height_of(row));
        layout.keep((head + first).min(layout.height()));
        let (left, right) = (layout.left(), layout.left() + layout.width());
        layout.rule(left, right, layout.y, THIN);
        let mut parts = Vec::new();
        if !self.headings.is_empty() {
            parts.push(self.set_head(layout, true));
        }
        let mut body = Vec::new();
        for (index, row) in self.rows.iter().enumerate() {
            if index > 0 {
                let after_total = index.checked_sub(1).and_then(|before| self.rows.get(before)).is_some_and(|before| before.total);
                layout.rule(left, right, layout.y, if row.total && !after_total { THIN } else { HAIR });
            }
            body.push(self.set_row(layout, row));
        }
        layout.rule(left, right, layout.y, THIN);
        parts.push(Node::Branch(Branch::Body, body));
        Node::Branch(Branch::Table, parts)
    }

    fn height_of(&self, row: &Row) -> f32 {
        height(row.cells.iter().map(Vec::len).max().unwrap_or(0), self.style)
    }

    /// Sets the headings; on later pages they are ornaments, since they were said already.
    fn set_head(&self, layout: &mut Layout<'_>, said: bool) -> Node {
        let top = layout.y;
        let at = |row: usize| self.heights.iter().take(row).sum::<f32>();
        let mut rows = vec![Vec::new(); self.heights.len()];
        for heading in &self.headings {
            let (Some(first), Some(last)) = (self.columns.get(heading.columns.start), self.columns.get(heading.columns.end - 1)) else {
                continue;
            };
            let (from, to) = (first.left + PAD, last.left + last.width - PAD);
            let bottom = top + at(heading.rows.end);
            let align = if heading.shared && heading.columns.len() > 1 { Align::Center } else { first.align };
            let role = if said { Role::Leaf(layout.leaf()) } else { Role::Header };
            let count = heading.lines.len();
            for (index, line) in heading.lines.iter().enumerate() {
                let up = height(count - index, self.style) - GAP;
                layout.set(line.clone(), (from, to - from), bottom - up, align, self.style, role);
            }
            if heading.shared {
                layout.rule(from, to, bottom, HAIR);
            }
            if let (Role::Leaf(leaf), Some(row)) = (role, rows.get_mut(heading.rows.start)) {
                let spans = Branch::ColumnHeading(heading.columns.len(), heading.rows.len());
                row.push(Node::Branch(spans, vec![Node::Leaf(leaf)]));
            }
        }
        layout.y = top + at(self.heights.len());
        layout.rule(layout.left(), layout.left() + layout.width(), layout.y, THIN);
        Node::Branch(Branch::Head, rows.into_iter().map(|row| Node::Branch(Branch::Row, row)).collect())
    }

    /// Closes the table on this page and opens it on the next one.
    fn turn(&self, layout: &mut Layout<'_>) {
        let (left, right) = (layout.left(), layout.left() + layout.width());
        layout.rule(left, right, layout.y, THIN);
        layout.turn();
        layout.rule(left, right, layout.y, THIN);
        if !self.headings.is_empty() {
            self.set_head(layout, false);
        }
    }

    /// Sets a row; one that is taller than a page goes on on the next.
    fn set_row(&self, layout: &mut Layout<'_>, row: &Row) -> Node {
        let leaves: Vec<usize> = row.cells.iter().map(|_| layout.leaf()).collect();
        let fresh = layout.height() - self.heights.iter().sum::<f32>();
        let count = row.cells.iter().map(Vec::len).max().unwrap_or(0);
        let mut from = 0;
        if self.height_of(row) > layout.room() && self.height_of(row) <= fresh {
            self.turn(layout);
        }
        loop {
            let fitting = ((layout.room() - 2.0 * GAP) / self.style.leading).max(1.0);
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "lines of a page, at least one")]
            let lines = from..count.min(from + fitting as usize);
            self.set_lines(layout, row, &lines, &leaves);
            from = lines.end;
            if from >= count {
                break;
            }
            self.turn(layout);
        }
        let cell = |(index, leaf): (usize, &usize)| {
            let kind = if index == 0 && self.named { Branch::RowHeading } else { Branch::Value };
            Node::Branch(kind, vec![Node::Leaf(*leaf)])
        };
        Node::Branch(Branch::Row, leaves.iter().enumerate().map(cell).collect())
    }

    fn set_lines(&self, layout: &mut Layout<'_>, row: &Row, lines: &Range<usize>, leaves: &[usize]) {
        let style = Style { bold: row.total, ..self.style };
        for ((column, cell), leaf) in self.columns.iter().zip(&row.cells).zip(leaves) {
            let mut top = layout.y + GAP;
            for line in cell.iter().take(lines.end).skip(lines.start) {
                layout.set(line.clone(), (column.left + PAD, column.width - 2.0 * PAD), top, column.align, style, Role::Leaf(*leaf));
                top += style.leading;
            }
        }
        layout.y += height(lines.len(), style);
    }
}
