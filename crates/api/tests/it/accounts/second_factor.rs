use super::{sign_in, signed_up};
use crate::support::{Answer, Client, PASSWORD, TOTP_SECRET, TestApp, conversation::sql, send};
use api::platform::auth::{
    session::{RENEWED_PROOF_LIFE, STAFF_LIFE},
    totp,
};
use chrono::TimeDelta;
use domain::actor::Role;
use reqwest::Method;
use serde_json::json;

async fn challenge(app: &TestApp, email: &str) -> String {
    let answer = app.visitor().post("/sessions", json!({ "email": email, "password": PASSWORD })).await.expect(200);
    assert_eq!(answer.json()["status"], "second_factor_required");
    assert_eq!(answer.header("set-cookie"), "");
    answer.text("/challenge_token")
}

fn code(app: &TestApp) -> String {
    totp::code_at(TOTP_SECRET, app.state.clock.now()).unwrap()
}

/// Makes an administrator from nothing, as the command line does.
async fn invited_administrator(app: &TestApp) -> (Client, String) {
    let address = app.new_address();
    let link = api::features::accounts::invite_administrator(&app.state, &address).await.unwrap();
    let token = link.split("#token=").nth(1).unwrap().to_owned();
    assert_eq!(app.latest_mail_to(&address).await.token(), token);
    let body = json!({ "token": token, "password": PASSWORD, "display_name": "管理 花子", "locale": "ja", "agreed_terms": true });
    app.visitor().post("/invitations/accept", body).await.expect(204);
    let (browser, answer) = sign_in(app, &address).await;
    assert_eq!(answer.expect(200).json()["status"], "enrolment_required");
    (browser, address)
}

#[actix_web::test]
async fn staff_can_do_nothing_but_set_up_their_second_factor_first() {
    let app = TestApp::start().await;
    let (mut browser, address) = invited_administrator(&app).await;
    browser.get("/staff").await.refused(403, "second_factor_required");
    browser.get("/sessions").await.refused(403, "second_factor_required");
    assert_eq!(browser.get("/me").await.expect(200).json()["second_factor"], false);
    let enrolment = browser.act("/me/totp").await.expect(200);
    assert!(enrolment.text("/otpauth_uri").starts_with("otpauth://totp/GM%20Network:"));
    assert!(enrolment.text("/qr_path").starts_with('M'));
    browser.post("/me/totp/confirm", json!({ "code": "000000" })).await.refused(401, "wrong_code");
    let secret = base32(&enrolment.text("/secret"));
    let code = totp::code_at(&secret, app.state.clock.now()).unwrap();
    let confirmed = browser.post("/me/totp/confirm", json!({ "code": code })).await.expect(200);
    assert_eq!(confirmed.json()["recovery_codes"].as_array().map(Vec::len), Some(10));
    browser.access_token = Some(confirmed.text("/sign_in/access_token"));
    assert_eq!(browser.get("/staff").await.expect(200).json()["items"][0]["email"], address);
}

#[actix_web::test]
async fn a_code_is_good_once() {
    let app = TestApp::start().await;
    let staff = app.secretariat().await;
    let good = json!({ "challenge_token": challenge(&app, &staff.email).await, "code": code(&app) });
    app.visitor().post("/sessions/second-factor", good.clone()).await.expect(200);
    app.visitor().post("/sessions/second-factor", good).await.refused(401, "wrong_code");
    app.clock.advance(TimeDelta::seconds(30));
    let next = json!({ "challenge_token": challenge(&app, &staff.email).await, "code": code(&app) });
    let answer = app.visitor().post("/sessions/second-factor", next).await.expect(200);
    assert!(answer.header("set-cookie").contains("Max-Age=43200"), "twelve hours for staff");
}

#[actix_web::test]
async fn the_proof_of_the_password_ends_after_five_minutes_and_is_no_access_token() {
    let app = TestApp::start().await;
    let staff = app.secretariat().await;
    let token = challenge(&app, &staff.email).await;
    let mut visitor = app.visitor();
    visitor.access_token = Some(token.clone());
    visitor.get("/me").await.refused(401, "sign_in_required");
    visitor.access_token = None;
    app.clock.advance(TimeDelta::minutes(5));
    visitor.post("/sessions/second-factor", json!({ "challenge_token": token, "code": code(&app) })).await.refused(401, "sign_in_required");
}

#[actix_web::test]
async fn guessing_codes_ends_after_ten_tries() {
    let app = TestApp::start().await;
    let staff = app.secretariat().await;
    let token = challenge(&app, &staff.email).await;
    for _ in 0..10 {
        app.visitor()
            .post("/sessions/second-factor", json!({ "challenge_token": token, "code": "000000" }))
            .await
            .refused(401, "wrong_code");
    }
    app.visitor()
        .post("/sessions/second-factor", json!({ "challenge_token": token, "code": code(&app) }))
        .await
        .refused(429, "too_many_requests");
}

