//! Requests that are sent again with their key.

use crate::support::{Answer, Client, TestApp, conversation::text, until_waiting};
use chrono::TimeDelta;
use futures_util::future::join_all;
use sea_orm::{ConnectionTrait, TransactionTrait};
use serde_json::json;

async fn enter(member: &Client, key: &str, name: &str) -> Answer {
    member.post_once("/organizations", key, json!({ "name": name })).await
}

async fn organizations(app: &TestApp) -> String {
    text(app, "SELECT count(*)::text FROM organization WHERE name LIKE '架空%会'", vec![]).await
}

#[actix_web::test]
async fn of_requests_with_one_key_at_the_same_moment_one_acts_and_all_get_its_answer() {
    let app = TestApp::start().await;
    let member = app.member().await;
    let hold = app.state.db.begin().await.unwrap();
    // The first one is held up behind its key, and the second at the key.
    hold.execute_unprepared("LOCK TABLE organization IN SHARE MODE").await.unwrap();
    let release = async {
        until_waiting(&hold, 2).await;
        hold.commit().await.unwrap();
    };
    let (answers, ()) = futures_util::join!(join_all([enter(&member, "key", "架空一会"), enter(&member, "key", "架空一会")]), release);
    let ids: Vec<_> = answers.into_iter().map(|answer| answer.expect(201).text("/id")).collect();
    assert_eq!(ids[0], ids[1]);
    assert_eq!(organizations(&app).await, "1");
}

#[actix_web::test]
async fn a_key_is_its_persons_and_its_operations_and_lasts_a_day() {
    let app = TestApp::start().await;
    let (one, two) = (app.member().await, app.member().await);
    let first = enter(&one, "key", "架空一会").await.expect(201).text("/id");
    assert_ne!(enter(&two, "key", "架空一会").await.expect(201).text("/id"), first);
    // The same key for another operation is another intent.
    one.post_once(&format!("/organizations/{}/registrations", one.organization_id), "key", json!({})).await.expect(201);
    app.clock.advance(TimeDelta::hours(23));
    api::platform::outbox::worker::keep_house(&app.state, app.state.clock.now()).await.unwrap();
    assert_eq!(enter(&one, "key", "架空一会").await.expect(201).text("/id"), first);
    app.clock.advance(TimeDelta::hours(2));
    api::platform::outbox::worker::keep_house(&app.state, app.state.clock.now()).await.unwrap();
    assert_ne!(enter(&one, "key", "架空一会").await.expect(201).text("/id"), first);
}

#[actix_web::test]
async fn a_refused_request_leaves_its_key_free() {
    let app = TestApp::start().await;
    let (member, doctor) = (app.member().await, app.doctor("架空 医師").await);
    let path = format!("/organizations/{}/invitations", member.organization_id);
    let taken = json!({ "email": member.email });
    member.post_once(&path, "key", taken).await.refused(409, "already_member");
    member.post_once(&path, "key", json!({ "email": doctor.email })).await.expect(201);
}
