//! A database per test, copied from a template that is made once per state of what it is made of.

use super::app::start_of_tests;
use api::{
    app::{self, AppState},
    config::{Config, Secret},
    demo,
    platform::{
        auth::secret::MasterKey,
        clock::{Clock, ManualClock, SystemClock, UuidV7},
        db,
    },
    reference,
};
use migrations::{Migrator, MigratorTrait};
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement};
use sha2::{Digest, Sha256};
use std::{
    path::{Path, PathBuf},
    sync::{
        Arc, LazyLock,
        mpsc::{Sender, channel},
    },
    time::Duration,
};
use tokio::sync::OnceCell;

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

/// What a test's database holds when the test begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// The reference data.
    Reference,
    /// The demo on top of it, made at the start of tests.
    Demo,
}

/// Makes a database for one test.
pub async fn create(name: &str, content: Content, config: &Config) {
    let admin = admin().await;
    let template = template(&admin, content, config).await;
    // Copying files is a quarter of the work of logging every page, where nothing waits for a disk (`fsync=off`).
    run(&admin, &format!("CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")).await;
    admin.close().await.expect("closed");
}

/// An empty database, for tests of the migrations themselves.
pub async fn create_empty(name: &str) {
    let admin = admin().await;
    run(&admin, &format!("CREATE DATABASE {name} TEMPLATE template0")).await;
    admin.close().await.expect("closed");
}

/// Drops a test's database while other tests go on. What is left when the process ends goes with the cluster.
pub fn drop_database(name: String) {
    static DROPPED: LazyLock<Sender<String>> = LazyLock::new(|| {
        let (sender, names) = channel::<String>();
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
            runtime.block_on(async move {
                let admin = admin().await;
                for name in names {
                    // A database that cannot be dropped is one more that goes with the cluster: no test is about it.
                    let _ = admin.execute_unprepared(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await;
                }
            });
        });
        sender
    });
    let _ = DROPPED.send(name);
}

/// Returns the name of the template with this content, which the first process that asks makes.
async fn template(admin: &DatabaseConnection, content: Content, config: &Config) -> String {
    static REFERENCE: OnceCell<String> = OnceCell::const_new();
    static DEMO: OnceCell<String> = OnceCell::const_new();
    let reference = REFERENCE
        .get_or_init(async || {
            let name = format!("tpl_{}", fingerprint());
            make(admin, &name, "template0", config, Arc::new(SystemClock), async |state| {
                Migrator::up(&state.db, None).await.expect("the migrations run");
                reference::load(state).await.expect("the reference data loads");
            })
            .await;
            name
        })
        .await;
    if content == Content::Reference {
        return reference.clone();
    }
    let demo = DEMO.get_or_init(async || {
        let name = reference.replace("tpl_", "tpl_demo_");
        make(admin, &name, reference, config, Arc::new(ManualClock::at(start_of_tests())), async |state| {
            demo::seed(state, demo::Size::Usual).await.expect("the demo is made");
        })
        .await;
        name
    });
    demo.await.clone()
}

/// Makes a template from another one, unless it is there.
async fn make(
    admin: &DatabaseConnection,
    name: &str,
    from: &str,
    config: &Config,
    clock: Arc<dyn Clock>,
    fill: impl AsyncFnOnce(&AppState),
) {
    run(admin, &format!("SELECT pg_advisory_lock({LOCK})")).await;
    let exists = admin
        .query_one_raw(Statement::from_string(DbBackend::Postgres, format!("SELECT 1 FROM pg_database WHERE datname = '{name}'")))
        .await;
    if exists.expect("readable").is_none() {
        let draft = format!("{name}_draft");
        run(admin, &format!("DROP DATABASE IF EXISTS {draft} WITH (FORCE)")).await;
        run(admin, &format!("CREATE DATABASE {draft} TEMPLATE {from}")).await;
        let mut config = config.clone();
        config.database_url = Secret::new(url_of(&draft));
        let database = db::connect(&config, 4).await.expect("reachable");
        let state = app::state(config, database.clone(), clock, Arc::new(UuidV7::default()), MasterKey::new([1; 32])).expect("state");
        fill(&state).await;
        database.close().await.expect("closed");
        run(admin, &format!("ALTER DATABASE {draft} RENAME TO {name}")).await;
    }
    run(admin, &format!("SELECT pg_advisory_unlock({LOCK})")).await;
}

async fn run(admin: &DatabaseConnection, sql: &str) {
    admin.execute_unprepared(sql).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
}

/// What templates follow from: anything, since the demo writes what every feature keeps.
const SOURCES: [&str; 5] = ["../../migrations/src", "../domain/src", "../tabular/src", "reference", "src"];

fn fingerprint() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for source in SOURCES {
        collect(&root.join(source), &mut files);
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
