//! Accounts from outside.

mod invitations;
mod leaving;
mod password;
mod second_factor;
mod sessions;
mod sign_up;

use crate::support::{Answer, Client, PASSWORD, TestApp};
use serde_json::{Value, json};

/// What a doctor signs up with.
pub fn sign_up_body(email: &str) -> Value {
    json!({ "kind": "doctor", "email": email, "password": PASSWORD, "display_name": "山﨑 𠮷子", "locale": "ja", "agreed_terms": true })
}

/// Signs up and confirms, as a person does.
pub async fn signed_up(app: &TestApp) -> String {
    let address = app.new_address();
    app.visitor().post("/accounts", sign_up_body(&address)).await.expect(202);
    let token = app.latest_mail_to(&address).await.token();
    app.visitor().post("/accounts/confirm-email", json!({ "token": token })).await.expect(204);
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
