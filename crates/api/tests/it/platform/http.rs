use crate::support::{TestApp, send};
use api::platform::http::page;
use reqwest::Method;
use serde_json::json;
use std::io::{Read, Write};

#[actix_web::test]
async fn unknown_paths_and_wrong_methods_are_problems_too() {
    let app = TestApp::start().await;
    let visitor = app.visitor();
    visitor.get("/nothing-here").await.refused(404, "not_found");
    visitor.get("//api/v2/accounts").await.refused(404, "not_found");
    let wrong = visitor.delete("/accounts").await.refused(405, "method_not_allowed");
    assert_eq!(wrong.header("allow"), "POST");
    let wrong = visitor.put("/organizations/019d468d-ee80-75d0-8edb-cf197b5413be", json!({})).await.refused(405, "method_not_allowed");
    assert_eq!(wrong.header("allow"), "GET, PATCH");
}

#[actix_web::test]
async fn what_is_no_json_or_not_ours_is_refused_with_a_reason() {
    let app = TestApp::start().await;
    let post = |body: Vec<u8>, media: &str| {
        send(app.visitor().request(Method::POST, "/sessions").header("content-type", media.to_owned()).body(body))
    };
    post(b"{".to_vec(), "application/json").await.refused(400, "malformed_request");
    post(Vec::new(), "application/json").await.refused(400, "malformed_request");
    post(br#"{"email":"a@b.jp","password":"x"} trailing"#.to_vec(), "application/json").await.refused(400, "malformed_request");
    post(b"{\"email\":\"\xff\xfe\",\"password\":\"x\"}".to_vec(), "application/json").await.refused(400, "malformed_request");
    post(b"[]".to_vec(), "application/json").await.refused(400, "malformed_request");
    post(format!("{}{}", "[".repeat(200), "]".repeat(200)).into_bytes(), "application/json").await.refused(400, "malformed_request");
    post(b"email=a".to_vec(), "application/x-www-form-urlencoded").await.refused(415, "unsupported_media_type");
    post(b"{}".to_vec(), "text/plain").await.refused(415, "unsupported_media_type");
    post(br#"{"email":"a@b.jp"}"#.to_vec(), "application/json; charset=utf-8").await.invalid("/password", "required");
    post(br#"{"email":7,"password":"x"}"#.to_vec(), "application/json").await.invalid("/email", "wrong_type");
    post(b"{\"email\":\"a\\u0000@b.jp\",\"password\":\"x\\u0000y\"}".to_vec(), "application/json")
        .await
        .invalid("/password", "control_character");
}

#[actix_web::test]
async fn a_body_of_thirty_megabytes_gets_an_answer() {
    let app = TestApp::start().await;
    let body = vec![b'a'; 30 * 1024 * 1024];
    let answer = send(app.visitor().request(Method::POST, "/sessions").header("content-type", "application/json").body(body)).await;
    answer.refused(413, "body_too_large");
}

#[actix_web::test]
async fn a_path_that_is_no_utf_8_is_not_found() {
    let app = TestApp::start().await;
    for path in ["/api/v1/organizations/%FF%FE", "/api/v1/%C0%AF", "/%FF.js"] {
        let answer = raw(&app.base, format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")).await;
        assert!(answer.starts_with("HTTP/1.1 4"), "{path}: {answer}");
        assert!(answer.contains("application/problem+json"), "{path}: {answer}");
    }
}

#[actix_web::test]
async fn every_answer_names_its_request_and_is_guarded() {
    let app = TestApp::start().await;
    let given =
        send(app.visitor().request(Method::GET, "/me").header("X-Request-Id", "my-request-0001").header("Accept-Language", "en")).await;
    let given = given.refused(401, "sign_in_required");
    // The caller's own id is logged beside ours and names nothing: it would be a key in the caller's hand.
    assert_ne!(given.header("x-request-id"), "my-request-0001");
    assert_eq!(given.text("/instance"), format!("urn:gm-network:request:{}", given.header("x-request-id")));
    assert_eq!((given.text("/title").as_str(), given.header("content-language")), ("Please sign in.", "en"));
    assert_eq!(given.header("cache-control"), "no-store");
    let odd = send(app.visitor().request(Method::GET, "/me").header("X-Request-Id", "a b<script>")).await;
    assert_ne!(odd.header("x-request-id"), "a b<script>");
    for path in ["//healthz", "/me", "//", "//docs/", "//openapi.json"] {
        let answer = app.visitor().get(path).await;
        let csp = answer.header("content-security-policy");
        assert!(csp.contains("default-src 'none'") && !csp.contains("unsafe-inline"), "{path}: {csp}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
    }
}

/// Sends bytes that no client library would. Off this thread, which the server shares.
async fn raw(base: &str, request: String) -> String {
    let address = base.trim_start_matches("http://").to_owned();
    let exchange = actix_web::rt::task::spawn_blocking(move || {
        let mut stream = std::net::TcpStream::connect(address).unwrap();
        stream.set_read_timeout(Some(std::time::Duration::from_secs(20))).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    });
    exchange.await.unwrap()
}

#[actix_web::test]
async fn a_cursor_of_a_time_that_cannot_be_counted_is_none() {
    let app = TestApp::start().await;
    let secretariat = app.secretariat().await;
    let id = uuid::Uuid::nil();
    for time in ["-99999-01-01T00:00:00Z", "-4800-01-01T00:00:00Z", "+262000-01-01T00:00:00Z"] {
        let cursors = [("/registrations?", page::encode(&(time, id))), ("/contact-messages?", page::encode(&((), time, id)))];
        for (path, cursor) in cursors {
            secretariat.get(&format!("{path}cursor={cursor}")).await.refused(400, "invalid_cursor");
        }
    }
    let cursor = page::encode(&("2026-01-01T00:00:00Z", id));
    secretariat.get(&format!("/registrations?cursor={cursor}")).await.expect(200);
}
