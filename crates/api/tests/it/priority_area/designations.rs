//! What anybody reads of the areas: as of a day, and never a candidate for a designation.

use super::{SENNAN, designation, names, onagawa, source, with};
use crate::{places::file, support::TestApp};
use api::features::{planning, priority_area};
use serde_json::json;

#[actix_web::test]
async fn miyagis_three_areas_are_designated_from_29_may_2025_on() {
    let app = TestApp::start().await;
    let visitor = app.visitor();
    let before = visitor.get("/priority-areas?prefecture=04&as_of=2025-05-28").await.expect(200);
    assert_eq!(before.items(), json!([]));
    let first = visitor.get("/priority-areas?prefecture=04&as_of=2025-05-29").await.expect(200);
    assert_eq!(names(&first.items()), ["仙南", "大崎・栗原", "石巻・登米・気仙沼"]);
    let today = visitor.get("/priority-areas").await.expect(200);
    for area in today.items().as_array().unwrap() {
        let version = &area["version"];
        assert_eq!((version["status"].as_str(), version["period"]["from"].as_str()), (Some("designated"), Some("2025-05-29")));
        assert!(version["source"]["title"].as_str().is_some_and(|title| title.contains("資料2")));
        assert_eq!(version["regional_medical_council"]["agreed_on"], "2025-05-29");
        // The document does not say when the insurers' council agreed, and nothing is made up.
        assert!(version["insurers_council"].is_null() && version["note"].as_str().is_some_and(|note| note.contains("保険者協議会")));
    }
    assert_eq!(today.header("cache-control"), "public, max-age=0, s-maxage=60, must-revalidate");
    assert_eq!(visitor.get("/priority-areas?prefecture=03").await.expect(200).items(), json!([]));
    visitor.get("/priority-areas?prefecture=48").await.refused(400, "invalid_parameter");
    visitor.get("/priority-areas?as_of=2026-02-30").await.refused(400, "invalid_parameter");
}

#[actix_web::test]
async fn a_day_that_no_designation_can_be_of_is_a_wrong_parameter() {
    let app = TestApp::start().await;
    let area = format!("/priority-areas/{SENNAN}?");
    for path in ["/priority-areas?", &area, "/priority-area-look-up?municipality=04206&", "/physician-indices?level=prefecture&"] {
        for day in ["-99999-01-01", "9999-12-31", "2026-02-30"] {
            app.visitor().get(&format!("{path}as_of={day}")).await.refused(400, "invalid_parameter");
        }
    }
}

#[actix_web::test]
async fn loading_the_designations_again_leaves_alone_what_officers_did() {
    let app = TestApp::start().await;
    assert_eq!(planning::load_designations(&app.state).await.unwrap().changed, 0);
    let closing = json!({ "valid_until": "2027-03-31", "reason": "架空の見直し" });
    app.prefecture_officer().await.post_version(&format!("/priority-areas/{SENNAN}/close"), "\"1\"", closing).await.expect(200);
    assert_eq!(planning::load_designations(&app.state).await.unwrap().changed, 0);
    let after = app.visitor().get("/priority-areas?prefecture=04&as_of=2027-04-01").await.expect(200);
    assert_eq!(names(&after.items()), ["大崎・栗原", "石巻・登米・気仙沼"]);
}

#[actix_web::test]
async fn the_tag_of_an_areas_page_is_what_an_edit_is_based_on() {
    let app = TestApp::start().await;
    let (visitor, officer) = (app.visitor(), app.prefecture_officer().await);
    let path = format!("/priority-areas/{SENNAN}");
    let seen = visitor.get(&path).await.expect(200).etag();
    let earlier = visitor.get(&format!("{path}?as_of=2025-05-28")).await.expect(200).etag();
    assert_ne!(seen, earlier, "another day has another answer");
    let close = async |tag: &str, reason: &str| {
        let closing = json!({ "valid_until": "2027-03-31", "reason": reason });
        officer.post_version(&format!("{path}/close"), tag, closing).await
    };
    close(&seen, "架空の見直し").await.expect(200);
    close(&earlier, "架空の見直し 二").await.refused(412, "version_mismatch");
}

#[actix_web::test]
async fn a_page_of_an_area_names_its_municipalities_and_the_listed_institutions_in_it() {
    let app = TestApp::with_demo().await;
    let visitor = app.visitor();
    let detail = visitor.get(&format!("/priority-areas/{SENNAN}")).await.expect(200).json();
    assert_eq!(detail["municipality_codes"].as_array().map(Vec::len), Some(9));
    let listed = detail["institutions"].as_array().unwrap();
    assert!(!listed.is_empty() && listed.iter().all(|institution| institution["fictional"] == true), "{listed:?}");
    let before = visitor.get(&format!("/priority-areas/{SENNAN}?as_of=2025-05-28")).await.expect(200).json();
    assert!(before["area"].is_null(), "it was no area yet");
    assert_eq!((before["institutions"].as_array().map(Vec::len), before["versions"].as_array().map(Vec::len)), (Some(0), Some(1)));
    visitor.get("/priority-areas/019d468d-ee80-75d0-8edb-cf197b5413be").await.refused(404, "not_found");
}

