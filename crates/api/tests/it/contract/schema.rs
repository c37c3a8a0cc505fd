use super::root;
use crate::support::database;
use migrations::{Migrator, MigratorTrait};
use sea_orm::{ConnectOptions, Database};
use std::process::Command;

#[actix_web::test]
async fn migrations_go_up_down_and_up_and_give_the_written_schema() {
    let name = format!("schema_{}", std::process::id());
    database::create_empty(&name).await;
    let url = database::url_of(&name);
    let mut options = ConnectOptions::new(url.clone());
    options.max_connections(2).sqlx_logging(false);
    let db = Database::connect(options).await.unwrap();
    Migrator::up(&db, None).await.unwrap();
    let first = dump(&url);
    Migrator::down(&db, None).await.unwrap();
    Migrator::up(&db, None).await.unwrap();
    let second = dump(&url);
    db.close().await.unwrap();
    database::drop_database(name);
    assert_eq!(first, second, "down leaves something behind");
    expectorate::assert_contents(root("migrations/schema.sql"), &first);
}

/// The schema without what differs between machines and moments.
fn dump(url: &str) -> String {
    let output = Command::new(program())
        .args(["--schema-only", "--no-owner", "--no-privileges", "--exclude-table=seaql_migrations", url])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    let mut lines: Vec<&str> = Vec::new();
    let noise = ["--", "SET ", "SELECT pg_catalog.set_config", "\\restrict", "\\unrestrict"];
    for line in text.lines().filter(|line| !noise.iter().any(|start| line.starts_with(start))) {
        if !(line.is_empty() && lines.last().is_none_or(|last| last.is_empty())) {
            lines.push(line);
        }
    }
    format!("{}\n", lines.join("\n").trim())
}

/// The newest `pg_dump`: one that is older than the server refuses.
fn program() -> std::path::PathBuf {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut found: Vec<_> = versions.map(|version| version.path().join("bin/pg_dump")).filter(|path| path.exists()).collect();
    found.sort();
    found.pop().unwrap_or_else(|| "pg_dump".into())
}
