//! What the rules do not allow is refused with its own code.

use super::{MEETING, OSAKI_KURIHARA, SENNAN, Stage, clinic, decision, opinion, plan, step, wanted};
use crate::support::{Client, PASSWORD, send};
use api::{
    entity::{account_role, organization_member},
    platform::{auth::session::PROOF_LIFE, clock::Clock, db},
};
use chrono::{DateTime, TimeZone, Utc};
use domain::actor::Role;
use reqwest::Method;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, EntityTrait, IntoActiveModel};
use serde_json::json;

#[actix_web::test]
async fn both_councils_must_have_agreed() {
    let stage = Stage::set().await;
    let id = stage.draft(plan()).await;
    step(&stage.member, &id, "submit", json!({})).await.expect(200);
    step(&stage.officer, &id, "opinions", opinion("insurers", true)).await.refused(409, "wrong_state");
    step(&stage.officer, &id, "check", json!({})).await.expect(200);
    step(&stage.officer, &id, "propose", json!({ "meeting_id": MEETING })).await.expect(200);
    step(&stage.officer, &id, "select", json!({})).await.refused(409, "council_agreement_missing");
    let mut early = opinion("regional_medical", true);
    early["on"] = json!("2026-04-02");
    step(&stage.officer, &id, "opinions", early.clone()).await.invalid("/on", "in_future");
    for (day, code) in [("-99999-01-01", "out_of_range"), ("9999-12-31", "out_of_range"), ("1970-01-01", "required")] {
        early["on"] = json!(day);
        step(&stage.officer, &id, "opinions", early.clone()).await.invalid("/on", code);
    }
    step(&stage.officer, &id, "opinions", opinion("regional_medical", true)).await.expect(200);
    step(&stage.officer, &id, "select", json!({})).await.refused(409, "council_agreement_missing");
    step(&stage.officer, &id, "decide", decision()).await.refused(409, "wrong_state");
    step(&stage.member, &id, "apply", json!({})).await.refused(409, "wrong_state");
    step(&stage.officer, &id, "opinions", opinion("insurers", true)).await.expect(200);
    step(&stage.officer, &id, "select", json!({})).await.expect(200);
}

#[actix_web::test]
async fn an_institution_outside_the_area_is_not_supported_there() {
    let stage = Stage::set().await;
    let body = wanted(&stage.institution_id, OSAKI_KURIHARA, plan());
    let id = stage.member.post("/support-applications", body).await.expect(201).text("/id");
    step(&stage.member, &id, "submit", json!({})).await.refused(409, "institution_outside_area");
    // Chosen again, it can be submitted.
    let etag = stage.read(&id).await.etag();
    let body = json!({ "priority_area_id": SENNAN, "plan": plan(), "purpose": "地域の外来を続けます。" });
    stage.member.put_version(&format!("/support-applications/{id}"), &etag, body).await.expect(200);
    step(&stage.member, &id, "submit", json!({})).await.expect(200);
}

#[actix_web::test]
async fn an_area_that_is_not_designated_on_the_day_supports_nobody() {
    let stage = Stage::set().await;
    let id = stage.draft(plan()).await;
    let closed = format!("UPDATE priority_area_version SET valid_until = '2026-03-31' WHERE priority_area_id = '{SENNAN}'");
    stage.app.state.db.execute_unprepared(&closed).await.unwrap();
    step(&stage.member, &id, "submit", json!({})).await.refused(409, "area_not_designated");
}

#[actix_web::test]
async fn a_scheme_that_has_not_started_is_closed() {
    let stage = Stage::set().await;
    let allowance = json!({ "institution_kind": "clinic", "components": [{ "scheme": "doctors_allowance" }] });
    let id = stage.draft(allowance).await;
    step(&stage.member, &id, "submit", json!({})).await.refused(409, "scheme_closed");
}

#[actix_web::test]
async fn an_institution_has_one_application_under_way_in_a_year() {
    let stage = Stage::set().await;
    stage.draft(plan()).await;
    let again = wanted(&stage.institution_id, SENNAN, plan());
    stage.member.post("/support-applications", again.clone()).await.refused(409, "application_already_open");
    let mut next_year = again.clone();
    next_year["fiscal_year"] = json!(2027);
    stage.member.post("/support-applications", next_year).await.expect(201);
    let mut last_year = again;
    last_year["fiscal_year"] = json!(2025);
    stage.member.post("/support-applications", last_year).await.invalid("/fiscal_year", "out_of_range");
}

