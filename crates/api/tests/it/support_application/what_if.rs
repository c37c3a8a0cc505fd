//! What if an area were designated, or a rate were another.

use super::{Stage, clinic, plan};
use serde_json::{Value, json};

fn what_if(change: impl FnOnce(&mut Value)) -> Value {
    let mut wanted = json!({ "on": "2026-04-01", "plan": plan() });
    change(&mut wanted);
    wanted
}

#[actix_web::test]
async fn an_area_more_says_which_institutions_and_how_many_yen() {
    let stage = Stage::set().await;
    // Sendai's Izumi ward is in no area.
    let (_, izumi) = clinic(&stage.app, "04105").await;
    let today = stage.officer.post("/what-ifs", what_if(|_| {})).await.expect(200).json();
    assert_eq!(today["institutions"].as_array().unwrap().len(), 1);
    assert_eq!(today["before"], today["after"]);
    // 1/3 and 1/6 of 16,500,000 in equipment, 4/9 and 2/9 of 13,300,000 in settlement.
    let before = &today["before"];
    let public = before["national_yen"].as_i64().unwrap() + before["prefecture_yen"].as_i64().unwrap();
    assert_eq!(public, 8_250_000 + 8_866_000);
    assert_eq!(public + before["operator_yen"].as_i64().unwrap(), 16_500_000 + 13_300_000);

    let more = what_if(|wanted| wanted["shape"] = json!({ "kind": "municipalities", "codes": ["04105"] }));
    let then = stage.officer.post("/what-ifs", more).await.expect(200).json();
    let rows = then["institutions"].as_array().unwrap();
    let new = rows.iter().find(|row| row["institution_id"] == izumi.as_str()).unwrap();
    assert!(new["before"].is_null() && new["after"].is_object());
    assert_eq!((&then["before"], rows.len()), (&today["before"], 2));
    assert_eq!(then["after"]["national_yen"].as_i64().unwrap(), 2 * before["national_yen"].as_i64().unwrap());
}

#[actix_web::test]
async fn a_rate_more_moves_institutions_and_committed_applications() {
    let stage = Stage::set().await;
    stage.selected(plan()).await;
    let all = what_if(|wanted| {
        let whole = json!({ "numerator": 1, "denominator": 1 });
        let nothing = json!({ "numerator": 0, "denominator": 1 });
        wanted["rates"] = json!([{ "scheme": "clinic_equipment", "national": whole, "prefecture": nothing }]);
    });
    let result = stage.officer.post("/what-ifs", all).await.expect(200).json();
    assert_eq!(
        result["after"]["national_yen"].as_i64().unwrap() - result["before"]["national_yen"].as_i64().unwrap(),
        16_500_000 - 5_500_000
    );
    assert_eq!(result["applications_before"]["prefecture_yen"], result["before"]["prefecture_yen"], "the same plan, once applied for");
    assert_eq!(result["applications_after"], result["after"]);
    assert_eq!(result["undetermined"], json!([]));
}

#[actix_web::test]
async fn what_no_document_says_is_in_no_sum_and_nonsense_is_refused() {
    let stage = Stage::set().await;
    let building = what_if(|wanted| wanted["plan"]["components"] = json!([{ "scheme": "clinic_facility", "beds": 0 }]));
    let result = stage.officer.post("/what-ifs", building).await.expect(200).json();
    assert_eq!((&result["undetermined"], &result["before"]["national_yen"]), (&json!(["clinic_facility"]), &json!(0)));
    let closed = what_if(|wanted| wanted["plan"]["components"] = json!([{ "scheme": "doctors_allowance" }]));
    stage.officer.post("/what-ifs", closed).await.refused(409, "scheme_closed");
    let ancient = what_if(|wanted| wanted["on"] = json!("1900-01-01"));
    stage.officer.post("/what-ifs", ancient).await.invalid("/on", "out_of_range");
    let too_much = what_if(|wanted| {
        let most = json!({ "numerator": 2, "denominator": 3 });
        wanted["rates"] = json!([{ "scheme": "clinic_equipment", "national": most, "prefecture": most }]);
    });
    stage.officer.post("/what-ifs", too_much).await.invalid("/rates/0/prefecture", "rates_exceed_one");
    stage.member.post("/what-ifs", what_if(|_| {})).await.refused(403, "not_allowed");
}

#[actix_web::test]
async fn rates_of_nothing_leave_everything_to_the_operator() {
    let stage = Stage::set().await;
    let none = what_if(|wanted| {
        let nothing = json!({ "numerator": 0, "denominator": 1 });
        wanted["rates"] = json!(["clinic_equipment", "clinic_settlement"].map(|scheme| json!({
            "scheme": scheme, "national": nothing, "prefecture": nothing,
        })));
    });
    let result = stage.officer.post("/what-ifs", none).await.expect(200).json();
    assert_eq!(result["undetermined"], json!([]));
    let all = json!({ "national_yen": 0, "prefecture_yen": 0, "operator_yen": 16_500_000 + 13_300_000, "insurers_yen": 0 });
    assert_eq!(result["after"], all);
}

#[actix_web::test]
async fn an_application_whose_amount_is_open_is_counted_beside_the_sums() {
    let stage = Stage::set().await;
    let mut building = plan();
    building["components"].as_array_mut().unwrap().push(json!({ "scheme": "clinic_facility", "beds": 0, "cost_yen": 30_000_000 }));
    stage.selected(building).await;
    let result = stage.officer.post("/what-ifs", what_if(|_| {})).await.expect(200).json();
    assert_eq!((&result["applications_undetermined"], &result["undetermined"]), (&json!(1), &json!([])));
    assert_eq!(result["applications_before"], result["before"], "what is known of it is in the sums");
}
