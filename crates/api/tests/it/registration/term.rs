//! A term is a fiscal year: renewal from January, the end at midnight in Japan.

use super::{letter, listing_of};
use crate::support::{TestApp, check_and_publish, complete_content, member_step, published_institution, saved_draft, staff_step};
use api::features::registration::{expire_due, remind_of_renewal};
use chrono::{DateTime, TimeZone, Utc};
use serde_json::json;

fn at(year: i32, month: u32, day: u32, hour: u32, minute: u32) -> DateTime<Utc> {
    // Japan is nine hours ahead.
    Utc.with_ymd_and_hms(year, month, day, hour, minute, 0).single().expect("a time") - chrono::TimeDelta::hours(9)
}

fn move_to(app: &TestApp, moment: DateTime<Utc>) {
    use api::platform::clock::Clock;
    app.clock.advance(moment - app.clock.now());
}

#[actix_web::test]
async fn the_next_term_opens_in_january_with_what_was_written() {
    let app = TestApp::start().await;
    let published = published_institution(&app).await;
    let path = format!("/organizations/{}/registrations", published.member.organization_id);
    let next = json!({ "institution_id": published.institution_id });
    move_to(&app, at(2026, 12, 31, 23, 59));
    published.member.post(&path, next.clone()).await.refused(409, "registration_already_open");
    move_to(&app, at(2027, 1, 1, 0, 0));
    let draft = published.member.post(&path, next.clone()).await.expect(201).json();
    assert_eq!((draft["fiscal_year"].clone(), draft["institution_id"].clone()), (json!(2027), json!(published.institution_id)));
    assert_eq!(draft["content"]["public"]["name"], "架空中央病院");
    assert_eq!(draft["content"]["declarations"]["states_facts"], false, "declared anew every year");
    assert_eq!(published.member.post(&path, next).await.expect(200).json()["id"], draft["id"]);
}

#[actix_web::test]
async fn an_institution_is_reminded_of_the_next_year_once_a_month_from_january_until_it_applies() {
    let app = TestApp::start().await;
    let published = published_institution(&app).await;
    let reminders = async || {
        remind_of_renewal(&app.state).await.expect("done");
        app.run_jobs().await;
        app.mail_to(&published.member.email).iter().filter(|letter| letter.subject.contains("翌年度の登録")).count()
    };
    move_to(&app, at(2026, 12, 31, 23, 59));
    assert_eq!(reminders().await, 0);
    move_to(&app, at(2027, 1, 1, 9, 0));
    assert_eq!(reminders().await, 1);
    move_to(&app, at(2027, 1, 9, 9, 0));
    assert_eq!(reminders().await, 1, "once in a month");
    move_to(&app, at(2027, 2, 1, 9, 0));
    assert_eq!(reminders().await, 2);
    let path = format!("/organizations/{}/registrations", published.member.organization_id);
    let draft = published.member.post(&path, json!({ "institution_id": published.institution_id })).await.expect(201);
    let (id, mut content) = (draft.text("/id"), draft.json()["content"].clone());
    content["declarations"] = complete_content()["declarations"].clone();
    published.member.put_version(&format!("/registrations/{id}"), &draft.etag(), json!({ "content": content })).await.expect(200);
    member_step(&published.member, &id, "submit").await.expect(200);
    move_to(&app, at(2027, 3, 1, 9, 0));
    assert_eq!(reminders().await, 2);
}

#[actix_web::test]
async fn a_term_ends_at_midnight_in_japan() {
    let app = TestApp::start().await;
    let published = published_institution(&app).await;
    move_to(&app, at(2027, 3, 31, 23, 59));
    assert_eq!(expire_due(&app.state).await.expect("done"), 0);
    assert!(listing_of(&app, &published.institution_id).await.is_some());
    move_to(&app, at(2027, 4, 1, 0, 0));
    assert_eq!(expire_due(&app.state).await.expect("done"), 1);
    assert_eq!(expire_due(&app.state).await.expect("done"), 0, "doing it again finds nothing");
    assert!(listing_of(&app, &published.institution_id).await.is_none());
    let read = published.read().await.json();
    assert_eq!(read["status"], "expired");
    let last = read["steps"].as_array().and_then(|steps| steps.last()).cloned().expect("a step");
    assert_eq!((last["event"].clone(), last["by"].clone(), last["author_name"].clone()), (json!("expire"), json!("system"), json!(null)));
    app.run_jobs().await;
    letter(&app, &published.member.email, "登録期間が終了しました");
    let path = format!("/organizations/{}/registrations", published.member.organization_id);
    let next = published.member.post(&path, json!({ "institution_id": published.institution_id })).await.expect(201).json();
    assert_eq!(next["fiscal_year"], 2027);
}

