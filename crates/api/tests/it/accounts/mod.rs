//! Accounts from outside.

mod administration;
mod cookies;
mod invitations;
mod leaving;
mod lockout;
mod password;
mod proof;
mod races;
pub mod second_factor;
mod sessions;
mod sign_up;
mod suspension;

use crate::support::{Answer, Client, PASSWORD, TestApp};
use serde_json::{Value, json};

/// What a doctor asks for a link with.
pub fn request_body(email: &str) -> Value {
    json!({ "kind": "doctor", "email": email, "locale": "ja" })
}

/// What a doctor signs up with behind the link.
pub fn account_body(token: &str) -> Value {
    json!({ "token": token, "kind": "doctor", "password": PASSWORD, "display_name": "山﨑 𠮷子", "locale": "ja", "agreed_terms": true })
}

/// Asks for a link; gives its token.
pub async fn sign_up_link(app: &TestApp, address: &str) -> String {
    app.visitor().post("/accounts/request-sign-up", request_body(address)).await.expect(202);
    app.latest_mail_to(address).await.token()
}

/// Signs up, as a person does, and out again.
pub async fn sign_up_with(app: &TestApp, address: &str) {
    let token = sign_up_link(app, address).await;
    let mut browser = app.visitor();
    browser.access_token = Some(browser.post("/accounts", account_body(&token)).await.expect(200).text("/access_token"));
    browser.delete("/sessions/current").await.expect(204);
}

/// The address of somebody who signed up.
pub async fn signed_up(app: &TestApp) -> String {
    let address = app.new_address();
    sign_up_with(app, &address).await;
    address
}

/// Signs in with a browser of its own.
pub async fn sign_in(app: &TestApp, email: &str) -> (Client, Answer) {
    let mut browser = app.visitor();
    let answer = browser.post("/sessions", json!({ "email": email, "password": PASSWORD })).await;
    browser.access_token =
        serde_json::from_slice::<Value>(&answer.body).ok().and_then(|body| Some(body["access_token"].as_str()?.to_owned()));
    (browser, answer)
}

/// The refresh cookie that an answer sets.
pub fn cookie(answer: &Answer) -> String {
    answer.header("set-cookie").split(';').next().unwrap_or_default().to_owned()
}
