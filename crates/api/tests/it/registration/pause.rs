//! Hiding a page for a while.

use super::{letter, listing_of};
use crate::support::{TestApp, check_and_publish, complete_content, member_step, published_institution, saved_draft, staff_step};
use api::{features::registration::resume_due, platform::clock::Clock};
use domain::time::japan_date;
use serde_json::json;

#[actix_web::test]
async fn a_paused_institution_is_hidden_and_comes_back_as_it_was() {
    let app = TestApp::start().await;
    let published = published_institution(&app).await;
    let before = listing_of(&app, &published.institution_id).await.expect("a page");
    let path = format!("/institutions/{}", published.institution_id);
    let reason = "病院の移転作業のため。";
    published.secretariat.post(&format!("{path}/pause"), json!({ "reason": reason })).await.expect(204);
    assert!(listing_of(&app, &published.institution_id).await.is_none());
    let read = published.read().await.json();
    assert_eq!((read["status"].clone(), read["paused"].clone(), read["reason"].clone()), (json!("published"), json!(true), json!(reason)));
    published.secretariat.post(&format!("{path}/pause"), json!({ "reason": reason })).await.refused(409, "wrong_state");
    app.clock.advance(chrono::TimeDelta::days(10));
    published.secretariat.act(&format!("{path}/resume")).await.expect(204);
    assert_eq!(listing_of(&app, &published.institution_id).await, Some(before));
    assert_eq!(published.read().await.json()["reason"], json!(null));
    published.secretariat.act(&format!("{path}/resume")).await.refused(409, "wrong_state");
    app.run_jobs().await;
    assert!(letter(&app, &published.member.email, "掲載を一時停止しました").body.contains(reason));
    letter(&app, &published.member.email, "掲載を再開しました");
}

#[actix_web::test]
async fn a_correction_to_a_paused_page_does_not_show_it() {
    let app = TestApp::start().await;
    let published = published_institution(&app).await;
    published
        .secretariat
        .post(&format!("/institutions/{}/pause", published.institution_id), json!({ "reason": "確認中" }))
        .await
        .expect(204);
    let mut content = published.read().await.json()["content"].clone();
    content["public"]["headline"] = json!("直した見出し");
    let path = format!("/registrations/{}/change-requests", published.registration_id);
    let request = published.member.post(&path, json!({ "content": content })).await.expect(201).text("/id");
    published.secretariat.act(&format!("/change-requests/{request}/apply")).await.expect(200);
    assert!(listing_of(&app, &published.institution_id).await.is_none());
    published.secretariat.act(&format!("/institutions/{}/resume", published.institution_id)).await.expect(204);
    let row = listing_of(&app, &published.institution_id).await.expect("a page");
    assert_eq!(row.profile.headline, "直した見出し");
}

#[actix_web::test]
async fn only_a_page_can_be_hidden() {
    let app = TestApp::start().await;
    let (member, secretariat) = (app.member().await, app.secretariat().await);
    let id = saved_draft(&app, &member, &complete_content()).await;
    let institution = member_step(&member, &id, "submit").await.expect(200).text("/institution_id");
    let reason = json!({ "reason": "理由" });
    secretariat.post(&format!("/institutions/{institution}/pause"), reason.clone()).await.refused(409, "wrong_state");
    secretariat.post(&format!("/institutions/{id}/pause"), reason).await.refused(404, "not_found");
}

#[actix_web::test]
async fn an_institution_that_is_paused_stays_hidden_when_it_is_registered_anew() {
    let app = TestApp::start().await;
    let published = published_institution(&app).await;
    let path = format!("/institutions/{}", published.institution_id);
    published.secretariat.post(&format!("{path}/pause"), json!({ "reason": "確認中" })).await.expect(204);
    staff_step(&published.secretariat, &published.registration_id, "revoke", json!({ "reason": "事実と異なる" })).await.expect(200);
    let registrations = format!("/organizations/{}/registrations", published.member.organization_id);
    let draft = published.member.post(&registrations, json!({ "institution_id": published.institution_id })).await.expect(201);
    let id = draft.text("/id");
    published
        .member
        .put_version(&format!("/registrations/{id}"), &draft.etag(), json!({ "content": complete_content() }))
        .await
        .expect(200);
    member_step(&published.member, &id, "submit").await.expect(200);
    check_and_publish(&published.secretariat, &published.committee, &id).await;
    assert!(listing_of(&app, &published.institution_id).await.is_none());
    app.run_jobs().await;
    assert!(letter(&app, &published.member.email, "参加登録が完了しました").body.contains("一時停止中"));
    published.secretariat.act(&format!("{path}/resume")).await.expect(204);
    assert!(listing_of(&app, &published.institution_id).await.is_some());
}

