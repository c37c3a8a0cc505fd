//! What crawlers and feed readers ask for by name.

use super::{SITE, html, id_of, make_real, read, with_client};
use crate::support::{Answer, TestApp, send};
use quick_xml::{Reader, events::Event};
use reqwest::Method;
use sea_orm::ConnectionTrait;

/// Whether it is XML to the end, and the texts of its elements of one name.
fn texts(answer: &Answer, name: &str) -> Vec<String> {
    let (mut found, mut open, mut depth) = (Vec::new(), false, 0);
    let text = html(answer);
    let mut reader = Reader::from_str(&text);
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => {
                depth += 1;
                open = start.name().as_ref() == name;
                if open {
                    found.push(String::new());
                }
            }
            Event::End(_) => {
                depth -= 1;
                open = false;
            }
            Event::Text(text) if open => found.last_mut().unwrap().push_str(&text),
            Event::GeneralRef(reference) if open => found.last_mut().unwrap().push_str(&format!("&{};", &*reference)),
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0, "{text}");
    found
}

#[actix_web::test]
async fn the_sitemap_has_every_real_institution_and_no_made_up_one() {
    let app = with_client().await;
    let index = read(&app, "/sitemap.xml").await.expect(200);
    assert_eq!(index.header("content-type"), "application/xml; charset=utf-8");
    let always = [format!("{SITE}/sitemaps/pages.xml"), format!("{SITE}/sitemaps/openings.xml")];
    assert_eq!(texts(&index, "loc"), always, "a demonstration has its pages");
    let pages = texts(&read(&app, "/sitemaps/pages.xml").await.expect(200), "loc");
    assert!(pages.contains(&format!("{SITE}/")) && pages.contains(&format!("{SITE}/support/package/opening-notice")));
    for page in pages {
        let page = html(&read(&app, page.strip_prefix(SITE).unwrap()).await.expect(200));
        assert!(!page.contains("noindex"), "{page}");
    }
    let id = id_of(&app, "みやぎ南").await;
    make_real(&app, &id).await;
    let index = texts(&read(&app, "/sitemap.xml").await.expect(200), "loc");
    assert_eq!(index[2..], [format!("{SITE}/sitemaps/institutions/04.xml")]);
    let part = read(&app, "/sitemaps/institutions/04.xml").await.expect(200);
    assert_eq!(texts(&part, "loc"), [format!("{SITE}/institutions/{id}")]);
    assert!(texts(&part, "lastmod")[0].ends_with('Z'));
    for none in ["/sitemaps/institutions/48.xml", "/sitemaps/institutions/04-1.xml", "/sitemaps/none.xml"] {
        read(&app, none).await.expect(404);
    }
}

#[actix_web::test]
async fn a_reader_of_the_feed_is_told_of_the_newest() {
    let app = with_client().await;
    let demo = read(&app, "/feeds/institutions.atom").await.expect(200);
    assert_eq!(demo.header("content-type"), "application/atom+xml; charset=utf-8");
    let titles = texts(&demo, "title");
    assert_eq!(titles.len(), 12);
    assert!(
        titles[0] == "GMネットワーク：新しく掲載された医療機関" && titles[1..].iter().all(|title| title.contains("（架空のデータ）")),
        "{titles:?}"
    );

    let id = id_of(&app, "みやぎ南").await;
    make_real(&app, &id).await;
    app.state.db.execute_unprepared(&format!("UPDATE listing SET name = '<b>&\u{1}病院' WHERE institution_id = '{id}'")).await.unwrap();
    let feed = read(&app, "/feeds/institutions.atom").await.expect(200);
    assert_eq!(texts(&feed, "title")[1..], ["&lt;b&gt;&amp;病院／宮城県大河原町"]);
    assert_eq!(texts(&feed, "id"), [format!("{SITE}/feeds/institutions.atom"), format!("urn:uuid:{id}")]);
    let text = html(&feed);
    for part in [
        format!("rel=\"self\" type=\"application/atom+xml\" hreflang=\"ja\" href=\"{SITE}/feeds/institutions.atom\""),
        format!("rel=\"alternate\" type=\"text/html\" hreflang=\"ja\" href=\"{SITE}/institutions/{id}\""),
        "<category term=\"hospital\" label=\"病院\"/>".to_owned(),
        "T15:00:00Z</published>".to_owned(),
    ] {
        assert!(text.contains(&part), "{part}\n{text}");
    }
    let english = html(&read(&app, "/feeds/institutions.atom?lang=en").await.expect(200));
    assert!(english.contains("xml:lang=\"en\"") && english.contains(&format!("{SITE}/institutions/{id}?lang=en")), "{english}");
}

#[actix_web::test]
async fn robots_are_told_where_to_look_and_where_not() {
    let app = TestApp::start().await;
    let robots = html(&read(&app, "/robots.txt").await.expect(200));
    assert!(robots.contains(&format!("Sitemap: {}/sitemap.xml", app.base)), "{robots}");
    assert!(robots.contains("Disallow: /staff/") && robots.contains("Disallow: /institution$"), "{robots}");
    assert!(!robots.contains("Disallow: /institutions"), "{robots}");
    let head = send(app.visitor().request(Method::HEAD, "//robots.txt")).await.expect(200);
    assert!(head.body.is_empty());
    assert_eq!(app.visitor().get("/directory-summary").await.header("x-robots-tag"), "noindex");
}

#[actix_web::test]
async fn what_is_made_of_the_whole_directory_is_made_when_it_changed() {
    let app = with_client().await;
    for path in ["//feeds/institutions.atom", "//sitemap.xml", "//sitemaps/institutions/04.xml"] {
        let ask = |tag: String| send(app.visitor().request(Method::GET, path).header("if-none-match", tag));
        let (mut tag, mut status) = (String::new(), 200);
        // While somebody writes, in whatever database of the cluster, nothing is certain, and a tag is of the bytes, which need not change.
        for _ in 0..3000 {
            let answer = ask(tag.clone()).await;
            status = answer.status;
            if status == 304 && tag.starts_with("W/") {
                break;
            }
            tag = answer.etag();
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        assert!(status == 304 && tag.starts_with("W/"), "{path}: {status} for {tag}");
        let changed = app.state.db.execute_unprepared("UPDATE listing SET updated_at = updated_at + interval '1 s'").await.unwrap();
        let again = ask(tag.clone()).await;
        assert_eq!(again.status, 200, "{path}: {} listings were changed since {tag}", changed.rows_affected());
    }
}
