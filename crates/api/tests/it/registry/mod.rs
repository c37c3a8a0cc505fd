//! The official lists: imports, search, and what staff do with editions.

mod files;
mod real;
mod upload;

use crate::{places::file, support::TestApp};
use api::{error::ApiResult, features::registry, platform::import::Report};
use std::{
    io::{Cursor, Write},
    path::Path,
};

pub const HEAD: &str = "ID,正式名称,正式名称（フリガナ）,機関区分,都道府県コード,市区町村コード,所在地,所在地座標（緯度）,所在地座標（経度）,案内用ホームページアドレス,合計病床数";

pub fn rows() -> String {
    let lines = [
        HEAD,
        "04001,架空白石病院,カクウシロイシビョウイン,1,04,206,宮城県白石市架空1,38.0,140.6,www.example.jp,120",
        "04002,架空﨑𠮷病院,カクウサキヨシビョウイン,1,04,999,宮城県どこか架空2,0,0,,",
        "04001,二度目の病院,ニドメ,1,04,206,宮城県白石市架空3,38.0,140.6,,10",
        "04003,経度と緯度,ケイド,1,04,206,宮城県白石市架空4,140.6,38.0,,10",
        "04004,歯科,シカ,3,04,206,宮城県白石市架空5,38.0,140.6,,10",
        "04005,県がない,ケン,1,48,206,架空6,38.0,140.6,,10",
        "04006,,ナマエ,1,04,206,架空7,38.0,140.6,,10",
        "04007,床が文字,ユカ,1,04,206,架空8,38.0,140.6,,many",
        "04008,列が足りない,レツ,1,04",
        "22001,架空浜松病院,カクウハママツビョウイン,1,22,131,静岡県浜松市中区架空9,34.7,137.7,https://example.jp/,300",
    ];
    format!("\u{feff}{}\r\n", lines.join("\r\n"))
}

pub fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut packed = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        packed.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        packed.write_all(content).unwrap();
    }
    packed.finish().unwrap().into_inner()
}

pub async fn hospitals(app: &TestApp, path: &Path) -> ApiResult<Report> {
    registry::import_hospitals(&app.state, path, None).await
}

pub async fn insured(app: &TestApp, path: &Path) -> ApiResult<Report> {
    registry::import_insured(&app.state, path, None).await
}

#[actix_web::test]
async fn rows_are_taken_or_refused_by_line_and_a_second_run_changes_nothing() {
    let app = TestApp::start().await;
    let path = file("hospitals_20250601.csv", rows());
    let report = hospitals(&app, &path).await.unwrap();
    let lines: Vec<_> = report.refused.iter().map(|(line, _)| *line).collect();
    assert_eq!((report.taken, report.changed, lines), (3, 3, vec![4, 5, 6, 7, 8, 9, 10]), "{report}");
    assert!(
        report.blank.contains(&("coordinates", 1)) && report.blank.contains(&("beds", 1)) && report.blank.contains(&("a municipality", 1))
    );
    let again = hospitals(&app, &path).await.unwrap();
    assert_eq!((again.taken, again.changed), (3, 0));
    let newer = file("hospitals_20260601.csv", rows().replace(",120\r", ",110\r"));
    assert_eq!(hospitals(&app, &newer).await.unwrap().changed, 3, "a newer edition");

    let member = app.member().await;
    let found = member.get("/registry-institutions?q=白石 ビョウイン").await.expect(200).items();
    assert_eq!(found[0]["name"], "架空白石病院");
    assert_eq!((found[0]["beds"].as_i64(), found[0]["edition"].as_str()), (Some(110), Some("2026-06-01")));
    assert_eq!(found[0]["website"], "http://www.example.jp");
    assert_eq!(found[0]["municipality_code"], "04206");
    // By reading in Latin letters, by the reading of the place, and by its code.
    for query in ["siroisi", "shiroishi byouin", "みやぎ しろいし", "04001"] {
        let found = member.get(&format!("/registry-institutions?q={query}")).await.expect(200).items();
        assert_eq!(found[0]["name"], "架空白石病院", "{query}");
    }
    member.get("/registry-institutions?q=・").await.refused(400, "invalid_parameter");
    // However the characters are written.
    let odd = member.get("/registry-institutions?q=架空崎吉&prefecture=04").await.expect(200).items();
    assert_eq!(odd[0]["name"], "架空﨑𠮷病院");
    assert!(odd[0]["municipality_code"].is_null() && odd[0]["beds"].is_null());
    assert_eq!(member.get("/registry-institutions?q=浜松").await.items()[0]["municipality_code"], "22138", "a ward's present code");
}

