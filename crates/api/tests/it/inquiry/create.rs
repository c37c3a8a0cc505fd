use crate::support::{
    TestApp,
    conversation::{advance, ask, asked, doctor, institution_of, letters, listed_institution, sql, text, unlist},
};
use chrono::TimeDelta;
use domain::actor::Role;
use serde_json::json;
use uuid::Uuid;

#[actix_web::test]
async fn asking_needs_a_profile() {
    let app = TestApp::start().await;
    let listed = listed_institution(&app).await;
    let doctor = app.person("doctor", &[Role::Doctor]).await;
    ask(&doctor, listed.institution).await.refused(409, "profile_required");
}

#[actix_web::test]
async fn an_institution_that_left_the_directory_cannot_be_asked_and_an_unknown_one_does_not_exist() {
    let app = TestApp::start().await;
    let (doctor, listed) = (doctor(&app).await, listed_institution(&app).await);
    ask(&doctor, Uuid::new_v4()).await.refused(404, "not_found");
    unlist(&app, listed.institution).await;
    ask(&doctor, listed.institution).await.refused(409, "institution_not_listed");
    // One that was never published is none that a doctor may know of.
    sql(&app, "DELETE FROM registration WHERE institution_id = $1", vec![listed.institution.into()]).await;
    ask(&doctor, listed.institution).await.refused(404, "not_found");
}

#[actix_web::test]
async fn a_second_inquiry_waits_until_the_first_has_ended() {
    let app = TestApp::start().await;
    let (doctor, listed) = (doctor(&app).await, listed_institution(&app).await);
    let first = asked(&doctor, listed.institution).await;
    ask(&doctor, listed.institution).await.refused(409, "inquiry_already_open");
    advance(&doctor, &first, "withdraw").await.expect(200);
    ask(&doctor, listed.institution).await.expect(201);
}

#[actix_web::test]
async fn of_two_inquiries_at_the_same_moment_one_is_sent() {
    let app = TestApp::start().await;
    let (doctor, listed) = (doctor(&app).await, listed_institution(&app).await);
    let (one, other) = futures_util::join!(ask(&doctor, listed.institution), ask(&doctor, listed.institution));
    let mut statuses = [one.status, other.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409]);
    assert_eq!(text(&app, "SELECT count(*)::text FROM inquiry", vec![]).await, "1");
}

#[actix_web::test]
async fn the_database_itself_refuses_a_second_open_inquiry() {
    let app = TestApp::start().await;
    let (doctor, listed) = (doctor(&app).await, listed_institution(&app).await);
    asked(&doctor, listed.institution).await;
    let copy =
        "INSERT INTO inquiry SELECT gen_random_uuid(), doctor_account_id, institution_id, status, identity_shared_at, last_activity_at,
                doctor_read_at, institution_read_at, created_at, version FROM inquiry";
    let error = sea_orm::ConnectionTrait::execute_unprepared(&app.state.db, copy).await.unwrap_err();
    assert_eq!(api::platform::db::conflict::code(&error), Some(domain::problem::ProblemCode::InquiryAlreadyOpen));
}

#[actix_web::test]
async fn a_request_that_is_sent_again_creates_nothing() {
    let app = TestApp::start().await;
    let (doctor, listed) = (doctor(&app).await, listed_institution(&app).await);
    let input = json!({ "institution_id": listed.institution, "body": "見学は可能でしょうか。" });
    let first = doctor.post_once("/inquiries", "key-1", input.clone()).await.expect(201).json();
    let again = doctor.post_once("/inquiries", "key-1", input.clone()).await.expect(201).json();
    assert_eq!(first, again);
    let other = json!({ "institution_id": listed.institution, "body": "別の内容です。" });
    doctor.post_once("/inquiries", "key-1", other.clone()).await.refused(409, "idempotency_key_reused");
    assert_eq!(text(&app, "SELECT count(*)::text FROM inquiry_message", vec![]).await, "1");
    assert_eq!(letters(&app, &listed.member).await.len(), 1);
    // The stored answer names nobody and quotes nothing.
    let stored = text(&app, "SELECT body::text FROM idempotency_record", vec![]).await;
    assert_eq!(stored, format!("\"{}\"", first["id"].as_str().unwrap()));
}

#[actix_web::test]
async fn twenty_new_inquiries_a_day_are_enough() {
    let app = TestApp::start().await;
    let (doctor, listed) = (doctor(&app).await, listed_institution(&app).await);
    for _ in 0..20 {
        let id = asked(&doctor, listed.institution).await;
        advance(&doctor, &id, "withdraw").await.expect(200);
    }
    let refused = ask(&doctor, listed.institution).await;
    assert_eq!(refused.header("retry-after"), "86400");
    assert_eq!(refused.refused(429, "too_many_requests").json()["detail"], "次にお試しいただけるのは、24時間後です。");
    app.clock.advance(TimeDelta::minutes(24 * 60 + 1));
    ask(&doctor, listed.institution).await.expect(201);
}

#[actix_web::test]
async fn an_empty_or_endless_message_is_refused_at_its_field() {
    let app = TestApp::start().await;
    let (doctor, listed) = (doctor(&app).await, listed_institution(&app).await);
    for (body, code) in [("  \n", "required".to_owned()), ("𠮷".repeat(4001).as_str(), "too_long".to_owned())] {
        let problem = doctor
            .post("/inquiries", json!({ "institution_id": listed.institution, "body": body }))
            .await
            .refused(422, "invalid_input")
            .json();
        assert_eq!((problem["errors"][0]["pointer"].as_str(), problem["errors"][0]["code"].as_str()), (Some("/body"), Some(code.as_str())));
    }
}

#[actix_web::test]
async fn an_identity_can_be_shared_with_the_first_message() {
    let app = TestApp::start().await;
    let (doctor, listed) = (doctor(&app).await, listed_institution(&app).await);
    let other = institution_of(&app, listed.organization, listed.member.account_id).await;
    let input = json!({ "institution_id": listed.institution, "body": "見学は可能でしょうか。", "share_identity": true });
    let open = doctor.post("/inquiries", input.clone()).await.expect(201).json()["id"].as_str().unwrap().to_owned();
    let closed = asked(&doctor, other).await;
    assert_eq!(listed.member.get(&format!("/inquiries/{open}")).await.expect(200).json()["doctor"]["full_name"], "山﨑 𠮷子");
    // Sharing counts for the one inquiry, not for others to the same people.
    assert_eq!(listed.member.get(&format!("/inquiries/{closed}")).await.expect(200).json()["doctor"]["full_name"], json!(null));
}

#[actix_web::test]
async fn only_doctors_ask() {
    let app = TestApp::start().await;
    let listed = listed_institution(&app).await;
    ask(&listed.member, listed.institution).await.refused(403, "not_allowed");
    ask(&app.visitor(), listed.institution).await.refused(401, "sign_in_required");
}
