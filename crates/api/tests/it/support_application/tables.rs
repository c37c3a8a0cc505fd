//! Prefectures' tables, and what can be taken along of them.

use super::{Stage, decision, plan, step};
use crate::support::{TestApp, send};
use calamine::{Data, Reader, Xlsx};
use reqwest::Method;
use serde_json::json;
use std::io::Cursor;

#[actix_web::test]
async fn miyagis_official_figures_stand_as_stated_with_notes_where_the_rule_differs() {
    let app = TestApp::start().await;
    let table = app.visitor().get("/support-tables/04/2025").await.expect(200).json();
    assert_eq!(table["origin"], "stated");
    assert!(table["source"]["title"].as_str().unwrap().contains("宮城県地域医療対策協議会"));
    let names: Vec<_> = table["rows"].as_array().unwrap().iter().map(|row| row["area_name"].as_str().unwrap()).collect();
    assert_eq!(names, ["仙南", "大崎・栗原", "石巻・登米・気仙沼"]);
    assert!(table["rows"][0]["priority_area_id"].is_string(), "linked to the area that is kept here");
    assert_eq!(table["rows"][0]["difference"]["facility"]["cost_thousand"], 60_000);
    let total = &table["total"];
    assert_eq!((&total["plan"]["total_thousand"], &total["decision"]["total_thousand"]), (&json!(413_651), &json!(273_026)));
    assert_eq!(total["difference"]["total_thousand"], 140_625);
    let notes = table["notes"].as_array().unwrap();
    assert_eq!(notes.len(), 7, "{notes:?}");
    assert!(notes.iter().any(|note| note["stated_thousand"] == 17_318 && note["worked_out_thousand"] == 17_320));
}

#[actix_web::test]
async fn the_official_table_is_taken_along_in_three_formats() {
    let app = TestApp::start().await;
    let export = async |format: &str| app.visitor().get(&format!("/support-tables/04/2025/export?format={format}")).await.expect(200);
    let csv = export("csv").await;
    assert_eq!(csv.body[..3], [0xEF, 0xBB, 0xBF], "Excel reads UTF-8 by the byte order mark");
    let text = String::from_utf8(csv.body[3..].to_vec()).unwrap();
    assert!(text.starts_with("区域,段階,支援対象 承継（件）,支援対象 開業（件）,施設整備 申請件数（件）"), "{text}");
    assert!(text.contains("\r\n仙南,交付決定,3,0,3,100819,50410,3,49500,24750,2,32581,21720,96880\r\n"), "{text}");
    assert!(text.contains("\r\n合計,計画−交付決定,2,0,1,60000,30001,"), "{text}");
    assert!(csv.header("content-disposition").contains(".csv"));

    let shift_jis = export("csv_shift_jis").await;
    let (decoded, _, broken) = encoding_rs::SHIFT_JIS.decode(&shift_jis.body);
    assert!(!broken && decoded.contains("仙南,交付決定,3,0,3,100819"), "{decoded}");
    assert_eq!(shift_jis.header("content-type"), "text/csv; charset=Shift_JIS; header=present");

    let workbook = export("xlsx").await;
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(workbook.body)).unwrap();
    let sheet = workbook.worksheet_range_at(0).unwrap().unwrap();
    let words: Vec<String> = sheet.used_cells().map(|(_, _, cell)| cell.to_string()).collect();
    assert!(words.iter().any(|word| word.contains("出典") || word.contains("宮城県地域医療対策協議会")), "the source goes along");
    assert!(
        sheet.used_cells().any(|(_, _, cell)| matches!(cell, Data::Float(value) if (*value - 273_026.0).abs() < 0.5)),
        "figures stay figures"
    );

    let request = app.visitor().request(Method::GET, "/support-tables/04/2025/export");
    let english = send(request.header("Accept-Language", "en")).await.expect(200);
    let text = String::from_utf8(english.body).unwrap();
    assert!(text.contains("\r\nSennan,Decision,3,0,3,100819,"), "{text}");
    assert!(text.contains("\r\nTotal,Plan minus decision,2,0,1,60000,"), "{text}");
    app.visitor().get("/support-tables/04/2025/export?format=doc").await.refused(400, "invalid_parameter");
}

#[actix_web::test]
async fn another_years_table_is_worked_out_from_the_applications() {
    let stage = Stage::set().await;
    let table = async || stage.app.visitor().get("/support-tables/04/2026").await.expect(200).json();
    assert_eq!(table().await["rows"], json!([]));
    let id = stage.draft(plan()).await;
    step(&stage.member, &id, "submit", json!({})).await.expect(200);
    assert_eq!(table().await["rows"], json!([]), "what the councils have not agreed to is nobody else's business");
    stage.take_through_councils(&id).await;

    let planned = table().await;
    assert_eq!((planned["origin"].as_str(), planned["rows"][0]["area_name"].as_str()), (Some("applications"), Some("仙南")));
    let line = &planned["rows"][0]["plan"];
    assert_eq!((&line["successions"], &line["openings"]), (&json!(1), &json!(0)));
    assert_eq!(line["equipment"], json!({ "applications": 1, "cost_thousand": 16_500, "subsidy_thousand": 8_250, "undetermined": 0 }));
    assert_eq!(line["settlement"], json!({ "applications": 1, "cost_thousand": 13_300, "subsidy_thousand": 8_866, "undetermined": 0 }));
    assert_eq!((&line["total_thousand"], &planned["rows"][0]["decision"]), (&json!(17_116), &json!(null)));

    step(&stage.member, &id, "apply", json!({})).await.expect(200);
    step(&stage.officer, &id, "decide", decision()).await.expect(200);
    let decided = table().await;
    assert_eq!(decided["rows"][0]["decision"]["equipment"]["subsidy_thousand"], 8_000);
    assert_eq!(decided["total"]["difference"]["total_thousand"], 250);

    // Whoever withdraws stays in the plan, as in the official tables.
    step(&stage.member, &id, "withdraw", json!({ "reason": "承継を取りやめます。" })).await.expect(200);
    let withdrawn = table().await;
    assert_eq!((&withdrawn["total"]["plan"]["total_thousand"], &withdrawn["total"]["decision"]), (&json!(17_116), &json!(null)));
}

