use super::*;
use crate::{Cell, Column, Error};
use chrono::TimeZone;
use std::{path::Path, sync::LazyLock};

/// The fonts, which are read once for all tests.
pub fn fonts() -> &'static Fonts {
    static FONTS: LazyLock<Fonts> = LazyLock::new(|| {
        let fonts = Fonts::new(std::env::var("GM_FONT_DIR").unwrap_or_else(|_| DEBIAN_FONTS.to_owned()));
        assert!(fonts.are_present(), "install fonts-noto-cjk, or name the folder of the fonts in GM_FONT_DIR");
        fonts
    });
    &FONTS
}

/// What a program finds in the file, page by page.
fn texts(bytes: &[u8]) -> Vec<String> {
    let file = lopdf::Document::load_mem(bytes).unwrap();
    file.get_pages().keys().map(|page| file.extract_text(&[*page]).unwrap()).collect()
}

/// What was written where the glyphs say something else.
fn actual_texts(bytes: &[u8]) -> Vec<String> {
    let file = lopdf::Document::load_mem(bytes).unwrap();
    let content = |page| lopdf::content::Content::decode(&file.get_page_content(page)).unwrap();
    let actual = |operation: &lopdf::content::Operation| {
        let properties = operation.operands.get(1)?.as_dict().ok()?;
        lopdf::decode_text_string(properties.get(b"ActualText").ok()?).ok()
    };
    file.get_pages().values().flat_map(|page| content(*page).operations.iter().filter_map(actual).collect::<Vec<_>>()).collect()
}

fn made(document: &Document) -> Vec<u8> {
    write(document, fonts()).unwrap()
}

fn statement() -> Document {
    let table = Table {
        columns: ["項目", "計算", "金額（円）"].map(Column::new).to_vec(),
        rows: vec![
            vec!["基準額".into(), "1か所当たり".into(), Cell::Yen(16_500_000)],
            vec!["対象経費".into(), "見積書による。「税抜」".into(), Cell::Yen(18_000_000)],
            vec!["国（1/3）".into(), "基準額と対象経費の少ない方 × 1/3".into(), Cell::Yen(5_500_000)],
            vec!["都道府県（1/6）".into(), "同 × 1/6".into(), Cell::Yen(2_750_000)],
            vec!["代替医師".into(), "規則に単価の記載がない".into(), Cell::text("未定")],
            vec!["補助金額".into(), "千円未満切り捨て".into(), Cell::Yen(8_250_000)],
        ],
        total_rows: 1,
    };
    Document {
        title: "重点医師偏在対策支援区域における補助金額の試算".into(),
        subtitle: "令和7年度　2025年5月29日現在".into(),
        facts: vec![
            ("医療機関".into(), "髙﨑クリニック（𠮷田院長）".into()),
            ("所在地".into(), "宮城県仙台市青葉区本町三丁目8番1号".into()),
        ],
        sections: vec![Section {
            heading: "診療所の設備整備".into(),
            paragraphs: vec!["重点医師偏在対策支援区域で承継又は開業する診療所について、必要な医療機器の購入費を補助します。".repeat(3)],
            table: Some(table),
            notes: vec!["出典：厚生労働省「令和7年度予算案の概要」".into()],
            ..Section::default()
        }],
        footer: "この試算は交付を約束するものではありません。".into(),
        made_at: Utc.with_ymd_and_hms(2026, 4, 1, 1, 0, 0).unwrap(),
        ..Document::default()
    }
}

#[test]
fn a_statement_can_be_read_by_programs() {
    let bytes = made(&statement());
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/pdf/golden/statement.txt");
    let lines: String = texts(&bytes).concat().lines().map(|line| format!("{}\n", line.trim_end())).collect();
    expectorate::assert_contents(golden, &lines);
}

#[test]
fn the_same_document_is_the_same_file_and_only_used_letters_are_in_it() {
    let bytes = made(&statement());
    assert_eq!(bytes, made(&statement()));
    assert!(bytes.len() < 60_000, "{} bytes", bytes.len());
}

#[test]
fn it_says_its_title_and_language_and_is_tagged() {
    let file = lopdf::Document::load_mem(&made(&statement())).unwrap();
    let root = file.catalog().unwrap();
    assert_eq!(root.get(b"Lang").unwrap().as_str().unwrap(), b"ja");
    assert!(root.get(b"MarkInfo").unwrap().as_dict().unwrap().get(b"Marked").unwrap().as_bool().unwrap());
    assert!(root.has(b"StructTreeRoot") && root.has(b"Outlines"));
    let info = file.get_dictionary(file.trailer.get(b"Info").unwrap().as_reference().unwrap()).unwrap();
    let title = lopdf::decode_text_string(info.get(b"Title").unwrap()).unwrap();
    assert_eq!(title, statement().title);
}

