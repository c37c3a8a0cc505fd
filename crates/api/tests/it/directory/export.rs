//! The directory as a file.

use super::{id_of, names, with_demo};
use crate::support::{Answer, TestApp, send};
use calamine::{Reader, Xlsx};
use reqwest::Method;
use sea_orm::ConnectionTrait;
use std::{collections::BTreeSet, io::Read};

async fn export(app: &TestApp, query: &[(&str, &str)]) -> Answer {
    app.visitor().find_everything().await;
    send(app.visitor().request(Method::GET, "/institutions/export").query(query).header("accept-language", "ja")).await
}

fn rows(answer: &Answer) -> Vec<Vec<String>> {
    let text = String::from_utf8(answer.body.clone()).unwrap();
    assert!(text.starts_with('\u{FEFF}'));
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.trim_start_matches('\u{FEFF}').as_bytes());
    reader.records().map(|record| record.unwrap().iter().map(ToOwned::to_owned).collect()).collect()
}

/// Listings of nobody: a row is all that a file needs.
pub async fn listings(db: &impl ConnectionTrait, count: usize) {
    let sql = format!(
        "ALTER TABLE listing DROP CONSTRAINT listing_institution_id_fkey, DROP CONSTRAINT listing_registration_id_fkey;
         INSERT INTO listing (institution_id, registration_id, name, name_kana, kind, prefecture_code, municipality_code, specialties,
                 employment, guidance_offered, profile, restricted, search_key, published_on, updated_at, fictional)
             SELECT gen_random_uuid(), gen_random_uuid(), '架空' || n || '病院', 'カクウ', 'hospital', '13', '13101', '{{surgery}}',
                 '{{full_time}}', false, '{{}}', '{{}}', '', '2026-04-01', now(), true FROM generate_series(1, {count}) n"
    );
    db.execute_unprepared(&sql).await.unwrap();
}

#[actix_web::test]
async fn a_file_has_what_the_list_has_in_its_order() {
    let app = with_demo().await;
    listings(&app.state.db, 1234).await;
    for query in [&[][..], &[("prefecture", "04")], &[("q", "内科"), ("specialties", "surgery")], &[("sort", "kana"), ("kind", "clinic")]]
    {
        let answer = export(&app, query).await.expect(200);
        assert_eq!(answer.header("content-type"), "text/csv; charset=utf-8; header=present");
        let found = rows(&answer);
        assert_eq!((found[0][1].as_str(), found[0].len()), ("医療機関名", 26));
        let mut listed = Vec::new();
        let mut cursor = String::new();
        loop {
            let page =
                send(app.visitor().request(Method::GET, "/institutions").query(query).query(&[("limit", "100"), ("cursor", &cursor)]))
                    .await;
            let page = page.expect(200).json();
            listed.extend(names(&page));
            match page["next_cursor"].as_str() {
                Some(next) => next.clone_into(&mut cursor),
                None => break,
            }
        }
        assert_eq!(found[1..].iter().map(|row| row[1].clone()).collect::<Vec<_>>(), listed, "{query:?}");
        let ids: BTreeSet<&String> = found[1..].iter().map(|row| &row[0]).collect();
        assert_eq!(ids.len(), listed.len());
    }
    let south = rows(&export(&app, &[("area", "0401")]).await);
    assert_eq!((south.len(), south[1][8].as_str(), south[1][10].as_str(), south[1][13].as_str()), (2, "宮城県", "大河原町", "仙南"));
    let nobody = export(&app, &[("prefecture", "46"), ("kind", "clinic"), ("area", "4601")]).await.expect(200);
    assert_eq!(rows(&nobody).len(), 1, "the headings stand above nothing");
}

