//! Suspended accounts, second factors that two administrators reset, and the state of the platform.

use crate::support::{Client, PASSWORD, TOTP_SECRET, TestApp};
use api::platform::auth::totp;
use chrono::TimeDelta;
use serde_json::json;

async fn with_password(app: &TestApp, person: &Client) -> crate::support::Answer {
    app.visitor().post("/sessions", json!({ "email": person.email, "password": PASSWORD })).await
}

async fn ask(administrator: &Client, person: &Client) -> crate::support::Answer {
    administrator
        .post("/second-factor-resets", json!({ "account_id": person.account_id, "reason": "端末の故障。電話で本人を確認。" }))
        .await
}

#[actix_web::test]
async fn a_suspended_person_is_out_at_once_and_comes_in_again_when_resumed() {
    let app = TestApp::start().await;
    let (administrator, person) = (app.administrator().await, app.secretariat().await);
    let path = format!("/staff/{}", person.account_id);
    person.get("/registrations").await.expect(200);
    let challenge = with_password(&app, &person).await.expect(200).text("/challenge_token");
    administrator.post(&format!("{path}/suspend"), json!({ "reason": "端末の紛失のため。" })).await.expect(204);
    person.get("/registrations").await.refused(401, "sign_in_required");
    with_password(&app, &person).await.refused(403, "account_suspended");
    let code = totp::code_at(TOTP_SECRET, app.state.clock.now()).unwrap();
    let answer = json!({ "challenge_token": challenge, "code": code });
    app.visitor().post("/sessions/second-factor", answer).await.refused(403, "account_suspended");
    // Whoever does not know the password is not told.
    let wrong = json!({ "email": person.email, "password": "not-the-password-9" });
    app.visitor().post("/sessions", wrong).await.refused(401, "wrong_credentials");
    let listed = administrator.get("/staff").await.expect(200).json();
    let row = listed["items"].as_array().unwrap().iter().find(|row| row["account_id"] == json!(person.account_id)).unwrap().clone();
    assert_eq!((&row["sessions"], &row["suspension_reason"]), (&json!(0), &json!("端末の紛失のため。")));
    administrator.post(&format!("{path}/suspend"), json!({ "reason": "また" })).await.refused(409, "wrong_state");
    administrator.act(&format!("{path}/resume")).await.expect(204);
    with_password(&app, &person).await.expect(200);
    administrator.act(&format!("{path}/resume")).await.refused(409, "wrong_state");
}

#[actix_web::test]
async fn nobody_suspends_themselves_or_the_last_administrator_or_others_than_the_staff() {
    let app = TestApp::start().await;
    let (first, second, doctor) = (app.administrator().await, app.administrator().await, app.doctor("架空 医師").await);
    let suspend =
        async |who: &Client, whom: &Client| who.post(&format!("/staff/{}/suspend", whom.account_id), json!({ "reason": "x" })).await;
    suspend(&first, &first).await.refused(403, "another_administrator_required");
    suspend(&first, &doctor).await.refused(404, "not_found");
    suspend(&first, &second).await.expect(204);
    // The other one cannot sign in, so this is the last.
    first.delete(&format!("/staff/{}/roles/administrator", first.account_id)).await.refused(409, "last_member");
    first.post("/me/delete", json!({ "password": PASSWORD })).await.refused(409, "last_member");
}

#[actix_web::test]
async fn a_second_factor_is_reset_by_two() {
    let app = TestApp::start().await;
    let (asker, approver, person) = (app.administrator().await, app.administrator().await, app.committee_member().await);
    app.clock.advance(TimeDelta::minutes(1));
    ask(&asker, &asker).await.refused(403, "another_administrator_required");
    let asked = ask(&asker, &person).await.expect(201);
    assert_eq!((asked.text("/status"), asked.json()["may_approve"].clone()), ("open".to_owned(), json!(false)));
    ask(&approver, &person).await.refused(409, "wrong_state");
    assert!(app.latest_mail_to(&person.email).await.body.contains("二要素認証を解除する依頼"));
    let path = format!("/second-factor-resets/{}/approve", asked.text("/id"));
    asker.act(&path).await.refused(403, "another_administrator_required");
    app.clock.advance(TimeDelta::minutes(1));
    let newcomer = app.administrator().await;
    newcomer.act(&path).await.refused(403, "another_administrator_required");
    let seen = approver.get("/second-factor-resets").await.expect(200).items();
    assert_eq!(seen[0]["may_approve"], json!(true));
    approver.act(&path).await.expect(204);
    person.get("/registrations").await.refused(401, "sign_in_required");
    assert_eq!(with_password(&app, &person).await.expect(200).text("/status"), "enrolment_required");
    assert!(app.latest_mail_to(&person.email).await.subject.contains("二要素認証を解除しました"));
    approver.act(&path).await.refused(409, "wrong_state");
}

