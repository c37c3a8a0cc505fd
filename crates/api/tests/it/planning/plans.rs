//! Correction plans, through the three meetings of the year and the written one.

use crate::{
    priority_area::{SENNAN, source},
    support::{Answer, Client, TestApp},
    support_application::{self as applications, Stage, step},
};
use chrono::{TimeDelta, TimeZone, Utc};
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};

fn plan() -> Value {
    json!({
        "fiscal_year": 2026,
        "areas": [{ "priority_area_id": SENNAN, "doctors_target": 12, "doctors_present": 9, "measures": "架空の取組" }],
        "source": source(),
    })
}

/// Enters the day of one of Miyagi's meetings of fiscal 2026; tells its id.
async fn hold(officer: &Client, round: &str, day: &str) -> String {
    let calendar = officer.get("/council-meetings?prefecture=04&fiscal_year=2026").await.expect(200).items();
    let mut meeting = calendar.as_array().unwrap().iter().find(|meeting| meeting["round"] == round).cloned().unwrap();
    meeting["held_on"] = json!(day);
    let id = meeting["id"].as_str().unwrap().to_owned();
    let etag = format!("\"{}\"", meeting["version"]);
    officer.put_version(&format!("/council-meetings/{id}"), &etag, meeting).await.expect(200);
    id
}

async fn advance(officer: &Client, plan: &Answer, meeting: Option<&str>) -> Answer {
    officer.post_version(&format!("/correction-plans/{}/advance", plan.text("/id")), &plan.etag(), json!({ "meeting_id": meeting })).await
}

#[actix_web::test]
async fn a_plan_goes_through_the_three_meetings_and_the_written_one() {
    let app = TestApp::start().await;
    let officer = app.prefecture_officer().await;
    let mut plan = officer.post("/correction-plans", plan()).await.expect(201);
    assert_eq!((plan.text("/status").as_str(), plan.text("/areas/0/name").as_str()), ("drafting", "仙南"));
    let days = [("first", "2026-06-10"), ("second", "2026-10-14"), ("third", "2027-01-20"), ("written", "2027-03-10")];
    let mut meetings = Vec::new();
    for (round, day) in days {
        meetings.push(hold(&officer, round, day).await);
    }
    advance(&officer, &plan, None).await.invalid("/meeting_id", "required");
    for meeting in &meetings[1..] {
        advance(&officer, &plan, Some(meeting)).await.invalid("/meeting_id", "unknown_value");
    }
    // It is April.
    advance(&officer, &plan, Some(&meetings[0])).await.invalid("/meeting_id", "in_future");
    for (n, status) in ["outline_discussed", "interim_discussed", "final_discussed", "adopted"].into_iter().enumerate() {
        let day: chrono::NaiveDate = days[n].1.parse().unwrap();
        let noon = Utc.from_utc_datetime(&day.and_hms_opt(3, 0, 0).unwrap());
        app.clock.advance(noon - app.system().now);
        plan = advance(&officer, &plan, Some(&meetings[n])).await.expect(200);
        assert_eq!(plan.text("/status"), status);
        assert_eq!(plan.text(&format!("/steps/{n}/held_on")), days[n].1);
    }
    advance(&officer, &plan, None).await.refused(409, "wrong_state");
    let path = format!("/correction-plans/{}", plan.text("/id"));
    officer.put_version(&path, &plan.etag(), self::plan()).await.refused(409, "wrong_state");
    let read = app.visitor().get(&path).await.expect(200);
    assert_eq!((read.etag(), read.json()["steps"].as_array().map(Vec::len)), (plan.etag(), Some(4)));

    // A meeting that took the plan further stays what it was.
    let calendar = officer.get("/council-meetings?prefecture=04&fiscal_year=2026").await.items();
    let mut first = calendar[0].clone();
    let (path, etag) = (format!("/council-meetings/{}", meetings[0]), format!("\"{}\"", first["version"]));
    first["held_on"] = Value::Null;
    officer.put_version(&path, &etag, first.clone()).await.refused(409, "wrong_state");
    first["held_on"] = json!("2026-06-11");
    first["minutes"] = json!("架空の議事録");
    officer.put_version(&path, &etag, first).await.expect(200);
}

