//! What the calendar does: reminders, the pause of what nobody confirms, the end after the last day, old drafts.

use super::{draft, open, open_with, step, titles};
use crate::support::{
    TestApp,
    conversation::{letters, whole},
    published_institution,
};
use api::{
    features::opening::{follow_calendar, remove_old_drafts},
    platform::clock::Clock,
};
use chrono::TimeDelta;
use domain::time::{first_instant, japan_date};
use serde_json::json;

/// Two workers at once, so many days later; returns on how many openings they acted.
async fn after(app: &TestApp, days: i64) -> usize {
    app.clock.advance(TimeDelta::days(days));
    let (first, second) = tokio::join!(follow_calendar(&app.state), follow_calendar(&app.state));
    first.expect("done") + second.expect("done")
}

#[actix_web::test]
async fn an_unconfirmed_opening_is_asked_about_twice_and_then_pauses_itself() {
    let app = TestApp::start().await;
    let published = published_institution(&app).await;
    let id = open(&published).await;
    let path = format!("/openings/{id}/content");
    let version = published.member.get(&path).await.expect(200).etag();
    let mut acts = Vec::new();
    for days in [44, 1, 1, 8, 1, 4] {
        acts.push(after(&app, days).await);
    }
    assert_eq!(acts, [0, 1, 0, 0, 1, 0], "on days 44, 45, 46, 54, 55 and 59");
    assert_eq!(published.member.get(&path).await.expect(200).etag(), version, "a reminder disturbs nobody who edits");
    app.visitor().get(&format!("/openings/{id}")).await.expect(200);
    assert_eq!(after(&app, 1).await, 1);
    app.visitor().get(&format!("/openings/{id}")).await.refused(410, "opening_closed");
    assert_eq!(after(&app, 30).await, 0);
    let told = letters(&app, &published.member).await;
    let about = |words: &str| told.iter().filter(|letter| letter.subject.contains(words)).count();
    assert_eq!((about("募集中かどうかをご確認ください"), about("募集の掲載を停止しました")), (2, 1));
    assert!(told.iter().filter(|letter| letter.subject.contains("募集")).all(|letter| whole(letter).contains(&id)));
    step(&published.member, &id, "resume").await.expect(200);
    assert_eq!(after(&app, 45).await, 1, "asked anew after it was shown again");
}

#[actix_web::test]
async fn whoever_confirms_in_time_is_left_alone_for_sixty_days() {
    let app = TestApp::start().await;
    let published = published_institution(&app).await;
    let id = open(&published).await;
    assert_eq!(after(&app, 50).await, 1);
    let confirmed = step(&published.member, &id, "confirm").await.expect(200).json();
    let by = (japan_date(app.clock.now()) + chrono::Days::new(60)).to_string();
    assert_eq!(confirmed["confirm_by"], json!(by));
    assert_eq!(after(&app, 44).await, 0);
    assert_eq!(after(&app, 1).await, 1);
}

#[actix_web::test]
async fn an_overdue_opening_is_shown_nowhere_although_the_calendar_was_not_followed() {
    let app = TestApp::start().await;
    let published = published_institution(&app).await;
    let id = open(&published).await;
    let doctor = app.doctor("架空 医師").await;
    let confirmed = japan_date(app.clock.now());
    let pauses = first_instant(confirmed + chrono::Days::new(60)).unwrap();
    app.clock.advance(pauses - app.clock.now() - TimeDelta::seconds(1));
    let read = app.visitor().get(&format!("/openings/{id}")).await.expect(200);
    assert_eq!(read.text("/valid_until"), japan_date(app.clock.now()).to_string());
    doctor.get(&format!("/openings/{id}/match")).await.expect(200);
    assert_eq!(titles(&app, "").await.len(), 1);

    app.clock.advance(TimeDelta::seconds(1));
    app.visitor().get(&format!("/openings/{id}")).await.refused(410, "opening_closed");
    doctor.get(&format!("/openings/{id}/match")).await.refused(410, "opening_closed");
    assert_eq!(doctor.get("/me/matches").await.expect(200).items(), json!([]));
    assert!(titles(&app, "").await.is_empty());
    let own = published.member.get(&format!("/openings/{id}/content")).await.expect(200).json();
    assert_eq!((&own["status"], &own["is_shown"]), (&json!("open"), &json!(false)));
    // Whoever confirms before the calendar is followed shows it again.
    step(&published.member, &id, "confirm").await.expect(200);
    assert_eq!(after(&app, 0).await, 0);
    app.visitor().get(&format!("/openings/{id}")).await.expect(200);
}

#[actix_web::test]
async fn one_that_ends_before_it_would_pause_is_not_asked_about() {
    let app = TestApp::start().await;
    let published = published_institution(&app).await;
    let last = japan_date(app.clock.now()) + chrono::Days::new(50);
    let id = open_with(&published, |content| content["open_until"] = json!(last)).await;
    let own = published.member.get(&format!("/openings/{id}/content")).await.expect(200).json();
    let listed = published.member.get(&format!("/organizations/{}/openings", published.member.organization_id)).await.expect(200).items();
    assert_eq!((&own["confirm_by"], &listed[0]["confirm_by"]), (&json!(null), &json!(null)), "there is no day to confirm it by");
    let mut acts = Vec::new();
    for days in [45, 5, 1] {
        acts.push(after(&app, days).await);
    }
    assert_eq!(acts, [0, 0, 1], "on days 45, 50 and 51");
    let told = letters(&app, &published.member).await;
    assert!(!told.iter().any(|letter| letter.subject.contains("募集中かどうか")));
}

#[actix_web::test]
async fn an_opening_ends_after_its_last_day() {
    let app = TestApp::start().await;
    let published = published_institution(&app).await;
    let last = japan_date(app.clock.now()) + chrono::Days::new(10);
    let id = open_with(&published, |content| content["open_until"] = json!(last)).await;
    app.clock.advance(first_instant(last.succ_opt().unwrap()).unwrap() - app.clock.now() - TimeDelta::seconds(1));
    assert_eq!(after(&app, 0).await, 0);
    app.clock.advance(TimeDelta::seconds(1));
    assert_eq!(after(&app, 0).await, 1);
    assert_eq!(published.member.get(&format!("/openings/{id}/content")).await.expect(200).text("/status"), "ended");
    let told = letters(&app, &published.member).await;
    assert_eq!(told.iter().filter(|letter| letter.subject.contains("募集の締切が過ぎました")).count(), 1);
}

#[actix_web::test]
async fn a_draft_that_nobody_touches_goes_after_a_notice() {
    let app = TestApp::start().await;
    let published = published_institution(&app).await;
    let id = draft(&published, json!({ "title": "" })).await;
    app.clock.advance(TimeDelta::days(335));
    assert_eq!(remove_old_drafts(&app.state).await.unwrap(), 0);
    app.clock.advance(TimeDelta::days(30));
    assert_eq!(remove_old_drafts(&app.state).await.unwrap(), 1);
    published.member.get(&format!("/openings/{id}/content")).await.refused(404, "not_found");
    let told = letters(&app, &published.member).await;
    assert_eq!(told.iter().filter(|letter| letter.subject.contains("募集の下書きが1か月後に削除されます")).count(), 1);
}
