//! What others read of an opening, and how soon it is gone.

use super::{complete, draft, open, open_with, step, titles};
use crate::support::{
    TestApp, check_and_publish, complete_content,
    conversation::{block, raw, sql},
    member_step, published_institution, staff_step,
};
use api::{features::registration::expire_due, platform::clock::Clock};
use chrono::{DateTime, TimeDelta, Utc};
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
async fn the_trail_says_what_everybody_could_read_and_no_more() {
    let app = TestApp::start().await;
    let published = published_institution(&app).await;
    let id = draft(&published, complete()).await;
    let trail = async || {
        let administrator = app.administrator().await;
        raw(&administrator.get(&format!("/audit-entries?limit=100&subject_id={id}")).await.expect(200))
    };
    let read = trail().await;
    assert!(read.contains("save_opening") && read.contains("for_doctors"), "it says what was changed: {read}");
    for words in ["前任の医師", "訪問診療を担う総合医", "12000000"] {
        assert!(!read.contains(words), "{words}: a draft is its institution's own");
    }
    let shown = step(&published.member, &id, "publish").await.expect(200);
    let mut content = complete();
    (content["pay_to"], content["for_doctors"]) = (json!(18_000_000), json!("官舎は3LDKです。"));
    published.member.put_version(&format!("/openings/{id}/content"), &shown.etag(), json!({ "content": content })).await.expect(200);
    let read = trail().await;
    assert!(read.contains("18000000"), "a correction of what everybody reads is logged: {read}");
    assert!(!read.contains("3LDK") && !read.contains("前任の医師"), "what is for doctors is not for those who read the trail");
}

#[actix_web::test]
async fn what_is_written_while_it_is_paused_is_read_by_nobody_else_until_it_is_shown_again() {
    let app = TestApp::start().await;
    let published = published_institution(&app).await;
    let id = open(&published).await;
    let path = format!("/openings/{id}/content");
    let paused = step(&published.member, &id, "pause").await.expect(200);
    let mut content = complete();
    (content["title"], content["duties"]) = (json!("まだ公開していない題名"), json!("まだ公開していない仕事"));
    published.member.put_version(&path, &paused.etag(), json!({ "content": content })).await.expect(200);
    let administrator = app.administrator().await;
    let trail = async || raw(&administrator.get(&format!("/audit-entries?limit=100&subject_id={id}")).await.expect(200));
    for who in [&published.secretariat, &published.committee] {
        let read = who.get(&path).await.expect(200);
        assert_eq!((read.text("/status").as_str(), read.text("/content/title").as_str()), ("paused", "訪問診療を担う総合医"));
        assert!(!raw(&read).contains("まだ公開していない"));
    }
    assert!(!trail().await.contains("まだ公開していない"));
    step(&published.member, &id, "resume").await.expect(200);
    assert_eq!(published.secretariat.get(&path).await.expect(200).text("/content/title"), "まだ公開していない題名");
    // One that is over stays for the staff what it was for everybody.
    let paused = step(&published.member, &id, "pause").await.expect(200);
    published.member.put_version(&path, &paused.etag(), json!({ "content": {} })).await.expect(200);
    let down = published.secretariat.post(&format!("/openings/{id}/take-down"), json!({ "reason": "事実と異なる" })).await.expect(200);
    assert_eq!(down.text("/content/title"), "まだ公開していない題名");
    app.run_jobs().await;
    let letter = app.latest_mail_to(&published.member.email).await;
    assert!(letter.subject.contains("募集の掲載を取り下げました（まだ公開していない題名）"), "{}", letter.subject);
}

#[actix_web::test]
async fn whoever_left_takes_along_nothing_that_others_wrote_since() {
    let app = TestApp::start().await;
    let published = published_institution(&app).await;
    let colleague = app.member_of(published.member.organization_id).await;
    let created = colleague.post(&format!("/institutions/{}/openings", published.institution_id), json!({})).await.expect(201);
    let id = created.text("/id");
    let save = async |title: &str, etag: &str| {
        let content = json!({ "content": { "title": title } });
        published.member.put_version(&format!("/openings/{id}/content"), etag, content).await.expect(200).etag()
    };
    let etag = save("同僚がいたころの題名", &created.etag()).await;
    assert!(raw(&colleague.get("/me/export").await.expect(200)).contains("同僚がいたころの題名"));
    sql(&app, "DELETE FROM organization_member WHERE account_id = $1", vec![colleague.account_id.0.into()]).await;
    save("あとから書いた題名", &etag).await;
    let taken = raw(&colleague.get("/me/export").await.expect(200));
    assert!(taken.contains(&id) && !taken.contains("あとから書いた題名"), "{taken}");
    colleague.get(&format!("/openings/{id}/content")).await.refused(404, "not_found");
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
async fn openings_go_on_into_a_renewed_term() {
    let app = TestApp::start().await;
    let published = published_institution(&app).await;
    let id = open(&published).await;
    let move_to = |moment: &str| app.clock.advance(moment.parse::<DateTime<Utc>>().unwrap() - app.clock.now());
    move_to("2027-02-01T00:00:00Z");
    let path = format!("/organizations/{}/registrations", published.member.organization_id);
    let next = published.member.post(&path, json!({ "institution_id": published.institution_id })).await.expect(201);
    let registration = next.text("/id");
    let content = json!({ "content": complete_content() });
    published.member.put_version(&format!("/registrations/{registration}"), &next.etag(), content).await.expect(200);
    member_step(&published.member, &registration, "submit").await.expect(200);
    check_and_publish(&published.secretariat, &published.committee, &registration).await;
    step(&published.member, &id, "confirm").await.expect(200);
    // Midnight in Japan.
    move_to("2027-03-31T15:00:00Z");
    assert_eq!(expire_due(&app.state).await.unwrap(), 1);
    app.visitor().get(&format!("/openings/{id}")).await.expect(200);
    staff_step(&published.secretariat, &registration, "revoke", json!({ "reason": "事実と異なる" })).await.expect(200);
    assert_eq!(published.member.get(&format!("/openings/{id}/content")).await.expect(200).text("/status"), "ended");
}

#[actix_web::test]
async fn an_opening_is_hidden_from_the_day_after_its_last() {
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
