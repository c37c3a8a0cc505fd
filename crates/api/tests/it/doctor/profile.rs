use crate::support::{
    TestApp,
    conversation::{doctor, keeps_secrets, listed_institution, profile, text},
};
use domain::actor::Role;
use serde_json::json;

#[actix_web::test]
async fn the_first_save_needs_no_version_and_every_later_one_does() {
    let app = TestApp::start().await;
    let doctor = app.person("doctor", &[Role::Doctor]).await;
    doctor.get("/me/doctor-profile").await.refused(404, "not_found");

    let first = doctor.put("/me/doctor-profile", profile()).await;
    assert_eq!(first.header("etag"), "\"1\"");
    doctor.put("/me/doctor-profile", profile()).await.refused(428, "precondition_required");

    let mut changed = profile();
    changed["employer"] = json!("架空第二病院");
    let second = doctor.put_version("/me/doctor-profile", "\"1\"", changed.clone()).await;
    assert_eq!(second.header("etag"), "\"2\"");
    // Another window still shows version 1: what it types is refused, and nothing is lost on either side.
    doctor.put_version("/me/doctor-profile", "\"1\"", profile()).await.refused(412, "version_mismatch");
    let read = doctor.get("/me/doctor-profile").await;
    assert_eq!(read.header("etag"), "\"2\"");
    assert_eq!(read.expect(200).json()["employer"], "架空第二病院");
}

#[actix_web::test]
async fn a_version_that_never_was_is_refused_before_the_first_save() {
    let app = TestApp::start().await;
    let doctor = app.person("doctor", &[Role::Doctor]).await;
    doctor.put_version("/me/doctor-profile", "\"1\"", profile()).await.refused(412, "version_mismatch");
    doctor.get("/me/doctor-profile").await.refused(404, "not_found");
}

#[actix_web::test]
async fn full_width_digits_are_stored_half_width_and_a_name_keeps_its_characters() {
    let app = TestApp::start().await;
    let doctor = app.person("doctor", &[Role::Doctor]).await;
    let mut typed = profile();
    typed["licence_number"] = json!("１２３４５６");
    typed["full_name_kana"] = json!("やまざき　よしこ");
    typed["phone"] = json!("０９０−１２３４−５６７８");
    typed["full_name"] = json!(" 山﨑 𠮷子 ");
    let saved = doctor.put("/me/doctor-profile", typed.clone()).await.expect(200).json();
    assert_eq!(saved["licence_number"], "123456");
    assert_eq!(saved["full_name_kana"], "ヤマザキ ヨシコ");
    assert_eq!(saved["phone"], "090-1234-5678");
    assert_eq!(saved["full_name"], "山﨑 𠮷子");
    assert_eq!(text(&app, "SELECT full_name FROM doctor WHERE account_id = $1", vec![doctor.account_id.0.into()]).await, "山﨑 𠮷子");
}

#[actix_web::test]
async fn a_licence_of_next_year_is_refused_at_its_field() {
    let app = TestApp::start().await;
    let doctor = app.person("doctor", &[Role::Doctor]).await;
    let mut typed = profile();
    typed["licence_year"] = json!(2027);
    let problem = doctor.put("/me/doctor-profile", typed.clone()).await.refused(422, "invalid_input").json();
    assert_eq!(problem["errors"], json!([{ "pointer": "/licence_year", "code": "in_future", "params": {} }]));
}

#[actix_web::test]
async fn every_wrong_field_is_named_at_once() {
    let app = TestApp::start().await;
    let doctor = app.person("doctor", &[Role::Doctor]).await;
    let mut typed = profile();
    typed["licence_number"] = json!("A-1");
    typed["full_name_kana"] = json!("山崎");
    typed["specialties"] = json!([]);
    typed["wishes"]["prefectures"] = json!(["99"]);
    let problem = doctor.put("/me/doctor-profile", typed.clone()).await.refused(422, "invalid_input").json();
    let pointers: Vec<_> =
        problem["errors"].as_array().unwrap().iter().map(|error| error["pointer"].as_str().unwrap().to_owned()).collect();
    assert_eq!(pointers, ["/full_name_kana", "/licence_number", "/specialties", "/wishes/prefectures"]);
}

#[actix_web::test]
async fn the_trail_says_what_a_doctor_changed_but_not_what_it_says() {
    let app = TestApp::start().await;
    let doctor = doctor(&app).await;
    let mut open = profile();
    open["disclosure"] = json!({ "name": true });
    open["licence_number"] = json!("654321");
    doctor.put_version("/me/doctor-profile", "\"1\"", open.clone()).await.expect(200);
    let trail = text(&app, "SELECT string_agg(changes::text, ' ') FROM audit_entry WHERE subject_type = 'doctor'", vec![]).await;
    keeps_secrets(&trail);
    for said in ["654321", "総合診療", "surgery"] {
        assert!(!trail.contains(said), "{said} in {trail}");
    }
    assert!(trail.contains("licence_number") && trail.contains("disclosure"), "{trail}");
}

#[actix_web::test]
async fn only_doctors_keep_a_profile() {
    let app = TestApp::start().await;
    let listed = listed_institution(&app).await;
    listed.member.get("/me/doctor-profile").await.refused(403, "not_allowed");
    listed.member.put("/me/doctor-profile", profile()).await.refused(403, "not_allowed");
    app.visitor().put("/me/doctor-profile", profile()).await.refused(401, "sign_in_required");
}
