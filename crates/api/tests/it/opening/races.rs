//! Steps of an opening that meet the end of its institution's registration, the calendar, or one another.

use super::{complete, draft, open, step};
use crate::support::{Published, TestApp, published_institution, staff_step, until_waiting};
use api::features::opening::follow_calendar;
use chrono::TimeDelta;
use sea_orm::{ConnectionTrait, TransactionTrait};
use serde_json::json;

/// Runs `first` until it waits for a table, then `second` until it waits for what `first` holds; then both go on.
async fn meet<A, B>(app: &TestApp, table: &str, first: impl Future<Output = A>, second: impl Future<Output = B>) -> (A, B) {
    let hold = app.state.db.begin().await.unwrap();
    hold.execute_unprepared(&format!("LOCK TABLE {table} IN SHARE MODE")).await.unwrap();
    let after = async {
        until_waiting(&hold, 1).await;
        let release = async {
            until_waiting(&hold, 2).await;
            hold.commit().await.unwrap();
        };
        futures_util::join!(second, release).0
    };
    futures_util::join!(first, after)
}

async fn status(published: &Published, id: &str) -> String {
    published.member.get(&format!("/openings/{id}/content")).await.expect(200).text("/status")
}

#[actix_web::test]
async fn what_is_published_while_the_registration_is_revoked_ends_with_it() {
    let app = TestApp::start().await;
    let published = published_institution(&app).await;
    let id = draft(&published, complete()).await;
    let revoke = staff_step(&published.secretariat, &published.registration_id, "revoke", json!({ "reason": "事実と異なる" }));
    let (shown, revoked) = meet(&app, "opening_revision", step(&published.member, &id, "publish"), revoke).await;
    shown.expect(200);
    revoked.expect(200);
    assert_eq!(status(&published, &id).await, "ended");
    app.visitor().get(&format!("/openings/{id}")).await.refused(410, "opening_closed");
}

#[actix_web::test]
async fn nothing_is_published_once_the_registration_is_being_revoked() {
    let app = TestApp::start().await;
    let published = published_institution(&app).await;
    let id = draft(&published, complete()).await;
    let revoke = staff_step(&published.secretariat, &published.registration_id, "revoke", json!({ "reason": "事実と異なる" }));
    let (revoked, shown) = meet(&app, "listing", revoke, step(&published.member, &id, "publish")).await;
    revoked.expect(200);
    shown.refused(409, "institution_not_published");
    assert_eq!(status(&published, &id).await, "draft");
}

#[actix_web::test]
async fn whoever_confirms_before_the_calendar_keeps_the_opening() {
    let app = TestApp::start().await;
    let published = published_institution(&app).await;
    let id = open(&published).await;
    app.clock.advance(TimeDelta::days(60));
    let (confirmed, paused) = meet(&app, "audit_entry", step(&published.member, &id, "confirm"), follow_calendar(&app.state)).await;
    confirmed.expect(200);
    assert_eq!((paused.unwrap(), status(&published, &id).await.as_str()), (0, "open"));
}

#[actix_web::test]
async fn whoever_confirms_after_the_calendar_is_told_that_it_is_paused() {
    let app = TestApp::start().await;
    let published = published_institution(&app).await;
    let id = open(&published).await;
    app.clock.advance(TimeDelta::days(60));
    let (paused, confirmed) = meet(&app, "audit_entry", follow_calendar(&app.state), step(&published.member, &id, "confirm")).await;
    confirmed.refused(409, "wrong_state");
    assert_eq!((paused.unwrap(), status(&published, &id).await.as_str()), (1, "paused"));
}

#[actix_web::test]
async fn of_a_taking_down_and_an_end_the_first_decides() {
    let app = TestApp::start().await;
    let published = published_institution(&app).await;
    let [first, second] = [open(&published).await, open(&published).await];
    let take_down =
        async |id: &str| published.secretariat.post(&format!("/openings/{id}/take-down"), json!({ "reason": "事実と異なる" })).await;
    let (down, filled) = meet(&app, "audit_entry", take_down(&first), step(&published.member, &first, "fill")).await;
    filled.refused(409, "wrong_state");
    assert_eq!(down.expect(200).text("/taken_down_reason"), "事実と異なる");
    let (filled, down) = meet(&app, "audit_entry", step(&published.member, &second, "fill"), take_down(&second)).await;
    filled.expect(200);
    down.refused(409, "wrong_state");
    assert_eq!(status(&published, &second).await, "filled");
}
