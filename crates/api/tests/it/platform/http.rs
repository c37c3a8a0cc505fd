use crate::support::{TestApp, conversation, send};
use api::{
    config::Config,
    openapi,
    platform::http::{
        body::Pace,
        contract::{Contract, operations},
        page,
    },
};
use reqwest::Method;
use serde_json::json;
use std::{
    io::{Read, Write},
    time::Duration,
};

#[actix_web::test]
async fn unknown_paths_and_wrong_methods_are_problems_too() {
    let app = TestApp::start().await;
    let visitor = app.visitor();
    visitor.get("/nothing-here").await.refused(404, "not_found");
    visitor.get("//api/v2/accounts").await.refused(404, "not_found");
    let wrong = visitor.delete("/accounts").await.refused(405, "method_not_allowed");
    assert_eq!(wrong.header("allow"), "POST");
    let wrong = visitor.put("/organizations/019d468d-ee80-75d0-8edb-cf197b5413be", json!({})).await.refused(405, "method_not_allowed");
    assert_eq!(wrong.header("allow"), "GET, HEAD, PATCH");
    // The literal path is meant, not `/institutions/{id}` beside it.
    assert_eq!(visitor.delete("/institutions/export").await.refused(405, "method_not_allowed").header("allow"), "GET, HEAD");
    visitor.get("/institutions/").await.refused(404, "not_found");
}

#[actix_web::test]
async fn every_405_says_which_methods_there_are() {
    let app = TestApp::start().await;
    let document = openapi::document();
    for (path, item) in &document.paths.paths {
        let methods: Vec<_> = operations(item).into_iter().map(|(method, _)| method).collect();
        let target = path.replace(['{', '}'], "");
        for method in ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"] {
            if methods.contains(&method) || (method == "HEAD" && methods.contains(&"GET")) {
                continue;
            }
            let answer = send(app.visitor().request(method.parse().unwrap(), &format!("/{target}"))).await;
            assert_eq!(answer.status, 405, "{method} {target}");
            let allowed: Vec<_> = answer.header("allow").split(", ").collect();
            assert!(methods.iter().all(|method| allowed.contains(method)), "{method} {target}: {allowed:?}");
            assert!(!allowed.contains(&method), "{method} {target}: {allowed:?}");
        }
    }
    for path in ["//healthz", "//openapi.json", "//.well-known/jwks.json", "//docs/", "//sitemap.xml", "//robots.txt", "//doctor"] {
        assert_eq!(send(app.visitor().request(Method::POST, path)).await.refused(405, "method_not_allowed").header("allow"), "GET, HEAD");
    }
}

#[actix_web::test]
async fn head_says_what_get_would() {
    let app = TestApp::start().await;
    let listed = conversation::listed_institution(&app).await;
    app.visitor().find_everything().await;
    let organization = format!("/organizations/{}", listed.organization);
    let institution = format!("/institutions/{}", listed.institution);
    for path in [
        "/institutions",
        institution.as_str(),
        "/institutions/export",
        "/institutions/019d468d-ee80-75d0-8edb-cf197b5413be",
        organization.as_str(),
        "/me",
        "//healthz",
        "//openapi.json",
        "//.well-known/jwks.json",
        "//feeds/institutions.atom",
        "//docs/",
    ] {
        let (get, head) = (listed.member.get(path).await, send(listed.member.request(Method::HEAD, path)).await);
        assert_eq!(head.status, get.status, "{path}");
        assert_eq!(head.body, Vec::<u8>::new(), "{path}");
        for name in ["content-type", "etag", "cache-control", "content-security-policy", "vary", "content-disposition"] {
            assert_eq!(head.header(name), get.header(name), "{path}: {name}");
        }
        // Problems name their request, of the same length.
        assert_eq!(head.headers.get("content-length"), get.headers.get("content-length"), "{path}");
        assert_eq!(head.headers.contains_key("transfer-encoding"), get.headers.contains_key("transfer-encoding"), "{path}");
    }
    // The connection is as good as before.
    let exchange = "HEAD /healthz HTTP/1.1\r\nHost: x\r\n\r\nGET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    let answers = raw(&app.base, exchange.to_owned()).await;
    assert_eq!((answers.matches("HTTP/1.1 200").count(), answers.matches("{\"status\":\"ok\"}").count()), (2, 1), "{answers}");
}

