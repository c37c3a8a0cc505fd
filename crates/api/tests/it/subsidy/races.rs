//! A rule that is rewritten at the moment in which something comes to rest on it.

use super::{in_force, plan, rule};
use crate::{
    support::{
        Answer, Client, TestApp,
        conversation::{asked, doctor, listed_institution},
        until_waiting,
    },
    support_application::{self as applications, Stage, step},
};
use domain::subsidy::SchemeCode;
use sea_orm::{ConnectionTrait, TransactionTrait};
use serde_json::json;

/// Rewrites the rule for equipment that holds today; the base amount becomes a million.
async fn rewrite(secretariat: &Client) -> Answer {
    let id = in_force(secretariat, "clinic_equipment", "2026-04-01").await["id"].as_str().unwrap().to_owned();
    let path = format!("/subsidy-rules/{id}");
    let seen = secretariat.get(&path).await.expect(200).etag();
    let mut other = rule(SchemeCode::ClinicEquipment, "2026-04-01", Some("2027-03-31"));
    other["terms"]["base"]["per_site_yen"] = json!(1_000_000);
    secretariat.put_version(&path, &seen, other).await
}

/// Rewrites the rule while `rest` is held up in its transaction, just before it notes which rules it rests on in `table`.
async fn rewritten_under(app: &TestApp, secretariat: &Client, table: &str, rest: impl Future<Output = Answer>) -> (Answer, Answer) {
    let hold = app.state.db.begin().await.unwrap();
    hold.execute_unprepared(&format!("LOCK TABLE {table} IN SHARE MODE")).await.unwrap();
    let rewritten = async {
        until_waiting(&hold, 1).await;
        let release = async {
            until_waiting(&hold, 2).await;
            hold.commit().await.unwrap();
        };
        futures_util::join!(rewrite(secretariat), release).0
    };
    futures_util::join!(rest, rewritten)
}

#[actix_web::test]
async fn a_rule_waits_for_the_quote_that_is_being_kept_and_stays_as_it_was() {
    let app = TestApp::start().await;
    let (doctor, listed, secretariat) = (doctor(&app).await, listed_institution(&app).await, app.secretariat().await);
    let path = format!("/inquiries/{}/quotes", asked(&doctor, listed.institution).await);
    let keeping = doctor.post(&path, json!({ "plan": plan() }));
    let (kept, rewritten) = rewritten_under(&app, &secretariat, "subsidy_quote_rule", keeping).await;
    rewritten.refused(409, "rule_in_use");
    assert_eq!(kept.expect(201).json()["statement"]["subsidy_yen"], 17_836_000);
}

#[actix_web::test]
async fn a_rule_waits_for_the_application_that_is_being_submitted_and_stays_as_it_was() {
    let stage = Stage::set().await;
    let (app, secretariat) = (&stage.app, stage.app.secretariat().await);
    let id = stage.draft(applications::plan()).await;
    let submitting = step(&stage.member, &id, "submit", json!({}));
    let (submitted, rewritten) = rewritten_under(app, &secretariat, "support_application_rule", submitting).await;
    rewritten.refused(409, "rule_in_use");
    assert_eq!(submitted.expect(200).json()["statement"]["subsidy_yen"], 8_250_000 + 8_866_000);
}

#[actix_web::test]
async fn a_quote_waits_for_the_rule_that_is_being_rewritten_and_rests_on_what_it_says_then() {
    let app = TestApp::start().await;
    let (doctor, listed, secretariat) = (doctor(&app).await, listed_institution(&app).await, app.secretariat().await);
    let path = format!("/inquiries/{}/quotes", asked(&doctor, listed.institution).await);
    let hold = app.state.db.begin().await.unwrap();
    // The secretariat's transaction comes as far as its entry of the trail.
    hold.execute_unprepared("LOCK TABLE audit_entry IN SHARE MODE").await.unwrap();
    let keeping = async {
        until_waiting(&hold, 1).await;
        let release = async {
            until_waiting(&hold, 2).await;
            hold.commit().await.unwrap();
        };
        futures_util::join!(doctor.post(&path, json!({ "plan": plan() })), release).0
    };
    let (rewritten, kept) = futures_util::join!(rewrite(&secretariat), keeping);
    rewritten.expect(200);
    // Half of a million for the equipment instead of half of 16,500,000.
    assert_eq!(kept.expect(201).json()["statement"]["subsidy_yen"], 17_836_000 - 8_250_000 + 500_000);
}
