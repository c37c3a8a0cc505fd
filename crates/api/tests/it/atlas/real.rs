//! The real files, where `GM_DATA_DIR` names them.

use crate::support::{TestApp, official_files};
use api::{entity::registry_institution, features::atlas, reference};
use domain::geo::LatLng;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

#[actix_web::test]
#[ignore = "needs the official files (GM_DATA_DIR)"]
async fn the_real_folder_is_imported_whole_and_quickly_found_unchanged() {
    let folder = official_files();
    let app = TestApp::start().await;
    let lines = reference::import_all(&app.state, &folder).await.unwrap();
    let text = lines.join("\n");
    assert_eq!(lines.len(), 10, "{text}");
    assert!(text.contains("prefectures.topojson: 47 rows taken, 47 rows new"), "{text}");
    assert!(text.contains("iryoken2_330.topojson: 330 rows taken, 330 rows new"), "{text}");
    // 1,897 shapes without three that have no code, the six villages of the Northern Territories, and 太地町, which is a line there.
    assert!(text.contains("/municipalities.topojson: 1887 rows taken"), "{text}");
    assert!(text.contains("no outline for 9: 利島村 (13362)") && text.contains("太地町 (30422)"), "{text}");
    assert!(text.contains("miyagi_municipalities.topojson: 39 rows taken, 39 rows new"), "{text}");
    assert!(text.contains("prefecture_index_2024.csv: 47 rows taken") && text.contains("330areas.csv: 330 rows taken"), "{text}");
    assert!(text.contains("candidate_areas.csv: 89 rows taken, 89 rows new"), "{text}");
    let again = reference::import_all(&app.state, &folder).await.unwrap();
    assert!(again.iter().all(|line| line.ends_with("unchanged since it was imported")), "{again:?}");

    let visitor = app.visitor();
    let areas = visitor.get("/physician-indices?level=secondary_medical_area").await.expect(200).json();
    let items = areas["items"].as_array().unwrap();
    let sum = |field: &str| items.iter().filter_map(|item| item[field].as_f64()).sum::<f64>();
    assert_eq!(sum("standard_doctors"), 323_701.0);
    assert!((sum("population_100k") - 1266.5).abs() < 0.1, "{}", sum("population_100k"));
    let miyagi = visitor.get("/outlines?level=secondary_medical_area&prefecture=04").await.expect(200).json();
    assert_eq!(miyagi["features"][0]["properties"]["name"], "仙南");
    assert_eq!(miyagi["features"].as_array().map(Vec::len), Some(4));
    let country = visitor.get("/outlines?level=prefecture").await.expect(200);
    assert!(country.json().to_string().len() < 130_000, "the map of the country stays small");
    assert_eq!(visitor.get("/data-editions").await.items().as_array().map(Vec::len), Some(10));

    hospitals_lie_where_their_list_says(&app).await;
}

/// The outlines are simplified, so a hospital at a border or on the coast may fall beside them; few do.
async fn hospitals_lie_where_their_list_says(app: &TestApp) {
    use registry_institution::Column;
    let rows = registry_institution::Entity::find().filter(Column::PrefectureCode.eq("04")).filter(Column::Latitude.is_not_null());
    let (mut same, mut other, mut nowhere) = (0, 0, 0);
    for row in rows.all(&app.state.db).await.unwrap() {
        let point = LatLng::new(row.latitude.unwrap(), row.longitude.unwrap()).unwrap();
        match atlas::query::municipality_at(&app.state.db, point).await.unwrap() {
            None => nowhere += 1,
            found if found == row.municipality_code => same += 1,
            Some(_) => other += 1,
        }
    }
    assert!(120 < same && other + nowhere <= 4, "{same} where they should be, {other} elsewhere, {nowhere} nowhere");
}
