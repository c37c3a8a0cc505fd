//! Institutions on a map.

use super::{id_of, with_demo};
use crate::support::{Client, TestApp};
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use serde_json::Value;

/// The outlines of two municipalities, as an import brings them, and an official place for one institution.
async fn with_places() -> TestApp {
    let app = with_demo().await;
    let outlines = "INSERT INTO region_outline (level, code, edition, grid, geometry, west, south, east, north) VALUES
        ('municipality', '04213', 'test', 0, '{\"type\": \"MultiPolygon\", \"coordinates\": []}', 141.0, 38.7, 141.1, 38.8),
        ('municipality', '04321', 'test', 0, '{\"type\": \"MultiPolygon\", \"coordinates\": []}', 140.7, 38.0, 140.8, 38.1)";
    app.state.db.execute_raw(Statement::from_string(DbBackend::Postgres, outlines)).await.unwrap();
    app
}

async fn clusters(visitor: &Client, query: &str) -> Vec<Value> {
    visitor.find_everything().await;
    visitor.get(&format!("/institution-clusters?{query}")).await.expect(200).items().as_array().cloned().unwrap()
}

#[actix_web::test]
async fn institutions_stand_where_they_are_and_together_where_that_is_near() {
    let app = with_places().await;
    let visitor = app.visitor();
    let apart = clusters(&visitor, "prefecture=04&bounds=140.2,37.7,141.7,39.1").await;
    assert_eq!(apart.len(), 2, "the third has no known place: {apart:?}");
    let north = apart.iter().find(|one| one["institution"]["name"] == "架空くりはら診療所").unwrap();
    assert_eq!(north["institution"]["institution_id"], id_of(&app, "くりはら").await.as_str());
    assert!((north["latitude"].as_f64().unwrap() - 38.75).abs() < 1e-3 && (north["longitude"].as_f64().unwrap() - 141.05).abs() < 1e-3);
    assert_eq!((&north["count"], &north["precision"]), (&1.into(), &"municipality".into()));
    let together = clusters(&visitor, "prefecture=04&cells=1").await;
    assert_eq!((together.len(), &together[0]["count"]), (1, &2.into()), "{together:?}");
    assert!(together[0].get("institution").is_none());
    assert!((together[0]["latitude"].as_f64().unwrap() - 38.4).abs() < 1e-3);
}

#[actix_web::test]
async fn the_map_shows_what_the_filters_leave_and_only_what_lies_on_it() {
    let app = with_places().await;
    let visitor = app.visitor();
    for (query, count) in [
        ("prefecture=04&kind=clinic", 1),
        ("q=くりはら", 1),
        ("prefecture=47", 0),
        ("prefecture=04&bounds=140.2,37.7,141.7,38.2", 1),
        ("prefecture=04&bounds=139,35,140,36", 0),
    ] {
        assert_eq!(clusters(&visitor, query).await.len(), count, "{query}");
    }
}

#[actix_web::test]
async fn an_institution_on_the_official_list_stands_at_its_own_place() {
    let app = with_places().await;
    let id = id_of(&app, "くりはら").await;
    let place = "WITH row AS (
            INSERT INTO registry_institution (code, edition, name, name_kana, kind, prefecture_code, municipality_code, address, latitude, longitude)
            VALUES ('T000000001', 'test', '架空くりはら診療所', '', 'clinic', '04', '04213', '', 38.712345, 141.012345) RETURNING code)
        UPDATE institution SET registry_code = (SELECT code FROM row) WHERE id = $1::uuid";
    app.state.db.execute_raw(Statement::from_sql_and_values(DbBackend::Postgres, place, [id.as_str().into()])).await.unwrap();
    let touch = "UPDATE listing SET updated_at = now() WHERE institution_id = $1::uuid";
    app.state.db.execute_raw(Statement::from_sql_and_values(DbBackend::Postgres, touch, [id.as_str().into()])).await.unwrap();
    let found = clusters(&app.visitor(), "q=くりはら").await;
    assert_eq!(found[0]["precision"], "exact", "{found:?}");
    assert!((found[0]["latitude"].as_f64().unwrap() - 38.712_345).abs() < 1e-5);
    let nearest = app.visitor().get("/institutions?q=くりはら&sort=distance&near=38.7,141").await.expect(200).json();
    assert_eq!(nearest["items"][0]["distance_precision"], "exact");
}

#[actix_web::test]
async fn another_edition_of_the_outlines_moves_whoever_stands_by_them() {
    let app = with_places().await;
    let visitor = app.visitor();
    assert_eq!(clusters(&visitor, "q=くりはら&bounds=140,38.9,142,39.3").await.len(), 0);
    let edition = "UPDATE region_outline SET south = 39.0, north = 39.2 WHERE code = '04213';
        INSERT INTO data_edition (dataset, edition, file_name, source, licence, content_hash, imported_at, rows_taken, rows_refused)
            VALUES ('municipality_outlines', 'next', 'x', 'x', 'x', repeat('0', 64), now(), 1, 0)";
    app.state.db.execute_unprepared(edition).await.unwrap();
    assert_eq!(clusters(&visitor, "q=くりはら&bounds=140,38.9,142,39.3").await.len(), 1);
}

#[actix_web::test]
async fn a_map_without_an_inside_or_with_too_many_cells_is_refused() {
    let app = with_demo().await;
    let visitor = app.visitor();
    for query in ["bounds=141,38,140,39", "bounds=140,38,141", "bounds=1,2,3,x", "cells=0", "cells=49", "prefecture=99", "cells=-1"] {
        visitor.get(&format!("/institution-clusters?{query}")).await.refused(400, "invalid_parameter");
    }
}

#[actix_web::test]
async fn the_rest_of_an_address_is_told_where_words_stand_in_it() {
    let app = with_places().await;
    let visitor = app.visitor();
    let id = id_of(&app, "くりはら").await;
    let profile = visitor.get(&format!("/institutions/{id}")).await.expect(200).json();
    let line = profile["profile"]["address_line"].as_str().unwrap().to_owned();
    let found = visitor.get(&format!("/institutions?q=くりはら {line}")).await.expect(200).json();
    assert_eq!(found["items"][0]["address_line"], line.as_str());
    let plain = visitor.get("/institutions?q=くりはら").await.expect(200).json();
    assert!(plain["items"][0].get("address_line").is_none(), "{plain}");
}
