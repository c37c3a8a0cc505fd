//! Plans are worked out for anybody.

use super::{only, plan, words};
use crate::support::{TestApp, send};
use chrono::TimeDelta;
use reqwest::Method;
use serde_json::{Value, json};

#[actix_web::test]
async fn a_plan_of_three_schemes_is_one_statement_to_the_yen() {
    let app = TestApp::start().await;
    let statement = app.visitor().post("/subsidy-quotes", json!({ "plan": plan() })).await.expect(200).json();
    assert_eq!((statement["on"].as_str(), statement["fiscal_year"].as_i64()), (Some("2026-04-01"), Some(2026)));
    let subsidies: Vec<_> = statement["lines"].as_array().unwrap().iter().map(|line| line["outcome"]["subsidy_yen"].as_i64()).collect();
    // min(16,500,000, 18,000,000) × 1/2; (6,200,000 + 71,000 × 100) × 2/3, down to ¥1,000; 60,000 × 24 × 1/2.
    assert_eq!(subsidies, [Some(8_250_000), Some(8_866_000), Some(720_000)]);
    assert_eq!(statement["subsidy_yen"], 17_836_000);
    let shares = statement["totals"].as_object().unwrap().values().filter_map(Value::as_i64).sum::<i64>();
    assert_eq!(Some(shares), statement["eligible_yen"].as_i64());
    let equipment = &statement["lines"][0];
    assert_eq!((equipment["outcome"]["capped"].as_bool(), equipment["outcome"]["beyond_base_yen"].as_i64()), (Some(true), Some(1_500_000)));
    assert_eq!(equipment["rule"]["version"], 2);
    assert!(equipment["rule"]["source"]["section"].as_str().is_some_and(|section| section.contains("②設備整備事業")));
}

#[actix_web::test]
async fn what_no_document_says_is_undetermined_and_what_has_not_started_says_so() {
    let app = TestApp::start().await;
    let mut plan = plan();
    plan["components"] = json!([
        { "scheme": "clinic_facility", "beds": 6, "construction": "wood" },
        { "scheme": "clinic_settlement", "days": 130 },
        { "scheme": "doctors_allowance" },
    ]);
    let statement = app.visitor().post("/subsidy-quotes", json!({ "plan": plan })).await.expect(200).json();
    let kinds: Vec<_> = statement["lines"].as_array().unwrap().iter().map(|line| line["outcome"]["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["undetermined", "undetermined", "not_open"]);
    assert!(statement["lines"][2]["outcome"]["reason"]["ja"].as_str().unwrap().contains("令和10年12月11日"));
    assert_eq!(statement["subsidy_yen"], 0);
}

#[actix_web::test]
async fn the_fiscal_year_begins_at_midnight_in_japan() {
    let app = TestApp::start().await;
    let visitor = app.visitor();
    // From 10:00 on 1 April back to the last second of 31 March.
    app.clock.advance(TimeDelta::seconds(-10 * 3600 - 1));
    let equipment = json!({ "plan": only(json!({ "scheme": "clinic_equipment" })) });
    let before = visitor.post("/subsidy-quotes", equipment.clone()).await.expect(200).json();
    assert_eq!((before["on"].as_str(), before["fiscal_year"].as_i64()), (Some("2026-03-31"), Some(2025)));
    assert_eq!(before["lines"][0]["rule"]["version"], 1);
    let substitute = json!({ "plan": only(json!({ "scheme": "substitute_doctor", "duties": 24 })) });
    visitor.post("/subsidy-quotes", substitute.clone()).await.refused(409, "scheme_closed");
    app.clock.advance(TimeDelta::seconds(1));
    let after = visitor.post("/subsidy-quotes", equipment).await.expect(200).json();
    assert_eq!((after["on"].as_str(), after["fiscal_year"].as_i64()), (Some("2026-04-01"), Some(2026)));
    assert_eq!(after["lines"][0]["rule"]["version"], 2);
    visitor.post("/subsidy-quotes", substitute).await.expect(200);
}

#[actix_web::test]
async fn a_scheme_that_is_closed_on_the_day_asked_for_is_refused() {
    let app = TestApp::start().await;
    let visitor = app.visitor();
    let on = |day: &str| json!({ "plan": plan(), "on": day });
    visitor.post("/subsidy-quotes", on("2025-06-01")).await.refused(409, "scheme_closed");
    visitor.post("/subsidy-quotes", on("2027-04-01")).await.refused(409, "scheme_closed");
    visitor.post("/subsidy-quotes/print", on("2027-04-01")).await.refused(409, "scheme_closed");
    visitor.post("/subsidy-quotes", on("2027-03-31")).await.expect(200);
    visitor.post("/subsidy-quotes", on("9999-12-31")).await.invalid("/on", "out_of_range");
    visitor.post("/subsidy-quotes", on("2027-02-29")).await.invalid("/on", "wrong_type");
}

#[actix_web::test]
async fn absurd_numbers_are_refused_at_their_fields() {
    let app = TestApp::start().await;
    let visitor = app.visitor();
    let refused = [
        (json!({ "scheme": "clinic_settlement", "days": -1 }), "days"),
        (json!({ "scheme": "clinic_settlement", "days": 367 }), "days"),
        (json!({ "scheme": "dispatching_institution", "days": 367, "new_dispatch": true }), "days"),
        (json!({ "scheme": "substitute_doctor", "duties": 733 }), "duties"),
        (json!({ "scheme": "clinic_facility", "beds": 20 }), "beds"),
        (json!({ "scheme": "clinic_equipment", "sites": 0 }), "sites"),
        (json!({ "scheme": "clinic_equipment", "cost_yen": -1 }), "cost_yen"),
        (json!({ "scheme": "clinic_equipment", "cost_yen": i64::MAX }), "cost_yen"),
    ];
    for (component, field) in refused {
        let request = json!({ "plan": only(component) });
        visitor.post("/subsidy-quotes", request).await.invalid(&format!("/plan/components/0/{field}"), "out_of_range");
    }
    let twice = json!([{ "scheme": "clinic_equipment" }, { "scheme": "clinic_equipment", "cost_yen": 1 }]);
    let mut plan = only(json!({}));
    plan["components"] = twice;
    visitor.post("/subsidy-quotes", json!({ "plan": plan })).await.invalid("/plan/components/1/scheme", "duplicate");
    plan["components"] = json!([]);
    visitor.post("/subsidy-quotes", json!({ "plan": plan })).await.invalid("/plan/components", "required");
    for broken in [json!(1.5e30), json!("16500000円"), json!(0.5)] {
        let request = json!({ "plan": only(json!({ "scheme": "clinic_equipment", "cost_yen": broken })) });
        visitor.post("/subsidy-quotes", request).await.invalid("/plan/components/0", "wrong_type");
    }
}

#[actix_web::test]
async fn a_statement_is_printed_in_the_readers_language() {
    let app = TestApp::start().await;
    let body = json!({ "plan": plan(), "on": "2026-04-01" });
    let japanese = words(&app.visitor().post("/subsidy-quotes/print", body.clone()).await.expect(200));
    for word in ["補助額の試算", "令和8年度", "17,836,000", "8,866,000", "宮城県", "②設備整備事業", "資料2"] {
        assert!(japanese.contains(word), "{word} is missing in {japanese}");
    }
    let english = send(app.visitor().request(Method::POST, "/subsidy-quotes/print").header("Accept-Language", "en").json(&body)).await;
    let english = words(&english.expect(200));
    for word in ["Subsidyestimate", "FY2026", "17,836,000", "Miyagi"] {
        assert!(english.contains(word), "{word} is missing in {english}");
    }
}
