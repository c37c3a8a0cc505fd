//! The secretariat's queue of licences: narrowed, ordered, and never a file.

use crate::support::{TestApp, conversation::profile};
use chrono::TimeDelta;
use domain::actor::Role;
use serde_json::json;

#[actix_web::test]
async fn the_queue_is_narrowed_to_a_year_and_ordered_and_is_no_file() {
    let app = TestApp::start().await;
    let staff = app.secretariat().await;
    let mut stated = Vec::new();
    for (n, year) in [1998, 1985, 1998, 2010].into_iter().enumerate() {
        let newcomer = app.person("医師", &[Role::Doctor]).await;
        let mut statement = profile();
        statement["licence_number"] = json!(format!("20000{n}"));
        statement["licence_year"] = json!(year);
        newcomer.put("/me/doctor-profile", statement).await.expect(200);
        stated.push(json!(newcomer.account_id));
        app.clock.advance(TimeDelta::minutes(1));
    }
    let read = async |query: &str| {
        let (mut rows, mut cursor) = (Vec::new(), String::new());
        loop {
            let page = staff.get(&format!("/licence-checks?limit=2{query}{cursor}")).await.expect(200).json();
            rows.extend(page["items"].as_array().unwrap().iter().map(|row| (row["account_id"].clone(), row["licence_year"].clone())));
            let Some(next) = page["next_cursor"].as_str() else { return rows };
            cursor = format!("&cursor={next}");
        }
    };
    let ids = async |query: &str| read(query).await.into_iter().map(|(id, _)| id).collect::<Vec<_>>();
    let of = |order: &[usize]| order.iter().map(|n| stated[*n].clone()).collect::<Vec<_>>();
    assert_eq!(ids("").await, of(&[0, 1, 2, 3]), "whoever has waited longest comes first");
    assert_eq!(ids("&descending=true").await, of(&[3, 2, 1, 0]));
    assert_eq!(ids("&licence_year=1998").await, of(&[0, 2]));
    assert_eq!(ids("&licence_year=1998&status=checked").await, of(&[]));
    assert_eq!(ids("&sort=licence_year").await, of(&[1, 0, 2, 3]));
    assert_eq!(ids("&sort=licence_year&descending=true").await, of(&[3, 2, 0, 1]));
    assert_eq!(read("&licence_year=2010").await, [(stated[3].clone(), json!(2010))]);
    let first = staff.get("/licence-checks?limit=2&sort=licence_year").await.expect(200).text("/next_cursor");
    for other in ["", "&sort=licence_year&descending=true", "&sort=licence_year&licence_year=1998"] {
        staff.get(&format!("/licence-checks?limit=2{other}&cursor={first}")).await.refused(400, "invalid_cursor");
    }
    for wrong in ["sort=name", "licence_year=1939", "licence_year=2101", "licence_year=x", "format=csv"] {
        staff.get(&format!("/licence-checks?{wrong}")).await.refused(400, "invalid_parameter");
    }
}
