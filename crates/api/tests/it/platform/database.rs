//! The database goes away, is slow, or is prepared by two at once.

use crate::support::{TestApp, config, database};
use api::{
    error::{ApiError, ApiResult},
    platform::db,
};
use domain::problem::ProblemCode;
use futures_util::future::join_all;
use migrations::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, Statement};
use std::{
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};

#[actix_web::test]
async fn two_starts_migrate_one_database_one_after_the_other() {
    let name = format!("two_starts_{}", std::process::id());
    database::create_empty(&name).await;
    let config = config(&name, "http://127.0.0.1");
    let (one, other) = (db::connect_for_command(&config).await.unwrap(), db::connect_for_command(&config).await.unwrap());
    let outcomes = tokio::join!(db::migrate(&one), db::migrate(&other));
    let pending = Migrator::get_pending_migrations_read_only(&one).await.unwrap().len();
    one.close().await.unwrap();
    other.close().await.unwrap();
    database::drop_database(name);
    outcomes.0.unwrap();
    outcomes.1.unwrap();
    assert_eq!(pending, 0);
}

#[actix_web::test]
async fn connections_that_postgres_ended_fail_no_request() {
    let app = TestApp::start().await;
    let doctor = app.doctor("架空 太郎").await;
    for _ in 0..2 {
        for answer in join_all((0..12).map(|_| doctor.get("/me"))).await {
            answer.expect(200);
        }
        end_connections(&app).await;
    }
    for answer in join_all((0..12).map(|_| doctor.get("/me"))).await {
        answer.expect(200);
    }
    end_connections(&app).await;
    app.visitor().post("/accounts/request-sign-up", crate::accounts::request_body(&app.new_address())).await.expect(202);
    app.run_jobs().await;
}

/// Ends what Postgres has open for a test's server, and waits until it is gone.
async fn end_connections(app: &TestApp) {
    let admin = database::admin().await;
    let of_app = format!("FROM pg_stat_activity WHERE datname = '{}' AND application_name = 'gm-network'", app.database_name());
    // Written down first: conditions are tried in no certain order, and nobody else is to be ended.
    let end = format!("WITH own AS MATERIALIZED (SELECT pid AS value {of_app}) SELECT value FROM own WHERE pg_terminate_backend(value)");
    let pids = integers(&admin, &end).await;
    assert!(!pids.is_empty(), "nothing was connected");
    let still = pids.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    loop {
        // Also the time after which a connection is asked whether it lives.
        tokio::time::sleep(Duration::from_millis(25)).await;
        if integers(&admin, &format!("SELECT pid AS value {of_app} AND pid IN ({still})")).await.is_empty() {
            return admin.close().await.unwrap();
        }
    }
}

async fn integers(admin: &DatabaseConnection, sql: &str) -> Vec<i32> {
    let rows = admin.query_all_raw(Statement::from_string(DbBackend::Postgres, sql)).await.unwrap();
    rows.iter().map(|row| row.try_get("", "value").unwrap()).collect()
}

#[actix_web::test]
async fn looking_whether_it_is_ready_writes_nothing() {
    let app = TestApp::start().await;
    app.visitor().find_everything().await;
    let admin = database::admin().await;
    let read_only = format!("ALTER DATABASE {} SET default_transaction_read_only = on", app.database_name());
    admin.execute_unprepared(&read_only).await.unwrap();
    // It holds for connections that are made from now on.
    end_connections(&app).await;
    app.visitor().get("//readyz").await.expect(200);
}

#[actix_web::test]
async fn a_transaction_whose_connection_is_lost_is_done_again() {
    let app = TestApp::start().await;
    let admin = database::admin().await;
    let tries = AtomicU32::new(0);
    let outcome = db::transaction(&app.state.db, async |txn| {
        let pid = number(txn, "SELECT pg_backend_pid() AS value").await?;
        if tries.fetch_add(1, Ordering::Relaxed) == 0 {
            integers(&admin, &format!("SELECT 1 AS value WHERE pg_terminate_backend({pid})")).await;
        }
        number(txn, "SELECT 7 AS value").await
    })
    .await;
    assert_eq!((outcome.unwrap(), tries.into_inner()), (7, 2));
}

async fn number(txn: &DatabaseTransaction, sql: &str) -> ApiResult<i32> {
    let row = txn.query_one_raw(Statement::from_string(DbBackend::Postgres, sql)).await?;
    Ok(row.expect("a row").try_get("", "value")?)
}

#[actix_web::test]
async fn what_takes_too_long_is_given_up_and_the_caller_told_to_come_back() {
    let app = TestApp::start().await;
    let setting = async |txn: &DatabaseTransaction, name: &str| {
        let sql = format!("SELECT current_setting('{name}') AS value");
        let row = txn.query_one_raw(Statement::from_string(DbBackend::Postgres, sql)).await?;
        Ok::<String, ApiError>(row.expect("a row").try_get("", "value")?)
    };
    let names = ["statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"];
    let (of_requests, of_files) = db::transaction(&app.state.db, async |txn| {
        let (mut short, mut long) = (Vec::new(), Vec::new());
        for name in names {
            short.push(setting(txn, name).await?);
        }
        db::allow_long(txn).await?;
        for name in names {
            long.push(setting(txn, name).await?);
        }
        Ok((short, long))
    })
    .await
    .unwrap();
    assert_eq!(of_requests, ["30s", "10s", "1min"]);
    assert_eq!(of_files, ["1h"; 3]);

    let slow = db::transaction(&app.state.db, async |txn| {
        txn.execute_unprepared("SET LOCAL statement_timeout = 10").await?;
        number(txn, "SELECT 1 AS value FROM pg_sleep(600)").await
    });
    let refused = slow.await.unwrap_err();
    assert_eq!(refused.code(), ProblemCode::Unavailable, "{refused}");
    let answer = actix_web::ResponseError::error_response(&refused);
    assert_eq!((answer.status().as_u16(), answer.headers().contains_key("retry-after")), (503, true));

    let waits = db::transaction(&app.state.db, async |holder| {
        holder.execute_unprepared("LOCK TABLE outbox").await?;
        let waiting = db::transaction(&app.state.db, async |txn| {
            txn.execute_unprepared("SET LOCAL lock_timeout = 10").await?;
            number(txn, "SELECT count(*)::int AS value FROM outbox").await
        });
        Ok(waiting.await.unwrap_err().code())
    });
    assert_eq!(waits.await.unwrap(), ProblemCode::Unavailable);
}
