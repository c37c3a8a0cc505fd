//! Corrections to what is published, from outside.

use crate::support::{Published, TestApp, complete_content, member_step, published_institution, saved_draft, staff_step};
use api::entity::{listing, registration_revision};
use domain::ids::InstitutionId;
use sea_orm::{EntityTrait, QueryOrder};
use serde_json::{Value, json};

const HEADLINE: &str = "新しい見出し";

/// The published content with another headline.
async fn corrected(published: &Published) -> Value {
    let mut content = published.read().await.json()["content"].clone();
    content["public"]["headline"] = json!(HEADLINE);
    content
}

fn path(published: &Published) -> String {
    format!("/registrations/{}/change-requests", published.registration_id)
}

async fn headline(app: &TestApp, published: &Published) -> String {
    let id: InstitutionId = published.institution_id.parse().expect("an id");
    listing::Entity::find_by_id(id).one(&app.state.db).await.expect("readable").expect("a page").profile.headline
}

/// The body of the mail with these words in its subject.
fn letter(app: &TestApp, address: &str, subject: &str) -> String {
    let found = app.mail_to(address).into_iter().find(|letter| letter.subject.contains(subject));
    found.unwrap_or_else(|| panic!("{address} got no mail with {subject}")).body
}

#[actix_web::test]
async fn an_applied_correction_is_public_and_both_versions_are_kept() {
    let app = TestApp::start().await;
    let published = published_institution(&app).await;
    let content = corrected(&published).await;
    let asked = published.member.post(&path(&published), json!({ "content": content, "note": "見出しを変えました。" })).await.expect(201);
    assert_eq!(asked.json()["status"], "requested");
    assert_eq!(asked.json()["differences"][0]["pointer"], "/public/headline");
    assert_ne!(headline(&app, &published).await, HEADLINE, "it waits for the secretariat");
    app.run_jobs().await;
    let told = letter(&app, &published.secretariat.email, "修正依頼があります");
    assert!(told.contains("・ひとことで伝える特色") && told.matches('・').count() == 1, "{told}");
    let waiting = published.secretariat.get("/registrations?change_requested=true").await.expect(200).json();
    assert_eq!(waiting["items"][0]["id"], published.registration_id);

    app.clock.advance(chrono::TimeDelta::days(3));
    let seen = published.review().await.etag();
    let applied = published.secretariat.act(&format!("/change-requests/{}/apply", asked.text("/id"))).await.expect(200).json();
    assert_eq!((applied["status"].clone(), applied["differences"][0]["after"].clone()), (json!("applied"), json!(HEADLINE)));
    assert_eq!(headline(&app, &published).await, HEADLINE);
    assert_ne!(published.review().await.etag(), seen);
    let revisions = registration_revision::Entity::find()
        .order_by_asc(registration_revision::Column::Number)
        .all(&app.state.db)
        .await
        .expect("readable");
    let headlines: Vec<_> = revisions.iter().map(|revision| revision.content.public.headline.as_str()).collect();
    assert_eq!(headlines, ["地域のかかりつけとして、幅広く診る総合医を迎えます。", HEADLINE]);
    let read = published.read().await.json();
    assert_eq!((read["status"].clone(), read["change_requests"][0]["status"].clone()), (json!("published"), json!("applied")));
    app.run_jobs().await;
    let told = letter(&app, &published.member.email, "掲載内容を修正しました");
    assert!(told.contains("・ひとことで伝える特色") && !told.contains(HEADLINE), "{told}");
    published.secretariat.act(&format!("/change-requests/{}/apply", asked.text("/id"))).await.refused(409, "wrong_state");
}

#[actix_web::test]
async fn a_refused_correction_says_why_and_changes_nothing() {
    let app = TestApp::start().await;
    let published = published_institution(&app).await;
    let content = corrected(&published).await;
    let id = published.member.post(&path(&published), json!({ "content": content })).await.expect(201).text("/id");
    let refuse = format!("/change-requests/{id}/refuse");
    published.secretariat.post(&refuse, json!({ "reason": "" })).await.invalid("/reason", "required");
    let reason = "誇大な表現が含まれるため。";
    let refused = published.secretariat.post(&refuse, json!({ "reason": reason })).await.expect(200).json();
    assert_eq!((refused["status"].clone(), refused["reason"].clone()), (json!("refused"), json!(reason)));
    assert_ne!(headline(&app, &published).await, HEADLINE);
    assert_eq!(published.read().await.json()["change_requests"][0]["reason"], reason);
    let letter = app.latest_mail_to(&published.member.email).await;
    assert!(letter.subject.contains("修正依頼について") && letter.body.contains(reason), "{}", letter.body);
    assert!(letter.body.contains("・ひとことで伝える特色"), "{}", letter.body);
    published.member.post(&path(&published), json!({ "content": corrected(&published).await })).await.expect(201);
}

