//! The councils' calendar.

use crate::{
    priority_area::source,
    support::TestApp,
    support_application::{MEETING, Stage, plan, step},
};
use serde_json::{Value, json};

fn meeting(round: &str, held_on: Option<&str>) -> Value {
    json!({
        "council": "insurers",
        "fiscal_year": 2026,
        "round": round,
        "held_on": held_on,
        "agenda": [{ "ja": "支援対象医療機関の選定（架空）", "en": "Selection (fictional)", "schemes": ["clinic_settlement"] }],
        "source": source(),
    })
}

#[actix_web::test]
async fn the_calendar_of_fiscal_2026_says_what_each_meeting_decides() {
    let app = TestApp::start().await;
    let calendar = app.visitor().get("/council-meetings?prefecture=04&fiscal_year=2026").await.expect(200).items();
    let rounds: Vec<_> = calendar.as_array().unwrap().iter().filter_map(|meeting| meeting["round"].as_str()).collect();
    assert_eq!(rounds, ["first", "second", "third", "written"]);
    assert!(calendar.as_array().unwrap().iter().all(|meeting| meeting["held_on"].is_null()), "the document names seasons, not days");
    let selection = &calendar[0]["agenda"][2];
    assert_eq!(selection["schemes"], json!(["clinic_facility", "clinic_equipment", "clinic_settlement"]));
    assert!(calendar[3]["agenda"][0]["ja"].as_str().is_some_and(|item| item.contains("臨床研修の募集定員")));
    assert_eq!(app.visitor().get("/council-meetings?fiscal_year=2025").await.expect(200).items(), json!([]));
}

#[actix_web::test]
async fn visitors_read_the_calendar_from_a_replica_and_officers_read_what_they_just_wrote() {
    let replica = TestApp::start().await;
    let app = TestApp::start_with(|config| config.replica_url = Some(replica.state.config.database_url.clone())).await;
    let iwate = app.officer_of("03").await;
    iwate.post("/council-meetings", meeting("first", None)).await.expect(201);
    let calendar = "/council-meetings?prefecture=03&fiscal_year=2026";
    assert_eq!(iwate.get(calendar).await.expect(200).items().as_array().map(Vec::len), Some(1));
    assert_eq!(app.visitor().get(calendar).await.expect(200).items(), json!([]), "it has not reached the replica");
    app.state.replica().expect("configured above").set_close_behind(false);
    let visitors = app.visitor().get(calendar).await.expect(200).items();
    assert_eq!(visitors.as_array().map(Vec::len), Some(1), "a replica that is too far behind is not read from");
}

#[actix_web::test]
async fn an_officer_enters_a_meeting_and_its_day() {
    let app = TestApp::start().await;
    let officer = app.prefecture_officer().await;
    let entered = officer.post("/council-meetings", meeting("first", None)).await.expect(201);
    officer.post("/council-meetings", meeting("first", None)).await.invalid("/round", "duplicate");
    let path = format!("/council-meetings/{}", entered.text("/id"));
    officer.put(&path, meeting("first", Some("2026-06-10"))).await.refused(428, "precondition_required");
    let saved = officer.put_version(&path, &entered.etag(), meeting("first", Some("2026-06-10"))).await.expect(200);
    assert_eq!((saved.text("/held_on").as_str(), saved.etag().as_str()), ("2026-06-10", "\"2\""));
    officer.put_version(&path, &entered.etag(), meeting("first", None)).await.refused(412, "version_mismatch");
    // Midnight in Japan between two fiscal years.
    officer.put_version(&path, "\"2\"", meeting("first", Some("2026-03-31"))).await.invalid("/held_on", "outside_fiscal_year");
    officer.put_version(&path, "\"2\"", meeting("first", Some("2027-04-01"))).await.invalid("/held_on", "outside_fiscal_year");
    officer.put_version(&path, "\"2\"", meeting("first", Some("2027-03-31"))).await.expect(200);
    let second = officer.post("/council-meetings", meeting("second", None)).await.expect(201);
    let path = format!("/council-meetings/{}", second.text("/id"));
    officer.put_version(&path, "\"1\"", meeting("first", None)).await.invalid("/round", "duplicate");
    officer.post("/council-meetings", json!({ "council": "neither" })).await.refused(422, "invalid_input");

    let iwate = app.officer_of("03").await;
    iwate.put_version(&path, "\"1\"", meeting("second", None)).await.refused(404, "not_found");
    iwate.post("/council-meetings", meeting("first", None)).await.expect(201);
    app.secretariat().await.post("/council-meetings", meeting("third", None)).await.refused(403, "not_allowed");
}

#[actix_web::test]
async fn a_meeting_that_an_application_was_brought_to_stays_that_meeting() {
    let stage = Stage::set().await;
    let id = stage.draft(plan()).await;
    step(&stage.member, &id, "submit", json!({})).await.expect(200);
    step(&stage.officer, &id, "check", json!({})).await.expect(200);
    step(&stage.officer, &id, "propose", json!({ "meeting_id": MEETING })).await.expect(200);
    let calendar = stage.officer.get("/council-meetings?prefecture=04&fiscal_year=2026").await.expect(200).items();
    let first = calendar.as_array().unwrap().iter().find(|meeting| meeting["id"] == MEETING).cloned().unwrap();
    let (path, etag) = (format!("/council-meetings/{MEETING}"), format!("\"{}\"", first["version"]));
    for (field, other) in [("council", json!("insurers")), ("fiscal_year", json!(2027))] {
        let mut another = first.clone();
        another[field] = other;
        stage.officer.put_version(&path, &etag, another).await.refused(409, "wrong_state");
    }
    // Its day may be entered, and taken back while it is to come.
    for (etag, day) in [(etag, json!("2026-06-10")), ("\"2\"".to_owned(), Value::Null)] {
        let mut dated = first.clone();
        dated["held_on"] = day;
        stage.officer.put_version(&path, &etag, dated).await.expect(200);
    }
}

#[actix_web::test]
async fn a_meeting_cannot_be_held_on_a_day_beyond_its_year() {
    let app = TestApp::start().await;
    let officer = app.prefecture_officer().await;
    for day in ["-99999-01-01", "9999-12-31"] {
        officer.post("/council-meetings", meeting("first", Some(day))).await.invalid("/held_on", "outside_fiscal_year");
    }
}