#[actix_web::test]
async fn an_institution_hides_its_own_page_and_shows_it_again() {
    let app = TestApp::start().await;
    let published = published_institution(&app).await;
    let before = listing_of(&app, &published.institution_id).await.expect("a page");
    let path = format!("/institutions/{}", published.institution_id);
    let reason = "医師の交代のため。";
    published.member.post(&format!("{path}/own-pause"), json!({ "reason": " " })).await.invalid("/reason", "required");
    let day = json!({ "reason": reason, "resumes_on": "2000-01-01" });
    published.member.post(&format!("{path}/own-pause"), day).await.invalid("/resumes_on", "not_in_the_future");
    let paused = published.member.post(&format!("{path}/own-pause"), json!({ "reason": reason })).await.expect(200).json();
    assert_eq!(
        (&paused["pause"], &paused["paused"], &paused["own_pause"]["reason"]),
        (&json!("by_institution"), &json!(true), &json!(reason))
    );
    assert_eq!(paused["reason"], json!(null), "the secretariat gave none");
    assert!(listing_of(&app, &published.institution_id).await.is_none());
    published.member.post(&format!("{path}/own-pause"), json!({ "reason": reason })).await.refused(409, "wrong_state");
    published.secretariat.act(&format!("{path}/resume")).await.refused(403, "not_allowed");
    let review = published.secretariat.get(&format!("/registrations/{}/review", published.registration_id)).await.expect(200).json();
    assert_eq!(review["registration"]["own_pause"]["reason"], reason);
    let shown = published.member.act(&format!("{path}/own-resume")).await.expect(200).json();
    assert_eq!((&shown["pause"], &shown["own_pause"]), (&json!("shown"), &json!(null)));
    assert_eq!(listing_of(&app, &published.institution_id).await, Some(before));
    published.member.act(&format!("{path}/own-resume")).await.refused(409, "wrong_state");
    app.run_jobs().await;
    assert!(letter(&app, &published.member.email, "医療機関の操作で、掲載を一時停止しました").body.contains(reason));
    letter(&app, &published.secretariat.email, "医療機関が掲載を一時停止しました");
    letter(&app, &published.member.email, "掲載を再開しました");
}

#[actix_web::test]
async fn neither_side_ends_the_pause_of_the_other() {
    let app = TestApp::start().await;
    let published = published_institution(&app).await;
    let path = format!("/institutions/{}", published.institution_id);
    let reason = json!({ "reason": "確認中" });
    published.secretariat.post(&format!("{path}/pause"), reason.clone()).await.expect(204);
    published.member.act(&format!("{path}/own-resume")).await.refused(403, "not_allowed");
    published.member.post(&format!("{path}/own-pause"), reason.clone()).await.expect(200);
    published.secretariat.act(&format!("{path}/resume")).await.expect(204);
    assert_eq!(published.read().await.json()["pause"], "by_institution");
    assert!(listing_of(&app, &published.institution_id).await.is_none(), "the institution's pause goes on");
    published.secretariat.post(&format!("{path}/pause"), reason).await.expect(204);
    assert_eq!(published.member.act(&format!("{path}/own-resume")).await.expect(200).json()["pause"], "by_secretariat");
    assert!(listing_of(&app, &published.institution_id).await.is_none());
    published.secretariat.act(&format!("{path}/resume")).await.expect(204);
    assert!(listing_of(&app, &published.institution_id).await.is_some());
    app.run_jobs().await;
    letter(&app, &published.member.email, "事務局による掲載の一時停止を解除しました");
}

#[actix_web::test]
async fn a_page_is_shown_again_on_the_day_that_was_named() {
    let app = TestApp::start().await;
    let published = published_institution(&app).await;
    let path = format!("/institutions/{}", published.institution_id);
    let today = japan_date(app.clock.now());
    let day = today + chrono::Days::new(3);
    let input = json!({ "reason": "夏季の休診のため。", "resumes_on": day });
    published.member.post(&format!("{path}/own-pause"), input).await.expect(200);
    assert_eq!(resume_due(&app.state).await.expect("done"), 0);
    app.clock.advance(chrono::TimeDelta::days(3));
    assert_eq!(resume_due(&app.state).await.expect("done"), 1);
    assert_eq!(resume_due(&app.state).await.expect("done"), 0);
    assert!(listing_of(&app, &published.institution_id).await.is_some());
    app.run_jobs().await;
    letter(&app, &published.member.email, "掲載を再開しました");
}
