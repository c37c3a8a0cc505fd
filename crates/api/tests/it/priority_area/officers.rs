//! What officers do with areas: only their own prefecture's, only what both councils agreed to, never over what was.

use super::{SENNAN, designation, onagawa, with};
use crate::support::TestApp;
use api::entity::audit_entry;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};

fn area(version: Value) -> Value {
    json!({ "name": "女川（架空）", "name_en": "Onagawa (fictional)", "version": version })
}

#[actix_web::test]
async fn an_officer_designates_an_area_lets_it_grow_and_ends_it() {
    let app = TestApp::start().await;
    let officer = app.prefecture_officer().await;
    let entered = onagawa(&officer).await;
    let id = entered.text("/id");
    assert_eq!((entered.etag().as_str(), entered.header("location")), ("\"1\"", format!("/api/v1/priority-areas/{id}").as_str()));
    assert_eq!(entered.text("/prefecture_code"), "04");

    let grown = with(designation("2026-10-01"), "/shape/codes", json!(["04581", "04202"]));
    let path = format!("/priority-areas/{id}/versions");
    officer.post_version(&path, "\"9\"", grown.clone()).await.refused(412, "version_mismatch");
    officer.post(&path, grown.clone()).await.refused(428, "precondition_required");
    let replaced = officer.post_version(&path, "\"1\"", grown).await.expect(200);
    let versions = replaced.json()["versions"].clone();
    assert_eq!(
        (&versions[0]["period"], &versions[1]["period"]),
        (&json!({ "from": "2026-10-01", "until": null }), &json!({ "from": "2026-05-01", "until": "2026-09-30" }),)
    );

    let closing = |day: &str| json!({ "valid_until": day, "reason": "架空の町村合併" });
    let path = format!("/priority-areas/{id}/close");
    officer.post_version(&path, "\"2\"", closing("2026-09-30")).await.invalid("/valid_until", "ends_before_start");
    officer.post_version(&path, "\"2\"", json!({ "valid_until": "2027-03-31", "reason": " " })).await.invalid("/reason", "required");
    let closed = officer.post_version(&path, "\"2\"", closing("2027-03-31")).await.expect(200);
    assert_eq!(closed.etag(), "\"3\"");
    officer.post_version(&path, "\"3\"", closing("2027-03-31")).await.refused(409, "wrong_state");
    officer.post_version(&path, "\"3\"", closing("2026-12-31")).await.expect(200);
    for (day, municipalities) in
        [("2026-04-30", 0), ("2026-05-01", 1), ("2026-09-30", 1), ("2026-10-01", 2), ("2026-12-31", 2), ("2027-01-01", 0)]
    {
        let area = app.visitor().get(&format!("/priority-areas/{id}?as_of={day}")).await.expect(200).json();
        assert_eq!(area["area"]["version"]["shape"]["codes"].as_array().map_or(0, Vec::len), municipalities, "{day}");
    }

    let find = audit_entry::Entity::find().filter(audit_entry::Column::SubjectType.eq("priority_area"));
    let trail = find.order_by_asc(audit_entry::Column::Id).all(&app.state.db).await.unwrap();
    let operations: Vec<_> = trail.iter().map(|entry| entry.operation.as_str()).collect();
    assert_eq!(operations, ["create_priority_area", "replace_priority_area", "close_priority_area", "close_priority_area"]);
    assert!(trail.iter().all(|entry| entry.actor_account_id == Some(officer.account_id)));
    assert_eq!(trail[2].reason.as_deref(), Some("架空の町村合併"));
    assert_eq!(trail[3].changes["valid_until"], json!({ "before": "2027-03-31", "after": "2026-12-31" }));
}

#[actix_web::test]
async fn the_same_intent_sent_twice_enters_one_area() {
    let app = TestApp::start().await;
    let officer = app.prefecture_officer().await;
    let body = area(designation("2026-05-01"));
    let first = officer.post_once("/priority-areas", "key-1", body.clone()).await.expect(201);
    assert_eq!(officer.post_once("/priority-areas", "key-1", body).await.expect(201).text("/id"), first.text("/id"));
}

