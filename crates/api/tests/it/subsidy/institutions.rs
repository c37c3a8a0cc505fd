//! What support would apply where an institution stands.

use super::plan;
use crate::{
    priority_area::designation,
    support::{
        TestApp,
        conversation::{asked, doctor, listed_institution, sql, unlist},
    },
};
use serde_json::{Value, json};
use uuid::Uuid;

/// Moves a listed institution to a municipality.
async fn stands_in(app: &TestApp, institution: Uuid, municipality: &str) {
    let update = "UPDATE listing SET municipality_code = $2, prefecture_code = left($2, 2),
                      profile = profile || jsonb_build_object('municipality_code', $2, 'prefecture_code', left($2, 2))
                  WHERE institution_id = $1";
    sql(app, update, vec![institution.into(), municipality.into()]).await;
}

fn schemes(support: &Value) -> Vec<&str> {
    support["rules"].as_array().unwrap().iter().map(|rule| rule["scheme"].as_str().unwrap()).collect()
}

#[actix_web::test]
async fn inside_an_area_the_schemes_apply_and_one_plan_is_worked_out() {
    let app = TestApp::start().await;
    let (visitor, institution) = (app.visitor(), listed_institution(&app).await.institution);
    // 白石市 lies in 仙南.
    stands_in(&app, institution, "04206").await;
    let path = format!("/institutions/{institution}/support");
    let support = visitor.get(&path).await.expect(200).json();
    assert_eq!((support["designation"].as_str(), support["as_of"].as_str()), (Some("inside"), Some("2026-04-01")));
    assert_eq!((support["areas"][0]["area"]["name"].as_str(), support["areas"].as_array().map(Vec::len)), (Some("仙南"), Some(1)));
    let expected =
        ["clinic_facility", "clinic_equipment", "clinic_settlement", "work_environment", "substitute_doctor", "doctors_allowance"];
    assert_eq!(schemes(&support), expected);
    let example = &support["example"]["statement"];
    assert_eq!(example["subsidy_yen"], 17_836_000);
    assert!(example["lines"][0]["conditions"].as_array().unwrap().contains(&json!({ "condition": "designated_area", "state": "met" })));
    // In the year before, fewer schemes ran; the day before the designation, none did there.
    let former = visitor.get(&format!("{path}?as_of=2025-05-29")).await.expect(200).json();
    assert_eq!(schemes(&former), ["clinic_facility", "clinic_equipment", "clinic_settlement"]);
    assert_eq!(
        (former["designation"].as_str(), former["example"]["statement"]["subsidy_yen"].as_i64()),
        (Some("inside"), Some(17_116_000))
    );
    let before = visitor.get(&format!("{path}?as_of=2025-05-28")).await.expect(200).json();
    assert_eq!((before["designation"].as_str(), schemes(&before).len()), (Some("outside"), 0));
}

#[actix_web::test]
async fn outside_nothing_applies_and_where_nothing_is_recorded_nothing_is_denied() {
    let app = TestApp::start().await;
    let (visitor, institution) = (app.visitor(), listed_institution(&app).await.institution);
    stands_in(&app, institution, "04101").await;
    let path = format!("/institutions/{institution}/support");
    let support = visitor.get(&path).await.expect(200).json();
    assert_eq!((support["designation"].as_str(), support["areas"].as_array().map(Vec::len)), (Some("outside"), Some(0)));
    assert_eq!((schemes(&support).len(), support["example"].clone()), (0, Value::Null));
    // No area of Iwate is recorded.
    stands_in(&app, institution, "03201").await;
    let support = visitor.get(&path).await.expect(200).json();
    assert_eq!((support["designation"].as_str(), support["areas"].as_array().map(Vec::len)), (Some("unknown"), Some(0)));
    let conditions = support["example"]["statement"]["lines"][0]["conditions"].as_array().unwrap().clone();
    assert!(conditions.contains(&json!({ "condition": "designated_area", "state": "to_confirm" })));
    // One that was entered by mistake and taken back denies nothing either.
    let officer = app.officer_of("03").await;
    let mut version = designation("2026-10-01");
    version["shape"]["codes"] = json!(["03202"]);
    let mistake = json!({ "name": "宮古（架空）", "name_en": "Miyako (fictional)", "version": version });
    let entered = officer.post("/priority-areas", mistake).await.expect(201);
    assert_eq!(visitor.get(&path).await.expect(200).json()["designation"], "outside");
    let withdrawal = json!({ "version_id": entered.text("/versions/0/id"), "reason": "別の県の区域でした。" });
    officer.post_version(&format!("/priority-areas/{}/withdraw", entered.text("/id")), &entered.etag(), withdrawal).await.expect(200);
    assert_eq!(visitor.get(&path).await.expect(200).json()["designation"], "unknown");
    for day in ["-99999-01-01", "9999-12-31", "2026-02-30"] {
        visitor.get(&format!("{path}?as_of={day}")).await.refused(400, "invalid_parameter");
    }
    unlist(&app, institution).await;
    visitor.get(&path).await.refused(404, "not_found");
    visitor.get(&format!("/institutions/{}/support", Uuid::new_v4())).await.refused(404, "not_found");
}

#[actix_web::test]
async fn a_quote_in_an_inquiry_knows_where_the_institution_stands() {
    let app = TestApp::start().await;
    let (doctor, listed) = (doctor(&app).await, listed_institution(&app).await);
    let inquiry = asked(&doctor, listed.institution).await;
    let path = format!("/inquiries/{inquiry}/quotes");
    stands_in(&app, listed.institution, "04101").await;
    let kept = listed.member.post(&path, json!({ "plan": plan() })).await.expect(201).json();
    assert_eq!(kept["statement"]["subsidy_yen"], 0);
    assert_eq!(kept["statement"]["lines"][0]["outcome"], json!({ "kind": "not_eligible", "conditions": ["designated_area"] }));
    // Once it stands in an area, what was kept stays and what is paid today is said beside it.
    stands_in(&app, listed.institution, "04206").await;
    let now = doctor.get(&path).await.expect(200).items()[0].clone();
    assert_eq!((now["statement"]["subsidy_yen"].as_i64(), now["today"]["subsidy_yen"].as_i64()), (Some(0), Some(17_836_000)));
    assert_eq!(now["difference"]["lines"][0]["change"], "now_determined");
}
