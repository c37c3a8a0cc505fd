//! One institution's page, and the summary.

use super::{id_of, names, with_demo};
use crate::support::send;
use reqwest::Method;
use serde_json::json;

#[actix_web::test]
async fn anyone_reads_a_page_without_what_is_for_doctors() {
    let app = with_demo().await;
    let id = id_of(&app, "みやぎ南").await;
    let page = app.visitor().get(&format!("/institutions/{id}")).await.expect(200);
    assert_eq!(page.json()["profile"]["supervising_doctor"], true);
    assert_eq!(page.json()["profile"]["headline"], page.json()["headline"]);
    let text = String::from_utf8_lossy(&page.body).into_owned();
    assert!(!text.contains("saiyo@") && !text.contains("宿直は月2〜3回"), "nothing of the restricted part");
    send(app.visitor().request(Method::GET, &format!("/institutions/{id}")).header("If-None-Match", page.etag())).await.expect(304);
}

#[actix_web::test]
async fn a_page_is_gone_as_soon_as_the_institution_is_paused() {
    let app = with_demo().await;
    let visitor = app.visitor();
    let id = id_of(&app, "みやぎ南").await;
    let before = visitor.get("/directory-summary").await.json()["institutions"].as_i64();
    app.secretariat().await.post(&format!("/institutions/{id}/pause"), json!({ "reason": "確認のため" })).await;
    visitor.get(&format!("/institutions/{id}")).await.refused(404, "not_found");
    let listed = names(&visitor.get("/institutions?limit=100").await.json());
    assert!(!listed.contains(&"架空みやぎ南病院".to_owned()), "{listed:?}");
    assert_eq!(visitor.get("/directory-summary").await.json()["institutions"].as_i64(), before.map(|count| count - 1));
    visitor.get("/institutions/00000000-0000-7000-8000-000000000000").await.refused(404, "not_found");
    visitor.get("/institutions/none").await.refused(404, "not_found");
}

#[actix_web::test]
async fn the_summary_counts_by_prefecture() {
    let app = with_demo().await;
    let summary = app.visitor().get("/directory-summary").await.expect(200).json();
    assert_eq!((summary["institutions"].as_i64(), summary["fictional"].as_i64()), (Some(11), Some(11)));
    let prefectures = summary["prefectures"].as_array().unwrap();
    assert_eq!(prefectures.len(), 9);
    assert!(prefectures.windows(2).all(|pair| pair[0]["prefecture_code"].as_str() < pair[1]["prefecture_code"].as_str()));
    assert!(prefectures.contains(&json!({ "prefecture_code": "04", "institutions": 3 })));
}