#[actix_web::test]
async fn a_designation_needs_both_councils_and_they_cannot_agree_tomorrow() {
    let app = TestApp::start().await;
    let officer = app.prefecture_officer().await;
    for council in ["regional_medical_council", "insurers_council"] {
        let missing = with(designation("2026-05-01"), &format!("/{council}"), Value::Null);
        officer.post("/priority-areas", area(missing.clone())).await.refused(409, "council_agreement_missing");
        officer
            .post_version(&format!("/priority-areas/{SENNAN}/versions"), "\"1\"", missing)
            .await
            .refused(409, "council_agreement_missing");
        // It is 1 April 2026 in Japan.
        let later = with(designation("2026-05-01"), &format!("/{council}/agreed_on"), json!("2026-04-02"));
        officer.post("/priority-areas", area(later)).await.invalid(&format!("/version/{council}/agreed_on"), "in_future");
    }
    let unwritten = with(designation("2026-05-01"), "/insurers_council/minutes", json!(""));
    officer.post("/priority-areas", area(unwritten)).await.invalid("/version/insurers_council/minutes", "required");
    let ended = with(designation("2026-05-01"), "/status", json!("ended"));
    officer.post("/priority-areas", area(ended)).await.invalid("/version/status", "unknown_value");
}

#[actix_web::test]
async fn periods_that_overlap_or_end_before_they_start_are_refused() {
    let app = TestApp::start().await;
    let officer = app.prefecture_officer().await;
    let path = format!("/priority-areas/{SENNAN}/versions");
    let mut reversed = designation("2026-05-01");
    reversed["valid_until"] = json!("2026-04-30");
    officer.post_version(&path, "\"1\"", reversed).await.invalid("/valid_until", "ends_before_start");
    for day in ["2025-05-29", "2025-05-01"] {
        officer.post_version(&path, "\"1\"", designation(day)).await.refused(409, "periods_overlap");
    }
    // A later version is there already: one in between must end before it.
    officer.post_version(&path, "\"1\"", designation("2027-04-01")).await.expect(200);
    officer.post_version(&path, "\"2\"", designation("2026-10-01")).await.refused(409, "periods_overlap");
    let mut between = designation("2026-10-01");
    between["valid_until"] = json!("2027-03-31");
    officer.post_version(&path, "\"2\"", between).await.expect(200);
    let read = app.visitor().get(&format!("/priority-areas/{SENNAN}")).await.json();
    assert_eq!(read["versions"].as_array().map(Vec::len), Some(3), "what was refused left nothing behind");
}

#[actix_web::test]
async fn days_beyond_any_designation_are_refused_at_their_field() {
    let app = TestApp::start().await;
    let officer = app.prefecture_officer().await;
    let (versions, close) = (format!("/priority-areas/{SENNAN}/versions"), format!("/priority-areas/{SENNAN}/close"));
    for (day, code) in [("-99999-01-01", "out_of_range"), ("9999-12-31", "out_of_range"), ("1970-01-01", "required")] {
        officer.post("/priority-areas", area(designation(day))).await.invalid("/version/valid_from", code);
        officer.post_version(&versions, "\"1\"", designation(day)).await.invalid("/valid_from", code);
        let closing = json!({ "valid_until": day, "reason": "架空" });
        officer.post_version(&close, "\"1\"", closing).await.invalid("/valid_until", code);
        let agreed = with(designation("2026-05-01"), "/insurers_council/agreed_on", json!(day));
        officer.post_version(&versions, "\"1\"", agreed).await.invalid("/insurers_council/agreed_on", code);
    }
    let mut endless = designation("2026-05-01");
    endless["valid_until"] = json!("9999-12-31");
    officer.post_version(&versions, "\"1\"", endless).await.invalid("/valid_until", "out_of_range");
}