#[actix_web::test]
async fn a_candidate_is_never_shown_as_designated() {
    let app = TestApp::start().await;
    let officer = app.prefecture_officer().await;
    let mut candidate = with(designation("2026-05-01"), "/status", json!("candidate"));
    candidate["regional_medical_council"] = json!(null);
    candidate["insurers_council"] = json!(null);
    let entered = json!({ "name": "女川（架空）", "name_en": "Onagawa (fictional)", "version": candidate });
    let area = officer.post("/priority-areas", entered).await.expect(201);
    let on = |day: &str| format!("/priority-area-look-up?municipality=04581&as_of={day}");
    let held = app.visitor().get(&on("2026-05-01")).await.expect(200).json();
    let statuses: Vec<_> = held["areas"].as_array().unwrap().iter().map(|held| held["area"]["version"]["status"].clone()).collect();
    assert_eq!(statuses, ["designated", "candidate"], "石巻・登米・気仙沼 holds 女川町, and the candidate says what it is");
    // Designated from a later day on, the earlier day still says candidate.
    let path = format!("/priority-areas/{}/versions", area.text("/id"));
    officer.post_version(&path, &area.etag(), designation("2026-06-01")).await.expect(200);
    for (day, status) in [("2026-05-31", "candidate"), ("2026-06-01", "designated")] {
        let held = app.visitor().get(&on(day)).await.expect(200).json();
        assert_eq!(held["areas"][1]["area"]["version"]["status"], status, "{day}");
    }
}

#[actix_web::test]
async fn what_a_computed_candidate_meets_makes_it_no_area() {
    let app = TestApp::start().await;
    let file =
        file("candidate_areas.csv", "area_code,area_name,index,crit1_lowest_in_pref,crit2_few_area_in_few_pref\n0403,仙台,139.3,1,0\n");
    priority_area::import_candidates(&app.state, &file, "2024-01").await.unwrap();
    let visitor = app.visitor();
    let computed = visitor.get("/computed-candidates?prefecture=04").await.expect(200).items();
    assert_eq!((computed[0]["area_code"].as_str(), computed[0]["index_tenths"].as_i64()), (Some("0403"), Some(1393)));
    assert!(computed[0]["status"].is_null(), "it has no status that could be taken for a designation");
    assert!(!names(&visitor.get("/priority-areas").await.items()).contains(&"仙台".to_owned()));
    assert_eq!(visitor.get("/priority-area-look-up?municipality=04101").await.expect(200).json()["areas"], json!([]));
}

#[actix_web::test]
async fn the_database_itself_refuses_versions_that_overlap_or_are_rewritten() {
    use sea_orm::ConnectionTrait;
    let app = TestApp::start().await;
    onagawa(&app.prefecture_officer().await).await;
    let run = async |sql: &str| app.state.db.execute_unprepared(sql).await;
    let overlapping = format!(
        "INSERT INTO priority_area_version (id, priority_area_id, status, shape, valid_from, source, note, created_at)
         SELECT gen_random_uuid(), priority_area_id, 'ended', shape, '2030-01-01', '{}', '', now()
         FROM priority_area_version WHERE priority_area_id = '{SENNAN}'",
        source()
    );
    let refused = run(&overlapping).await.unwrap_err();
    assert_eq!(api::platform::db::conflict::constraint(&refused), Some("priority_area_version_period_excl"));
    for rewriting in [
        "UPDATE priority_area_version SET status = 'ended'",
        "UPDATE priority_area_version SET valid_from = '2020-01-01'",
        "UPDATE priority_area_version SET note = 'changed', valid_until = '2030-01-01'",
        "DELETE FROM priority_area_version",
    ] {
        let refused = run(rewriting).await.unwrap_err().to_string();
        assert!(refused.contains("a version of a priority support area"), "{rewriting}: {refused}");
    }
    run("UPDATE priority_area_version SET valid_until = '2030-01-01'").await.unwrap();
    assert!(run("UPDATE priority_area_version SET valid_until = '2031-01-01'").await.is_err(), "what has ended never starts again");
    assert!(run("UPDATE priority_area_version SET valid_until = NULL").await.is_err());
    run("UPDATE priority_area_version SET valid_until = '2029-01-01'").await.unwrap();
}

#[actix_web::test]
async fn areas_are_found_by_their_places_and_readings() {
    let app = TestApp::start().await;
    let found = async |q: &str| names(&app.visitor().get(&format!("/priority-areas?prefecture=04&q={q}")).await.expect(200).items());
    for q in ["仙南", "せんなん", "白石市", "shiroishi", "しろいし"] {
        assert_eq!(found(q).await, ["仙南"], "{q}");
    }
    assert!(found("どこにもない").await.is_empty());
    app.visitor().get("/priority-areas?q=・").await.refused(400, "invalid_parameter");
}
