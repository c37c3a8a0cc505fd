//! The real files, where `GM_DATA_DIR` names their folder.

use super::{hospitals, insured};
use crate::support::{TestApp, official_files};
use api::features::registry::RegistryNames;
use domain::{
    institution::is_insurer_code,
    region::prefecture,
    search::{Words, fold_parts, romaji},
};
use sea_orm::{ConnectionTrait, DbBackend, QueryResult, Statement};
use std::{collections::HashMap, io::Read};

const HOSPITALS: &str = "01-1_hospital_facility_info_20250601.zip";
const INSURED: &str = "202508_all_med_inst_cd.zip";

async fn ask(app: &TestApp, sql: &str) -> Vec<QueryResult> {
    app.state.db.query_all_raw(Statement::from_string(DbBackend::Postgres, sql)).await.unwrap()
}

async fn number(app: &TestApp, sql: &str) -> i64 {
    ask(app, &format!("SELECT ({sql})::bigint AS count")).await[0].try_get("", "count").unwrap()
}

#[actix_web::test]
#[ignore = "needs the official files (GM_DATA_DIR)"]
async fn every_hospital_of_the_country_is_taken() {
    let folder = official_files();
    let app = TestApp::start().await;
    let path = folder.join(HOSPITALS);
    let report = hospitals(&app, &path).await.unwrap();
    assert_eq!((report.taken, report.changed, report.refused.len()), (7587, 7587, 0), "{report}");
    assert!(report.blank.contains(&("coordinates", 270)) && report.blank.contains(&("beds", 57)), "{report}");
    assert!(!report.blank.iter().any(|(what, _)| *what == "a municipality"), "{report}");
    assert_eq!(number(&app, "SELECT count(*) FROM registry_institution WHERE latitude IS NULL AND longitude IS NULL").await, 270);
    assert_eq!(number(&app, "SELECT count(*) FROM registry_institution WHERE beds IS NULL").await, 57);
    assert_eq!(number(&app, "SELECT sum(beds) FROM registry_institution").await, 1_373_515, "blank beds are unknown and not none");
    assert_eq!(number(&app, "SELECT count(*) FROM registry_institution WHERE municipality_code BETWEEN '22131' AND '22137'").await, 0);
    assert!(number(&app, "SELECT count(*) FROM registry_institution WHERE municipality_code IN ('22138', '22139', '22140')").await > 0);
    assert_eq!(hospitals(&app, &path).await.unwrap().changed, 0);
    let found = app.member().await.get("/registry-institutions?q=大河原&prefecture=04&limit=50").await.expect(200).items();
    assert!(!found.as_array().unwrap().is_empty());
}

#[actix_web::test]
#[ignore = "needs the official files (GM_DATA_DIR)"]
async fn every_insured_institution_is_taken_placed_and_found_as_a_scan_would_find_it() {
    let folder = official_files();
    let app = TestApp::start().await;
    hospitals(&app, &folder.join(HOSPITALS)).await.unwrap();
    let path = folder.join(INSURED);
    let report = insured(&app, &path).await.unwrap();
    println!("{}", report.to_string().lines().next().unwrap_or_default());
    // By one of the three rules every row's check digit is right; 536 rows are there twice, word for word.
    assert_eq!((report.taken, report.changed, report.refused.len()), (96_488, 96_488, 0), "{report}");
    assert!(report.to_string().contains("536 rows are there twice"), "{report}");
    let of_list = "FROM registry_institution WHERE list = 'insured_institutions'";
    let twice = format!("SELECT count(*) FROM (SELECT name {of_list} GROUP BY name HAVING count(*) > 1) names");
    assert_eq!(number(&app, &twice).await, 5336, "one row does not take another's place for its name");
    assert_eq!(number(&app, &format!("SELECT count(*) {of_list} AND name = '佐藤医院'")).await, 67);
    assert_eq!(number(&app, &format!("SELECT count(*) {of_list} AND name LIKE '%病院%' AND kind <> 'hospital'")).await, 0);
    assert_eq!(
        number(
            &app,
            &format!("SELECT count(*) {of_list} AND address LIKE '余市郡%' AND municipality_code NOT IN ('01407', '01408', '01409')")
        )
        .await,
        0
    );
    assert_eq!(insured(&app, &path).await.unwrap().changed, 0);
    the_lists_are_searched_exactly(&app).await;
}

