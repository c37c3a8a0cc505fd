//! Rules of support, applications, budgets.

use crate::{
    subsidy::rule,
    support::{Client, TestApp},
    support_application::{
        MEETING, SENNAN, clinic, decision,
        meetings::{hold, opinions},
        opinion,
        payment::fixing,
        plan, step, wanted,
    },
};
use domain::subsidy::SchemeCode;
use reqwest::Method;
use serde_json::{Value, json};

async fn stage(app: &TestApp) -> (Client, Client, String) {
    let (member, institution) = clinic(app, "04321").await;
    (member, app.prefecture_officer().await, institution)
}

async fn draft(member: &Client, institution: &str) -> String {
    let body = wanted(institution, SENNAN, plan());
    member.post("/support-applications", body).await.expect(201).text("/id")
}

/// Rules that begin and end, and applications with every turn on the way.
pub async fn rules_and_applications(app: &TestApp) {
    rules(app).await;
    let (member, officer, institution) = stage(app).await;
    applications(&member, &officer, &institution).await;
    let budget = json!({
        "fiscal_year": 2026, "scheme": "clinic_equipment", "amount_yen": 10_000_000,
        "source": { "title": "架空の予算書", "section": "1ページ" },
    });
    officer.post("/support-budgets", budget).await.expect(200);
    let next = json!({
        "fiscal_year": 2027, "scheme": "clinic_equipment", "amount_yen": 10_000_000,
        "source": { "title": "架空の予算書", "section": "1ページ" },
    });
    officer.post("/support-budgets", next).await.expect(200);
    let withdraw = json!({ "scheme": "clinic_equipment", "version": 1, "reason": "年度を誤りました。" });
    officer.post("/support-budgets/2027/withdraw", withdraw).await.expect(200);
    officer.post("/what-ifs", what_if()).await.expect(200);
}

async fn rules(app: &TestApp) {
    let secretariat = app.secretariat().await;
    let mut later = rule(SchemeCode::ClinicEquipment, "2030-04-01", Some("2031-03-31"));
    later["fiscal_year"] = json!(2030);
    let created = secretariat.post("/subsidy-rules", later.clone()).await.expect(201);
    let path = format!("/subsidy-rules/{}", created.text("/id"));
    let mut other = later;
    other["budget_stage"] = json!("enacted");
    let replaced = secretariat.put_version(&path, &created.etag(), other).await.expect(200);
    let end = json!({ "valid_until": "2030-09-30" });
    let closed = secretariat.post_version(&format!("{path}/close"), &replaced.etag(), end).await.expect(200);
    let reason = json!({ "reason": "単価を誤りました。" });
    secretariat.post_version(&format!("{path}/withdraw"), &closed.etag(), reason).await.expect(204);
}

async fn applications(member: &Client, officer: &Client, institution: &str) {
    let withdrawn = draft(member, institution).await;
    step(member, &withdrawn, "withdraw", json!({ "reason": "見送ります。" })).await.expect(200);

    let turned_down = draft(member, institution).await;
    let saved = json!({ "priority_area_id": SENNAN, "plan": plan(), "purpose": "設備を減らしました。" });
    let path = format!("/support-applications/{turned_down}");
    let etag = member.get(&path).await.expect(200).etag();
    member.put_version(&path, &etag, saved).await.expect(200);
    let upload = async || {
        let request = member.request(Method::POST, &format!("{path}/documents")).query(&[("name", "見積書.pdf")]);
        let request = request.header("Content-Type", "application/pdf").body(b"%PDF-1.7\n% made up\n".to_vec());
        member.send(request).await.expect(201).text("/id")
    };
    let removed = upload().await;
    member.delete(&format!("{path}/documents/{removed}")).await.expect(204);
    step(member, &turned_down, "submit", json!({})).await.expect(200);
    step(officer, &turned_down, "return", json!({ "reason": "見積書を添えてください。" })).await.expect(200);
    upload().await;
    step(member, &turned_down, "submit", json!({})).await.expect(200);
    step(officer, &turned_down, "check", json!({})).await.expect(200);
    step(officer, &turned_down, "propose", json!({ "meeting_id": MEETING })).await.expect(200);
    step(officer, &turned_down, "turn-down", json!({ "reason": "予算が尽きました。" })).await.expect(200);

    let granted = draft(member, institution).await;
    hold(officer, MEETING, "2026-04-01").await;
    step(member, &granted, "submit", json!({})).await.expect(200);
    step(officer, &granted, "check", json!({})).await.expect(200);
    step(officer, &granted, "propose", json!({ "meeting_id": MEETING })).await.expect(200);
    let said = opinions(officer, &[(&granted, true)]).await;
    officer.post(&format!("/council-meetings/{MEETING}/opinions"), said).await.expect(200);
    for council in ["regional_medical", "insurers"] {
        step(officer, &granted, "opinions", opinion(council, true)).await.expect(200);
    }
    step(officer, &granted, "select", json!({})).await.expect(200);
    step(member, &granted, "apply", json!({})).await.expect(200);
    step(officer, &granted, "decide", decision()).await.expect(200);
    let report = json!({ "summary": "予定どおり診療を始めました。", "amounts": decision()["amounts"] });
    step(member, &granted, "report", report.clone()).await.expect(200);
    step(officer, &granted, "return-report", json!({ "reason": "領収書を直してください。" })).await.expect(200);
    step(member, &granted, "report", report).await.expect(200);
    step(officer, &granted, "check-report", json!({})).await.expect(200);
    step(officer, &granted, "fix", fixing(7_000_000, 8_000_000)).await.expect(200);
    for (step_name, body) in [("claim", json!({})), ("withdraw-claim", json!({ "reason": "口座を確かめます。" })), ("claim", json!({}))]
    {
        step(member, &granted, step_name, body).await.expect(200);
    }
    step(officer, &granted, "pay", json!({ "paid_on": "2026-04-01" })).await.expect(200);
    step(officer, &granted, "undo", json!({ "reason": "日を誤りました。" })).await.expect(200);
}

fn what_if() -> Value {
    json!({ "on": "2026-04-01", "plan": plan() })
}
