//! The index of the directory: what it finds, how it follows, when it is ready.

use super::{id_of, names, with_demo};
use crate::support::{Answer, Client, TestApp, send};
use api::{
    app::{self, AppState},
    features::directory::{self, search::DirectoryIndex},
    platform::search::{Order, SearchQuery},
};
use chrono::TimeDelta;
use domain::search::{Words, fold_parts};
use reqwest::Method;
use sea_orm::{ConnectionTrait, DbBackend, Statement, Value};
use std::time::{Duration, Instant};
use tokio::sync::watch;
use uuid::Uuid;

/// Numbers that are the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }

    fn text(&mut self, length: usize) -> String {
        let letters: Vec<char> = "総合診療内科外来訪問在宅地域連携教育研修の をにはがでしますー、。%_aiueoｶﾞ髙﨑12😀".chars().collect();
        (0..length).map(|_| letters[self.roll(letters.len())]).collect()
    }
}

async fn sql(state: &AppState, sql: &str, values: Vec<Value>) {
    state.db.execute_raw(Statement::from_sql_and_values(DbBackend::Postgres, sql, values)).await.unwrap();
}

/// Listings of nobody, made by hand since a thousand registrations would take minutes; their texts are what `dice` gives.
async fn listings(app: &TestApp, dice: &mut Dice, count: usize) {
    sql(
        &app.state,
        "ALTER TABLE listing DROP CONSTRAINT listing_institution_id_fkey, DROP CONSTRAINT listing_registration_id_fkey",
        vec![],
    )
    .await;
    let texts: Vec<String> = (0..count).map(|_| dice.roll(150)).collect::<Vec<_>>().into_iter().map(|length| dice.text(length)).collect();
    let keys: Vec<String> = texts.iter().map(|text| fold_parts(["架空病院", text])).collect();
    let insert = "INSERT INTO listing (institution_id, registration_id, name, name_kana, kind, prefecture_code, municipality_code, specialties,
                      employment, guidance_offered, profile, restricted, search_key, published_on, updated_at, fictional)
                  SELECT gen_random_uuid(), gen_random_uuid(), '架空病院', 'カクウビョウイン', 'hospital', '04', '04101', '{surgery}', '{full_time}', false,
                      jsonb_build_object('name', '架空病院', 'practice', text), '{}', key, '2026-04-01', now(), true
                  FROM unnest($1::text[], $2::text[]) AS given (text, key)";
    sql(&app.state, insert, vec![texts.into(), keys.into()]).await;
}

async fn found_by_postgres(state: &AppState, words: &Words) -> Vec<Uuid> {
    let (mut conditions, mut values) = (Vec::new(), Vec::<Value>::new());
    for word in words.as_slice() {
        let mut any = Vec::new();
        for form in word.forms() {
            values.push(api::platform::db::search::pattern(form).into());
            any.push(format!("search_key LIKE ${} ESCAPE '\\'", values.len()));
        }
        conditions.push(format!("({})", any.join(" OR ")));
    }
    let sql = format!("SELECT institution_id FROM listing WHERE {} ORDER BY institution_id", conditions.join(" AND "));
    let rows = state.db.query_all_raw(Statement::from_sql_and_values(DbBackend::Postgres, sql, values)).await.unwrap();
    rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
}

fn found_by_index(state: &AppState, words: &Words) -> Vec<Uuid> {
    let question = SearchQuery { words, order: Order::Relevance, after: None, limit: 100_000 };
    let found = DirectoryIndex::of(state).snapshot(state.clock.now()).unwrap().find(&question, |_| true).unwrap();
    let mut ids: Vec<Uuid> = found.iter().map(|hit| hit.id).collect();
    ids.sort_unstable();
    ids
}

pub(super) async fn search(visitor: &Client, query: &[(&str, &str)]) -> Answer {
    visitor.find_everything().await;
    send(visitor.request(Method::GET, "/institutions").query(query)).await
}

#[actix_web::test]
async fn a_thousand_terms_find_exactly_what_like_finds() {
    let app = with_demo().await;
    let mut dice = Dice(7);
    listings(&app, &mut dice, 700).await;
    app.visitor().find_everything().await;
    let mut hits = 0;
    for _ in 0..1000 {
        let length = dice.roll(6) + 1;
        // What holds no letter is no search.
        let Some(words) = Words::parse(&dice.text(length)).ok().filter(|words| !words.is_empty()) else { continue };
        let expected = found_by_postgres(&app.state, &words).await;
        hits += usize::from(!expected.is_empty());
        assert_eq!(found_by_index(&app.state, &words), expected, "{words:?}");
    }
    assert!(hits > 300, "{hits}");
}

