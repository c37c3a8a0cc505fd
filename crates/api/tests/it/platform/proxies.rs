//! Behind a proxy, and served by https.

use crate::support::{Answer, TestApp, send};
use api::platform::http::proxy::TrustedProxies;
use reqwest::Method;
use serde_json::json;

/// Writes to the secretariat, ten times an hour from one address, through proxies that say who called them.
async fn write(app: &TestApp, forwarded: &[&str]) -> Answer {
    let message = json!({ "name": "架空 﨑子", "email": app.new_address(), "subject": "年会費", "body": "教えてください。" });
    let request = app.visitor().request(Method::POST, "/contact-messages").json(&message);
    send(forwarded.iter().fold(request, |request, line| request.header("X-Forwarded-For", *line))).await
}

#[actix_web::test]
async fn attempts_are_counted_for_the_last_hop_that_is_no_trusted_proxy() {
    let app = TestApp::start_with(|config| config.trusted_proxies = TrustedProxies::parse("127.0.0.1, 10.0.0.0/8", "").unwrap()).await;
    for number in 0..10 {
        // What the caller says of hops before it is made up.
        write(&app, &[&format!("192.0.2.{number}"), "198.51.100.1, 10.0.0.1"]).await.expect(201);
    }
    write(&app, &["192.0.2.99", "198.51.100.1", "10.0.0.2"]).await.refused(429, "too_many_requests");
    write(&app, &["198.51.100.1, 198.51.100.2, 10.0.0.1"]).await.expect(201);
}

#[actix_web::test]
async fn nobody_who_is_no_trusted_proxy_is_believed() {
    let app = TestApp::start().await;
    for number in 0..10 {
        write(&app, &[&format!("192.0.2.{number}")]).await.expect(201);
    }
    write(&app, &["192.0.2.99"]).await.refused(429, "too_many_requests");
}

#[actix_web::test]
async fn browsers_that_came_by_https_come_by_nothing_else() {
    let secure = TestApp::start_with(|config| config.public_url = "https://gm.example".to_owned()).await;
    for path in ["//healthz", "//", "/institutions", "/me", "/nothing-here"] {
        assert_eq!(secure.visitor().get(path).await.header("strict-transport-security"), "max-age=31536000", "{path}");
    }
    let local = TestApp::start().await;
    assert!(!local.visitor().get("//healthz").await.headers.contains_key("strict-transport-security"));
}
