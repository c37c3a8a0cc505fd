//! What visitors read in the page itself, without the client.

use super::{built, html, id_of, make_real, read, with_client};
use crate::support::{Answer, TestApp};
use api::{config::MapTiles, features::directory::search::DirectoryIndex};
use chrono::TimeDelta;
use domain::{locale::Locale, money::Yen, subsidy::SchemeCode};
use sea_orm::ConnectionTrait;
use strum::IntoEnumIterator;

/// How an answer of the API begins that stands in a page for the client: a script element that runs nothing.
const GIVEN: &str = "<script type=\"application/json\" data-answer=\"";

/// The content of a page, without its head.
async fn body(app: &TestApp, path: &str) -> String {
    let page = html(&read(app, path).await.expect(200));
    page.split_once("<body>").expect("a body").1.to_owned()
}

/// How often something occurs.
fn count(page: &str, what: &str) -> usize {
    page.matches(what).count()
}

async fn set_profile(app: &TestApp, id: &str, field: &str, text: &str) {
    let text = text.replace('\'', "''");
    let sql = format!(
        "UPDATE listing SET profile = jsonb_set(profile, '{{{field}}}', to_jsonb('{text}'::text)){} WHERE institution_id = '{id}'",
        if field == "name" { format!(", name = '{text}'") } else { String::new() }
    );
    app.state.db.execute_unprepared(&sql).await.unwrap();
    DirectoryIndex::of(&app.state).catch_up(&app.state).await.unwrap();
}

#[actix_web::test]
async fn the_privacy_policy_names_the_server_of_tiles_where_there_is_one() {
    let folder = built();
    let tiles = MapTiles::parse("https://tiles.example/{z}/{x}/{y}.png", "© Tiles").unwrap();
    let app = TestApp::start_with(move |config| (config.web_dir, config.map_tiles) = (folder, Some(tiles))).await;
    for (path, what) in [("/privacy", "外部への送信"), ("/privacy?lang=en", "External transmission")] {
        let page = body(&app, path).await;
        assert!(page.contains(what) && page.contains("https://tiles.example") && page.contains("© Tiles"), "{page}");
    }
    let without = with_client().await;
    assert!(!body(&without, "/privacy").await.contains("外部への送信"));
}

#[actix_web::test]
async fn the_list_is_readable_and_leads_to_the_institutions() {
    let app = with_client().await;
    let id = id_of(&app, "みやぎ南").await;
    let total = app.visitor().get("/institution-facets").await.expect(200).json()["total"].as_u64().unwrap();
    let page = body(&app, "/institutions").await;
    assert!(page.contains("<div id=\"app\" data-written>") && page.contains("<h1 tabindex=\"-1\">医療機関を探す</h1>"), "{page}");
    assert_eq!(count(&page, "listing-card__headline"), usize::try_from(total.min(20)).unwrap());
    assert!(page.contains(&format!("全{total}件中{}件を表示しています", total.min(20))), "{page}");
    assert!(page.contains(&format!("href=\"/institutions/{id}\">架空みやぎ南病院</a>")), "{page}");
    assert!(
        page.contains("<form id=\"search\" class=\"directory__search\" role=\"search\" method=\"get\" action=\"/institutions\">"),
        "{page}"
    );
    // The demonstration says that it is one.
    assert_eq!(count(&page, "架空のデータ"), usize::try_from(total.min(20)).unwrap());

    let english = body(&app, "/institutions?lang=en").await;
    assert!(
        english.contains("Kakuu Miyagi Minami Hospital") && english.contains(&format!("href=\"/institutions/{id}?lang=en\"")),
        "{english}"
    );
    assert!(english.contains("<input type=\"hidden\" name=\"lang\" value=\"en\">"), "{english}");
}

