//! How a person proves again who is there; `contract::proof` holds which operations ask for it.

use super::sign_in;
use crate::support::{Client, PASSWORD, TOTP_SECRET, TestApp, send};
use api::platform::auth::{session::PROOF_LIFE, totp};
use reqwest::Method;
use serde_json::{Value, json};

/// Sends without entering the password when it is asked for.
async fn bare(client: &Client, method: Method, path: &str, body: Value) -> u16 {
    let answer = send(client.request(method, path).json(&body)).await;
    if answer.status == 403 {
        assert_eq!(answer.code(), "proof_required", "{path}")
    }
    answer.status
}

#[actix_web::test]
async fn the_password_or_a_code_opens_it_again() {
    let app = TestApp::start().await;
    let staff = app.administrator().await;
    let invite = json!({ "email": app.new_address(), "role": "secretariat", "locale": "ja" });
    app.clock.advance(PROOF_LIFE);
    assert_eq!(bare(&staff, Method::POST, "/staff-invitations", invite.clone()).await, 403);
    staff.post("/sessions/current/prove", json!({})).await.invalid("/password", "required");
    staff.post("/sessions/current/prove", json!({ "password": "not-my-password-1" })).await.invalid("/password", "wrong_password");
    staff.post("/sessions/current/prove", json!({ "code": "000000" })).await.refused(401, "wrong_code");
    assert_eq!(bare(&staff, Method::POST, "/staff-invitations", invite.clone()).await, 403);
    let code = totp::code_at(TOTP_SECRET, app.state.clock.now()).unwrap();
    staff.post("/sessions/current/prove", json!({ "code": code })).await.expect(204);
    assert_eq!(bare(&staff, Method::POST, "/staff-invitations", invite).await, 201);
    app.clock.advance(PROOF_LIFE);
    staff.post("/sessions/current/prove", json!({ "password": PASSWORD })).await.expect(204);
    let another = json!({ "email": app.new_address(), "role": "secretariat", "locale": "ja" });
    assert_eq!(bare(&staff, Method::POST, "/staff-invitations", another).await, 201);
}

/// A proof belongs to one browser and goes on through its renewed tokens.
#[actix_web::test]
async fn a_proof_is_of_one_browser() {
    let app = TestApp::start().await;
    let address = super::signed_up(&app).await;
    let (mut here, _) = sign_in(&app, &address).await;
    let (mut there, _) = sign_in(&app, &address).await;
    app.clock.advance(PROOF_LIFE);
    for browser in [&mut here, &mut there] {
        browser.access_token = None;
        browser.access_token = Some(browser.act("/sessions/refresh").await.expect(200).text("/access_token"));
    }
    here.post("/sessions/current/prove", json!({ "password": PASSWORD })).await.expect(204);
    here.access_token = Some(here.act("/sessions/refresh").await.expect(200).text("/access_token"));
    assert_eq!(bare(&here, Method::POST, "/me/totp", json!({})).await, 200);
    assert_eq!(bare(&there, Method::POST, "/me/totp", json!({})).await, 403);
}
