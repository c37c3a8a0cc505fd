//! Organizations from outside.

use crate::support::TestApp;
use serde_json::json;

#[actix_web::test]
async fn whoever_enters_an_organization_is_its_first_member() {
    let app = TestApp::start().await;
    let member = app.member().await;
    let created = member.post("/organizations", json!({ "name": " 医療法人 髙﨑会 " })).await.expect(201);
    assert_eq!(created.json()["name"], "医療法人 髙﨑会");
    assert_eq!(created.json()["members"][0]["account_id"], member.account_id.to_string());
    let read = member.get(&created.header("location").replace("/api/v1", "")).await.expect(200);
    assert_eq!(read.etag(), "\"1\"");
}

#[actix_web::test]
async fn the_same_key_creates_once() {
    let app = TestApp::start().await;
    let member = app.member().await;
    let first = member.post_once("/organizations", "key-1", json!({ "name": "一" })).await.expect(201);
    let again = member.post_once("/organizations", "key-1", json!({ "name": "一" })).await.expect(201);
    assert_eq!(first.body, again.body);
    assert_eq!(first.header("location"), again.header("location"));
    member.post_once("/organizations", "key-1", json!({ "name": "二" })).await.refused(409, "idempotency_key_reused");
    let list = member.get("/organizations").await.expect(200);
    assert_eq!(list.json()["items"].as_array().map(Vec::len), Some(2), "the one of the harness and one more");
}

#[actix_web::test]
async fn others_learn_nothing_of_an_organization() {
    let app = TestApp::start().await;
    let (member, other) = (app.member().await, app.member().await);
    let path = format!("/organizations/{}", member.organization_id);
    other.get(&path).await.refused(404, "not_found");
    other.patch(&path, "\"1\"", json!({ "name": "x" })).await.refused(404, "not_found");
    other.get("/organizations/not-an-id").await.refused(404, "not_found");
    app.doctor("架空 医師").await.get(&path).await.refused(403, "not_allowed");
    app.visitor().get(&path).await.refused(401, "sign_in_required");
}

#[actix_web::test]
async fn two_people_who_rename_at_once_do_not_overwrite_each_other() {
    let app = TestApp::start().await;
    let member = app.member().await;
    let colleague = app.member_of(member.organization_id).await;
    let path = format!("/organizations/{}", member.organization_id);
    let read = member.get(&path).await.expect(200);
    member.patch(&path, "\"0\"", json!({ "name": "x" })).await.refused(412, "version_mismatch");
    member.patch(&path, &read.etag(), json!({ "name": "先" })).await.expect(200);
    colleague.patch(&path, &read.etag(), json!({ "name": "後" })).await.refused(412, "version_mismatch");
    let without = colleague.request(reqwest::Method::PATCH, &path).json(&json!({ "name": "後" }));
    crate::support::send(without).await.refused(428, "precondition_required");
    assert_eq!(member.get(&path).await.json()["name"], "先");
}

#[actix_web::test]
async fn the_last_member_stays() {
    let app = TestApp::start().await;
    let member = app.member().await;
    let colleague = app.member_of(member.organization_id).await;
    let members = format!("/organizations/{}/members", member.organization_id);
    member.delete(&format!("{members}/{}", colleague.account_id)).await.expect(204);
    colleague.get(&format!("/organizations/{}", member.organization_id)).await.refused(404, "not_found");
    member.delete(&format!("{members}/{}", member.account_id)).await.refused(409, "last_member");
}

#[actix_web::test]
async fn an_invitation_is_mailed_listed_and_taken_back() {
    let app = TestApp::start().await;
    let member = app.member().await;
    let path = format!("/organizations/{}/invitations", member.organization_id);
    let address = app.new_address();
    let invitation = member.post(&path, json!({ "email": address, "locale": "en" })).await.expect(201);
    let letter = app.latest_mail_to(&address).await;
    assert!(letter.subject.contains("Invitation from 医療法人社団 架空会"), "{}", letter.subject);
    assert!(!letter.token().is_empty());
    assert_eq!(member.get(&path).await.json()["items"][0]["status"], "open");
    let one = format!("{path}/{}", invitation.text("/id"));
    member.delete(&one).await.expect(204);
    member.delete(&one).await.refused(409, "wrong_state");
    assert_eq!(member.get(&path).await.json()["items"][0]["status"], "revoked");
}

#[actix_web::test]
async fn pages_follow_one_another() {
    let app = TestApp::start().await;
    let member = app.member().await;
    let path = format!("/organizations/{}/invitations", member.organization_id);
    for _ in 0..3 {
        member.post(&path, json!({ "email": app.new_address() })).await.expect(201);
    }
    let first = member.get(&format!("{path}?limit=2")).await.expect(200);
    assert_eq!(first.json()["items"].as_array().map(Vec::len), Some(2));
    let link = first.header("link").to_owned();
    let next = link.trim_start_matches("</api/v1").split('>').next().expect("a target");
    let second = member.get(next).await.expect(200);
    assert_eq!(second.json()["items"].as_array().map(Vec::len), Some(1));
    assert_eq!(second.header("link"), "");
    member.get(&format!("{path}?cursor=%21")).await.refused(400, "invalid_cursor");
    member.get(&format!("{path}?limit=many")).await.refused(400, "invalid_parameter");
}

#[actix_web::test]
async fn a_name_is_one_line_without_what_nobody_sees() {
    let app = TestApp::start().await;
    let member = app.member().await;
    for name in [
        "架空 様\n\n【重要】https://evil.example/login",
        "架空\u{202E}会",
        "架空\u{200B}会",
        "架空\u{FFFE}会",
        "架空\u{FFFF}会",
        "架空\u{50000}会",
    ] {
        member.post("/organizations", json!({ "name": name })).await.invalid("/name", "control_character");
        let sign_up = json!({ "token": "x", "password": crate::support::PASSWORD, "display_name": name,
            "kind": "doctor", "locale": "ja", "agreed_terms": true });
        app.visitor().post("/accounts", sign_up).await.invalid("/display_name", "control_character");
    }
}

#[actix_web::test]
async fn a_name_arrives_in_an_invitation_as_it_was_typed() {
    let app = TestApp::start().await;
    let member = app.member().await;
    for name in ["=?UTF-8?B?5p625Z+f?=", "架空会  二つの空白", "plain ASCII  with two spaces", &"長い名前の医療法人".repeat(10)]
    {
        let created = member.post("/organizations", json!({ "name": name })).await.expect(201);
        let address = app.new_address();
        let path = format!("/organizations/{}/invitations", created.text("/id"));
        member.post(&path, json!({ "email": address, "locale": "ja" })).await.expect(201);
        let letter = app.latest_mail_to(&address).await;
        assert_eq!(letter.subject, format!("【GMネットワーク】{name}からのご招待"));
        assert!(letter.body.contains(name), "{}", letter.body);
    }
}

#[actix_web::test]
async fn a_name_is_stored_composed_however_it_was_sent() {
    let app = TestApp::start().await;
    let member = app.member().await;
    let sent = "か\u{3099}んは\u{309A}い \u{FA19}崎";
    let created = member.post("/organizations", json!({ "name": sent })).await.expect(201);
    assert_eq!(created.json()["name"], "がんぱい \u{FA19}崎", "people's own ideographs stay");
    // A mark behind an escape belongs to its letter too.
    let request = member.request(reqwest::Method::POST, "/organizations").header("Content-Type", "application/json");
    let escaped = crate::support::send(request.body(r#"{"name":"か\u3099"}"#)).await.expect(201);
    assert_eq!(escaped.json()["name"], "が");
}
