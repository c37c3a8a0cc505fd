//! Drafts that were never submitted go when nobody touches them for a year, with a notice a month before.

use super::letter;
use crate::support::{TestApp, complete_content, conversation, member_step, published_institution, saved_draft};
use api::features::registration::remove_old_drafts;
use chrono::TimeDelta;
use serde_json::json;

async fn after(app: &TestApp, days: i64) -> usize {
    app.clock.advance(TimeDelta::days(days));
    let gone = remove_old_drafts(&app.state).await.expect("done");
    app.run_jobs().await;
    gone
}

async fn institutions(app: &TestApp) -> String {
    conversation::text(app, "SELECT count(*)::text FROM institution", vec![]).await
}

#[actix_web::test]
async fn a_draft_that_nobody_touches_for_a_year_goes_a_month_after_the_notice() {
    let app = TestApp::start().await;
    let member = app.member().await;
    let id = saved_draft(&app, &member, &complete_content()).await;
    assert_eq!(after(&app, 334).await, 0);
    assert!(app.mail_to(&member.email).is_empty());
    assert_eq!(after(&app, 1).await, 0);
    assert!(letter(&app, &member.email, "1か月後に削除されます").body.contains(&format!("/institution/registrations/{id}")));
    assert_eq!(after(&app, 29).await, 0);
    member.get(&format!("/registrations/{id}")).await.expect(200);
    assert_eq!(after(&app, 1).await, 1);
    member.get(&format!("/registrations/{id}")).await.refused(404, "not_found");
    assert_eq!(institutions(&app).await, "0", "it had nothing but this draft");
    letter(&app, &member.email, "1か月後に削除されます");
    assert_eq!(after(&app, 1).await, 0, "doing it again finds nothing");
}

#[actix_web::test]
async fn writing_in_a_draft_keeps_it_and_voids_the_notice() {
    let app = TestApp::start().await;
    let member = app.member().await;
    let mut content = complete_content();
    let id = saved_draft(&app, &member, &content).await;
    let path = format!("/registrations/{id}");
    after(&app, 340).await;
    let seen = member.get(&path).await.expect(200).etag();
    content["public"]["headline"] = json!("書き直した文");
    member.put_version(&path, &seen, json!({ "content": content })).await.expect(200);
    assert_eq!(after(&app, 60).await, 0);
    member.get(&path).await.expect(200);
    letter(&app, &member.email, "1か月後に削除されます");
    after(&app, 275).await;
    assert_eq!(app.mail_to(&member.email).len(), 2, "told anew about the later touch");
}

#[actix_web::test]
async fn a_server_that_slept_for_years_still_gives_a_month() {
    let app = TestApp::start().await;
    let member = app.member().await;
    let id = saved_draft(&app, &member, &complete_content()).await;
    assert_eq!(after(&app, 1_000).await, 0);
    assert_eq!(after(&app, 29).await, 0);
    assert_eq!(after(&app, 1).await, 1);
    member.get(&format!("/registrations/{id}")).await.refused(404, "not_found");
}

#[actix_web::test]
async fn what_was_submitted_or_published_is_never_touched() {
    let app = TestApp::start().await;
    let published = published_institution(&app).await;
    let member = app.member().await;
    let submitted = saved_draft(&app, &member, &complete_content()).await;
    member_step(&member, &submitted, "submit").await.expect(200);
    let other = app.member().await;
    let returned = saved_draft(&app, &other, &complete_content()).await;
    member_step(&other, &returned, "submit").await.expect(200);
    let send_back = "UPDATE registration SET status = 'returned' WHERE id = $1::uuid";
    conversation::sql(&app, send_back, vec![returned.clone().into()]).await;
    for days in [400, 400] {
        assert_eq!(after(&app, days).await, 0);
    }
    published.read().await.expect(200);
    member.get(&format!("/registrations/{submitted}")).await.expect(200);
    other.get(&format!("/registrations/{returned}")).await.expect(200);
    // The next term's draft of a published institution goes, the institution stays.
    let path = format!("/organizations/{}/registrations", published.member.organization_id);
    conversation::sql(&app, "UPDATE registration SET status = 'expired' WHERE status = 'published'", vec![]).await;
    let next = published.member.post(&path, json!({ "institution_id": published.institution_id })).await.expect(201).text("/id");
    assert_eq!((after(&app, 335).await, after(&app, 30).await), (0, 1));
    published.member.get(&format!("/registrations/{next}")).await.refused(404, "not_found");
    assert_eq!(institutions(&app).await, "3");
}
