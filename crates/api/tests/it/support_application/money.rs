//! Budgets against commitments.

use super::{Stage, decision, plan, step};
use crate::support::conversation::sql;
use serde_json::{Value, json};

fn line(budget: &Value, scheme: &str) -> Value {
    let lines = budget["lines"].as_array().unwrap();
    lines.iter().find(|line| line["scheme"] == scheme).unwrap_or_else(|| panic!("{scheme} in {budget}")).clone()
}

fn entered(scheme: &str, amount: i64) -> Value {
    json!({
        "fiscal_year": 2026, "scheme": scheme, "amount_yen": amount,
        "source": { "title": "架空の予算書", "section": "1ページ" },
    })
}

#[actix_web::test]
async fn the_budget_shows_what_is_committed_and_what_is_left() {
    let stage = Stage::set().await;
    let read = async || stage.officer.get("/support-budgets/2026").await.expect(200).json();
    let untouched = line(&read().await, "clinic_equipment");
    assert_eq!(
        (&untouched["budget_yen"], &untouched["committed_yen"], &untouched["remaining_yen"]),
        (&json!(null), &json!(0), &json!(null))
    );

    stage.officer.post("/support-budgets", entered("clinic_equipment", 1_000_000)).await.expect(200);
    let mut again = entered("clinic_equipment", 10_000_000);
    again["version"] = json!(1);
    let saved = stage.officer.post("/support-budgets", again.clone()).await.expect(200).json();
    // Whoever did not see the latest amount overwrites nothing.
    for version in [json!(1), json!(null)] {
        again["version"] = version;
        stage.officer.post("/support-budgets", again.clone()).await.refused(412, "version_mismatch");
    }
    assert_eq!(line(&saved, "clinic_equipment")["version"], 2);
    assert_eq!(line(&saved, "clinic_equipment")["remaining_yen"], 10_000_000);

    let mut with_building = plan();
    with_building["components"].as_array_mut().unwrap().push(json!({ "scheme": "clinic_facility", "beds": 0, "cost_yen": 30_000_000 }));
    let id = stage.draft(with_building).await;
    step(&stage.member, &id, "submit", json!({})).await.expect(200);
    assert_eq!(line(&read().await, "clinic_equipment")["committed_yen"], 0, "nothing is committed before both councils agreed");
    stage.take_through_councils(&id).await;
    let selected = read().await;
    assert_eq!(line(&selected, "clinic_equipment")["remaining_yen"], 10_000_000 - 8_250_000);
    assert_eq!(line(&selected, "clinic_settlement")["committed_yen"], 8_866_000);
    let building = line(&selected, "clinic_facility");
    assert_eq!((&building["committed_yen"], &building["undetermined"]), (&json!(0), &json!(1)), "the document gives no unit price");

    // What was decided goes before what was planned.
    step(&stage.member, &id, "apply", json!({})).await.expect(200);
    step(&stage.officer, &id, "decide", decision()).await.expect(200);
    let decided = read().await;
    assert_eq!(line(&decided, "clinic_equipment")["remaining_yen"], 2_000_000);
    assert_eq!(line(&decided, "clinic_facility")["undetermined"], 0);
    step(&stage.member, &id, "withdraw", json!({ "reason": "取りやめます。" })).await.expect(200);
    assert_eq!(line(&read().await, "clinic_equipment")["remaining_yen"], 10_000_000);
}

#[actix_web::test]
async fn a_budget_needs_a_sensible_amount_and_a_document() {
    let stage = Stage::set().await;
    stage.officer.post("/support-budgets", entered("clinic_equipment", -1)).await.invalid("/amount_yen", "out_of_range");
    let mut nameless = entered("clinic_equipment", 1);
    nameless["source"]["title"] = json!("");
    stage.officer.post("/support-budgets", nameless).await.invalid("/source/title", "required");
    stage.member.get("/support-budgets/2026").await.refused(403, "not_allowed");
    stage.officer.get("/support-budgets/soon").await.refused(404, "not_found");
}

#[actix_web::test]
async fn a_budget_stays_while_money_of_its_year_is_bound() {
    let stage = Stage::set().await;
    for scheme in ["clinic_equipment", "work_environment"] {
        let mut next = entered(scheme, 20_000_000);
        next["fiscal_year"] = json!(2027);
        stage.officer.post("/support-budgets", next).await.expect(200);
    }
    let id = stage.selected(plan()).await;
    // Councils of the next year are not in the calendar yet.
    sql(&stage.app, "UPDATE support_application SET fiscal_year = 2027 WHERE id = $1::uuid", vec![id.clone().into()]).await;
    let wanted = |scheme: &str| json!({ "scheme": scheme, "version": 1, "reason": "年度を誤りました。" });
    let withdraw = async |scheme: &str| stage.officer.post("/support-budgets/2027/withdraw", wanted(scheme)).await;
    withdraw("clinic_equipment").await.refused(409, "wrong_state");
    withdraw("work_environment").await.expect(200);
    step(&stage.member, &id, "withdraw", json!({ "reason": "取りやめます。" })).await.expect(200);
    withdraw("clinic_equipment").await.expect(200);
}

#[actix_web::test]
async fn a_budget_is_taken_back_before_its_year_begins() {
    let stage = Stage::set().await;
    stage.officer.post("/support-budgets", entered("clinic_equipment", 1_000_000)).await.expect(200);
    let mut next = entered("clinic_equipment", 2_000_000);
    next["fiscal_year"] = json!(2027);
    stage.officer.post("/support-budgets", next.clone()).await.expect(200);
    let wanted = |version: i32| json!({ "scheme": "clinic_equipment", "version": version, "reason": "年度を誤りました。" });
    let withdraw = async |year: i32, body: Value| stage.officer.post(&format!("/support-budgets/{year}/withdraw"), body).await;
    withdraw(2026, wanted(1)).await.refused(409, "wrong_state");
    withdraw(2027, wanted(2)).await.refused(412, "version_mismatch");
    let left = withdraw(2027, wanted(1)).await.expect(200).json();
    assert_eq!(line(&left, "clinic_equipment")["budget_yen"], json!(null));
    withdraw(2027, wanted(1)).await.refused(404, "not_found");

    // Whoever still reads the line that was taken back does not overwrite the one entered after it.
    let again = stage.officer.post("/support-budgets", next.clone()).await.expect(200).json();
    assert_eq!(line(&again, "clinic_equipment")["version"], 3);
    next["version"] = json!(1);
    stage.officer.post("/support-budgets", next).await.refused(412, "version_mismatch");
    withdraw(2027, wanted(1)).await.refused(412, "version_mismatch");
    withdraw(2027, wanted(3)).await.expect(200);
}
