use super::{municipalities, topology};
use crate::{places::file, support::TestApp};
use api::{
    entity::{audit_entry, data_edition},
    features::atlas,
    reference,
};
use domain::atlas::RegionLevel;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

const INDEX: &str = "area_code,area_name,index,std_doctors,pop_100k,rank,class\n";

async fn trail(app: &TestApp) -> u64 {
    let found = audit_entry::Entity::find().filter(audit_entry::Column::SubjectType.eq("data_edition"));
    found.count(&app.state.db).await.unwrap()
}

#[actix_web::test]
async fn outlines_are_taken_or_refused_by_their_number_and_a_second_run_changes_nothing() {
    let app = TestApp::start().await;
    let path = file("municipalities.topojson", municipalities());
    let report = atlas::import_outlines(&app.state, &path, RegionLevel::Municipality, "N03-2021").await.unwrap();
    assert_eq!((report.taken, report.changed), (4, 3), "{report}");
    assert_eq!(report.refused.iter().map(|(n, _)| *n).collect::<Vec<_>>(), [5, 6], "{report}");
    assert!(report.refused[0].1.to_string().contains("所属未定地") && report.refused[1].1.to_string().contains("01695"), "{report}");
    assert!(report.to_string().contains("shape 5"), "{report}");
    // Who has no outline is said, for the prefectures of the file only.
    assert!(report.notes[0].to_string().contains("浜松市浜名区 (22139)") && !report.notes[0].to_string().contains("札幌"), "{report}");
    let editions = data_edition::Entity::find().all(&app.state.db).await.unwrap();
    assert_eq!((editions[0].rows_taken, editions[0].rows_refused, editions[0].edition.as_str()), (4, 2, "N03-2021"));
    assert_eq!(trail(&app).await, 1);

    let again = atlas::import_outlines(&app.state, &path, RegionLevel::Municipality, "N03-2021").await.unwrap();
    assert_eq!((again.taken, again.changed), (4, 0));
    assert!(again.to_string().contains("nothing was new"), "{again}");
    assert_eq!(trail(&app).await, 1, "what changes nothing leaves no trace");
}

#[actix_web::test]
async fn the_finer_outline_of_an_edition_stays() {
    let app = TestApp::start().await;
    let coarse = file("coarse.topojson", municipalities());
    let fine = file("fine.topojson", municipalities().replace("[0.1,0.1]", "[0.05,0.05]"));
    let import = async |path| atlas::import_outlines(&app.state, path, RegionLevel::Municipality, "N03-2021").await.unwrap();
    assert_eq!(import(&fine).await.changed, 3);
    assert_eq!(import(&coarse).await.changed, 0);
    let other = atlas::import_outlines(&app.state, &coarse, RegionLevel::Municipality, "N03-2026").await.unwrap();
    assert_eq!(other.changed, 3, "another edition replaces it");
}

