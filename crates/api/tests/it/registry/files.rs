//! Files as they really arrive: of another encoding, cut off, packed too well, with columns missing or rows repeated.

use super::{HEAD, hospitals, insured, rows, zip};
use crate::{places::file, support::TestApp};
use api::{entity::data_edition, platform::import::fault_of};
use domain::locale::Locale;
use sea_orm::{ConnectionTrait, DbBackend, EntityTrait, PaginatorTrait, Statement};

/// Demands that a file of hospitals is refused as a whole: with this in its reason, and nothing left behind.
#[track_caller]
fn refused(app: &TestApp, name: &str, content: impl AsRef<[u8]>, en: &str, ja: &str) -> impl Future<Output = ()> {
    let (path, en, ja, name) = (file(name, content), en.to_owned(), ja.to_owned(), name.to_owned());
    async move {
        let error = hospitals(app, &path).await.expect_err(&name);
        let said = fault_of(&error).unwrap_or_else(|| panic!("{name}: {error}"));
        assert!(said.why.text(Locale::En).contains(&en) && said.why.text(Locale::Ja).contains(&ja), "{name}: {said:?}");
        assert!(error.to_string().contains(&name), "the file is named: {error}");
        assert_eq!(count(app).await, 0, "{name} left something behind");
        assert_eq!(data_edition::Entity::find().count(&app.state.db).await.unwrap(), 0);
    }
}

async fn count(app: &TestApp) -> i64 {
    let sql = "SELECT count(*) AS count FROM registry_institution";
    let row = app.state.db.query_one_raw(Statement::from_string(DbBackend::Postgres, sql)).await.unwrap();
    row.unwrap().try_get("", "count").unwrap()
}

#[actix_web::test]
async fn another_encoding_is_told_by_its_name() {
    let app = TestApp::start().await;
    let text = rows();
    let (shift_jis, _, _) = encoding_rs::SHIFT_JIS.encode(text.trim_start_matches('\u{feff}').trim_matches('﨑'));
    refused(&app, "s_20250601.csv", &shift_jis, "Shift_JIS", "Shift_JIS").await;
    refused(&app, "s_20250601.zip", zip(&[("hospitals.csv", &shift_jis)]), "Shift_JIS", "Shift_JIS").await;
    let utf16: Vec<u8> = std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    refused(&app, "u_20250601.csv", utf16, "UTF-16", "UTF-16").await;
    // The reverse: a program took UTF-8 for Shift_JIS and saved what it saw.
    let (garbled, _, _) = encoding_rs::SHIFT_JIS.decode("名称,所在地\nあいうえお病院,宮城県白石市\n".as_bytes());
    refused(&app, "g_20250601.csv", garbled.as_bytes(), "garbled", "文字化け").await;
    let broken = hospitals(&app, &file("ok_20250601.csv", &text)).await.unwrap();
    assert_eq!(broken.taken, 3, "and UTF-8 is read with its mark or without");
    let plain = file("ok_20250602.csv", text.trim_start_matches('\u{feff}'));
    assert_eq!(hospitals(&app, &plain).await.unwrap().taken, 3);
}

#[actix_web::test]
async fn columns_are_found_by_name_and_missing_ones_are_named() {
    let app = TestApp::start().await;
    let text = rows();
    refused(&app, "m_20250601.csv", text.replace("合計病床数", "病床"), "line 1: the column `合計病床数` is missing", "「合計病床数」の列")
        .await;
    let two = text.replace("合計病床数", "病床").replace("所在地座標（緯度）", "緯度");
    refused(&app, "m2_20250601.csv", two, "`所在地座標（緯度）`, `合計病床数` are missing", "「所在地座標（緯度）」「合計病床数」").await;
    refused(&app, "t_20250601.csv", text.replace("ID,正式名称,", "ID,ID,"), "`正式名称` is missing", "「正式名称」").await;
    refused(&app, "d_20250601.csv", format!("{HEAD},ID\n1,2"), "the column `ID` is there twice", "「ID」の列が2つ").await;
    // Columns that nobody asked for may be there, anywhere.
    let more = text
        .lines()
        .map(|line| if line.starts_with(['\u{feff}', 'I']) { line.replace("ID,", "ID,備考,") } else { line.replacen(',', ",x,", 1) });
    let report = hospitals(&app, &file("e_20250601.csv", more.collect::<Vec<_>>().join("\n"))).await.unwrap();
    assert_eq!(report.taken, 3, "{report}");
    assert!(report.to_string().contains("1 of its 12 columns are not needed"), "{report}");
}