#[actix_web::test]
async fn words_are_found_however_they_are_written() {
    let app = with_demo().await;
    let visitor = app.visitor();
    for query in ["くりはら", "クリハラ", "ｸﾘﾊﾗ", "kurihara", "ＫＵＲＩＨＡＲＡ", "Ku-ri-hara", "診療所 くりはら", "宮城 くりはら"]
    {
        let found = search(&visitor, &[("q", query)]).await.expect(200).json();
        assert_eq!(names(&found)[0], "架空くりはら診療所", "{query}");
    }
    for query in [".*", "[x", "\\", "'x", "\"", "%", "😀", "(診療所", "架空\u{200B}くりはら", "OR 1=1"] {
        search(&visitor, &[("q", query)]).await.expect(200);
    }
    search(&visitor, &[("q", &"x".repeat(10_000))]).await.refused(400, "invalid_parameter");
    search(&visitor, &[("q", "a\0b")]).await.refused(400, "invalid_parameter");
}

#[actix_web::test]
async fn a_row_says_where_the_words_stand_when_it_does_not_show_them() {
    let app = with_demo().await;
    let mut dice = Dice(1);
    listings(&app, &mut dice, 1).await;
    let visitor = app.visitor();
    let long = format!("{}。週に三日は巡回診療車で集落をまわります。{}", "前".repeat(200), "後".repeat(200));
    let update =
        "UPDATE listing SET profile = profile || jsonb_build_object('practice', $1::text), search_key = $2 WHERE name = '架空病院'";
    sql(&app.state, update, vec![long.clone().into(), fold_parts(["架空病院", &long]).into()]).await;
    let found = search(&visitor, &[("q", "巡回診療車")]).await.expect(200).json();
    assert!(found["items"][0]["excerpt"].as_str().unwrap().contains("巡回診療車で集落"), "{found}");
    let named = search(&visitor, &[("q", "くりはら")]).await.expect(200).json();
    assert!(named["items"][0].get("excerpt").is_none(), "the name says it");
}

#[actix_web::test]
async fn orders_and_their_pages() {
    let app = with_demo().await;
    let visitor = app.visitor();
    let by_name = names(&search(&visitor, &[("sort", "kana"), ("limit", "100")]).await.expect(200).json());
    assert_eq!(by_name.len(), 11);
    let mut paged = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = search(&visitor, &[("sort", "kana"), ("limit", "4"), ("cursor", &cursor)]).await.expect(200);
        paged.extend(names(&page.json()));
        match page.json()["next_cursor"].as_str() {
            Some(next) => cursor = next.to_owned(),
            None => break,
        }
    }
    assert_eq!(paged, by_name);
    search(&visitor, &[("sort", "distance")]).await.refused(400, "invalid_parameter");
    for nowhere in ["somewhere", "0,0", "48.85,2.35"] {
        let refused = search(&visitor, &[("sort", "distance"), ("near", nowhere)]).await.refused(400, "invalid_parameter");
        assert_eq!(refused.json()["errors"][0]["pointer"], "/near", "{nowhere}");
        assert_eq!(refused.json()["errors"][0]["code"], "not_in_japan", "{nowhere}");
    }
    let cursor = search(&visitor, &[("q", "架空"), ("limit", "2")]).await.text("/next_cursor");
    search(&visitor, &[("q", "架空"), ("limit", "3"), ("cursor", &cursor)]).await.expect(200);
    for other in
        [[("q", "病院"), ("cursor", &cursor)], [("prefecture", "04"), ("cursor", &cursor)], [("sort", "kana"), ("cursor", &cursor)]]
    {
        search(&visitor, &other).await.refused(400, "invalid_cursor");
    }
}

#[actix_web::test]
async fn the_nearest_come_first() {
    let app = with_demo().await;
    let visitor = app.visitor();
    // The outlines of two municipalities, as an import brings them.
    for (code, south, west) in [("04213", 38.7, 141.0), ("04321", 38.0, 140.7)] {
        let outline = "INSERT INTO region_outline (level, code, edition, grid, geometry, west, south, east, north)
                       VALUES ('municipality', $1, 'test', 0, '{\"type\": \"MultiPolygon\", \"coordinates\": []}', $3, $2, $3 + 0.1, $2 + 0.1)
                       ON CONFLICT (level, code) DO UPDATE SET west = excluded.west, south = excluded.south, east = excluded.east, north = excluded.north";
        sql(&app.state, outline, vec![code.into(), south.into(), west.into()]).await;
    }
    let near = |place: &'static str| [("sort", "distance"), ("near", place), ("prefecture", "04")];
    let south = search(&visitor, &near("38.05,140.75")).await.expect(200).json();
    assert_eq!(names(&south)[0], "架空みやぎ南病院");
    assert!(south["items"][0]["distance_m"].as_u64().unwrap() < 1000, "{south}");
    assert_eq!(south["items"][0]["distance_precision"], "municipality");
    let north = search(&visitor, &near("38.75,141.05")).await.expect(200).json();
    assert_eq!(names(&north)[0], "架空くりはら診療所");
    assert!(north["items"][2].get("distance_m").is_none(), "nothing is known of where it is: {north}");
}

