//! Guessing at somebody's password makes the guesser wait, and nobody else.

use super::{cookie, sign_in, signed_up};
use crate::support::{PASSWORD, TOTP_SECRET, TestApp, send};
use api::platform::auth::totp;
use chrono::TimeDelta;
use reqwest::Method;
use serde_json::json;

/// Tries wrong passwords until it has to wait a quarter of an hour.
async fn besiege(app: &TestApp, address: &str) {
    let wrong = json!({ "email": address, "password": "not-my-password-1" });
    for _ in 0..16 {
        let answer = app.visitor().post("/sessions", wrong.clone()).await;
        if answer.status == 429 {
            let wait: i64 = answer.header("retry-after").parse().unwrap();
            app.clock.advance(TimeDelta::seconds(wait));
            app.visitor().post("/sessions", wrong.clone()).await.refused(401, "wrong_credentials");
        }
    }
    let refused = app.visitor().post("/sessions", wrong).await.refused(429, "too_many_requests");
    assert!(refused.header("retry-after").parse::<i64>().unwrap() > 400, "{}", refused.header("retry-after"));
}

#[actix_web::test]
async fn each_wrong_password_makes_the_next_wait_longer_and_a_right_one_ends_it() {
    let app = TestApp::start().await;
    let address = signed_up(&app).await;
    let wrong = json!({ "email": address, "password": "not-my-password-1" });
    for _ in 0..6 {
        app.visitor().post("/sessions", wrong.clone()).await.refused(401, "wrong_credentials");
    }
    let refused = app.visitor().post("/sessions", wrong.clone()).await.refused(429, "too_many_requests");
    assert_eq!(refused.header("retry-after"), "1");
    sign_in(&app, &address).await.1.refused(429, "too_many_requests");
    app.clock.advance(TimeDelta::seconds(1));
    sign_in(&app, &address).await.1.expect(200);
    for _ in 0..5 {
        app.visitor().post("/sessions", wrong.clone()).await.refused(401, "wrong_credentials");
    }
}

#[actix_web::test]
async fn a_browser_that_signed_in_before_is_not_shut_out_by_others() {
    let app = TestApp::start().await;
    let address = signed_up(&app).await;
    let (mut browser, _) = sign_in(&app, &address).await;
    browser.delete("/sessions/current").await.expect(204);
    browser.access_token = None;
    besiege(&app, &address).await;
    let password = |password: &str| json!({ "email": address, "password": password });
    browser.post("/sessions", password("not-my-password-1")).await.refused(401, "wrong_credentials");
    browser.post("/sessions", password(PASSWORD)).await.expect(200);
    app.visitor().post("/sessions", password(PASSWORD)).await.refused(429, "too_many_requests");
}

#[actix_web::test]
async fn whoever_is_signed_in_changes_the_password_whatever_others_try() {
    let app = TestApp::start().await;
    let address = signed_up(&app).await;
    let (mut browser, _) = sign_in(&app, &address).await;
    besiege(&app, &address).await;
    // The access token is older than its ten minutes by now.
    browser.access_token = None;
    browser.access_token = Some(browser.act("/sessions/refresh").await.expect(200).text("/access_token"));
    let change = json!({ "current_password": PASSWORD, "new_password": "another-good-pass-9" });
    browser.post("/me/change-password", change).await.expect(204);
}

#[actix_web::test]
async fn a_right_code_along_with_the_password_does_not_wait_and_a_wrong_one_does() {
    let app = TestApp::start().await;
    let staff = app.secretariat().await;
    besiege(&app, &staff.email).await;
    let body = |code: &str| json!({ "email": staff.email, "password": PASSWORD, "code": code });
    app.visitor().post("/sessions", body("000000")).await.refused(429, "too_many_requests");
    let code = totp::code_at(TOTP_SECRET, app.state.clock.now()).unwrap();
    let answer = app.visitor().post("/sessions", body(&code)).await.expect(200);
    assert_eq!(answer.json()["status"], "signed_in");
    app.visitor().post("/sessions", body(&code)).await.refused(429, "too_many_requests");
}