#[actix_web::test]
async fn archives_that_are_cut_off_or_hold_another_number_of_tables_are_refused() {
    let app = TestApp::start().await;
    let text = rows();
    let whole = zip(&[("data/hospitals.csv", text.as_bytes())]);
    refused(&app, "cut_20250601.zip", &whole[..whole.len() / 2], "cut off or damaged", "壊れています").await;
    refused(&app, "cut2_20250601.zip", &whole[..whole.len() - 10], "cut off or damaged", "壊れています").await;
    let mut changed = whole.clone();
    let middle = changed.len() / 3;
    changed[middle] ^= 0xFF;
    let error = hospitals(&app, &file("changed_20250601.zip", &changed)).await.expect_err("a changed byte");
    assert!(fault_of(&error).is_some(), "{error}");
    assert_eq!(count(&app).await, 0);
    refused(&app, "page_20250601.zip", "<html>404</html>", "is no zip archive", "zipファイルではありません").await;
    refused(&app, "none_20250601.zip", zip(&[("readme.txt", b"x")]), "no CSV file", "CSVファイルがありません").await;
    let several = zip(&[("a.csv", text.as_bytes()), ("b.csv", text.as_bytes())]);
    refused(&app, "two_20250601.zip", several, "2 CSV files in the zip archive (a.csv, b.csv)", "2個").await;
    refused(&app, "empty_20250601.csv", "", "it is empty", "空です").await;
    refused(&app, "rows_20250601.csv", format!("{HEAD}\n"), "no row of it could be taken (it is empty)", "行がありません").await;
    // Other files beside the table, and a name that does not say zip, do no harm.
    let beside = zip(&[("readme.txt", b"x"), ("__MACOSX/._h.csv", b"x"), ("h.CSV", text.as_bytes())]);
    assert_eq!(hospitals(&app, &file("beside_20250601.dat", beside)).await.unwrap().taken, 3);
}

#[actix_web::test]
async fn archives_that_unpack_to_too_much_are_refused_while_they_are_read() {
    let app = TestApp::start().await;
    let mut bomb = rows().into_bytes();
    bomb.resize(64 << 20, b' ');
    refused(&app, "bomb_20250601.zip", zip(&[("hospitals.csv", &bomb)]), "more than 100 times its size", "100倍").await;
    // An archive that lies about it is read as far as the bound.
    let mut liar = zip(&[("hospitals.csv", &bomb)]);
    let size = (64_u32 << 20).to_le_bytes();
    let places: Vec<usize> = (0..liar.len() - 4).filter(|at| liar[*at..*at + 4] == size).collect();
    assert!(!places.is_empty());
    for at in places {
        liar[at..at + 4].copy_from_slice(&1000_u32.to_le_bytes());
    }
    let error = hospitals(&app, &file("liar_20250601.zip", &liar)).await.expect_err("a lie");
    assert!(fault_of(&error).is_some(), "{error}");
    assert_eq!(count(&app).await, 0);
    let huge = rows() + &("x".repeat(999) + "\n").repeat(135_000);
    refused(&app, "huge_20250601.csv", huge, "more than 128 MiB", "128 MiB").await;
}

#[actix_web::test]
async fn a_quotation_mark_that_is_never_closed_swallows_no_rows() {
    let app = TestApp::start().await;
    let row = "04001,\"架空白石病院,カクウ,1,04,206,宮城県白石市架空1,38.0,140.6,,120\n";
    let good = "04002,架空病院,カクウ,1,04,206,宮城県白石市架空1,38.0,140.6,,120\n";
    refused(&app, "q_20250601.csv", format!("{HEAD}\n{row}{}", good.repeat(20_000)), "line 2 is too long", "2行目が長すぎます").await;
    // Nor does a line that is made to be held in memory.
    let commas = ",".repeat(2 << 20);
    refused(&app, "c_20250601.csv", format!("{HEAD}\n{good}{commas}"), "line 3 is too long", "3行目が長すぎます").await;
    refused(&app, "h_20250601.csv", commas, "line 1 is too long", "1行目が長すぎます").await;
}

#[actix_web::test]
async fn a_failure_half_way_leaves_nothing_and_the_next_file_comes_in() {
    let app = TestApp::start().await;
    let good: String = (0..6000).map(|n| format!("h{n:05},架空{n}病院,カクウ,1,04,206,宮城県白石市架空{n},38.0,140.6,,120\n")).collect();
    let whole = zip(&[("hospitals.csv", format!("{HEAD}\n{good}").as_bytes())]);
    // Thousands of rows are unpacked before the checksum at the end is wrong.
    let mut changed = whole.clone();
    let sum = changed.len() - 22 - 46 - "hospitals.csv".len() + 16;
    changed[sum] ^= 0xFF;
    refused(&app, "late_20250601.zip", &changed, "cut off or damaged", "壊れています").await;
    let report = hospitals(&app, &file("late_20250601.zip", &whole)).await.unwrap();
    assert_eq!((report.taken, report.refused.len()), (6000, 0), "{report}");
    assert!(report.to_string().contains("rows a second"), "{report}");
}