#[actix_web::test]
async fn what_is_absurd_is_refused_at_its_field() {
    let stage = Stage::set().await;
    let mut body = wanted(&stage.institution_id, SENNAN, plan());
    body["plan"]["components"][0]["cost_yen"] = json!(-1);
    stage.member.post("/support-applications", body.clone()).await.invalid("/plan/components/0/cost_yen", "out_of_range");
    body["plan"] = json!({ "institution_kind": "clinic", "components": [{ "scheme": "clinic_settlement", "days": 367 }] });
    stage.member.post("/support-applications", body).await.invalid("/plan/components/0/days", "out_of_range");
    let id = stage.selected(plan()).await;
    step(&stage.member, &id, "apply", json!({})).await.expect(200);
    let mut strange = decision();
    strange["amounts"][1]["scheme"] = json!("clinic_facility");
    step(&stage.officer, &id, "decide", strange).await.invalid("/amounts/1/scheme", "unknown_value");
    let mut early = decision();
    early["decided_on"] = json!("2026-04-02");
    step(&stage.officer, &id, "decide", early.clone()).await.invalid("/decided_on", "in_future");
    for (day, code) in [("-99999-01-01", "out_of_range"), ("9999-12-31", "out_of_range"), ("1970-01-01", "required")] {
        early["decided_on"] = json!(day);
        step(&stage.officer, &id, "decide", early.clone()).await.invalid("/decided_on", code);
    }
}

#[actix_web::test]
async fn an_officer_of_another_prefecture_finds_nothing() {
    let stage = Stage::set().await;
    let id = stage.draft(plan()).await;
    step(&stage.member, &id, "submit", json!({})).await.expect(200);
    let iwate = stage.app.prefecture_officer().await;
    db::transaction(&stage.app.state.db, async |txn| {
        let row = account_role::Entity::find_by_id((iwate.account_id, Role::PrefectureOfficer)).one(txn).await?.unwrap();
        let mut row = row.into_active_model();
        row.prefecture_code = Set(Some("03".to_owned()));
        row.update(txn).await?;
        Ok(())
    })
    .await
    .unwrap();
    iwate.get(&format!("/support-applications/{id}")).await.refused(404, "not_found");
    step(&iwate, &id, "check", json!({})).await.refused(404, "not_found");
    iwate.get(&format!("/support-applications/{id}/pdf")).await.refused(404, "not_found");
    assert_eq!(iwate.get("/support-applications").await.expect(200).json()["items"], json!([]));
    assert_eq!(iwate.get("/support-budgets/2026").await.expect(200).json()["prefecture_code"], "03");
}

#[actix_web::test]
async fn other_institutions_and_other_roles_find_nothing() {
    let stage = Stage::set().await;
    let id = stage.draft(plan()).await;
    let (other, _) = clinic(&stage.app, "04213").await;
    other.get(&format!("/support-applications/{id}")).await.refused(404, "not_found");
    step(&other, &id, "submit", json!({})).await.refused(404, "not_found");
    let foreign = wanted(&stage.institution_id, SENNAN, plan());
    other.post("/support-applications", foreign).await.refused(404, "not_found");
    for person in [stage.app.doctor("架空 医師").await, stage.app.secretariat().await] {
        person.get(&format!("/support-applications/{id}")).await.refused(403, "not_allowed");
    }
    step(&stage.member, &id, "submit", json!({})).await.expect(200);
    step(&stage.member, &id, "check", json!({})).await.refused(403, "not_allowed");
    step(&stage.officer, &id, "withdraw", json!({ "reason": "x" })).await.refused(403, "not_allowed");
}

#[actix_web::test]
async fn a_meeting_of_another_council_or_year_does_not_fit() {
    let stage = Stage::set().await;
    let id = stage.draft(plan()).await;
    step(&stage.member, &id, "submit", json!({})).await.expect(200);
    step(&stage.officer, &id, "check", json!({})).await.expect(200);
    step(&stage.officer, &id, "propose", json!({ "meeting_id": SENNAN })).await.invalid("/meeting_id", "unknown_value");
    let moved = format!("UPDATE council_meeting SET council = 'insurers' WHERE id = '{MEETING}'");
    stage.app.state.db.execute_unprepared(&moved).await.unwrap();
    step(&stage.officer, &id, "propose", json!({ "meeting_id": MEETING })).await.invalid("/meeting_id", "unknown_value");
}

#[actix_web::test]
async fn a_rule_that_an_application_rests_on_is_kept() {
    let stage = Stage::set().await;
    let id = stage.draft(plan()).await;
    step(&stage.member, &id, "submit", json!({})).await.expect(200);
    let rule = stage.read(&id).await.text("/statement/lines/0/rule/id");
    let secretariat = stage.app.secretariat().await;
    let read = secretariat.get(&format!("/subsidy-rules/{rule}")).await.expect(200);
    let mut other = read.json();
    other["terms"]["base"]["per_site_yen"] = json!(20_000_000);
    for content in [read.json(), other] {
        secretariat.put_version(&format!("/subsidy-rules/{rule}"), &read.etag(), content).await.refused(409, "rule_in_use");
    }
    assert_eq!(secretariat.get(&format!("/subsidy-rules/{rule}")).await.expect(200).json(), read.json());
}

