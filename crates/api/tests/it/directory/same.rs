//! The index says what Postgres says, byte for byte, or is not asked.

use super::{id_of, names, with_demo};
use crate::support::{Answer, TestApp, send};
use api::features::directory::search::{self, DirectoryIndex};
use reqwest::Method;
use serde_json::json;
use std::time::Duration;
use tokio::{sync::watch, task::JoinHandle};

const PATHS: [&str; 8] = [
    "//api/v1/institutions",
    "//api/v1/institutions?limit=3",
    "//api/v1/institutions?prefecture=04&limit=1",
    "//api/v1/institutions?area=0406&kind=clinic",
    "//api/v1/institutions?area=0000",
    "//api/v1/institutions?specialties=dermatology,nephrology",
    "//api/v1/institutions?employment=part_time&guidance=true",
    "//api/v1/directory-summary",
];

/// Follows as the server does, and has caught up.
async fn following(app: &TestApp) -> (watch::Sender<bool>, JoinHandle<()>) {
    let (stop, stopped) = watch::channel(false);
    let following = actix_web::rt::spawn(search::follow(app.state.clone(), stopped));
    while !DirectoryIndex::of(&app.state).is_searchable(app.state.clock.now()) {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    (stop, following)
}

#[actix_web::test]
async fn lists_pages_and_counts_are_the_same_from_both() {
    let app = with_demo().await;
    let visitor = app.visitor();
    let mut from_postgres = Vec::new();
    // `//` asks without catching up first: there is no index yet.
    for path in PATHS {
        from_postgres.push(visitor.get(path).await.expect(200));
    }
    let next = from_postgres[1].text("/next_cursor");
    let continued = visitor.get(&format!("//api/v1/institutions?limit=3&cursor={next}")).await.expect(200);
    let ids: Vec<String> = from_postgres[0].json()["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["institution_id"].as_str().unwrap().to_owned())
        .collect();
    let mut pages = Vec::new();
    for id in &ids {
        pages.push(visitor.get(&format!("/institutions/{id}")).await.expect(200));
    }

    let (stop, following) = following(&app).await;
    for (path, before) in PATHS.iter().zip(&from_postgres) {
        let answer = visitor.get(path).await.expect(200);
        assert_eq!(String::from_utf8_lossy(&answer.body), String::from_utf8_lossy(&before.body), "{path}");
        assert_eq!((answer.etag(), answer.header("link")), (before.etag(), before.header("link")), "{path}");
    }
    let from_index = visitor.get(&format!("//api/v1/institutions?limit=3&cursor={next}")).await.expect(200);
    assert_eq!(from_index.body, continued.body, "a cursor is good wherever the next page is read");
    for (id, before) in ids.iter().zip(&pages) {
        assert!(search::page(&app.state, uuid::Uuid::parse_str(id).unwrap().into()).unwrap().is_some(), "it comes from the index");
        let answer = visitor.get(&format!("/institutions/{id}")).await.expect(200);
        assert_eq!(
            (answer.body.clone(), answer.etag(), answer.header("content-type")),
            (before.body.clone(), before.etag(), before.header("content-type"))
        );
    }
    stop.send_replace(true);
    following.await.unwrap();
}

/// Asks without catching up first, unpacking what `coding` names.
async fn ask(app: &TestApp, path: &str, coding: &str, known: &str) -> Answer {
    let request = app.visitor().request(Method::GET, path).header("accept-encoding", coding).header("if-none-match", known);
    send(request).await
}

#[actix_web::test]
async fn an_answer_that_is_given_again_is_the_same_in_every_form() {
    let app = with_demo().await;
    app.visitor().find_everything().await;
    for path in ["/institutions?q=架空&limit=5", "/institution-facets", "/institution-suggestions?q=架空", "/institution-clusters?q=架空"]
    {
        for coding in ["identity", "gzip", "br"] {
            let (first, again) = (ask(&app, path, coding, "").await.expect(200), ask(&app, path, coding, "").await.expect(200));
            let named = ["etag", "link", "content-type", "content-encoding", "vary", "cache-control"];
            let told = |answer: &Answer| named.map(|name| answer.header(name).to_owned());
            assert_eq!((&first.body, told(&first)), (&again.body, told(&again)), "{path} {coding}");
            assert!(!first.etag().is_empty(), "{path}");
            ask(&app, path, coding, &first.etag()).await.expect(304);
        }
    }
}

#[actix_web::test]
async fn an_answer_ends_with_the_next_change() {
    let app = with_demo().await;
    let secretariat = app.secretariat().await;
    let id = id_of(&app, "みやぎ南").await;
    let path = "/institutions?q=みやぎ南";
    let before = ask(&app, path, "identity", "").await.expect(200);
    let lists = |answer: &Answer| names(&answer.json()).contains(&"架空みやぎ南病院".to_owned());
    assert!(lists(&before));
    secretariat.post(&format!("/institutions/{id}/pause"), json!({ "reason": "確認のため" })).await.expect(204);
    DirectoryIndex::of(&app.state).catch_up(&app.state).await.unwrap();
    let after = ask(&app, path, "identity", &before.etag()).await.expect(200);
    assert!(!lists(&after));
}

#[actix_web::test]
async fn whoever_pauses_an_institution_never_sees_its_page_again() {
    let app = with_demo().await;
    let secretariat = app.secretariat().await;
    let (stop, following) = following(&app).await;
    let visitor = app.visitor();
    let id = id_of(&app, "みやぎ南").await;
    for round in 0..10 {
        visitor.get(&format!("/institutions/{id}")).await.expect(200);
        secretariat.post(&format!("/institutions/{id}/pause"), json!({ "reason": format!("確認のため {round}") })).await.expect(204);
        visitor.get(&format!("/institutions/{id}")).await.refused(404, "not_found");
        secretariat.act(&format!("/institutions/{id}/resume")).await.expect(204);
    }
    // In another process it is gone when the change was announced.
    let listed = names(&visitor.get("/institutions").await.expect(200).json());
    assert!(listed.contains(&"架空みやぎ南病院".to_owned()), "{listed:?}");
    stop.send_replace(true);
    following.await.unwrap();
}

#[actix_web::test]
async fn an_index_that_hears_nothing_shows_no_single_page() {
    let app = with_demo().await;
    let id = id_of(&app, "みやぎ南").await;
    app.visitor().find_everything().await;
    let id = uuid::Uuid::parse_str(&id).unwrap().into();
    assert!(search::page(&app.state, id).unwrap().is_none(), "nobody listens");
    let (stop, following) = following(&app).await;
    // Following begins with a look, and only then it is known that nothing was missed.
    for _ in 0..200 {
        if search::page(&app.state, id).unwrap().is_some() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert!(search::page(&app.state, id).unwrap().is_some());
    app.clock.advance(chrono::TimeDelta::seconds(3));
    assert!(search::page(&app.state, id).unwrap().is_none(), "three seconds are too long ago");
    stop.send_replace(true);
    following.await.unwrap();
}