#[actix_web::test]
async fn a_correction_is_taken_back_by_its_institution() {
    let app = TestApp::start().await;
    let published = published_institution(&app).await;
    let content = corrected(&published).await;
    let id = published.member.post(&path(&published), json!({ "content": content })).await.expect(201).text("/id");
    let withdraw = format!("/change-requests/{id}/withdraw");
    app.member().await.act(&withdraw).await.refused(404, "not_found");
    assert_eq!(published.member.act(&withdraw).await.expect(200).json()["status"], "withdrawn");
    published.member.act(&withdraw).await.refused(409, "wrong_state");
    published.secretariat.act(&format!("/change-requests/{id}/apply")).await.refused(409, "wrong_state");
}

#[actix_web::test]
async fn one_correction_at_a_time_waits() {
    let app = TestApp::start().await;
    let published = published_institution(&app).await;
    let content = corrected(&published).await;
    let first = published.member.post_once(&path(&published), "a", json!({ "content": content })).await.expect(201);
    let again = published.member.post_once(&path(&published), "a", json!({ "content": content })).await.expect(201);
    assert_eq!(first.body, again.body);
    published.member.post(&path(&published), json!({ "content": content })).await.refused(409, "change_request_already_open");
}

#[actix_web::test]
async fn a_correction_must_change_something_and_be_complete() {
    let app = TestApp::start().await;
    let published = published_institution(&app).await;
    let same = published.read().await.json()["content"].clone();
    published.member.post(&path(&published), json!({ "content": same })).await.invalid("/content", "nothing_changed");
    let mut spaced = same.clone();
    spaced["public"]["headline"] = json!(format!(" {}　", same["public"]["headline"].as_str().unwrap_or_default()));
    published.member.post(&path(&published), json!({ "content": spaced })).await.invalid("/content", "nothing_changed");
    let mut wrong = corrected(&published).await;
    wrong["public"]["name"] = json!("");
    wrong["public"]["municipality_code"] = json!("04998");
    published.member.post(&path(&published), json!({ "content": wrong })).await.invalid("/content/public/name", "required");
    wrong["public"]["name"] = json!("架空中央病院");
    let answer = published.member.post(&path(&published), json!({ "content": wrong })).await;
    answer.invalid("/content/public/municipality_code", "unknown_municipality");
}

#[actix_web::test]
async fn only_what_is_published_can_be_corrected() {
    let app = TestApp::start().await;
    let member = app.member().await;
    let id = saved_draft(&app, &member, &complete_content()).await;
    let request = json!({ "content": complete_content() });
    member.post(&format!("/registrations/{id}/change-requests"), request.clone()).await.refused(409, "wrong_state");
    member_step(&member, &id, "submit").await.expect(200);
    member.post(&format!("/registrations/{id}/change-requests"), request).await.refused(409, "wrong_state");
}

#[actix_web::test]
async fn a_correction_ends_with_its_registration() {
    let app = TestApp::start().await;
    let published = published_institution(&app).await;
    let seen = published.review().await.etag();
    let content = corrected(&published).await;
    let id = published.member.post(&path(&published), json!({ "content": content })).await.expect(201).text("/id");
    let revoke = format!("/registrations/{}/revoke", published.registration_id);
    let blind = published.secretariat.post_version(&revoke, &seen, json!({ "reason": "x" })).await;
    blind.refused(412, "version_mismatch");
    staff_step(&published.secretariat, &published.registration_id, "revoke", json!({ "reason": "x" })).await.expect(200);
    assert_eq!(published.read().await.json()["change_requests"][0]["status"], "withdrawn");
    published.secretariat.act(&format!("/change-requests/{id}/apply")).await.refused(409, "wrong_state");
    published.secretariat.post(&format!("/change-requests/{id}/refuse"), json!({ "reason": "x" })).await.refused(409, "wrong_state");
}