/// The middle of an outline may be a mountain or the sea; people live around the hospitals.
#[actix_web::test]
async fn an_institution_without_a_position_is_where_the_hospitals_of_its_municipality_are() {
    let app = with_demo().await;
    let visitor = app.visitor();
    let outline = "INSERT INTO region_outline (level, code, edition, grid, geometry, west, south, east, north)
                   VALUES ('municipality', '04321', 'test', 0, '{\"type\": \"MultiPolygon\", \"coordinates\": []}', 140.0, 37.0, 144.0, 39.0)
                   ON CONFLICT (level, code) DO UPDATE SET west = 140.0, south = 37.0, east = 144.0, north = 39.0";
    sql(&app.state, outline, vec![]).await;
    let hospitals = "INSERT INTO registry_institution (list, code, edition, name, name_kana, kind, prefecture_code, municipality_code, address, latitude, longitude)
        VALUES ('hospitals', 'h1', 'x', 'a', '', 'hospital', '04', '04321', 'a', 38.04, 140.72), ('hospitals', 'h2', 'x', 'b', '', 'hospital', '04', '04321', 'b', 38.05, 140.73),
            ('hospitals', 'h3', 'x', 'c', '', 'hospital', '04', '04321', 'c', 38.20, 140.90)";
    sql(&app.state, hospitals, vec![]).await;
    sql(&app.state, "UPDATE listing SET published_on = published_on - 1 WHERE municipality_code = '04321'", vec![]).await;
    let found = search(&visitor, &[("sort", "distance"), ("near", "38.05,140.73"), ("q", "みやぎ南")]).await.expect(200).json();
    assert_eq!(
        (&found["items"][0]["distance_m"], &found["items"][0]["distance_precision"]),
        (&0.into(), &"municipality".into()),
        "{found}"
    );
}

#[actix_web::test]
async fn counts_say_what_another_choice_would_give() {
    let app = with_demo().await;
    let visitor = app.visitor();
    let all = visitor.get("/institution-facets?q=").await.expect(200).json();
    assert_eq!(all["total"], 11);
    let miyagi = visitor.get("/institution-facets?prefecture=04&kind=hospital").await.expect(200).json();
    assert_eq!(miyagi["total"], 2);
    let count = |facets: &serde_json::Value, facet: &str, value: &str| {
        facets[facet].as_array().unwrap().iter().find(|count| count["value"] == value).map(|count| count["count"].as_u64().unwrap())
    };
    assert_eq!(count(&miyagi, "kinds", "clinic"), Some(1));
    assert_eq!(count(&miyagi, "areas", "0401"), Some(1));
    assert!(count(&miyagi, "prefectures", "47").is_some() || count(&miyagi, "prefectures", "42").is_some(), "{miyagi}");
    let words = visitor.get("/institution-facets?q=くりはら").await.expect(200).json();
    assert_eq!((words["total"].as_u64(), count(&words, "prefectures", "04")), (Some(1), Some(1)));
}

#[actix_web::test]
async fn suggestions_begin_with_names() {
    let app = with_demo().await;
    let visitor = app.visitor();
    let found = visitor.get("/institution-suggestions?q=くりは").await.expect(200).items();
    assert_eq!(found[0]["name"], "架空くりはら診療所");
    assert_eq!(visitor.get("/institution-suggestions?q=").await.expect(200).items(), serde_json::json!([]));
    visitor.get(&format!("/institution-suggestions?q={}", "あ".repeat(300))).await.refused(400, "invalid_parameter");
}

#[actix_web::test]
async fn what_is_paused_is_not_found_any_more_and_other_processes_see_it_too() {
    let app = with_demo().await;
    let visitor = app.visitor();
    let id: Uuid = id_of(&app, "くりはら").await.parse().unwrap();
    let other = another_process(&app);
    DirectoryIndex::of(&other).catch_up(&other).await.unwrap();
    let words = Words::parse("くりはら").unwrap();
    assert_eq!(found_by_index(&other, &words), [id]);
    sql(&app.state, "DELETE FROM listing WHERE institution_id = $1", vec![id.into()]).await;
    assert!(names(&search(&visitor, &[("q", "くりはら")]).await.expect(200).json()).is_empty());
    assert_eq!(found_by_index(&other, &words), [id], "it looks when it is told to");
    DirectoryIndex::of(&other).catch_up(&other).await.unwrap();
    assert!(found_by_index(&other, &words).is_empty());
}

