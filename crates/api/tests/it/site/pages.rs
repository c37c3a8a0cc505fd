//! The client's page with words about what lives at its address.

use super::{SITE, html, id_of, make_real, read, with_client};
use crate::support::{TestApp, send};
use reqwest::Method;
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};

fn facts(page: &str) -> Value {
    let data = page.split("application/ld+json\">").nth(1).and_then(|rest| rest.split("</script>").next()).expect("facts");
    serde_json::from_str(data).unwrap()
}

#[actix_web::test]
async fn an_institutions_page_says_what_it_is_in_both_languages() {
    let app = with_client().await;
    let id = id_of(&app, "みやぎ南").await;
    make_real(&app, &id).await;
    let page = read(&app, &format!("/institutions/{id}")).await.expect(200);
    assert_eq!((page.header("content-type"), page.header("cache-control")), ("text/html; charset=utf-8", "public, no-cache"));
    let ja = html(&page);
    let address = format!("{SITE}/institutions/{id}");
    for line in [
        "<html lang=\"ja\">".to_owned(),
        "<title>架空みやぎ南病院｜GMネットワーク</title>".to_owned(),
        format!("<link rel=\"canonical\" href=\"{address}\">"),
        format!("<link rel=\"alternate\" hreflang=\"en\" href=\"{address}?lang=en\">"),
        "<meta property=\"og:title\" content=\"架空みやぎ南病院\">".to_owned(),
        format!("<meta property=\"og:url\" content=\"{address}\">"),
        "<meta property=\"og:locale\" content=\"ja_JP\">".to_owned(),
        "<div id=\"app\" data-written>".to_owned(),
    ] {
        assert!(ja.contains(&line), "{line}\n{ja}");
    }
    assert!(ja.contains("宮城県大河原町の病院") && !ja.contains("noindex"), "{ja}");
    let told = facts(&ja);
    assert_eq!((told["@type"].as_str(), told["name"].as_str()), (Some("Hospital"), Some("架空みやぎ南病院")));
    assert_eq!(told["address"]["addressRegion"], "宮城県");
    assert_eq!((told["url"].as_str(), told["telephone"].as_str().map(|tel| &tel[..4])), (Some(address.as_str()), Some("+81-")));
    assert!(told["medicalSpecialty"].as_array().is_some_and(|all| !all.is_empty()), "{told}");
    // The middle of a municipality is no place of an institution.
    assert_eq!(told["geo"], Value::Null);
    assert!(!ja.contains("saiyo@") && !ja.contains("宿直"), "nothing of the restricted part");

    let en = html(&read(&app, &format!("/institutions/{id}?lang=en")).await.expect(200));
    assert!(
        en.contains("<html lang=\"en\">") && en.contains("<title>Kakuu Miyagi Minami Hospital (fictional)｜GM Network</title>"),
        "{en}"
    );
    assert!(en.contains(&format!("<link rel=\"canonical\" href=\"{address}?lang=en\">")), "{en}");
    assert_eq!((facts(&en)["@id"].clone(), facts(&en)["address"]["addressRegion"].clone()), (told["@id"].clone(), json!("Miyagi")));
}

#[actix_web::test]
async fn the_place_is_said_when_it_is_known_to_the_building() {
    let app = with_client().await;
    let id = id_of(&app, "みやぎ南").await;
    let place = format!(
        "INSERT INTO registry_institution (code, edition, name, name_kana, kind, prefecture_code, municipality_code, address, latitude, longitude)
             SELECT 'TEST00001', '2025-06-01', name, name_kana, kind, prefecture_code, municipality_code, '', 38.05, 140.73 FROM listing
             WHERE institution_id = '{id}';
         UPDATE institution SET registry_code = 'TEST00001' WHERE id = '{id}'"
    );
    app.state.db.execute_unprepared(&place).await.unwrap();
    let told = facts(&html(&read(&app, &format!("/institutions/{id}")).await));
    assert_eq!((told["geo"]["latitude"].as_f64(), told["geo"]["longitude"].as_f64()), (Some(38.05), Some(140.73)));
    // It moved to another municipality than the official list knows.
    app.state.db.execute_unprepared("UPDATE registry_institution SET municipality_code = '04101' WHERE code = 'TEST00001'").await.unwrap();
    assert_eq!(facts(&html(&read(&app, &format!("/institutions/{id}")).await))["geo"], Value::Null);
}

#[actix_web::test]
async fn what_is_made_up_says_so_and_is_not_indexed() {
    let app = with_client().await;
    let id = id_of(&app, "みやぎ南").await;
    let page = html(&read(&app, &format!("/institutions/{id}")).await.expect(200));
    assert!(page.contains("<meta name=\"robots\" content=\"noindex\">"), "{page}");
    assert!(page.contains("<title>架空みやぎ南病院（架空のデータ）｜GMネットワーク</title>"), "{page}");
    assert_eq!(facts(&page)["disambiguatingDescription"], "架空のデータ");
}

