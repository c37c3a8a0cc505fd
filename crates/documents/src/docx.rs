//! Documents as Word files (Office Open XML), for people who go on writing in them: the same content as the PDF.
//!
//! A document is paragraphs and tables in three styles, so the few parts that Word asks for are written here.

use crate::{
    Cell, Error, Result, Table,
    pdf::{Document, Section, Side},
};
use domain::locale::Locale;
use std::{
    fmt::Write as _,
    io::{Cursor, Write as _},
};
use zip::{CompressionMethod, DateTime, ZipWriter, write::SimpleFileOptions};

/// The media type of an answer.
pub const MEDIA_TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>"#;
const PACKAGE: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>"#;
const PARTS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="footer1.xml"/></Relationships>"#;
const WORD: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main""#;

/// Writes a document.
///
/// # Errors
/// [`Error::Unwritable`] when the archive cannot be written.
pub fn write(document: &Document) -> Result<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    // The same document is the same file.
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).last_modified_time(DateTime::default());
    let parts = [
        ("[Content_Types].xml", TYPES.to_owned()),
        ("_rels/.rels", PACKAGE.to_owned()),
        ("word/_rels/document.xml.rels", PARTS.to_owned()),
        ("word/document.xml", body(document)),
        ("word/styles.xml", styles(document.locale)),
        ("word/footer1.xml", footer(document)),
        ("docProps/core.xml", properties(document)),
    ];
    for (name, content) in parts {
        archive.start_file(name, options).map_err(Error::unwritable)?;
        archive.write_all(content.as_bytes()).map_err(Error::unwritable)?;
    }
    Ok(archive.finish().map_err(Error::unwritable)?.into_inner())
}

/// A text between tags: without what XML cannot hold, and with its own signs spelt out.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\u{FFFE}' | '\u{FFFF}' => {}
            _ if letter.is_control() => {}
            _ => escaped.push(letter),
        }
    }
    escaped
}

