//! Files that are handed in.

use super::{Stage, plan, step};
use crate::support::{Answer, Client, send};
use reqwest::Method;
use serde_json::json;

const PDF: &[u8] = b"%PDF-1.7\n% made up\n";

async fn upload(person: &Client, id: &str, name: &str, media_type: &str, content: &[u8]) -> Answer {
    let request = person.request(Method::POST, &format!("/support-applications/{id}/documents"));
    send(request.query(&[("name", name)]).header("Content-Type", media_type).body(content.to_vec())).await
}

#[actix_web::test]
async fn a_document_comes_back_as_it_was_handed_in() {
    let stage = Stage::set().await;
    let id = stage.draft(plan()).await;
    let added = upload(&stage.member, &id, "../見積書.pdf", "application/pdf", PDF).await.expect(201);
    assert_eq!((added.text("/name").as_str(), added.json()["size"].as_u64()), ("見積書.pdf", Some(PDF.len() as u64)));
    let location = added.header("location").trim_start_matches("/api/v1").to_owned();
    let read = stage.member.get(&location).await.expect(200);
    assert_eq!((read.body.as_slice(), read.header("content-type")), (PDF, "application/pdf"));
    assert!(read.header("content-disposition").starts_with("attachment;"));
    assert_eq!(read.header("x-content-type-options"), "nosniff");

    // The officer reads it once it was handed in; from then on it stays.
    stage.officer.get(&location).await.refused(404, "not_found");
    step(&stage.member, &id, "submit", json!({})).await.expect(200);
    assert_eq!(stage.officer.get(&location).await.expect(200).body, PDF);
    stage.member.delete(&location).await.refused(409, "wrong_state");
    upload(&stage.member, &id, "2.pdf", "application/pdf", PDF).await.refused(409, "wrong_state");
    step(&stage.officer, &id, "return", json!({ "reason": "差し替えてください。" })).await.expect(200);
    stage.member.delete(&location).await.expect(204);
    stage.member.get(&location).await.refused(404, "not_found");
}

#[actix_web::test]
async fn what_is_not_what_it_says_is_refused() {
    let stage = Stage::set().await;
    let id = stage.draft(plan()).await;
    upload(&stage.member, &id, "a.pdf", "application/pdf", b"<html>").await.refused(415, "unsupported_media_type");
    upload(&stage.member, &id, "a.png", "image/png", PDF).await.refused(415, "unsupported_media_type");
    upload(&stage.member, &id, "a.html", "text/html", b"<html>").await.refused(415, "unsupported_media_type");
    upload(&stage.member, &id, "a.pdf", "application/pdf", b"").await.refused(400, "malformed_request");
    let mut large = PDF.to_vec();
    large.resize(10 * 1024 * 1024 + 1, b' ');
    upload(&stage.member, &id, "a.pdf", "application/pdf", &large).await.refused(413, "body_too_large");
    large.pop();
    upload(&stage.member, &id, "a.pdf", "application/pdf", &large).await.expect(201);
    upload(&stage.officer, &id, "a.pdf", "application/pdf", PDF).await.refused(403, "not_allowed");
}