#[actix_web::test]
async fn a_draft_cannot_be_submitted_once_its_fiscal_year_is_over_in_japan() {
    let stage = Stage::set().await;
    let draft = stage.draft(plan()).await;
    let other = clinic(&stage.app, "04321").await;
    let body = wanted(&other.1, SENNAN, plan());
    let in_time = other.0.post("/support-applications", body).await.expect(201).text("/id");
    let move_to = |moment: DateTime<Utc>| stage.app.clock.advance(moment - stage.app.clock.now());
    move_to(Utc.with_ymd_and_hms(2027, 3, 31, 14, 59, 59).unwrap());
    let submitted = step(&other.0, &in_time, "submit", json!({})).await.expect(200).json();
    assert_eq!(submitted["statement"]["on"], "2027-03-31");
    move_to(Utc.with_ymd_and_hms(2027, 3, 31, 15, 0, 0).unwrap());
    step(&stage.member, &draft, "submit", json!({})).await.refused(409, "scheme_closed");
    // What it shows stays that of its own year.
    let shown = stage.read(&draft).await.json();
    assert_eq!((&shown["statement"]["on"], &shown["statement"]["fiscal_year"]), (&json!("2027-03-31"), &json!(2026)));
}

#[actix_web::test]
async fn an_officer_does_not_decide_about_an_organization_of_their_own() {
    let stage = Stage::set().await;
    let id = stage.draft(plan()).await;
    step(&stage.member, &id, "submit", json!({})).await.expect(200);
    let organization_id = stage.member.organization_id;
    let membership = organization_member::ActiveModel {
        organization_id: Set(organization_id),
        account_id: Set(stage.officer.account_id),
        joined_at: Set(stage.app.state.clock.now()),
    };
    membership.insert(&stage.app.state.db).await.unwrap();
    step(&stage.officer, &id, "check", json!({})).await.refused(403, "conflict_of_interest");
    let path = format!("/support-applications/{id}");
    let told = async |person: &Client| person.get(&path).await.expect(200).json()["conflict_of_interest"].clone();
    assert_eq!((told(&stage.officer).await, told(&stage.member).await), (json!(true), json!(false)));
    let leave = format!("/organizations/{organization_id}/members/{}", stage.officer.account_id);
    stage.member.delete(&leave).await.expect(204);
    step(&stage.officer, &id, "check", json!({})).await.refused(403, "conflict_of_interest");
    let read = stage.officer.get(&path).await.expect(200).json();
    assert_eq!((&read["conflict_of_interest"], &read["events"]), (&json!(true), &json!([])), "nothing is offered, and it says why");
    let colleague = stage.app.prefecture_officer().await;
    let read = colleague.get(&path).await.expect(200).json();
    assert_eq!((&read["conflict_of_interest"], &read["events"]), (&json!(false), &json!(["return", "check"])));
    step(&colleague, &id, "check", json!({})).await.expect(200);
    step(&stage.officer, &id, "opinions", opinion("insurers", true)).await.refused(403, "conflict_of_interest");
}

/// A browser that was left open takes no granted money back, and may take back what nobody has decided.
#[actix_web::test]
async fn taking_a_grant_back_asks_for_the_password_and_taking_a_request_back_does_not() {
    let stage = Stage::set().await;
    let granted = stage.selected(plan()).await;
    step(&stage.member, &granted, "apply", json!({})).await.expect(200);
    step(&stage.officer, &granted, "decide", decision()).await.expect(200);
    stage.app.clock.advance(PROOF_LIFE);
    let withdraw = async |id: &str| {
        let request = stage.member.request(Method::POST, &format!("/support-applications/{id}/withdraw"));
        send(request.header("If-Match", stage.read(id).await.etag()).json(&json!({ "reason": "架空の都合" }))).await
    };
    withdraw(&granted).await.refused(403, "proof_required");
    stage.member.post("/sessions/current/prove", json!({ "password": PASSWORD })).await.expect(204);
    withdraw(&granted).await.expect(200);

    let asked = stage.draft(plan()).await;
    step(&stage.member, &asked, "submit", json!({})).await.expect(200);
    stage.app.clock.advance(PROOF_LIFE);
    withdraw(&asked).await.expect(200);
}
