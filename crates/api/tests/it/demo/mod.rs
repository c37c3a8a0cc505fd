//! The demo.

use crate::support::TestApp;
use api::{
    demo,
    entity::{audit_entry, inquiry, listing, outbox, registration},
};
use domain::{registration::RegistrationStatus, support::ApplicationStatus};
use sea_orm::{EntityTrait, PaginatorTrait};
use std::collections::{BTreeMap, BTreeSet};
use strum::IntoEnumIterator;

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
    a_year_of_an_officer(&app).await;
}

/// What an officer of Miyagi reads of the year: with the three applications of the small demo.
async fn a_year_of_an_officer(app: &TestApp) {
    use ApplicationStatus as S;
    let officer = app.prefecture_officer().await;
    let (mut states, mut amounts) = (BTreeMap::new(), BTreeMap::new());
    for status in S::iter() {
        let listed = officer.get(&format!("/support-applications?limit=100&fiscal_year=2026&status={status}")).await.expect(200).json();
        let items = listed["items"].as_array().unwrap();
        assert!(items.iter().all(|one| one["fictional"] == true && one["institution_name"].as_str().unwrap().starts_with("架空")));
        states.insert(status, items.len());
        amounts.insert(status, items.iter().map(|one| one["subsidy_yen"].as_i64().unwrap()).sum::<i64>());
    }
    let expected = [
        // Nobody but the institution knows of a draft.
        (S::Draft, 0),
        (S::Submitted, 11),
        (S::Returned, 5),
        (S::Checked, 8),
        (S::Proposed, 13),
        (S::Selected, 8),
        (S::NotSelected, 4),
        (S::Applied, 9),
        (S::Decided, 23),
        (S::Reported, 7),
        (S::ReportReturned, 3),
        (S::ReportChecked, 4),
        (S::Fixed, 5),
        (S::Claimed, 5),
        (S::Paid, 8),
        (S::Withdrawn, 4),
    ];
    assert_eq!(states, expected.into());
    let sum = |wanted: fn(S) -> bool| amounts.iter().filter(|(status, _)| wanted(**status)).map(|(_, yen)| yen).sum::<i64>();
    let budget = officer.get("/support-budgets/2026").await.expect(200).json();
    let total = &budget["total"];
    assert_eq!(total["before_councils_yen"], sum(S::is_before_councils));
    assert_eq!(total["committed_yen"], sum(S::is_committed));
    assert_eq!(total["paid_yen"], sum(|status| status == S::Paid));
    assert_eq!(total["fixed_yen"], sum(|status| matches!(status, S::Fixed | S::Claimed | S::Paid)));
    let lines = budget["lines"].as_array().unwrap();
    let of_lines = |field: &str| lines.iter().map(|line| line[field].as_i64().unwrap_or_default()).sum::<i64>();
    for field in ["budget_yen", "before_councils_yen", "committed_yen", "decided_yen", "fixed_yen", "paid_yen", "remaining_yen"] {
        assert_eq!(total[field], of_lines(field), "{field}");
    }
    let line = |scheme: &str| lines.iter().find(|line| line["scheme"] == scheme).unwrap();
    assert_eq!((&line("clinic_equipment")["version"], &line("work_environment")["version"]), (&3.into(), &1.into()));

    let meetings = officer.get("/council-meetings?prefecture=04&fiscal_year=2026").await.expect(200).items();
    let meetings = meetings.as_array().unwrap();
    // On the first day of the year, the meetings that spoke of the applications lie in the one before: their days stay open.
    let to_come = meetings.iter().filter(|meeting| meeting["held_on"].is_string()).map(|meeting| meeting["round"].as_str().unwrap());
    assert_eq!((meetings.len(), to_come.collect::<Vec<_>>()), (7, vec!["third", "third"]));
    // The plan that is being written belongs to the year before on that day.
    let plans = officer.get("/correction-plans?prefecture=04&fiscal_year=2024").await.expect(200).items();
    assert_eq!((&plans[0]["status"], plans[0]["steps"].as_array().map(Vec::len)), (&"adopted".into(), Some(4)));
}