#[actix_web::test]
async fn a_version_to_come_does_not_keep_todays_from_ending_before_it() {
    let app = TestApp::start().await;
    let officer = app.prefecture_officer().await;
    officer.post_version(&format!("/priority-areas/{SENNAN}/versions"), "\"1\"", designation("2026-10-01")).await.expect(200);
    let path = format!("/priority-areas/{SENNAN}/close");
    let closing = |day: &str| json!({ "valid_until": day, "reason": "架空の見直し" });
    // It ends on 30 September already, and never before it began.
    officer.post_version(&path, "\"2\"", closing("2026-09-30")).await.refused(409, "wrong_state");
    officer.post_version(&path, "\"2\"", closing("2025-05-28")).await.invalid("/valid_until", "ends_before_start");
    let closed = officer.post_version(&path, "\"2\"", closing("2026-06-30")).await.expect(200).json();
    let periods: Vec<_> = closed["versions"].as_array().unwrap().iter().map(|version| version["period"].clone()).collect();
    assert_eq!(periods, [json!({ "from": "2026-10-01", "until": null }), json!({ "from": "2025-05-29", "until": "2026-06-30" })]);
    let closed = officer.post_version(&path, "\"3\"", closing("2026-10-01")).await.expect(200).json();
    assert_eq!(closed["versions"][0]["period"], json!({ "from": "2026-10-01", "until": "2026-10-01" }));
}

#[actix_web::test]
async fn officers_keep_to_their_own_prefecture() {
    let app = TestApp::start().await;
    let iwate = app.officer_of("03").await;
    iwate.post_version(&format!("/priority-areas/{SENNAN}/versions"), "\"1\"", designation("2026-05-01")).await.refused(404, "not_found");
    let closing = json!({ "valid_until": "2027-03-31", "reason": "架空" });
    iwate.post_version(&format!("/priority-areas/{SENNAN}/close"), "\"1\"", closing.clone()).await.refused(404, "not_found");
    iwate.post("/priority-areas", area(designation("2026-05-01"))).await.invalid("/version/shape/codes/0", "municipality_elsewhere");
    let shapes = [
        (json!({ "kind": "secondary_medical_area", "code": "0401" }), "/version/shape/code", "unknown_value"),
        (json!({ "kind": "municipalities", "codes": ["03999"] }), "/version/shape/codes/0", "unknown_municipality"),
        (json!({ "kind": "municipalities", "codes": ["03201", "03201"] }), "/version/shape/codes/1", "duplicate"),
        (
            json!({ "kind": "district", "municipality_code": "04202", "name": "牡鹿" }),
            "/version/shape/municipality_code",
            "municipality_elsewhere",
        ),
        (
            json!({ "kind": "radius", "position": { "latitude": 0.0, "longitude": 0.0 }, "radius_m": 1000 }),
            "/version/shape/position",
            "not_in_japan",
        ),
        (
            json!({ "kind": "spot", "position": { "latitude": 141.3, "longitude": 38.4 }, "name": "入れ替わり" }),
            "/version/shape/position",
            "not_in_japan",
        ),
        (
            json!({ "kind": "radius", "position": { "latitude": 39.7, "longitude": 141.1 }, "radius_m": 0 }),
            "/version/shape/radius_m",
            "out_of_range",
        ),
    ];
    for (shape, pointer, code) in shapes {
        iwate.post("/priority-areas", area(with(designation("2026-05-01"), "/shape", shape))).await.invalid(pointer, code);
    }
    for (actor, status) in [(app.visitor(), 401), (app.secretariat().await, 403), (app.member().await, 403)] {
        actor.post("/priority-areas", area(designation("2026-05-01"))).await.expect(status);
        actor.post_version(&format!("/priority-areas/{SENNAN}/close"), "\"1\"", closing.clone()).await.expect(status);
    }
}
