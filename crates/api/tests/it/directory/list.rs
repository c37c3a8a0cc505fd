//! Filters, words and pages.

use super::{names, with_demo};
use crate::support::{Answer, send};
use reqwest::Method;

#[actix_web::test]
async fn filters_narrow_the_list_together() {
    let app = with_demo().await;
    let visitor = app.visitor();
    let all = visitor.get("/institutions?limit=100").await.expect(200).json();
    assert_eq!(names(&all).len(), 11, "published and not paused: {:?}", names(&all));
    assert!(all["items"].as_array().unwrap().iter().all(|item| item["fictional"] == true));
    for (query, expected) in [
        ("prefecture=04", vec!["架空いしのまき浜病院", "架空くりはら診療所", "架空みやぎ南病院"]),
        ("area=0401", vec!["架空みやぎ南病院"]),
        ("area=0406&kind=clinic", vec!["架空くりはら診療所"]),
        ("area=0406&kind=hospital", vec![]),
        ("specialties=dermatology,nephrology", vec!["架空やんばる診療所", "架空五島みなと病院"]),
        ("employment=part_time&prefecture=47", vec!["架空やんばる診療所"]),
        ("employment=full_time&prefecture=47", vec![]),
        ("guidance=true&prefecture=03", vec!["架空遠野山里診療所"]),
        ("prefecture=13", vec![]),
    ] {
        let mut found = names(&visitor.get(&format!("/institutions?{query}")).await.expect(200).json());
        let mut expected = expected;
        found.sort();
        expected.sort_unstable();
        assert_eq!(found, expected, "{query}");
    }
    let one = visitor.get("/institutions?area=0401").await.json()["items"][0].clone();
    assert_eq!(one["municipality_name"], "大河原町");
    assert_eq!(one["area_name"], "仙南");
    assert_eq!(one["name_en"], "Kakuu Miyagi Minami Hospital (fictional)");
}

#[actix_web::test]
async fn every_word_must_occur_however_it_is_written() {
    let app = with_demo().await;
    let visitor = app.visitor();
    visitor.find_everything().await;
    for (query, expected) in [
        ("ｶｸｳ くりはら", vec!["架空くりはら診療所"]),
        ("宮城県　訪問診療 栗駒", vec!["架空くりはら診療所"]),
        ("みやぎ 北海道", vec![]),
        ("KAKUU goto", vec!["架空五島みなと病院"]),
        ("消化器外科医", vec!["架空四万十川クリニック"]),
        // Wildcards of the database stand for themselves.
        ("%", vec![]),
        ("_", vec![]),
        ("100%", vec![]),
        ("架空\\", vec![]),
        ("'; drop table listing; --", vec![]),
    ] {
        let request = visitor.request(Method::GET, "/institutions").query(&[("q", query)]);
        assert_eq!(names(&send(request).await.expect(200).json()), expected, "{query}");
    }
}

#[actix_web::test]
async fn pages_hold_every_institution_once() {
    let app = with_demo().await;
    let visitor = app.visitor();
    let all = names(&visitor.get("/institutions?limit=100").await.json());
    let mut found = Vec::new();
    let mut path = "/institutions?limit=4".to_owned();
    loop {
        let page = visitor.get(&path).await.expect(200);
        found.extend(names(&page.json()));
        let Some(cursor) = page.json()["next_cursor"].as_str().map(ToOwned::to_owned) else {
            assert_eq!(page.header("link"), "");
            break;
        };
        assert!(page.header("link").contains(&format!("cursor={cursor}")), "{}", page.header("link"));
        path = format!("/institutions?limit=4&cursor={cursor}");
    }
    assert_eq!(found, all);
}

#[actix_web::test]
async fn a_cursor_belongs_to_its_query() {
    let app = with_demo().await;
    let visitor = app.visitor();
    let cursor = visitor.get("/institutions?limit=2").await.text("/next_cursor");
    visitor.get(&format!("/institutions?limit=3&cursor={cursor}")).await.expect(200);
    visitor.get(&format!("/institutions?prefecture=04&cursor={cursor}")).await.refused(400, "invalid_cursor");
    visitor.get("/institutions?cursor=bm9uc2Vuc2U").await.refused(400, "invalid_cursor");
    visitor.get("/institutions?cursor=***").await.refused(400, "invalid_cursor");
}

#[actix_web::test]
async fn a_parameter_that_is_not_documented_so_is_named() {
    let app = with_demo().await;
    let visitor = app.visitor();
    let long = "x".repeat(10_000);
    for (name, value, code) in [
        ("kind", "castle", "unknown_value"),
        ("employment", "sometimes", "unknown_value"),
        ("specialties", "surgery,magic", "unknown_value"),
        ("prefecture", "48", "unknown_value"),
        ("area", "仙南", "unknown_value"),
        ("guidance", "perhaps", "wrong_type"),
        ("limit", "0", "out_of_range"),
        ("limit", "101", "out_of_range"),
        ("limit", "many", "wrong_type"),
        ("q", long.as_str(), "too_long"),
    ] {
        let answer: Answer =
            send(visitor.request(Method::GET, "/institutions").query(&[(name, value)])).await.refused(400, "invalid_parameter");
        assert_eq!(answer.text("/errors/0/pointer"), format!("/{name}"));
        assert_eq!(answer.text("/errors/0/code"), code, "{name}");
    }
}

#[actix_web::test]
async fn what_did_not_change_is_not_sent_again() {
    let app = with_demo().await;
    let visitor = app.visitor();
    for path in
        ["/institutions?prefecture=04", "/directory-summary", "/municipalities?prefecture=04", "/secondary-medical-areas?prefecture=04"]
    {
        let first = visitor.get(path).await.expect(200);
        assert!(first.header("cache-control").starts_with("public"), "{path}");
        let again = send(visitor.request(Method::GET, path).header("If-None-Match", first.etag())).await.expect(304);
        assert!(again.body.is_empty() && again.etag() == first.etag(), "{path}");
        send(visitor.request(Method::GET, path).header("If-None-Match", "\"other\"")).await.expect(200);
    }
}
