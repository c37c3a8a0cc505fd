//! After the report: checked or returned, the amount fixed, claimed and paid; and what is undone.

use super::{Stage, decision, plan, step};
use crate::support::Answer;
use api::entity::{audit_entry, support_report_revision};
use chrono::TimeDelta;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};
use uuid::Uuid;

/// Less was spent on equipment than decided, more on the settlement.
fn report() -> Value {
    json!({ "summary": "予定どおり診療を始めました。", "amounts": [
        { "scheme": "clinic_equipment", "cost_yen": 15_000_001, "subsidy_yen": 7_500_000 },
        { "scheme": "clinic_settlement", "cost_yen": 14_000_000, "subsidy_yen": 8_866_000 },
    ] })
}

pub fn fixing(equipment: i64, settlement: i64) -> Value {
    json!({ "fixed_on": "2026-04-01", "reference": "医政第2号", "amounts": [
        { "scheme": "clinic_equipment", "subsidy_yen": equipment },
        { "scheme": "clinic_settlement", "subsidy_yen": settlement },
    ] })
}

/// An application of which a report was made.
async fn reported(stage: &Stage) -> String {
    let id = stage.selected(plan()).await;
    step(&stage.member, &id, "apply", json!({})).await.expect(200);
    step(&stage.officer, &id, "decide", decision()).await.expect(200);
    step(&stage.member, &id, "report", report()).await.expect(200);
    id
}

fn budget(answer: &Value) -> [Vec<i64>; 2] {
    let figures = |line: &Value| {
        ["committed_yen", "decided_yen", "fixed_yen", "paid_yen"].iter().map(|name| line[*name].as_i64().unwrap()).collect::<Vec<_>>()
    };
    let equipment = answer["lines"].as_array().unwrap().iter().find(|line| line["scheme"] == "clinic_equipment").unwrap();
    [figures(equipment), figures(&answer["total"])]
}

fn status(answer: &Answer) -> String {
    answer.text("/status")
}

#[actix_web::test]
async fn a_report_is_mended_and_the_amount_is_fixed_claimed_and_paid() {
    let stage = Stage::set().await;
    let id = reported(&stage).await;
    let read = async || stage.officer.get("/support-budgets/2026").await.expect(200).json();
    assert_eq!(budget(&read().await), [vec![8_000_000, 8_000_000, 0, 0], vec![16_866_000, 16_866_000, 0, 0]]);

    step(&stage.officer, &id, "fix", fixing(1, 1)).await.refused(409, "wrong_state");
    let returned = step(&stage.officer, &id, "return-report", json!({ "reason": "領収書の日付を直してください。" })).await.expect(200);
    assert_eq!(status(&returned), "report_returned");
    let mail = stage.app.latest_mail_to(&stage.member.email).await;
    assert!(mail.subject.contains("実績報告の修正") && mail.body.contains("領収書の日付を直してください。"), "{}", mail.body);
    step(&stage.member, &id, "report", report()).await.expect(200);
    let checked = step(&stage.officer, &id, "check-report", json!({})).await.expect(200).json();
    // By the rules of the statement: half of 15,000,001 and two thirds of 13,300,000, the base amount of a hundred days.
    let most = |n: usize| (checked["fixable"][n]["by_rule_yen"].clone(), checked["fixable"][n]["most_yen"].clone());
    assert_eq!(most(0), (json!(7_500_000), json!(7_500_000)));
    assert_eq!(most(1), (json!(8_866_000), json!(8_866_000)));

    let fix = async |body: Value| step(&stage.officer, &id, "fix", body).await;
    fix(fixing(7_500_001, 1)).await.invalid("/amounts/0/subsidy_yen", "out_of_range");
    let mut left_out = fixing(1, 1);
    left_out["amounts"].as_array_mut().unwrap().pop();
    fix(left_out).await.invalid("/amounts", "required");
    let mut another = fixing(1, 1);
    another["amounts"][1]["scheme"] = json!("work_environment");
    fix(another).await.invalid("/amounts/1/scheme", "unknown_value");
    let mut early = fixing(1, 1);
    early["fixed_on"] = json!("2026-03-31");
    fix(early).await.invalid("/fixed_on", "before_earlier_step");
    let mut late = fixing(1, 1);
    late["fixed_on"] = json!("2026-04-02");
    fix(late).await.invalid("/fixed_on", "in_future");
    step(&stage.member, &id, "claim", json!({})).await.refused(409, "wrong_state");
    let fixed = fix(fixing(7_500_000, 8_800_000)).await.expect(200).json();
    assert_eq!((&fixed["subsidy_yen"], &fixed["fixing"]["reference"]), (&json!(16_300_000), &json!("医政第2号")));
    assert_eq!(budget(&read().await), [vec![7_500_000, 8_000_000, 7_500_000, 0], vec![16_300_000, 16_866_000, 16_300_000, 0]]);
    let mail = stage.app.latest_mail_to(&stage.member.email).await;
    assert!(mail.body.contains("医政第2号") && mail.body.contains("04-2026-0001"), "{}", mail.body);

    // A claim can be taken back until it is paid.
    let claimed = step(&stage.member, &id, "claim", json!({})).await.expect(200).json();
    assert_eq!(claimed["claim"], json!({ "claimed_on": "2026-04-01", "amount_yen": 16_300_000 }));
    let taken_back = step(&stage.member, &id, "withdraw-claim", json!({ "reason": "口座を確かめます。" })).await.expect(200);
    assert_eq!((status(&taken_back), &taken_back.json()["claim"]), ("fixed".to_owned(), &json!(null)));
    stage.app.clock.advance(TimeDelta::days(2));
    step(&stage.member, &id, "claim", json!({})).await.expect(200);
    step(&stage.officer, &id, "pay", json!({ "paid_on": "2026-04-02" })).await.invalid("/paid_on", "before_earlier_step");
    let paid = step(&stage.officer, &id, "pay", json!({ "paid_on": "2026-04-03" })).await.expect(200).json();
    assert_eq!(paid["payment"], json!({ "paid_on": "2026-04-03", "amount_yen": 16_300_000 }));
    assert_eq!(paid["events"], json!(["undo"]));
    assert_eq!(
        budget(&read().await),
        [vec![7_500_000, 8_000_000, 7_500_000, 7_500_000], vec![16_300_000, 16_866_000, 16_300_000, 16_300_000]]
    );
    let printed = stage.member.get(&format!("/support-applications/{id}/pdf")).await.expect(200);
    let document = lopdf::Document::load_mem(&printed.body).unwrap();
    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    let text: String = document.extract_text(&pages).unwrap().split_whitespace().collect();
    assert!(text.contains("04-2026-0001") && text.contains("16,300,000"), "{text}");
}

