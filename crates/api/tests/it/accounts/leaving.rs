use super::{sign_in, sign_up_with, signed_up};
use crate::support::{PASSWORD, TestApp, conversation::text};
use sea_orm::ConnectionTrait;
use serde_json::json;

#[actix_web::test]
async fn a_person_takes_their_data_along_and_leaves_nothing_of_it() {
    let app = TestApp::start().await;
    let address = signed_up(&app).await;
    let (browser, _) = sign_in(&app, &address).await;
    let export = browser.get("/me/export").await.expect(200);
    assert_eq!(export.text("/account/email"), address);
    browser.post("/me/delete", json!({ "password": "not-my-password-1" })).await.invalid("/password", "wrong_password");
    browser.post("/me/delete", json!({ "password": PASSWORD })).await.expect(204);
    sign_in(&app, &address).await.1.refused(401, "wrong_credentials");
    assert!(app.latest_mail_to(&address).await.subject.contains("アカウントを削除しました"));
    let sql = format!("SELECT 1 FROM account WHERE email = '{address}' OR display_name LIKE '%𠮷子%'");
    let left = app.state.db.query_one_raw(sea_orm::Statement::from_string(sea_orm::DbBackend::Postgres, sql)).await.unwrap();
    assert!(left.is_none());
    // The address is free again.
    sign_up_with(&app, &address).await;
    sign_in(&app, &address).await.1.expect(200);
}

/// Everywhere the address can have come to lie: an invitation that was accepted, one that waits, mails that were sent and that were given up.
#[actix_web::test]
async fn no_table_holds_the_address_of_somebody_who_left() {
    let app = TestApp::start().await;
    let (doctor, one, two) = (app.doctor("秘密 太郎").await, app.member().await, app.member().await);
    for member in [&one, &two] {
        let path = format!("/organizations/{}/invitations", member.organization_id);
        member.post(&path, json!({ "email": doctor.email })).await.expect(201);
    }
    let token = app.latest_mail_to(&doctor.email).await.token();
    app.visitor().post("/invitations/accept", json!({ "token": token, "password": PASSWORD })).await.expect(204);
    // The mail to the inviter names the address, and its server never took it.
    app.state.db.execute_unprepared("UPDATE outbox SET dead_at = now() WHERE done_at IS NULL").await.unwrap();
    let tables =
        "SELECT string_agg(table_name, ',') FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'";
    let tables = text(&app, tables, vec![]).await;
    let holding = async || {
        let mut holding = Vec::new();
        for table in tables.split(',') {
            let sql = format!("SELECT count(*)::text FROM \"{table}\" t WHERE strpos(t::text, '{}') > 0", doctor.email);
            if text(&app, &sql, vec![]).await != "0" {
                holding.push(table);
            }
        }
        holding.sort_unstable();
        holding
    };
    assert_eq!(holding().await, ["account", "invitation", "outbox"], "there is something to erase");
    doctor.post("/me/delete", json!({ "password": PASSWORD })).await.expect(204);
    app.run_jobs().await;
    assert_eq!(holding().await, Vec::<&str>::new());
}

#[actix_web::test]
async fn the_own_name_and_language_are_changed_on_the_version_seen() {
    let app = TestApp::start().await;
    let doctor = app.doctor("古い 名").await;
    let read = doctor.get("/me").await.expect(200);
    let changed = doctor.patch("/me", &read.etag(), json!({ "locale": "en", "display_name": "新しい 名" })).await.expect(200);
    assert_eq!((changed.text("/locale").as_str(), changed.etag().as_str()), ("en", "\"2\""));
    doctor.patch("/me", &read.etag(), json!({ "locale": "ja" })).await.refused(412, "version_mismatch");
}

#[actix_web::test]
async fn the_trail_tells_who_did_what_and_never_personal_values() {
    let app = TestApp::start().await;
    let (doctor, secretariat) = (app.doctor("秘密 太郎").await, app.secretariat().await);
    doctor.patch("/me", "\"1\"", json!({ "display_name": "別名 次郎" })).await.expect(200);
    doctor.get("/staff").await.refused(403, "not_allowed");
    let trail = secretariat.get(&format!("/audit-entries?actor_account_id={}", doctor.account_id)).await.expect(200);
    let operations: Vec<_> =
        trail.json()["items"].as_array().unwrap().iter().map(|entry| entry["operation"].as_str().unwrap().to_owned()).collect();
    assert_eq!(operations, ["list_staff", "update_me"], "a refusal leaves a trace too");
    assert_eq!(trail.json()["items"][1]["changes"]["display_name"], json!({ "masked": true }));
    let touched = app.state.db.execute_unprepared("UPDATE audit_entry SET operation = 'x'").await;
    assert!(touched.is_err_and(|error| error.to_string().contains("append-only")));
    assert!(app.state.db.execute_unprepared("DELETE FROM audit_entry").await.is_err());
    doctor.get("/audit-entries").await.refused(403, "not_allowed");
}

#[actix_web::test]
async fn of_two_administrators_who_leave_at_the_same_moment_one_stays() {
    let app = TestApp::start().await;
    let (mut last, body) = (app.administrator().await, json!({ "password": PASSWORD }));
    for _ in 0..5 {
        let other = app.administrator().await;
        let (one, two) = futures_util::join!(last.post("/me/delete", body.clone()), other.post("/me/delete", body.clone()));
        let mut statuses = [one.status, two.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [204, 409]);
        if one.status == 204 {
            last = other;
        }
    }
}
