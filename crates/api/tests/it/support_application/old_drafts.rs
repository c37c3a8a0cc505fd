//! Drafts that were never submitted go when nobody touches them for a year, with a notice a month before.

use super::{
    Stage,
    documents::{PDF, upload},
    plan, step,
};
use crate::support::conversation;
use api::features::support::remove_old_drafts;
use chrono::TimeDelta;
use serde_json::json;

async fn after(stage: &Stage, days: i64) -> usize {
    stage.app.clock.advance(TimeDelta::days(days));
    let gone = remove_old_drafts(&stage.app.state).await.expect("done");
    stage.app.run_jobs().await;
    gone
}

fn notices(stage: &Stage) -> usize {
    stage.app.mail_to(&stage.member.email).iter().filter(|letter| letter.subject.contains("1か月後に削除されます")).count()
}

#[actix_web::test]
async fn a_draft_goes_with_its_documents_a_year_after_the_last_of_them_was_added() {
    let stage = Stage::set().await;
    let id = stage.draft(plan()).await;
    stage.app.clock.advance(TimeDelta::days(100));
    upload(&stage.member, &id, "1.pdf", "application/pdf", PDF).await.expect(201);
    assert_eq!((after(&stage, 334).await, notices(&stage)), (0, 0));
    assert_eq!((after(&stage, 1).await, notices(&stage)), (0, 1));
    assert_eq!((after(&stage, 29).await, notices(&stage)), (0, 1));
    assert_eq!((after(&stage, 1).await, notices(&stage)), (1, 1));
    stage.member.get(&format!("/support-applications/{id}")).await.refused(404, "not_found");
    assert_eq!(conversation::text(&stage.app, "SELECT count(*)::text FROM support_document", vec![]).await, "0");
}

#[actix_web::test]
async fn what_was_submitted_is_never_touched_also_when_it_was_returned() {
    let stage = Stage::set().await;
    let id = stage.draft(plan()).await;
    step(&stage.member, &id, "submit", json!({})).await.expect(200);
    assert_eq!(after(&stage, 400).await, 0);
    step(&stage.officer, &id, "return", json!({ "reason": "差し替えてください。" })).await.expect(200);
    for days in [400, 400] {
        assert_eq!((after(&stage, days).await, notices(&stage)), (0, 0));
    }
    stage.read(&id).await;
}