#[actix_web::test]
async fn a_search_by_address_finds_and_marks_as_the_api_does() {
    let app = with_client().await;
    let query = "q=%E3%81%BF%E3%82%84%E3%81%8E&prefecture=04&kind=hospital&employment=&sort=&area=";
    let found = app.visitor().get("/institutions?q=%E3%81%BF%E3%82%84%E3%81%8E&prefecture=04&kind=hospital").await.expect(200).json();
    let names: Vec<&str> = found["items"].as_array().unwrap().iter().filter_map(|one| one["institution_id"].as_str()).collect();
    assert!(!names.is_empty());
    let page = body(&app, &format!("/institutions?{query}")).await;
    assert_eq!(count(&page, "listing-card__headline"), names.len());
    for id in names {
        assert!(page.contains(&format!("/institutions/{id}\"")), "{id}");
    }
    assert!(page.contains("<mark>みやぎ</mark>") && page.contains("value=\"みやぎ\""), "{page}");
    assert!(page.contains("<option value=\"04\" selected=\"selected\">宮城県"), "{page}");
    assert!(page.contains("value=\"hospital\" checked=\"checked\""), "{page}");
    // Each filter can be taken away.
    assert!(page.contains("href=\"/institutions?prefecture=04&amp;kind=hospital\""), "{page}");

    let none = body(&app, "/institutions?q=%E3%81%82%E3%82%8A%E3%81%88%E3%81%AA%E3%81%84%E8%AA%9E").await;
    assert!(none.contains("条件に合う医療機関が見つかりませんでした") && count(&none, "listing-card__headline") == 0, "{none}");
    let no_search = body(&app, "/institutions?q=%E3%83%BB").await;
    assert!(no_search.contains("検索できる文字がありません") && no_search.contains("aria-invalid=\"true\""), "{no_search}");
}

#[actix_web::test]
async fn the_list_goes_on_by_links() {
    let app = with_client().await;
    // Listings of nobody, so that there is more than a page.
    let sql = "ALTER TABLE listing DROP CONSTRAINT listing_institution_id_fkey, DROP CONSTRAINT listing_registration_id_fkey;
         INSERT INTO listing (institution_id, registration_id, name, name_kana, kind, prefecture_code, municipality_code, specialties,
                 employment, guidance_offered, profile, restricted, search_key, published_on, updated_at, fictional)
             SELECT gen_random_uuid(), gen_random_uuid(), '架空' || n || '病院', 'カクウ', 'hospital', '13', '13101', '{surgery}',
                 '{full_time}', false, profile, '{}', '', '2026-04-01', now(), true
             FROM generate_series(1, 40) n, (SELECT profile FROM listing LIMIT 1) one";
    app.state.db.execute_unprepared(sql).await.unwrap();
    DirectoryIndex::of(&app.state).catch_up(&app.state).await.unwrap();
    let mut seen = std::collections::BTreeSet::new();
    let mut address = "/institutions".to_owned();
    let total = app.visitor().get("/institution-facets").await.expect(200).json()["total"].as_u64().unwrap();
    loop {
        let page = body(&app, &address).await;
        for card in page.split("class=\"card__title\"").skip(1) {
            let id = card.split("href=\"/institutions/").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
            assert!(seen.insert(id.to_owned()), "{id} twice");
        }
        match page.split("rel=\"next\" href=\"").nth(1).and_then(|rest| rest.split('"').next()) {
            Some(next) => address = next.replace("&amp;", "&"),
            None => break,
        }
    }
    assert_eq!(seen.len() as u64, total);
    // A place in another list is the beginning of this one.
    let page = body(&app, "/institutions?cursor=nonsense").await;
    assert!(page.contains("listing-card__headline") && page.contains("最初から見る"), "{page}");
}

#[actix_web::test]
async fn an_institutions_page_has_its_facts_and_nothing_for_doctors_only() {
    let app = with_client().await;
    let id = id_of(&app, "みやぎ南").await;
    make_real(&app, &id).await;
    let listing = app.visitor().get(&format!("/institutions/{id}")).await.expect(200).json();
    let page = body(&app, &format!("/institutions/{id}")).await;
    assert!(page.contains("<h1 tabindex=\"-1\">架空みやぎ南病院</h1>"), "{page}");
    for field in ["headline", "practice", "guidance", "training", "community", "address_line", "phone"] {
        let text = listing[field].as_str().or_else(|| listing["profile"][field].as_str()).unwrap_or_default();
        assert!(page.contains(text.split('\n').next().unwrap()), "{field}: {text}\n{page}");
    }
    assert!(
        page.contains("<dt>許可病床数</dt>")
            && page.contains("<h2>総合医としての診療体制</h2>")
            && page.contains("大河原町")
            && page.contains("（令和"),
        "{page}"
    );
    assert!(!page.contains("saiyo@") && !page.contains("宿直は月"), "nothing of the restricted part");
    let english = body(&app, &format!("/institutions/{id}?lang=en")).await;
    assert!(english.contains("<dt>Specialties</dt>") && english.contains("<div lang=\"ja\">"), "{english}");
}

