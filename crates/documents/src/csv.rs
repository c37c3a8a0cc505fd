//! Rows as CSV, for other programs: one row of headings, CRLF, figures as plain digits, days as 2025-05-29.
//!
//! Title, notes and source are not written: a program would read them as rows.

use super::{
    Cell, Column, Sheet,
    unmappable_chars::{GETA, is_selector, usual, usual_letter},
};
use crate::{Error, Result};
use csv::{QuoteStyle, Terminator, WriterBuilder};
use domain::text::spreadsheet_cell;
use encoding_rs::{EncoderResult, SHIFT_JIS};
use std::borrow::Cow;

/// How letters become bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8 with the mark that Excel recognizes it by.
    Utf8,
    /// Shift_JIS as Windows has it.
    ShiftJis,
}

/// A written table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Csv {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many letters the encoding lacks: 〓 stands where they were, or their usual form does.
    pub replaced: usize,
}

/// Writes a table.
///
/// # Errors
/// None in practice: it writes into memory.
pub fn write(sheet: &Sheet, encoding: Encoding) -> Result<Csv> {
    let mut writer = Writer::new(encoding, &sheet.table.columns);
    let bytes = writer.rows(&sheet.table.rows)?;
    Ok(Csv { bytes, replaced: writer.replaced })
}

/// Writes a table some rows at a time.
#[derive(Debug)]
pub struct Writer {
    encoding: Encoding,
    /// Written before the first rows.
    headings: Option<Vec<String>>,
    columns: usize,
    /// How many letters the encoding lacked so far.
    replaced: usize,
}

impl Writer {
    /// A table with these headings.
    #[must_use]
    pub fn new(encoding: Encoding, columns: &[Column]) -> Self {
        let headings = columns.iter().map(|column| match &column.group {
            Some(group) => Cow::Owned(spreadsheet_cell(&format!("{group} {}", column.label)).into_owned()),
            None => spreadsheet_cell(&column.label),
        });
        Writer { encoding, headings: Some(headings.map(Cow::into_owned).collect()), columns: columns.len(), replaced: 0 }
    }

    /// The next rows as bytes; before the first ones the headings, also when there are none. A short row is filled with blanks.
    ///
    /// # Errors
    /// None in practice: it writes into memory.
    pub fn rows(&mut self, rows: &[Vec<Cell>]) -> Result<Vec<u8>> {
        let mut writer =
            WriterBuilder::new().terminator(Terminator::CRLF).quote_style(QuoteStyle::Necessary).flexible(true).from_writer(Vec::new());
        let first = self.headings.take();
        if let Some(headings) = &first {
            writer.write_record(headings).map_err(Error::unwritable)?;
        }
        for row in rows {
            let values = (0..self.columns).map(|column| value(row.get(column).unwrap_or(&Cell::Blank)));
            writer.write_record(values).map_err(Error::unwritable)?;
        }
        let text = writer.into_inner().map_err(Error::unwritable)?;
        let text = String::from_utf8(text).map_err(Error::unwritable)?;
        Ok(match self.encoding {
            Encoding::Utf8 if first.is_some() => format!("\u{FEFF}{text}").into_bytes(),
            Encoding::Utf8 => text.into_bytes(),
            Encoding::ShiftJis => {
                let written = shift_jis(&text);
                self.replaced += written.replaced;
                written.bytes
            }
        })
    }
}

fn value(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => spreadsheet_cell(text).into_owned(),
        Cell::Integer(value) | Cell::Yen(value) | Cell::ThousandYen(value) => value.to_string(),
        Cell::Date(day) => day.to_string(),
        Cell::Blank => String::new(),
    }
}

fn shift_jis(text: &str) -> Csv {
    let (mut bytes, mut replaced) = (Vec::with_capacity(text.len()), 0);
    let usual: String = text.chars().map(windows_form).filter(|letter| *letter != '\0').collect();
    let mut rest = usual.as_str();
    let mut encoder = SHIFT_JIS.new_encoder();
    let mut buffer = [0; 4096];
    loop {
        let (result, read, written) = encoder.encode_from_utf8_without_replacement(rest, &mut buffer, true);
        bytes.extend_from_slice(buffer.get(..written).unwrap_or_default());
        rest = rest.get(read..).unwrap_or_default();
        match result {
            EncoderResult::InputEmpty => return Csv { bytes, replaced },
            EncoderResult::OutputFull => {}
            EncoderResult::Unmappable(letter) => {
                replaced += 1;
                // A selector leaves the usual form of the letter before it.
                if !is_selector(letter) {
                    bytes.extend_from_slice(&known_form(letter));
                }
            }
        }
    }
}

/// The usual form of a letter, where the encoding has it (令和 for ㋿, 侮 for its compatibility ideograph); 〓 otherwise.
fn known_form(letter: char) -> Vec<u8> {
    let usual = usual(letter);
    let (bytes, _, lacking) = SHIFT_JIS.encode(&usual);
    // The cell is quoted already or is not: a separator or a quote must not come in now.
    if lacking || usual.contains([',', '"']) { SHIFT_JIS.encode(GETA.encode_utf8(&mut [0; 4])).0.into_owned() } else { bytes.into_owned() }
}

