//! Who may do what: others learn nothing.

use crate::support::{Client, TestApp, complete_content, member_step, published_institution, saved_draft};
use reqwest::Method;
use serde_json::{Value, json};

/// Every operation on registrations, with a body that would be taken.
fn operations(registration: &str, institution: &str, organization: &str) -> Vec<(Method, String, Value)> {
    let content = json!({ "content": complete_content() });
    let reason = json!({ "reason": "理由" });
    let of = |path: &str| format!("/registrations/{registration}{path}");
    vec![
        (Method::POST, format!("/organizations/{organization}/registrations"), json!({})),
        (Method::GET, format!("/organizations/{organization}/registrations"), Value::Null),
        (Method::GET, of(""), Value::Null),
        (Method::PUT, of(""), content.clone()),
        (Method::POST, of("/submit"), Value::Null),
        (Method::POST, of("/withdraw"), Value::Null),
        (Method::POST, of("/change-requests"), content),
        (Method::POST, format!("/change-requests/{registration}/withdraw"), Value::Null),
        (Method::GET, "/registrations".to_owned(), Value::Null),
        (Method::GET, "/registration-counts".to_owned(), Value::Null),
        (Method::GET, of("/review"), Value::Null),
        (Method::POST, of("/start-review"), Value::Null),
        (Method::POST, of("/forward"), Value::Null),
        (Method::POST, of("/confirm"), Value::Null),
        (Method::POST, of("/return"), reason.clone()),
        (Method::POST, of("/revoke"), reason.clone()),
        (Method::POST, format!("/change-requests/{registration}/apply"), Value::Null),
        (Method::POST, format!("/change-requests/{registration}/refuse"), reason.clone()),
        (Method::POST, format!("/institutions/{institution}/pause"), reason),
        (Method::POST, format!("/institutions/{institution}/resume"), Value::Null),
    ]
}

async fn send(client: &Client, (method, path, body): &(Method, String, Value)) -> crate::support::Answer {
    let mut request = client.request(method.clone(), path).header("If-Match", "\"1\"");
    if !body.is_null() {
        request = request.json(body);
    }
    crate::support::send(request).await
}

#[actix_web::test]
async fn doctors_and_visitors_have_no_part_in_registrations() {
    let app = TestApp::start().await;
    let published = published_institution(&app).await;
    let doctor = app.doctor("架空 医師").await;
    let organization = published.member.organization_id.to_string();
    for operation in operations(&published.registration_id, &published.institution_id, &organization) {
        send(&doctor, &operation).await.refused(403, "not_allowed");
        send(&app.visitor(), &operation).await.refused(401, "sign_in_required");
    }
}

#[actix_web::test]
async fn another_organizations_draft_does_not_exist() {
    let app = TestApp::start().await;
    let (member, other) = (app.member().await, app.member().await);
    let id = saved_draft(&app, &member, &complete_content()).await;
    let read = member.get(&format!("/registrations/{id}")).await.expect(200);
    let institution = read.text("/institution_id");
    for operation in operations(&id, &institution, &member.organization_id.to_string()).into_iter().take(8) {
        send(&other, &operation).await.refused(404, "not_found");
    }
    let own = format!("/organizations/{}/registrations", other.organization_id);
    other.post(&own, json!({ "institution_id": institution })).await.refused(404, "not_found");
    assert_eq!(member.get(&format!("/registrations/{id}")).await.expect(200).body, read.body);
}

#[actix_web::test]
async fn the_staff_sees_what_was_submitted_and_nothing_before() {
    let app = TestApp::start().await;
    let (member, secretariat) = (app.member().await, app.secretariat().await);
    let id = saved_draft(&app, &member, &complete_content()).await;
    secretariat.get(&format!("/registrations/{id}/review")).await.refused(404, "not_found");
    assert_eq!(secretariat.get("/registrations").await.expect(200).json()["items"], json!([]));
    secretariat.get(&format!("/registrations/{id}")).await.refused(403, "not_allowed");
    member_step(&member, &id, "submit").await.expect(200);
    secretariat.get(&format!("/registrations/{id}/review")).await.expect(200);
    app.administrator().await.get(&format!("/registrations/{id}/review")).await.refused(403, "not_allowed");
}