#[actix_web::test]
async fn parameters_that_an_operation_does_not_have_are_named_with_those_it_has() {
    let app = TestApp::start().await;
    let refused = app.visitor().get("/institutions?prefecture=04&page=2").await.refused(400, "invalid_parameter");
    let error = &refused.json()["errors"][0];
    assert_eq!((&error["pointer"], &error["code"]), (&json!("/page"), &json!("unknown_parameter")));
    assert!(error["params"]["allowed"].as_str().unwrap().contains("cursor"), "{error}");
    let member = app.member().await;
    let refused = member.get("/me?fields=email").await.refused(400, "invalid_parameter");
    assert_eq!(refused.json()["errors"][0]["code"], "no_parameters");
    let posted = send(member.request(Method::POST, "/organizations?dry_run=1").json(&json!({ "name": "架空会" }))).await;
    posted.refused(400, "invalid_parameter");
    // Pages are for people, whose links are decorated by others.
    for page in ["//robots.txt?utm_source=mail", "//openapi.json?x=1", "//healthz?x=1"] {
        app.visitor().get(page).await.expect(200);
    }
}

#[actix_web::test]
async fn every_search_has_one_limit() {
    let app = TestApp::start().await;
    let people = [app.secretariat().await, app.member().await, app.officer_of("04").await];
    app.visitor().find_everything().await;
    let contract = Contract::of(&openapi::document());
    let mut searches = 0;
    for entry in contract.entries().iter().filter(|entry| entry.parameters.iter().any(|parameter| parameter.name == "q")) {
        let target = format!("/{}", entry.template);
        let mut searcher = &people[0];
        for person in &people {
            if person.get(&target).await.status != 403 {
                searcher = person;
            }
        }
        let search = async |q: &str| send(searcher.request(Method::GET, &target).query(&[("q", q)])).await;
        for (q, code) in [("あ".repeat(201).as_str(), "too_long"), ("1 2 3 4 5 6 7 8 9 10 11", "too_many"), ("a\u{0}", "control_character")]
        {
            let refused = search(q).await.refused(400, "invalid_parameter").json();
            assert_eq!((&refused["errors"][0]["pointer"], &refused["errors"][0]["code"]), (&json!("/q"), &json!(code)), "{target}");
        }
        search(&"あ".repeat(200)).await.expect(200);
        searches += 1;
    }
    assert!(searches >= 5, "{searches}");
}

#[actix_web::test]
async fn an_edit_is_based_on_one_of_the_versions_it_names() {
    let app = TestApp::start().await;
    let member = app.member().await;
    let path = format!("/organizations/{}", member.organization_id);
    let rename = async |tags: &str| member.patch(&path, tags, json!({ "name": "架空会" })).await;
    let current = member.get(&path).await.expect(200).etag();
    rename("\"999\"").await.refused(412, "version_mismatch");
    rename(&format!("W/{current}")).await.refused(412, "version_mismatch");
    for malformed in ["", "1", "\"1", "*, \"1\"", "\"1\" \"2\""] {
        rename(malformed).await.refused(400, "malformed_request");
    }
    let renamed = rename(&format!("\"999\", {current}")).await.expect(200);
    assert_ne!(renamed.etag(), current);
    rename("*").await.expect(200);
    let missing = format!("/organizations/{}", uuid::Uuid::nil());
    member.patch(&missing, "*", json!({ "name": "架空会" })).await.refused(404, "not_found");
}

#[actix_web::test]
async fn a_415_names_the_type_that_is_wanted_there() {
    let app = TestApp::start().await;
    let (member, secretariat) = (app.member().await, app.secretariat().await);
    let nobody = uuid::Uuid::nil();
    let wanted = [
        (app.visitor().request(Method::POST, "/sessions"), "application/json"),
        (
            member.request(Method::POST, &format!("/support-applications/{nobody}/documents?name=a.pdf")),
            "application/pdf, image/jpeg, image/png",
        ),
        (
            secretariat.request(Method::POST, "/registry-imports?dataset=hospitals&file_name=a.zip"),
            "application/octet-stream, application/zip, text/csv",
        ),
    ];
    for (request, types) in wanted {
        for language in ["ja", "en"] {
            let request = request.try_clone().unwrap().header("content-type", "text/html").header("accept-language", language).body("<p>");
            let refused = send(request).await.refused(415, "unsupported_media_type");
            let mut named: Vec<_> = refused.header("accept").split(", ").collect();
            named.sort_unstable();
            assert_eq!(named.join(", "), types);
            assert!(named.iter().all(|name| refused.text("/detail").contains(name)), "{}", refused.text("/detail"));
        }
    }
    let packed =
        app.visitor().request(Method::POST, "/sessions").header("content-type", "application/json").header("content-encoding", "gzip");
    assert_eq!(send(packed.body("{}")).await.refused(415, "unsupported_media_type").header("accept-encoding"), "identity");
}

/// A pace that a test can wait for.
fn hasty(config: &mut Config) {
    config.body_pace = Pace { window: Duration::from_millis(400), least: 1000 };
}

