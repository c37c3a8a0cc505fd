use crate::support::{TestApp, conversation::text};
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
use sea_orm::{ConnectionTrait, TransactionTrait};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::TcpListener,
};

async fn enqueue(app: &TestApp, account: AccountId, event: &str) {
    let ctx = app.system();
    db::transaction(&app.state.db, async |txn| {
        mail::enqueue(txn, &ctx, Mail::new("password_changed", Recipient::Account(account), event).done_by(&ctx)).await
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
    let healthy = api::app::state(config, parts.0, parts.1, parts.2, parts.3).unwrap();
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

#[actix_web::test]
async fn a_worker_passes_over_a_job_that_another_is_about_to_take() {
    let app = TestApp::start().await;
    let doctor = app.doctor("架空 医師").await;
    enqueue(&app, doctor.account_id, "event-1").await;
    enqueue(&app, doctor.account_id, "event-2").await;
    let other = app.state.db.begin().await.unwrap();
    other.execute_unprepared("SELECT 1 FROM outbox ORDER BY available_at, id LIMIT 1 FOR UPDATE").await.unwrap();
    assert_eq!(app.run_jobs().await, 1);
    other.rollback().await.unwrap();
    assert_eq!(app.run_jobs().await, 1);
    assert_eq!(app.mail_to(&doctor.email).len(), 2);
}

#[actix_web::test]
async fn a_job_that_a_worker_is_at_is_not_taken_by_another() {
    let server = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("smtp://{}", server.local_addr().unwrap());
    let app = TestApp::start_with(|config| config.smtp_url = Secret::new(url)).await;
    let doctor = app.doctor("架空 医師").await;
    enqueue(&app, doctor.account_id, "event-1").await;
    let (one, two) = futures_util::join!(worker::run_due(&app.state), async {
        // The first worker waits for the mail server's greeting.
        let connection = server.accept().await.unwrap();
        let two = worker::run_due(&app.state).await.unwrap();
        drop(connection);
        two
    });
    assert_eq!((one.unwrap(), two), (1, 0));
    assert_eq!(text(&app, "SELECT attempts::text FROM outbox", vec![]).await, "1");
}

/// A mail server that greets, and refuses every recipient by quoting the address, as most do.
async fn refusing_server() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("smtp://{}", listener.local_addr().unwrap());
    actix_web::rt::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let (reading, mut writing) = stream.into_split();
            let mut lines = BufReader::new(reading).lines();
            writing.write_all(b"220 x\r\n").await.unwrap();
            while let Ok(Some(line)) = lines.next_line().await {
                let answer = match line.strip_prefix("RCPT TO:") {
                    Some(address) => format!("550 5.1.1 {address} unknown\r\n"),
                    None => "250 x\r\n".to_owned(),
                };
                if writing.write_all(answer.as_bytes()).await.is_err() {
                    break;
                }
            }
        }
    });
    url
}

#[actix_web::test]
async fn what_a_mail_server_says_about_an_address_is_not_kept() {
    let url = refusing_server().await;
    let app = TestApp::start_with(|config| config.smtp_url = Secret::new(url)).await;
    let doctor = app.doctor("架空 医師").await;
    enqueue(&app, doctor.account_id, "event-1").await;
    app.run_jobs().await;
    let error = text(&app, "SELECT last_error FROM outbox", vec![]).await;
    assert!(error.contains("550") && !error.contains('@'), "{error}");
}

#[actix_web::test]
async fn whom_a_mail_was_for_is_forgotten_a_month_after_it_was_given_up() {
    let app = TestApp::start_with(|config| config.smtp_url = Secret::new("smtp://127.0.0.1:9".to_owned())).await;
    let ctx = app.system();
    let to = Recipient::Address { email: "left@example.jp".to_owned(), locale: Locale::Ja };
    db::transaction(&app.state.db, async |txn| mail::enqueue(txn, &ctx, Mail::new("account_deleted", to.clone(), "event-1")).await)
        .await
        .unwrap();
    app.clock.advance(TimeDelta::days(20));
    app.run_jobs().await;
    assert_eq!(worker::backlog(&app.state).await.unwrap().dead, 1);
    let payload = async || text(&app, "SELECT payload::text FROM outbox", vec![]).await;
    worker::keep_house(&app.state, app.state.clock.now()).await.unwrap();
    assert!(payload().await.contains("left@example.jp"), "it can be looked into for a month");
    app.clock.advance(TimeDelta::days(31));
    worker::keep_house(&app.state, app.state.clock.now()).await.unwrap();
    assert!(!payload().await.contains("left@example.jp"));
    assert_eq!(worker::backlog(&app.state).await.unwrap().dead, 1);
}
