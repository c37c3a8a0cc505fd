//! Accounts.

use crate::{
    accounts::{account_body, second_factor::base32, sign_up_link},
    support::{Client, PASSWORD, TOTP_SECRET, TestApp},
};
use api::platform::auth::totp;
use chrono::TimeDelta;
use serde_json::{Value, json};

const NEW: &str = "ember-canyon-violet-7";

fn code(app: &TestApp, secret: &[u8]) -> Value {
    json!(totp::code_at(secret, app.state.clock.now()).unwrap())
}

async fn signed_in(app: &TestApp, email: &str, password: &str) -> Client {
    let mut browser = app.visitor();
    let answer = browser.post("/sessions", json!({ "email": email, "password": password })).await.expect(200);
    browser.access_token = Some(answer.text("/access_token"));
    browser
}

/// Somebody signs up, changes what an account has, and leaves.
pub async fn sign_up_and_leave(app: &TestApp) {
    let address = app.new_address();
    let token = sign_up_link(app, &address).await;
    app.visitor().post("/accounts/look-up-sign-up", json!({ "token": token })).await.expect(200);
    let mut browser = app.visitor();
    browser.access_token = Some(browser.post("/accounts", account_body(&token)).await.expect(200).text("/access_token"));
    let etag = browser.get("/me").await.expect(200).etag();
    browser.patch("/me", &etag, json!({ "display_name": "架空 改名" })).await.expect(200);
    browser.post("/me/change-password", json!({ "current_password": PASSWORD, "new_password": NEW })).await.expect(204);
    browser.access_token = None;
    browser.access_token = Some(browser.act("/sessions/refresh").await.expect(200).text("/access_token"));
    browser.post("/sessions/current/prove", json!({ "password": NEW })).await.expect(204);
    browser.delete("/sessions").await.expect(204);
    signed_in(app, &address, NEW).await.delete("/sessions/current").await.expect(204);

    app.visitor().post("/accounts/request-password-reset", json!({ "email": address })).await.expect(202);
    let token = app.latest_mail_to(&address).await.token();
    app.visitor().post("/accounts/reset-password", json!({ "token": token, "password": PASSWORD })).await.expect(204);
    signed_in(app, &address, PASSWORD).await.post("/me/delete", json!({ "password": PASSWORD })).await.expect(204);
}

/// Staff come by invitation, with a second factor, and go.
pub async fn staff(app: &TestApp) {
    let administrator = app.administrator().await;
    let address = app.new_address();
    let invite = json!({ "email": address, "role": "committee_member", "locale": "ja" });
    let first = administrator.post("/staff-invitations", invite.clone()).await.expect(201).text("/id");
    administrator.delete(&format!("/staff-invitations/{first}")).await.expect(204);
    app.run_jobs().await;
    administrator.post("/staff-invitations", invite).await.expect(201);
    let token = app.latest_mail_to(&address).await.token();
    app.visitor().post("/invitations/look-up", json!({ "token": token })).await.expect(200);
    let body = json!({ "token": token, "password": PASSWORD, "display_name": "架空 委員", "locale": "ja", "agreed_terms": true });
    app.visitor().post("/invitations/accept", body).await.expect(204);

    let invited = signed_in(app, &address, PASSWORD).await;
    let (invited, secret) = with_second_factor(app, invited).await;
    app.clock.advance(TimeDelta::seconds(30));
    invited.post("/me/recovery-codes", json!({ "code": code(app, &secret) })).await.expect(200);
    let account = invited.get("/me").await.expect(200).text("/id");
    let another = app.administrator().await;
    app.clock.advance(TimeDelta::seconds(30));
    let ask = json!({ "account_id": account, "reason": "端末の故障。電話で本人を確認。" });
    let first = administrator.post("/second-factor-resets", ask.clone()).await.expect(201).text("/id");
    administrator.delete(&format!("/second-factor-resets/{first}")).await.expect(204);
    let second = administrator.post("/second-factor-resets", ask).await.expect(201).text("/id");
    another.act(&format!("/second-factor-resets/{second}/approve")).await.expect(204);
    administrator.post(&format!("/staff/{account}/suspend"), json!({ "reason": "退任のため。" })).await.expect(204);
    administrator.act(&format!("/staff/{account}/resume")).await.expect(204);
    administrator.delete(&format!("/staff/{account}/roles/committee_member")).await.expect(204);

    let staff = app.secretariat().await;
    let challenge = app.visitor().post("/sessions", json!({ "email": staff.email, "password": PASSWORD })).await.expect(200);
    let answer = json!({ "challenge_token": challenge.text("/challenge_token"), "code": code(app, TOTP_SECRET) });
    app.visitor().post("/sessions/second-factor", answer).await.expect(200);
    let (doctor, _) = with_second_factor(app, app.doctor("架空 医師").await).await;
    doctor.delete("/me/totp").await.expect(204);
}

/// Sets up a second factor; gives the browser with what it may do then, and the secret.
async fn with_second_factor(app: &TestApp, mut browser: Client) -> (Client, Vec<u8>) {
    let secret = base32(&browser.act("/me/totp").await.expect(200).text("/secret"));
    let confirmed = browser.post("/me/totp/confirm", json!({ "code": code(app, &secret) })).await.expect(200);
    browser.access_token = Some(confirmed.text("/sign_in/access_token"));
    (browser, secret)
}
