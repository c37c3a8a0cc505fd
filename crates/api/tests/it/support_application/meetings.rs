//! Opinions of a meeting in one entry, and its documents.

use super::{MEETING, Stage, plan, step, wanted};
use crate::support::Client;
use api::entity::support_opinion;
use chrono::TimeDelta;
use sea_orm::EntityTrait;
use serde_json::{Value, json};

/// The day of the meeting becomes known.
pub async fn hold(officer: &Client, meeting: &str, day: &str) {
    let calendar = officer.get("/council-meetings?prefecture=04&fiscal_year=2026").await.expect(200).items();
    let mut known = calendar.as_array().unwrap().iter().find(|one| one["id"] == meeting).unwrap().clone();
    known["held_on"] = json!(day);
    let etag = format!("\"{}\"", known["version"]);
    officer.put_version(&format!("/council-meetings/{meeting}"), &etag, known).await.expect(200);
}

/// What is recorded of an application in the version that the officer reads.
pub async fn opinions(officer: &Client, applications: &[(&str, bool)]) -> Value {
    let mut opinions = Vec::new();
    for (id, agreed) in applications {
        let version = officer.get(&format!("/support-applications/{id}")).await.expect(200).json()["version"].clone();
        opinions.push(json!({ "application_id": id, "agreed": agreed, "version": version }));
    }
    json!({ "minutes": "議事録 3ページ", "opinions": opinions })
}

async fn proposed(stage: &Stage, id: &str) {
    step(&stage.member, id, "submit", json!({})).await.expect(200);
    step(&stage.officer, id, "check", json!({})).await.expect(200);
    step(&stage.officer, id, "propose", json!({ "meeting_id": MEETING })).await.expect(200);
}

#[actix_web::test]
async fn a_meeting_says_of_all_its_applications_in_one_entry_what_it_said() {
    let stage = Stage::set().await;
    let (member, second) = super::clinic(&stage.app, "04321").await;
    let first = stage.draft(plan()).await;
    let second = member.post("/support-applications", wanted(&second, super::SENNAN, plan())).await.expect(201).text("/id");
    proposed(&stage, &first).await;
    step(&member, &second, "submit", json!({})).await.expect(200);
    step(&stage.officer, &second, "check", json!({})).await.expect(200);
    step(&stage.officer, &second, "propose", json!({ "meeting_id": MEETING })).await.expect(200);

    let path = format!("/council-meetings/{MEETING}");
    let record = async |body: Value| stage.officer.post(&format!("{path}/opinions"), body).await;
    let both = async || opinions(&stage.officer, &[(&first, true), (&second, true)]).await;
    hold(&stage.officer, MEETING, "2026-04-20").await;
    record(both().await).await.refused(409, "meeting_not_held");
    stage.app.clock.advance(TimeDelta::days(20));
    let mut twice = both().await;
    twice["opinions"][1] = twice["opinions"][0].clone();
    record(twice).await.invalid("/opinions/1/application_id", "duplicate");
    let mut stale = both().await;
    stale["opinions"][1]["version"] = json!(1);
    record(stale).await.refused(412, "version_mismatch");
    let nothing = stage.officer.get(&format!("{path}/applications")).await.expect(200).items();
    assert!(nothing.as_array().unwrap().iter().all(|one| one["opinion"].is_null()), "all of it or nothing: {nothing}");

    let said = record(both().await).await.expect(200).items();
    let of = |n: usize| (said[n]["reference_number"].clone(), said[n]["opinion"]["on"].clone(), said[n]["opinion"]["agreed"].clone());
    assert_eq!(of(0), (json!("04-2026-0001"), json!("2026-04-20"), json!(true)));
    assert_eq!(of(1), (json!("04-2026-0002"), json!("2026-04-20"), json!(true)));
    // From now on the day is that of what was said.
    let calendar = stage.officer.get("/council-meetings?prefecture=04&fiscal_year=2026").await.expect(200).items();
    let held = calendar.as_array().unwrap().iter().find(|one| one["id"] == MEETING).unwrap();
    let etag = format!("\"{}\"", held["version"]);
    for day in [json!("2026-04-19"), json!(null)] {
        let mut moved = held.clone();
        moved["held_on"] = day;
        stage.officer.put_version(&path, &etag, moved).await.refused(409, "wrong_state");
    }
    stage.officer.put_version(&path, &etag, held.clone()).await.expect(200);
    // What was said can be put right until it is decided.
    record(opinions(&stage.officer, &[(&second, false)]).await).await.expect(200);
    let read = stage.officer.get(&format!("/support-applications/{second}")).await.expect(200).json();
    assert_eq!((&read["opinions"][0]["agreed"], &read["opinions"][0]["minutes"]), (&json!(false), &json!("議事録 3ページ")));

    // The other council's meeting has what is before the councils, without bringing it there.
    let calendar = stage.officer.get("/council-meetings?prefecture=04&fiscal_year=2026").await.expect(200).items();
    let mut insurers = calendar[0].clone();
    insurers["council"] = json!("insurers");
    insurers["held_on"] = json!("2026-04-10");
    let insurers = stage.officer.post("/council-meetings", insurers).await.expect(201).text("/id");
    let waiting = stage.officer.get(&format!("/council-meetings/{insurers}/applications")).await.expect(200).items();
    assert_eq!(waiting.as_array().map(Vec::len), Some(2));
    let agreed = opinions(&stage.officer, &[(&first, true)]).await;
    stage.officer.post(&format!("/council-meetings/{insurers}/opinions"), agreed).await.expect(200);
    step(&stage.officer, &first, "select", json!({})).await.expect(200);
    record(opinions(&stage.officer, &[(&first, true)]).await).await.refused(409, "wrong_state");
    step(&stage.officer, &second, "select", json!({})).await.refused(409, "council_agreement_missing");

    let packet = stage.officer.get(&format!("{path}/packet")).await.expect(200);
    let document = lopdf::Document::load_mem(&packet.body).unwrap();
    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    assert_eq!(pages.len(), 3, "a list, and a page for each application");
    let text: String = document.extract_text(&pages).unwrap().split_whitespace().collect();
    for words in ["04-2026-0001", "04-2026-0002", "地域医療対策協議会", "34,232,000"] {
        assert!(text.contains(words), "{words}: {text}");
    }
}

