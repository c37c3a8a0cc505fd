//! The import of computed candidates.

use crate::{
    places::file,
    support::{TestApp, official_files},
};
use api::features::priority_area;
use serde_json::{Value, json};

const HEAD: &str = "area_code,area_name,index,crit1_lowest_in_pref,crit2_few_area_in_few_pref\n";

async fn codes(app: &TestApp) -> Vec<Value> {
    let all = app.visitor().get("/computed-candidates").await.expect(200).items();
    all.as_array().unwrap().iter().map(|candidate| candidate["area_code"].clone()).collect()
}

#[actix_web::test]
async fn a_file_with_broken_rows_says_each_line_and_changes_nothing() {
    let app = TestApp::start().await;
    let good = file("candidate_areas.csv", format!("{HEAD}0204,西北五地域,126.3,1,1\n0409,石巻・登米・気仙沼,164.0,1,0\n"));
    let report = priority_area::import_candidates(&app.state, &good, "2024-01").await.unwrap();
    assert_eq!((report.taken, report.changed), (2, 2));
    assert_eq!(priority_area::import_candidates(&app.state, &good, "2024-01").await.unwrap().changed, 0);
    let broken = file(
        "candidate_areas.csv",
        format!(
            "{HEAD}0103,北渡島檜山,112.6,1,0\n0204,西北五地域,many,1,1\n0103,北渡島檜山,112.6,1,0\n9901,どこか,1.0,1,0\n0205,上十三地域,139.6\n0206,どれでもない,139.6,0,0\n"
        ),
    );
    let error = priority_area::import_candidates(&app.state, &broken, "2024-02").await.unwrap_err().to_string();
    for part in ["line 3: `many`", "line 4: 0103 is already on line 2", "line 5: `9901`", "line 6: 3 columns", "line 7: the area 0206"] {
        assert!(error.contains(part), "{part}: {error}");
    }
    assert_eq!(codes(&app).await, ["0204", "0409"]);
    assert!(
        priority_area::import_candidates(&app.state, &file("candidate_areas.csv", HEAD), "2024-02").await.is_err(),
        "an empty file is none"
    );
    let credits = app.visitor().get("/data-editions").await.expect(200).items();
    let credit = credits.as_array().unwrap().iter().find(|edition| edition["dataset"] == "computed_candidates").cloned().unwrap();
    assert_eq!((credit["edition"].as_str(), credit["rows_taken"].as_i64()), (Some("2024-01"), Some(2)));
}

#[actix_web::test]
async fn a_newer_file_takes_the_place_of_the_older_one() {
    let app = TestApp::start().await;
    for (rows, changed, left) in [
        ("0204,西北五地域,126.3,1,1\n0409,石巻・登米・気仙沼,164.0,1,0\n", 2, json!(["0204", "0409"])),
        ("0204,西北五地域,120.0,1,1\n0103,北渡島檜山,112.6,1,0\n", 3, json!(["0103", "0204"])),
    ] {
        let path = file("candidate_areas.csv", format!("{HEAD}{rows}"));
        assert_eq!(priority_area::import_candidates(&app.state, &path, "2024-01").await.unwrap().changed, changed);
        assert_eq!(json!(codes(&app).await), left);
    }
}

#[actix_web::test]
#[ignore = "needs the official files (GM_DATA_DIR)"]
async fn the_real_candidates_are_imported_whole() {
    let folder = official_files();
    let app = TestApp::start().await;
    let path = folder.join("candidate_areas.csv");
    let report = priority_area::import_candidates(&app.state, &path, "2024-01").await.unwrap();
    assert_eq!((report.taken, report.changed, report.refused.len()), (89, 89, 0), "{report}");
    assert_eq!(priority_area::import_candidates(&app.state, &path, "2024-01").await.unwrap().changed, 0);
}
