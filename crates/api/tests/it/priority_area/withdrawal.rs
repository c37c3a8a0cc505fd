//! A version that was entered by mistake is taken back before its first day, with a trace, and nobody reads it as what holds.

use super::{SENNAN, designation, names, onagawa, with};
use crate::{
    subsidy::rule,
    support::{Answer, Client, TestApp, conversation::sql, until_waiting},
    support_application::{Stage, plan, step, wanted},
};
use api::entity::audit_entry;
use chrono::TimeDelta;
use domain::subsidy::SchemeCode;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, TransactionTrait};
use serde_json::{Value, json};

/// Takes back a version of an area that is known by its place in the list.
async fn withdraw(officer: &Client, area: &str, version: usize, reason: &str) -> Answer {
    let path = format!("/priority-areas/{area}");
    let read = officer.get(&path).await.expect(200);
    let body = json!({ "version_id": read.text(&format!("/versions/{version}/id")), "reason": reason });
    officer.post_version(&format!("{path}/withdraw"), &read.etag(), body).await
}

fn periods(detail: &Value) -> Vec<(&str, Option<&str>)> {
    let versions = detail["versions"].as_array().unwrap().iter();
    versions.map(|version| (version["period"]["from"].as_str().unwrap(), version["period"]["until"].as_str())).collect()
}

#[actix_web::test]
async fn a_version_is_taken_back_before_its_first_day_and_what_it_ended_goes_on() {
    let app = TestApp::start().await;
    let officer = app.prefecture_officer().await;
    let path = format!("/priority-areas/{SENNAN}");
    let entered = officer.post_version(&format!("{path}/versions"), "\"1\"", designation("2026-10-01")).await.expect(200).json();
    assert_eq!(periods(&entered), [("2026-10-01", None), ("2025-05-29", Some("2026-09-30"))]);
    let id = entered["versions"][0]["id"].clone();

    withdraw(&officer, SENNAN, 0, " ").await.invalid("/reason", "required");
    // It is 1 April 2026, and this one has begun.
    withdraw(&officer, SENNAN, 1, "誤り").await.refused(409, "wrong_state");
    let body = json!({ "version_id": id, "reason": "範囲を誤りました。" });
    officer.post_version(&format!("{path}/withdraw"), "\"1\"", body.clone()).await.refused(412, "version_mismatch");
    officer.post(&format!("{path}/withdraw"), body.clone()).await.refused(428, "precondition_required");
    let left = withdraw(&officer, SENNAN, 0, "範囲を誤りました。").await.expect(200);
    assert_eq!(left.etag(), "\"3\"");
    let left = left.json();
    assert_eq!(periods(&left), [("2025-05-29", None)]);
    assert_eq!((&left["withdrawn"][0]["version"]["id"], &left["withdrawn"][0]["withdrawn_on"]), (&id, &json!("2026-04-01")));
    officer.post_version(&format!("{path}/withdraw"), "\"3\"", body).await.refused(404, "not_found");

    // Nobody finds it on its days, and the version before it holds there.
    let on = app.visitor().get(&format!("{path}?as_of=2026-10-01")).await.expect(200).json();
    assert_eq!(on["area"]["version"]["shape"], json!({ "kind": "secondary_medical_area", "code": "0401" }));
    let held = app.visitor().get("/priority-area-look-up?municipality=04581&as_of=2026-10-01").await.expect(200).json();
    let holders: Vec<_> = held["areas"].as_array().unwrap().iter().map(|held| held["area"]["name"].as_str().unwrap()).collect();
    assert_eq!(holders, ["石巻・登米・気仙沼"]);
    // The days are free for the right one.
    officer.post_version(&format!("{path}/versions"), "\"3\"", designation("2026-10-01")).await.expect(200);

    let find = audit_entry::Entity::find().filter(audit_entry::Column::Operation.eq("withdraw_priority_area"));
    let trail = find.order_by_asc(audit_entry::Column::Id).all(&app.state.db).await.unwrap();
    assert_eq!((trail.len(), trail[0].actor_account_id), (1, Some(officer.account_id)));
    assert_eq!(trail[0].reason.as_deref(), Some("範囲を誤りました。"));
    assert_eq!(trail[0].changes["version"]["before"]["id"], id);
    assert_eq!(trail[0].changes["valid_until"], json!({ "before": "2026-09-30", "after": null }));
}

