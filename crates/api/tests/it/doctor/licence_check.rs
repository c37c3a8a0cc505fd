//! The secretariat's check: the queue, a decision, and copies of licences.

use super::leaving::delete_account;
use crate::support::{
    Answer, Client, PASSWORD, TestApp,
    conversation::{ask, doctor, keeps_secrets, letters, listed_institution, profile, raw, speak_english, sql, text, whole},
    send,
};
use api::{
    features::doctor::{adopt_doubts, purge_licence_copies},
    platform::outbox::worker::keep_house,
};
use chrono::TimeDelta;
use domain::actor::Role;
use reqwest::Method;
use serde_json::{Value, json};

const PDF: &[u8] = b"%PDF-1.7\n% made up\n";
const PNG: &[u8] = b"\x89PNG\r\n\x1a\nmade up";

fn check_of(doctor: &Client) -> String {
    format!("/licence-checks/{}", doctor.account_id)
}

async fn upload(doctor: &Client, media_type: &str, content: &[u8]) -> Answer {
    let request = doctor.request(Method::POST, "/me/licence-copy");
    send(request.header("Content-Type", media_type).body(content.to_vec())).await
}

/// Decides on the version that is there now.
async fn decide(staff: &Client, doctor: &Client, decision: Value) -> Answer {
    let seen = staff.get(&check_of(doctor)).await.expect(200).etag();
    staff.post_version(&format!("{}/decide", check_of(doctor)), &seen, decision).await
}

fn checked() -> Value {
    json!({ "decision": "checked" })
}

fn doubt() -> Value {
    json!({ "decision": "doubtful", "reason": "name_differs", "note": "旧姓でのご登録か確認させてください。" })
}

async fn copies(app: &TestApp) -> String {
    text(app, "SELECT count(*)::text FROM licence_copy", vec![]).await
}

#[actix_web::test]
async fn staff_look_a_doctor_up_and_decide_and_the_doctor_reads_why() {
    let app = TestApp::start().await;
    let (doctor, staff, listed) = (doctor(&app).await, app.secretariat().await, listed_institution(&app).await);
    let read = staff.get(&check_of(&doctor)).await.expect(200).json();
    for (field, stated) in
        [("full_name", json!("山﨑 𠮷子")), ("full_name_kana", json!("ヤマザキ ヨシコ")), ("licence_number", json!("123456"))]
    {
        assert_eq!(read[field], stated);
    }
    assert_eq!((&read["licence_year"], &read["status"]), (&json!(1998), &json!("declared")));

    let decided = decide(&staff, &doctor, doubt()).await.expect(200).json();
    assert_eq!((&decided["status"], &decided["doubted_before"]), (&json!("doubtful"), &json!(true)));
    let own = doctor.get("/me/doctor-profile").await.expect(200);
    // A decision is no edit of the profile: what the doctor has open can still be saved.
    assert_eq!(own.etag(), "\"1\"");
    let licence = own.json()["licence"].clone();
    assert_eq!((&licence["reason"], &licence["note"]), (&json!("name_differs"), &json!("旧姓でのご登録か確認させてください。")));
    ask(&doctor, listed.institution).await.refused(403, "licence_doubtful");

    decide(&staff, &doctor, checked()).await.expect(200);
    let licence = doctor.get("/me/doctor-profile").await.expect(200).json()["licence"].clone();
    assert_eq!((&licence["status"], licence.get("reason"), &licence["note"]), (&json!("checked"), None, &json!("")));
    ask(&doctor, listed.institution).await.expect(201);
    decide(&staff, &doctor, checked()).await.refused(409, "wrong_state");
}

#[actix_web::test]
async fn a_doubt_needs_a_reason_and_another_reason_needs_words() {
    let app = TestApp::start().await;
    let (doctor, staff) = (doctor(&app).await, app.secretariat().await);
    decide(&staff, &doctor, json!({ "decision": "doubtful" })).await.invalid("/reason", "required");
    decide(&staff, &doctor, json!({ "decision": "doubtful", "reason": "other" })).await.invalid("/note", "required");
    decide(&staff, &doctor, json!({ "decision": "checked", "reason": "not_found" })).await.invalid("/reason", "unknown_value");
}

