use super::{account_body, request_body, sign_in, sign_up_link, signed_up};
use crate::support::{PASSWORD, TestApp, conversation::text};
use chrono::TimeDelta;
use domain::account::RequestSignUp;
use serde_json::{Value, json};
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
    let unknown = app.visitor().post("/accounts/request-sign-up", request_body(&app.new_address())).await;
    let known = app.visitor().post("/accounts/request-sign-up", request_body(&address.to_uppercase())).await;
    assert_eq!((unknown.status, &unknown.body), (known.status, &known.body));
    let letter = app.latest_mail_to(&address).await;
    assert!(letter.subject.contains("登録済み"), "{}", letter.subject);
    assert_eq!(app.mail_to(&address).len(), 2, "the link to sign up with, and that the address is known");
    let (_, again) = sign_in(&app, &address).await;
    again.expect(200);
}

/// Requests for known and unknown addresses do the same work, so that the time they take tells nothing either.
#[actix_web::test]
async fn what_a_request_leaves_in_the_database_does_not_depend_on_whether_the_address_is_known() {
    let app = TestApp::start().await;
    let known = signed_up(&app).await;
    for (path, body) in [
        ("/accounts/request-sign-up", request_body as fn(&str) -> Value),
        ("/accounts/request-password-reset", |address| json!({ "email": address })),
    ] {
        let mut left = Vec::new();
        for address in [known.clone(), app.new_address()] {
            let count = "SELECT ((SELECT count(*) FROM email_link) * 1000 + (SELECT count(*) FROM outbox))::text";
            let before: i64 = text(&app, count, vec![]).await.parse().unwrap();
            app.visitor().post(path, body(&address)).await.expect(202);
            left.push(text(&app, count, vec![]).await.parse::<i64>().unwrap() - before);
        }
        assert_eq!(left[0], left[1], "{path}");
        assert!(left[0] >= 1001, "{path} leaves a link and a mail");
    }
}

/// Whoever knows an address can ask for a link to it, but what the account is made of comes from whoever opens the link.
#[actix_web::test]
async fn nothing_that_was_entered_before_the_link_was_opened_is_in_the_account() {
    let app = TestApp::start().await;
    let address = app.new_address();
    let somebody_else = json!({ "kind": "institution", "email": address, "locale": "en" });
    app.visitor().post("/accounts/request-sign-up", somebody_else).await.expect(202);
    assert_eq!(text(&app, "SELECT count(*)::text FROM account", vec![]).await, "0");
    let token = app.latest_mail_to(&address).await.token();
    app.visitor().post("/accounts", account_body(&token)).await.expect(200);
    let (browser, _) = sign_in(&app, &address).await;
    let me = browser.get("/me").await.expect(200);
    assert_eq!((me.text("/display_name").as_str(), me.text("/locale").as_str()), ("山﨑 𠮷子", "ja"));
    assert_eq!(me.json()["roles"], json!(["doctor"]));
}

#[actix_web::test]
async fn whoever_opens_the_link_is_signed_in_and_may_choose_another_role() {
    let app = TestApp::start().await;
    let address = app.new_address();
    let token = sign_up_link(&app, &address).await;
    let offer = app.visitor().post("/accounts/look-up-sign-up", json!({ "token": token })).await.expect(200);
    assert_eq!((offer.text("/email"), offer.text("/kind")), (address, "doctor".to_owned()));
    let mut body = account_body(&token);
    body["kind"] = "institution".into();
    let mut browser = app.visitor();
    let signed_in = browser.post("/accounts", body).await.expect(200);
    assert!(signed_in.header("set-cookie").contains("HttpOnly"));
    browser.access_token = Some(signed_in.text("/access_token"));
    assert_eq!(browser.get("/me").await.expect(200).json()["roles"], json!(["institution_member"]));
}

#[actix_web::test]
async fn a_link_to_sign_up_with_is_good_once_and_for_two_days() {
    let app = TestApp::start().await;
    let address = app.new_address();
    let first = sign_up_link(&app, &address).await;
    app.clock.advance(TimeDelta::days(2));
    app.visitor().post("/accounts/look-up-sign-up", json!({ "token": first })).await.refused(410, "link_expired");
    app.visitor().post("/accounts", account_body(&first)).await.refused(410, "link_expired");
    let second = sign_up_link(&app, &address).await;
    let third = sign_up_link(&app, &address).await;
    app.visitor().post("/accounts", account_body(&second)).await.refused(410, "link_expired");
    app.visitor().post("/accounts", account_body(&third)).await.expect(200);
    app.visitor().post("/accounts", account_body(&third)).await.refused(410, "link_used");
    app.visitor().post("/accounts/look-up-sign-up", json!({ "token": third })).await.refused(410, "link_used");
    app.clock.advance(TimeDelta::days(2));
    app.visitor().post("/accounts/look-up-sign-up", json!({ "token": third })).await.refused(410, "link_expired");
}

