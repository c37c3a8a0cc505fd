//! Stored search keys follow the rules that they are folded by.

use crate::support::{TestApp, published_institution};
use api::{
    entity::{listing, registration},
    features::registration::rebuild_search_keys,
};
use domain::search::SEARCH_KEY_VERSION;
use sea_orm::{ConnectionTrait, DbBackend, EntityTrait, Statement};

async fn execute(app: &TestApp, sql: &str) {
    app.state.db.execute_unprepared(sql).await.unwrap();
}

async fn version(app: &TestApp) -> Option<i32> {
    let row = app.state.db.query_one_raw(Statement::from_string(DbBackend::Postgres, "SELECT version FROM search_folding")).await.unwrap();
    row.map(|row| row.try_get("", "version").unwrap())
}

#[actix_web::test]
async fn keys_of_older_rules_are_made_anew_once_and_what_was_lost_is_found_again() {
    let app = TestApp::start().await;
    published_institution(&app).await;
    let keys = async || {
        let listings = listing::Entity::find().all(&app.state.db).await.unwrap().into_iter().map(|row| row.search_key);
        let registrations = registration::Entity::find().all(&app.state.db).await.unwrap().into_iter().map(|row| row.search_key);
        listings.chain(registrations).collect::<Vec<_>>()
    };
    let right = keys().await;
    assert_eq!(rebuild_search_keys(&app.state).await.unwrap(), 0, "what was just written is as it should be");
    assert_eq!(version(&app).await, Some(SEARCH_KEY_VERSION));

    execute(&app, "UPDATE listing SET search_key = 'x'; UPDATE registration SET search_key = 'x'").await;
    assert_eq!(rebuild_search_keys(&app.state).await.unwrap(), 0, "by the same rules nothing is looked at");
    let visitor = app.visitor();
    let found = async || visitor.get("/institutions?q=中央病院").await.expect(200).json()["items"].as_array().unwrap().len();
    assert_eq!(found().await, 0);
    execute(&app, "UPDATE search_folding SET version = version - 1").await;
    assert_eq!(rebuild_search_keys(&app.state).await.unwrap(), right.len() as u64);
    assert_eq!((keys().await, version(&app).await), (right, Some(SEARCH_KEY_VERSION)));
    assert_eq!(found().await, 1, "the index follows");

    // A program of before, beside a newer one, leaves its keys alone.
    execute(&app, "UPDATE search_folding SET version = version + 2; UPDATE listing SET search_key = 'newer'").await;
    assert_eq!(rebuild_search_keys(&app.state).await.unwrap(), 0);
    assert_eq!(keys().await[0], "newer");
}
