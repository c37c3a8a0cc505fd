//! Rows as an Excel workbook, for people: title, headings that stay in sight and repeat in print, typed figures and days, notes
//! and source below.

use super::{Cell, Sheet, Table};
use crate::{Error, Result};
use chrono::Datelike;
use domain::locale::Locale;
use rust_xlsxwriter::{DocProperties, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

/// Excel on Japanese machines has it, others choose what they have.
const FONT: &str = "Yu Gothic";
const INK_FAINT: u32 = 0x59_59_59;
const HAIRLINE: u32 = 0xBF_BF_BF;
const HEAD_GROUND: u32 = 0xF2_F2_F2;
/// The most that Excel takes in one cell.
const CELL_MAX: usize = 32_767;
const NARROWEST: f64 = 8.0;
const WIDEST: f64 = 44.0;

/// Writes tables, each on a sheet of its own.
///
/// # Errors
/// When a table is larger than Excel allows: 1,048,576 rows or 16,384 columns.
pub fn write(sheets: &[Sheet]) -> Result<Vec<u8>> {
    workbook(sheets).map_err(Error::unwritable)
}

fn workbook(sheets: &[Sheet]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    if let Some(first) = sheets.first() {
        workbook.set_properties(&DocProperties::new().set_title(&first.title).set_creation_datetime(&first.made_at));
    }
    let mut names = Vec::new();
    for sheet in sheets {
        let name = sheet_name(&sheet.title, &names);
        let worksheet = workbook.add_worksheet();
        worksheet.set_name(&name)?;
        names.push(name);
        fill(worksheet, sheet)?;
    }
    workbook.save_to_buffer()
}

/// A name that Excel takes: 31 letters, none of its special ones, not twice.
fn sheet_name(title: &str, taken: &[String]) -> String {
    let plain: String =
        title.chars().map(|letter| if "[]:*?/\\'".contains(letter) || letter.is_control() { ' ' } else { letter }).collect();
    let plain = plain.trim();
    let plain = if plain.is_empty() || plain.eq_ignore_ascii_case("history") { "表" } else { plain };
    let cut = |most: usize| plain.chars().take(most).collect::<String>().trim_end().to_owned();
    let is_free = |name: &String| !taken.iter().any(|other| other.to_lowercase() == name.to_lowercase());
    let numbered = (2..).map(|number| format!("{} {number}", cut(26)));
    std::iter::once(cut(31)).chain(numbered).find(is_free).unwrap_or_default()
}

fn fill(sheet: &mut Worksheet, content: &Sheet) -> Result<(), XlsxError> {
    let table = &content.table;
    let last = u16::try_from(table.columns.len().max(1) - 1).map_err(|_| XlsxError::RowColumnLimitError)?;
    let plain = Format::new().set_font_name(FONT).set_font_size(10);
    let mut row = 0;
    sheet.write_string_with_format(row, 0, within(&content.title), &plain.clone().set_bold().set_font_size(14))?;
    sheet.set_row_height(row, 24)?;
    row += 1;
    if !content.subtitle.is_empty() {
        sheet.write_string_with_format(row, 0, within(&content.subtitle), &plain.clone().set_font_color(INK_FAINT))?;
        row += 1;
    }
    let head = row;
    row = headings(sheet, table, row)?;
    let pinned = u16::from(table.columns.len() > 6 && !table.is_figures(0));
    sheet.set_freeze_panes(row, pinned)?;
    sheet.set_repeat_rows(head, row - 1)?;

    let formats = [Formats::new(content.locale, false), Formats::new(content.locale, true)];
    for index in 0..table.rows.len() {
        let [ordinary, total] = &formats;
        let formats = if table.is_total(index) { total } else { ordinary };
        for column in 0..=last {
            put(sheet, row, column, table.cell(index, usize::from(column)), formats, table.is_figures(usize::from(column)))?;
        }
        row += 1;
    }

    row += 1;
    let small = plain.set_font_size(9).set_font_color(INK_FAINT);
    let source = (!content.source.is_empty()).then(|| format!("{}{}", content.locale.pick("出典：", "Source: "), content.source));
    for note in content.notes.iter().cloned().chain(source) {
        sheet.write_string_with_format(row, 0, within(&note), &small)?;
        row += 1;
    }

    for column in 0..=last {
        sheet.set_column_width(column, width(table, usize::from(column), content.locale))?;
    }
    // A4 across, as wide as one page, with page numbers.
    sheet.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0).set_margins(0.5, 0.5, 0.6, 0.6, 0.3, 0.3);
    sheet.set_footer("&C&P / &N");
    Ok(())
}

