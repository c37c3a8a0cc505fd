//! Municipalities, medical areas and postal codes: what ships with the program, and what is imported.

use crate::support::{TestApp, official_files};
use api::features::places;
use domain::geo::LatLng;
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

#[actix_web::test]
async fn miyagi_is_complete_without_any_data_folder() {
    let app = TestApp::start().await;
    let visitor = app.visitor();
    let areas = visitor.get("/secondary-medical-areas?prefecture=04").await.expect(200).items();
    let names: Vec<_> = areas.as_array().unwrap().iter().filter_map(|area| area["name"].as_str()).collect();
    assert_eq!(names, ["仙南", "仙台", "大崎・栗原", "石巻・登米・気仙沼"]);
    let municipalities = visitor.get("/municipalities?prefecture=04").await.expect(200).items();
    let municipalities = municipalities.as_array().unwrap();
    assert_eq!(municipalities.len(), 39);
    assert!(municipalities.iter().all(|municipality| municipality["area_code"].is_string()));
    assert_eq!(visitor.get("/municipalities").await.items().as_array().map(Vec::len), Some(1892));
    visitor.get("/municipalities?prefecture=99").await.refused(400, "invalid_parameter");
}

#[actix_web::test]
async fn loading_again_changes_nothing() {
    let app = TestApp::start().await;
    let report = places::load(&app.state.db).await.unwrap();
    assert_eq!((report.changed, report.refused.len()), (0, 0), "{report}");
}

#[actix_web::test]
async fn a_file_with_broken_rows_names_each_line_and_changes_nothing() {
    let app = TestApp::start().await;
    let head = "\u{feff}muni_code,muni_name,area_code,area_name\n";
    let good = "01101,札幌市中央区,0104,札幌\n22131,浜松市中区,2208,西部\n";
    let bad = "99999,どこにもない市,0104,札幌\n01102,札幌市北区,0403,仙台\n01103,札幌市東区,x,札幌\n01104,札幌市白石区,0104\n";
    let broken = file("areas.csv", format!("{head}{good}{bad}"));
    let error = places::import_areas(&app.state, &broken, "A38").await.unwrap_err().to_string();
    for line in ["line 4: there is no municipality", "line 5: ", "line 6: `x`", "line 7: 3 columns"] {
        assert!(error.contains(line), "{line}: {error}");
    }
    let chuo = async || {
        let hamamatsu = app.visitor().get("/municipalities?prefecture=22").await.items();
        let chuo = hamamatsu.as_array().unwrap().iter().find(|municipality| municipality["code"] == "22138").cloned();
        chuo.unwrap()["area_code"].clone()
    };
    assert!(chuo().await.is_null(), "what was refused left nothing behind");
    assert_eq!(app.visitor().get("/data-editions").await.expect(200).items(), json!([]));
    let whole = file("areas.csv", format!("{head}{good}"));
    let report = places::import_areas(&app.state, &whole, "A38").await.unwrap();
    assert_eq!((report.taken, report.refused.len()), (2, 0), "{report}");
    let again = places::import_areas(&app.state, &whole, "A38").await.unwrap();
    assert_eq!((again.taken, again.changed), (2, 0));
    assert_eq!(chuo().await, "2208", "the present ward has its predecessor's area");
}

#[actix_web::test]
async fn a_file_without_its_columns_is_refused_as_a_whole() {
    let app = TestApp::start().await;
    let report = places::import_areas(&app.state, &file("other.csv", "code,name\n1,x\n"), "A38").await;
    assert!(report.unwrap_err().to_string().contains("muni_code"));
    assert!(places::import_areas(&app.state, Path::new("/nonexistent.csv"), "A38").await.is_err());
}

#[actix_web::test]
#[ignore = "needs the official files (GM_DATA_DIR)"]
async fn the_real_areas_are_imported_whole() {
    let folder = official_files();
    let app = TestApp::start().await;
    let path = folder.join("municipality_to_330areas.csv");
    let report = places::import_areas(&app.state, &path, "A38").await.unwrap();
    assert_eq!((report.taken, report.refused.len()), (1896, 0), "{report}");
    assert_eq!(places::import_areas(&app.state, &path, "A38").await.unwrap().changed, 0);
    assert_eq!(app.visitor().get("/secondary-medical-areas").await.items().as_array().map(Vec::len), Some(330));
    let miyagi = app.visitor().get("/secondary-medical-areas?prefecture=04").await.items();
    assert_eq!(miyagi[0]["name_en"], "Sennan", "names in Latin letters are kept");
}