#[actix_web::test]
async fn words_of_institutions_stay_words() {
    let app = with_client().await;
    let id = id_of(&app, "みやぎ南").await;
    let hostile = "\"><script>alert(1)</script><img src=x onerror='alert(2)'>{{ 7919 * 7919 }}";
    for field in ["name", "headline", "practice", "address_line", "phone"] {
        set_profile(&app, &id, field, hostile).await;
    }
    for path in [format!("/institutions/{id}"), "/institutions".to_owned(), "/institutions?prefecture=04".to_owned()] {
        let page = body(&app, &path).await;
        assert_eq!((count(&page, "<script"), count(&page, "</script")), (count(&page, GIVEN), count(&page, GIVEN)), "{path}\n{page}");
        assert_eq!(count(&page, "<img"), 0, "{path}\n{page}");
        assert!(page.contains("&lt;script&gt;"), "{path}\n{page}");
        assert!(!page.contains("62710561"), "{path}");
    }
}

#[actix_web::test]
async fn what_is_not_public_is_a_page_that_says_so() {
    let app = with_client().await;
    let id = id_of(&app, "みやぎ南").await;
    app.state.db.execute_unprepared(&format!("DELETE FROM listing WHERE institution_id = '{id}'")).await.unwrap();
    DirectoryIndex::of(&app.state).catch_up(&app.state).await.unwrap();
    for path in [format!("/institutions/{id}"), "/nothing".to_owned()] {
        let answer = read(&app, &path).await.expect(404);
        let page = html(&answer);
        assert!(page.contains("<h1 tabindex=\"-1\">ページが見つかりません</h1>") && page.contains("noindex"), "{page}");
        assert_eq!(answer.header("cache-control"), "no-cache");
    }
    // A page of somebody's own is drawn by the client only.
    let own = body(&app, "/account").await;
    assert!(!own.contains("data-written") && own.contains("boot__skeleton"), "{own}");
}

#[actix_web::test]
async fn a_page_is_the_same_for_everybody_and_asked_about_by_its_tag() {
    let app = with_client().await;
    for path in ["/institutions", "/institutions?q=%E7%97%85%E9%99%A2"] {
        let first = read(&app, path).await.expect(200);
        assert_eq!(first.header("cache-control"), "public, no-cache");
        assert!(first.header("set-cookie").is_empty() && first.header("vary") == "Accept-Encoding", "{path}");
        let again = app.visitor().request(reqwest::Method::GET, &format!("/{path}")).header("accept", "text/html");
        let again = crate::support::send(again.header("if-none-match", first.header("etag"))).await;
        assert_eq!(again.status, 304, "{path}");
        // A browser takes the headers of a 304 over into the page that it keeps.
        let policy = first.header("content-security-policy");
        assert!(policy.contains("script-src 'self'") && policy == again.header("content-security-policy"), "{path}: {policy}");
    }
    let answer = app.visitor().get("/institutions").await.expect(200);
    assert_eq!(answer.header("content-security-policy"), "default-src 'none'; frame-ancestors 'none'", "an answer is no page");
}

