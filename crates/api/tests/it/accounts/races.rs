//! Requests that end sessions, sent at the same moment as requests that begin or renew one.

use super::{cookie, sign_in, signed_up};
use crate::support::{PASSWORD, TestApp, send, somebody_waits};
use reqwest::Method;
use sea_orm::{ConnectionTrait, DatabaseTransaction, TransactionTrait};
use serde_json::json;
use std::time::Duration;

/// A transaction that holds the account's lock, as every act that ends sessions does.
async fn holding_the_account(app: &TestApp) -> DatabaseTransaction {
    let txn = app.state.db.begin().await.unwrap();
    txn.execute_unprepared("SELECT 1 FROM account FOR UPDATE").await.unwrap();
    txn
}

/// Waits until another connection waits for a lock; fails if none ever does.
async fn until_somebody_waits(txn: &DatabaseTransaction) {
    for _ in 0..500 {
        if somebody_waits(txn).await {
            return;
        }
        actix_web::rt::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("nobody waits for the account");
}

#[actix_web::test]
async fn a_session_that_is_renewed_while_all_are_ended_ends_too() {
    let app = TestApp::start().await;
    let address = signed_up(&app).await;
    let (browser, answer) = sign_in(&app, &address).await;
    let ending = holding_the_account(&app).await;
    let renewed = send(app.visitor().request(Method::POST, "/sessions/refresh").header("Cookie", cookie(&answer)));
    let end = async {
        until_somebody_waits(&ending).await;
        ending.execute_unprepared("UPDATE refresh_session SET revoked_at = now()").await.unwrap();
        ending.commit().await.unwrap();
    };
    let (renewed, ()) = futures_util::join!(renewed, end);
    renewed.refused(401, "sign_in_required");
    browser.get("/me").await.refused(401, "sign_in_required");
}

#[actix_web::test]
async fn a_password_that_is_changed_while_it_is_checked_opens_nothing() {
    let app = TestApp::start().await;
    let address = signed_up(&app).await;
    let (browser, _) = sign_in(&app, &address).await;
    let visitor = app.visitor();
    let change = json!({ "current_password": PASSWORD, "new_password": "another-good-pass-9" });
    for (who, path, body) in [
        (&visitor, "/sessions", json!({ "email": address, "password": PASSWORD })),
        (&browser, "/sessions/current/prove", json!({ "password": PASSWORD })),
        (&browser, "/me/change-password", change),
        (&browser, "/me/delete", json!({ "password": PASSWORD })),
    ] {
        let reset = holding_the_account(&app).await;
        let act = who.post(path, body);
        let end = async {
            until_somebody_waits(&reset).await;
            // Another hash is another credential. It is one of the same password, so that the next act of the list begins alike.
            let hash = app.state.passwords.hash(PASSWORD).await.unwrap();
            reset.execute_unprepared(&format!("UPDATE account SET password_hash = '{hash}'")).await.unwrap();
            reset.commit().await.unwrap();
        };
        let (act, ()) = futures_util::join!(act, end);
        act.refused(401, "sign_in_required");
    }
}