#[actix_web::test]
async fn what_was_stated_otherwise_meanwhile_is_not_decided_about() {
    let app = TestApp::start().await;
    let (doctor, staff) = (doctor(&app).await, app.secretariat().await);
    let seen = staff.get(&check_of(&doctor)).await.expect(200).etag();
    let path = format!("{}/decide", check_of(&doctor));

    let mut other = profile();
    other["employer"] = json!("架空第二病院");
    doctor.put_version("/me/doctor-profile", "\"1\"", other.clone()).await.expect(200);
    assert_eq!(staff.get(&check_of(&doctor)).await.etag(), seen, "what is not checked does not disturb the check");
    other["licence_number"] = json!("123457");
    doctor.put_version("/me/doctor-profile", "\"2\"", other).await.expect(200);
    staff.post_version(&path, &seen, checked()).await.refused(412, "version_mismatch");

    let seen = staff.get(&check_of(&doctor)).await.expect(200).etag();
    upload(&doctor, "image/png", PNG).await.expect(200);
    staff.post_version(&path, &seen, checked()).await.refused(412, "version_mismatch");
    assert_eq!(copies(&app).await, "1", "a copy that nobody has seen is kept");
}

#[actix_web::test]
async fn only_staff_who_check_licences_see_the_queue() {
    let app = TestApp::start().await;
    let (doctor, listed) = (doctor(&app).await, listed_institution(&app).await);
    upload(&doctor, "application/pdf", PDF).await.expect(200);
    let others = [app.committee_member().await, app.administrator().await, app.prefecture_officer().await, listed.member];
    for path in ["/licence-checks".to_owned(), "/licence-check-counts".to_owned(), check_of(&doctor), format!("{}/copy", check_of(&doctor))]
    {
        for other in others.iter().chain([&doctor]) {
            other.get(&path).await.refused(403, "not_allowed");
        }
        app.visitor().get(&path).await.refused(401, "sign_in_required");
    }
}

#[actix_web::test]
async fn nobody_checks_the_own_licence() {
    let app = TestApp::start().await;
    let both = app.person("兼務", &[Role::Doctor, Role::Secretariat]).await;
    app.state_licence(&both).await;
    decide(&both, &both, checked()).await.refused(403, "own_licence");
    decide(&app.secretariat().await, &both, checked()).await.expect(200);
}

#[actix_web::test]
async fn the_queue_has_who_waits_longest_first_and_every_row_once() {
    let app = TestApp::start().await;
    let staff = app.secretariat().await;
    let mut waiting = Vec::new();
    for _ in 0..5 {
        waiting.push(app.doctor("架空 医師").await);
        app.clock.advance(TimeDelta::hours(1));
    }
    // Stated anew: at the end of the queue again.
    decide(&staff, &waiting[0], doubt()).await.expect(200);
    decide(&staff, &waiting[1], checked()).await.expect(200);
    upload(&waiting[0], "image/png", PNG).await.expect(200);
    let rows = async |filter: &str| {
        let (mut ids, mut cursor) = (Vec::new(), None::<String>);
        loop {
            let after = cursor.map(|cursor| format!("&cursor={cursor}")).unwrap_or_default();
            let page = staff.get(&format!("/licence-checks?limit=2{filter}{after}")).await.expect(200).json();
            ids.extend(page["items"].as_array().unwrap().iter().map(|row| row["account_id"].as_str().unwrap().to_owned()));
            cursor = page["next_cursor"].as_str().map(ToOwned::to_owned);
            if cursor.is_none() {
                return ids;
            }
        }
    };
    let ids = |order: &[usize]| order.iter().map(|index| waiting[*index].account_id.to_string()).collect::<Vec<_>>();
    assert_eq!(rows("&status=declared").await, ids(&[2, 3, 4]));
    assert_eq!(rows("&status=doubtful&has_copy=true").await, ids(&[0]));
    assert_eq!(rows("&waiting=true").await, ids(&[2, 3, 4, 0]), "a doubt waits again once a copy has come");
    assert_eq!(rows("&waiting=false").await, ids(&[1]));
    let mut all = rows("").await;
    assert_eq!(all[..3], ids(&[2, 3, 4]));
    all[3..].sort();
    let mut decided = ids(&[0, 1]);
    decided.sort();
    assert_eq!(all[3..], decided);

    let counts = staff.get("/licence-check-counts").await.expect(200).items();
    let found: Vec<_> =
        counts.as_array().unwrap().iter().map(|row| (row["status"].clone(), row["count"].clone(), row["with_copy"].clone())).collect();
    assert_eq!(json!(found), json!([["declared", 3, 0], ["checked", 1, 0], ["doubtful", 1, 1], ["restated", 0, 0]]));
    let foreign = staff.get("/licence-checks?limit=1&status=declared").await.expect(200).text("/next_cursor");
    staff.get(&format!("/licence-checks?status=checked&cursor={foreign}")).await.refused(400, "invalid_cursor");
}