#[actix_web::test]
async fn a_recovery_code_stands_in_once_and_new_ones_void_the_old() {
    let app = TestApp::start().await;
    let staff = app.secretariat().await;
    let first = staff.post("/me/recovery-codes", json!({ "code": code(&app) })).await.expect(200);
    let spare = first.text("/recovery_codes/0");
    let use_it = async |code: &str| {
        let token = challenge(&app, &staff.email).await;
        app.visitor().post("/sessions/second-factor", json!({ "challenge_token": token, "code": code })).await
    };
    use_it(&spare.to_uppercase().replace('-', " ")).await.expect(200);
    use_it(&spare).await.refused(401, "wrong_code");
    assert!(app.latest_mail_to(&staff.email).await.subject.contains("リカバリーコード"));
    assert_eq!(staff.get("/me").await.json()["recovery_codes_left"], 9);
    app.clock.advance(TimeDelta::seconds(60));
    staff.post("/me/recovery-codes", json!({ "code": code(&app) })).await.expect(200);
    assert!(app.latest_mail_to(&staff.email).await.subject.contains("再発行"));
    use_it(&first.text("/recovery_codes/1")).await.refused(401, "wrong_code");
}

#[actix_web::test]
async fn a_code_of_the_app_from_before_a_recovery_code_was_used_is_worth_nothing() {
    let app = TestApp::start().await;
    let staff = app.secretariat().await;
    let spare = staff.post("/me/recovery-codes", json!({ "code": code(&app) })).await.expect(200).text("/recovery_codes/0");
    app.clock.advance(TimeDelta::seconds(60));
    let (now, next) = (code(&app), totp::code_at(TOTP_SECRET, app.state.clock.now() + TimeDelta::seconds(30)).unwrap());
    let verify = async |code: &str| {
        let token = challenge(&app, &staff.email).await;
        app.visitor().post("/sessions/second-factor", json!({ "challenge_token": token, "code": code })).await
    };
    verify(&spare).await.expect(200);
    for captured in [now, next] {
        verify(&captured).await.refused(401, "wrong_code");
    }
    app.clock.advance(TimeDelta::seconds(60));
    verify(&code(&app)).await.expect(200);
}

#[actix_web::test]
async fn a_new_app_takes_the_place_of_the_old_one_once_it_has_shown_a_code() {
    let app = TestApp::start().await;
    let staff = app.secretariat().await;
    let old_spare = staff.post("/me/recovery-codes", json!({ "code": code(&app) })).await.expect(200).text("/recovery_codes/0");
    let new_app = base32(&staff.act("/me/totp").await.expect(200).text("/secret"));
    app.clock.advance(TimeDelta::seconds(60));
    staff.post("/me/totp/confirm", json!({ "code": code(&app) })).await.refused(401, "wrong_code");
    let verify = async |code: &str| {
        let token = challenge(&app, &staff.email).await;
        app.visitor().post("/sessions/second-factor", json!({ "challenge_token": token, "code": code })).await
    };
    verify(&code(&app)).await.expect(200);
    let fresh = totp::code_at(&new_app, app.state.clock.now()).unwrap();
    staff.post("/me/totp/confirm", json!({ "code": fresh })).await.expect(200);
    app.clock.advance(TimeDelta::seconds(60));
    verify(&code(&app)).await.refused(401, "wrong_code");
    verify(&old_spare).await.refused(401, "wrong_code");
    verify(&totp::code_at(&new_app, app.state.clock.now()).unwrap()).await.expect(200);
}

#[actix_web::test]
async fn a_doctor_may_remove_the_second_factor_and_staff_may_not() {
    let app = TestApp::start().await;
    let staff = app.secretariat().await;
    staff.delete("/me/totp").await.refused(403, "second_factor_required");
    let mut doctor = app.doctor("架空 医師").await;
    doctor.delete("/me/totp").await.refused(409, "wrong_state");
    let secret = base32(&doctor.act("/me/totp").await.expect(200).text("/secret"));
    let now = totp::code_at(&secret, app.state.clock.now()).unwrap();
    let confirmed = doctor.post("/me/totp/confirm", json!({ "code": now })).await.expect(200);
    doctor.access_token = Some(confirmed.text("/sign_in/access_token"));
    doctor.delete("/me/totp").await.expect(204);
    assert!(app.latest_mail_to(&doctor.email).await.subject.contains("解除"));
    assert_eq!(doctor.get("/me").await.expect(200).json()["recovery_codes_left"], 0);
    let answer = app.visitor().post("/sessions", json!({ "email": doctor.email, "password": PASSWORD })).await.expect(200);
    assert_eq!(answer.json()["status"], "signed_in");
}

