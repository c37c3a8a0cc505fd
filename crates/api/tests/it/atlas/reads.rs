use super::municipalities;
use crate::{places::file, support::TestApp};
use api::features::atlas;
use domain::{atlas::RegionLevel, geo::LatLng};
use sea_orm::ConnectionTrait;

async fn with_outlines() -> TestApp {
    let app = TestApp::start().await;
    let path = file("municipalities.topojson", municipalities());
    atlas::import_outlines(&app.state, &path, RegionLevel::Municipality, "N03-2021").await.unwrap();
    app
}

#[actix_web::test]
async fn outlines_are_geojson_with_the_names_of_the_regions() {
    let app = with_outlines().await;
    let visitor = app.visitor();
    let miyagi = visitor.get("/outlines?level=municipality&prefecture=04").await.expect(200).json();
    assert_eq!(miyagi["type"], "FeatureCollection");
    assert!(miyagi["credit"].as_str().unwrap().contains("国土数値情報"));
    let features = miyagi["features"].as_array().unwrap();
    assert_eq!(features.len(), 2);
    let shiroishi = &features[0];
    assert_eq!((shiroishi["id"].as_str(), shiroishi["properties"]["name"].as_str()), (Some("04206"), Some("白石市")));
    assert_eq!(shiroishi["properties"]["name_kana"], "シロイシシ");
    assert_eq!(shiroishi["properties"]["area_code"], "0401");
    assert_eq!(shiroishi["bbox"], serde_json::json!([140.0, 38.0, 141.0, 39.0]));
    assert_eq!(shiroishi["geometry"]["coordinates"][0][0][1], serde_json::json!([141.0, 38.0]));
    // 白石市 lies in 仙南, 名取市 in 仙台.
    let sennan = visitor.get("/outlines?level=municipality&within=0401").await.expect(200).json();
    assert_eq!(sennan["features"].as_array().map(Vec::len), Some(1));
    // Wards that became one are one.
    let hamamatsu = visitor.get("/outlines?level=municipality&prefecture=22").await.expect(200).json();
    assert_eq!(hamamatsu["features"][0]["id"], "22138");
    assert_eq!(hamamatsu["features"][0]["geometry"]["coordinates"].as_array().map(Vec::len), Some(2));
    // What is not loaded is empty, not an error.
    assert_eq!(visitor.get("/outlines?level=secondary_medical_area").await.expect(200).json()["features"], serde_json::json!([]));
}

#[actix_web::test]
async fn prefectures_are_drawn_from_what_ships_until_official_outlines_are_imported() {
    let app = TestApp::start().await;
    let visitor = app.visitor();
    let shipped = visitor.get("/outlines?level=prefecture").await.expect(200).json();
    let codes: Vec<&str> = shipped["features"].as_array().unwrap().iter().filter_map(|one| one["id"].as_str()).collect();
    assert_eq!((codes.len(), codes.first(), codes.last()), (47, Some(&"01"), Some(&"47")));
    assert!(shipped["credit"].as_str().unwrap().contains("CC BY 4.0"), "{}", shipped["credit"]);
    assert_eq!(shipped["features"][3]["properties"]["name_en"], "Miyagi");
    let miyagi = visitor.get("/outlines?level=prefecture&prefecture=04").await.expect(200).json();
    assert_eq!(miyagi["features"].as_array().map(Vec::len), Some(1));

    app.state
        .db
        .execute_unprepared(
            "INSERT INTO region_outline (level, code, edition, grid, west, south, east, north, geometry)
             VALUES ('prefecture', '04', 'N03-2021', 0, 140, 37, 142, 39, '{\"type\":\"MultiPolygon\",\"coordinates\":[[[[140,37],[142,37],[142,39],[140,37]]]]}')",
        )
        .await
        .unwrap();
    let official = visitor.get("/outlines?level=prefecture").await.expect(200).json();
    assert_eq!(official["features"].as_array().map(Vec::len), Some(1));
    assert!(official["credit"].as_str().unwrap().contains("国土数値情報"));
}