#[actix_web::test]
async fn a_copy_is_opened_by_the_checking_staff_only_and_gone_with_the_decision() {
    let app = TestApp::start().await;
    let (doctor, staff) = (doctor(&app).await, app.secretariat().await);
    let copy = format!("{}/copy", check_of(&doctor));
    staff.get(&copy).await.refused(404, "not_found");
    for decision in [doubt(), checked()] {
        upload(&doctor, "image/png", PNG).await.expect(200);
        upload(&doctor, "application/pdf", PDF).await.expect(200);
        assert_eq!(copies(&app).await, "1", "the later one takes the place of the earlier");
        let read = staff.get(&copy).await.expect(200);
        assert_eq!((read.body.as_slice(), read.header("content-type")), (PDF, "application/pdf"));
        assert!(read.header("content-disposition").starts_with("attachment;"));
        assert_eq!((read.header("cache-control"), read.header("x-content-type-options")), ("no-store", "nosniff"));
        decide(&staff, &doctor, decision).await.expect(200);
        assert_eq!(copies(&app).await, "0");
        staff.get(&copy).await.refused(404, "not_found");
    }
    // There is nothing left to check.
    upload(&doctor, "application/pdf", PDF).await.refused(409, "wrong_state");
    let opened =
        text(&app, "SELECT count(*)::text FROM audit_entry WHERE operation = 'open_licence_copy' AND changes ? 'copy_opened'", vec![])
            .await;
    assert_eq!(opened, "2");
}

#[actix_web::test]
async fn a_decision_that_is_refused_keeps_the_copy() {
    let app = TestApp::start().await;
    let (doctor, staff) = (doctor(&app).await, app.secretariat().await);
    upload(&doctor, "application/pdf", PDF).await.expect(200);
    staff.post_version(&format!("{}/decide", check_of(&doctor)), "\"1\"", checked()).await.refused(412, "version_mismatch");
    assert_eq!(copies(&app).await, "1");
}

#[actix_web::test]
async fn what_is_no_picture_or_pdf_is_refused_and_a_profile_comes_first() {
    let app = TestApp::start().await;
    let doctor = app.person("医師", &[Role::Doctor]).await;
    upload(&doctor, "application/pdf", PDF).await.refused(409, "profile_required");
    doctor.put("/me/doctor-profile", profile()).await.expect(200);
    upload(&doctor, "application/pdf", b"<html>").await.refused(415, "unsupported_media_type");
    upload(&doctor, "image/png", PDF).await.refused(415, "unsupported_media_type");
    upload(&doctor, "text/html", b"<html>").await.refused(415, "unsupported_media_type");
    let mut large = PDF.to_vec();
    large.resize(10 * 1024 * 1024 + 1, b' ');
    upload(&doctor, "application/pdf", &large).await.refused(413, "body_too_large");
    doctor.delete("/me/licence-copy").await.refused(404, "not_found");
    upload(&doctor, "application/pdf", PDF).await.expect(200);
    doctor.delete("/me/licence-copy").await.expect(204);
    assert_eq!(copies(&app).await, "0");
}