/// A file of its own for a test.
pub fn file(name: &str, text: impl AsRef<[u8]>) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("gm-import-{}", uuid::Uuid::new_v4().simple()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    path
}

#[actix_web::test]
async fn a_postal_code_is_a_place_however_it_is_typed() {
    let app = TestApp::start().await;
    let visitor = app.visitor();
    let place = visitor.get("/postal-codes/9891501").await.expect(200);
    assert_eq!(place.headers["cache-control"], "public, max-age=3600");
    let place = place.json();
    assert_eq!((place["postal_code"].as_str(), place["municipality_code"].as_str()), (Some("989-1501"), Some("04324")));
    assert_eq!((place["prefecture_code"].as_str(), place["town"].as_str()), (Some("04"), Some("前川")));
    assert_eq!((place["municipality_name"].as_str(), place["municipality_name_en"].as_str()), (Some("川崎町"), Some("Kawasaki-machi")));
    assert_eq!((place["latitude"].clone(), place["precision"].as_str()), (Value::Null, Some("unknown")), "no outlines are loaded");
    for typed in ["989-1501", "%EF%BC%99%EF%BC%98%EF%BC%99%E2%88%92%EF%BC%91%EF%BC%95%EF%BC%90%EF%BC%91", "%E3%80%92989-1501"] {
        assert_eq!(visitor.get(&format!("/postal-codes/{typed}")).await.expect(200).json(), place, "{typed}");
    }
    visitor.get("/postal-codes/0000000").await.refused(404, "postal_code_not_found");
    for wrong in ["989150", "98915011", "abcdefg", "989-150x"] {
        visitor.get(&format!("/postal-codes/{wrong}")).await.refused(400, "invalid_parameter");
    }
}

#[actix_web::test]
async fn a_postal_code_stands_where_its_hospitals_do_or_in_the_middle_of_its_municipality() {
    let app = TestApp::start().await;
    let sql = "INSERT INTO region_outline (level, code, edition, grid, geometry, west, south, east, north)
            VALUES ('municipality', '04324', 'x', 0, '{\"type\": \"MultiPolygon\"}', 140.0, 38.0, 140.8, 38.4);
        INSERT INTO registry_institution (list, code, edition, name, name_kana, kind, prefecture_code, postal_code, address, latitude, longitude)
            VALUES ('hospitals', 'h1', 'x', 'a', '', 'hospital', '04', NULL, 'a', 38.1, 140.5), ('hospitals', 'h2', 'x', 'b', '', 'hospital', '04', NULL, 'b', 38.3, 140.7),
                ('hospitals', 'h3', 'x', 'c', '', 'hospital', '04', NULL, 'c', NULL, NULL),
                ('insured_institutions', '04-1', 'x', 'a', '', 'hospital', '04', '989-1501', 'a', NULL, NULL),
                ('insured_institutions', '04-2', 'x', 'b', '', 'hospital', '04', '989-1501', 'b', NULL, NULL),
                ('insured_institutions', '04-3', 'x', 'c', '', 'hospital', '04', '989-1502', 'c', NULL, NULL);
        INSERT INTO registry_match VALUES ('04-1', 'h1'), ('04-2', 'h2'), ('04-3', 'h3')";
    app.state.db.execute_unprepared(sql).await.unwrap();
    let near = |value: &Value, expected: f64| (value.as_f64().unwrap() - expected).abs() < 1e-9;
    let place = app.visitor().get("/postal-codes/989-1501").await.expect(200).json();
    assert!(near(&place["latitude"], 38.2) && near(&place["longitude"], 140.6) && place["precision"] == "hospitals", "{place}");
    let place = app.visitor().get("/postal-codes/989-1502").await.expect(200).json();
    assert!(near(&place["latitude"], 38.2) && near(&place["longitude"], 140.4) && place["precision"] == "municipality", "{place}");
    // Where hospitals are known in the municipality, people live around them; and nearer still are those of the town.
    let sql = "INSERT INTO registry_institution (code, edition, name, name_kana, kind, prefecture_code, municipality_code, address, latitude, longitude)
            VALUES ('h4', 'x', 'd', '', 'hospital', '04', '04324', '宮城県柴田郡川崎町大字前川1', 38.15, 140.61),
                ('h5', 'x', 'e', '', 'hospital', '04', '04324', '宮城県柴田郡川崎町他', 38.16, 140.62),
                ('h6', 'x', 'f', '', 'hospital', '04', '04324', '宮城県柴田郡川崎町他', 38.17, 140.63)";
    app.state.db.execute_unprepared(sql).await.unwrap();
    let place = app.visitor().get("/postal-codes/989-1502").await.expect(200).json();
    assert!(near(&place["latitude"], 38.16) && near(&place["longitude"], 140.62) && place["precision"] == "municipality", "{place}");
    let town = place["town"].as_str().unwrap();
    let here = format!("UPDATE registry_institution SET address = '宮城県柴田郡川崎町{town}1' WHERE code = 'h6'");
    app.state.db.execute_unprepared(&here).await.unwrap();
    let place = app.visitor().get("/postal-codes/989-1502").await.expect(200).json();
    assert!(near(&place["latitude"], 38.17) && near(&place["longitude"], 140.63) && place["precision"] == "town", "{place}");
}