/// A paragraph; each line of the text is a line of it.
fn paragraph(out: &mut String, style: &str, align: &str, text: &str) {
    let _ = write!(out, r#"<w:p><w:pPr><w:pStyle w:val="{style}"/><w:jc w:val="{align}"/></w:pPr>"#);
    for (n, line) in text.lines().enumerate() {
        let line_break = if n == 0 { "" } else { "<w:br/>" };
        let _ = write!(out, r#"<w:r>{line_break}<w:t xml:space="preserve">{}</w:t></w:r>"#, escaped(line));
    }
    out.push_str("</w:p>");
}

fn body(document: &Document) -> String {
    let mut out = format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document {WORD} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>"#
    );
    for (side, line) in &document.opening {
        paragraph(&mut out, "Normal", if *side == Side::Right { "right" } else { "left" }, line);
    }
    paragraph(&mut out, "Title", "center", &document.title);
    if !document.subtitle.is_empty() {
        paragraph(&mut out, "Normal", "center", &document.subtitle);
    }
    for line in &document.preamble {
        paragraph(&mut out, "Normal", "left", line);
    }
    if !document.facts.is_empty() {
        grid(
            &mut out,
            2,
            document.facts.iter().map(|(label, value)| vec![("left", true, label.clone()), ("left", false, value.clone())]),
            0,
        );
        paragraph(&mut out, "Normal", "left", "");
    }
    for section in &document.sections {
        self::section(&mut out, section, document.locale);
    }
    let (width, height, turned) = if document.landscape { (16838, 11906, r#" w:orient="landscape""#) } else { (11906, 16838, "") };
    let _ = write!(
        out,
        r#"<w:sectPr><w:footerReference w:type="default" r:id="rId2"/><w:pgSz w:w="{width}" w:h="{height}"{turned}/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr></w:body></w:document>"#
    );
    out
}

fn section(out: &mut String, section: &Section, locale: Locale) {
    if section.new_page {
        out.push_str(r#"<w:p><w:r><w:br w:type="page"/></w:r></w:p>"#);
    }
    if !section.heading.trim().is_empty() {
        paragraph(out, "Heading1", "left", &section.heading);
    }
    for text in &section.paragraphs {
        paragraph(out, "Normal", "left", text);
    }
    if let Some(table) = section.table.as_ref().filter(|table| !table.columns.is_empty()) {
        self::table(out, table, locale);
        paragraph(out, "Normal", "left", "");
    }
    for note in &section.notes {
        paragraph(out, "Note", "left", note);
    }
}

/// A table: headings in one row, with their group before them, figures flush right, sums bold.
fn table(out: &mut String, table: &Table, locale: Locale) {
    let align = |column: usize| if table.is_figures(column) { "right" } else { "left" };
    let name = |(at, column): (usize, &crate::Column)| {
        let group = column.group.as_ref().map(|group| format!("{group}\n")).unwrap_or_default();
        (align(at), true, group + &column.label)
    };
    let head: Vec<_> = table.columns.iter().enumerate().map(name).collect();
    let rows = (0..table.rows.len()).map(|row| {
        let value = |column: usize| {
            let cell: &Cell = table.cell(row, column);
            (align(column), table.is_total(row), cell.display(locale))
        };
        (0..table.columns.len()).map(value).collect()
    });
    grid(out, table.columns.len(), std::iter::once(head).chain(rows), 1);
}

/// Rows of cells: alignment, whether bold, text. The first `heads` rows repeat on every page.
fn grid(out: &mut String, columns: usize, rows: impl Iterator<Item = Vec<(&'static str, bool, String)>>, heads: usize) {
    let edge = |side: &str| format!(r#"<w:{side} w:val="single" w:sz="4" w:space="0" w:color="7F7F7F"/>"#);
    let edges: String = ["top", "left", "bottom", "right", "insideH", "insideV"].map(edge).concat();
    let _ = write!(out, r#"<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>{edges}</w:tblBorders></w:tblPr><w:tblGrid>"#);
    for _ in 0..columns {
        out.push_str("<w:gridCol/>");
    }
    out.push_str("</w:tblGrid>");
    for (n, row) in rows.enumerate() {
        out.push_str(if n < heads {
            "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
        } else {
            "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
        });
        for (align, bold, text) in row {
            out.push_str("<w:tc>");
            paragraph(out, if bold { "CellBold" } else { "Cell" }, align, &text);
            out.push_str("</w:tc>");
        }
        out.push_str("</w:tr>");
    }
    out.push_str("</w:tbl>");
}

fn styles(locale: Locale) -> String {
    let style = |id: &str, name: &str, paragraph: &str, run: &str| {
        let base = if id == "Normal" { r#" w:default="1""# } else { "" };
        format!(
            r#"<w:style w:type="paragraph"{base} w:styleId="{id}"><w:name w:val="{name}"/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"#
        )
    };
    let spaced = |before: u32, after: u32| format!(r#"<w:spacing w:before="{before}" w:after="{after}"/>"#);
    let all = [
        style("Normal", "Normal", &spaced(0, 80), r#"<w:sz w:val="21"/>"#),
        style("Title", "Title", &spaced(240, 240), r#"<w:b/><w:sz w:val="28"/>"#),
        style(
            "Heading1",
            "heading 1",
            &format!(r#"<w:keepNext/>{}<w:outlineLvl w:val="0"/>"#, spaced(240, 80)),
            r#"<w:b/><w:sz w:val="22"/>"#,
        ),
        style("Cell", "Cell", &spaced(20, 20), r#"<w:sz w:val="20"/>"#),
        style("CellBold", "Cell bold", &spaced(20, 20), r#"<w:b/><w:sz w:val="20"/>"#),
        style("Note", "Note", &spaced(0, 40), r#"<w:sz w:val="17"/>"#),
    ]
    .concat();
    let language = locale.pick("ja-JP", "en-GB");
    format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:styles {WORD}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Yu Mincho" w:hAnsi="Yu Mincho" w:eastAsia="Yu Mincho"/><w:lang w:val="{language}" w:eastAsia="ja-JP"/></w:rPr></w:rPrDefault></w:docDefaults>{all}</w:styles>"#
    )
}

/// The footer and the page number.
fn footer(document: &Document) -> String {
    let field = r#"<w:r><w:t xml:space="preserve">　</w:t></w:r><w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>"#;
    format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:ftr {WORD}><w:p><w:pPr><w:pStyle w:val="Note"/><w:jc w:val="right"/></w:pPr><w:r><w:t xml:space="preserve">{}</w:t></w:r>{field}</w:p></w:ftr>"#,
        escaped(&document.footer)
    )
}

fn properties(document: &Document) -> String {
    let at = document.made_at.format("%Y-%m-%dT%H:%M:%SZ");
    format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{}</dc:title><dcterms:created xsi:type="dcterms:W3CDTF">{at}</dcterms:created></cp:coreProperties>"#,
        escaped(&document.title)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Column;
    use std::io::Read;

    fn part(bytes: &[u8], name: &str) -> String {
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    }

    fn notice() -> Document {
        let table = Table {
            columns: vec![Column::new("補助事業"), Column::of("補助", "補助額（円）")],
            rows: vec![vec!["設備整備".into(), Cell::Yen(8_250_000)], vec!["合計".into(), Cell::Yen(8_250_000)]],
            total_rows: 1,
        };
        Document {
            title: "交付決定通知書 <写し>".into(),
            opening: vec![(Side::Right, "医政第1号".into()), (Side::Left, "架空会 殿".into())],
            preamble: vec!["次のとおり決定します。".into()],
            facts: vec![("医療機関".into(), "架空診療所 A & B\u{0}".into())],
            sections: vec![Section { heading: "金額".into(), table: Some(table), ..Section::default() }],
            ..Document::default()
        }
    }

    #[test]
    fn every_part_is_there_and_well_formed() {
        let bytes = write(&notice()).unwrap();
        for name in ["[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/styles.xml", "word/footer1.xml", "docProps/core.xml"]
        {
            let text = part(&bytes, name);
            let (mut open, mut rest) = (Vec::new(), text.as_str());
            while let Some((_, tag)) = rest.split_once('<') {
                let (tag, after) = tag.split_once('>').expect("a tag ends");
                rest = after;
                match tag.strip_prefix('/') {
                    Some(name) => assert_eq!(open.pop(), Some(name), "{text}"),
                    None if tag.ends_with('/') || tag.starts_with('?') => {}
                    None => open.push(tag.split_whitespace().next().unwrap()),
                }
            }
            assert!(open.is_empty(), "{name}: {open:?}");
        }
        assert_eq!(bytes, write(&notice()).unwrap(), "the same document is the same file");
    }

    #[test]
    fn words_and_figures_are_where_they_belong() {
        let text = part(&write(&notice()).unwrap(), "word/document.xml");
        assert!(text.contains("交付決定通知書 &lt;写し&gt;") && text.contains("架空診療所 A &amp; B<"), "{text}");
        assert!(text.contains(r#"<w:jc w:val="right"/></w:pPr><w:r><w:t xml:space="preserve">医政第1号"#), "{text}");
        assert!(
            text.contains(r#"<w:pStyle w:val="CellBold"/><w:jc w:val="right"/></w:pPr><w:r><w:t xml:space="preserve">8,250,000"#),
            "{text}"
        );
        let words = ["医政第1号", "架空会 殿", "交付決定通知書", "次のとおり", "架空診療所", "金額", "設備整備", "合計"];
        let at: Vec<_> = words.map(|word| text.find(word).unwrap()).into();
        assert!(at.is_sorted(), "{at:?}");
    }
}
