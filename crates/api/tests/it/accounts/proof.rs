//! What changes rights, credentials or money asks who is there, once the password was entered some time ago.

use super::sign_in;
use crate::support::{Answer, Client, PASSWORD, TOTP_SECRET, TestApp, send};
use api::platform::auth::{session::PROOF_LIFE, totp};
use chrono::TimeDelta;
use domain::{actor::Role, subsidy::SchemeCode};
use reqwest::Method;
use serde_json::{Value, json};

async fn ask(who: &Client, method: &Method, path: &str, body: &Value) -> Answer {
    let request = who.request(method.clone(), path).header("If-Match", "\"1\"");
    send(if body.is_null() { request } else { request.json(body) }).await
}

/// Sends without entering the password when it is asked for.
async fn bare(client: &Client, method: Method, path: &str, body: Value) -> u16 {
    let answer = send(client.request(method, path).json(&body)).await;
    if answer.status == 403 {
        assert_eq!(answer.code(), "proof_required", "{path}")
    }
    answer.status
}

#[actix_web::test]
async fn a_browser_left_open_changes_no_rights_credentials_or_money() {
    let app = TestApp::start().await;
    let (member, officer) = (app.member().await, app.prefecture_officer().await);
    let staff = app.person("兼務 四郎", &[Role::Secretariat, Role::Administrator]).await;
    let of_members = format!("/organizations/{}", member.organization_id);
    let of_staff = format!("/staff/{}/roles/secretariat", member.account_id);
    let of_rule = format!("/subsidy-rules/{}", uuid::Uuid::new_v4());
    let of_application = format!("/support-applications/{}", uuid::Uuid::new_v4());
    let rule = crate::subsidy::rule(SchemeCode::ClinicEquipment, "2030-04-01", None);
    let budget = json!({ "fiscal_year": 2026, "scheme": "clinic_equipment", "amount_yen": 1, "source": { "title": "架空の予算書", "section": "1ページ" } });
    let colleague = json!({ "email": "someone@example.jp", "locale": "ja" });
    let acts = [
        (&member, Method::POST, "/me/totp".to_owned(), json!(null)),
        (&member, Method::POST, "/me/totp/confirm".to_owned(), json!({ "code": "123456" })),
        (&member, Method::DELETE, "/me/totp".to_owned(), json!(null)),
        (&member, Method::POST, format!("{of_members}/invitations"), colleague),
        (&member, Method::DELETE, format!("{of_members}/members/{}", member.account_id), json!(null)),
        (
            &staff,
            Method::POST,
            "/staff-invitations".to_owned(),
            json!({ "email": "someone@example.jp", "role": "secretariat", "locale": "ja" }),
        ),
        (&staff, Method::DELETE, of_staff, json!(null)),
        (&staff, Method::POST, "/subsidy-rules".to_owned(), rule.clone()),
        (&staff, Method::PUT, of_rule.clone(), rule),
        (&staff, Method::POST, format!("{of_rule}/close"), json!({ "valid_until": "2027-03-31" })),
        (&officer, Method::POST, "/support-budgets".to_owned(), budget),
        (&officer, Method::POST, format!("{of_application}/select"), json!(null)),
        (&officer, Method::POST, format!("{of_application}/turn-down"), json!({ "reason": "理由" })),
        (&officer, Method::POST, format!("{of_application}/decide"), crate::support_application::decision()),
    ];
    app.clock.advance(PROOF_LIFE - TimeDelta::seconds(1));
    for (who, method, path, body) in &acts {
        assert_ne!(ask(who, method, path, body).await.code(), "proof_required", "{method} {path} within the time");
    }
    app.clock.advance(TimeDelta::seconds(1));
    for (who, method, path, body) in &acts {
        let refused = ask(who, method, path, body).await;
        assert_eq!((refused.status, refused.code().as_str()), (403, "proof_required"), "{method} {path}");
    }
    member.get("/me").await.expect(200);
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