#[actix_web::test]
async fn a_reset_is_void_after_a_week_another_password_or_without_its_asker() {
    let app = TestApp::start().await;
    let (asker, approver) = (app.administrator().await, app.administrator().await);
    app.clock.advance(TimeDelta::minutes(1));
    let status = async |id: &str| {
        let all = app.administrator().await.get("/second-factor-resets").await.expect(200).items();
        all.as_array().unwrap().iter().find(|one| one["id"] == json!(id)).map(|one| one["status"].clone())
    };
    let changed = app.secretariat().await;
    let asked = ask(&asker, &changed).await.expect(201).text("/id");
    let new = json!({ "current_password": PASSWORD, "new_password": "ember-canyon-violet-7" });
    changed.post("/me/change-password", new).await.expect(204);
    assert_eq!(status(&asked).await, Some(json!("void")));
    approver.act(&format!("/second-factor-resets/{asked}/approve")).await.refused(409, "wrong_state");

    let left = ask(&asker, &app.secretariat().await).await.expect(201).text("/id");
    approver.delete(&format!("/staff/{}/roles/administrator", asker.account_id)).await.expect(204);
    assert_eq!(status(&left).await, Some(json!("void")));

    let late = ask(&approver, &app.secretariat().await).await.expect(201).text("/id");
    app.clock.advance(TimeDelta::days(7));
    assert_eq!(status(&late).await, Some(json!("expired")));
}

#[actix_web::test]
async fn an_administrator_sees_what_waits_to_be_sent() {
    let app = TestApp::start().await;
    let administrator = app.administrator().await;
    let message = json!({ "name": "架空 﨑子", "email": "writer@example.jp", "subject": "費用", "body": "教えてください。" });
    app.visitor().post("/contact-messages", message).await.expect(201);
    let state = administrator.get("/platform-state").await.expect(200).json();
    assert_eq!((&state["outbox"]["waiting"], &state["outbox"]["dead"]), (&json!(2), &json!(0)));
    assert!(state["schema"].as_str().is_some_and(|schema| schema.starts_with('m')) && state["database_bytes"].as_i64() > Some(0));
    app.run_jobs().await;
    let state = administrator.get("/platform-state").await.expect(200).json();
    assert_eq!(state["outbox"]["waiting"], json!(0));
}

#[actix_web::test]
async fn the_trail_is_narrowed_by_act_day_and_words() {
    let app = TestApp::start().await;
    let (administrator, person) = (app.administrator().await, app.secretariat().await);
    let path = format!("/staff/{}", person.account_id);
    administrator.post(&format!("{path}/suspend"), json!({ "reason": "端末の紛失のため。" })).await.expect(204);
    app.clock.advance(TimeDelta::days(2));
    let later = app.administrator().await;
    later.act(&format!("{path}/resume")).await.expect(204);
    let day = |days: i64| domain::time::japan_date(app.state.clock.now() - TimeDelta::days(days));
    let acts = async |query: String| -> Vec<String> {
        let found = later.get(&format!("/audit-entries?subject_id={}&{query}", person.account_id)).await.expect(200).items();
        found.as_array().unwrap().iter().map(|one| one["operation"].as_str().unwrap_or_default().to_owned()).collect()
    };
    assert_eq!(acts(format!("from={}", day(1))).await, ["resume_account"]);
    assert!(acts(format!("to={}", day(2))).await.contains(&"suspend_account".to_owned()));
    assert_eq!(acts("operation=resume_account".to_owned()).await, ["resume_account"]);
    assert_eq!(acts("q=%E7%B4%9B%E5%A4%B1".to_owned()).await, ["suspend_account"]);
    assert!(acts("q=50%25".to_owned()).await.is_empty(), "a wildcard stands for itself");
    let many = (0..60).map(|_| "%EF%BC%81").collect::<Vec<_>>().join("%20");
    let long = format!("q=a%20{many}");
    for beyond in ["from=yesterday", "from=0001-01-01", "from=-4800-01-01", "to=9999-12-31", "operation=x%00", long.as_str()] {
        later.get(&format!("/audit-entries?{beyond}")).await.refused(400, "invalid_parameter");
    }
}