#[actix_web::test]
async fn a_version_goes_on_to_the_next_that_stands_and_an_end_that_was_set_stays() {
    let app = TestApp::start().await;
    let officer = app.prefecture_officer().await;
    let path = format!("/priority-areas/{SENNAN}");
    officer.post_version(&format!("{path}/versions"), "\"1\"", designation("2026-10-01")).await.expect(200);
    officer.post_version(&format!("{path}/versions"), "\"2\"", designation("2027-04-01")).await.expect(200);
    let left = withdraw(&officer, SENNAN, 1, "誤り").await.expect(200).json();
    assert_eq!(periods(&left), [("2027-04-01", None), ("2025-05-29", Some("2027-03-31"))]);

    // Closed earlier since, it does not go on when the last one is taken back as well.
    let closing = json!({ "valid_until": "2026-12-31", "reason": "架空の見直し" });
    officer.post_version(&format!("{path}/close"), "\"4\"", closing).await.expect(200);
    let left = withdraw(&officer, SENNAN, 0, "誤り").await.expect(200).json();
    assert_eq!(periods(&left), [("2025-05-29", Some("2026-12-31"))]);
    assert_eq!(left["withdrawn"].as_array().map(Vec::len), Some(2));
}

#[actix_web::test]
async fn an_area_whose_only_version_was_taken_back_is_none() {
    let stage = Stage::set().await;
    let (app, officer) = (&stage.app, &stage.officer);
    let id = onagawa(officer).await.text("/id");
    let left = withdraw(officer, &id, 0, "別の区域でした。").await.expect(200).json();
    assert_eq!((left["versions"].clone(), left["area"].clone(), left["municipality_codes"].clone()), (json!([]), Value::Null, json!([])));
    for day in ["2026-04-30", "2026-05-01", "2027-04-01"] {
        let listed = app.visitor().get(&format!("/priority-areas?prefecture=04&as_of={day}")).await.expect(200).items();
        assert!(!names(&listed).contains(&"女川（架空）".to_owned()), "{day}");
    }
    // Neither a plan nor an application can name it.
    let source = super::source();
    let measures = json!([{ "priority_area_id": id, "doctors_target": 12, "doctors_present": 9, "measures": "架空の取組" }]);
    let named = json!({ "fiscal_year": 2026, "areas": measures, "source": source });
    officer.post("/correction-plans", named).await.invalid("/areas/0/priority_area_id", "unknown_value");
    let body = wanted(&stage.institution_id, &id, plan());
    stage.member.post("/support-applications", body).await.invalid("/priority_area_id", "unknown_value");
    // The area stays, and what is right can be entered of it.
    let path = format!("/priority-areas/{id}/versions");
    let again = officer.post_version(&path, "\"2\"", designation("2026-05-01")).await.expect(200).json();
    assert_eq!((periods(&again), again["withdrawn"].as_array().map(Vec::len)), (vec![("2026-05-01", None)], Some(1)));
}

#[actix_web::test]
async fn a_version_stays_while_an_application_that_was_submitted_rests_on_it() {
    let stage = Stage::set().await;
    let path = format!("/priority-areas/{SENNAN}/versions");
    let next = with(designation("2027-04-01"), "/shape/codes", json!(["04321"]));
    stage.officer.post_version(&path, "\"1\"", next).await.expect(200);
    // One of this year rests on the version of today.
    let id = stage.draft(plan()).await;
    step(&stage.member, &id, "submit", json!({})).await.expect(200);
    withdraw(&stage.officer, SENNAN, 0, "誤り").await.expect(200);

    let next = with(designation("2027-04-01"), "/shape/codes", json!(["04321"]));
    stage.officer.post_version(&path, "\"3\"", next).await.expect(200);
    // No rule of the next year is known yet, so the day by which it was judged is set by hand.
    let judged = "UPDATE support_application SET statement = jsonb_set(statement, '{on}', '\"2027-04-01\"') WHERE id = $1::uuid";
    sql(&stage.app, judged, vec![id.clone().into()]).await;
    withdraw(&stage.officer, SENNAN, 0, "誤り").await.refused(409, "area_version_in_use");
    // What the institution writes anew does not take the one that was submitted off it.
    let returned = json!({ "reason": "区域を確認してください。" });
    step(&stage.officer, &id, "return", returned).await.expect(200);
    withdraw(&stage.officer, SENNAN, 0, "誤り").await.refused(409, "area_version_in_use");
    step(&stage.member, &id, "withdraw", json!({ "reason": "取りやめます。" })).await.expect(200);
    withdraw(&stage.officer, SENNAN, 0, "誤り").await.expect(200);
}

