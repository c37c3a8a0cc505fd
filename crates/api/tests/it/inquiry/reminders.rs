//! An institution is reminded of an inquiry that nobody answers.

use crate::support::{
    TestApp,
    conversation::{asked, doctor, letters, listed_institution, write},
};
use api::features::inquiry::remind_of_unanswered;
use chrono::TimeDelta;

async fn after(app: &TestApp, days: i64) -> usize {
    app.clock.advance(TimeDelta::days(days));
    remind_of_unanswered(&app.state).await.expect("done")
}

#[actix_web::test]
async fn an_institution_is_reminded_once_of_what_nobody_answered() {
    let app = TestApp::start().await;
    let (doctor, listed) = (doctor(&app).await, listed_institution(&app).await);
    asked(&doctor, listed.institution).await;
    assert_eq!(after(&app, 6).await, 0);
    assert_eq!(after(&app, 1).await, 1);
    after(&app, 1).await;
    assert_eq!(after(&app, 14).await, 0);
    let told = letters(&app, &listed.member).await;
    let reminders: Vec<_> = told.iter().filter(|letter| letter.subject.contains("まだ返信していません")).collect();
    assert_eq!(reminders.len(), 1);
    assert!(!reminders[0].body.contains("見学は可能でしょうか"), "no mail quotes a message");
}

#[actix_web::test]
async fn whoever_answered_is_not_reminded() {
    let app = TestApp::start().await;
    let (doctor, listed) = (doctor(&app).await, listed_institution(&app).await);
    let inquiry = asked(&doctor, listed.institution).await;
    write(&listed.member, &inquiry, "お待ちしています。").await.expect(201);
    assert_eq!(after(&app, 7).await, 0);
}
