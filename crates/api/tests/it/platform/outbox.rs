use crate::support::TestApp;
use api::{
    config::Secret,
    platform::{
        db,
        mail::{self, Mail, Recipient},
        outbox::worker,
    },
};
use chrono::TimeDelta;
use domain::{ids::AccountId, locale::Locale};
use sea_orm::ConnectionTrait;

async fn enqueue(app: &TestApp, account: AccountId, event: &str) {
    let ctx = app.system();
    db::transaction(&app.state.db, async |txn| {
        mail::enqueue(txn, &ctx, Mail::new("password_changed", Recipient::Account(account), event)).await
    })
    .await
    .unwrap();
}

#[actix_web::test]
async fn one_event_sends_one_mail_however_often_it_is_enqueued() {
    let app = TestApp::start().await;
    let doctor = app.doctor("架空 医師").await;
    enqueue(&app, doctor.account_id, "event-1").await;
    enqueue(&app, doctor.account_id, "event-1").await;
    assert_eq!(app.run_jobs().await, 1);
    enqueue(&app, doctor.account_id, "event-1").await;
    assert_eq!(app.run_jobs().await, 0);
    enqueue(&app, doctor.account_id, "event-2").await;
    assert_eq!(app.run_jobs().await, 1);
    assert_eq!(app.mail_to(&doctor.email).len(), 2);
}

#[actix_web::test]
async fn a_mail_server_that_is_down_for_an_hour_loses_nothing() {
    // A port that nothing listens on.
    let app = TestApp::start_with(|config| config.smtp_url = Secret::new("smtp://127.0.0.1:9".to_owned())).await;
    let doctor = app.doctor("架空 医師").await;
    enqueue(&app, doctor.account_id, "event-1").await;
    for _ in 0..60 {
        app.run_jobs().await;
        app.clock.advance(TimeDelta::minutes(1));
    }
    let backlog = worker::backlog(&app.state).await.unwrap();
    assert_eq!((backlog.waiting, backlog.dead), (1, 0));
    assert!(app.mail_to(&doctor.email).is_empty());

    // The server is back: another process, with the right address, finds the mail within ten minutes and sends it once.
    let mut config = app.state.config.clone();
    config.smtp_url = Secret::new(std::env::var("GM_TEST_SMTP_URL").unwrap());
    let parts = (app.state.db.clone(), app.state.clock.clone(), app.state.ids.clone(), app.state.secrets.clone());
    let healthy = api::app::AppState::new(config, parts.0, parts.1, parts.2, parts.3).unwrap();
    app.clock.advance(TimeDelta::minutes(10));
    assert_eq!(worker::run_due(&healthy).await.unwrap(), 1);
    assert_eq!(worker::run_due(&healthy).await.unwrap(), 0);
    assert_eq!(app.mail_to(&doctor.email).len(), 1);
}

#[actix_web::test]
async fn a_job_whose_worker_was_killed_is_taken_up_again() {
    let app = TestApp::start().await;
    let doctor = app.doctor("架空 医師").await;
    enqueue(&app, doctor.account_id, "event-1").await;
    // What a worker leaves behind that was killed between its claim and the mail server.
    app.state.db.execute_unprepared("UPDATE outbox SET attempts = 1, locked_until = '2026-04-01T01:02:00Z'").await.unwrap();
    assert_eq!(app.run_jobs().await, 0, "somebody may still be at it");
    app.clock.advance(TimeDelta::minutes(2));
    assert_eq!(app.run_jobs().await, 1);
    assert_eq!(app.mail_to(&doctor.email).len(), 1);
}

#[actix_web::test]
async fn after_three_days_a_job_waits_for_a_person() {
    let app = TestApp::start_with(|config| config.smtp_url = Secret::new("smtp://127.0.0.1:9".to_owned())).await;
    let doctor = app.doctor("架空 医師").await;
    enqueue(&app, doctor.account_id, "event-1").await;
    app.run_jobs().await;
    app.clock.advance(TimeDelta::days(3));
    app.run_jobs().await;
    let backlog = worker::backlog(&app.state).await.unwrap();
    assert_eq!((backlog.waiting, backlog.dead), (0, 1));
}

#[actix_web::test]
async fn language_and_address_are_those_of_the_moment_of_sending() {
    let app = TestApp::start().await;
    let doctor = app.doctor("架空 医師").await;
    enqueue(&app, doctor.account_id, "event-1").await;
    doctor.patch("/me", "\"1\"", serde_json::json!({ "locale": Locale::En })).await.expect(200);
    let letter = app.latest_mail_to(&doctor.email).await;
    assert!(letter.subject.contains("Your password was changed"), "{}", letter.subject);
    assert!(letter.message_id.ends_with("@gm-network.example>"), "{}", letter.message_id);
}