#[actix_web::test]
async fn a_copy_that_nobody_decided_about_is_deleted_after_thirty_days() {
    let app = TestApp::start().await;
    let doctor = doctor(&app).await;
    upload(&doctor, "application/pdf", PDF).await.expect(200);
    app.clock.advance(TimeDelta::days(30) - TimeDelta::seconds(1));
    purge_licence_copies(&app.state).await.unwrap();
    assert_eq!(copies(&app).await, "1");
    app.clock.advance(TimeDelta::seconds(1));
    purge_licence_copies(&app.state).await.unwrap();
    assert_eq!(copies(&app).await, "0");
}

#[actix_web::test]
async fn leaving_takes_the_copy_and_the_check_along() {
    let app = TestApp::start().await;
    let (doctor, staff) = (doctor(&app).await, app.secretariat().await);
    upload(&doctor, "application/pdf", PDF).await.expect(200);
    doctor.post("/me/delete", json!({ "password": PASSWORD })).await.expect(204);
    assert_eq!(copies(&app).await, "0");
    staff.get(&check_of(&doctor)).await.refused(404, "not_found");
    assert_eq!(staff.get("/licence-checks").await.expect(200).json()["items"], json!([]));
}

#[actix_web::test]
async fn mails_and_the_trail_say_that_there_is_a_decision_and_nothing_of_it() {
    let app = TestApp::start().await;
    let (doctor, staff) = (doctor(&app).await, app.secretariat().await);
    upload(&doctor, "application/pdf", PDF).await.expect(200);
    decide(&staff, &doctor, doubt()).await.expect(200);
    speak_english(&app, &doctor).await;
    decide(&staff, &doctor, checked()).await.expect(200);
    let mails = letters(&app, &doctor).await;
    assert_eq!(mails.len(), 2);
    assert!(mails.iter().any(|mail| mail.subject.contains("licence was checked")), "{mails:?}");
    for mail in &mails {
        keeps_secrets(&whole(mail));
        assert!(!whole(mail).contains("旧姓") && !whole(mail).contains("1998"), "{mail:?}");
        assert!(whole(mail).contains("/doctor/profile"));
    }
    let trail = staff.get(&format!("/audit-entries?subject_type=licence_check&subject_id={}", doctor.account_id)).await.expect(200);
    keeps_secrets(&raw(&trail));
    assert!(!raw(&trail).contains("旧姓") && !raw(&trail).contains("1998"), "{}", raw(&trail));
    let operations: Vec<_> = trail.json()["items"].as_array().unwrap().iter().map(|entry| entry["operation"].clone()).collect();
    assert_eq!(json!(operations), json!(["decide_licence_check", "decide_licence_check", "upload_licence_copy"]));
    let jobs = text(&app, "SELECT string_agg(payload::text, ' ') FROM outbox", vec![]).await;
    keeps_secrets(&jobs);
}

#[actix_web::test]
async fn the_database_refuses_a_doubt_without_a_reason() {
    let app = TestApp::start().await;
    doctor(&app).await;
    let wrong = sea_orm::ConnectionTrait::execute_unprepared(&app.state.db, "UPDATE doctor SET licence_status = 'doubtful'").await;
    assert!(wrong.is_err());
    sql(&app, "UPDATE doctor SET licence_status = 'doubtful', licence_reason = 'not_found'", vec![]).await;
}

#[actix_web::test]
async fn staff_find_a_doctor_by_name_reading_number_and_mail() {
    let app = TestApp::start().await;
    let (doctor, staff) = (doctor(&app).await, app.secretariat().await);
    app.doctor("架空 医師").await;
    let found = async |q: &str| {
        let page = staff.get(&format!("/licence-checks?q={q}")).await.expect(200).json();
        page["items"].as_array().unwrap().iter().map(|row| row["account_id"].clone()).collect::<Vec<_>>()
    };
    for q in ["山崎", "山﨑𠮷子", "やまざき", "yamazaki", "よしこ 山崎", "123456", "hidden-doctor", &doctor.email] {
        assert_eq!(found(q).await, [json!(doctor.account_id)], "{q}");
    }
    assert!(found("鈴木").await.is_empty());
    assert!(found("山崎&status=checked").await.is_empty());
    staff.get(&format!("/licence-checks?q={}", "x".repeat(201))).await.refused(400, "invalid_parameter");
}

