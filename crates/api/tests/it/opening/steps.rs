//! Who takes which step, and what is refused.

use super::{complete, draft, open, open_with, step};
use crate::support::{TestApp, conversation::text, member_step, published_institution};
use serde_json::json;

#[actix_web::test]
async fn a_step_taken_again_changes_nothing() {
    let app = TestApp::start().await;
    let published = published_institution(&app).await;
    let member = &published.member;
    let id = open(&published).await;
    let shown = step(member, &id, "publish").await.expect(200);
    let paused = step(member, &id, "pause").await.expect(200);
    assert_ne!(shown.etag(), paused.etag());
    assert_eq!(step(member, &id, "pause").await.expect(200).etag(), paused.etag());
    app.visitor().get(&format!("/openings/{id}")).await.refused(410, "opening_closed");
    step(member, &id, "confirm").await.refused(409, "wrong_state");
    step(member, &id, "resume").await.expect(200);
    app.visitor().get(&format!("/openings/{id}")).await.expect(200);
    let ended = step(member, &id, "end").await.expect(200);
    assert_eq!(step(member, &id, "end").await.expect(200).etag(), ended.etag());
    for refused in ["publish", "confirm", "pause", "resume", "fill"] {
        step(member, &id, refused).await.refused(409, "wrong_state");
    }
    let path = format!("/openings/{id}/content");
    member.put_version(&path, &ended.etag(), json!({ "content": complete() })).await.refused(409, "wrong_state");
    member.delete(&format!("/openings/{id}")).await.refused(409, "wrong_state");
}

#[actix_web::test]
async fn a_draft_can_be_discarded_and_is_read_by_nobody_else() {
    let app = TestApp::start().await;
    let published = published_institution(&app).await;
    let id = draft(&published, json!({ "title": "下書き" })).await;
    let path = format!("/openings/{id}/content");
    published.secretariat.get(&path).await.refused(404, "not_found");
    published.secretariat.post(&format!("/openings/{id}/take-down"), json!({ "reason": "理由" })).await.refused(404, "not_found");
    for refused in ["confirm", "pause", "resume", "fill", "end"] {
        step(&published.member, &id, refused).await.refused(409, "wrong_state");
    }
    published.member.delete(&format!("/openings/{id}")).await.expect(204);
    published.member.get(&path).await.refused(404, "not_found");
}

#[actix_web::test]
async fn another_organization_learns_nothing() {
    let app = TestApp::start().await;
    let published = published_institution(&app).await;
    let (id, stranger) = (open(&published).await, app.member().await);
    let path = format!("/openings/{id}/content");
    stranger.get(&path).await.refused(404, "not_found");
    stranger.put_version(&path, "\"1\"", json!({ "content": complete() })).await.refused(404, "not_found");
    stranger.delete(&format!("/openings/{id}")).await.refused(404, "not_found");
    for one in ["publish", "confirm", "pause", "resume", "fill", "end"] {
        step(&stranger, &id, one).await.refused(404, "not_found");
    }
    stranger.post(&format!("/institutions/{}/openings", published.institution_id), json!({})).await.refused(404, "not_found");
    stranger.get(&format!("/organizations/{}/openings", published.member.organization_id)).await.refused(404, "not_found");
    app.doctor("架空 医師").await.get(&path).await.refused(403, "not_allowed");
}

#[actix_web::test]
async fn what_is_open_stays_complete_and_each_version_is_kept() {
    let app = TestApp::start().await;
    let published = published_institution(&app).await;
    let id = open(&published).await;
    let path = format!("/openings/{id}/content");
    let etag = published.member.get(&path).await.expect(200).etag();
    let mut content = complete();
    content["contact"] = json!("");
    published.member.put_version(&path, &etag, json!({ "content": content })).await.invalid("/content/contact", "required");
    let mut over = complete();
    over["open_until"] = json!("2020-01-01");
    published.member.put_version(&path, &etag, json!({ "content": over })).await.invalid("/content/open_until", "out_of_range");
    let mut changed = complete();
    changed["pay_to"] = json!(18_000_000);
    app.clock.advance(chrono::TimeDelta::days(1));
    let saved = published.member.put_version(&path, &etag, json!({ "content": changed })).await.expect(200).json();
    assert_ne!(saved["posted_at"], saved["confirmed_at"], "a change counts as a confirmation");
    let count = "SELECT string_agg(content ->> 'pay_to', ',' ORDER BY number) AS text FROM opening_revision WHERE opening_id = $1";
    let id = id.parse::<uuid::Uuid>().unwrap();
    assert_eq!(text(&app, count, vec![id.into()]).await, "16000000,18000000");
}

#[actix_web::test]
async fn wording_is_pointed_out_to_its_author_and_refuses_nothing() {
    let app = TestApp::start().await;
    let published = published_institution(&app).await;
    let id = open_with(&published, |content| content["duties"] = json!("60歳以下の医師を歓迎します。")).await;
    let path = format!("/openings/{id}/content");
    let warnings = published.member.get(&path).await.expect(200).json()["warnings"].clone();
    assert_eq!(warnings, json!([{ "pointer": "/duties", "concern": "age", "found": "60歳以下" }]));
    let staff = published.secretariat.get(&path).await.expect(200).json();
    assert_eq!((&staff["warnings"], &staff["steps"]), (&json!([]), &json!(["take_down"])));
    assert_eq!(published.committee.get(&path).await.expect(200).json()["steps"], json!([]));
}