#[actix_web::test]
async fn what_a_meeting_said_stays_its_own_when_it_is_put_right_by_itself() {
    let stage = Stage::set().await;
    let id = stage.draft(plan()).await;
    proposed(&stage, &id).await;
    hold(&stage.officer, MEETING, "2026-04-01").await;
    let said = opinions(&stage.officer, &[(&id, true)]).await;
    stage.officer.post(&format!("/council-meetings/{MEETING}/opinions"), said).await.expect(200);
    stage.app.clock.advance(TimeDelta::days(1));
    for (day, meeting) in [("2026-04-01", Some(MEETING)), ("2026-04-02", None)] {
        let body = json!({ "council": "regional_medical", "agreed": false, "on": day, "minutes": "議事録 4ページ" });
        step(&stage.officer, &id, "opinions", body).await.expect(200);
        let recorded = support_opinion::Entity::find().one(&stage.app.state.db).await.unwrap().unwrap();
        assert_eq!(recorded.meeting_id.map(|id| id.0.to_string()).as_deref(), meeting, "{day}");
        assert_eq!(recorded.minutes, "議事録 4ページ");
    }
}

#[actix_web::test]
async fn a_meeting_before_the_application_or_of_another_prefecture_says_nothing_of_it() {
    let stage = Stage::set().await;
    let id = stage.draft(plan()).await;
    stage.app.clock.advance(TimeDelta::days(20));
    proposed(&stage, &id).await;
    hold(&stage.officer, MEETING, "2026-04-20").await;
    let path = format!("/council-meetings/{MEETING}/opinions");
    let early = opinions(&stage.officer, &[(&id, true)]).await;
    stage.officer.post(&path, early).await.invalid("/opinions/0/application_id", "before_earlier_step");
    let early = json!({ "council": "insurers", "agreed": true, "on": "2026-04-20", "minutes": "議事録" });
    step(&stage.officer, &id, "opinions", early).await.invalid("/on", "before_earlier_step");
    let iwate = stage.app.officer_of("03").await;
    let body = opinions(&stage.officer, &[(&id, true)]).await;
    iwate.post(&path, body).await.refused(404, "not_found");
    for read in ["applications", "packet"] {
        iwate.get(&format!("/council-meetings/{MEETING}/{read}")).await.refused(404, "not_found");
    }
    // A meeting that it was not brought to does not speak of it.
    let calendar = stage.officer.get("/council-meetings?prefecture=04&fiscal_year=2026").await.expect(200).items();
    let other = calendar.as_array().unwrap().iter().find(|one| one["id"] != MEETING && one["council"] == "regional_medical").unwrap();
    let other = other["id"].as_str().unwrap().to_owned();
    hold(&stage.officer, &other, "2026-04-21").await;
    let body = opinions(&stage.officer, &[(&id, true)]).await;
    let unknown = stage.officer.post(&format!("/council-meetings/{other}/opinions"), body).await;
    unknown.invalid("/opinions/0/application_id", "unknown_value");
}