/// The state of the check after a new doctor with this address, if one is given, states a licence of this number.
async fn first_state(app: &TestApp, number: &str, address: Option<&str>) -> Value {
    let newcomer = app.person("医師", &[Role::Doctor]).await;
    if let Some(address) = address {
        let sql_text = "UPDATE account SET email = $2 WHERE id = $1";
        sql(app, sql_text, vec![newcomer.account_id.0.into(), address.into()]).await;
    }
    let mut stated = profile();
    stated["licence_number"] = json!(number);
    newcomer.put("/me/doctor-profile", stated).await.expect(200).json()["licence"]["status"].clone()
}

#[actix_web::test]
async fn a_doubt_outlives_the_account_and_is_forgotten_after_a_year() {
    let app = TestApp::start().await;
    let (first, staff, listed) = (doctor(&app).await, app.secretariat().await, listed_institution(&app).await);
    decide(&staff, &first, doubt()).await.expect(200);
    delete_account(&first).await;
    assert_eq!(first_state(&app, "234567", None).await, "declared");
    assert_eq!(first_state(&app, "345678", Some(&first.email)).await, "restated", "with the same address");
    assert_eq!(first_state(&app, "123456", None).await, "restated", "with the same number");

    let detour = app.person("医師", &[Role::Doctor]).await;
    let mut stated = profile();
    stated["licence_number"] = json!("456789");
    let saved = detour.put("/me/doctor-profile", stated.clone()).await.expect(200);
    assert_eq!(saved.json()["licence"]["status"], "declared");
    stated["licence_number"] = json!("123456");
    let restated = detour.put_version("/me/doctor-profile", &saved.etag(), stated).await.expect(200);
    assert_eq!(restated.json()["licence"]["status"], "restated", "by the detour of another number");

    let again = doctor(&app).await;
    ask(&again, listed.institution).await.refused(403, "licence_doubtful");
    assert_eq!(staff.get(&check_of(&again)).await.expect(200).json()["doubted_before"], true);
    decide(&staff, &again, checked()).await.expect(200);
    ask(&again, listed.institution).await.expect(201);
    assert_eq!(first_state(&app, "123456", None).await, "declared", "once somebody of this number was found");

    app.clock.advance(TimeDelta::days(365));
    keep_house(&app.state, app.state.clock.now()).await.unwrap();
    assert_eq!(text(&app, "SELECT count(*)::text FROM licence_doubt", vec![]).await, "1");
    app.clock.advance(TimeDelta::microseconds(1));
    keep_house(&app.state, app.state.clock.now()).await.unwrap();
    assert_eq!(text(&app, "SELECT count(*)::text FROM licence_doubt", vec![]).await, "0");
}

#[actix_web::test]
async fn a_doubt_that_is_older_than_remembering_outlives_the_account_too() {
    let app = TestApp::start().await;
    let (first, staff) = (doctor(&app).await, app.secretariat().await);
    decide(&staff, &first, doubt()).await.expect(200);
    sql(&app, "DELETE FROM licence_doubt", vec![]).await;
    adopt_doubts(&app.state).await.unwrap();
    let again = doctor(&app).await;
    assert_eq!(staff.get(&check_of(&again)).await.expect(200).json()["doubted_before"], true, "the same number");
    sql(&app, "DELETE FROM licence_doubt", vec![]).await;
    adopt_doubts(&app.state).await.unwrap();
    let known = text(&app, "SELECT count(*)::text FROM licence_doubt", vec![]).await;
    assert_eq!(known, "2", "number and address of the first: whoever only has the same number was never decided about");

    // Somebody of this number was found: the next start does not bring that doubt back.
    decide(&staff, &again, checked()).await.expect(200);
    adopt_doubts(&app.state).await.unwrap();
    assert_eq!(first_state(&app, "123456", None).await, "declared");
    delete_account(&first).await;
    assert_eq!(first_state(&app, "345678", Some(&first.email)).await, "restated", "with the same address");
}
