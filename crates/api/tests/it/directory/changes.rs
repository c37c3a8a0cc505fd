//! Following the directory: nothing lost, nothing twice, nothing said of those who are gone.

use super::{id_of, with_demo};
use crate::support::{Client, TestApp};
use api::platform::clock::{Clock, SystemClock};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ConnectionTrait, TransactionTrait};
use serde_json::{Value, json};
use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    time::Duration,
};

/// The demo's institutions: eleven are listed, and one was and is paused.
const DEMO: usize = 12;

async fn read(visitor: &Client, cursor: &str, limit: usize) -> Value {
    visitor.get(&format!("/institution-changes?limit={limit}&cursor={cursor}")).await.expect(200).json()
}

/// Everything from a cursor on, and where to go on.
async fn rest(visitor: &Client, mut cursor: String, limit: usize) -> (Vec<Value>, String) {
    let mut found = Vec::new();
    loop {
        let page = read(visitor, &cursor, limit).await;
        found.extend(page["items"].as_array().unwrap().clone());
        match page["next_cursor"].as_str() {
            Some(next) => cursor = next.to_owned(),
            None => return (found, page["resume_cursor"].as_str().unwrap().to_owned()),
        }
    }
}

/// Reads until `count` changes came: other tests' transactions hold them back for a moment.
async fn wait_for(visitor: &Client, cursor: &str, count: usize) -> (Vec<Value>, String) {
    let (mut found, mut cursor) = (Vec::new(), cursor.to_owned());
    for _ in 0..600 {
        let (more, next) = rest(visitor, cursor, 100).await;
        found.extend(more);
        cursor = next;
        if found.len() >= count {
            return (found, cursor);
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{} of {count} came: {found:?}", found.len());
}

async fn sql(app: &TestApp, sql: &str) {
    app.state.db.execute_unprepared(sql).await.unwrap();
}

fn id(change: &Value) -> String {
    change["institution_id"].as_str().unwrap().to_owned()
}

#[actix_web::test]
async fn whoever_goes_is_named_and_nothing_else_is_said() {
    let app = with_demo().await;
    let visitor = app.visitor();
    let south = id_of(&app, "みやぎ南").await;
    let (all, resume) = wait_for(&visitor, "", DEMO).await;
    assert_eq!(all.iter().map(id).collect::<BTreeSet<_>>().len(), DEMO);
    let one = all.iter().find(|change| id(change) == south).unwrap();
    let listed = visitor.get("/institutions?area=0401").await.json()["items"][0].clone();
    assert_eq!((&one["removed"], &one["listing"]), (&json!(false), &listed));

    app.secretariat().await.post(&format!("/institutions/{south}/pause"), json!({ "reason": "確認のため" })).await;
    let (changes, resume) = wait_for(&visitor, &resume, 1).await;
    let fields: BTreeSet<&str> = changes[0].as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!((changes.len(), id(&changes[0]), &changes[0]["removed"]), (1, south.clone(), &json!(true)));
    assert_eq!(fields, BTreeSet::from(["changed_at", "institution_id", "removed"]));

    // The names around a row are part of it.
    sql(
        &app,
        "UPDATE municipality SET name = '新大崎市' WHERE code = (SELECT municipality_code FROM listing WHERE name = '架空くりはら診療所')",
    )
    .await;
    let (changes, _) = wait_for(&visitor, &resume, 1).await;
    assert_eq!((changes.len(), &changes[0]["listing"]["municipality_name"]), (1, &json!("新大崎市")));
}

#[actix_web::test]
async fn a_change_that_ends_late_is_neither_lost_nor_doubled() {
    let app = with_demo().await;
    let visitor = app.visitor();
    let (early, late) = (id_of(&app, "みやぎ南").await, id_of(&app, "くりはら").await);
    let (_, resume) = wait_for(&visitor, "", DEMO).await;
    // The first to write is the last to end.
    let slow = app.state.db.begin().await.unwrap();
    slow.execute_unprepared(&format!("UPDATE listing SET updated_at = now() + interval '1 s' WHERE institution_id = '{early}'"))
        .await
        .unwrap();
    sql(&app, &format!("UPDATE listing SET updated_at = now() + interval '1 s' WHERE institution_id = '{late}'")).await;
    let (nothing, resume) = rest(&visitor, resume, 100).await;
    assert_eq!(nothing, Vec::<Value>::new(), "what came after the running one waits for it");
    slow.commit().await.unwrap();
    let (changes, resume) = wait_for(&visitor, &resume, 2).await;
    assert_eq!(changes.iter().map(id).collect::<Vec<_>>(), [early, late]);
    assert_eq!(rest(&visitor, resume, 100).await.0, Vec::<Value>::new());
}

#[actix_web::test]
async fn a_follower_has_what_the_directory_has_whatever_many_writers_do() {
    let app = with_demo().await;
    let visitor = app.visitor();
    let (mut known, mut resume) = (BTreeMap::new(), String::new());
    let (first, next) = wait_for(&visitor, "", DEMO).await;
    let mut seen: HashSet<(String, String)> = HashSet::new();
    for change in first {
        known.insert(id(&change), change);
    }
    let ids: Vec<String> = known.iter().filter(|(_, change)| change["removed"] == false).map(|(id, _)| id.clone()).collect();
    resume.clone_from(&next);
    let writers: Vec<_> = (0..4_u64)
        .map(|writer| {
            let (db, ids) = (app.state.db.clone(), ids.clone());
            actix_web::rt::spawn(async move {
                for round in 0..12_u64 {
                    let dice = (writer * 7919 + round * 104_729) % 9973;
                    let txn = db.begin().await.unwrap();
                    // In the order of ids, or two writers would wait for each other.
                    let mut touched = [dice % 11, (dice / 11) % 11].map(|index| &ids[usize::try_from(index).unwrap()]);
                    touched.sort();
                    for id in touched {
                        let text = format!(
                            "UPDATE listing SET profile = profile || jsonb_build_object('headline', '{writer}-{round}') WHERE institution_id = '{id}'"
                        );
                        txn.execute_unprepared(&text).await.unwrap();
                        tokio::time::sleep(Duration::from_millis(dice % 13)).await;
                    }
                    if dice % 5 == 0 { txn.rollback().await.unwrap() } else { txn.commit().await.unwrap() }
                }
            })
        })
        .collect();
    let is_over = |writers: &[actix_web::rt::task::JoinHandle<()>]| writers.iter().all(actix_web::rt::task::JoinHandle::is_finished);
    let mut calm = 0;
    while calm < 20 {
        let over = is_over(&writers);
        let (changes, next) = rest(&visitor, resume, 3).await;
        calm = if over && changes.is_empty() { calm + 1 } else { 0 };
        for change in changes {
            let listing = change["listing"]["headline"].to_string();
            assert!(seen.insert((id(&change), change["changed_at"].to_string())), "twice: {change} {listing}");
            known.insert(id(&change), change);
        }
        resume = next;
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let listed = visitor.get("/institutions?limit=100").await.json();
    for item in listed["items"].as_array().unwrap() {
        assert_eq!(&known[item["institution_id"].as_str().unwrap()]["listing"], item);
    }
    assert_eq!(known.values().filter(|change| change["removed"] == false).count(), 11);
    assert!(seen.len() >= 5, "{}", seen.len());
}

#[actix_web::test]
async fn a_time_tells_where_to_begin() {
    let app = with_demo().await;
    let visitor = app.visitor();
    let (_, resume) = wait_for(&visitor, "", DEMO).await;
    let south = id_of(&app, "みやぎ南").await;
    sql(&app, "UPDATE listing_change SET changed_at = changed_at - interval '1 day'").await;
    let moment: DateTime<Utc> = SystemClock.now() - TimeDelta::minutes(30);
    // The harness' clock stands in another year than the database's.
    app.clock.advance(SystemClock.now() + TimeDelta::minutes(1) - app.state.clock.now());
    sql(&app, &format!("UPDATE listing SET updated_at = now() + interval '1 s' WHERE institution_id = '{south}'")).await;
    wait_for(&visitor, &resume, 1).await;
    for since in [moment.to_rfc3339().replace('+', "%2B"), moment.to_rfc3339(), moment.format("%Y-%m-%dT%H:%M:%SZ").to_string()] {
        let page = visitor.get(&format!("/institution-changes?updated_since={since}")).await.expect(200).json();
        assert_eq!(page["items"].as_array().unwrap().iter().map(id).collect::<Vec<_>>(), std::slice::from_ref(&south), "{since}");
    }
    let all = visitor.get("/institution-changes?limit=4&updated_since=-99999-01-01T00:00:00Z").await;
    assert_eq!(all.status, 400);
    let all = visitor.get("/institution-changes?limit=4&updated_since=0001-01-01T00:00:00Z").await.expect(200);
    assert_eq!(all.json()["items"].as_array().unwrap().len(), 4);
    assert!(all.header("link").contains("rel=\"next\""), "{}", all.header("link"));
}

#[actix_web::test]
async fn what_is_no_time_or_no_cursor_of_this_list_is_refused() {
    let app = with_demo().await;
    let visitor = app.visitor();
    let refused = async |query: &str, pointer: &str, code: &str| {
        let answer = visitor.get(&format!("/institution-changes?{query}")).await.refused(400, "invalid_parameter");
        assert_eq!((answer.text("/errors/0/pointer"), answer.text("/errors/0/code")), (pointer.to_owned(), code.to_owned()), "{query}");
    };
    refused("updated_since=yesterday", "/updated_since", "wrong_type").await;
    refused("updated_since=2026-03-01", "/updated_since", "wrong_type").await;
    refused("updated_since=2999-01-01T00:00:00Z", "/updated_since", "in_future").await;
    refused("limit=0", "/limit", "out_of_range").await;
    refused("limit=many", "/limit", "wrong_type").await;
    wait_for(&visitor, "", DEMO).await;
    let page = visitor.get("/institution-changes?limit=2&updated_since=2026-01-01T00:00:00Z").await.expect(200).json();
    let cursor = page["resume_cursor"].as_str().unwrap();
    visitor.get(&format!("/institution-changes?limit=3&cursor={cursor}")).await.expect(200);
    visitor.get(&format!("/institution-changes?updated_since=2026-01-01T00:00:00Z&cursor={cursor}")).await.expect(200);
    visitor.get(&format!("/institution-changes?updated_since=2026-01-02T00:00:00Z&cursor={cursor}")).await.refused(400, "invalid_cursor");
    visitor.get(&format!("/institutions?cursor={cursor}")).await.refused(400, "invalid_cursor");
    let other = visitor.get("/institutions?limit=2").await.text("/next_cursor");
    for cursor in [other.as_str(), "bm9uc2Vuc2U", "***"] {
        visitor.get(&format!("/institution-changes?cursor={cursor}")).await.refused(400, "invalid_cursor");
    }
}

#[actix_web::test]
async fn changes_of_a_restored_database_are_this_ones() {
    let app = with_demo().await;
    let visitor = app.visitor();
    wait_for(&visitor, "", DEMO).await;
    sql(&app, "UPDATE listing_change SET changed_in = changed_in + 9000000000000000").await;
    assert_eq!(rest(&visitor, String::new(), 100).await.0.len(), 0, "numbers that have not come wait");
    api::features::directory::adopt(&app.state).await.unwrap();
    let (all, _) = wait_for(&visitor, "", DEMO).await;
    assert_eq!(all.len(), DEMO);
}