#[actix_web::test]
async fn hospitals_with_nearby_postal_codes_come_before_the_middle_of_the_municipality() {
    let app = TestApp::start().await;
    let sql = "INSERT INTO registry_institution (list, code, edition, name, name_kana, kind, prefecture_code, municipality_code, postal_code, address, latitude, longitude)
            VALUES ('hospitals', 'h1', 'x', 'a', '', 'hospital', '04', '04324', NULL, 'a', 38.1, 140.5),
                ('hospitals', 'h2', 'x', 'b', '', 'hospital', '04', '04324', NULL, 'b', 38.3, 140.7),
                ('hospitals', 'h3', 'x', 'c', '', 'hospital', '04', '04101', NULL, 'c', 38.9, 140.9),
                ('insured_institutions', '04-1', 'x', 'a', '', 'hospital', '04', '04324', '989-1503', 'a', NULL, NULL),
                ('insured_institutions', '04-3', 'x', 'c', '', 'hospital', '04', '04101', '989-1504', 'c', NULL, NULL);
        INSERT INTO registry_match VALUES ('04-1', 'h1'), ('04-3', 'h3')";
    app.state.db.execute_unprepared(sql).await.unwrap();
    let place = app.visitor().get("/postal-codes/989-1501").await.expect(200).json();
    assert_eq!((&place["latitude"], &place["longitude"], &place["precision"]), (&json!(38.1), &json!(140.5), &json!("neighbours")));
}

/// With the whole country's official lists, where `GM_DATA_DIR` names their folder.
#[actix_web::test]
async fn real_postal_codes_are_where_their_towns_are() {
    let Some(folder) = std::env::var_os("GM_DATA_DIR").map(PathBuf::from) else { return };
    let app = TestApp::start().await;
    crate::registry::hospitals(&app, &folder.join("01-1_hospital_facility_info_20250601.zip")).await.unwrap();
    crate::registry::insured(&app, &folder.join("202508_all_med_inst_cd.zip")).await.unwrap();
    let place = async |code: &str| {
        let place = app.visitor().get(&format!("/postal-codes/{code}")).await.expect(200).json();
        let at = LatLng::new(place["latitude"].as_f64().unwrap(), place["longitude"].as_f64().unwrap()).unwrap();
        (at, place["precision"].clone())
    };
    let at = |latitude, longitude| LatLng::new(latitude, longitude).unwrap();
    // 仙台市青葉区一番町, and the town around the city hall of 石巻.
    let (ichibancho, ishinomaki) = (at(38.2605, 140.8705), at(38.4345, 141.3029));
    for (code, town) in [("980-0811", ichibancho), ("986-0825", ishinomaki), ("986-8501", ishinomaki)] {
        let (found, precision) = place(code).await;
        assert!(found.distance_m(town) < 1500.0 && precision != "unknown", "{code}: {found:?} {precision}");
    }
    // 東北公済病院, 東北大学病院, 仙台赤十字病院: in this order from 一番町, and from where its postal code is said to be.
    let hospitals = [at(38.2626, 140.8681), at(38.2720, 140.8613), at(38.2337, 140.8686)];
    let (found, _) = place("980-0811").await;
    for from in [ichibancho, found] {
        let distances = hospitals.map(|hospital| from.distance_m(hospital));
        assert!(distances.is_sorted(), "{from:?}: {distances:?}");
    }
}
