//! The secretariat keeps the rules; everybody reads them.

use super::{close, in_force, rule};
use crate::support::{
    TestApp,
    conversation::{asked, doctor, listed_institution, sql, text},
};
use api::features::subsidy;
use domain::subsidy::{SchemeCode, official_rules};
use sea_orm::ConnectionTrait;
use serde_json::json;

#[actix_web::test]
async fn the_official_rules_are_there_and_loading_again_changes_nothing() {
    let app = TestApp::start().await;
    let visitor = app.visitor();
    let rules = visitor.get("/subsidy-rules").await.expect(200).items();
    assert_eq!(rules.as_array().unwrap().len(), official_rules().len());
    let equipment = in_force(&visitor, "clinic_equipment", "2026-04-01").await;
    assert_eq!((equipment["version"].as_i64(), equipment["fiscal_year"].as_i64()), (Some(2), Some(2026)));
    assert_eq!(equipment["terms"]["base"]["per_site_yen"], 16_500_000);
    assert!(equipment["source"]["section"].as_str().unwrap().contains("設備整備事業"));
    // The day before was another fiscal year with a rule of its own.
    assert_eq!(in_force(&visitor, "clinic_equipment", "2026-03-31").await["version"], 1);
    let report = subsidy::load(&app.state).await.unwrap();
    assert_eq!((report.changed, report.refused.len()), (0, 0), "{report}");
    visitor.get("/subsidy-rules?as_of=2026-02-30").await.refused(400, "invalid_parameter");
    visitor.get("/subsidy-rules?scheme=lottery").await.refused(400, "invalid_parameter");
    visitor.get(&format!("/subsidy-rules/{}", uuid::Uuid::new_v4())).await.refused(404, "not_found");
}

#[actix_web::test]
async fn the_secretariats_correction_outlives_the_next_loading() {
    let app = TestApp::start().await;
    let secretariat = app.secretariat().await;
    let before = in_force(&secretariat, "substitute_doctor", "2026-04-01").await;
    let path = format!("/subsidy-rules/{}", before["id"].as_str().unwrap());
    let seen = secretariat.get(&path).await.expect(200).etag();
    let mut corrected = rule(SchemeCode::SubstituteDoctor, "2026-04-01", Some("2027-03-31"));
    corrected["budget_stage"] = json!("enacted");
    let after = secretariat.put_version(&path, &seen, corrected.clone()).await.expect(200);
    assert_eq!((after.json()["budget_stage"].as_str(), after.json()["version"].as_i64()), (Some("enacted"), Some(1)));
    assert_ne!(after.etag(), seen);
    secretariat.put_version(&path, &seen, corrected.clone()).await.refused(412, "version_mismatch");
    secretariat.put(&path, corrected).await.refused(428, "precondition_required");
    secretariat
        .put_version(&path, &after.etag(), rule(SchemeCode::ClinicEquipment, "2026-04-01", Some("2027-03-31")))
        .await
        .invalid("/scheme", "unknown_value");
    assert_eq!(subsidy::load(&app.state).await.unwrap().changed, 0);
    assert_eq!(in_force(&secretariat, "substitute_doctor", "2026-04-01").await["budget_stage"], "enacted");
}

#[actix_web::test]
async fn a_rule_is_closed_and_another_follows() {
    let app = TestApp::start().await;
    let secretariat = app.secretariat().await;
    let mut next = rule(SchemeCode::ClinicEquipment, "2026-10-01", Some("2027-03-31"));
    next["terms"]["base"]["per_site_yen"] = json!(20_000_000);
    // The present one still holds on those days.
    secretariat.post("/subsidy-rules", next.clone()).await.refused(409, "periods_overlap");
    let closed = close(&secretariat, "clinic_equipment", "2026-09-30").await.expect(200).json();
    assert_eq!(closed["valid_until"], "2026-09-30");
    let created = secretariat.post("/subsidy-rules", next).await.expect(201);
    assert_eq!((created.json()["version"].as_i64(), created.etag().as_str()), (Some(3), "\"1\""));
    assert!(created.header("location").ends_with(&created.text("/id")));
    assert_eq!(in_force(&secretariat, "clinic_equipment", "2026-09-30").await["version"], 2);
    assert_eq!(in_force(&secretariat, "clinic_equipment", "2026-10-01").await["version"], 3);
    // It cannot be opened again over its follower, nor end before it began.
    close(&secretariat, "clinic_equipment", "2026-09-30").await.expect(200);
    let path = format!("/subsidy-rules/{}", closed["id"].as_str().unwrap());
    let seen = secretariat.get(&path).await.etag();
    let end = |day: &str| json!({ "valid_until": day });
    secretariat.post_version(&format!("{path}/close"), &seen, end("2026-10-01")).await.refused(409, "periods_overlap");
    secretariat.post_version(&format!("{path}/close"), &seen, end("2026-03-31")).await.invalid("/valid_until", "ends_before_start");
    secretariat.post_version(&format!("{path}/close"), &seen, end("9999-12-31")).await.invalid("/valid_until", "out_of_range");
    let trail = secretariat.get("/audit-entries?subject_type=subsidy_rule").await.expect(200).json();
    assert!(trail.to_string().contains("2026-09-30"), "{trail}");
}

#[actix_web::test]
async fn the_database_itself_refuses_two_rules_on_one_day() {
    let app = TestApp::start().await;
    let copy = "INSERT INTO subsidy_rule SELECT gen_random_uuid(), scheme, 99, fiscal_year, budget_stage, terms, budget_yen, source,
                    valid_until, NULL, note, expected_start, created_at, updated_at, 1
                FROM subsidy_rule WHERE scheme = 'substitute_doctor'";
    let refused = app.state.db.execute_unprepared(copy).await;
    assert!(refused.is_err_and(|error| error.to_string().contains("subsidy_rule_period_excl")));
    sql(&app, &copy.replace("valid_until, NULL,", "valid_until + 1, NULL,"), vec![]).await;
}

