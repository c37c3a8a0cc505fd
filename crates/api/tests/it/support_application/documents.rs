//! Files that are submitted.

use super::{SENNAN, Stage, clinic, plan, step, wanted};
use crate::support::{Answer, Client, conversation, send};
use api::entity::audit_entry;
use reqwest::Method;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;

pub const PDF: &[u8] = b"%PDF-1.7\n% made up\n";
const PDF_SHA256: &str = "1a05b626e9a3bf194d2c3c2e4f1ec6e1ea0c454ef5388609c49c2d674d4898c7";
const MENDED_SHA256: &str = "b90e03fae8342f9ae6890611af9390ec1e426bf5950ec3857ece4f0d745ec7e0";

pub async fn upload(person: &Client, id: &str, name: &str, media_type: &str, content: &[u8]) -> Answer {
    let request = person.request(Method::POST, &format!("/support-applications/{id}/documents"));
    send(request.query(&[("name", name)]).header("Content-Type", media_type).body(content.to_vec())).await
}

#[actix_web::test]
async fn a_document_comes_back_as_it_was_submitted() {
    let stage = Stage::set().await;
    let id = stage.draft(plan()).await;
    let added = upload(&stage.member, &id, "../見積書.pdf", "application/pdf", PDF).await.expect(201);
    assert_eq!((added.text("/name").as_str(), added.json()["size"].as_u64()), ("見積書.pdf", Some(PDF.len() as u64)));
    let location = added.header("location").trim_start_matches("/api/v1").to_owned();
    let read = stage.member.get(&location).await.expect(200);
    assert_eq!((read.body.as_slice(), read.header("content-type")), (PDF, "application/pdf"));
    assert!(read.header("content-disposition").starts_with("attachment;"));
    assert_eq!(read.header("x-content-type-options"), "nosniff");

    // The officer reads it once it was submitted; from then on it stays.
    stage.officer.get(&location).await.refused(404, "not_found");
    step(&stage.member, &id, "submit", json!({})).await.expect(200);
    assert_eq!(stage.officer.get(&location).await.expect(200).body, PDF);
    stage.member.delete(&location).await.refused(409, "wrong_state");
    upload(&stage.member, &id, "2.pdf", "application/pdf", PDF).await.refused(409, "wrong_state");
    step(&stage.officer, &id, "return", json!({ "reason": "差し替えてください。" })).await.expect(200);
    stage.member.delete(&location).await.refused(409, "document_submitted");
    assert_eq!(stage.officer.get(&location).await.expect(200).body, PDF);
}

/// The address of what was added.
fn address(added: &Answer) -> String {
    added.header("location").trim_start_matches("/api/v1").to_owned()
}

async fn replace(person: &Client, id: &str, replaces: &str, content: &[u8]) -> Answer {
    let request = person.request(Method::POST, &format!("/support-applications/{id}/documents"));
    let request = request.query(&[("name", "見積書（修正版）.pdf"), ("replaces", replaces)]);
    send(request.header("Content-Type", "application/pdf").body(content.to_vec())).await
}

