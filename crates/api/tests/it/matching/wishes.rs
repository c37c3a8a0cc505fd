//! Wishes: saved, read by their doctor alone, taken along, and gone with the account.

use super::{good, must, pay, wish};
use crate::support::{
    PASSWORD, TestApp,
    conversation::{raw, text},
};
use domain::actor::Role;
use serde_json::json;

#[actix_web::test]
async fn the_first_save_needs_no_version_and_every_later_one_does() {
    let app = TestApp::start().await;
    let doctor = app.doctor("架空 医師").await;
    doctor.get("/me/wishes").await.refused(404, "not_found");
    doctor.put_version("/me/wishes", "\"1\"", json!({ "wishes": [] })).await.refused(412, "version_mismatch");

    let wishes = json!({ "wishes": [good(json!({ "kind": "benefit", "benefit": "housing" })), must(pay(12_000_000))] });
    let first = doctor.put("/me/wishes", wishes.clone()).await.expect(200);
    assert_eq!(first.header("etag"), "\"1\"");
    doctor.put("/me/wishes", wishes.clone()).await.refused(428, "precondition_required");
    let second = doctor.put_version("/me/wishes", "\"1\"", json!({ "wishes": [must(pay(15_000_000))] })).await.expect(200);
    assert_eq!(second.header("etag"), "\"2\"");
    // Another window still shows version 1: what it says is refused, and nothing is lost on either side.
    doctor.put_version("/me/wishes", "\"1\"", wishes).await.refused(412, "version_mismatch");
    let read = doctor.get("/me/wishes").await.expect(200);
    assert_eq!(read.etag(), "\"2\"");
    assert_eq!(read.json()["wishes"], json!([must(pay(15_000_000))]));
}

#[actix_web::test]
async fn wishes_are_kept_in_the_order_of_the_form_and_faults_are_named() {
    let app = TestApp::start().await;
    let doctor = app.doctor("架空 医師").await;
    let (places, work) = (json!({ "kind": "prefectures", "any_of": ["04", "03", "04"] }), json!({ "kind": "half_days", "at_most": 8 }));
    let saved = doctor.put("/me/wishes", json!({ "wishes": [good(work.clone()), must(places)] })).await.expect(200).json();
    assert_eq!(saved["wishes"], json!([must(json!({ "kind": "prefectures", "any_of": ["03", "04"] })), good(work.clone())]));

    let twice = json!({ "wishes": [must(work.clone()), good(work)] });
    doctor.put_version("/me/wishes", "\"1\"", twice).await.invalid("/wishes/1/wish/kind", "duplicate");
    let nowhere = json!({ "wishes": [must(json!({ "kind": "prefectures", "any_of": ["48"] }))] });
    doctor.put_version("/me/wishes", "\"1\"", nowhere).await.invalid("/wishes/0/wish/any_of", "unknown_value");
}

#[actix_web::test]
async fn nobody_but_their_doctor_reads_wishes_and_the_trail_does_not_say_what_they_are() {
    let app = TestApp::start().await;
    let (doctor, other) = (app.doctor("架空 医師").await, app.doctor("架空 同僚").await);
    wish(&doctor, &[must(pay(98_765_432))]).await;
    other.get("/me/wishes").await.refused(404, "not_found");
    wish(&other, &[]).await;
    assert!(!raw(&other.get("/me/wishes").await.expect(200)).contains("98765432"));
    assert!(!raw(&other.get("/me/export").await.expect(200)).contains("98765432"));

    let staff = [Role::Secretariat, Role::CommitteeMember, Role::PrefectureOfficer, Role::Administrator];
    for role in staff {
        let who = app.person("運営", &[role]).await;
        for path in ["/me/wishes", "/me/matches"] {
            who.get(path).await.refused(403, "not_allowed");
        }
    }
    app.member().await.get("/me/wishes").await.refused(403, "not_allowed");
    app.visitor().get("/me/matches").await.refused(401, "sign_in_required");

    let trail = text(&app, "SELECT string_agg(a::text, ' ') FROM audit_entry a WHERE operation = 'save_wishes'", vec![]).await;
    assert!(trail.contains("doctor_wishes") && !trail.contains("98765432") && !trail.contains("pay"), "{trail}");
    for who in [app.secretariat().await, app.administrator().await] {
        for filter in ["subject_type=doctor_wishes".to_owned(), format!("actor_account_id={}", doctor.account_id)] {
            let read = who.get(&format!("/audit-entries?limit=100&{filter}")).await.expect(200);
            assert!(!raw(&read).contains("wishes"), "{filter}");
        }
    }
}

#[actix_web::test]
async fn wishes_are_taken_along_and_go_with_the_account() {
    let app = TestApp::start().await;
    let doctor = app.doctor("架空 医師").await;
    wish(&doctor, &[must(pay(98_765_432))]).await;
    let part = doctor.get("/me/export").await.expect(200).json()["parts"]["matching"].clone();
    assert_eq!(part["wishes"]["wishes"], json!([must(pay(98_765_432))]));
    doctor.post("/me/delete", json!({ "password": PASSWORD })).await.expect(204);
    assert_eq!(text(&app, "SELECT count(*)::text FROM doctor_wishes", vec![]).await, "0");
    // An access token outlives the account by minutes and brings nothing back.
    doctor.put("/me/wishes", json!({ "wishes": [] })).await.refused(401, "sign_in_required");
}