#[actix_web::test]
async fn a_plan_can_be_adopted_without_the_written_meeting_and_is_rewritten_until_then() {
    let app = TestApp::start().await;
    let officer = app.prefecture_officer().await;
    let mut current = officer.post("/correction-plans", plan()).await.expect(201);
    for (round, day) in [("first", "2026-06-10"), ("second", "2026-10-14"), ("third", "2027-01-20")] {
        let meeting = hold(&officer, round, day).await;
        if round == "first" {
            app.clock.advance(TimeDelta::days(330));
        }
        current = advance(&officer, &current, Some(&meeting)).await.expect(200);
        let mut rewritten = plan();
        rewritten["areas"][0]["measures"] = json!(format!("架空の取組（{round}の後）"));
        rewritten["areas"][0]["doctors_present"] = Value::Null;
        let path = format!("/correction-plans/{}", current.text("/id"));
        current = officer.put_version(&path, &current.etag(), rewritten).await.expect(200);
        assert!(current.json()["areas"][0]["doctors_present"].is_null(), "not stated is not zero");
    }
    assert_eq!(advance(&officer, &current, None).await.expect(200).text("/status"), "adopted");
}

#[actix_web::test]
async fn plans_are_of_the_own_prefecture_and_its_areas_and_one_a_year() {
    let app = TestApp::start().await;
    let officer = app.prefecture_officer().await;
    let entered = officer.post("/correction-plans", plan()).await.expect(201);
    officer.post("/correction-plans", plan()).await.invalid("/fiscal_year", "duplicate");
    let iwate = app.officer_of("03").await;
    iwate.post("/correction-plans", plan()).await.invalid("/areas/0/priority_area_id", "unknown_value");
    let path = format!("/correction-plans/{}", entered.text("/id"));
    iwate.put_version(&path, &entered.etag(), plan()).await.refused(404, "not_found");
    advance(&iwate, &entered, None).await.refused(404, "not_found");
    officer.put_version(&path, "\"7\"", plan()).await.refused(412, "version_mismatch");
    let mut twice = plan();
    twice["areas"] = json!([twice["areas"][0], twice["areas"][0]]);
    officer.put_version(&path, &entered.etag(), twice).await.invalid("/areas/1/priority_area_id", "duplicate");
    let mut none = plan();
    none["areas"] = json!([]);
    officer.put_version(&path, &entered.etag(), none).await.invalid("/areas", "required");
    let listed = app.visitor().get("/correction-plans?prefecture=04&fiscal_year=2026").await.expect(200).items();
    assert_eq!(listed.as_array().map(Vec::len), Some(1));
    assert_eq!(app.visitor().get("/correction-plans?fiscal_year=2025").await.items(), json!([]));
}

#[actix_web::test]
async fn the_demo_has_a_plan_that_says_that_it_is_fictional() {
    let app = TestApp::with_demo().await;
    let plans = app.visitor().get("/correction-plans?prefecture=04").await.expect(200).items();
    assert_eq!(plans.as_array().map(Vec::len), Some(1));
    assert!(plans[0]["source"]["title"].as_str().is_some_and(|title| title.contains("架空")));
    assert_eq!(plans[0]["areas"].as_array().map(Vec::len), Some(3));
}

#[actix_web::test]
async fn a_plan_names_an_institution_once_both_councils_agreed() {
    let stage = Stage::set().await;
    let path = format!("/correction-plans/{}", stage.officer.post("/correction-plans", plan()).await.expect(201).text("/id"));
    let supported = async || stage.app.visitor().get(&path).await.expect(200).json()["institutions"].clone();
    let id = stage.draft(applications::plan()).await;
    step(&stage.member, &id, "submit", json!({})).await.expect(200);
    assert_eq!(supported().await, json!([]), "what was only submitted is nobody's business");
    stage.take_through_councils(&id).await;
    let named = supported().await;
    assert_eq!((named[0]["institution_id"].as_str(), named[0]["status"].as_str()), (Some(stage.institution_id.as_str()), Some("selected")));
    assert_eq!((named[0]["name"].as_str(), named[0]["priority_area_id"].as_str()), (Some("架空みなみ診療所"), Some(SENNAN)));

    // Without a public page the official register names it; what its people wrote of it, which may still say so to them, does not.
    let db = &stage.app.state.db;
    db.execute_unprepared(&format!("DELETE FROM listing WHERE institution_id = '{}'", stage.institution_id)).await.unwrap();
    let nameless = supported().await;
    assert_eq!(nameless.as_array().map(Vec::len), Some(1), "it is supported all the same");
    assert_eq!((&nameless[0]["name"], &nameless[0]["listed"]), (&json!(""), &json!(false)));
    assert_eq!(stage.read(&id).await.json()["institution_name"], "架空みなみ診療所");
}
