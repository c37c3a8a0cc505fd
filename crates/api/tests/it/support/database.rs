//! A database per test, copied from a template that is made once per state of migrations and reference data.

use api::{
    app,
    config::{Config, Secret},
    platform::{
        auth::secret::MasterKey,
        clock::{SystemClock, UuidV7},
        db,
    },
    reference,
};
use migrations::{Migrator, MigratorTrait};
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement};
use sha2::{Digest, Sha256};
use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

/// Any number; names the lock under which the template is made.
const LOCK: i64 = 7_246_031;

/// The server's own database, where others are made and dropped.
pub fn server_url() -> String {
    std::env::var("GM_TEST_DATABASE_URL").expect("GM_TEST_DATABASE_URL must name a Postgres server where databases may be made")
}

pub fn url_of(name: &str) -> String {
    let server = server_url();
    let (base, query) = server.split_once('?').map_or((server.as_str(), None), |(base, query)| (base, Some(query)));
    let base = base.rsplit_once('/').expect("the URL names a database").0;
    query.map_or_else(|| format!("{base}/{name}"), |query| format!("{base}/{name}?{query}"))
}

pub async fn admin() -> DatabaseConnection {
    let mut options = ConnectOptions::new(server_url());
    options.max_connections(1).sqlx_logging(false).acquire_timeout(Duration::from_secs(120));
    Database::connect(options).await.expect("the test server can be reached")
}

/// Makes a database for one test.
pub async fn create(name: &str, config: &Config) {
    let admin = admin().await;
    let template = template(&admin, config).await;
    run(&admin, &format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
    admin.close().await.expect("closed");
}

/// An empty database, for tests of the migrations themselves.
pub async fn create_empty(name: &str) {
    let admin = admin().await;
    run(&admin, &format!("CREATE DATABASE {name} TEMPLATE template0")).await;
    admin.close().await.expect("closed");
}

/// Drops a test's database from a place without a runtime.
pub fn drop_database(name: String) {
    let dropped = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async move {
            let admin = admin().await;
            run(&admin, &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await;
        });
    });
    dropped.join().expect("the database was dropped");
}

async fn template(admin: &DatabaseConnection, config: &Config) -> String {
    let name = format!("tpl_{}", fingerprint());
    run(admin, &format!("SELECT pg_advisory_lock({LOCK})")).await;
    let exists = admin
        .query_one_raw(Statement::from_string(DbBackend::Postgres, format!("SELECT 1 FROM pg_database WHERE datname = '{name}'")))
        .await;
    if exists.expect("readable").is_none() {
        let draft = format!("{name}_draft");
        run(admin, &format!("DROP DATABASE IF EXISTS {draft} WITH (FORCE)")).await;
        run(admin, &format!("CREATE DATABASE {draft} TEMPLATE template0")).await;
        let mut config = config.clone();
        config.database_url = Secret::new(url_of(&draft));
        let database = db::connect(&config, 4).await.expect("reachable");
        Migrator::up(&database, None).await.expect("the migrations run");
        let state = app::state(config, database.clone(), Arc::new(SystemClock), Arc::new(UuidV7::default()), MasterKey::new([1; 32]))
            .expect("state");
        reference::load(&state).await.expect("the reference data loads");
        database.close().await.expect("closed");
        run(admin, &format!("ALTER DATABASE {draft} RENAME TO {name}")).await;
    }
    run(admin, &format!("SELECT pg_advisory_unlock({LOCK})")).await;
    name
}

async fn run(admin: &DatabaseConnection, sql: &str) {
    admin.execute_unprepared(sql).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
}

/// What the template follows from: migrations, the loader, and the data that ships with the project.
fn fingerprint() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for folder in [
        "../../migrations/src",
        "src/reference.rs",
        "src/features/region",
        "src/features/subsidy",
        "src/features/support/table.rs",
        "../domain/src/subsidy",
        "../domain/src/support",
        "reference",
    ] {
        collect(&root.join(folder), &mut files);
    }
    files.sort();
    let mut hash = Sha256::new();
    for file in files {
        hash.update(file.to_string_lossy().as_bytes());
        hash.update(std::fs::read(&file).expect("readable"));
    }
    hash.finalize().iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) {
    if path.is_dir() {
        for entry in std::fs::read_dir(path).expect("readable") {
            collect(&entry.expect("readable").path(), files);
        }
    } else if path.is_file() {
        files.push(path.to_owned());
    }
}

/// Waits until so many other connections to this database wait for a lock; fails if they never do.
pub async fn until_waiting(txn: &impl ConnectionTrait, wanted: i64) {
    for _ in 0..400 {
        if waiting(txn).await >= wanted {
            return;
        }
        actix_web::rt::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("{wanted} were to wait for a lock");
}

async fn waiting(txn: &impl ConnectionTrait) -> i64 {
    let sql = "SELECT count(*) AS count FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
    // The view is read once in a transaction unless it is told to look again.
    txn.execute_unprepared("SELECT pg_stat_clear_snapshot()").await.unwrap();
    let row = txn.query_one_raw(Statement::from_string(DbBackend::Postgres, sql)).await.unwrap();
    row.unwrap().try_get("", "count").unwrap()
}

/// Whether another connection to this database waits for a lock.
pub async fn somebody_waits(txn: &impl ConnectionTrait) -> bool {
    waiting(txn).await > 0
}
