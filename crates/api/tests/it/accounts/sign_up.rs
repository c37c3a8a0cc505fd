use super::{sign_in, sign_up_body, signed_up};
use crate::support::{PASSWORD, TestApp, conversation::text};
use chrono::TimeDelta;
use domain::account::CreateAccount;
use serde_json::json;
use sha2::{Digest, Sha256};

#[actix_web::test]
async fn a_doctor_signs_up_confirms_and_signs_in() {
    let app = TestApp::start().await;
    let address = signed_up(&app).await;
    let (browser, answer) = sign_in(&app, &address).await;
    assert_eq!(answer.expect(200).json()["status"], "signed_in");
    let me = browser.get("/me").await.expect(200);
    assert_eq!((me.text("/display_name").as_str(), me.text("/roles/0").as_str()), ("山﨑 𠮷子", "doctor"));
}

#[actix_web::test]
async fn a_known_address_gets_the_same_answer_and_another_mail() {
    let app = TestApp::start().await;
    let address = signed_up(&app).await;
    let unknown = app.visitor().post("/accounts", sign_up_body(&app.new_address())).await;
    let known = app.visitor().post("/accounts", sign_up_body(&address.to_uppercase())).await;
    assert_eq!((unknown.status, &unknown.body), (known.status, &known.body));
    let letter = app.latest_mail_to(&address).await;
    assert!(letter.subject.contains("登録済み"), "{}", letter.subject);
    let (_, again) = sign_in(&app, &address).await;
    again.expect(200);
}

#[actix_web::test]
async fn nobody_signs_in_before_the_address_is_confirmed() {
    let app = TestApp::start().await;
    let address = app.new_address();
    app.visitor().post("/accounts", sign_up_body(&address)).await.expect(202);
    sign_in(&app, &address).await.1.refused(403, "email_not_confirmed");
    let wrong = app.visitor().post("/sessions", json!({ "email": address, "password": "another-wrong-one-9" })).await;
    wrong.refused(401, "wrong_credentials");
}

#[actix_web::test]
async fn a_confirmation_link_is_good_once_and_for_two_days() {
    let app = TestApp::start().await;
    let address = app.new_address();
    app.visitor().post("/accounts", sign_up_body(&address)).await.expect(202);
    let first = app.latest_mail_to(&address).await.token();
    app.clock.advance(TimeDelta::days(3));
    app.visitor().post("/accounts/confirm-email", json!({ "token": first })).await.refused(410, "link_expired");
    app.visitor().post("/accounts/resend-confirmation", json!({ "email": address })).await.expect(202);
    let second = app.latest_mail_to(&address).await.token();
    assert_ne!(first, second);
    app.visitor().post("/accounts/confirm-email", json!({ "token": second })).await.expect(204);
    app.visitor().post("/accounts/confirm-email", json!({ "token": second })).await.refused(410, "link_expired");
}

#[actix_web::test]
async fn a_repeated_request_sends_one_mail() {
    let app = TestApp::start().await;
    let address = app.new_address();
    for _ in 0..2 {
        app.visitor().post_once("/accounts", "one-intent", sign_up_body(&address)).await.expect(202);
    }
    app.run_jobs().await;
    assert_eq!(app.mail_to(&address).len(), 1);
}

#[actix_web::test]
async fn every_violation_is_said_at_once() {
    let app = TestApp::start().await;
    let body =
        json!({ "kind": "doctor", "email": "no address", "password": "short", "display_name": " ", "locale": "ja", "agreed_terms": false });
    let refused = app.visitor().post("/accounts", body).await.refused(422, "invalid_input");
    let pointers: Vec<_> =
        refused.json()["errors"].as_array().unwrap().iter().map(|error| error["pointer"].as_str().unwrap().to_owned()).collect();
    assert_eq!(pointers, ["/email", "/password", "/display_name", "/agreed_terms"]);
    let mut body = sign_up_body("person@example.jp");
    body["password"] = "person@example.jp".into();
    app.visitor().post("/accounts", body).await.invalid("/password", "password_too_common");
}

#[actix_web::test]
async fn one_address_gets_only_so_many_mails() {
    let app = TestApp::start().await;
    let address = app.new_address();
    for _ in 0..5 {
        app.visitor().post("/accounts/request-password-reset", json!({ "email": address })).await.expect(202);
    }
    let refused =
        app.visitor().post("/accounts/request-password-reset", json!({ "email": address })).await.refused(429, "too_many_requests");
    let wait: i64 = refused.header("retry-after").parse().expect("seconds");
    app.clock.advance(TimeDelta::seconds(wait));
    app.visitor().post("/accounts/request-password-reset", json!({ "email": address })).await.expect(202);
    assert!(app.mail_to(&address).is_empty(), "there is no such account: {PASSWORD}");
}

/// Anybody can enter anybody's address: until its owner has confirmed it, the text beside it is not the owner's.
#[actix_web::test]
async fn mail_to_an_unconfirmed_address_carries_nothing_its_sender_chose() {
    let app = TestApp::start().await;
    let address = app.new_address();
    let mut body = sign_up_body(&address);
    body["display_name"] = json!("至急 https://evil.example/login");
    app.visitor().post("/accounts", body).await.expect(202);
    app.visitor().post("/accounts/request-password-reset", json!({ "email": address })).await.expect(202);
    app.run_jobs().await;
    let letters = app.mail_to(&address);
    assert_eq!(letters.len(), 2);
    for letter in letters {
        assert!(!letter.subject.contains("evil") && !letter.body.contains("evil"), "{letter:?}");
    }
}

/// The stored hash of a repeated body must not be one that a guessed password can be tried against.
#[actix_web::test]
async fn the_stored_hash_of_a_body_with_a_password_needs_our_key() {
    let app = TestApp::start().await;
    let body = sign_up_body(&app.new_address());
    app.visitor().post_once("/accounts", "key-1", body.clone()).await.expect(202);
    let input: CreateAccount = serde_json::from_value(body).unwrap();
    let plain: String = Sha256::digest(serde_json::to_vec(&input).unwrap()).iter().map(|byte| format!("{byte:02x}")).collect();
    let stored = text(&app, "SELECT encode(request_hash, 'hex') FROM idempotency_record", vec![]).await;
    assert_eq!(stored.len(), plain.len());
    assert_ne!(stored, plain);
}
