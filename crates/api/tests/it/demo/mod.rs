//! The demo.

use crate::support::TestApp;
use api::{
    demo,
    entity::{audit_entry, inquiry, listing, outbox, registration},
};
use domain::registration::RegistrationStatus;
use sea_orm::{EntityTrait, PaginatorTrait};
use std::collections::{BTreeMap, BTreeSet};

#[actix_web::test]
async fn making_it_twice_makes_it_once() {
    let app = TestApp::start().await;
    let first = demo::seed(&app.state, demo::Size::Usual).await.unwrap();
    let counts = async || {
        let db = &app.state.db;
        (
            registration::Entity::find().count(db).await.unwrap(),
            listing::Entity::find().count(db).await.unwrap(),
            inquiry::Entity::find().count(db).await.unwrap(),
            audit_entry::Entity::find().count(db).await.unwrap(),
        )
    };
    let before = counts().await;
    assert_eq!((before.0, before.1, before.2), (17, 11, 6));
    assert_eq!(demo::seed(&app.state, demo::Size::Usual).await.unwrap(), first);
    assert_eq!(counts().await, before);
    assert_eq!(outbox::Entity::find().count(&app.state.db).await.unwrap(), 0, "nobody waits for mail of the demo");
}

#[actix_web::test]
async fn every_queue_has_something_and_everything_lies_in_the_past() {
    let app = TestApp::with_demo().await;
    let mut states = BTreeMap::new();
    for row in registration::Entity::find().all(&app.state.db).await.unwrap() {
        *states.entry(row.status.to_string()).or_insert(0) += 1;
        assert!(row.updated_at <= app.state.clock.now() && row.created_at <= row.updated_at);
    }
    let expected = [("committee_check", 1), ("draft", 1), ("published", 12), ("returned", 1), ("secretariat_review", 1), ("submitted", 1)];
    assert_eq!(states, expected.map(|(state, count)| (state.to_owned(), count)).into());
}

#[actix_web::test]
async fn everybody_of_the_table_can_sign_in() {
    let app = TestApp::with_demo().await;
    let lines = demo::seed(&app.state, demo::Size::Usual).await.unwrap();
    let mut people = 0;
    for line in lines.iter().filter(|line| line.contains('@')) {
        let columns: Vec<_> = line.split_whitespace().collect();
        let answer = app.visitor().post("/sessions", serde_json::json!({ "email": columns[1], "password": columns[2] })).await;
        assert!((200..300).contains(&answer.status), "{line}: {}", String::from_utf8_lossy(&answer.body));
        people += 1;
    }
    assert_eq!(people, 10);
}

#[actix_web::test]
async fn its_officer_has_applications_in_different_states_and_the_public_a_table() {
    let app = TestApp::with_demo().await;
    let officer = app.prefecture_officer().await;
    let listed = officer.get("/support-applications").await.expect(200).json();
    let states: Vec<_> = listed["items"].as_array().unwrap().iter().map(|one| one["status"].as_str().unwrap()).collect();
    assert_eq!(states, ["submitted", "decided", "proposed"]);
    assert!(listed["items"].as_array().unwrap().iter().all(|one| one["fictional"] == true));
    let table = app.visitor().get("/support-tables/04/2026").await.expect(200).json();
    assert_eq!((&table["fictional_applications"], &table["rows"][0]["area_name"]), (&1.into(), &"大崎・栗原".into()));
    let budget = officer.get("/support-budgets/2026").await.expect(200).json();
    assert!(budget["lines"].as_array().unwrap().iter().any(|line| line["remaining_yen"] == 60_000_000 - 8_250_000));
}

#[actix_web::test]
async fn a_large_one_fills_the_secretariats_queues_from_every_prefecture() {
    let app = TestApp::start().await;
    demo::seed(&app.state, demo::Size::Large).await.unwrap();
    let rows = registration::Entity::find().all(&app.state.db).await.unwrap();
    let waiting = rows.iter().filter(|row| {
        matches!(row.status, RegistrationStatus::Submitted | RegistrationStatus::SecretariatReview | RegistrationStatus::CommitteeCheck)
    });
    let prefectures: BTreeSet<&str> = waiting.clone().map(|row| row.content.public.prefecture_code.as_str()).collect();
    assert!(waiting.count() >= 300);
    assert_eq!(prefectures.len(), 47);
    assert!(rows.iter().all(|row| row.updated_at <= app.state.clock.now()));
}