/// Words of one to four characters out of real names and addresses, against a scan of every row.
async fn the_lists_are_searched_exactly(app: &TestApp) {
    let offered =
        "FROM registry_institution r LEFT JOIN municipality c ON c.code = r.municipality_code LEFT JOIN registry_match p ON p.hospital_code = r.code
         LEFT JOIN registry_institution i ON i.code = p.insured_code WHERE r.gone_in IS NULL AND NOT EXISTS (SELECT 1 FROM registry_match m WHERE m.insured_code = r.code)";
    let rows: Vec<(String, String, String)> =
        ask(
            app,
            &format!(
                "SELECT r.code, r.prefecture_code, r.name, r.name_kana, r.address, concat_ws(E'\\n', p.insured_code, r.postal_code, i.postal_code) AS numbers,
                    coalesce(c.name_kana, '') AS municipality {offered} ORDER BY r.code"
            ),
        )
            .await
            .iter()
            .map(|row| {
                let text = |column: &str| row.try_get::<String>("", column).unwrap();
                let place = prefecture(&text("prefecture_code")).unwrap().kana.to_owned() + &text("municipality");
                let spelt = [romaji(&text("name_kana")), romaji(&place)].map(Option::unwrap_or_default);
                let parts = [&text("name"), &text("name_kana"), &text("address"), &text("code"), &place, &spelt[0], &spelt[1]];
                let numbers = text("numbers");
                let parts = parts.into_iter().map(String::as_str).chain(numbers.lines());
                (text("code"), text("prefecture_code"), fold_parts(parts))
            })
            .collect();
    let index = RegistryNames::of(&app.state).current(&app.state).await.unwrap();
    assert_eq!(index.len(), rows.len());
    let mut asked = 0;
    for (n, (_, prefecture, text)) in rows.iter().enumerate().step_by(rows.len() / 100) {
        let line = text.lines().nth(n % 3).unwrap_or_else(|| text.lines().next().unwrap_or_default());
        let word: String = line.chars().skip(n % 4).take(1 + n % 4).collect();
        let Ok(words) = Words::parse(&word) else { continue };
        if words.is_empty() {
            continue;
        }
        for within in [None, Some(prefecture.as_str())] {
            let mut found = index.find(&words, within, rows.len());
            found.sort_unstable();
            let expected: Vec<&str> = rows
                .iter()
                .filter(|(_, prefecture, text)| words.occur_in(text) && within.is_none_or(|within| within == prefecture))
                .map(|(code, ..)| code.as_str())
                .collect();
            assert_eq!(found, expected, "{word} in {within:?}");
        }
        asked += 1;
    }
    assert!(asked > 80, "{asked} words were asked for");
}

#[test]
#[ignore = "needs the official files (GM_DATA_DIR)"]
fn every_code_of_the_real_list_passes_by_one_of_the_three_rules() {
    let folder = official_files();
    let mut archive = zip::ZipArchive::new(std::fs::File::open(folder.join(INSURED)).unwrap()).unwrap();
    let mut text = String::new();
    archive.by_index(0).unwrap().read_to_string(&mut text).unwrap();
    let (mut table_1, mut table_3, mut alone) = (0, 0, 0);
    let mut names: HashMap<&str, u32> = HashMap::new();
    for line in text.lines() {
        let mut cells = line.split(',');
        let (whole, short, name) = (cells.next().unwrap(), cells.next().unwrap(), cells.next().unwrap());
        assert!(is_insurer_code(whole), "{line}");
        let prefecture = &whole[..2];
        match () {
            () if luhn(&format!("{prefecture}1{short}")) => table_1 += 1,
            () if luhn(&format!("{prefecture}3{short}")) => table_3 += 1,
            () => {
                assert!(luhn(short), "{line}");
                alone += 1;
            }
        }
        *names.entry(name).or_default() += 1;
    }
    assert_eq!((table_1, table_3, alone), (68_122, 3_812, 25_090));
    assert_eq!(names.values().filter(|times| **times > 1).count(), 5859, "names of more than one row");
    assert_eq!(names["佐藤医院"], 67);
}

/// Written once more and otherwise than in the program.
fn luhn(digits: &str) -> bool {
    let doubled = |digit: u32| [0, 2, 4, 6, 8, 1, 3, 5, 7, 9][digit as usize];
    let digits: Vec<u32> = digits.chars().rev().map(|digit| digit.to_digit(10).unwrap()).collect();
    digits.chunks(2).map(|pair| pair[0] + pair.get(1).map_or(0, |digit| doubled(*digit))).sum::<u32>() % 10 == 0
}