#[actix_web::test]
async fn a_body_that_drips_is_answered_and_the_connection_closed() {
    let app = TestApp::start_with(hasty).await;
    let head = "POST /api/v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
    for (framing, drop) in [("Content-Length: 100000\r\n\r\n", " "), ("Transfer-Encoding: chunked\r\n\r\n", "1\r\n \r\n")] {
        let answer = dripped(&app.base, format!("{head}{framing}"), drop).await;
        assert!(answer.starts_with("HTTP/1.1 408 "), "{answer}");
        assert!(answer.contains("connection: close") && answer.contains("body_too_slow"), "{answer}");
    }
}

/// Also where nobody reads the body: a refused sender, or an operation without one, does not keep the connection.
#[actix_web::test]
async fn a_body_that_drips_where_nobody_reads_it_keeps_no_connection() {
    let app = TestApp::start_with(hasty).await;
    for (line, status) in [("GET /healthz", "200"), ("POST /api/v1/organizations", "401"), ("DELETE /api/v1/sessions", "401")] {
        for (framing, drop) in [("Content-Length: 100000\r\n\r\n", " "), ("Transfer-Encoding: chunked\r\n\r\n", "1\r\n \r\n")] {
            let answer = dripped(&app.base, format!("{line} HTTP/1.1\r\nHost: x\r\n{framing}"), drop).await;
            assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{line}: {answer}");
            assert!(answer.contains("connection: close"), "{line}: {answer}");
        }
    }
}

#[actix_web::test]
async fn a_slow_line_that_keeps_its_pace_is_waited_for() {
    let app = TestApp::start_with(hasty).await;
    let body = format!("{{\"email\":\"a@example.jp\",\"password\":\"{}\"}}", "x".repeat(9000));
    let pieces: Vec<String> = body.as_bytes().chunks(500).map(|piece| String::from_utf8(piece.to_vec()).unwrap()).collect();
    let head = format!(
        "POST /api/v1/sessions HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    let address = app.base.trim_start_matches("http://").to_owned();
    let exchange = actix_web::rt::task::spawn_blocking(move || {
        let mut stream = std::net::TcpStream::connect(address).unwrap();
        stream.write_all(head.as_bytes()).unwrap();
        for piece in pieces {
            stream.write_all(piece.as_bytes()).unwrap();
            std::thread::sleep(Duration::from_millis(50));
        }
        read_all(&mut stream)
    });
    let answer = exchange.await.unwrap();
    // Read to its end, and refused for what it says.
    assert!(answer.starts_with("HTTP/1.1 422 "), "{answer}");
}

/// Sends a head, and one drop after another until the server closes; returns what it answered.
async fn dripped(base: &str, head: String, drop: &'static str) -> String {
    let address = base.trim_start_matches("http://").to_owned();
    let exchange = actix_web::rt::task::spawn_blocking(move || {
        let mut stream = std::net::TcpStream::connect(address).unwrap();
        let mut reader = stream.try_clone().unwrap();
        let reading = std::thread::spawn(move || read_all(&mut reader));
        stream.write_all(head.as_bytes()).unwrap();
        while !reading.is_finished() && stream.write_all(drop.as_bytes()).is_ok() {
            std::thread::sleep(Duration::from_millis(30));
        }
        reading.join().unwrap()
    });
    exchange.await.unwrap()
}

/// Everything until the connection ends, however it ends.
fn read_all(stream: &mut std::net::TcpStream) -> String {
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let (mut answer, mut piece) = (Vec::new(), [0; 4096]);
    loop {
        match stream.read(&mut piece) {
            Ok(0) => break,
            Ok(length) => answer.extend_from_slice(&piece[..length]),
            Err(error) if error.kind() == std::io::ErrorKind::ConnectionReset => break,
            Err(error) => panic!("the connection stays open: {error}"),
        }
    }
    String::from_utf8_lossy(&answer).into_owned()
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
        stream.write_all(request.as_bytes()).unwrap();
        read_all(&mut stream)
    });
    exchange.await.unwrap()
}

#[actix_web::test]
async fn a_cursor_of_a_time_that_cannot_be_counted_is_none() {
    let app = TestApp::start().await;
    let secretariat = app.secretariat().await;
    let (list, id) = (json!({ "descending": true }), uuid::Uuid::nil());
    for time in ["-99999-01-01T00:00:00Z", "-4800-01-01T00:00:00Z", "+262000-01-01T00:00:00Z"] {
        let cursor = page::encode(&(&list, time, id));
        secretariat.get(&format!("/contact-messages?cursor={cursor}")).await.refused(400, "invalid_cursor");
    }
    let cursor = page::encode(&(&list, "2026-01-01T00:00:00Z", id));
    secretariat.get(&format!("/contact-messages?cursor={cursor}")).await.expect(200);
}
