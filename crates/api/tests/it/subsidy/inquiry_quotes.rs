//! Quotes that the two sides of an inquiry keep in it.

use super::{close, plan, rule, words};
use crate::support::{
    PASSWORD, TestApp,
    conversation::{advance, asked, doctor, keeps_secrets, letters, listed_institution, text, whole},
};
use chrono::TimeDelta;
use domain::subsidy::SchemeCode;
use serde_json::json;

#[actix_web::test]
async fn both_sides_keep_quotes_and_read_them() {
    let app = TestApp::start().await;
    let (doctor, listed) = (doctor(&app).await, listed_institution(&app).await);
    let inquiry = asked(&doctor, listed.institution).await;
    let path = format!("/inquiries/{inquiry}/quotes");
    let kept = listed.member.post(&path, json!({ "plan": plan() })).await.expect(201);
    assert_eq!(kept.header("location"), format!("/api/v1{path}"));
    assert_eq!((kept.json()["side"].as_str(), kept.json()["statement"]["subsidy_yen"].as_i64()), (Some("institution"), Some(17_836_000)));
    assert_eq!(kept.json()["difference"]["change_yen"], 0);
    // The doctor is told, without a figure, and finds the inquiry unread.
    let mail = letters(&app, &doctor).await.pop().unwrap();
    assert!(mail.subject.contains("試算"), "{mail:?}");
    assert!(mail.body.contains(&format!("/inquiries/{inquiry}")) && !whole(&mail).contains("17,836"), "{mail:?}");
    assert_eq!(doctor.get("/inquiries?side=doctor").await.expect(200).json()["items"][0]["unread"], true);
    app.clock.advance(TimeDelta::minutes(1));
    doctor.post(&path, json!({ "plan": plan() })).await.expect(201);
    let mail = letters(&app, &listed.member).await.pop().unwrap();
    assert!(mail.subject.contains("試算"), "{mail:?}");
    keeps_secrets(&whole(&mail));
    for reader in [&doctor, &listed.member] {
        let quotes = reader.get(&path).await.expect(200).items();
        let sides: Vec<_> = quotes.as_array().unwrap().iter().map(|quote| quote["side"].as_str().unwrap().to_owned()).collect();
        assert_eq!(sides, ["doctor", "institution"]);
        keeps_secrets(&quotes.to_string());
    }
}

#[actix_web::test]
async fn a_frozen_quote_stays_and_shows_the_difference_to_todays_rule() {
    let app = TestApp::start().await;
    let (doctor, listed, secretariat) = (doctor(&app).await, listed_institution(&app).await, app.secretariat().await);
    let inquiry = asked(&doctor, listed.institution).await;
    let path = format!("/inquiries/{inquiry}/quotes");
    let kept = doctor.post(&path, json!({ "plan": plan() })).await.expect(201).json();
    close(&secretariat, "clinic_equipment", "2026-09-30").await.expect(200);
    let mut next = rule(SchemeCode::ClinicEquipment, "2026-10-01", Some("2027-03-31"));
    next["terms"]["base"]["per_site_yen"] = json!(17_000_000);
    secretariat.post("/subsidy-rules", next).await.expect(201);
    assert_eq!(doctor.get(&path).await.expect(200).items()[0]["difference"]["change_yen"], 0, "not yet");

    app.clock.advance(TimeDelta::days(183));
    let later = doctor.get(&path).await.expect(200).items()[0].clone();
    assert_eq!(later["statement"], kept["statement"]);
    assert_eq!((later["statement"]["on"].as_str(), later["today"]["on"].as_str()), (Some("2026-04-01"), Some("2026-10-01")));
    let line = &later["difference"]["lines"][0];
    assert_eq!((line["change"].as_str(), line["change_yen"].as_i64()), (Some("more"), Some(250_000)));
    assert_eq!((line["before_version"].as_i64(), line["after_version"].as_i64()), (Some(2), Some(3)));
    assert_eq!(later["difference"]["change_yen"], 250_000);
    // Next year nothing is in force: the quote is still what it was.
    app.clock.advance(TimeDelta::days(182));
    let later = doctor.get(&path).await.expect(200).items()[0].clone();
    assert_eq!((later["statement"].clone(), later["today"]["subsidy_yen"].as_i64()), (kept["statement"].clone(), Some(0)));
    // On paper it is the frozen one.
    let printed = words(&doctor.get(&format!("{path}/{}/pdf", kept["id"].as_str().unwrap())).await.expect(200));
    for word in ["架空ヶ丘診療所", "17,836,000", "2026年4月1日", "第2版"] {
        assert!(printed.contains(word), "{word} is missing in {printed}");
    }
}