#[actix_web::test]
async fn nobodys_words_leave_their_place() {
    let app = with_client().await;
    let id = id_of(&app, "みやぎ南").await;
    let name = "</script><script src=//x></script>\"><img onerror='1'> & 病院";
    let update = format!(
        "UPDATE listing SET name = $q${name}$q$, profile = profile || jsonb_build_object('headline', $q${name}$q$, 'address_line', $q${name}$q$)
         WHERE institution_id = '{id}'"
    );
    app.state.db.execute_unprepared(&update).await.unwrap();
    let page = html(&read(&app, &format!("/institutions/{id}")).await.expect(200));
    // The client's own script, the facts, and the answers of the API that the client would ask for.
    assert_eq!((page.matches("<script").count(), page.matches("</script>").count()), (4, 4), "{page}");
    assert!(!page.contains("<img"), "{page}");
    assert_eq!(facts(&page)["name"], name);
    assert_eq!(facts(&page)["address"]["streetAddress"], name);
    let odd = html(&read(&app, "/institutions?q=%22%3E%3Cscript%3E&prefecture=04").await.expect(200));
    assert!(odd.matches("<script").count() == 1 && odd.contains("（宮城県）"), "{odd}");
}

#[actix_web::test]
async fn what_is_not_listed_is_not_found_and_nothing_is_said_of_it() {
    let app = with_client().await;
    let id = id_of(&app, "みやぎ南").await;
    let path = format!("/institutions/{id}");
    let before = read(&app, &path).await.expect(200);
    app.secretariat().await.post(&format!("/institutions/{id}/pause"), json!({ "reason": "確認のため" })).await;
    for path in [path.as_str(), "/institutions/019d468d-ee80-75d0-8edb-cf197b5413be", "/institutions/none", "/no/such/page"] {
        let page = send(app.visitor().request(Method::GET, &format!("/{path}")).header("if-none-match", before.etag())).await.expect(404);
        let text = html(&page);
        assert_eq!((page.header("cache-control"), page.etag().as_str()), ("no-cache", ""), "{path}");
        assert!(
            text.contains("<div id=\"app\" data-written>") && text.contains("noindex") && text.contains("ページが見つかりません"),
            "{path}: {text}"
        );
        assert!(!text.contains("みやぎ南") && !text.contains("ld+json") && !text.contains("canonical"), "{path}: {text}");
    }
}

#[actix_web::test]
async fn a_page_is_sent_again_only_when_it_changed_and_packed_for_those_who_unpack() {
    let app = with_client().await;
    let id = id_of(&app, "みやぎ南").await;
    let path = format!("//institutions/{id}");
    let ask = |name: &'static str, value: String| send(app.visitor().request(Method::GET, &path).header(name, value));
    let first = ask("accept-encoding", "br".into()).await.expect(200);
    assert_eq!((first.header("content-encoding"), first.header("vary")), ("br", "Accept-Encoding"));
    let plain = ask("accept-encoding", "identity".into()).await.expect(200);
    assert_ne!(plain.etag(), first.etag());
    assert!(ask("if-none-match", plain.etag()).await.expect(304).body.is_empty());
    app.state.db.execute_unprepared("UPDATE listing SET profile = profile || '{\"headline\": \"変わりました\"}'").await.unwrap();
    assert!(html(&ask("if-none-match", plain.etag()).await.expect(200)).contains("変わりました"));
    let head = send(app.visitor().request(Method::HEAD, &path)).await.expect(200);
    assert!(head.body.is_empty() && head.header("content-type").starts_with("text/html"));
}

#[actix_web::test]
async fn pages_of_ones_own_are_not_indexed_and_public_ones_have_their_words() {
    let app = TestApp::start_with(|config| config.web_dir = super::built()).await;
    for path in ["/staff", "/staff/registrations", "/sign-in", "/account", "/inquiries"] {
        let page = read(&app, path).await.expect(200);
        assert!(html(&page).contains("noindex") && page.header("cache-control") == "no-cache", "{path}");
    }
    for (path, title) in [
        ("/", "GMネットワーク｜総合医を目指す医師と、地域の医療機関をつなぐ"),
        ("/faq", "よくある質問｜GMネットワーク"),
        ("/support/areas/04", "宮城県の重点区域｜GMネットワーク"),
        ("/institutions?lang=en", "Find an institution｜GM Network"),
    ] {
        let page = html(&read(&app, path).await.expect(200));
        assert!(page.contains(&format!("<title>{title}</title>")) && !page.contains("noindex"), "{path}: {page}");
    }
}
