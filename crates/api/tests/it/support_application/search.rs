//! What an officer finds applications by.

use super::{Stage, plan, step};
use crate::support::{
    Client,
    conversation::{sql, text},
};
use serde_json::json;

async fn found(officer: &Client, q: &str) -> usize {
    let answer = officer.get(&format!("/support-applications?q={q}")).await.expect(200).json();
    answer["items"].as_array().map(Vec::len).unwrap_or_default()
}

#[actix_web::test]
async fn an_officer_finds_applications_by_names_readings_and_numbers() {
    let stage = Stage::set().await;
    let id = stage.draft(plan()).await;
    assert_eq!(found(&stage.officer, "架空みなみ").await, 0, "a draft is the institution's own");
    step(&stage.member, &id, "submit", json!({})).await.expect(200);
    let of = "FROM registration WHERE institution_id = $1::uuid";
    let reference = text(&stage.app, &format!("SELECT reference_number {of}"), vec![stage.institution_id.clone().into()]).await;
    let listed = "INSERT INTO registry_institution (list, code, edition, name, name_kana, kind, prefecture_code, address)
        VALUES ('hospitals', '0410099', 'x', 'a', '', 'clinic', '04', 'a')";
    sql(&stage.app, listed, vec![]).await;
    sql(&stage.app, "UPDATE institution SET registry_code = '0410099' WHERE id = $1::uuid", vec![stage.institution_id.clone().into()])
        .await;
    for q in [
        "架空みなみ",
        "かくうちゅうおう",
        "kakuuchuuou",
        "tyuo",
        "架空会",
        "980-0014",
        "９８０００１４",
        "大河原",
        "おおがわら",
        "ogawara",
        "仙南",
        "0410099",
        &reference,
        "架空みなみ 大河原",
    ] {
        assert_eq!(found(&stage.officer, q).await, 1, "{q}");
        assert_eq!(found(&stage.officer, &format!("{q}&status=submitted&fiscal_year=2026")).await, 1, "{q}");
        assert_eq!(found(&stage.officer, &format!("{q}&status=checked")).await, 0, "{q}");
    }
    // What is for doctors only is not to be found out by trying.
    for q in ["架空きた", "花子", "ikyoku", "022-000-0001", "宿舎"] {
        assert_eq!(found(&stage.officer, q).await, 0, "{q}");
    }
}

#[actix_web::test]
async fn an_officer_finds_nothing_of_another_prefecture() {
    let stage = Stage::set().await;
    let id = stage.draft(plan()).await;
    step(&stage.member, &id, "submit", json!({})).await.expect(200);
    let neighbour = stage.app.officer_of("03").await;
    for q in ["架空みなみ", "架空会", "980-0014", "仙南"] {
        assert_eq!((found(&stage.officer, q).await, found(&neighbour, q).await), (1, 0), "{q}");
    }
}

#[actix_web::test]
async fn what_is_no_search_is_refused() {
    let stage = Stage::set().await;
    for q in ["・".to_owned(), "x".repeat(201), "1 2 3 4 5 6 7 8 9 10 11".to_owned()] {
        let refused = stage.officer.get(&format!("/support-applications?q={q}")).await.refused(400, "invalid_parameter");
        assert_eq!(refused.json()["errors"][0]["pointer"], "/q");
    }
}
