use super::{cookie, sign_in, signed_up};
use crate::support::{Answer, Client, PASSWORD, TestApp, send};
use api::platform::auth::session::LIFE;
use chrono::TimeDelta;
use domain::actor::Role;
use reqwest::Method;
use sea_orm::ConnectionTrait;
use serde_json::json;

/// Refreshes with a certain cookie, as a thief or a second tab would.
async fn refresh_with(app: &TestApp, cookie: &str) -> Answer {
    send(app.visitor().request(Method::POST, "/sessions/refresh").header("Cookie", cookie)).await
}

async fn me(browser: &Client) -> u16 {
    browser.get("/me").await.status
}

#[actix_web::test]
async fn the_cookie_is_out_of_reach_of_scripts_and_other_sites() {
    let app = TestApp::start().await;
    let address = signed_up(&app).await;
    let set = sign_in(&app, &address).await.1.header("set-cookie").to_owned();
    for part in ["gm_refresh=", "; Path=/api/v1/sessions", "; HttpOnly", "; SameSite=Strict"] {
        assert!(set.contains(part), "{set}");
    }
    let secure = TestApp::start_with(|config| config.public_url = "https://gm.example".to_owned()).await;
    let address = signed_up(&secure).await;
    assert!(sign_in(&secure, &address).await.1.header("set-cookie").contains("; Secure"));
}

#[actix_web::test]
async fn access_tokens_expire_and_the_cookie_renews_them() {
    let app = TestApp::start().await;
    let address = signed_up(&app).await;
    let (mut browser, _) = sign_in(&app, &address).await;
    assert_eq!(me(&browser).await, 200);
    app.clock.advance(TimeDelta::minutes(10));
    browser.get("/me").await.refused(401, "sign_in_required");
    browser.access_token = None;
    let renewed = browser.act("/sessions/refresh").await.expect(200);
    browser.access_token = Some(renewed.text("/access_token"));
    assert_eq!(me(&browser).await, 200);
}

#[actix_web::test]
async fn a_browser_stays_signed_in_while_it_is_used_and_two_weeks_more() {
    let app = TestApp::start().await;
    let address = signed_up(&app).await;
    let (_, signed_in) = sign_in(&app, &address).await;
    let mut token = cookie(&signed_in);
    for _ in 0..2 {
        app.clock.advance(LIFE - TimeDelta::microseconds(1));
        let renewed = refresh_with(&app, &token).await.expect(200);
        assert!(renewed.header("set-cookie").ends_with("Max-Age=1209600"), "{}", renewed.header("set-cookie"));
        token = cookie(&renewed);
    }
    app.clock.advance(LIFE);
    refresh_with(&app, &token).await.refused(401, "sign_in_required");
    let (again, _) = sign_in(&app, &address).await;
    assert_eq!(again.get("/sessions").await.json()["items"].as_array().map(Vec::len), Some(1), "what is over is not listed");
}

#[actix_web::test]
async fn a_refresh_token_that_comes_twice_ends_the_session() {
    let app = TestApp::start().await;
    let address = signed_up(&app).await;
    let stolen = cookie(&sign_in(&app, &address).await.1);
    let fresh = cookie(&refresh_with(&app, &stolen).await.expect(200));
    app.clock.advance(TimeDelta::seconds(1));
    let fresher = cookie(&refresh_with(&app, &fresh).await.expect(200));
    refresh_with(&app, &stolen).await.refused(401, "session_reused");
    refresh_with(&app, &fresher).await.refused(401, "sign_in_required");
    assert!(app.latest_mail_to(&address).await.subject.contains("ログアウト"));
    refresh_with(&app, "gm_refresh=made-up").await.refused(401, "sign_in_required");
    app.visitor().act("/sessions/refresh").await.refused(401, "sign_in_required");
}

#[actix_web::test]
async fn an_answer_lost_on_its_way_signs_nobody_out() {
    let app = TestApp::start().await;
    let address = signed_up(&app).await;
    let first = cookie(&sign_in(&app, &address).await.1);
    let lost = cookie(&refresh_with(&app, &first).await.expect(200));
    app.clock.advance(TimeDelta::seconds(9));
    let again = cookie(&refresh_with(&app, &first).await.expect(200));
    app.clock.advance(TimeDelta::seconds(60));
    let next = cookie(&refresh_with(&app, &again).await.expect(200));
    // Whoever holds the lost one after all is somebody else.
    refresh_with(&app, &lost).await.refused(401, "session_reused");
    refresh_with(&app, &next).await.refused(401, "sign_in_required");
}

#[actix_web::test]
async fn a_token_that_was_exchanged_is_good_again_for_seconds_only() {
    let app = TestApp::start().await;
    let address = signed_up(&app).await;
    let first = cookie(&sign_in(&app, &address).await.1);
    refresh_with(&app, &first).await.expect(200);
    app.clock.advance(TimeDelta::seconds(11));
    refresh_with(&app, &first).await.refused(401, "session_reused");
}