#[actix_web::test]
async fn a_selection_that_was_undone_is_in_no_table() {
    let stage = Stage::set().await;
    let table = async || stage.app.visitor().get("/support-tables/04/2026").await.expect(200).json();
    let listed = async || stage.app.visitor().get("/support-tables?prefecture=04").await.expect(200).items();
    let id = stage.selected(plan()).await;
    let undo = async || step(&stage.officer, &id, "undo", json!({ "reason": "別の申請の選定でした。" })).await.expect(200);
    undo().await;
    assert_eq!(table().await["rows"], json!([]));
    assert_eq!(listed().await.as_array().map(Vec::len), Some(1), "the official one");
    step(&stage.officer, &id, "select", json!({})).await.expect(200);
    assert_eq!(table().await["total"]["plan"]["total_thousand"], 17_116, "selected again");
    // A decision that was undone leaves the selection as it is.
    step(&stage.member, &id, "apply", json!({})).await.expect(200);
    step(&stage.officer, &id, "decide", decision()).await.expect(200);
    undo().await;
    assert_eq!(table().await["total"]["plan"]["total_thousand"], 17_116);
}

#[actix_web::test]
async fn tables_are_listed_and_what_is_none_is_not_found() {
    let stage = Stage::set().await;
    stage.selected(plan()).await;
    let listed = stage.app.visitor().get("/support-tables?prefecture=04").await.expect(200).items();
    let years: Vec<_> = listed.as_array().unwrap().iter().map(|one| (one["fiscal_year"].as_i64(), one["origin"].as_str())).collect();
    assert_eq!(years, [(Some(2026), Some("applications")), (Some(2025), Some("stated"))]);
    for path in ["/support-tables/99/2025", "/support-tables/04/1999", "/support-tables/04/last"] {
        stage.app.visitor().get(path).await.refused(404, "not_found");
    }
}

/// The plan with a building, of which no document gives the unit price.
fn with_building() -> serde_json::Value {
    let mut plan = plan();
    plan["components"].as_array_mut().unwrap().push(json!({ "scheme": "clinic_facility", "beds": 0, "cost_yen": 30_000_000 }));
    plan
}

#[actix_web::test]
async fn an_amount_that_the_rules_leave_open_is_counted_and_not_published_as_nothing() {
    let stage = Stage::set().await;
    let id = stage.selected(with_building()).await;
    step(&stage.member, &id, "apply", json!({})).await.expect(200);
    let mut with_grant = decision();
    let building = json!({ "scheme": "clinic_facility", "cost_yen": 30_000_000, "subsidy_yen": 15_000_000 });
    with_grant["amounts"].as_array_mut().unwrap().push(building);
    step(&stage.officer, &id, "decide", with_grant).await.expect(200);

    let table = stage.app.visitor().get("/support-tables/04/2026").await.expect(200).json();
    for row in [&table["rows"][0], &table["total"]] {
        let planned = json!({ "applications": 1, "cost_thousand": 0, "subsidy_thousand": 0, "undetermined": 1 });
        assert_eq!(row["plan"]["facility"], planned);
        assert_eq!(
            (&row["decision"]["facility"]["subsidy_thousand"], &row["decision"]["facility"]["undetermined"]),
            (&json!(15_000), &json!(0))
        );
        let difference = &row["difference"];
        assert_eq!((&difference["facility"], &difference["total_thousand"]), (&json!(null), &json!(null)), "0 minus 15,000 would mislead");
        assert_eq!(difference["equipment"]["subsidy_thousand"], 250);
    }
    let workbook = stage.app.visitor().get("/support-tables/04/2026/export?format=xlsx").await.expect(200);
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(workbook.body)).unwrap();
    let mut words = Vec::new();
    for sheet in workbook.sheet_names() {
        let range = workbook.worksheet_range(&sheet).unwrap();
        words.extend(range.used_cells().map(|(_, _, cell)| cell.to_string()));
    }
    assert!(words.iter().any(|word| word.contains("1件は算定ルールでは金額が定まらない")), "{words:?}");
    let csv = stage.app.visitor().get("/support-tables/04/2026/export?format=csv").await.expect(200);
    let text = String::from_utf8(csv.body).unwrap();
    assert!(text.contains("\r\n仙南,計画,1,0,1,,,1,16500,8250,1,13300,8866,17116,1\r\n"), "{text}");
    assert!(text.contains("\r\n仙南,計画−交付決定,0,0,,,,0,500,250,0,0,0,,\r\n"), "{text}");
}

#[actix_web::test]
async fn what_is_no_prefecture_is_refused_as_such() {
    let app = TestApp::start().await;
    for code in ["%00", "99", "4"] {
        app.visitor().get(&format!("/support-tables?prefecture={code}")).await.refused(400, "invalid_parameter");
    }
    app.visitor().get("/support-tables?prefecture=").await.expect(200);
}
