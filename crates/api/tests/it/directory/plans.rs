//! No list, search or page of the directory reads a whole table, with as many listings as the country has institutions.

use crate::support::{TestApp, send};
use reqwest::Method;
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement};
use std::time::Duration;

/// Listings; insured institutions and hospitals are about as many.
const LISTINGS: usize = 180_000;
/// What grows with the country. The few thousand municipalities may be read as a whole.
const LARGE: [&str; 3] = ["listing", "listing_change", "institution"];

/// Rows without much in them, made in the database: a plan depends on how many there are and how they are spread.
async fn fill(url: &str) {
    let statements = [
        "ALTER TABLE listing DROP CONSTRAINT listing_registration_id_fkey".to_owned(),
        "ALTER TABLE listing DISABLE TRIGGER USER".to_owned(),
        "INSERT INTO organization (id, name, created_at) VALUES ('018f3c5e-7a00-7000-8000-000000000001', '架空会', now())".to_owned(),
        format!(
            "INSERT INTO institution (id, organization_id, fictional, created_at)
             SELECT gen_random_uuid(), '018f3c5e-7a00-7000-8000-000000000001', true, now() FROM generate_series(1, {LISTINGS})"
        ),
        "INSERT INTO listing (institution_id, registration_id, name, name_kana, kind, prefecture_code, municipality_code, specialties, employment,
             guidance_offered, profile, restricted, search_key, published_on, updated_at, fictional)
         SELECT i.id, i.id, '架空病院' || n, 'カクウビョウイン', CASE WHEN n % 12 = 0 THEN 'hospital' ELSE 'clinic' END, m.prefecture_code, m.code,
             ARRAY[(ARRAY['internal_medicine', 'surgery', 'pediatrics', 'dermatology', 'nephrology'])[1 + n % 5]],
             ARRAY[(ARRAY['full_time', 'part_time'])[1 + n % 2]], n % 3 = 0, '{}', '{}', 'カクウ病院' || n, date '2026-04-01' - (n % 600)::int, now(), true
         FROM (SELECT id, row_number() OVER () AS n FROM institution WHERE NOT EXISTS (SELECT FROM listing WHERE institution_id = institution.id)) i
         JOIN (SELECT code, prefecture_code, row_number() OVER (ORDER BY code) AS nth, count(*) OVER () AS count FROM municipality) m ON m.nth = 1 + i.n % m.count"
            .to_owned(),
        "INSERT INTO listing_change SELECT institution_id, pg_current_xact_id()::text::bigint, now() FROM listing ON CONFLICT DO NOTHING".to_owned(),
        "ALTER TABLE listing ENABLE TRIGGER USER".to_owned(),
        "ANALYZE".to_owned(),
    ];
    let database = Database::connect(url).await.unwrap();
    for statement in statements {
        database.execute_unprepared(&statement).await.unwrap();
    }
    database.close().await.unwrap();
}

/// The connections of the server, by their name.
const SERVER: &str = "application_name = 'gm-network'";

/// How often each large table was read from its first row to its last. Postgres counts that, whatever the statement was and wherever it
/// came from; a connection tells at its end what it did, so those that are not `left_open` have to be closed first.
async fn whole_reads(url: &str, left_open: &str) -> Vec<(String, i64)> {
    let database = Database::connect(ConnectOptions::new(url).max_connections(1).to_owned()).await.unwrap();
    let others = format!(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
         AND backend_type = 'client backend' AND NOT ({left_open})"
    );
    while count(&database, &others).await > 0 {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let mut counts = Vec::new();
    for table in LARGE {
        let sql = format!("SELECT seq_scan FROM pg_stat_user_tables WHERE relname = '{table}'");
        counts.push((table.to_owned(), count(&database, &sql).await));
    }
    database.close().await.unwrap();
    counts
}

async fn count(database: &DatabaseConnection, sql: &str) -> i64 {
    database.query_one_raw(Statement::from_string(DbBackend::Postgres, sql)).await.unwrap().unwrap().try_get_by_index(0).unwrap()
}

#[actix_web::test]
async fn no_list_search_or_page_reads_a_whole_table() {
    let app = TestApp::start().await;
    let url = app.state.config.database_url.reveal().clone();
    fill(&url).await;
    let before = whole_reads(&url, SERVER).await;
    let visitor = app.visitor();
    let lists = [
        "",
        "prefecture=04",
        "area=0401",
        "prefecture=04&kind=hospital",
        "specialties=surgery,dermatology",
        "prefecture=13&specialties=surgery&employment=part_time&guidance=true",
        "kind=hospital&employment=full_time",
    ];
    // From Postgres first, then from the index.
    for with_index in [false, true] {
        if with_index {
            visitor.find_everything().await;
        }
        for list in lists {
            let first = send(visitor.request(Method::GET, &format!("/institutions?{list}"))).await.expect(200);
            assert_eq!(first.json()["items"].as_array().unwrap().len(), 20, "{list}");
            let next = first.text("/next_cursor");
            send(visitor.request(Method::GET, &format!("/institutions?{list}&cursor={next}"))).await.expect(200);
            let id = first.text("/items/0/institution_id");
            visitor.get(&format!("/institutions/{id}")).await.expect(200);
        }
    }
    let change = "UPDATE listing SET search_key = search_key || '新' WHERE institution_id IN (SELECT institution_id FROM listing ORDER BY institution_id LIMIT 3)";
    app.state.db.execute_unprepared(change).await.unwrap();
    visitor.find_everything().await;
    for path in [
        "/institutions?q=病院",
        "/institutions?q=17&prefecture=04",
        "/institutions?q=病院&sort=kana",
        "/institutions?sort=distance&near=38.26,140.87",
        "/institution-facets?q=病&prefecture=04",
        "/institution-suggestions?q=架空",
    ] {
        send(visitor.request(Method::GET, path)).await.expect(200);
    }
    assert_eq!(send(visitor.request(Method::GET, "/institution-facets?q=新")).await.expect(200).json()["total"], 3, "it has followed");
    app.state.db.get_postgres_connection_pool().close().await;
    assert_eq!(whole_reads(&url, "false").await, before);
    // The count can fail: this is what it counts.
    let database = Database::connect(&url).await.unwrap();
    count(&database, "SELECT count(*) FROM listing WHERE search_key LIKE '%無%'").await;
    database.close().await.unwrap();
    assert!(whole_reads(&url, "false").await[0].1 > before[0].1);
}
