//! The staff's lists.

use crate::support::{TestApp, complete_content, member_step, saved_draft, staff_step};
use chrono::TimeDelta;
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};

#[actix_web::test]
async fn whoever_has_waited_longest_comes_first_page_by_page() {
    let app = TestApp::start().await;
    let (member, secretariat) = (app.member().await, app.secretariat().await);
    let mut ids = Vec::new();
    for name in ["架空一病院", "架空二病院", "架空三病院", "架空四病院", "架空五病院"] {
        let mut content = complete_content();
        content["public"]["name"] = json!(name);
        let id = saved_draft(&app, &member, &content).await;
        member_step(&member, &id, "submit").await.expect(200);
        ids.push(id);
        app.clock.advance(TimeDelta::hours(1));
    }
    staff_step(&secretariat, &ids[0], "start-review", json!({})).await.expect(200);
    let names = |page: &Value| page["items"].as_array().expect("items").iter().map(|item| item["name"].clone()).collect::<Vec<_>>();
    let first = secretariat.get("/registrations?status=submitted&limit=3").await.expect(200);
    assert_eq!(names(&first.json()), ["架空二病院", "架空三病院", "架空四病院"]);
    let next = first.header("link").trim_start_matches("</api/v1").split('>').next().expect("an address").to_owned();
    let second = secretariat.get(&next).await.expect(200);
    assert_eq!((names(&second.json()), second.header("link")), (vec![json!("架空五病院")], ""));
    let all = secretariat.get("/registrations").await.expect(200);
    assert_eq!(names(&all.json()).last(), Some(&json!("架空一病院")), "it has stood in its state for the shortest time");
}

#[actix_web::test]
async fn a_registration_is_found_by_its_name_or_number() {
    let app = TestApp::start().await;
    let (member, secretariat) = (app.member().await, app.secretariat().await);
    let id = saved_draft(&app, &member, &complete_content()).await;
    let number = member_step(&member, &id, "submit").await.expect(200).text("/reference_number");
    let count = async |q: &str| {
        let encoded: String = q.bytes().map(|byte| format!("%{byte:02X}")).collect();
        secretariat.get(&format!("/registrations?q={encoded}")).await.expect(200).json()["items"].as_array().map(Vec::len)
    };
    for found in ["架空中央", "かくう　びょういん", number.as_str(), &number.to_lowercase(), "ｶｸｳ 架空", " "] {
        assert_eq!(count(found).await, Some(1), "{found}");
    }
    for missing in ["大河原", "架空 大河原", "100%", "_____________________"] {
        assert_eq!(count(missing).await, Some(0), "{missing}");
    }
    for refused in ["%E3%83%BB", "a%00"] {
        secretariat.get(&format!("/registrations?q={refused}")).await.refused(400, "invalid_parameter");
    }
    secretariat.get("/registrations?status=lost").await.refused(400, "invalid_parameter");
    secretariat.get("/registrations?cursor=xyz").await.refused(400, "invalid_cursor");
}

#[actix_web::test]
async fn a_registration_is_found_by_everything_that_staff_are_told_on_the_telephone() {
    let app = TestApp::start().await;
    let (member, secretariat) = (app.member().await, app.secretariat().await);
    let id = saved_draft(&app, &member, &complete_content()).await;
    let submitted = member_step(&member, &id, "submit").await.expect(200);
    let (organization, institution) = (submitted.text("/organization_name"), submitted.text("/institution_id"));
    let sql = "INSERT INTO registry_institution (code, edition, name, name_kana, kind, prefecture_code, address)
                   VALUES ('0410110000012', '2025-06-01', '架空中央病院', '', 'hospital', '04', ''), ('01-0410017', '2025-06-01', '架空中央病院', '', 'clinic', '04', '');
               INSERT INTO registry_match (insured_code, hospital_code) VALUES ('01-0410017', '0410110000012');";
    app.state.db.execute_unprepared(sql).await.unwrap();
    app.state
        .db
        .execute_unprepared(&format!("UPDATE institution SET registry_code = '0410110000012' WHERE id = '{institution}'"))
        .await
        .unwrap();
    let count = async |q: &str| {
        let encoded: String = q.bytes().map(|byte| format!("%{byte:02X}")).collect();
        secretariat.get(&format!("/registrations?q={encoded}")).await.expect(200).json()["items"].as_array().map(Vec::len)
    };
    for found in [
        "kakuu",
        "kaku chuo",
        "tyuuou",
        "Central Hospital",
        organization.as_str(),
        "ikyoku@kaku-central.example.jp",
        "KAKU-CENTRAL",
        "980-0014",
        "〒９８０００１４",
        "(022)000-0001",
        "+81 22 000 0000",
        "0410110000012",
        "01-0410017",
        "0410017",
        "仙台市青葉区",
        "せんだい",
        "aobaku",
        "架空花子",
    ] {
        assert_eq!(count(found).await, Some(1), "{found}");
    }
    for missing in ["大阪", "osaka", "980-0015", "0410110000013", "022-000-0002"] {
        assert_eq!(count(missing).await, Some(0), "{missing}");
    }
}

#[actix_web::test]
async fn the_queues_are_counted_with_their_age() {
    let app = TestApp::start().await;
    let (member, committee) = (app.member().await, app.committee_member().await);
    let id = saved_draft(&app, &member, &complete_content()).await;
    saved_draft(&app, &member, &complete_content()).await;
    let since = member_step(&member, &id, "submit").await.expect(200).text("/status_since");
    let counts = committee.get("/registration-counts").await.expect(200).items();
    let states: Vec<_> = counts.as_array().expect("counts").iter().map(|count| count["status"].as_str().unwrap_or_default()).collect();
    assert_eq!(states, ["submitted", "secretariat_review", "returned", "committee_check", "published", "expired", "withdrawn", "revoked"]);
    assert_eq!(counts[0], json!({ "status": "submitted", "count": 1, "oldest_since": since }));
    assert_eq!(counts[1], json!({ "status": "secretariat_review", "count": 0, "oldest_since": null }));
}