#[actix_web::test]
async fn languages_letters_and_words_that_look_like_formulas() {
    let app = with_demo().await;
    let id = id_of(&app, "みやぎ南").await;
    let update = format!(
        "UPDATE listing SET name = '=HYPERLINK(\"http://x\")', profile = profile || '{{\"address_line\": \"@SUM(A1) 𠮷\"}}' WHERE institution_id = '{id}'"
    );
    app.state.db.execute_unprepared(&update).await.unwrap();
    let csv = rows(&export(&app, &[("area", "0401"), ("lang", "en")]).await.expect(200));
    assert_eq!((csv[0][1].as_str(), csv[1][8].as_str()), ("Name", "Miyagi"));
    assert_eq!((csv[1][1].as_str(), csv[1][11].as_str()), ("'=HYPERLINK(\"http://x\")", "'@SUM(A1) 𠮷"));
    let sjis = export(&app, &[("area", "0401"), ("format", "csv_shift_jis")]).await.expect(200);
    assert_eq!(sjis.header("content-type"), "text/csv; charset=Shift_JIS; header=present");
    let text = encoding_rs::SHIFT_JIS.decode(&sjis.body).0.into_owned();
    assert!(text.starts_with("施設ID,医療機関名") && text.contains("'@SUM(A1) 〓"), "{text}");
    let book = export(&app, &[("area", "0401"), ("format", "xlsx")]).await.expect(200);
    assert!(book.header("content-disposition").contains("filename*=UTF-8''%E5%8C%BB"), "{}", book.header("content-disposition"));
    let mut book = Xlsx::new(std::io::Cursor::new(book.body)).unwrap();
    let range = book.worksheet_range_at(0).unwrap().unwrap();
    let cells: Vec<String> = range.cells().map(|(_, _, cell)| cell.to_string()).collect();
    assert!(
        cells.contains(&"=HYPERLINK(\"http://x\")".to_owned())
            && range.get((3, 1)).is_some_and(|cell| matches!(cell, calamine::Data::String(_)))
    );
    assert!(
        cells.iter().any(|cell| cell == "2026年4月1日現在、1件") && cells.iter().any(|cell| cell.starts_with("出典：GMネットワーク")),
        "{cells:?}"
    );
}

#[actix_web::test]
async fn a_workbook_has_an_end_and_a_csv_has_none() {
    let app = with_demo().await;
    listings(&app.state.db, 10_000).await;
    let answer = export(&app, &[("format", "xlsx")]).await.refused(400, "invalid_parameter");
    assert_eq!((answer.text("/errors/0/pointer"), answer.text("/errors/0/code")), ("/format".into(), "too_many".into()));
    assert_eq!(answer.json()["errors"][0]["params"]["max"], 10_000);
    assert_eq!(rows(&export(&app, &[]).await.expect(200)).len(), 10_012);
    export(&app, &[("format", "pdf")]).await.refused(400, "invalid_parameter");
    export(&app, &[("prefecture", "48")]).await.refused(400, "invalid_parameter");
}

#[actix_web::test]
async fn a_file_that_somebody_has_is_not_made_again() {
    let app = with_demo().await;
    let ask = |name: &'static str, value: String| send(app.visitor().request(Method::GET, "/institutions/export").header(name, value));
    let packed = ask("accept-encoding", "gzip, br".into()).await.expect(200);
    assert_eq!((packed.header("content-encoding"), packed.header("vary")), ("gzip", "Accept-Encoding, Accept-Language"));
    let mut text = String::new();
    flate2::read::GzDecoder::new(packed.body.as_slice()).read_to_string(&mut text).unwrap();
    assert!(text.contains("架空みやぎ南病院"));
    // Writers of other tests may be under way, and then nothing is certain.
    let mut tag = packed.etag();
    while tag.is_empty() {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        tag = ask("accept-language", "ja".into()).await.etag();
    }
    let mut kept = 0;
    for _ in 0..50 {
        kept = ask("if-none-match", tag.clone()).await.status;
        if kept == 304 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    assert_eq!(kept, 304);
    let english = send(app.visitor().request(Method::GET, "/institutions/export?lang=en").header("if-none-match", tag.clone())).await;
    assert_eq!(english.status, 200);
    app.state.db.execute_unprepared("UPDATE listing SET name = '改名病院' WHERE name = '架空みやぎ南病院'").await.unwrap();
    ask("if-none-match", tag).await.expect(200);
}