#[actix_web::test]
async fn nobody_else_can_tell_that_there_is_a_quote() {
    let app = TestApp::start().await;
    let (one, listed) = (doctor(&app).await, listed_institution(&app).await);
    let inquiry = asked(&one, listed.institution).await;
    let path = format!("/inquiries/{inquiry}/quotes");
    let kept = one.post(&path, json!({ "plan": plan() })).await.expect(201).text("/id");
    let pdf = format!("{path}/{kept}/pdf");
    for other in [doctor(&app).await, listed_institution(&app).await.member] {
        other.get(&path).await.refused(404, "not_found");
        other.get(&pdf).await.refused(404, "not_found");
        other.post(&path, json!({ "plan": plan() })).await.refused(404, "not_found");
    }
    app.secretariat().await.get(&path).await.refused(403, "not_allowed");
    app.prefecture_officer().await.get(&pdf).await.refused(403, "not_allowed");
    app.visitor().get(&path).await.refused(401, "sign_in_required");
    // A quote of one inquiry is not found through another, not even by somebody on both.
    let elsewhere = asked(&one, listed_institution(&app).await.institution).await;
    one.get(&format!("/inquiries/{elsewhere}/quotes/{kept}/pdf")).await.refused(404, "not_found");
    assert_eq!(one.get(&format!("/inquiries/{elsewhere}/quotes")).await.expect(200).items(), json!([]));
}

#[actix_web::test]
async fn nothing_is_kept_twice_nor_in_an_inquiry_that_has_ended_nor_of_a_closed_scheme() {
    let app = TestApp::start().await;
    let (doctor, listed) = (doctor(&app).await, listed_institution(&app).await);
    let inquiry = asked(&doctor, listed.institution).await;
    let path = format!("/inquiries/{inquiry}/quotes");
    let first = listed.member.post_once(&path, "key-1", json!({ "plan": plan() })).await.expect(201).text("/id");
    assert_eq!(listed.member.post_once(&path, "key-1", json!({ "plan": plan() })).await.expect(201).text("/id"), first);
    assert_eq!(letters(&app, &doctor).await.iter().filter(|mail| mail.subject.contains("試算")).count(), 1);
    let mut absurd = plan();
    absurd["components"][1]["days"] = json!(400);
    doctor.post(&path, json!({ "plan": absurd })).await.invalid("/plan/components/1/days", "out_of_range");
    app.clock.advance(TimeDelta::days(365));
    doctor.post(&path, json!({ "plan": plan() })).await.refused(409, "scheme_closed");
    advance(&listed.member, &inquiry, "decline").await.expect(200);
    doctor.post(&path, json!({ "plan": plan() })).await.refused(409, "wrong_state");
    assert_eq!(doctor.get(&path).await.expect(200).items().as_array().map(Vec::len), Some(1));
}

#[actix_web::test]
async fn a_doctor_takes_their_quotes_along_and_leaves_none() {
    let app = TestApp::start().await;
    let (doctor, listed) = (doctor(&app).await, listed_institution(&app).await);
    let inquiry = asked(&doctor, listed.institution).await;
    let path = format!("/inquiries/{inquiry}/quotes");
    doctor.post(&path, json!({ "plan": plan() })).await.expect(201);
    listed.member.post(&path, json!({ "plan": plan() })).await.expect(201);
    let own = doctor.get("/me/export").await.expect(200).json()["parts"]["subsidy_quotes"].clone();
    assert_eq!((own.as_array().map(Vec::len), own[0]["statement"]["subsidy_yen"].as_i64()), (Some(1), Some(17_836_000)));
    doctor.post("/me/delete", json!({ "password": PASSWORD })).await.expect(204);
    let left = listed.member.get(&path).await.expect(200).items();
    assert_eq!((left.as_array().map(Vec::len), left[0]["side"].as_str()), (Some(1), Some("institution")));
    assert_eq!(text(&app, "SELECT count(*)::text FROM subsidy_quote_rule", vec![]).await, "3");
}
