//! The directory from outside, on the demo's institutions.

mod changes;
mod clusters;
pub mod export;
mod follower;
mod list;
mod page;
mod plans;
mod readings;
mod restricted;
mod restricted_search;
mod same;
mod search;

use crate::support::TestApp;
use serde_json::Value;

/// A server with the demo's institutions.
async fn with_demo() -> TestApp {
    TestApp::with_demo().await
}

/// The names in an answer's list.
fn names(body: &Value) -> Vec<String> {
    let items = body["items"].as_array().cloned().unwrap_or_default();
    items.iter().filter_map(|item| Some(item["name"].as_str()?.to_owned())).collect()
}

/// The id of an institution by a word in its name.
async fn id_of(app: &TestApp, word: &str) -> String {
    let found = app.visitor().get(&format!("/institutions?q={word}")).await.expect(200);
    found.text("/items/0/institution_id")
}