/// An access token that was captured right after signing in is not enough to lock the owner out.
#[actix_web::test]
async fn a_sign_in_is_no_proof_for_replacing_or_removing_the_second_factor() {
    let app = TestApp::start().await;
    let mut doctor = app.doctor("架空 医師").await;
    send(doctor.request(Method::POST, "/me/totp").json(&json!({}))).await.refused(403, "proof_required");
    let secret = base32(&doctor.act("/me/totp").await.expect(200).text("/secret"));
    let now = totp::code_at(&secret, app.state.clock.now()).unwrap();
    let confirmed = doctor.post("/me/totp/confirm", json!({ "code": now })).await.expect(200);
    doctor.access_token = Some(confirmed.text("/sign_in/access_token"));
    let refused = async |browser: &Client, method: Method| {
        send(browser.request(method, "/me/totp").json(&json!({}))).await.refused(403, "proof_required");
    };
    refused(&app.secretariat().await, Method::POST).await;
    refused(&doctor, Method::POST).await;
    refused(&doctor, Method::DELETE).await;
    let prove = async || doctor.post("/sessions/current/prove", json!({ "password": PASSWORD })).await.expect(204);
    prove().await;
    app.clock.advance(RENEWED_PROOF_LIFE);
    refused(&doctor, Method::DELETE).await;
    prove().await;
    send(doctor.request(Method::DELETE, "/me/totp")).await.expect(204);
}

/// Signs in with password and code.
async fn sign_in_with_code(app: &TestApp, email: &str) -> Client {
    let browser = app.visitor();
    let proof = json!({ "challenge_token": challenge(app, email).await, "code": code(app) });
    browser.post("/sessions/second-factor", proof).await.expect(200);
    browser
}

/// Renews a browser's session; gives the answer.
async fn renew(browser: &mut Client) -> Answer {
    browser.access_token = None;
    let renewed = browser.act("/sessions/refresh").await.expect(200);
    browser.access_token = Some(renewed.text("/access_token"));
    renewed
}

#[actix_web::test]
async fn staff_stay_signed_in_while_they_work_and_twelve_hours_more() {
    let app = TestApp::start().await;
    let staff = app.secretariat().await;
    let mut browser = sign_in_with_code(&app, &staff.email).await;
    for _ in 0..2 {
        app.clock.advance(STAFF_LIFE - TimeDelta::microseconds(1));
        assert!(renew(&mut browser).await.header("set-cookie").ends_with("Max-Age=43200"));
        browser.get("/registrations").await.expect(200);
    }
    app.clock.advance(STAFF_LIFE);
    browser.access_token = None;
    browser.act("/sessions/refresh").await.refused(401, "sign_in_required");
}

/// Whoever signed in with the password alone becomes no staff by waiting for the next token.
#[actix_web::test]
async fn a_session_without_a_second_factor_gets_no_staff_role_when_it_is_renewed() {
    let app = TestApp::start().await;
    let (administrator, address) = (app.administrator().await, signed_up(&app).await);
    let (mut browser, _) = sign_in(&app, &address).await;
    let invitation = json!({ "email": address, "role": "secretariat", "locale": "ja" });
    administrator.post("/staff-invitations", invitation).await.expect(201);
    let token = app.latest_mail_to(&address).await.token();
    let accept = json!({ "token": token, "password": PASSWORD, "locale": "ja", "agreed_terms": true });
    app.visitor().post("/invitations/accept", accept).await.expect(204);
    let renewed = renew(&mut browser).await;
    browser.get("/registrations").await.refused(403, "not_allowed");
    browser.get("/me/blocks").await.expect(200);
    assert!(renewed.header("set-cookie").ends_with("Max-Age=1209600"), "a session of somebody who is no staff");
}

/// That the account has a second factor by now proves nothing of a session that was begun without it.
#[actix_web::test]
async fn a_second_factor_of_the_account_does_not_stand_for_the_sessions() {
    let app = TestApp::start().await;
    let staff = app.person("兼務 医師", &[Role::Secretariat, Role::Doctor]).await;
    let mut browser = sign_in_with_code(&app, &staff.email).await;
    renew(&mut browser).await;
    browser.get("/registrations").await.expect(200);
    sql(&app, "UPDATE refresh_session SET second_factor = false WHERE account_id = $1", vec![staff.account_id.0.into()]).await;
    renew(&mut browser).await;
    browser.get("/registrations").await.refused(403, "not_allowed");
    browser.get("/me/blocks").await.expect(200);
}