#[actix_web::test]
async fn a_change_in_a_transaction_that_ends_late_is_not_missed() {
    let app = with_demo().await;
    let id: Uuid = id_of(&app, "くりはら").await.parse().unwrap();
    let late = sea_orm::TransactionTrait::begin(&app.state.db).await.unwrap();
    let change = |key: &str, id: Uuid| {
        Statement::from_sql_and_values(
            DbBackend::Postgres,
            "UPDATE listing SET search_key = $1 WHERE institution_id = $2",
            [key.into(), id.into()],
        )
    };
    late.execute_raw(change("オソイ", id)).await.unwrap();
    // Begun later, over earlier; and looked for in between.
    sql(&app.state, "UPDATE listing SET search_key = 'ハヤイ' WHERE institution_id <> $1", vec![id.into()]).await;
    app.visitor().find_everything().await;
    assert_eq!(found_by_index(&app.state, &Words::parse("ハヤイ").unwrap()).len(), 10);
    late.commit().await.unwrap();
    app.visitor().find_everything().await;
    assert_eq!(found_by_index(&app.state, &Words::parse("オソイ").unwrap()), [id]);
}

#[actix_web::test]
async fn a_new_name_of_a_place_is_shown_everywhere() {
    let app = with_demo().await;
    let before = search(&app.visitor(), &[("q", "くりはら")]).await.expect(200).json();
    assert_eq!(before["items"][0]["municipality_name"], "栗原市");
    sql(&app.state, "UPDATE municipality SET name = '新栗原市' WHERE name = '栗原市'", vec![]).await;
    let after = search(&app.visitor(), &[("q", "くりはら")]).await.expect(200).json();
    assert_eq!(after["items"][0]["municipality_name"], "新栗原市");
    api::features::registration::rebuild_search_keys(&app.state).await.unwrap();
    let found = search(&app.visitor(), &[("q", "新栗原市")]).await.expect(200).json();
    assert_eq!(found["items"], after["items"], "and found by it after the next start");
}

#[actix_web::test]
async fn whoever_has_not_caught_up_is_not_ready() {
    let app = with_demo().await;
    let visitor = app.visitor();
    visitor.get("//readyz").await.expect(503);
    send(visitor.request(Method::GET, "/institutions?q=x")).await.refused(503, "unavailable");
    send(visitor.request(Method::GET, "/institutions")).await.expect(200);
    visitor.find_everything().await;
    visitor.get("//readyz").await.expect(200);
    app.clock.advance(TimeDelta::seconds(301));
    visitor.get("//readyz").await.expect(503);
    send(visitor.request(Method::GET, "/institutions?q=x")).await.refused(503, "unavailable");
    send(visitor.request(Method::GET, "/institutions")).await.expect(200);
    visitor.find_everything().await;
    visitor.get("//readyz").await.expect(200);
}

#[actix_web::test]
async fn a_commit_can_be_searched_a_moment_later() {
    let app = with_demo().await;
    let (stop, stopped) = watch::channel(false);
    let following = actix_web::rt::spawn(directory::search::follow(app.state.clone(), stopped));
    let mut delays = Vec::new();
    for round in 0..20 {
        let word = format!("回{round}回");
        let key = fold_parts([word.as_str()]);
        if round > 0 {
            sql(&app.state, "UPDATE listing SET search_key = $1", vec![key.into()]).await;
        }
        let words = Words::parse(&word).unwrap();
        let committed = Instant::now();
        // The first round waits until the index is made.
        while DirectoryIndex::of(&app.state).snapshot(app.state.clock.now()).is_err()
            || (round > 0 && found_by_index(&app.state, &words).len() < 11)
        {
            assert!(committed.elapsed() < Duration::from_secs(20), "round {round}");
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        if round > 0 {
            delays.push(committed.elapsed());
        }
        tokio::time::sleep(Duration::from_millis(30)).await;
    }
    stop.send_replace(true);
    following.await.unwrap();
    delays.sort_unstable();
    // A look every second would take half of one on average, on the most idle machine: they were announced.
    assert!(delays[delays.len() / 2] < Duration::from_millis(400), "{delays:?}");
}

/// Another process on the same database.
fn another_process(app: &TestApp) -> AppState {
    let state = &app.state;
    app::state(
        state.config.clone(),
        state.db.clone(),
        state.clock.clone(),
        state.ids.clone(),
        api::platform::auth::secret::MasterKey::new([1; 32]),
    )
    .unwrap()
}