#[actix_web::test]
async fn what_was_submitted_stays_with_its_hash_and_a_new_version_stands_beside_it() {
    let stage = Stage::set().await;
    let id = stage.draft(plan()).await;
    let path = format!("/support-applications/{id}");
    let first = upload(&stage.member, &id, "見積書.pdf", "application/pdf", PDF).await.expect(201);
    replace(&stage.member, &id, &first.text("/id"), PDF).await.refused(400, "invalid_parameter");
    step(&stage.member, &id, "submit", json!({})).await.expect(200);
    step(&stage.officer, &id, "return", json!({ "reason": "差し替えてください。" })).await.expect(200);

    let mended = b"%PDF-1.7\n% mended\n";
    let second = replace(&stage.member, &id, &first.text("/id"), mended).await.expect(201);
    replace(&stage.member, &id, &first.text("/id"), PDF).await.refused(409, "conflict");
    let read = stage.officer.get(&path).await.expect(200).json();
    assert_eq!(read["documents"].as_array().map(Vec::len), Some(1), "the prefecture reads what was submitted");
    // Until it is submitted, the new version can be removed, and another takes its place.
    stage.member.delete(&address(&second)).await.expect(204);
    let second = replace(&stage.member, &id, &first.text("/id"), mended).await.expect(201);
    step(&stage.member, &id, "submit", json!({})).await.expect(200);

    for person in [&stage.member, &stage.officer] {
        let shown = person.get(&path).await.expect(200).json()["documents"].clone();
        assert_eq!((&shown[0]["id"], &shown[1]["id"]), (&first.json()["id"], &second.json()["id"]));
        assert_eq!((&shown[0]["replaces_id"], &shown[1]["replaces_id"]), (&json!(null), &first.json()["id"]));
        // What `sha256sum` gives for the two files.
        assert_eq!(shown[0]["sha256"], PDF_SHA256);
        assert_eq!(shown[1]["sha256"], MENDED_SHA256);
        assert!(shown[0]["uploaded_by"].is_string() && shown[0]["submitted_at"].is_string() && shown[1]["submitted_at"].is_string());
    }
    assert_eq!(stage.officer.get(&address(&first)).await.expect(200).body, PDF);
    assert_eq!(stage.officer.get(&address(&second)).await.expect(200).body, mended);
    let trail = audit_entry::Entity::find().filter(audit_entry::Column::Operation.eq("submit_support_application"));
    let trail = trail.order_by_asc(audit_entry::Column::Id).all(&stage.app.state.db).await.unwrap();
    let hashes: Vec<_> = trail.iter().map(|entry| &entry.changes["documents"]["after"][0]["sha256"]).collect();
    assert_eq!(hashes, [PDF_SHA256, MENDED_SHA256]);
}

#[actix_web::test]
async fn the_database_keeps_what_was_submitted() {
    let stage = Stage::set().await;
    let id = stage.draft(plan()).await;
    upload(&stage.member, &id, "1.pdf", "application/pdf", PDF).await.expect(201);
    let db = &stage.app.state.db;
    db.execute_unprepared("UPDATE support_document SET sha256 = repeat('0', 64)").await.expect_err("the hash is that of the content");
    step(&stage.member, &id, "submit", json!({})).await.expect(200);
    for sql in [
        "DELETE FROM support_document",
        "UPDATE support_document SET content = 'x', size = 1",
        "UPDATE support_document SET name = 'x.pdf'",
        "UPDATE support_document SET submitted_at = NULL",
        "TRUNCATE support_document",
    ] {
        let refused = db.execute_unprepared(sql).await.expect_err(sql);
        assert!(refused.to_string().contains("append-only"), "{sql}: {refused}");
    }
}