/// Addresses of pages for everybody, with one of each sort that a value stands in.
async fn pages(app: &TestApp) -> Vec<String> {
    let area = app.visitor().get("/priority-areas?prefecture=04").await.expect(200).items()[0]["id"].as_str().expect("an area").to_owned();
    let first = format!("/support/schemes/{}", SchemeCode::iter().next().expect("schemes").code());
    let fixed = [
        "/",
        "/institutions",
        "/openings",
        "/map",
        "/how-it-works",
        "/programme",
        "/faq",
        "/terms",
        "/privacy",
        "/contact",
        "/credits",
        "/support",
        "/support/schemes",
        &first,
        "/support/calculator",
        "/support/package",
        "/support/package/wide-area-residency",
        "/support/package/doctors-allowance",
        "/support/package/opening-notice",
        "/support/areas",
        "/support/areas/04",
        "/support/meetings/04",
        "/support/tables/04/2025",
        "/support/tables/04/2026",
    ];
    let area = format!("/support/areas/04/{area}");
    let opening = format!("/openings/{}", app.visitor().get("/openings").await.expect(200).text("/items/0/id"));
    fixed.into_iter().map(ToOwned::to_owned).chain([area, opening]).collect()
}

#[actix_web::test]
async fn every_page_for_everybody_is_written_in_both_languages_and_its_links_lead_somewhere() {
    let app = with_client().await;
    DirectoryIndex::of(&app.state).catch_up(&app.state).await.unwrap();
    let mut links = std::collections::BTreeSet::new();
    for path in pages(&app).await {
        for language in ["", "?lang=en"] {
            let page = body(&app, &format!("{path}{language}")).await;
            assert!(page.contains("data-written"), "{path}{language} is left to the client");
            assert_eq!((count(&page, "<h1"), count(&page, "<main")), (1, 1), "{path}{language}");
            assert_eq!(count(&page, "<script"), count(&page, GIVEN), "{path}{language}");
            assert!(!page.contains("{{") && !page.contains("style="), "{path}{language}");
            links.extend(
                page.split("href=\"")
                    .skip(1)
                    .filter_map(|rest| rest.split(['"', '#']).next())
                    .filter(|href| href.starts_with('/'))
                    .map(|href| href.replace("&amp;", "&")),
            );
        }
    }
    // The drawing of the landing page's map is a file of the client, which this server has none of.
    let pages = links.iter().filter(|href| !href.starts_with("/api/") && !href.starts_with("/feeds/") && *href != "/japan.svg");
    for href in pages.filter(|href| !href.contains("lang=") && !href.contains('?')) {
        assert_ne!(read(&app, href).await.status, 404, "{href}");
    }
}

#[actix_web::test]
async fn figures_are_those_of_the_rules() {
    let app = with_client().await;
    let rules = app.visitor().get("/subsidy-rules").await.expect(200).items();
    let rules = rules.as_array().unwrap();
    assert!(!rules.is_empty());
    for rule in rules.iter().filter(|rule| rule["budget_yen"].is_i64()) {
        let page = body(&app, &format!("/support/schemes/{}", rule["scheme"].as_str().unwrap())).await;
        let budget = Yen(rule["budget_yen"].as_i64().unwrap()).label(Locale::Ja);
        assert!(page.contains(&budget), "{budget}\n{page}");
    }
}

#[actix_web::test]
async fn what_lives_nowhere_among_the_areas_is_not_found() {
    let app = with_client().await;
    for path in ["/support/areas/04/019d468d-ee80-75d0-8edb-cf197b5413be", "/support/areas/04/none", "/support/areas/48"] {
        let page = html(&read(&app, path).await.expect(404));
        assert!(page.contains("ページが見つかりません") && page.contains("noindex"), "{path}");
    }
}

#[actix_web::test]
async fn pages_of_an_index_that_is_behind_say_how_old_they_are() {
    let app = with_client().await;
    app.visitor().find_everything().await;
    let age = |answer: &Answer| answer.headers.get("age").map(|value| value.to_str().unwrap().to_owned());
    for path in ["/institutions", "/institutions?q=架空", "/map"] {
        assert_eq!(age(&read(&app, path).await.expect(200)), None, "{path}");
    }
    app.clock.advance(TimeDelta::seconds(90));
    for path in ["/institutions", "/institutions?q=架空", "/map"] {
        assert_eq!(age(&read(&app, path).await.expect(200)).as_deref(), Some("90"), "{path}");
    }
    assert_eq!(age(&read(&app, "/faq").await.expect(200)), None);
}