#[actix_web::test]
async fn a_rule_that_a_quote_rests_on_is_never_rewritten() {
    let app = TestApp::start().await;
    let (doctor, listed, secretariat) = (doctor(&app).await, listed_institution(&app).await, app.secretariat().await);
    let inquiry = asked(&doctor, listed.institution).await;
    listed.member.post(&format!("/inquiries/{inquiry}/quotes"), json!({ "plan": super::plan() })).await.expect(201);

    let used = in_force(&secretariat, "clinic_equipment", "2026-04-01").await;
    let path = format!("/subsidy-rules/{}", used["id"].as_str().unwrap());
    let seen = secretariat.get(&path).await.expect(200).etag();
    let mut other = rule(SchemeCode::ClinicEquipment, "2026-04-01", Some("2027-03-31"));
    other["terms"]["base"]["per_site_yen"] = json!(1_000_000);
    secretariat.put_version(&path, &seen, other.clone()).await.refused(409, "rule_in_use");
    // Neither by hand: only its end may change.
    for change in ["terms = '{}'", "valid_from = '2026-04-02'", "id = gen_random_uuid()", "source = '{}'"] {
        let by_hand = format!("UPDATE subsidy_rule SET {change} WHERE id = '{}'", used["id"].as_str().unwrap());
        assert!(app.state.db.execute_unprepared(&by_hand).await.is_err(), "{change}");
    }
    let gone = format!("DELETE FROM subsidy_rule WHERE id = '{}'", used["id"].as_str().unwrap());
    assert!(app.state.db.execute_unprepared(&gone).await.is_err());
    assert!(app.state.db.execute_unprepared("UPDATE subsidy_quote SET statement = '{}'").await.is_err());
    close(&secretariat, "clinic_equipment", "2026-09-30").await.expect(200);
    // Last year's rule was asked for nothing.
    let unused = in_force(&secretariat, "clinic_equipment", "2025-04-01").await;
    let path = format!("/subsidy-rules/{}", unused["id"].as_str().unwrap());
    other["valid_from"] = json!("2025-04-01");
    other["valid_until"] = json!("2026-03-31");
    secretariat.put_version(&path, "\"1\"", other).await.expect(200);
    assert_eq!(text(&app, "SELECT count(*)::text FROM subsidy_quote_rule", vec![]).await, "3");
}

#[actix_web::test]
async fn rules_that_cannot_be_are_refused_at_their_fields() {
    let app = TestApp::start().await;
    let secretariat = app.secretariat().await;
    let with = |pointer: &str, value: serde_json::Value| {
        let mut rule = rule(SchemeCode::ClinicEquipment, "2030-04-01", Some("2031-03-31"));
        *rule.pointer_mut(pointer).unwrap_or_else(|| panic!("no {pointer}")) = value;
        rule
    };
    let refused = [
        ("/terms/rates/value/operator", json!({ "numerator": 1, "denominator": 3 }), "/terms/rates/value", "not_a_whole"),
        ("/terms/base/per_site_yen", json!(-16_500_000), "/terms/base/per_site_yen", "out_of_range"),
        ("/terms/base/per_site_yen", json!(i64::MAX), "/terms/base/per_site_yen", "out_of_range"),
        ("/fiscal_year", json!(1989), "/fiscal_year", "out_of_range"),
        ("/valid_until", json!("2029-03-31"), "/valid_until", "out_of_range"),
        ("/valid_from", json!("0001-01-01"), "/valid_from", "out_of_range"),
        ("/budget_yen", json!(-1), "/budget_yen", "out_of_range"),
        ("/source/title", json!(" "), "/source/title", "required"),
        ("/terms/base", json!({ "kind": "per_unit", "unit": "day", "per_unit_yen": 1 }), "/terms/base/kind", "unknown_value"),
    ];
    for (pointer, value, at, code) in refused {
        secretariat.post("/subsidy-rules", with(pointer, value)).await.invalid(at, code);
    }
    let fine = with("/fiscal_year", json!(2030));
    app.visitor().post("/subsidy-rules", fine.clone()).await.refused(401, "sign_in_required");
    app.member().await.post("/subsidy-rules", fine.clone()).await.refused(403, "not_allowed");
    app.prefecture_officer().await.post("/subsidy-rules", fine.clone()).await.refused(403, "not_allowed");
    secretariat.post("/subsidy-rules", fine).await.expect(201);
}

#[actix_web::test]
async fn a_rule_is_taken_back_before_its_first_day_only() {
    let app = TestApp::start().await;
    let secretariat = app.secretariat().await;
    let begun = in_force(&secretariat, "clinic_equipment", "2026-04-01").await;
    let withdraw = async |id: &str, reason: &str| {
        let path = format!("/subsidy-rules/{id}");
        let etag = secretariat.get(&path).await.expect(200).etag();
        secretariat.post_version(&format!("{path}/withdraw"), &etag, json!({ "reason": reason })).await
    };
    withdraw(begun["id"].as_str().unwrap(), "誤り").await.refused(409, "wrong_state");
    let later = secretariat.post("/subsidy-rules", rule(SchemeCode::ClinicEquipment, "2030-04-01", None)).await.expect(201).text("/id");
    withdraw(&later, "").await.invalid("/reason", "required");
    withdraw(&later, "単価を誤りました。").await.expect(204);
    secretariat.get(&format!("/subsidy-rules/{later}")).await.refused(404, "not_found");
    // The days are free for the right one.
    secretariat.post("/subsidy-rules", rule(SchemeCode::ClinicEquipment, "2030-04-01", None)).await.expect(201);
}