#[actix_web::test]
async fn twenty_documents_can_each_be_replaced() {
    let stage = Stage::set().await;
    let id = stage.draft(plan()).await;
    let first = upload(&stage.member, &id, "1.pdf", "application/pdf", PDF).await.expect(201);
    for n in 2..=20 {
        upload(&stage.member, &id, &format!("{n}.pdf"), "application/pdf", PDF).await.expect(201);
    }
    step(&stage.member, &id, "submit", json!({})).await.expect(200);
    step(&stage.officer, &id, "return", json!({ "reason": "差し替えてください。" })).await.expect(200);
    upload(&stage.member, &id, "21.pdf", "application/pdf", PDF).await.invalid("/documents", "too_many");
    replace(&stage.member, &id, &first.text("/id"), PDF).await.expect(201);
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

#[actix_web::test]
async fn what_is_mended_after_a_return_is_the_institutions_own_until_it_is_submitted_again() {
    let stage = Stage::set().await;
    let id = stage.draft(plan()).await;
    let path = format!("/support-applications/{id}");
    upload(&stage.member, &id, "1.pdf", "application/pdf", PDF).await.expect(201);
    step(&stage.member, &id, "submit", json!({})).await.expect(200);
    step(&stage.officer, &id, "return", json!({ "reason": "差し替えてください。" })).await.expect(200);
    let asked = stage.officer.get(&path).await.expect(200).json();
    stage.app.clock.advance(chrono::TimeDelta::minutes(1));
    let mut mended = plan();
    mended["components"][0]["cost_yen"] = json!(10_000_000);
    let body = json!({ "priority_area_id": SENNAN, "plan": mended, "purpose": "設備を減らしました。" });
    stage.member.put_version(&path, &stage.read(&id).await.etag(), body).await.expect(200);
    let added = upload(&stage.member, &id, "2.pdf", "application/pdf", PDF).await.expect(201);

    let shown = stage.officer.get(&path).await.expect(200).json();
    for field in ["plan", "purpose", "statement", "documents", "subsidy_yen"] {
        assert_eq!(shown[field], asked[field], "{field}");
    }
    assert_eq!((&shown["frozen"], &shown["subsidy_yen"]), (&json!(true), &json!(8_250_000 + 8_866_000)));
    assert_eq!(stage.officer.get("/support-applications").await.expect(200).json()["items"][0]["subsidy_yen"], shown["subsidy_yen"]);
    let new = added.header("location").trim_start_matches("/api/v1").to_owned();
    stage.officer.get(&new).await.refused(404, "not_found");
    let own = stage.read(&id).await.json();
    assert_eq!((&own["subsidy_yen"], own["documents"].as_array().map(Vec::len)), (&json!(5_000_000 + 8_866_000), Some(2)));

    // Whoever takes it back instead leaves what was submitted.
    step(&stage.member, &id, "withdraw", json!({ "reason": "取りやめます。" })).await.expect(200);
    for person in [&stage.member, &stage.officer] {
        let left = person.get(&path).await.expect(200).json();
        assert_eq!((&left["plan"], &left["purpose"], &left["statement"]), (&asked["plan"], &asked["purpose"], &asked["statement"]));
    }
    stage.officer.get(&new).await.refused(404, "not_found");
}

#[actix_web::test]
async fn an_organization_adds_so_much_within_a_year() {
    let stage = Stage::set().await;
    let id = stage.draft(plan()).await;
    let first = upload(&stage.member, &id, "1.pdf", "application/pdf", PDF).await.expect(201).text("/id");
    // As many more as there may be, of another application of the organization; then as large ones.
    for (count, size, room) in [(1_998, 1_000_000, true), (1_999, 1, false), (409, 10 * 1024 * 1024, true), (410, 10 * 1024 * 1024, false)]
    {
        let clear = "DELETE FROM support_document WHERE id <> $1::uuid";
        conversation::sql(&stage.app, clear, vec![first.clone().into()]).await;
        let fill = "INSERT INTO support_document (id, application_id, name, media_type, size, content, uploaded_by, uploaded_at)
                    SELECT gen_random_uuid(), a.id, 'x.pdf', 'application/pdf', $2::bigint, 'x', d.uploaded_by, d.uploaded_at
                    FROM support_document d, generate_series(1, $3::int),
                        (SELECT id FROM support_application WHERE status = 'withdrawn') a WHERE d.id = $1::uuid";
        let other = "INSERT INTO support_application (id, institution_id, priority_area_id, prefecture_code, fiscal_year, status, status_since, plan, purpose, created_by, created_at)
                     SELECT gen_random_uuid(), institution_id, priority_area_id, prefecture_code, fiscal_year, 'withdrawn', status_since, plan, purpose, created_by, created_at
                     FROM support_application WHERE NOT EXISTS (SELECT 1 FROM support_application WHERE status = 'withdrawn')";
        conversation::sql(&stage.app, other, vec![]).await;
        conversation::sql(&stage.app, fill, vec![first.clone().into(), i64::from(size).into(), count.into()]).await;
        let answer = upload(&stage.member, &id, "2.pdf", "application/pdf", PDF).await;
        match room {
            true => answer.expect(201),
            false => answer.refused(409, "upload_quota_reached"),
        };
    }
    // Another organization is not concerned, and a year later neither is this one.
    let (neighbour, institution) = clinic(&stage.app, "04321").await;
    let theirs = neighbour.post("/support-applications", wanted(&institution, SENNAN, plan())).await.expect(201).text("/id");
    upload(&neighbour, &theirs, "1.pdf", "application/pdf", PDF).await.expect(201);
    conversation::sql(&stage.app, "UPDATE support_document SET uploaded_at = uploaded_at - interval '366 days'", vec![]).await;
    upload(&stage.member, &id, "2.pdf", "application/pdf", PDF).await.expect(201);
}