#[actix_web::test]
async fn a_file_that_is_broken_as_a_whole_changes_nothing() {
    let app = TestApp::start().await;
    let whole = municipalities();
    let wrong = [
        ("cut.topojson", whole[..whole.find("東区").unwrap()].to_owned(), "no TopoJSON"),
        ("table.topojson", "code,name\n1,x\n".to_owned(), "no TopoJSON"),
        (
            "level.topojson",
            topology(&[r#"{"type":"Polygon","arcs":[[0]],"properties":{"N03_001":"宮城県"}}"#.to_owned()]),
            "level prefecture",
        ),
        ("nothing.topojson", topology(&[]), "nothing that is known"),
        (
            "open.topojson",
            topology(&[r#"{"type":"Polygon","arcs":[[9]],"properties":{"N03_007":"04206"}}"#.to_owned()]),
            "shape 1: 04206: line 9",
        ),
    ];
    for (name, text, reason) in wrong {
        let error = atlas::import_outlines(&app.state, &file(name, text), RegionLevel::Municipality, "N03-2021").await.unwrap_err();
        assert!(error.to_string().contains(reason) && error.to_string().contains(name), "{error}");
    }
    let edition = "2024-01".parse().unwrap();
    for (text, reason) in [
        ("area_code,index\n0401,100\n", "the columns `area_name`, `std_doctors`, `pop_100k`, `rank`, `class` are missing"),
        ("name,index\n仙南,100\n", "neither"),
        ("area_code,area_name,index,std_doctors,pop_100k,rank,class\n0401,仙南,-1,1,1,1,少数\n", "line 2: `-1` is no index"),
    ] {
        let error = atlas::import_indices(&app.state, &file("index.csv", text), &edition).await.unwrap_err();
        assert!(error.to_string().contains(reason), "{error}");
    }
    assert_eq!(data_edition::Entity::find().count(&app.state.db).await.unwrap(), 0);
    assert_eq!(trail(&app).await, 0);
}

#[actix_web::test]
async fn figures_of_which_one_is_broken_are_refused_and_every_broken_line_is_named() {
    let app = TestApp::start().await;
    let good = "0401,仙南,155.2,200,1.6,250,少数\n0403,仙台,280.5,3000,15,,\n";
    let bad = "0401,仙南,1,1,1,1,少数\n9901,どこか,1,1,1,1,少数\n0406,大崎,many,1,1,1,少数\n0406,大崎,150,1,1,1,とても\n0409,石巻,150\n";
    let edition = "2024-01".parse().unwrap();
    let broken = file("index.csv", format!("\u{feff}{INDEX}{good}{bad}"));
    let error = atlas::import_indices(&app.state, &broken, &edition).await.unwrap_err().to_string();
    for line in ["line 4: 0401 is already on line 2", "line 5: `9901`", "line 6: `many`", "line 7: `とても`", "line 8: 3 columns"] {
        assert!(error.contains(line), "{line}: {error}");
    }
    let index = app.visitor().get("/physician-indices?level=secondary_medical_area").await.expect(200).json();
    assert_eq!(index["items"].as_array().map(Vec::len), Some(0), "what was refused left nothing behind");
    assert_eq!((data_edition::Entity::find().count(&app.state.db).await.unwrap(), trail(&app).await), (0, 0));
    let whole = file("index.csv", format!("\u{feff}{INDEX}{good}"));
    let report = atlas::import_indices(&app.state, &whole, &edition).await.unwrap();
    assert_eq!((report.taken, report.changed), (2, 2), "{report}");
    assert_eq!(atlas::import_indices(&app.state, &whole, &edition).await.unwrap().changed, 0);
}

#[actix_web::test]
async fn a_folder_is_imported_file_by_file_and_unchanged_files_are_not_read_again() {
    let app = TestApp::start().await;
    let path = file("municipalities.topojson", municipalities());
    let folder = path.parent().unwrap();
    std::fs::write(folder.join("prefecture_index_2024.csv"), "pref_code,index\n04,250.1\n").unwrap();
    let lines = reference::import_all(&app.state, folder).await.unwrap();
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert!(lines[0].contains("shape 5") && lines[1].contains("1 rows taken"), "{lines:?}");
    let again = reference::import_all(&app.state, folder).await.unwrap();
    assert!(again.iter().all(|line| line.ends_with("unchanged since it was imported")), "{again:?}");

    // One broken file is named; the others are imported all the same.
    std::fs::write(folder.join("prefectures.topojson"), "{").unwrap();
    std::fs::write(folder.join("prefecture_index_2024.csv"), "pref_code,index\n04,251.0\n").unwrap();
    let error = reference::import_all(&app.state, folder).await.unwrap_err();
    assert!(error.to_string().contains("prefectures.topojson"), "{error}");
    let index = app.visitor().get("/physician-indices?level=prefecture").await.json();
    assert_eq!(index["items"][0]["value"], 251.0);
    std::fs::write(folder.join("prefecture_index_2024.csv"), "pref_code,index\n04,252.0\n48,1\n").unwrap();
    let error = reference::import_all(&app.state, folder).await.unwrap_err();
    assert!(error.to_string().contains("line 3: there is no prefecture `48`"), "{error}");
    assert!(reference::import_all(&app.state, &folder.join("nowhere")).await.is_err());
}
