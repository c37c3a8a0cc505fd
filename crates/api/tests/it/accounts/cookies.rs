//! What a browser keeps of a session, and what it forgets.

use super::{cookie, sign_in, signed_up};
use crate::support::{Answer, PASSWORD, TestApp, send};
use reqwest::Method;
use serde_json::json;

async fn over_https() -> TestApp {
    TestApp::start_with(|config| config.public_url = "https://gm.example".to_owned()).await
}

async fn refresh_with(app: &TestApp, cookie: &str) -> Answer {
    send(app.visitor().request(Method::POST, "/sessions/refresh").header("Cookie", cookie)).await
}

fn set_cookies(answer: &Answer) -> Vec<&str> {
    let set = answer.headers.get_all("set-cookie").iter().map(|value| value.to_str().unwrap());
    // That of a known browser signs nobody in.
    set.filter(|line| line.contains("gm_refresh")).collect()
}

#[actix_web::test]
async fn over_https_the_cookie_belongs_to_this_host_alone() {
    let app = over_https().await;
    let address = signed_up(&app).await;
    let set = sign_in(&app, &address).await.1;
    let lines = set_cookies(&set);
    assert_eq!(lines.len(), 1, "{lines:?}");
    for part in ["__Host-gm_refresh=", "; Path=/; ", "; Secure", "; HttpOnly", "; SameSite=Strict"] {
        assert!(lines[0].contains(part), "{part}: {}", lines[0]);
    }
    assert!(!lines[0].contains("Domain"), "{}", lines[0]);
    refresh_with(&app, &cookie(&set)).await.expect(200);
}

/// A neighbouring host can set a cookie of any name but one that begins with `__Host-`.
#[actix_web::test]
async fn over_https_a_session_under_another_name_is_not_taken() {
    let app = over_https().await;
    let address = signed_up(&app).await;
    let given = cookie(&sign_in(&app, &address).await.1);
    let token = given.split_once('=').unwrap().1.to_owned();
    refresh_with(&app, &format!("gm_refresh={token}")).await.refused(401, "sign_in_required");
    refresh_with(&app, &given).await.expect(200);
}

#[actix_web::test]
async fn whoever_signs_out_leaves_nothing_in_the_browser() {
    let app = over_https().await;
    let address = signed_up(&app).await;
    let (one, first) = sign_in(&app, &address).await;
    let out = send(one.request(Method::DELETE, "/sessions/current").header("Cookie", cookie(&first))).await.expect(204);
    let (two, _) = sign_in(&app, &address).await;
    let everywhere = two.delete("/sessions").await.expect(204);
    let (three, _) = sign_in(&app, &address).await;
    let gone = three.post("/me/delete", json!({ "password": PASSWORD })).await.expect(204);
    for answer in [out, everywhere, gone] {
        assert_eq!(answer.header("clear-site-data"), r#""cache", "storage""#);
        let lines = set_cookies(&answer);
        assert!(lines.iter().all(|line| line.contains("Max-Age=0")), "{lines:?}");
        let names: Vec<&str> = lines.iter().map(|line| line.split('=').next().unwrap()).collect();
        assert_eq!(names, ["__Host-gm_refresh", "gm_refresh"]);
    }
    refresh_with(&app, &cookie(&first)).await.refused(401, "sign_in_required");
}