/// Staff roles need a second factor that is there, not one that was.
#[actix_web::test]
async fn a_role_that_comes_after_the_second_factor_was_removed_opens_nothing() {
    let app = TestApp::start().await;
    let (administrator, mut doctor) = (app.administrator().await, app.doctor("架空 医師").await);
    let secret = base32(&doctor.act("/me/totp").await.expect(200).text("/secret"));
    let now = totp::code_at(&secret, app.state.clock.now()).unwrap();
    let confirmed = doctor.post("/me/totp/confirm", json!({ "code": now })).await.expect(200);
    doctor.access_token = Some(confirmed.text("/sign_in/access_token"));
    doctor.delete("/me/totp").await.expect(204);
    let invitation = json!({ "email": doctor.email, "role": "secretariat", "locale": "ja" });
    administrator.post("/staff-invitations", invitation).await.expect(201);
    let token = app.latest_mail_to(&doctor.email).await.token();
    let accept = json!({ "token": token, "password": PASSWORD, "locale": "ja", "agreed_terms": true });
    app.visitor().post("/invitations/accept", accept).await.expect(204);
    doctor.access_token = None;
    doctor.access_token = Some(doctor.act("/sessions/refresh").await.expect(200).text("/access_token"));
    doctor.get("/registrations").await.refused(403, "not_allowed");
}

/// The proof that an old password was right must not open anything once there is a new one.
#[actix_web::test]
async fn a_sign_in_that_waits_for_its_code_ends_with_the_password() {
    let app = TestApp::start().await;
    let staff = app.secretariat().await;
    let waiting = challenge(&app, &staff.email).await;
    let change = json!({ "current_password": PASSWORD, "new_password": "another-good-pass-9" });
    staff.post("/me/change-password", change).await.expect(204);
    app.visitor()
        .post("/sessions/second-factor", json!({ "challenge_token": waiting, "code": code(&app) }))
        .await
        .refused(401, "sign_in_required");
}

/// Somebody who knows the password of staff without a second factor must not set one up after the owner has changed the password.
#[actix_web::test]
async fn an_enrolment_ends_with_a_password_reset() {
    let app = TestApp::start().await;
    let (_, address) = invited_administrator(&app).await;
    let (thief, _) = sign_in(&app, &address).await;
    thief.act("/me/totp").await.expect(200);
    app.visitor().post("/accounts/request-password-reset", json!({ "email": address })).await.expect(202);
    let token = app.latest_mail_to(&address).await.token();
    app.visitor().post("/accounts/reset-password", json!({ "token": token, "password": "another-good-pass-9" })).await.expect(204);
    thief.act("/me/totp").await.refused(401, "sign_in_required");
}

#[actix_web::test]
async fn a_role_that_is_taken_back_ends_at_once() {
    let app = TestApp::start().await;
    let administrator = app.administrator().await;
    let staff = app.person("兼務 四郎", &[Role::Secretariat, Role::Administrator]).await;
    staff.get("/audit-entries").await.expect(200);
    administrator.delete(&format!("/staff/{}/roles/secretariat", staff.account_id)).await.expect(204);
    staff.get("/audit-entries").await.refused(401, "sign_in_required");
    administrator.delete(&format!("/staff/{}/roles/administrator", staff.account_id)).await.expect(204);
    administrator.delete(&format!("/staff/{}/roles/administrator", administrator.account_id)).await.refused(409, "last_member");
    administrator.delete(&format!("/staff/{}/roles/doctor", staff.account_id)).await.refused(404, "not_found");
}

pub fn base32(text: &str) -> Vec<u8> {
    let (mut bytes, mut buffer, mut bits) = (Vec::new(), 0_u32, 0);
    for letter in text.bytes() {
        let value = if letter.is_ascii_digit() { letter - b'2' + 26 } else { letter - b'A' };
        buffer = (buffer << 5) | u32::from(value);
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from((buffer >> bits) & 255).unwrap());
        }
    }
    bytes
}

#[actix_web::test]
async fn whoever_lost_everything_gets_in_again_once_the_operator_removed_the_factor() {
    let app = TestApp::start().await;
    let staff = app.secretariat().await;
    staff.post("/me/recovery-codes", json!({ "code": code(&app) })).await.expect(200);
    let before = challenge(&app, &staff.email).await;
    api::features::accounts::remove_second_factor(&app.state, &staff.email).await.unwrap();
    assert!(app.latest_mail_to(&staff.email).await.subject.contains("二要素認証を解除しました"));
    staff.get("/me").await.refused(401, "sign_in_required");
    app.clock.advance(TimeDelta::seconds(30));
    app.visitor()
        .post("/sessions/second-factor", json!({ "challenge_token": before, "code": code(&app) }))
        .await
        .refused(401, "sign_in_required");
    let (browser, answer) = sign_in(&app, &staff.email).await;
    assert_eq!(answer.expect(200).json()["status"], "enrolment_required");
    browser.get("/staff").await.refused(403, "second_factor_required");
    let again = api::features::accounts::remove_second_factor(&app.state, &staff.email).await;
    assert!(again.is_err_and(|error| error.to_string().contains("wrong_state")));
}
