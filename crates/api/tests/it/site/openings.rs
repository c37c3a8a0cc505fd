//! Openings for those who do not run the client.

use super::{SITE, html, id_of, make_real, read, with_client};
use crate::support::{Answer, TestApp, conversation::sql};
use serde_json::{Value, json};

/// The first opening of an institution.
async fn opening_of(app: &TestApp, word: &str) -> (String, String) {
    let institution = id_of(app, word).await;
    let opening = app.visitor().get(&format!("/openings?institution_id={institution}")).await.expect(200).text("/items/0/id");
    (institution, opening)
}

fn facts(page: &Answer) -> Value {
    let page = html(page);
    let data = page.split("ld+json\">").nth(1).and_then(|rest| rest.split("</script>").next()).expect("facts");
    serde_json::from_str(data).unwrap()
}

#[actix_web::test]
async fn an_openings_page_says_what_the_law_asks_for_and_nothing_for_doctors_only() {
    let app = with_client().await;
    let (institution, id) = opening_of(&app, "道北").await;
    let page = html(&read(&app, &format!("/openings/{id}")).await.expect(200));
    for words in [
        "<h1 tabindex=\"-1\">救急も診る総合医（常勤）</h1>",
        "社会医療法人 架空やまなみ会",
        "北海道名寄市架空西1条南1丁目",
        "01654-0-0000",
        "一般病棟",
        "変更なし",
        "16,000,000円",
        "募集中であることの最終確認日",
        "掲載の期限",
    ] {
        assert!(page.contains(words), "{words} in {page}");
    }
    assert!(page.contains(&format!("href=\"/institutions/{institution}\"")) && page.contains("noindex"), "{page}");
    assert!(!page.contains("冬の引っ越し"), "what is for doctors is said to nobody else");
    let english = html(&read(&app, &format!("/openings/{id}?lang=en")).await.expect(200));
    assert!(english.contains("Last confirmed by the institution") && english.contains("lang=\"ja\""), "{english}");
}

#[actix_web::test]
async fn its_facts_for_machines_are_those_of_the_page() {
    let app = with_client().await;
    let (institution, id) = opening_of(&app, "道北").await;
    make_real(&app, &institution).await;
    let path = format!("/openings/{id}");
    let page = read(&app, &path).await.expect(200);
    assert!(!html(&page).contains("noindex"));
    let api = app.visitor().get(&path).await.expect(200).json();
    let facts = facts(&page);
    assert_eq!((&facts["@type"], &facts["title"]), (&json!("JobPosting"), &api["content"]["title"]));
    assert_eq!(facts["url"], format!("{SITE}{path}"));
    assert_eq!(facts["validThrough"], format!("{}T23:59:59+09:00", api["valid_until"].as_str().unwrap()));
    assert_eq!(facts["hiringOrganization"]["name"], api["content"]["recruiter"]);
    assert_eq!(facts["jobLocation"]["address"]["addressCountry"], "JP");
    assert_eq!((&facts["employmentType"], &facts["identifier"]["value"]), (&json!("FULL_TIME"), &json!(id)));
    let value = json!({ "@type": "QuantitativeValue", "minValue": 16_000_000, "maxValue": 21_000_000, "unitText": "YEAR" });
    assert_eq!(facts["baseSalary"], json!({ "@type": "MonetaryAmount", "currency": "JPY", "value": value }));
    let map = html(&read(&app, "/sitemaps/openings.xml").await.expect(200));
    assert_eq!(map.matches("<loc>").count(), 1, "made-up institutions are not listed: {map}");
    assert!(map.contains(&format!("{SITE}{path}")), "{map}");
}

#[actix_web::test]
async fn one_that_is_over_is_gone_everywhere_and_leads_on() {
    let app = with_client().await;
    let (institution, id) = opening_of(&app, "道北").await;
    make_real(&app, &institution).await;
    let path = format!("/openings/{id}");
    sql(&app, "UPDATE opening SET status = 'filled' WHERE id = $1", vec![id.parse::<uuid::Uuid>().unwrap().into()]).await;
    let gone = read(&app, &path).await.expect(410);
    let page = html(&gone);
    assert!(page.contains("この募集は終了したか") && page.contains("href=\"/openings\""), "{page}");
    assert!(page.contains(&format!("href=\"/institutions/{institution}\"")) && page.contains("noindex"), "{page}");
    assert!(!page.contains("JobPosting") && !page.contains("救急も診る総合医"), "{page}");
    assert!(!html(&read(&app, "/openings").await.expect(200)).contains(&id));
    assert!(!html(&read(&app, &format!("/institutions/{institution}")).await.expect(200)).contains(&id));
    assert!(!html(&read(&app, "/sitemaps/openings.xml").await.expect(200)).contains(&id));
    read(&app, "/openings/019d468d-ee80-75d0-8edb-cf197b5413be").await.expect(404);
}

#[actix_web::test]
async fn the_list_asks_by_address_and_the_institutions_page_shows_its_own() {
    let app = with_client().await;
    let (institution, id) = opening_of(&app, "道北").await;
    let all = html(&read(&app, "/openings").await.expect(200));
    assert!(all.contains("<h1 tabindex=\"-1\">募集を探す</h1>") && all.contains(&format!("href=\"/openings/{id}\"")), "{all}");
    let some = html(&read(&app, "/openings?engagements=short_stay&sort=").await.expect(200));
    assert!(some.contains("島の診療所で1か月") && !some.contains("救急も診る総合医"), "{some}");
    assert!(some.contains("<option value=\"short_stay\" selected=\"selected\">") && some.contains("noindex"), "{some}");
    let nothing = html(&read(&app, "/openings?q=%E3%83%BB").await.expect(200));
    assert!(nothing.contains("検索できる文字がありません"), "{nothing}");
    let page = html(&read(&app, &format!("/institutions/{institution}")).await.expect(200));
    assert!(page.contains(&format!("href=\"/openings/{id}\"")), "{page}");
}

#[actix_web::test]
async fn the_words_of_an_opening_leave_their_place_nowhere() {
    let app = with_client().await;
    let (institution, id) = opening_of(&app, "道北").await;
    let words = "</script><script src=//x></script>\"><img onerror='1'> &";
    let change = "UPDATE opening SET content = content || jsonb_build_object('title', $2::text, 'duties', $2::text, 'workplace', $2::text) WHERE id = $1";
    sql(&app, change, vec![id.parse::<uuid::Uuid>().unwrap().into(), words.into()]).await;
    // The client's own script, the facts where there are some, and the answers of the API that the client would ask for.
    for (path, scripts) in [(format!("/openings/{id}"), 3), (format!("/institutions/{institution}"), 4), ("/openings".to_owned(), 2)] {
        let page = read(&app, &path).await.expect(200);
        let text = html(&page);
        assert_eq!((text.matches("<script").count(), text.matches("</script>").count()), (scripts, scripts), "{text}");
        assert!(!text.contains("<img"), "{text}");
        if path.starts_with("/openings/") {
            assert_eq!((&facts(&page)["title"], &facts(&page)["description"].as_str().unwrap().contains(words)), (&json!(words), &true));
        }
    }
}