/// One row of headings, or two: shared ones above their columns, single ones over both rows. Gives the row below.
fn headings(sheet: &mut Worksheet, table: &Table, row: u32) -> Result<u32, XlsxError> {
    let format = framed().set_bold().set_background_color(HEAD_GROUND).set_align(FormatAlign::Center).set_text_wrap();
    let grouped = table.is_grouped();
    let lowest = row + u32::from(grouped);
    for (group, range) in table.groups() {
        let columns = range.clone().filter_map(|index| Some((u16::try_from(index).ok()?, table.columns.get(index)?)));
        if let (Some(group), Ok(first), Ok(last)) = (group, u16::try_from(range.start), u16::try_from(range.end - 1)) {
            if first == last {
                sheet.write_string_with_format(row, first, group, &format)?;
            } else {
                sheet.merge_range(row, first, row, last, group, &format)?;
            }
        }
        for (at, column) in columns {
            if grouped && column.group.is_none() {
                sheet.merge_range(row, at, lowest, at, &column.label, &format)?;
            } else {
                sheet.write_string_with_format(lowest, at, &column.label, &format)?;
            }
        }
    }
    sheet.set_row_height(lowest, 30)?;
    Ok(lowest + 1)
}

fn framed() -> Format {
    Format::new()
        .set_font_name(FONT)
        .set_font_size(10)
        .set_border(FormatBorder::Thin)
        .set_border_color(HAIRLINE)
        .set_align(FormatAlign::VerticalCenter)
}

struct Formats {
    text: Format,
    text_among_figures: Format,
    figure: Format,
    date: Format,
}

impl Formats {
    fn new(locale: Locale, total: bool) -> Self {
        let base = if total { framed().set_bold().set_border_top(FormatBorder::Medium).set_border_top_color(INK_FAINT) } else { framed() };
        Formats {
            text: base.clone().set_text_wrap(),
            text_among_figures: base.clone().set_align(FormatAlign::Right),
            figure: base.clone().set_num_format(locale.pick("#,##0;\"△\"#,##0", "#,##0;-#,##0")),
            date: base.set_num_format(locale.pick("yyyy\"年\"m\"月\"d\"日\"", "d mmmm yyyy")).set_align(FormatAlign::Left),
        }
    }
}

fn put(sheet: &mut Worksheet, row: u32, column: u16, cell: &Cell, formats: &Formats, figures: bool) -> Result<(), XlsxError> {
    match cell {
        // Written as words, never parsed: no formula can come of it.
        Cell::Text(text) if figures => sheet.write_string_with_format(row, column, within(text), &formats.text_among_figures)?,
        Cell::Text(text) => sheet.write_string_with_format(row, column, within(text), &formats.text)?,
        #[expect(clippy::cast_precision_loss, reason = "workbooks know no integers; yen stay far below 2^53")]
        Cell::Integer(value) | Cell::Yen(value) | Cell::ThousandYen(value) => {
            sheet.write_number_with_format(row, column, *value as f64, &formats.figure)?
        }
        // Excel's calendar begins in 1900.
        Cell::Date(day) if day.year() > 1900 => sheet.write_with_format(row, column, day, &formats.date)?,
        Cell::Date(day) => sheet.write_string_with_format(row, column, day.to_string(), &formats.text)?,
        Cell::Blank => sheet.write_blank(row, column, &formats.text)?,
    };
    Ok(())
}

fn within(text: &str) -> String {
    if text.chars().count() <= CELL_MAX { text.to_owned() } else { text.chars().take(CELL_MAX - 1).chain(['…']).collect() }
}

/// As wide as the longest value, within reason; headings may take two lines.
fn width(table: &Table, column: usize, locale: Locale) -> f64 {
    let heading = table.columns.get(column).map_or(0.0, |column| letters(&column.label) / 2.0 + 2.0);
    let values = (0..table.rows.len()).map(|row| letters(&table.cell(row, column).display(locale)));
    values.fold(heading, f64::max).clamp(NARROWEST - 2.0, WIDEST) + 2.0
}