/// The institution is kept with the link and stands in no mail: whoever asks for a link to somebody's address cannot choose where it leads.
#[actix_web::test]
async fn a_link_remembers_the_institution_that_the_person_came_from() {
    let app = TestApp::start().await;
    let (address, institution) = (app.new_address(), "019d468d-ee80-75d0-8edb-cf197b5413be");
    let mut body = request_body(&address);
    body["institution_id"] = institution.into();
    app.visitor().post("/accounts/request-sign-up", body.clone()).await.expect(202);
    let letter = app.latest_mail_to(&address).await;
    assert!(!letter.body.contains(institution), "{}", letter.body);
    let offer = app.visitor().post("/accounts/look-up-sign-up", json!({ "token": letter.token() })).await.expect(200);
    assert_eq!(offer.text("/institution_id"), institution);
    body["institution_id"] = "//evil.example".into();
    app.visitor().post("/accounts/request-sign-up", body).await.invalid("/institution_id", "wrong_type");
}

/// A link that sets a password makes no account, and one that makes an account sets no password.
#[actix_web::test]
async fn a_link_is_good_for_its_purpose_only() {
    let app = TestApp::start().await;
    let (stranger, owner) = (app.new_address(), signed_up(&app).await);
    let sign_up = sign_up_link(&app, &stranger).await;
    app.visitor().post("/accounts/reset-password", json!({ "token": sign_up, "password": PASSWORD })).await.refused(410, "link_expired");
    app.visitor().post("/accounts/request-password-reset", json!({ "email": owner })).await.expect(202);
    let reset = app.latest_mail_to(&owner).await.token();
    app.visitor().post("/accounts", account_body(&reset)).await.refused(410, "link_expired");
    app.visitor().post("/accounts/look-up-sign-up", json!({ "token": reset })).await.refused(410, "link_expired");
}

/// Addresses that somebody entered and nobody answered for are not kept.
#[actix_web::test]
async fn an_address_whose_link_was_not_opened_is_forgotten() {
    let app = TestApp::start().await;
    sign_up_link(&app, &app.new_address()).await;
    let links = "SELECT count(*)::text FROM email_link";
    assert_eq!(text(&app, links, vec![]).await, "1");
    app.clock.advance(TimeDelta::days(2) + TimeDelta::seconds(1));
    api::platform::outbox::worker::keep_house(&app.state, app.state.clock.now()).await.unwrap();
    assert_eq!(text(&app, links, vec![]).await, "0");
}

#[actix_web::test]
async fn a_repeated_request_sends_one_mail() {
    let app = TestApp::start().await;
    let address = app.new_address();
    for _ in 0..2 {
        app.visitor().post_once("/accounts/request-sign-up", "one-intent", request_body(&address)).await.expect(202);
    }
    app.run_jobs().await;
    assert_eq!(app.mail_to(&address).len(), 1);
}

#[actix_web::test]
async fn every_violation_is_said_at_once() {
    let app = TestApp::start().await;
    app.visitor().post("/accounts/request-sign-up", request_body("no address")).await.invalid("/email", "not_an_email_address");
    let body = json!({ "token": "x", "kind": "doctor", "password": "short", "display_name": " ", "locale": "ja", "agreed_terms": false });
    let refused = app.visitor().post("/accounts", body).await.refused(422, "invalid_input");
    let pointers: Vec<_> =
        refused.json()["errors"].as_array().unwrap().iter().map(|error| error["pointer"].as_str().unwrap().to_owned()).collect();
    assert_eq!(pointers, ["/display_name", "/password", "/agreed_terms"]);
}

#[actix_web::test]
async fn a_password_that_is_the_address_is_refused_and_the_link_stays_good() {
    let app = TestApp::start().await;
    let address = app.new_address();
    let token = sign_up_link(&app, &address).await;
    let mut body = account_body(&token);
    body["password"] = address.into();
    app.visitor().post("/accounts", body).await.invalid("/password", "password_too_common");
    app.visitor().post("/accounts", account_body(&token)).await.expect(200);
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

/// The stored hash of a repeated body must not be one that a guessed body can be tried against.
#[actix_web::test]
async fn the_stored_hash_of_a_body_needs_our_key() {
    let app = TestApp::start().await;
    let body = request_body(&app.new_address());
    app.visitor().post_once("/accounts/request-sign-up", "key-1", body.clone()).await.expect(202);
    let input: RequestSignUp = serde_json::from_value(body).unwrap();
    let plain: String = Sha256::digest(serde_json::to_vec(&input).unwrap()).iter().map(|byte| format!("{byte:02x}")).collect();
    let stored = text(&app, "SELECT encode(request_hash, 'hex') FROM idempotency_record", vec![]).await;
    assert_eq!(stored.len(), plain.len());
    assert_ne!(stored, plain);
}
