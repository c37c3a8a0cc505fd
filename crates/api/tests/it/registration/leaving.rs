//! How a registration ends before its term: revoked, or withdrawn.

use super::{letter, listing_of};
use crate::support::{Client, Published, TestApp, complete_content, member_step, published_institution, saved_draft, staff_step};
use domain::actor::Role;
use serde_json::json;

#[actix_web::test]
async fn a_revoked_registration_has_no_page_and_says_why() {
    let app = TestApp::start().await;
    let published = published_institution(&app).await;
    let reason = "記載された診療体制が事実と異なることが分かったため。";
    let revoked = staff_step(&published.secretariat, &published.registration_id, "revoke", json!({ "reason": reason })).await.expect(200);
    assert_eq!(revoked.json()["registration"]["status"], "revoked");
    assert!(listing_of(&app, &published.institution_id).await.is_none());
    let read = published.read().await.json();
    assert_eq!((read["status"].clone(), read["reason"].clone()), (json!("revoked"), json!(reason)));
    app.run_jobs().await;
    assert!(letter(&app, &published.member.email, "登録を取り消しました").body.contains(reason));
    let again = staff_step(&published.secretariat, &published.registration_id, "revoke", json!({ "reason": reason })).await;
    again.refused(409, "wrong_state");
}

#[actix_web::test]
async fn a_revoked_institution_may_apply_anew_with_what_it_wrote() {
    let app = TestApp::start().await;
    let published = published_institution(&app).await;
    staff_step(&published.secretariat, &published.registration_id, "revoke", json!({ "reason": "理由" })).await.expect(200);
    let path = format!("/organizations/{}/registrations", published.member.organization_id);
    let anew = published.member.post(&path, json!({ "institution_id": published.institution_id })).await.expect(201).json();
    assert_eq!((anew["fiscal_year"].clone(), anew["content"]["public"]["name"].clone()), (json!(2026), json!("架空中央病院")));
}

#[actix_web::test]
async fn an_institution_that_leaves_is_removed_with_its_open_correction() {
    let app = TestApp::start().await;
    let published = published_institution(&app).await;
    let path = format!("/registrations/{}", published.registration_id);
    let mut content = published.read().await.json()["content"].clone();
    content["public"]["headline"] = json!("新しい見出し");
    published.member.post(&format!("{path}/change-requests"), json!({ "content": content })).await.expect(201);
    let left = published.member.act(&format!("{path}/withdraw")).await.expect(200).json();
    assert_eq!((left["status"].clone(), left["change_requests"][0]["status"].clone()), (json!("withdrawn"), json!("withdrawn")));
    assert!(listing_of(&app, &published.institution_id).await.is_none());
    published.member.act(&format!("{path}/withdraw")).await.refused(409, "wrong_state");
    app.run_jobs().await;
    letter(&app, &published.member.email, "退会の手続きが完了しました");
    letter(&app, &published.secretariat.email, "退会がありました");
}

#[actix_web::test]
async fn the_last_member_deletes_the_account_only_once_somebody_else_answers_for_the_page() {
    let app = TestApp::start().await;
    let published = published_institution(&app).await;
    let leaving = json!({ "password": crate::support::PASSWORD });
    published.member.post("/me/delete", leaving.clone()).await.refused(409, "last_member_of_institution");
    assert!(listing_of(&app, &published.institution_id).await.is_some());
    published.member.act(&format!("/registrations/{}/withdraw", published.registration_id)).await.expect(200);
    published.member.post("/me/delete", leaving).await.expect(204);
}

#[actix_web::test]
async fn a_draft_is_given_up_without_telling_anybody() {
    let app = TestApp::start().await;
    let member = app.member().await;
    let id = saved_draft(&app, &member, &complete_content()).await;
    assert_eq!(member.act(&format!("/registrations/{id}/withdraw")).await.expect(200).json()["status"], "withdrawn");
    assert_eq!(app.run_jobs().await, 0);
}

#[actix_web::test]
async fn an_application_is_taken_back_while_it_is_checked() {
    let app = TestApp::start().await;
    let (member, secretariat) = (app.member().await, app.secretariat().await);
    let id = saved_draft(&app, &member, &complete_content()).await;
    member_step(&member, &id, "submit").await.expect(200);
    let seen = secretariat.get(&format!("/registrations/{id}/review")).await.expect(200).etag();
    member.act(&format!("/registrations/{id}/withdraw")).await.expect(200);
    let told = app.latest_mail_to(&member.email).await;
    assert!(told.subject.contains("申請を取り下げました") && !told.body.contains("返金"), "{}", told.body);
    letter(&app, &secretariat.email, "申請が取り下げられました");
    let late = secretariat.post_version(&format!("/registrations/{id}/start-review"), &seen, json!({})).await;
    late.refused(412, "version_mismatch");
    staff_step(&secretariat, &id, "start-review", json!({})).await.refused(409, "wrong_state");
}

/// A doctor who has just asked the institution something; gives the inquiry's path too.
async fn asked(app: &TestApp, published: &Published) -> (Client, String) {
    let doctor = app.person("架空 医師", &[Role::Doctor]).await;
    let profile = json!({
        "full_name": "架空 医師",
        "full_name_kana": "カクウ イシ",
        "licence_number": "123456",
        "licence_year": 1998,
        "specialties": ["surgery"],
        "years_of_practice": 27,
    });
    doctor.put("/me/doctor-profile", profile).await.expect(200);
    let question = json!({ "institution_id": published.institution_id, "body": "見学できますか。" });
    let inquiry = doctor.post("/inquiries", question).await.expect(201).text("/id");
    (doctor, format!("/inquiries/{inquiry}"))
}

#[actix_web::test]
async fn open_inquiries_end_with_a_revoked_registration_and_the_doctor_is_told() {
    let app = TestApp::start().await;
    let published = published_institution(&app).await;
    let (doctor, inquiry) = asked(&app, &published).await;
    staff_step(&published.secretariat, &published.registration_id, "revoke", json!({ "reason": "理由" })).await.expect(200);
    let read = doctor.get(&inquiry).await.expect(200).json();
    assert_eq!(read["status"], "closed");
    let last = read["steps"].as_array().and_then(|steps| steps.last()).cloned().expect("a step");
    assert_eq!(last["side"], "system");
    assert!(last["note"].as_str().is_some_and(|note| note.contains("登録が取り消されたため")), "{last}");
    let told = app.latest_mail_to(&doctor.email).await;
    assert!(!told.subject.is_empty() && !told.body.contains("理由"), "the reason is the institution's: {}", told.body);
}

#[actix_web::test]
async fn open_inquiries_end_when_the_institution_leaves_and_go_on_when_a_term_runs_out() {
    let app = TestApp::start().await;
    let (leaving, expiring) = (published_institution(&app).await, published_institution(&app).await);
    let ((doctor, ended), (other, going_on)) = (asked(&app, &leaving).await, asked(&app, &expiring).await);
    leaving.member.act(&format!("/registrations/{}/withdraw", leaving.registration_id)).await.expect(200);
    assert_eq!(doctor.get(&ended).await.expect(200).json()["status"], "closed");
    app.clock.advance(chrono::TimeDelta::days(365));
    assert_eq!(api::features::registration::expire_due(&app.state).await.expect("done"), 1);
    assert_eq!(other.get(&going_on).await.expect(200).json()["status"], "sent");
}