#[actix_web::test]
async fn what_a_cell_may_not_be_is_told_by_line() {
    let app = TestApp::start().await;
    let row = |code: &str, name: &str, rest: &str| format!("{code},{name},カクウ,1,04,206,宮城県白石市架空,{rest}\n");
    let text = [
        format!("{HEAD}\n"),
        row("1", "位置がゼロ", "0,0,,10"),
        row("2", "病床が空", "38.0,140.6,,"),
        row("3", "病床がゼロ", "38.0,140.6,,0"),
        row("1", "IDが二度", "38.0,140.6,,10"),
        row("4", "見えない\u{0}文字", "38.0,140.6,,10"),
        row("5", "病床が多すぎる", "38.0,140.6,,99999"),
        row("6", "向きの\u{202E}変わる", "38.0,140.6,,10"),
        row("7", "\"行が\n分かれる\"", "38.0,140.6,,10"),
        row("8", "ヒ\u{309A}ヨ病院", "38.0,140.6,,10"),
    ]
    .concat();
    let report = hospitals(&app, &file("c_20250601.csv", text)).await.unwrap();
    let refused: Vec<_> = report.refused.iter().map(|(line, reason)| (*line, reason.text(Locale::En))).collect();
    assert_eq!(refused.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [5, 6, 7, 8, 9], "{report}");
    assert!(refused[0].1.contains("already on line 2") && refused[1].1.contains("U+0000") && refused[2].1.contains("99999"), "{report}");
    assert!(refused[3].1.contains("U+202E") && refused[4].1.contains("U+000A"), "{report}");
    assert!(report.refused.iter().all(|(_, reason)| reason.text(Locale::Ja) != reason.text(Locale::En)), "every reason in both languages");
    let member = app.member().await;
    let beds = async |name: &str| member.get(&format!("/registry-institutions?q={name}")).await.expect(200).items()[0]["beds"].clone();
    assert!(beds("病床が空").await.is_null(), "blank is unknown");
    let composed = member.get("/registry-institutions?q=ピヨ").await.expect(200).items()[0]["name"].clone();
    assert_eq!(composed, "ピヨ病院", "names come in composed");
    assert_eq!(beds("病床がゼロ").await, 0, "and none is none");
    assert_eq!(beds("位置がゼロ").await, 10, "kept, without a position");
    let sql = "SELECT latitude FROM registry_institution WHERE code = '1'";
    let place = app.state.db.query_one_raw(Statement::from_string(DbBackend::Postgres, sql)).await.unwrap().unwrap();
    assert_eq!(place.try_get::<Option<f64>>("", "latitude").unwrap(), None);
}

#[actix_web::test]
async fn places_are_those_of_today_and_districts_are_no_cities() {
    let app = TestApp::start().await;
    let wards: Vec<String> = (1..=7).map(|n| format!("h{n},架空{n}病院,カクウ,1,22,13{n},静岡県浜松市架空,34.7,137.7,,10\n")).collect();
    let report = hospitals(&app, &file("w_20250601.csv", format!("{HEAD}\n{}", wards.concat()))).await.unwrap();
    assert_eq!((report.taken, report.blank.len()), (7, 0), "{report}");
    let lines = [
        "012510672,2510672,架空余市医院,0482405,余市郡余市町北町",
        "012510755,2510755,架空仁木医院,0482405,北海道余市郡仁木町北町",
        "010112489,0112489,どこにもない医院,0050813,西１４丁目",
    ];
    let path = file("202508_all.csv", lines.join("\r\n"));
    let report = insured(&app, &path).await;
    let member = app.member().await;
    let places = async |name: &str| {
        member.get(&format!("/registry-institutions?q={name}")).await.expect(200).items()[0]["municipality_code"].clone()
    };
    assert_eq!(places("余市医院").await, "01408");
    for (n, code) in ["22138", "22138", "22138", "22138", "22139", "22139", "22140"].iter().enumerate() {
        assert_eq!(places(&format!("架空{}病院", n + 1)).await, *code);
    }
    let report = report.unwrap();
    assert!(report.to_string().contains("line 3 could not be placed: 西１４丁目"), "kept and listed: {report}");
}