/// The width of the longest line, in narrow letters.
fn letters(text: &str) -> f64 {
    let line = |line: &str| line.chars().map(|letter| if letter < '\u{2000}' { 1.1 } else { 2.1 }).sum();
    text.lines().map(line).fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Column;
    use calamine::{Data, Range, Reader, Xlsx};
    use chrono::NaiveDate;
    use std::io::Cursor;

    fn decisions() -> Sheet {
        let columns = vec![
            Column::new("圏域"),
            Column::of("施設整備", "申請件数"),
            Column::of("施設整備", "対象経費（千円）"),
            Column::of("施設整備", "補助金額（千円）"),
            Column::new("決定日"),
            Column::of("備考", "注"),
        ];
        let day = Cell::Date(NaiveDate::from_ymd_opt(2025, 5, 29).unwrap());
        let rows = vec![
            vec!["仙南".into(), Cell::Integer(3), Cell::ThousandYen(100_819), Cell::ThousandYen(50_410), day, "=1+1".into()],
            vec!["大崎・栗原".into(), Cell::Integer(4), Cell::text("未定")],
            vec!["計".into(), Cell::Integer(7), Cell::ThousandYen(-60_000)],
        ];
        Sheet {
            title: "重点医師偏在対策支援区域：計画/決定".into(),
            subtitle: "令和7年度".into(),
            table: Table { columns, rows, total_rows: 1 },
            notes: vec!["端数は切り捨て。".into()],
            source: "宮城県地域医療対策協議会".into(),
            ..Sheet::default()
        }
    }

    fn open(bytes: Vec<u8>) -> Xlsx<Cursor<Vec<u8>>> {
        Xlsx::new(Cursor::new(bytes)).unwrap()
    }

    fn value(range: &Range<Data>, row: u32, column: u32) -> Data {
        range.get_value((row, column)).cloned().unwrap_or_default()
    }

    #[test]
    fn what_is_read_back_has_its_type() {
        let mut book = open(write(&[decisions()]).unwrap());
        assert_eq!(book.sheet_names(), ["重点医師偏在対策支援区域：計画 決定"]);
        let range = book.worksheet_range_at(0).unwrap().unwrap();
        let text = |row, column| value(&range, row, column).to_string();
        assert_eq!((text(0, 0).as_str(), text(1, 0).as_str()), ("重点医師偏在対策支援区域：計画/決定", "令和7年度"));
        assert_eq!((text(2, 0).as_str(), text(2, 1).as_str(), text(3, 1).as_str()), ("圏域", "施設整備", "申請件数"));
        assert_eq!(value(&range, 4, 2), Data::Float(100_819.0));
        assert!(matches!(value(&range, 4, 4), Data::DateTime(day) if day.as_datetime().unwrap().date().to_string() == "2025-05-29"));
        assert_eq!(value(&range, 4, 5), Data::String("=1+1".into()));
        assert_eq!(value(&range, 5, 2), Data::String("未定".into()));
        assert_eq!(value(&range, 5, 3), Data::Empty);
        assert_eq!(value(&range, 6, 2), Data::Float(-60_000.0));
        assert_eq!((text(8, 0).as_str(), text(9, 0).as_str()), ("端数は切り捨て。", "出典：宮城県地域医療対策協議会"));
    }

    #[test]
    fn shared_headings_are_merged() {
        let mut book = open(write(&[decisions()]).unwrap());
        let merged = book.merge_cells_by_sheet_id(0).unwrap();
        let ranges: Vec<_> = merged.iter().map(|range| (range.start, range.end)).collect();
        assert_eq!(ranges, [((2, 0), (3, 0)), ((2, 1), (2, 3)), ((2, 4), (3, 4))]);
    }

    #[test]
    fn any_title_and_any_length_makes_a_workbook() {
        let mut long = decisions();
        long.title = "令和7年度 重点医師偏在対策支援区域における医師確保計画の一覧表".into();
        long.table.rows.push(vec!["あ".repeat(40_000).into()]);
        let empty = Sheet::default();
        let mut book = open(write(&[long.clone(), long, empty]).unwrap());
        let names = book.sheet_names();
        assert_eq!(names.iter().map(|name| name.chars().count() <= 31).collect::<Vec<_>>(), [true; 3]);
        assert!(names[1].ends_with(" 2") && names[2] == "表", "{names:?}");
        assert!(book.worksheet_range_at(0).unwrap().is_ok());
    }
}