#[actix_web::test]
async fn whoever_renewed_in_time_stays_listed_without_a_gap() {
    let app = TestApp::start().await;
    let published = published_institution(&app).await;
    move_to(&app, at(2027, 2, 1, 9, 0));
    let path = format!("/organizations/{}/registrations", published.member.organization_id);
    let draft = published.member.post(&path, json!({ "institution_id": published.institution_id })).await.expect(201);
    let id = draft.text("/id");
    let mut content = complete_content();
    content["public"]["headline"] = json!("令和9年度の見出し");
    published.member.put_version(&format!("/registrations/{id}"), &draft.etag(), json!({ "content": content })).await.expect(200);
    member_step(&published.member, &id, "submit").await.expect(200);
    let review = published.secretariat.get(&format!("/registrations/{id}/review")).await.expect(200).json();
    assert_eq!(review["differences"][0]["pointer"], "/public/headline", "compared with the year before");
    assert_eq!(review["related"][0]["id"], published.registration_id);
    check_and_publish(&published.secretariat, &published.committee, &id).await;
    move_to(&app, at(2027, 4, 1, 0, 0));
    assert_eq!(expire_due(&app.state).await.expect("done"), 1);
    let row = listing_of(&app, &published.institution_id).await.expect("still a page");
    assert_eq!((row.registration_id.to_string(), row.profile.headline.as_str()), (id.clone(), "令和9年度の見出し"));
    assert_eq!(row.published_on.to_string(), "2026-04-01", "the first day of publication");
    app.run_jobs().await;
    assert!(app.mail_to(&published.member.email).iter().all(|letter| !letter.subject.contains("登録期間が終了")), "they notice nothing");
    staff_step(&published.secretariat, &id, "revoke", json!({ "reason": "事実と異なる" })).await.expect(200);
    assert!(listing_of(&app, &published.institution_id).await.is_none());
}

#[actix_web::test]
async fn a_draft_left_over_the_end_of_march_is_for_the_year_it_is_submitted() {
    let app = TestApp::start().await;
    let (member, secretariat, committee) = (app.member().await, app.secretariat().await, app.committee_member().await);
    let id = saved_draft(&app, &member, &complete_content()).await;
    move_to(&app, at(2027, 4, 2, 9, 0));
    let submitted = member_step(&member, &id, "submit").await.expect(200);
    assert_eq!(submitted.json()["fiscal_year"], 2027);
    assert!(submitted.text("/reference_number").starts_with("GM-2027-"));
    let published = check_and_publish(&secretariat, &committee, &id).await.json();
    assert_eq!(published["registration"]["expires_on"], "2028-03-31");
}

/// Submitted by the last minute of March in Japan, checked in April: the page starts in the new year and lasts to its end.
#[actix_web::test]
async fn what_was_submitted_in_march_and_confirmed_in_april_is_for_the_year_in_which_its_page_starts() {
    let app = TestApp::start().await;
    let (member, secretariat, committee) = (app.member().await, app.secretariat().await, app.committee_member().await);
    let id = saved_draft(&app, &member, &complete_content()).await;
    move_to(&app, at(2027, 3, 31, 23, 59));
    let submitted = member_step(&member, &id, "submit").await.expect(200);
    assert_eq!(submitted.json()["fiscal_year"], 2026);
    let number = submitted.text("/reference_number");
    assert!(number.starts_with("GM-2026-"), "{number}");
    staff_step(&secretariat, &id, "start-review", json!({})).await.expect(200);
    // The end of the year ends no application.
    move_to(&app, at(2027, 4, 1, 0, 0));
    assert_eq!(expire_due(&app.state).await.expect("done"), 0);
    staff_step(&secretariat, &id, "forward", json!({})).await.expect(200);
    let confirmed = staff_step(&committee, &id, "confirm", json!({})).await.expect(200).json()["registration"].clone();
    assert_eq!((&confirmed["fiscal_year"], &confirmed["expires_on"]), (&json!(2027), &json!("2028-03-31")));
    assert_eq!(confirmed["reference_number"], number.as_str(), "it keeps its number");
    let row = listing_of(&app, &submitted.text("/institution_id")).await.expect("a page");
    assert_eq!(row.published_on.to_string(), "2027-04-01");
    // Its renewal opens in the January of that year and not before.
    let path = format!("/organizations/{}/registrations", member.organization_id);
    let next = json!({ "institution_id": submitted.text("/institution_id") });
    member.post(&path, next.clone()).await.refused(409, "registration_already_open");
    move_to(&app, at(2028, 1, 1, 0, 0));
    assert_eq!(member.post(&path, next).await.expect(201).json()["fiscal_year"], 2028);
    move_to(&app, at(2028, 4, 1, 0, 0));
    assert_eq!(expire_due(&app.state).await.expect("done"), 1);
}

#[actix_web::test]
async fn a_term_ends_for_however_many_institutions() {
    let app = TestApp::start().await;
    let published = published_institution(&app).await;
    // Hundreds of hospitals through three people each would take minutes: copies of the one that went the way.
    let copies = "WITH copied AS (
            INSERT INTO institution (id, organization_id, created_at)
            SELECT gen_random_uuid(), i.organization_id, i.created_at FROM institution i, generate_series(1, 250) RETURNING id)
        INSERT INTO registration (id, institution_id, fiscal_year, status, status_since, reference_number, content,
            secretariat_checked_by, committee_confirmed_by, expires_on, search_key, created_at, updated_at)
        SELECT gen_random_uuid(), c.id, r.fiscal_year, r.status, r.status_since, 'COPY-' || c.id, r.content,
            r.secretariat_checked_by, r.committee_confirmed_by, r.expires_on, r.search_key, r.created_at, r.updated_at
        FROM registration r, copied c";
    sea_orm::ConnectionTrait::execute_unprepared(&app.state.db, copies).await.expect("copied");
    move_to(&app, at(2027, 4, 1, 0, 0));
    assert_eq!(expire_due(&app.state).await.expect("done"), 251);
    let left = published.secretariat.get("/registrations?status=published").await.expect(200);
    assert_eq!(left.json()["items"], json!([]));
}
