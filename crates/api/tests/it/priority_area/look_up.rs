//! Which areas hold a point, a municipality or an address on a day.

use super::{designation, with};
use crate::{
    atlas::municipalities,
    places::file,
    support::{Client, TestApp},
};
use api::features::{atlas, priority_area};
use domain::{atlas::RegionLevel, ids::InstitutionId};
use serde_json::{Value, json};

/// Municipality, and each area's name with how it holds the place.
async fn held(client: &Client, query: &str) -> (Value, Vec<(String, String)>) {
    let answer = client.get(&format!("/priority-area-look-up?{query}")).await.expect(200).json();
    let areas = answer["areas"].as_array().unwrap().iter();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    (answer["municipality_code"].clone(), areas.map(|held| (text(&held["area"]["name"]), text(&held["coverage"]))).collect())
}

fn inside(name: &str) -> Vec<(String, String)> {
    vec![(name.to_owned(), "inside".to_owned())]
}

#[actix_web::test]
async fn a_municipality_or_an_address_tells_its_area() {
    let app = TestApp::start().await;
    let visitor = app.visitor();
    assert_eq!(held(&visitor, "municipality=04206").await, (json!("04206"), inside("仙南")));
    assert_eq!(held(&visitor, "municipality=04206&as_of=2025-05-28").await, (json!("04206"), vec![]));
    assert_eq!(held(&visitor, "municipality=04101").await, (json!("04101"), vec![]));
    assert_eq!(held(&visitor, "address=宮城県石巻市穀町14-1").await, (json!("04202"), inside("石巻・登米・気仙沼")));
    assert_eq!(held(&visitor, "address=宮城県刈田郡七ケ宿町字関126").await, (json!("04302"), inside("仙南")));
    // A city without its ward still lies in one area; a prefecture alone tells nothing.
    assert_eq!(held(&visitor, "address=宮城県仙台市").await, (Value::Null, vec![]));
    let unknown = held(&visitor, "address=宮城県").await.1;
    assert!(unknown.len() == 3 && unknown.iter().all(|(_, coverage)| coverage == "unknown"), "{unknown:?}");
    // 余市郡 is no city, and not in Miyagi.
    assert_eq!(held(&visitor, "address=北海道余市郡余市町黒川町").await, (json!("01408"), vec![]));
}

#[actix_web::test]
async fn a_point_is_placed_by_the_outline_that_holds_it() {
    let app = TestApp::start().await;
    let visitor = app.visitor();
    let unknown = held(&visitor, "latitude=38.5&longitude=140.5").await;
    assert!(unknown.0.is_null() && unknown.1.iter().all(|(_, coverage)| coverage == "unknown"), "without outlines it cannot be told");
    let outlines = file("municipalities.topojson", municipalities());
    atlas::import_outlines(&app.state, &outlines, RegionLevel::Municipality, "N03-2021").await.unwrap();
    assert_eq!(held(&visitor, "latitude=38.5&longitude=140.5").await, (json!("04206"), inside("仙南")));
    assert_eq!(held(&visitor, "latitude=38.5&longitude=141.5").await, (json!("04207"), vec![]));
    // An officer cannot put a spot into the neighbour's outline.
    let spot = json!({ "kind": "spot", "position": { "latitude": 38.5, "longitude": 140.5 }, "name": "架空診療所" });
    let area = json!({ "name": "架空", "name_en": "Kaku", "version": with(designation("2026-05-01"), "/shape", spot) });
    app.officer_of("03").await.post("/priority-areas", area).await.invalid("/version/shape/position", "municipality_elsewhere");
}

#[actix_web::test]
async fn districts_spots_and_circles_hold_what_can_be_told() {
    let app = TestApp::start().await;
    let officer = app.officer_of("03").await;
    let enter = async |name: &str, shape: Value| {
        let area = json!({ "name": name, "name_en": name, "version": with(designation("2026-04-01"), "/shape", shape) });
        officer.post("/priority-areas", area).await.expect(201);
    };
    enter("玉山", json!({ "kind": "district", "municipality_code": "03201", "name": "玉山" })).await;
    enter("円", json!({ "kind": "radius", "position": { "latitude": 39.70, "longitude": 141.15 }, "radius_m": 2000 })).await;
    let pairs = |pairs: &[(&str, &str)]| pairs.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect::<Vec<_>>();
    let visitor = app.visitor();
    assert_eq!(held(&visitor, "municipality=03201").await.1, pairs(&[("玉山", "partly"), ("円", "unknown")]));
    assert_eq!(held(&visitor, "address=岩手県盛岡市玉山馬場1").await.1, pairs(&[("玉山", "inside"), ("円", "unknown")]));
    assert_eq!(held(&visitor, "address=岩手県盛岡市内丸1").await.1, pairs(&[("円", "unknown")]));
    assert_eq!(
        held(&visitor, "municipality=03201&latitude=39.701&longitude=141.151").await.1,
        pairs(&[("玉山", "unknown"), ("円", "inside")])
    );
    assert_eq!(held(&visitor, "municipality=03202&latitude=39.64&longitude=141.95").await.1, pairs(&[]));
}

#[actix_web::test]
async fn what_is_no_place_in_japan_is_refused() {
    let app = TestApp::start().await;
    let visitor = app.visitor();
    for (query, pointer, code) in [
        ("", "/address", "required"),
        ("address=%20", "/address", "required"),
        ("municipality=99999", "/municipality", "unknown_municipality"),
        ("latitude=48.85&longitude=2.35", "/latitude", "not_in_japan"),
        ("latitude=140.9&longitude=38.3", "/latitude", "not_in_japan"),
        ("latitude=0&longitude=0", "/latitude", "not_in_japan"),
        ("latitude=NaN&longitude=140", "/latitude", "not_in_japan"),
        ("latitude=38.3", "/longitude", "required"),
        ("latitude=north&longitude=140", "/latitude", "wrong_type"),
    ] {
        let answer = visitor.get(&format!("/priority-area-look-up?{query}")).await.refused(400, "invalid_parameter");
        let error = answer.json()["errors"][0].clone();
        assert_eq!((error["pointer"].as_str(), error["code"].as_str()), (Some(pointer), Some(code)), "{query}");
    }
    let long = "あ".repeat(201);
    visitor.get(&format!("/priority-area-look-up?address={long}")).await.refused(400, "invalid_parameter");
}

#[actix_web::test]
async fn an_institution_stands_where_it_is_published_to_stand() {
    let app = TestApp::with_demo().await;
    let sennan = app.visitor().get(&format!("/priority-areas/{}", super::SENNAN)).await.expect(200);
    let id = InstitutionId(sennan.text("/institutions/0/id").parse().unwrap());
    let place = priority_area::place_of_institution(&app.state.db, id).await.unwrap().expect("a place");
    assert_eq!(place.area_code.as_deref(), Some("0401"));
    assert!(place.address.as_deref().is_some_and(|address| address.starts_with("宮城県")), "{place:?}");
    let day = domain::time::japan_date(app.system().now);
    let areas = priority_area::areas_holding(&app.state.db, &place, day).await.unwrap();
    assert_eq!(areas.iter().map(|held| held.area.name.as_str()).collect::<Vec<_>>(), ["仙南"]);
    let nobody = InstitutionId(uuid::Uuid::new_v4());
    assert!(priority_area::place_of_institution(&app.state.db, nobody).await.unwrap().is_none());
}