#[actix_web::test]
async fn a_zip_is_read_and_bytes_that_are_no_text_are_refused() {
    let app = TestApp::start().await;
    let mut bytes = rows().into_bytes();
    bytes.extend_from_slice(b"04009,\xff\xfe,X,1,04,206,X,38.0,140.6,,1\r\n");
    let path = file("hospitals_20250601.zip", zip(&[("data/hospitals.csv", &bytes)]));
    let report = hospitals(&app, &path).await.unwrap();
    assert_eq!(report.taken, 3);
    assert_eq!(report.refused.last().map(|(line, reason)| (*line, reason.to_string())), Some((12, "not UTF-8".to_owned())));
    let nameless = hospitals(&app, &file("hospitals.csv", rows())).await;
    assert!(nameless.unwrap_err().to_string().contains("--edition"));
}

#[actix_web::test]
async fn the_list_is_for_members_and_its_parameters_are_checked() {
    let app = TestApp::start().await;
    let member = app.member().await;
    assert_eq!(member.get("/registry-institutions?q=").await.expect(200).items(), serde_json::json!([]));
    assert_eq!(member.get("/registry-institutions?q=%25").await.expect(200).items(), serde_json::json!([]));
    member.get("/registry-institutions?q=x&limit=51").await.refused(400, "invalid_parameter");
    member.get("/registry-institutions?q=x&prefecture=00").await.refused(400, "invalid_parameter");
    app.doctor("架空 医師").await.get("/registry-institutions?q=x").await.refused(403, "not_allowed");
    app.visitor().get("/registry-institutions?q=x").await.refused(401, "sign_in_required");
}

#[actix_web::test]
async fn insured_institutions_are_placed_matched_or_refused_by_line() {
    let app = TestApp::start().await;
    hospitals(&app, &file("hospitals_20250601.csv", rows())).await.unwrap();
    let lines = [
        "010112489,0112489,医療法人 架空愛全病院,0050813,札幌市南区川沿１３条２丁目",
        "010112489,0112489,医療法人 架空愛全病院,0050813,札幌市南区川沿１３条２丁目",
        "010112489,0112489,別の名前,0050813,札幌市南区川沿１３条２丁目",
        "010112488,0112488,検査数字の違う医院,0050813,札幌市南区川沿１３条２丁目",
        "010112745,0112744,番号の違う医院,0050813,札幌市南区",
        "010112745,0112745,どこか分からない医院,0648536,西１４丁目１番２０号",
        "010113420,0113420,郵便番号が変な医院,06408,札幌市中央区",
        "010113537,0113537,列が多い医院,0640946,札幌市中央区,x",
        "012510672,2510672,架空余市医院,0482405,余市郡余市町北町",
    ];
    let path = file("202508_all_med_inst_cd.csv", lines.join("\r\n"));
    let report = insured(&app, &path).await.unwrap();
    let refused: Vec<_> = report.refused.iter().map(|(line, _)| *line).collect();
    assert_eq!((report.taken, report.changed, refused), (3, 3, vec![3, 4, 5, 7, 8]), "{report}");
    assert!(report.blank.contains(&("a municipality", 1)) && report.to_string().contains("line 6 could not be placed"), "{report}");
    assert!(report.to_string().contains("1 rows are there twice"), "{report}");
    assert_eq!(insured(&app, &path).await.unwrap().changed, 0);
    let member = app.member().await;
    let found = member.get("/registry-institutions?q=余市医院").await.expect(200).items();
    assert_eq!((found[0]["code"].as_str(), found[0]["municipality_code"].as_str()), (Some("01-2510672"), Some("01408")));
    assert_eq!((found[0]["kind"].as_str(), found[0]["postal_code"].as_str()), (Some("clinic"), Some("048-2405")));
    for query in ["01-2510672", "012510672", "〒048-2405", "よいちちょう"] {
        let found = member.get(&format!("/registry-institutions?q={query}")).await.expect(200).items();
        assert_eq!(found[0]["code"], "01-2510672", "{query}");
    }
    // A newer edition without it: it is not offered any more, and an older one cannot come after.
    let newer = insured(&app, &file("202509_all_med_inst_cd.csv", lines[..1].join("\r\n"))).await.unwrap();
    assert!(newer.to_string().contains("0 changed, 2 are gone"), "{newer}");
    assert_eq!(member.get("/registry-institutions?q=余市医院").await.expect(200).items(), serde_json::json!([]));
    assert!(insured(&app, &path).await.unwrap_err().to_string().contains("older"));
}