#[actix_web::test]
async fn fewer_days_than_planned_lower_the_most_that_can_be_fixed_and_more_do_not_raise_it() {
    let stage = Stage::set().await;
    let id = stage.selected(plan()).await;
    step(&stage.member, &id, "apply", json!({})).await.expect(200);
    step(&stage.officer, &id, "decide", decision()).await.expect(200);
    let worked = |scheme: &str, days: i32| {
        let mut report = report();
        report["days_worked"] = json!([{ "scheme": scheme, "days": days }]);
        report
    };
    let say = async |report: Value| step(&stage.member, &id, "report", report).await;
    say(worked("clinic_settlement", 367)).await.invalid("/days_worked/0/days", "out_of_range");
    say(worked("clinic_equipment", 1)).await.invalid("/days_worked/0/scheme", "unknown_value");
    // Not in the plan.
    say(worked("substitute_doctor", 1)).await.invalid("/days_worked/0/scheme", "unknown_value");

    // A hundred days are planned. Two thirds of ¥6,200,000 and 60 times ¥71,000.
    let most = |answer: &Answer| answer.json()["fixable"][1]["most_yen"].clone();
    let fewer = say(worked("clinic_settlement", 60)).await.expect(200);
    assert_eq!((most(&fewer), &fewer.json()["report"]["days_worked"][0]["days"]), (json!(6_973_000), &json!(60)));
    step(&stage.officer, &id, "return-report", json!({ "reason": "診療日数を確かめてください。" })).await.expect(200);
    assert_eq!(most(&say(worked("clinic_settlement", 120)).await.expect(200)), json!(8_866_000));
    step(&stage.officer, &id, "check-report", json!({})).await.expect(200);
    step(&stage.officer, &id, "return-report", json!({ "reason": "診療日数を確かめてください。" })).await.expect(200);
    say(worked("clinic_settlement", 60)).await.expect(200);
    step(&stage.officer, &id, "check-report", json!({})).await.expect(200);
    step(&stage.officer, &id, "fix", fixing(7_500_000, 6_973_001)).await.invalid("/amounts/1/subsidy_yen", "out_of_range");
    step(&stage.officer, &id, "fix", fixing(7_500_000, 6_973_000)).await.expect(200);
}

#[actix_web::test]
async fn a_report_that_was_returned_is_kept_beside_the_one_that_takes_its_place() {
    let stage = Stage::set().await;
    let id = reported(&stage).await;
    step(&stage.officer, &id, "return-report", json!({ "reason": "経過を詳しく書いてください。" })).await.expect(200);
    let mut mended = report();
    mended["summary"] = json!("四月に診療を始め、設備を据え付けました。");
    mended["amounts"][0]["cost_yen"] = json!(14_000_000);
    let read = step(&stage.member, &id, "report", mended.clone()).await.expect(200).json();
    assert_eq!(read["report"], mended);

    let of_it = support_report_revision::Column::ApplicationId.eq(Uuid::parse_str(&id).unwrap());
    let in_order = support_report_revision::Entity::find().filter(of_it).order_by_asc(support_report_revision::Column::Number);
    let kept = in_order.all(&stage.app.state.db).await.unwrap();
    let kept: Vec<_> = kept.iter().map(|one| (one.number, serde_json::to_value(&one.report).unwrap())).collect();
    assert_eq!(kept, [(1, report()), (2, mended)]);
    let refused = stage.app.state.db.execute_unprepared("DELETE FROM support_report_revision").await.expect_err("it is kept");
    assert!(refused.to_string().contains("append-only"), "{refused}");
}