#[actix_web::test]
async fn the_secretariat_takes_an_opening_down_and_the_institution_reads_why() {
    let app = TestApp::start().await;
    let published = published_institution(&app).await;
    let id = open(&published).await;
    let path = format!("/openings/{id}/take-down");
    published.committee.post(&path, json!({ "reason": "理由" })).await.refused(403, "not_allowed");
    published.member.post(&path, json!({ "reason": "理由" })).await.refused(403, "not_allowed");
    published.secretariat.post(&path, json!({ "reason": " " })).await.invalid("/reason", "required");
    let reason = "内容が事実と異なるため。";
    let down = published.secretariat.post(&path, json!({ "reason": reason })).await.expect(200);
    assert_eq!((down.text("/status").as_str(), down.text("/taken_down_reason").as_str()), ("ended", reason));
    assert_eq!(published.secretariat.post(&path, json!({ "reason": "別の理由" })).await.expect(200).etag(), down.etag());
    app.visitor().get(&format!("/openings/{id}")).await.refused(410, "opening_closed");
    let read = published.member.get(&format!("/openings/{id}/content")).await.expect(200);
    assert_eq!(read.text("/taken_down_reason"), reason);
    app.run_jobs().await;
    let letter = app.latest_mail_to(&published.member.email).await;
    assert!(letter.subject.contains("募集の掲載を取り下げました"), "{}", letter.subject);
    assert!(letter.body.contains(&format!("/institution/openings/{id}")) && !letter.body.contains(reason));
    let ended = open(&published).await;
    step(&published.member, &ended, "end").await.expect(200);
    published.secretariat.post(&format!("/openings/{ended}/take-down"), json!({ "reason": "理由" })).await.refused(409, "wrong_state");
}

#[actix_web::test]
async fn nobody_takes_an_opening_of_the_own_organization_down() {
    use domain::actor::Role;
    let app = TestApp::start().await;
    let published = published_institution(&app).await;
    let id = open(&published).await;
    let both = app.person("架空 兼任", &[Role::Secretariat]).await;
    let sql = "INSERT INTO organization_member (organization_id, account_id, joined_at) VALUES ($1, $2, now())";
    let values = vec![published.member.organization_id.0.into(), both.account_id.0.into()];
    crate::support::conversation::sql(&app, sql, values).await;
    let path = format!("/openings/{id}/take-down");
    both.post(&path, json!({ "reason": "理由" })).await.refused(403, "conflict_of_interest");
    assert_eq!(both.get(&format!("/openings/{id}/content")).await.expect(200).json()["steps"], json!([]));
}

#[actix_web::test]
async fn an_institution_has_so_many_openings_at_a_time() {
    use domain::opening::OPENINGS_MAX;
    let app = TestApp::start().await;
    let published = published_institution(&app).await;
    let path = format!("/institutions/{}/openings", published.institution_id);
    let (shown, draft) = (open(&published).await, draft(&published, complete()).await);
    let fill = "INSERT INTO opening (id, institution_id, status, content, search_key, search_key_version, created_by, created_at, updated_at)
                SELECT gen_random_uuid(), institution_id, status, content, search_key, search_key_version, created_by, created_at, updated_at
                FROM opening, generate_series(1, $2::bigint) WHERE id = $1";
    let id: uuid::Uuid = draft.parse().unwrap();
    crate::support::conversation::sql(&app, fill, vec![id.into(), (OPENINGS_MAX - 2).into()]).await;
    published.member.post(&path, json!({})).await.refused(409, "opening_quota_reached");
    published.member.post(&path, json!({ "copy_of": shown })).await.refused(409, "opening_quota_reached");
    // What is over, or deleted, makes room.
    step(&published.member, &shown, "end").await.expect(200);
    published.member.post(&path, json!({})).await.expect(201);
    published.member.post(&path, json!({})).await.refused(409, "opening_quota_reached");
    published.member.delete(&format!("/openings/{draft}")).await.expect(204);
    published.member.post(&path, json!({})).await.expect(201);
    let other = published_institution(&app).await;
    other.member.post(&format!("/institutions/{}/openings", other.institution_id), json!({})).await.expect(201);
}

#[actix_web::test]
async fn only_a_registered_institution_offers_openings() {
    let app = TestApp::start().await;
    let published = published_institution(&app).await;
    let written = draft(&published, complete()).await;
    let shown = open(&published).await;
    member_step(&published.member, &published.registration_id, "withdraw").await.expect(200);
    let read = published.member.get(&format!("/openings/{shown}/content")).await.expect(200);
    assert_eq!(read.text("/status"), "ended");
    app.visitor().get(&format!("/openings/{shown}")).await.refused(410, "opening_closed");
    step(&published.member, &written, "publish").await.refused(409, "institution_not_published");
    let path = format!("/institutions/{}/openings", published.institution_id);
    published.member.post(&path, json!({})).await.refused(409, "institution_not_published");
}
