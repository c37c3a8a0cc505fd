//! What officers keep: areas, plans, meetings.

use crate::{
    priority_area::{SENNAN, designation, source},
    support::TestApp,
};
use serde_json::json;

/// An area from its designation to its end, a meeting and a plan.
pub async fn areas_plans_and_meetings(app: &TestApp) {
    let officer = app.prefecture_officer().await;
    let area = json!({ "name": "女川（架空）", "name_en": "Onagawa (fictional)", "version": designation("2026-05-01") });
    let path = format!("/priority-areas/{}", officer.post("/priority-areas", area).await.expect(201).text("/id"));
    officer.post_version(&format!("{path}/versions"), "\"1\"", designation("2026-10-01")).await.expect(200);
    let closing = json!({ "valid_until": "2027-03-31", "reason": "架空の町村合併" });
    let closed = officer.post_version(&format!("{path}/close"), "\"2\"", closing).await.expect(200);
    let withdrawal = json!({ "version_id": closed.text("/versions/0/id"), "reason": "範囲を誤りました。" });
    officer.post_version(&format!("{path}/withdraw"), &closed.etag(), withdrawal).await.expect(200);

    let mut meeting = json!({
        "council": "regional_medical", "fiscal_year": 2025, "round": "first", "held_on": null,
        "agenda": [{ "ja": "素案（架空）", "en": "Outline (fictional)", "schemes": [] }], "source": source(),
    });
    let entered = officer.post("/council-meetings", meeting.clone()).await.expect(201);
    meeting["held_on"] = json!("2025-06-10");
    officer.put_version(&format!("/council-meetings/{}", entered.text("/id")), &entered.etag(), meeting).await.expect(200);

    let mut plan = json!({
        "fiscal_year": 2025,
        "areas": [{ "priority_area_id": SENNAN, "doctors_target": 12, "doctors_present": 9, "measures": "架空の取組" }],
        "source": source(),
    });
    let drafted = officer.post("/correction-plans", plan.clone()).await.expect(201);
    let path = format!("/correction-plans/{}", drafted.text("/id"));
    plan["areas"][0]["measures"] = json!("架空の別の取組");
    let saved = officer.put_version(&path, &drafted.etag(), plan).await.expect(200);
    let step = json!({ "meeting_id": entered.text("/id") });
    officer.post_version(&format!("{path}/advance"), &saved.etag(), step).await.expect(200);
}
