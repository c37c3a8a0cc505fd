use super::{cookie, sign_in, signed_up};
use crate::support::{PASSWORD, TestApp, send};
use chrono::TimeDelta;
use reqwest::Method;
use serde_json::json;

const NEW: &str = "ember-canyon-violet-7";

#[actix_web::test]
async fn a_forgotten_password_is_set_anew_by_mail_and_ends_every_session() {
    let app = TestApp::start().await;
    let address = signed_up(&app).await;
    let old = cookie(&sign_in(&app, &address).await.1);
    app.visitor().post("/accounts/request-password-reset", json!({ "email": address })).await.expect(202);
    let token = app.latest_mail_to(&address).await.token();
    app.visitor()
        .post("/accounts/reset-password", json!({ "token": token, "password": address }))
        .await
        .invalid("/password", "password_too_common");
    app.visitor().post("/accounts/reset-password", json!({ "token": token, "password": NEW })).await.expect(204);
    app.visitor().post("/accounts/reset-password", json!({ "token": token, "password": NEW })).await.refused(410, "link_expired");
    sign_in(&app, &address).await.1.refused(401, "wrong_credentials");
    app.visitor().post("/sessions", json!({ "email": address, "password": NEW })).await.expect(200);
    send(app.visitor().request(Method::POST, "/sessions/refresh").header("Cookie", old)).await.refused(401, "sign_in_required");
    assert!(app.latest_mail_to(&address).await.subject.contains("パスワードが変更"));
}

#[actix_web::test]
async fn a_reset_link_is_good_for_an_hour() {
    let app = TestApp::start().await;
    let address = signed_up(&app).await;
    app.visitor().post("/accounts/request-password-reset", json!({ "email": address })).await.expect(202);
    let token = app.latest_mail_to(&address).await.token();
    app.clock.advance(TimeDelta::minutes(61));
    app.visitor().post("/accounts/reset-password", json!({ "token": token, "password": NEW })).await.refused(410, "link_expired");
    sign_in(&app, &address).await.1.expect(200);
}

#[actix_web::test]
async fn changing_the_password_asks_for_the_old_one_and_keeps_this_browser() {
    let app = TestApp::start().await;
    let address = signed_up(&app).await;
    let other = cookie(&sign_in(&app, &address).await.1);
    let (mut browser, _) = sign_in(&app, &address).await;
    browser
        .post("/me/change-password", json!({ "current_password": "not-my-password-1", "new_password": NEW }))
        .await
        .invalid("/current_password", "wrong_password");
    browser.post("/me/change-password", json!({ "current_password": PASSWORD, "new_password": NEW })).await.expect(204);
    send(app.visitor().request(Method::POST, "/sessions/refresh").header("Cookie", other)).await.refused(401, "sign_in_required");
    browser.access_token = None;
    browser.act("/sessions/refresh").await.expect(200);
}

#[actix_web::test]
async fn a_reset_link_from_before_the_password_was_changed_is_worth_nothing() {
    let app = TestApp::start().await;
    let address = signed_up(&app).await;
    let (owner, _) = sign_in(&app, &address).await;
    app.visitor().post("/accounts/request-password-reset", json!({ "email": address })).await.expect(202);
    let token = app.latest_mail_to(&address).await.token();
    owner.post("/me/change-password", json!({ "current_password": PASSWORD, "new_password": NEW })).await.expect(204);
    app.visitor().post("/accounts/reset-password", json!({ "token": token, "password": PASSWORD })).await.refused(410, "link_expired");
}
