//! The index while the database fails, is slow, or changes more than can be followed.

use super::{id_of, names, with_demo};
use crate::support::{Answer, Client, TestApp, send, somebody_waits};
use api::features::directory::search::DirectoryIndex;
use chrono::TimeDelta;
use domain::search::fold_parts;
use reqwest::Method;
use sea_orm::{ConnectionTrait, DbBackend, Statement, TransactionTrait};
use std::{path::PathBuf, task::Poll};
use uuid::Uuid;

/// A server with the demo's institutions and a folder of its own for the index.
async fn with_own_folder() -> TestApp {
    let folder = std::env::temp_dir().join(format!("gm-follower-{}", Uuid::new_v4().simple()));
    TestApp::with_demo_and(|config| config.index_dir = folder).await
}

/// The folders of indexes: another one is there when an index was made anew.
fn folders(app: &TestApp) -> Vec<PathBuf> {
    std::fs::read_dir(&app.state.config.index_dir).unwrap().map(|entry| entry.unwrap().path()).collect()
}

async fn run(app: &TestApp, sql: &str) {
    app.state.db.execute_unprepared(sql).await.unwrap();
}

/// Searches without catching up first.
async fn search(visitor: &Client, path: &str) -> Answer {
    send(visitor.request(Method::GET, path)).await
}

fn age(answer: &Answer) -> Option<&str> {
    answer.headers.get("age").map(|value| value.to_str().unwrap())
}

#[actix_web::test]
async fn a_failing_database_costs_neither_the_index_nor_its_place() {
    let app = with_own_folder().await;
    let visitor = app.visitor();
    let id = id_of(&app, "くりはら").await;
    let before = folders(&app);
    // Nothing can be followed without it.
    run(&app, "ALTER TABLE listing_change RENAME TO listing_change_away").await;
    for _ in 0..3 {
        DirectoryIndex::of(&app.state).catch_up(&app.state).await.unwrap_err();
    }
    search(&visitor, "/institutions?q=くりはら").await.expect(200);
    run(&app, "ALTER TABLE listing_change_away RENAME TO listing_change").await;
    let change = "UPDATE listing SET search_key = $1 WHERE institution_id = $2::uuid";
    let values = [fold_parts(["あたらしい"]).into(), id.as_str().into()];
    app.state.db.execute_raw(Statement::from_sql_and_values(DbBackend::Postgres, change, values)).await.unwrap();
    let found = visitor.get("/institutions?q=あたらしい").await.expect(200).json();
    assert_eq!(names(&found).len(), 1);
    assert_eq!(folders(&app), before, "it went on from where it stood");
}

#[actix_web::test]
async fn a_look_that_is_cut_off_on_its_way_loses_nothing() {
    let app = with_own_folder().await;
    app.visitor().find_everything().await;
    let before = folders(&app);
    run(&app, &format!("UPDATE listing SET search_key = '{}'", fold_parts(["あたらしい"]))).await;
    let blocking = app.state.db.begin().await.unwrap();
    blocking.execute_unprepared("LOCK TABLE municipality").await.unwrap();
    {
        // What changed was read; the listings themselves have to wait for the lock.
        let index = DirectoryIndex::of(&app.state);
        let mut look = std::pin::pin!(index.catch_up(&app.state));
        while !somebody_waits(&blocking).await {
            assert!(matches!(futures_util::poll!(look.as_mut()), Poll::Pending));
        }
    }
    blocking.rollback().await.unwrap();
    let found = app.visitor().get("/institutions?q=あたらしい").await.expect(200).json();
    assert_eq!(names(&found).len(), 11);
    assert_eq!(folders(&app), before);
}

#[actix_web::test]
async fn answers_of_an_index_that_is_behind_say_how_old_they_are_and_end_after_minutes() {
    let app = with_demo().await;
    let visitor = app.visitor();
    visitor.find_everything().await;
    let paths = [
        "/institutions?q=くりはら",
        "/institutions",
        "/institution-facets",
        "/institution-suggestions?q=くり",
        "/institution-clusters",
        "/institutions/export?q=くりはら",
        "/institutions/export?sort=kana&format=xlsx",
    ];
    for path in paths {
        assert_eq!(age(&search(&visitor, path).await.expect(200)), None, "{path}");
    }
    app.clock.advance(TimeDelta::seconds(90));
    for path in paths {
        assert_eq!(age(&search(&visitor, path).await.expect(200)), Some("90"), "{path}");
    }
    // Plain lists are read from Postgres when they become files.
    assert_eq!(age(&search(&visitor, "/institutions/export").await.expect(200)), None);
    let ready = visitor.get("//readyz").await.expect(200).json();
    assert_eq!((ready["status"].as_str(), ready["index_age_seconds"].as_i64()), (Some("ready"), Some(90)));
    app.clock.advance(TimeDelta::minutes(4));
    search(&visitor, "/institutions?q=くりはら").await.refused(503, "unavailable");
    let from_postgres = search(&visitor, "/institutions").await.expect(200);
    assert_eq!(age(&from_postgres), None);
    visitor.find_everything().await;
    assert_eq!(age(&search(&visitor, "/institutions?q=くりはら").await.expect(200)), None);
}

#[actix_web::test]
async fn a_page_is_asked_of_the_database_while_the_index_is_behind() {
    let app = with_demo().await;
    let visitor = app.visitor();
    let id = id_of(&app, "くりはら").await;
    app.clock.advance(TimeDelta::seconds(90));
    run(&app, &format!("DELETE FROM listing WHERE institution_id = '{id}'")).await;
    search(&visitor, &format!("/institutions/{id}")).await.refused(404, "not_found");
}

#[actix_web::test]
async fn more_changes_than_can_be_followed_make_a_new_index_beside_the_old_one() {
    let app = with_own_folder().await;
    let visitor = app.visitor();
    visitor.find_everything().await;
    let before = folders(&app);
    run(
        &app,
        "INSERT INTO listing_change (institution_id, changed_in, changed_at)
         SELECT gen_random_uuid(), pg_current_xact_id()::text::bigint, now() FROM generate_series(1, 20001)",
    )
    .await;
    visitor.find_everything().await;
    let after = folders(&app);
    assert!(after != before && after.len() == 1, "{before:?} {after:?}");
    search(&visitor, "/institutions?q=くりはら").await.expect(200);
}