#[actix_web::test]
async fn signing_out_ends_this_browser_and_everywhere_ends_all() {
    let app = TestApp::start().await;
    let address = signed_up(&app).await;
    let (one, first) = sign_in(&app, &address).await;
    let (two, second) = sign_in(&app, &address).await;
    let (three, third) = sign_in(&app, &address).await;
    assert_eq!(one.get("/sessions").await.json()["items"].as_array().map(Vec::len), Some(3));
    let out = one.delete("/sessions/current").await.expect(204);
    assert!(out.header("set-cookie").contains("Max-Age=0"));
    refresh_with(&app, &cookie(&first)).await.refused(401, "sign_in_required");
    assert_eq!(two.get("/sessions").await.json()["items"].as_array().map(Vec::len), Some(2));
    three.delete("/sessions").await.expect(204);
    refresh_with(&app, &cookie(&second)).await.refused(401, "sign_in_required");
    refresh_with(&app, &cookie(&third)).await.refused(401, "sign_in_required");
}

#[actix_web::test]
async fn an_address_that_does_not_exist_is_refused_like_a_wrong_password() {
    let app = TestApp::start().await;
    let address = signed_up(&app).await;
    let wrong = json!({ "email": address, "password": "wrong-but-long-enough" });
    let known = app.visitor().post("/sessions", wrong).await.refused(401, "wrong_credentials");
    let unknown = app
        .visitor()
        .post("/sessions", json!({ "email": app.new_address(), "password": PASSWORD }))
        .await
        .refused(401, "wrong_credentials");
    let without_instance = |answer: &Answer| {
        let mut body = answer.json();
        body["instance"] = serde_json::Value::Null;
        body
    };
    assert_eq!(without_instance(&known), without_instance(&unknown));
}

#[actix_web::test]
async fn keys_rotate_and_tokens_of_the_old_one_stay_good_until_they_expire() {
    let app = TestApp::start().await;
    let person = app.person("架空 医師", &[Role::Doctor]).await;
    let mut old = app.visitor();
    old.access_token = person
        .request(Method::GET, "/me")
        .build()
        .unwrap()
        .headers()
        .get("authorization")
        .unwrap()
        .to_str()
        .unwrap()
        .strip_prefix("Bearer ")
        .map(ToOwned::to_owned);
    let now = app.state.clock.now();
    api::platform::auth::keys::rotate(&app.state.db, &app.state.secrets, now, None).await.unwrap();
    app.state.keys.refresh(&app.state.db, &app.state.secrets, now).await.unwrap();
    let published = app.visitor().get("//.well-known/jwks.json").await.expect(200);
    assert_eq!(published.json()["keys"].as_array().map(Vec::len), Some(2));
    assert_eq!(me(&old).await, 200);
    assert_eq!(me(&person).await, 200, "signed with the new key");
    app.clock.advance(TimeDelta::minutes(16));
    app.state.keys.refresh(&app.state.db, &app.state.secrets, app.state.clock.now()).await.unwrap();
    assert_eq!(app.visitor().get("//.well-known/jwks.json").await.json()["keys"].as_array().map(Vec::len), Some(1));
}

#[actix_web::test]
async fn a_token_of_somebody_else_opens_nothing() {
    let app = TestApp::start().await;
    let other = TestApp::start().await;
    let stranger = other.doctor("よその 医師").await;
    let mut visitor = app.visitor();
    visitor.access_token = stranger
        .request(Method::GET, "/me")
        .build()
        .unwrap()
        .headers()
        .get("authorization")
        .unwrap()
        .to_str()
        .unwrap()
        .strip_prefix("Bearer ")
        .map(ToOwned::to_owned);
    visitor.get("/me").await.refused(401, "sign_in_required");
    for bad in ["", "x", "a.b.c", "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0."] {
        visitor.access_token = Some(bad.to_owned());
        visitor.get("/me").await.refused(401, "sign_in_required");
    }
}

/// A password reset, a change elsewhere and signing out all end sessions; what a token of one opens is asked with both kinds of gate.
#[actix_web::test]
async fn an_access_token_ends_with_its_session() {
    let app = TestApp::start().await;
    let member = app.member().await;
    let (thief, _) = sign_in(&app, &member.email).await;
    let organization = format!("/organizations/{}", member.organization_id);
    let invite = json!({ "email": app.new_address() });
    thief.get(&organization).await.expect(200);
    member.delete("/sessions").await.expect(204);
    for owner in [&thief, &member] {
        owner.get("/me").await.refused(401, "sign_in_required");
        owner.get(&organization).await.refused(401, "sign_in_required");
        owner.act("/me/totp").await.refused(401, "sign_in_required");
        owner.post(&format!("{organization}/invitations"), invite.clone()).await.refused(401, "sign_in_required");
        // What anybody may do goes on as for a visitor, so that signing out is never an error.
        owner.delete("/sessions/current").await.expect(204);
    }
}

#[actix_web::test]
async fn a_role_that_is_gone_opens_nothing_although_the_token_names_it() {
    let app = TestApp::start().await;
    let doctor = app.doctor("架空 医師").await;
    doctor.get("/me/blocks").await.expect(200);
    let sql = format!("DELETE FROM account_role WHERE account_id = '{}'", doctor.account_id);
    app.state.db.execute_unprepared(&sql).await.unwrap();
    doctor.get("/me/blocks").await.refused(403, "not_allowed");
}
