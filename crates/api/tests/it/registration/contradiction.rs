//! Statements that contradict each other are asked about before they are submitted, and the reason is there for whoever checks.

use super::letter;
use crate::support::{TestApp, complete_content, member_step, published_institution, saved_draft};
use serde_json::json;

const REASON: &str = "指導医が来年4月に着任し、それまでは隣の病院の医師に相談できるためです。";

#[actix_web::test]
async fn a_pledge_that_the_page_contradicts_is_submitted_with_its_reason_only() {
    let app = TestApp::start().await;
    let (member, secretariat) = (app.member().await, app.secretariat().await);
    let mut content = complete_content();
    content["public"]["guidance_offered"] = json!(false);
    content["explanations"] = json!({ "clinic_called_hospital": "当てはまらない理由" });
    let id = saved_draft(&app, &member, &content).await;
    let path = format!("/registrations/{id}");
    member_step(&member, &id, "submit").await.invalid("/explanations/guidance_not_offered", "contradiction");

    content["explanations"]["guidance_not_offered"] = json!(REASON);
    let draft = member.get(&path).await.expect(200);
    member.put_version(&path, &draft.etag(), json!({ "content": content })).await.expect(200);
    member_step(&member, &id, "submit").await.expect(200);
    let review = secretariat.get(&format!("{path}/review")).await.expect(200).json();
    let explained = &review["registration"]["content"]["explanations"];
    assert_eq!(explained["guidance_not_offered"], REASON);
    assert_eq!(explained["clinic_called_hospital"], "", "a reason for no contradiction is not kept");
    app.run_jobs().await;
    let copy = letter(&app, &member.email, "参加登録の申請を受け付けました");
    assert!(copy.body.contains(REASON), "{}", copy.body);
}

#[actix_web::test]
async fn a_correction_is_asked_about_in_the_same_way_and_the_reason_is_not_public() {
    let app = TestApp::start().await;
    let published = published_institution(&app).await;
    let mut content = published.read().await.json()["content"].clone();
    content["public"]["programme_support"] = json!(false);
    let path = format!("/registrations/{}/change-requests", published.registration_id);
    let refused = published.member.post(&path, json!({ "content": content })).await;
    refused.invalid("/content/explanations/programme_not_supported", "contradiction");
    content["explanations"]["programme_not_supported"] = json!(REASON);
    let asked = published.member.post(&path, json!({ "content": content })).await.expect(201).json();
    let pointers: Vec<_> = asked["differences"].as_array().unwrap().iter().map(|one| one["pointer"].as_str().unwrap()).collect();
    assert_eq!(pointers, ["/explanations/programme_not_supported", "/public/programme_support"]);
    published.secretariat.act(&format!("/change-requests/{}/apply", asked["id"].as_str().unwrap())).await.expect(200);
    let page = app.visitor().get(&format!("/institutions/{}", published.institution_id)).await.expect(200);
    assert!(!String::from_utf8_lossy(&page.body).contains(REASON));
}