#[test]
fn a_long_table_repeats_its_headings_and_numbers_its_pages() {
    let mut document = statement();
    let rows = (1..=120).map(|row| vec![format!("{row}番目").into(), "説明".into(), Cell::Yen(row * 1_000)]);
    document.sections[0].table.as_mut().unwrap().rows = rows.collect();
    let bytes = made(&document);
    let pages = texts(&bytes);
    assert_eq!(pages.len(), 4);
    for (index, page) in pages.iter().enumerate() {
        assert!(page.contains("金額（円）"), "page {} has no headings", index + 1);
        assert!(page.contains(&format!("{} / 4", index + 1)));
    }
    let all = pages.concat();
    assert!((1..=120).all(|row| all.contains(&format!("{row}番目"))));
}

#[test]
fn a_cell_taller_than_a_page_goes_on() {
    let mut document = statement();
    let text = "長い説明。".repeat(2_000);
    document.sections[0].table.as_mut().unwrap().rows = vec![vec!["一".into(), text.into()], vec!["二".into()]];
    let pages = texts(&made(&document));
    assert!(pages.len() > 3);
    let letters = pages.concat().matches('説').count();
    assert_eq!(letters, 2_000);
}

#[test]
fn the_text_layer_holds_what_was_written() {
    let mut document = statement();
    document.facts.push(("⽤途".into(), "\u{E38B}田医院の用途 〓".into()));
    let bytes = made(&document);
    let read: String = texts(&bytes).concat().split_whitespace().collect();
    // A radical and the letter that looks the same share a glyph; only the radical's own place is read as the radical.
    assert!(read.contains("用途") && read.contains("〓田医院の用途〓"), "{read}");
    assert_eq!(actual_texts(&bytes), ["⽤", "\u{E38B}"]);
}

#[test]
fn the_letters_that_will_be_missing_are_told() {
    let mut document = statement();
    assert_eq!(lacking(&document, fonts()).unwrap(), Vec::<char>::new());
    document.sections[0].table.as_mut().unwrap().rows.push(vec!["\u{E38B}田 \u{1F9FF}\u{E38B} ⽤ 葛\u{E0100}城 \u{200B}\t〓".into()]);
    assert_eq!(lacking(&document, fonts()).unwrap(), ['\u{E38B}', '\u{1F9FF}']);
}

#[test]
fn any_text_makes_a_document() {
    let nasty = "\u{0}\u{FEFF}\u{FFFE}a\u{202E}b\u{1F600}か\u{3099}葛\u{E0100}葛\t\r\n\n〓⼀一 \u{301}\u{10FFFF}";
    let mut document = statement();
    document.title = nasty.into();
    document.facts.push((nasty.into(), String::new()));
    document.sections.push(Section { heading: nasty.into(), paragraphs: vec![nasty.into(), String::new()], ..Section::default() });
    document.sections[0].table.as_mut().unwrap().rows.push(vec![nasty.into()]);
    assert!(texts(&made(&document)).concat().contains("院長"));
    for empty in [Document::default(), Document { title: "\u{0}".into(), ..Document::default() }] {
        assert_eq!(texts(&made(&empty)).len(), 1);
    }
}

#[test]
fn without_fonts_there_is_a_sentence() {
    let refused = write(&statement(), &Fonts::new("/nonexistent")).unwrap_err();
    assert!(matches!(refused, Error::FontsMissing { .. }), "{refused}");
}

#[test]
fn a_wide_table_keeps_its_figures_whole() {
    let groups = ["施設整備", "設備整備", "定着支援"];
    let mut columns = vec![Column::new("圏域"), Column::of("件数", "承継"), Column::of("件数", "開業")];
    for group in groups {
        columns.extend(["申請件数", "対象経費（千円）", "補助金額（千円）"].map(|label| Column::of(group, label)));
    }
    columns.push(Column::new("合計（千円）"));
    let figures = [3, 0, 3, 100_819, 50_410, 3, 49_500, 24_750, 2, 32_581, 21_720, 96_880];
    let row = |name: &str| std::iter::once(name.into()).chain(figures.map(Cell::ThousandYen)).collect::<Vec<Cell>>();
    let rows = vec![row("仙南"), row("大崎・栗原"), row("石巻・登米・気仙沼"), row("計")];
    for landscape in [true, false] {
        let mut document = Document { landscape, ..statement() };
        document.sections[0].table = Some(Table { columns: columns.clone(), rows: rows.clone(), total_rows: 1 });
        let bytes = made(&document);
        assert_eq!(texts(&bytes).concat().matches("100,819").count(), 4);
    }
}
