use crate::support::{TestApp, send};
use reqwest::Method;
use std::fs;

/// A built client, as small as can be.
fn client() -> std::path::PathBuf {
    let folder = std::env::temp_dir().join(format!("gm-dist-{}", uuid::Uuid::new_v4().simple()));
    fs::create_dir_all(&folder).unwrap();
    for (name, text) in [
        ("index.html", "<!doctype html>"),
        ("web-0a1b2c3d4e5f.js", "plain"),
        ("web-0a1b2c3d4e5f.js.br", "brotli"),
        ("web-0a1b2c3d4e5f.js.gz", "gzip"),
        ("favicon.svg", "<svg/>"),
    ] {
        fs::write(folder.join(name), text).unwrap();
    }
    folder
}

#[actix_web::test]
async fn hashed_files_stay_in_caches_and_the_page_does_not() {
    let folder = client();
    let app = TestApp::start_with(|config| config.web_dir = folder.clone()).await;
    let script =
        |accept: &str| send(app.visitor().request(Method::GET, "//web-0a1b2c3d4e5f.js").header("Accept-Encoding", accept.to_owned()));
    let best = script("gzip, br").await.expect(200);
    assert_eq!((best.header("content-encoding"), best.body.as_slice()), ("br", b"brotli".as_slice()));
    assert_eq!(best.header("cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(best.header("content-type"), "text/javascript; charset=utf-8");
    assert_eq!(script("gzip").await.body, b"gzip");
    assert_eq!(script("identity").await.body, b"plain");
    let page = app.visitor().get("//").await.expect(200);
    assert_eq!((page.header("cache-control"), page.body.as_slice()), ("public, no-cache", b"<!doctype html>".as_slice()));
    let same = send(app.visitor().request(Method::GET, "//").header("If-None-Match", page.etag())).await;
    assert_eq!(same.status, 304);
    app.visitor().get("//missing-0a1b2c3d.js").await.expect(404);
    app.visitor().get("//..%2f..%2fetc/passwd").await;
    fs::remove_dir_all(folder).unwrap();
}

#[actix_web::test]
async fn without_a_client_the_page_says_what_to_do() {
    let app = TestApp::start().await;
    let page = app.visitor().get("//").await.expect(503);
    assert!(String::from_utf8_lossy(&page.body).contains("make run"));
}

#[actix_web::test]
async fn machines_get_what_they_ask_for() {
    let app = TestApp::start().await;
    assert_eq!(app.visitor().get("//healthz").await.expect(200).json()["status"], "ok");
    app.visitor().find_everything().await;
    assert_eq!(app.visitor().get("//readyz").await.expect(200).json()["status"], "ready");
    assert_eq!(app.visitor().get("//openapi.json").await.expect(200).json()["openapi"], "3.1.0");
    let key = app.visitor().get("//.well-known/jwks.json").await.expect(200).json()["keys"][0].clone();
    assert_eq!((key["kty"].as_str(), key["alg"].as_str(), key["d"].as_str()), (Some("OKP"), Some("EdDSA"), None));
    let docs = app.visitor().get("//docs/").await.expect(200);
    assert!(String::from_utf8_lossy(&docs.body).contains("swagger-ui"));
    app.visitor().get("//docs/swagger-ui-bundle.js").await.expect(200);
}
