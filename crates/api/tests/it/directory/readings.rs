//! What is found by its reading, in any romanization, and numbers in any form; what is said to who finds nothing.

use super::{id_of, names, search::search, with_demo};
use crate::support::Answer;

#[actix_web::test]
async fn places_are_found_by_their_reading_in_kana_and_latin_letters() {
    let app = with_demo().await;
    let visitor = app.visitor();
    for (query, name) in [
        ("おきなわ", "架空やんばる診療所"),
        ("okinawa", "架空やんばる診療所"),
        ("Okinawa", "架空やんばる診療所"),
        ("なごし", "架空やんばる診療所"),
        ("おおがわら", "架空みやぎ南病院"),
        ("ogawara", "架空みやぎ南病院"),
        ("oogawara", "架空みやぎ南病院"),
        ("せんなん", "架空みやぎ南病院"),
        ("仙南", "架空みやぎ南病院"),
        ("sennan", "架空みやぎ南病院"),
        ("しまね", "架空隠岐しま診療所"),
        ("simane", "架空隠岐しま診療所"),
    ] {
        let found = names(&search(&visitor, &[("q", query)]).await.expect(200).json());
        assert_eq!(found.first().map(String::as_str), Some(name), "{query}: {found:?}");
    }
}

#[actix_web::test]
async fn words_are_found_by_their_reading_and_marked_where_they_are_written() {
    let app = with_demo().await;
    let visitor = app.visitor();
    for (reading, written) in [("りとう", "離島"), ("ritou", "離島"), ("ないしきょう", "内視鏡"), ("ほうもんしんりょう", "訪問診療")]
    {
        let (read, typed) = (search(&visitor, &[("q", reading)]).await.expect(200), search(&visitor, &[("q", written)]).await.expect(200));
        let ids = |answer: &Answer| {
            answer.json()["items"].as_array().unwrap().iter().map(|row| row["institution_id"].clone()).collect::<Vec<_>>()
        };
        assert!(!ids(&typed).is_empty() && ids(&typed).iter().all(|id| ids(&read).contains(id)), "{reading}");
    }
    let found = search(&visitor, &[("q", "ないしきょう")]).await.expect(200).json();
    let shown = found["items"].as_array().unwrap().iter().all(|row| {
        let says = |text: &serde_json::Value| text.as_str().is_some_and(|text| text.contains("内視鏡"));
        says(&row["excerpt"]) || says(&row["headline"])
    });
    assert!(shown, "each says where: {found}");
}

#[actix_web::test]
async fn numbers_are_found_in_any_form() {
    let app = with_demo().await;
    let visitor = app.visitor();
    let id = id_of(&app, "くりはら").await;
    let profile = visitor.get(&format!("/institutions/{id}")).await.expect(200).json()["profile"].clone();
    let (phone, code) = (profile["phone"].as_str().unwrap(), profile["postal_code"].as_str().unwrap());
    let groups: Vec<&str> = phone.split('-').collect();
    let forms = [
        phone.to_owned(),
        groups.concat(),
        format!("({}){}-{}", groups[0], groups[1], groups[2]),
        groups.join("・"),
        groups.join(" "),
        format!("+81 {} {} {}", &groups[0][1..], groups[1], groups[2]),
        code.to_owned(),
        format!("〒{code}"),
    ];
    for form in forms {
        let found = names(&search(&visitor, &[("q", &form)]).await.expect(200).json());
        assert!(found.contains(&"架空くりはら診療所".to_owned()), "{form}: {found:?}");
    }
}

#[actix_web::test]
async fn a_question_of_marks_alone_is_refused_and_says_so() {
    let app = with_demo().await;
    let visitor = app.visitor();
    for marks in ["・", "ー", "（）", "-"] {
        let refused = search(&visitor, &[("q", marks)]).await.refused(400, "invalid_parameter");
        let said = refused.json().to_string();
        assert!(said.contains("nothing_to_search_for"), "{said}");
    }
}

#[actix_web::test]
async fn the_examples_in_the_search_box_find_something() {
    let app = with_demo().await;
    let visitor = app.visitor();
    for texts in [include_str!("../../../../web/locales/ja/directory.json"), include_str!("../../../../web/locales/en/directory.json")] {
        let texts: serde_json::Value = serde_json::from_str(texts).unwrap();
        let example = texts["filter"]["words_example"].as_str().unwrap();
        let example = example.trim_start_matches("例：").trim_start_matches("e.g. ");
        assert!(!names(&search(&visitor, &[("q", example)]).await.expect(200).json()).is_empty(), "{example}");
    }
}

#[actix_web::test]
async fn who_finds_nothing_is_offered_what_comes_near() {
    let app = with_demo().await;
    let visitor = app.visitor();
    visitor.find_everything().await;
    for query in ["くりばら", "kurihala", "くりはら 無い言葉"] {
        assert!(names(&search(&visitor, &[("q", query)]).await.expect(200).json()).is_empty(), "{query}");
        let offered = visitor.get(&format!("/institution-suggestions?q={query}")).await.expect(200).items();
        assert_eq!((offered[0]["name"].as_str(), offered[0]["near"].as_bool()), (Some("架空くりはら診療所"), Some(true)), "{query}");
    }
    let found = visitor.get("/institution-suggestions?q=くりはら").await.expect(200).items();
    assert!(found[0].get("near").is_none(), "it holds the words: {found}");
}
