//! Doctors, and their talks with institutions.

use crate::support::{
    TestApp,
    conversation::{advance, asked, bring_to_terms, doctor, listed_institution},
};
use reqwest::Method;
use serde_json::json;

/// A doctor whose licence is checked asks, shares the identity, and agrees.
pub async fn doctor_and_institution(app: &TestApp) {
    let (doctor, listed, staff) = (doctor(app).await, listed_institution(app).await, app.secretariat().await);
    let upload = async || {
        let request = doctor.request(Method::POST, "/me/licence-copy").header("Content-Type", "application/pdf");
        doctor.send(request.body(b"%PDF-1.7\n% made up\n".to_vec())).await.expect(200)
    };
    upload().await;
    doctor.delete("/me/licence-copy").await.expect(204);
    upload().await;
    let check = format!("/licence-checks/{}", doctor.account_id);
    let seen = staff.get(&check).await.expect(200).etag();
    staff.post_version(&format!("{check}/decide"), &seen, json!({ "decision": "checked" })).await.expect(200);

    let wishes = json!({ "wishes": [{ "weight": "must", "wish": { "kind": "guidance" } }] });
    doctor.put("/me/wishes", wishes).await.expect(200);
    let draft = format!("/me/message-drafts/{}", listed.institution);
    doctor.send(doctor.request(Method::PUT, &draft).json(&json!({ "body": "まだ送っていません。" }))).await.expect(200);
    let id = asked(&doctor, listed.institution).await;
    bring_to_terms(&doctor, &listed.member, &id).await;
    doctor.post(&format!("/inquiries/{id}/share-identity"), json!({})).await.expect(200);
    let plan = json!({
        "prefecture_code": "04", "institution_kind": "clinic", "opening": "succession",
        "components": [{ "scheme": "clinic_equipment", "cost_yen": 18_000_000 }],
    });
    doctor.post(&format!("/inquiries/{id}/quotes"), json!({ "plan": plan })).await.expect(201);
    doctor.post("/subsidy-quotes", json!({ "plan": plan })).await.expect(200);
    doctor.post("/subsidy-quotes/print", json!({ "plan": plan })).await.expect(200);
    advance(&doctor, &id, "agree").await.expect(200);

    let other = app.doctor("架空 医師").await;
    let block = format!("/me/blocks/{}", listed.institution);
    other.send(other.request(Method::PUT, &block)).await.expect(204);
    other.delete(&block).await.expect(204);
}
