//! What others read of an opening, and how soon it is gone.

use super::{open, open_with, titles};
use crate::support::{TestApp, conversation::block, published_institution, staff_step};
use api::features::registration::expire_due;
use chrono::TimeDelta;
use serde_json::json;

#[actix_web::test]
async fn what_is_for_doctors_is_read_by_doctors_with_a_licence_and_by_its_own_people() {
    let app = TestApp::start().await;
    let published = published_institution(&app).await;
    let id = open(&published).await;
    let path = format!("/openings/{id}");
    let (doctor, blocking) = (app.doctor("架空 医師").await, app.doctor("架空 遮断").await);
    for who in [&doctor, &published.secretariat, &published.committee, &published.member] {
        let read = who.get(&path).await.expect(200);
        assert_eq!((read.text("/content/for_doctors").is_empty(), &read.json()["has_more_for_doctors"]), (false, &json!(false)));
        assert_eq!(read.header("cache-control"), "no-store");
    }
    block(&blocking, published.institution_id.parse().unwrap()).await;
    for who in [&app.visitor(), &app.member().await, &app.administrator().await, &blocking] {
        let read = who.get(&path).await.expect(200);
        assert_eq!((read.text("/content/for_doctors").as_str(), &read.json()["has_more_for_doctors"]), ("", &json!(true)));
    }
    let without = open_with(&published, |content| content["for_doctors"] = json!("")).await;
    assert_eq!(app.visitor().get(&format!("/openings/{without}")).await.expect(200).json()["has_more_for_doctors"], json!(false));
}

#[actix_web::test]
async fn the_openings_of_an_institution_that_is_not_shown_are_gone_at_once() {
    let app = TestApp::start().await;
    let published = published_institution(&app).await;
    let id = open(&published).await;
    let path = format!("/openings/{id}");
    let institution = format!("/institutions/{}", published.institution_id);
    app.visitor().get(&path).await.expect(200);
    published.secretariat.post(&format!("{institution}/pause"), json!({ "reason": "確認中" })).await.expect(204);
    app.visitor().get(&path).await.refused(410, "opening_closed");
    assert!(titles(&app, "").await.is_empty());
    let read = published.member.get(&format!("/openings/{id}/content")).await.expect(200).json();
    assert_eq!((&read["status"], &read["is_shown"]), (&json!("open"), &json!(false)));
    published.secretariat.act(&format!("{institution}/resume")).await.expect(204);
    app.visitor().get(&path).await.expect(200);
    published.member.post(&format!("{institution}/own-pause"), json!({ "reason": "移転" })).await.expect(200);
    app.visitor().get(&path).await.refused(410, "opening_closed");
    published.member.act(&format!("{institution}/own-resume")).await.expect(200);
    assert_eq!(titles(&app, "").await.len(), 1);
    staff_step(&published.secretariat, &published.registration_id, "revoke", json!({ "reason": "事実と異なる" })).await.expect(200);
    app.visitor().get(&path).await.refused(410, "opening_closed");
    assert!(titles(&app, "").await.is_empty());
    assert_eq!(published.member.get(&format!("/openings/{id}/content")).await.expect(200).text("/status"), "ended");
}

#[actix_web::test]
async fn openings_end_with_a_term_that_is_not_renewed() {
    let app = TestApp::start().await;
    let published = published_institution(&app).await;
    let id = open(&published).await;
    app.clock.advance(TimeDelta::days(366));
    assert_eq!(expire_due(&app.state).await.unwrap(), 1);
    app.visitor().get(&format!("/openings/{id}")).await.refused(410, "opening_closed");
    assert_eq!(published.member.get(&format!("/openings/{id}/content")).await.expect(200).text("/status"), "ended");
}

#[actix_web::test]
async fn an_opening_is_hidden_from_the_day_after_its_last() {
    use api::platform::clock::Clock;
    use domain::time::{first_instant, japan_date};
    let app = TestApp::start().await;
    let published = published_institution(&app).await;
    let today = japan_date(app.clock.now());
    let id = open_with(&published, |content| content["open_until"] = json!(today)).await;
    let read = app.visitor().get(&format!("/openings/{id}")).await.expect(200);
    assert_eq!(read.text("/valid_until"), today.to_string());
    let midnight = first_instant(today.succ_opt().unwrap()).unwrap();
    app.clock.advance(midnight - app.clock.now());
    app.visitor().get(&format!("/openings/{id}")).await.refused(410, "opening_closed");
    assert!(titles(&app, "").await.is_empty());
}
