//! What the site says to those who do not run its client.

mod crawlers;
mod openings;
mod pages;
mod written;

use crate::support::{Answer, TestApp, send};
use reqwest::Method;
use std::{fs, path::PathBuf};

/// Where the site is for the world, in these tests.
const SITE: &str = "https://gm.example";

/// A server with the demo's institutions and a built client.
async fn with_client() -> TestApp {
    let folder = built();
    TestApp::with_demo_and(move |config| (config.web_dir, config.public_url) = (folder, SITE.to_owned())).await
}

/// The client's page as it lies in the source: what the build fills in does not matter here.
fn built() -> PathBuf {
    let folder = std::env::temp_dir().join(format!("gm-site-{}", uuid::Uuid::new_v4().simple()));
    fs::create_dir_all(&folder).unwrap();
    fs::copy(crate::contract::root("crates/web/index.html"), folder.join("index.html")).unwrap();
    folder
}

/// A page as a crawler reads it.
async fn read(app: &TestApp, path: &str) -> Answer {
    send(app.visitor().request(Method::GET, &format!("/{path}")).header("accept", "text/html")).await
}

fn html(answer: &Answer) -> String {
    String::from_utf8(answer.body.clone()).unwrap()
}

/// Takes an institution out of the demonstration: it is as good as real.
async fn make_real(app: &TestApp, id: &str) {
    use sea_orm::ConnectionTrait;
    for (table, key) in [("listing", "institution_id"), ("institution", "id")] {
        app.state.db.execute_unprepared(&format!("UPDATE {table} SET fictional = false WHERE {key} = '{id}'")).await.unwrap();
    }
}

/// The id of an institution by a word in its name.
async fn id_of(app: &TestApp, word: &str) -> String {
    app.visitor().get(&format!("/institutions?q={word}")).await.expect(200).text("/items/0/institution_id")
}