#[actix_web::test]
async fn large_answers_are_packed_for_those_who_take_it_and_kept_by_their_tag() {
    let app = TestApp::start().await;
    let rows: String = (1..=47).map(|code| format!("{code:02},200\n")).collect();
    let path = file("index.csv", format!("pref_code,index\n{rows}"));
    atlas::import_indices(&app.state, &path, &"2024-01".parse().unwrap()).await.unwrap();
    let address = format!("{}/api/v1/physician-indices?level=prefecture", app.base);
    let ask = |encoding: &'static str| reqwest::Client::new().get(&address).header("accept-encoding", encoding).send();
    let packed = ask("br, gzip").await.unwrap();
    assert_eq!(packed.headers()["content-encoding"], "br");
    assert_eq!(packed.headers()["vary"], "Accept-Encoding");
    let tag = packed.headers()["etag"].clone();
    assert!(ask("gzip;q=0").await.unwrap().headers().get("content-encoding").is_none());
    let kept = reqwest::Client::new().get(&address).header("accept-encoding", "br").header("if-none-match", tag).send().await.unwrap();
    assert_eq!(kept.status(), 304);
}

#[actix_web::test]
async fn questions_that_cannot_be_answered_are_refused() {
    let app = TestApp::start().await;
    let visitor = app.visitor();
    for address in [
        "/outlines",
        "/outlines?level=village",
        "/outlines?level=municipality",
        "/outlines?level=prefecture&prefecture=48",
        "/outlines?level=prefecture&within=0401",
        "/physician-indices?level=municipality",
        "/physician-indices?level=prefecture&prefecture=x",
        "/physician-indices?level=prefecture&as_of=yesterday",
    ] {
        visitor.get(address).await.refused(400, "invalid_parameter");
    }
}

#[actix_web::test]
async fn a_point_lies_in_one_municipality_or_in_none() {
    let app = with_outlines().await;
    let at =
        async |latitude, longitude| atlas::query::municipality_at(&app.state.db, LatLng::new(latitude, longitude).unwrap()).await.unwrap();
    assert_eq!(at(38.5, 140.5).await.as_deref(), Some("04206"));
    assert_eq!(at(38.5, 141.5).await.as_deref(), Some("04207"));
    assert_eq!(at(38.5, 142.5).await.as_deref(), Some("22138"));
    assert_eq!(at(38.5, 139.5).await, None);
    assert_eq!(at(0.0, 0.0).await, None);
}

#[actix_web::test]
async fn the_index_of_a_day_is_the_edition_in_force_with_its_source_and_caveat() {
    let app = TestApp::start().await;
    let import = async |edition: &str, value: &str| {
        let path = file("index.csv", format!("pref_code,index\n04,{value}\n13,300\n"));
        atlas::import_indices(&app.state, &path, &edition.parse().unwrap()).await.unwrap()
    };
    import("2024-01", "250.1").await;
    import("2027-01-15", "260").await;
    let visitor = app.visitor();
    // The tests' day is 1 April 2026.
    let today = visitor.get("/physician-indices?level=prefecture&prefecture=04").await.expect(200).json();
    assert_eq!((today["edition"].as_str(), today["edition_on"].as_str()), (Some("2024-01"), Some("2024-01-01")));
    assert_eq!(today["items"].as_array().map(Vec::len), Some(1));
    assert_eq!((today["items"][0]["value"].as_f64(), today["items"][0]["name"].as_str()), (Some(250.1), Some("宮城県")));
    assert!(today["caveat"].as_str().unwrap().contains("相対的") && today["source"].as_str().unwrap().contains("厚生労働省"));
    let later = visitor.get("/physician-indices?level=prefecture&as_of=2027-01-15").await.expect(200).json();
    assert_eq!((later["edition"].as_str(), later["items"].as_array().map(Vec::len)), (Some("2027-01-15"), Some(2)));
    let before = visitor.get("/physician-indices?level=prefecture&as_of=2023-12-31").await.expect(200).json();
    assert!(before["edition"].is_null() && before["items"] == serde_json::json!([]));
    let editions = visitor.get("/data-editions").await.expect(200).items();
    assert_eq!(editions.as_array().map(Vec::len), Some(2));
    assert_eq!(editions[0]["dataset"], "prefecture_index");
    assert!(editions[0]["credit"].as_str().unwrap().contains("二次資料から転記"));
}