/// The same sign where Windows' table has it under another code point (〜 and ～ are one sign to a reader).
fn windows_form(letter: char) -> char {
    match letter {
        '〜' => '～',
        '—' => '―',
        '‖' => '∥',
        '–' | '\u{2011}' => '-',
        '¢' => '￠',
        '£' => '￡',
        '¥' => '￥',
        '¬' => '￢',
        '\u{A0}' => ' ',
        // Radicals of dictionaries, which some programs put in place of the letters that look the same.
        '\u{2E80}'..='\u{2FDF}' => usual_letter(letter),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Column, Table};
    use chrono::NaiveDate;

    fn sheet(columns: &[&str], rows: Vec<Vec<Cell>>) -> Sheet {
        let table = Table { columns: columns.iter().map(|label| Column::new(*label)).collect(), rows, total_rows: 0 };
        Sheet { title: "題".into(), notes: vec!["注".into()], table, ..Sheet::default() }
    }

    fn utf8(sheet: &Sheet) -> String {
        String::from_utf8(write(sheet, Encoding::Utf8).unwrap().bytes).unwrap()
    }

    #[test]
    fn signs_that_become_others_in_shift_jis_make_no_formula_and_no_cell() {
        for word in ["﹦1+1", "⁼1", "﹣1+1", "–1+1", "﹢1", "﹫SUM(1)", "\u{FE0F}=1"] {
            assert!(spreadsheet_cell(word).starts_with('\''), "{word}");
        }
        let bytes = shift_jis("a﹐b").bytes;
        assert_eq!(SHIFT_JIS.decode(&bytes).0, "a〓b");
    }

    #[test]
    fn values_keep_their_plain_form() {
        let day = NaiveDate::from_ymd_opt(2025, 5, 29).unwrap();
        let rows = vec![vec![Cell::text("仙南"), Cell::Integer(3), Cell::ThousandYen(100_819), Cell::Yen(-1), Cell::Date(day)], vec![]];
        let text = utf8(&sheet(&["圏域", "件数", "対象経費（千円）", "差（円）", "決定日"], rows));
        assert_eq!(text, "\u{FEFF}圏域,件数,対象経費（千円）,差（円）,決定日\r\n仙南,3,100819,-1,2025-05-29\r\n,,,,\r\n");
    }

    #[test]
    fn groups_are_part_of_the_heading() {
        let mut sheet = sheet(&["圏域"], vec![]);
        sheet.table.columns.push(Column::of("施設整備", "申請件数"));
        assert_eq!(utf8(&sheet), "\u{FEFF}圏域,施設整備 申請件数\r\n");
    }

    #[test]
    fn words_are_never_a_formula() {
        for (typed, written) in [
            ("=HYPERLINK(\"http://x\")", "\"'=HYPERLINK(\"\"http://x\"\")\""),
            ("+81-22-000-0000", "'+81-22-000-0000"),
            ("-1+1", "'-1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("＝1+1", "'＝1+1"),
            ("\t=1", "'\t=1"),
            ("-", "-"),
            ("仙台市、\"青葉\"", "\"仙台市、\"\"青葉\"\"\""),
            ("a,b\nc", "\"a,b\nc\""),
        ] {
            assert_eq!(utf8(&sheet(&["名"], vec![vec![typed.into()]])), format!("\u{FEFF}名\r\n{written}\r\n"), "{typed}");
        }
    }

    #[test]
    fn letters_that_shift_jis_lacks_are_seen_and_counted() {
        let written =
            write(&sheet(&["氏名"], vec![vec!["𠮷田 髙﨑 葛\u{E0100}城 が 5〜6".into()], vec!["か\u{3099}".into()]]), Encoding::ShiftJis);
        let written = written.unwrap();
        let (text, _, broken) = SHIFT_JIS.decode(&written.bytes);
        assert!(!broken);
        assert_eq!(text, "氏名\r\n〓田 髙﨑 葛城 が 5～6\r\nが\r\n");
        assert_eq!(written.replaced, 2);
    }

    #[test]
    fn letters_with_a_usual_form_are_written_in_it() {
        let written = write(&sheet(&["用途"], vec![vec!["⽤途⼀覧 ㋿8年 \u{FA30} \u{FA19} ㍿".into()]]), Encoding::ShiftJis).unwrap();
        let (text, _, broken) = SHIFT_JIS.decode(&written.bytes);
        assert!(!broken);
        assert_eq!(text, "用途\r\n用途一覧 令和8年 侮 \u{FA19} 株式会社\r\n");
        assert_eq!(written.replaced, 3, "a radical is the same sign, the others are not");
    }

    #[test]
    fn long_tables_are_written_whole() {
        let rows: Vec<Vec<Cell>> = (0..2_000).map(|row| vec![Cell::text("石巻・登米・気仙沼"), Cell::Integer(row)]).collect();
        let written = write(&sheet(&["圏域", "番号"], rows), Encoding::ShiftJis).unwrap();
        let text = SHIFT_JIS.decode(&written.bytes).0.into_owned();
        assert_eq!(text.lines().count(), 2_001);
        assert!(text.ends_with("石巻・登米・気仙沼,1999\r\n"));
    }
}