#[actix_web::test]
async fn what_was_recorded_by_mistake_is_undone_step_by_step_and_stays_in_the_trail() {
    let stage = Stage::set().await;
    let id = reported(&stage).await;
    step(&stage.officer, &id, "check-report", json!({})).await.expect(200);
    step(&stage.officer, &id, "fix", fixing(7_000_000, 8_000_000)).await.expect(200);
    step(&stage.member, &id, "claim", json!({})).await.expect(200);
    step(&stage.officer, &id, "pay", json!({ "paid_on": "2026-04-01" })).await.expect(200);

    let reason = || json!({ "reason": "入力を誤りました。" });
    step(&stage.officer, &id, "undo", json!({ "reason": "" })).await.invalid("/reason", "required");
    step(&stage.member, &id, "undo", reason()).await.refused(403, "not_allowed");
    let undo = async || step(&stage.officer, &id, "undo", reason()).await;
    let unpaid = undo().await.expect(200);
    assert_eq!((status(&unpaid), &unpaid.json()["payment"]), ("claimed".to_owned(), &json!(null)));
    let mail = stage.app.latest_mail_to(&stage.member.email).await;
    assert!(mail.body.contains("入力を誤りました。") && mail.body.contains("請求済み"), "{}", mail.body);
    // The claim is the institution's.
    undo().await.refused(409, "wrong_state");
    step(&stage.member, &id, "withdraw-claim", reason()).await.expect(200);
    let unfixed = undo().await.expect(200);
    assert_eq!((status(&unfixed), &unfixed.json()["fixing"]), ("report_checked".to_owned(), &json!(null)));
    assert_eq!(status(&undo().await.expect(200)), "reported");
    undo().await.refused(409, "wrong_state");
    let of_it = audit_entry::Column::SubjectId.eq(Uuid::parse_str(&id).unwrap());
    let trail = audit_entry::Entity::find().filter(of_it).all(&stage.app.state.db).await.unwrap();
    let written = |field: &str| trail.iter().map(|entry| &entry.changes[field]["before"]).find(|before| !before.is_null()).cloned();
    assert_eq!(written("payment").unwrap()["amount_yen"], 15_000_000);
    assert_eq!(written("fixing").unwrap()["amounts"][0]["subsidy_yen"], 7_000_000);
}

#[actix_web::test]
async fn a_wrong_decision_selection_or_meeting_is_undone() {
    let stage = Stage::set().await;
    let id = stage.selected(plan()).await;
    step(&stage.member, &id, "apply", json!({})).await.expect(200);
    let mut early = decision();
    early["decided_on"] = json!("2026-03-31");
    step(&stage.officer, &id, "decide", early).await.invalid("/decided_on", "before_earlier_step");
    step(&stage.officer, &id, "decide", decision()).await.expect(200);
    let undo = async |id: &str| step(&stage.officer, id, "undo", json!({ "reason": "別の申請の決定でした。" })).await;
    let undecided = undo(&id).await.expect(200);
    assert_eq!((status(&undecided), &undecided.json()["decision"]), ("applied".to_owned(), &json!(null)));
    step(&stage.member, &id, "withdraw", json!({ "reason": "取りやめます。" })).await.expect(200);

    let second = stage.selected(plan()).await;
    assert_eq!(stage.read(&second).await.text("/reference_number"), "04-2026-0002", "a number is never given twice");
    assert_eq!(status(&undo(&second).await.expect(200)), "proposed");
    let before = undo(&second).await.expect(200);
    assert_eq!(
        (status(&before), &before.json()["opinions"], &before.json()["meeting_id"]),
        ("checked".to_owned(), &json!([]), &json!(null))
    );
}

/// An application that was not selected.
async fn turned_down(stage: &Stage) -> String {
    let id = stage.draft(plan()).await;
    step(&stage.member, &id, "submit", json!({})).await.expect(200);
    step(&stage.officer, &id, "check", json!({})).await.expect(200);
    step(&stage.officer, &id, "propose", json!({ "meeting_id": super::MEETING })).await.expect(200);
    step(&stage.officer, &id, "turn-down", json!({ "reason": "理由" })).await.expect(200);
    id
}

#[actix_web::test]
async fn a_refusal_is_not_undone_once_another_application_has_its_schemes() {
    let stage = Stage::set().await;
    let id = turned_down(&stage).await;
    // What was reported keeps no other application of the year out, only its schemes.
    reported(&stage).await;
    let refused = step(&stage.officer, &id, "undo", json!({ "reason": "誤りでした。" })).await;
    refused.refused(409, "application_already_open");
    assert_eq!(status(&stage.read(&id).await), "not_selected");
}

#[actix_web::test]
async fn a_refusal_is_not_undone_once_another_application_was_begun() {
    let stage = Stage::set().await;
    let id = turned_down(&stage).await;
    stage.draft(plan()).await;
    step(&stage.officer, &id, "undo", json!({ "reason": "誤りでした。" })).await.refused(409, "application_already_open");
}