#[actix_web::test]
async fn a_version_waits_for_the_application_that_is_being_submitted_and_stays() {
    let stage = Stage::set().await;
    let next_year = rule(SchemeCode::ClinicEquipment, "2027-04-01", Some("2028-03-31"));
    stage.app.secretariat().await.post("/subsidy-rules", next_year).await.expect(201);
    let next = with(designation("2027-04-01"), "/shape/codes", json!(["04321"]));
    stage.officer.post_version(&format!("/priority-areas/{SENNAN}/versions"), "\"1\"", next).await.expect(200);
    let equipment = json!({
        "institution_kind": "clinic", "opening": "succession", "components": [{ "scheme": "clinic_equipment", "cost_yen": 18_000_000 }],
    });
    let mut body = wanted(&stage.institution_id, SENNAN, equipment);
    body["fiscal_year"] = json!(2027);
    let id = stage.member.post("/support-applications", body).await.expect(201).text("/id");

    // Held up in its transaction, just before it notes which rules it rests on.
    let hold = stage.app.state.db.begin().await.unwrap();
    hold.execute_unprepared("LOCK TABLE support_application_rule IN SHARE MODE").await.unwrap();
    let withdrawing = async {
        until_waiting(&hold, 1).await;
        let release = async {
            until_waiting(&hold, 2).await;
            hold.commit().await.unwrap();
        };
        futures_util::join!(withdraw(&stage.officer, SENNAN, 0, "誤り"), release).0
    };
    let (submitted, withdrawn) = futures_util::join!(step(&stage.member, &id, "submit", json!({})), withdrawing);
    withdrawn.refused(409, "area_version_in_use");
    assert_eq!(submitted.expect(200).json()["statement"]["on"], "2027-04-01");
}

#[actix_web::test]
async fn a_version_that_began_overnight_stays() {
    let app = TestApp::start().await;
    let officer = app.prefecture_officer().await;
    let path = format!("/priority-areas/{SENNAN}/versions");
    officer.post_version(&path, "\"1\"", designation("2026-04-02")).await.expect(200);
    app.clock.advance(TimeDelta::days(1));
    let officer = app.prefecture_officer().await;
    withdraw(&officer, SENNAN, 0, "誤り").await.refused(409, "wrong_state");
}

#[actix_web::test]
async fn only_officers_of_the_prefecture_take_a_version_back() {
    let app = TestApp::start().await;
    let officer = app.prefecture_officer().await;
    let id = onagawa(&officer).await.text("/id");
    withdraw(&app.officer_of("03").await, &id, 0, "誤り").await.refused(404, "not_found");
    for (actor, status) in [(app.visitor(), 401), (app.secretariat().await, 403), (app.member().await, 403)] {
        withdraw(&actor, &id, 0, "誤り").await.expect(status);
    }
    // Neither is a version of one area taken back through another.
    let version = officer.get(&format!("/priority-areas/{id}")).await.expect(200).text("/versions/0/id");
    let body = json!({ "version_id": version, "reason": "誤り" });
    officer.post_version(&format!("/priority-areas/{SENNAN}/withdraw"), "\"1\"", body).await.refused(404, "not_found");
}

#[actix_web::test]
async fn the_database_itself_keeps_what_was_taken_back() {
    let app = TestApp::start().await;
    let officer = app.prefecture_officer().await;
    officer.post_version(&format!("/priority-areas/{SENNAN}/versions"), "\"1\"", designation("2026-10-01")).await.expect(200);
    let run = async |change: &str, version: &str| {
        let of_area = format!("priority_area_id = '{SENNAN}' AND valid_from = '{version}'");
        app.state.db.execute_unprepared(&format!("UPDATE priority_area_version SET {change} WHERE {of_area}")).await
    };
    assert!(run("valid_until = NULL", "2025-05-29").await.is_err(), "what ended it stands");
    withdraw(&officer, SENNAN, 0, "誤り").await.expect(200);
    for change in ["withdrawn_at = NULL", "valid_until = '2026-12-31'", "note = 'changed'", "valid_from = '2026-11-01'"] {
        let refused = run(change, "2026-10-01").await.unwrap_err().to_string();
        assert!(refused.contains("a version of a priority support area"), "{change}: {refused}");
    }
    assert!(run("withdrawn_at = now(), note = 'changed'", "2025-05-29").await.is_err());
}
