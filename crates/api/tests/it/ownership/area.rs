//! A prefecture's areas, plans and meetings.

use super::{
    act::{get, post, put},
    world::World,
};
use crate::support_application::{MEETING, SENNAN};
use serde_json::{Value, json};

pub const OPERATIONS: &[&str] = &[
    "advance_correction_plan",
    "close_priority_area",
    "create_correction_plan",
    "create_council_meeting",
    "create_priority_area",
    "replace_priority_area",
    "save_correction_plan",
    "save_council_meeting",
    "withdraw_priority_area",
];

fn source() -> Value {
    json!({ "title": "架空の協議会資料", "section": "1ページ" })
}

/// A designation of one municipality, to which both councils agreed.
pub fn designation(municipality: &str, valid_from: &str) -> Value {
    let agreement = json!({ "agreed_on": "2026-03-20", "minutes": "架空の議事録 3頁" });
    json!({
        "status": "designated", "shape": { "kind": "municipalities", "codes": [municipality] }, "valid_from": valid_from,
        "source": source(), "regional_medical_council": agreement, "insurers_council": agreement, "note": "",
    })
}

pub fn area(municipality: &str) -> Value {
    json!({ "name": "架空の区域", "name_en": "Fictional area", "version": designation(municipality, "2026-04-01") })
}

fn plan(area: &str) -> Value {
    let measures = json!([{ "priority_area_id": area, "doctors_target": 12, "doctors_present": 9, "measures": "架空の取組" }]);
    json!({ "fiscal_year": 2026, "areas": measures, "source": source() })
}

#[actix_web::test]
async fn areas_plans_and_meetings_are_their_prefectures() {
    let world = World::new().await;
    let (a, b) = (&world.a, &world.b);
    let (officer, stranger) = ([&a.officer], &b.officer);
    let ours = world.with_one_key(&a.officer, stranger, post("/priority-areas", area("04581"))).await.text("/id");
    let theirs = post("/priority-areas", area("03202")).by(stranger, None).await.expect(201).text("/id");
    let path = format!("/priority-areas/{ours}");
    let next = designation("04581", "2026-10-01");
    // Whose municipality it names is not what refuses the other prefecture.
    world.mixed(stranger, post(format!("{path}/versions"), designation("03202", "2026-10-01")).at("\"1\"")).await.refused(404, "not_found");
    world.only(&officer, post(format!("{path}/versions"), next).at("\"1\"")).await;
    let end = json!({ "valid_until": "2027-03-31", "reason": "架空の町村合併" });
    world.only(&officer, post(format!("{path}/close"), end).at("\"2\"")).await;
    let to_come = get(&path).by(&a.officer, None).await.expect(200).text("/versions/0/id");
    let withdrawal = json!({ "version_id": to_come, "reason": "範囲を誤りました。" });
    world.only(&officer, post(format!("{path}/withdraw"), withdrawal).at("\"3\"")).await;

    let held = get("/council-meetings?prefecture=04&fiscal_year=2026").by(&a.officer, None).await.expect(200).items();
    let mut held = held.as_array().unwrap().iter().find(|meeting| meeting["id"] == MEETING).unwrap().clone();
    held["held_on"] = json!("2026-04-01");
    let etag = format!("\"{}\"", held["version"]);
    world.only(&officer, put(format!("/council-meetings/{MEETING}"), held.clone()).at(etag)).await;
    held["fiscal_year"] = json!(2027);
    held["held_on"] = Value::Null;
    world.with_one_key(&a.officer, stranger, post("/council-meetings", held)).await;

    let plan_of_b = post("/correction-plans", plan(&theirs)).by(stranger, None).await.expect(201);
    let plan_of_a = world.with_one_key(&a.officer, stranger, post("/correction-plans", plan(SENNAN))).await;
    let path = format!("/correction-plans/{}", plan_of_a.text("/id"));
    // The other prefecture's plan with an area of its own: only the plan is not its own.
    world.mixed(stranger, put(&path, plan(&theirs)).at("\"1\"")).await.refused(404, "not_found");
    world.mixed(stranger, put(format!("/correction-plans/{}", plan_of_b.text("/id")), plan(SENNAN)).at("\"1\"")).await;
    world.only(&officer, put(&path, plan(SENNAN)).at("\"1\"")).await;
    let advance = json!({ "meeting_id": MEETING });
    let own_plan = format!("/correction-plans/{}/advance", plan_of_b.text("/id"));
    world.mixed(stranger, post(own_plan, advance.clone()).at("\"1\"")).await.invalid("/meeting_id", "unknown_value");
    world.only(&officer, post(format!("{path}/advance"), advance).at("\"2\"")).await;
    world.tried(OPERATIONS);
}
