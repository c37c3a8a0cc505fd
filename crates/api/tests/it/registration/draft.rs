//! Starting and writing.

use crate::support::{TestApp, complete_content, member_step, places, published_institution, saved_draft};
use api::entity::{institution, registration};
use sea_orm::{ConnectionTrait, EntityTrait, PaginatorTrait};
use serde_json::json;

#[actix_web::test]
async fn a_draft_starts_blank_and_keeps_whatever_is_written_so_far() {
    let app = TestApp::start().await;
    let member = app.member().await;
    let created = member.post(&format!("/organizations/{}/registrations", member.organization_id), json!({})).await.expect(201);
    assert_eq!((created.json()["status"].clone(), created.json()["fiscal_year"].clone()), (json!("draft"), json!(2026)));
    assert_eq!(created.header("location"), format!("/api/v1/registrations/{}", created.text("/id")));
    let path = format!("/registrations/{}", created.text("/id"));
    let half = json!({ "content": { "public": { "name": "架空", "beds": 5, "postal_code": "98" } } });
    let saved = member.put_version(&path, &created.etag(), half.clone()).await.expect(200);
    assert_eq!(saved.json()["content"]["public"]["postal_code"], "98");
    let again = member.put_version(&path, &saved.etag(), half).await.expect(200);
    assert_eq!(again.etag(), saved.etag(), "saving the same again changes nothing");
    assert_eq!(member.get(&path).await.expect(200).body, again.body);
    let listed = member.get(&format!("/organizations/{}/registrations", member.organization_id)).await.expect(200);
    assert_eq!(listed.items()[0]["name"], "架空");
}

#[actix_web::test]
async fn what_is_too_long_for_a_draft_is_named_and_the_draft_stays() {
    let app = TestApp::start().await;
    let member = app.member().await;
    let id = saved_draft(&app, &member, &complete_content()).await;
    let path = format!("/registrations/{id}");
    let read = member.get(&path).await.expect(200);
    let long = json!({ "content": { "public": { "name": "あ".repeat(101), "practice": "\u{0}" } } });
    let refused = member.put_version(&path, &read.etag(), long).await.invalid("/content/public/name", "too_long");
    refused.invalid("/content/public/practice", "control_character");
    assert_eq!(member.get(&path).await.expect(200).body, read.body);
}

#[actix_web::test]
async fn a_draft_starts_from_the_official_list() {
    let app = TestApp::start().await;
    places(&app).await;
    let sql = "INSERT INTO registry_institution
        (code, edition, name, name_kana, kind, prefecture_code, municipality_code, postal_code, address, beds, website)
        VALUES ('9904100001', '2025-06-01', '架空大河原病院', 'カクウオオガワラビョウイン', 'hospital', '04', '04321', '989-1201',
                '宮城県柴田郡大河原町字西1-1', 80, 'https://ogawara.example.jp/')";
    app.state.db.execute_unprepared(sql).await.expect("a row");
    let member = app.member().await;
    let path = format!("/organizations/{}/registrations", member.organization_id);
    let created = member.post(&path, json!({ "registry_code": "9904100001" })).await.expect(201);
    let public = created.json()["content"]["public"].clone();
    assert_eq!(public["name"], "架空大河原病院");
    assert_eq!(public["name_kana"], "カクウオオガワラビョウイン");
    assert_eq!((public["kind"].clone(), public["beds"].clone()), (json!("hospital"), json!(80)));
    assert_eq!((public["prefecture_code"].clone(), public["municipality_code"].clone()), (json!("04"), json!("04321")));
    assert_eq!((public["postal_code"].clone(), public["address_line"].clone()), (json!("989-1201"), json!("字西1-1")));
    assert_eq!(public["website"], "https://ogawara.example.jp/");
    let restricted = &created.json()["content"]["restricted"];
    assert_eq!(restricted["contact_email"], member.email, "whoever starts is the contact until another is named");
    let again = member.post(&path, json!({ "registry_code": "9904100001" })).await.expect(200);
    assert_eq!(again.text("/id"), created.text("/id"), "a second start leads to the first");
    member.post(&path, json!({ "registry_code": "0000000000" })).await.invalid("/registry_code", "unknown_value");
}

#[actix_web::test]
async fn the_same_key_starts_one_registration() {
    let app = TestApp::start().await;
    let member = app.member().await;
    let path = format!("/organizations/{}/registrations", member.organization_id);
    let first = member.post_once(&path, "one", json!({})).await.expect(201);
    let again = member.post_once(&path, "one", json!({})).await.expect(201);
    assert_eq!((first.body, first.headers.get("etag")), (again.body, again.headers.get("etag")));
    assert_eq!(registration::Entity::find().count(&app.state.db).await.expect("counted"), 1);
    assert_eq!(institution::Entity::find().count(&app.state.db).await.expect("counted"), 1);
}

#[actix_web::test]
async fn two_people_who_write_the_same_draft_lose_nothing() {
    let app = TestApp::start().await;
    let member = app.member().await;
    let colleague = app.member_of(member.organization_id).await;
    let id = saved_draft(&app, &member, &complete_content()).await;
    let path = format!("/registrations/{id}");
    let seen = member.get(&path).await.expect(200).etag();
    let mut content = complete_content();
    content["public"]["headline"] = json!("先に保存した人の文");
    member.put_version(&path, &seen, json!({ "content": content })).await.expect(200);
    content["public"]["headline"] = json!("後から保存しようとした人の文");
    colleague.put_version(&path, &seen, json!({ "content": content })).await.refused(412, "version_mismatch");
    colleague.put(&path, json!({ "content": content })).await.refused(428, "precondition_required");
    colleague.post_version(&format!("{path}/submit"), &seen, json!({})).await.refused(412, "version_mismatch");
    let latest = colleague.get(&path).await.expect(200);
    assert_eq!(latest.json()["content"]["public"]["headline"], "先に保存した人の文");
    colleague.put_version(&path, &latest.etag(), json!({ "content": content })).await.expect(200);
}

#[actix_web::test]
async fn what_was_submitted_cannot_be_written_any_more() {
    let app = TestApp::start().await;
    let member = app.member().await;
    let id = saved_draft(&app, &member, &complete_content()).await;
    let submitted = member_step(&member, &id, "submit").await.expect(200);
    let other = json!({ "content": {} });
    member.put_version(&format!("/registrations/{id}"), &submitted.etag(), other).await.refused(409, "wrong_state");
    member_step(&member, &id, "submit").await.refused(409, "wrong_state");
}

#[actix_web::test]
async fn one_organization_registers_several_institutions_each_on_its_own() {
    let app = TestApp::start().await;
    let published = published_institution(&app).await;
    let path = format!("/organizations/{}/registrations", published.member.organization_id);
    let second = published.member.post(&path, json!({})).await.expect(201);
    assert_ne!(second.text("/institution_id"), published.institution_id);
    let again = published.member.post(&path, json!({ "institution_id": second.text("/institution_id") })).await.expect(200);
    assert_eq!(again.text("/id"), second.text("/id"));
    let listed = published.member.get(&path).await.expect(200).items();
    assert_eq!(listed.as_array().map(Vec::len), Some(2));
    assert_eq!(published.review().await.json()["related"], json!([]), "what was never submitted is the institution's own");
}