#[actix_web::test]
async fn a_list_that_is_written_again_is_the_same_until_something_changes() {
    let app = with_client().await;
    let id = id_of(&app, "みやぎ南").await;
    let (first, again) = (read(&app, "/institutions").await.expect(200), read(&app, "/institutions").await.expect(200));
    assert_eq!((html(&first), first.etag()), (html(&again), again.etag()));
    assert_eq!(again.header("cache-control"), "public, no-cache");
    set_profile(&app, &id, "name", "架空あたらしい病院").await;
    assert!(html(&read(&app, "/institutions").await.expect(200)).contains("架空あたらしい病院"));
    let english = html(&read(&app, "/institutions?lang=en").await.expect(200));
    assert!(english.contains("lang=\"en\""), "{english}");
}

#[actix_web::test]
async fn what_is_not_in_the_index_is_on_the_list_within_a_minute() {
    let app = with_client().await;
    app.visitor().find_everything().await;
    let areas = async || html(&read(&app, "/institutions?prefecture=04").await.expect(200)).contains("架空の新しい圏域");
    assert!(!areas().await);
    let area = "INSERT INTO secondary_medical_area (code, prefecture_code, name, name_en) VALUES ('0499', '04', '架空の新しい圏域', 'New')";
    app.state.db.execute_unprepared(area).await.unwrap();
    app.clock.advance(TimeDelta::seconds(61));
    assert!(areas().await);
}

#[actix_web::test]
async fn what_a_page_gives_the_client_is_what_the_api_answers_to_a_visitor() {
    let app = with_client().await;
    let listing = format!("/institutions/{}", id_of(&app, "みやぎ南").await);
    let areas = app.visitor().get("/priority-areas?prefecture=04").await.expect(200);
    let area = format!("/support/areas/04/{}", areas.text("/items/0/id"));
    let pages = [
        (listing.as_str(), 2),
        ("/openings", 1),
        ("/openings?pay_unit=year&sort=pay", 1),
        ("/support", 1),
        ("/support/areas", 1),
        ("/support/areas/04", 6),
        ("/support/areas/04?as_of=2026-04-01&lang=en", 6),
        (&area, 3),
        ("/support/schemes", 1),
        ("/support/meetings/04", 1),
        ("/support/tables/04/2025", 1),
        ("/credits", 1),
    ];
    for (path, wanted) in pages {
        let page = body(&app, path).await;
        let given: Vec<&str> = page.split(GIVEN).skip(1).collect();
        assert_eq!(given.len(), wanted, "{path}");
        for one in given {
            let (address, rest) = one.split_once("\">").unwrap();
            let (answer, _) = rest.split_once("</script>").unwrap();
            let address = address.replace("&amp;", "&");
            let asked = app.visitor().get(address.strip_prefix("/api/v1").unwrap()).await.expect(200).json();
            assert_eq!(serde_json::from_str::<serde_json::Value>(answer).unwrap(), asked, "{path}: {address}");
        }
    }
}

#[actix_web::test]
async fn a_prefectures_map_is_a_picture_where_nothing_runs() {
    let app = with_client().await;
    assert!(!body(&app, "/support/areas/04").await.contains("<noscript><figure"));
    assert_eq!(read(&app, "/drawings/areas/04.svg").await.status, 404);

    let sql = r#"INSERT INTO region_outline (level, code, grid, west, south, east, north, geometry, edition) VALUES
        ('secondary_medical_area', '0401', 0.001, 140, 38, 141, 39,
        '{"type":"MultiPolygon","coordinates":[[[[140,38],[141,38],[141,39],[140,38]]]]}', 'test')"#;
    app.state.db.execute_unprepared(sql).await.unwrap();
    let page = body(&app, "/support/areas/04?as_of=2026-06-01").await;
    assert!(page.contains("<noscript><figure class=\"map\">") && page.contains("alt=\"二次医療圏ごとの区域の地図。"), "{page}");
    assert!(page.contains("src=\"/drawings/areas/04.svg?as_of=2026-06-01\""), "{page}");
    let picture = read(&app, "/drawings/areas/04.svg?as_of=2026-06-01").await.expect(200);
    assert_eq!(picture.header("content-type"), "image/svg+xml");
    assert_eq!(html(&picture).matches("<path").count() - html(&picture).matches("url(#").count(), 1);
}
