//! Behind a proxy, and served by https.

use crate::support::{Answer, TestApp, send};
use actix_web::http::KeepAlive;
use api::platform::http::{body::Pace, proxy::TrustedProxies};
use domain::{registry::FILE_MAX, support::DOCUMENT_MAX};
use reqwest::Method;
use serde_json::json;
use std::time::Duration;

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

const NGINX: &str = include_str!("../../../../../deploy/nginx.conf");

/// The value of a setting that stands once in the configuration for nginx.
fn set(name: &str) -> &'static str {
    let lines = NGINX.lines().filter_map(|line| line.trim().strip_prefix(name)?.strip_prefix(' ')?.strip_suffix(';'));
    let values: Vec<_> = lines.collect();
    let [value] = values.as_slice() else { panic!("{name} is set {} times", values.len()) };
    value
}

fn duration(name: &str) -> Duration {
    let (number, unit) = set(name).split_at(set(name).len() - 1);
    Duration::from_secs(number.parse::<u64>().unwrap() * if unit == "h" { 3600 } else { 1 })
}

#[test]
fn nginx_lets_pass_what_the_server_takes_and_leaves_refusals_to_it() {
    let megabytes: usize = set("client_max_body_size").strip_suffix('m').unwrap().parse().unwrap();
    assert!(megabytes * 1024 * 1024 > FILE_MAX.max(DOCUMENT_MAX));
    assert_eq!(set("proxy_request_buffering"), "off");
    assert!(duration("client_body_timeout") > Pace::default().window);
    let KeepAlive::Timeout(silence) = KeepAlive::default() else { panic!("connections are kept otherwise") };
    assert!(duration("keepalive_timeout") < silence);
}

#[test]
fn nginx_changes_neither_form_nor_headers_of_an_answer() {
    assert_eq!((set("gzip"), set("proxy_cache")), ("off", "off"));
    let (with_the_server, without) = NGINX.split_once("location @away").unwrap();
    let added = |part: &str| -> Vec<_> {
        part.lines().filter_map(|line| line.trim().strip_prefix("add_header ")?.split(' ').next().map(str::to_owned)).collect()
    };
    assert_eq!(added(with_the_server), Vec::<String>::new());
    // Of a write, whose outcome is not known, nobody is asked to try again.
    let (for_writes, for_reads) = without.split_once("return 502").unwrap();
    assert!(!added(for_writes).contains(&"Retry-After".to_owned()) && added(for_reads) == ["Retry-After"]);
    assert!(!NGINX.contains("proxy_hide_header") && !NGINX.contains("proxy_intercept_errors"));
}

#[test]
fn nginx_names_the_caller_in_the_header_that_is_read() {
    assert!(NGINX.contains("proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;"));
    assert_eq!(TrustedProxies::parse("127.0.0.1", "").unwrap(), TrustedProxies::parse("127.0.0.1", "X-Forwarded-For").unwrap());
}
