use crate::support::{
    Answer, Client, PASSWORD, TestApp,
    conversation::{ask, asked, doctor, listed_institution, text, write},
};
use reqwest::Method;
use serde_json::json;
use std::fmt::Display;

async fn keep(who: &Client, about: impl Display, body: &str) -> Answer {
    who.send(who.request(Method::PUT, &format!("/me/message-drafts/{about}")).json(&json!({ "body": body }))).await
}

async fn kept(who: &Client, about: impl Display) -> String {
    who.get(&format!("/me/message-drafts/{about}")).await.expect(200).text("/body")
}

#[actix_web::test]
async fn a_draft_is_kept_until_it_is_sent() {
    let app = TestApp::start().await;
    let (doctor, listed) = (doctor(&app).await, listed_institution(&app).await);
    assert_eq!(kept(&doctor, listed.institution).await, "");
    for body in ["見学は", "見学は可能でしょう"] {
        keep(&doctor, listed.institution, body).await.expect(200);
        assert_eq!(kept(&doctor, listed.institution).await, body);
    }
    let exported = doctor.get("/me/export").await.expect(200).json();
    assert_eq!(exported["parts"]["inquiries"]["drafts"][0]["body"], "見学は可能でしょう");
    let id = asked(&doctor, listed.institution).await;
    assert_eq!(kept(&doctor, listed.institution).await, "");

    keep(&listed.member, &id, "お越し").await.expect(200);
    keep(&doctor, &id, "伺い").await.expect(200);
    write(&listed.member, &id, "お越しください。").await.expect(201);
    assert_eq!((kept(&listed.member, &id).await, kept(&doctor, &id).await), (String::new(), "伺い".to_owned()));
    keep(&doctor, &id, " ").await.expect(200);
    assert_eq!(text(&app, "SELECT count(*)::text FROM message_draft", vec![]).await, "0");
}

/// The draft is kept when the message is refused, and can be sent again.
#[actix_web::test]
async fn a_message_that_is_refused_leaves_its_draft() {
    let app = TestApp::start().await;
    let (doctor, listed) = (doctor(&app).await, listed_institution(&app).await);
    asked(&doctor, listed.institution).await;
    keep(&doctor, listed.institution, "もう一通").await.expect(200);
    ask(&doctor, listed.institution).await.refused(409, "inquiry_already_open");
    assert_eq!(kept(&doctor, listed.institution).await, "もう一通");
}

#[actix_web::test]
async fn a_draft_is_about_something_that_its_writer_may_write_to() {
    let app = TestApp::start().await;
    let (doctor, listed) = (doctor(&app).await, listed_institution(&app).await);
    let id = asked(&doctor, listed.institution).await;
    keep(&doctor, uuid::Uuid::new_v4(), "だれに").await.refused(404, "not_found");
    keep(&app.member().await, &id, "よその相談に").await.refused(404, "not_found");
    keep(&app.secretariat().await, &id, "事務局から").await.refused(403, "not_allowed");
    keep(&doctor, &id, &"長".repeat(8_001)).await.invalid("/body", "too_long");
}

#[actix_web::test]
async fn a_draft_goes_with_the_account() {
    let app = TestApp::start().await;
    let (doctor, listed) = (doctor(&app).await, listed_institution(&app).await);
    keep(&doctor, listed.institution, "書きかけです。").await.expect(200);
    doctor.post("/me/delete", json!({ "password": PASSWORD })).await.expect(204);
    assert_eq!(text(&app, "SELECT count(*)::text FROM message_draft", vec![]).await, "0");
}