/// What is answered tells whether a code was right, so only so many are looked at.
#[actix_web::test]
async fn codes_beside_a_password_cannot_be_guessed_either() {
    let app = TestApp::start().await;
    let staff = app.secretariat().await;
    besiege(&app, &staff.email).await;
    let body = |code: &str| json!({ "email": staff.email, "password": PASSWORD, "code": code });
    for _ in 0..10 {
        app.visitor().post("/sessions", body("000000")).await.refused(429, "too_many_requests");
    }
    let code = totp::code_at(TOTP_SECRET, app.state.clock.now()).unwrap();
    app.visitor().post("/sessions", body(&code)).await.refused(429, "too_many_requests");
}

#[actix_web::test]
async fn a_browser_that_was_known_before_a_reset_is_a_stranger_after_it() {
    let app = TestApp::start().await;
    let address = signed_up(&app).await;
    let (mut thief, _) = sign_in(&app, &address).await;
    thief.access_token = None;
    app.visitor().post("/accounts/request-password-reset", json!({ "email": address })).await.expect(202);
    let token = app.latest_mail_to(&address).await.token();
    app.visitor().post("/accounts/reset-password", json!({ "token": token, "password": "another-good-pass-9" })).await.expect(204);
    besiege(&app, &address).await;
    thief.post("/sessions", json!({ "email": address, "password": PASSWORD })).await.refused(429, "too_many_requests");
}

#[actix_web::test]
async fn the_browser_in_which_the_password_or_the_second_factor_was_changed_stays_known() {
    let app = TestApp::start().await;
    let address = signed_up(&app).await;
    let (mut browser, _) = sign_in(&app, &address).await;
    let change = json!({ "current_password": PASSWORD, "new_password": "another-good-pass-9" });
    browser.post("/me/change-password", change).await.expect(204);
    besiege(&app, &address).await;
    browser.access_token = None;
    let sign_in = json!({ "email": address, "password": "another-good-pass-9" });
    browser.access_token = Some(browser.post("/sessions", sign_in.clone()).await.expect(200).text("/access_token"));
    let proof = json!({ "password": "another-good-pass-9" });
    browser.post("/sessions/current/prove", proof.clone()).await.expect(204);
    let secret = super::second_factor::base32(&browser.act("/me/totp").await.expect(200).text("/secret"));
    let code = totp::code_at(&secret, app.state.clock.now()).unwrap();
    let confirmed = browser.post("/me/totp/confirm", json!({ "code": code })).await.expect(200);
    browser.access_token = None;
    browser.post("/sessions", sign_in.clone()).await.expect(200);
    browser.access_token = Some(confirmed.text("/sign_in/access_token"));
    browser.post("/sessions/current/prove", proof).await.expect(204);
    browser.delete("/me/totp").await.expect(204);
    browser.access_token = None;
    browser.post("/sessions", sign_in.clone()).await.expect(200);
    app.visitor().post("/sessions", sign_in).await.refused(429, "too_many_requests");
}

/// Mail about signing up is no way in, so it must not use up the one that is.
#[actix_web::test]
async fn asking_to_sign_up_with_somebodys_address_leaves_them_the_reset() {
    let app = TestApp::start().await;
    let address = signed_up(&app).await;
    for _ in 0..4 {
        app.visitor().post("/accounts/request-sign-up", super::request_body(&address)).await.expect(202);
    }
    app.visitor().post("/accounts/request-sign-up", super::request_body(&address)).await.refused(429, "too_many_requests");
    app.visitor().post("/accounts/request-password-reset", json!({ "email": address })).await.expect(202);
}

#[actix_web::test]
async fn the_mailbox_opens_a_way_in_while_others_guess() {
    let app = TestApp::start().await;
    let address = signed_up(&app).await;
    besiege(&app, &address).await;
    app.visitor().post("/accounts/request-password-reset", json!({ "email": address })).await.expect(202);
    let token = app.latest_mail_to(&address).await.token();
    let browser = app.visitor();
    let reset = browser.post("/accounts/reset-password", json!({ "token": token, "password": "another-good-pass-9" })).await.expect(204);
    let known = cookie(&reset);
    let sign_in = app.visitor().request(Method::POST, "/sessions").header("Cookie", known);
    send(sign_in.json(&json!({ "email": address, "password": "another-good-pass-9" }))).await.expect(200);
}
