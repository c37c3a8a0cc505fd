//! Acts are rehearsed before they are done: sent with a commit that fails, after which nothing of them may be left.

use super::{Answer, send};
use api::{openapi, platform::http::contract::Contract};
use reqwest::{Method, RequestBuilder};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, QueryResult, Statement};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Mutex,
};

/// Notes every row that is committed, with its transaction, and refuses the commits that a rehearsal is to lose.
///
/// `acts` loses what writes anything but a mail or an entry of the trail; `trail` loses what writes an entry. A mail or an entry outside
/// of the act's transaction is committed in the first, and a part of the act without an entry in the second: both are found then.
/// Counted tries and the index's own table are no part of an act.
const WATCH: &str = r"
CREATE TABLE rehearsal (lost text NOT NULL);
INSERT INTO rehearsal VALUES ('');
CREATE TABLE rehearsal_row (number bigserial, transaction text, name text, kind text);
CREATE FUNCTION rehearse() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    beside boolean := TG_TABLE_NAME IN ('outbox', 'audit_entry');
    mode text := (SELECT lost FROM rehearsal);
BEGIN
    IF mode = 'acts' AND NOT beside OR mode = 'trail' AND TG_TABLE_NAME = 'audit_entry' THEN
        RAISE EXCEPTION 'this commit is lost in a rehearsal';
    END IF;
    INSERT INTO rehearsal_row (transaction, name, kind) VALUES (pg_current_xact_id()::text, TG_TABLE_NAME,
        CASE TG_TABLE_NAME WHEN 'outbox' THEN to_jsonb(NEW)->'payload'->>'template' WHEN 'audit_entry' THEN to_jsonb(NEW)->>'subject_type' END);
    RETURN NULL;
END $$;
DO $$
DECLARE name text;
BEGIN
    FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public'
        AND tablename NOT IN ('rehearsal', 'rehearsal_row', 'seaql_migrations', 'attempt_window', 'attempt_delay', 'listing_change')
    LOOP
        EXECUTE format('CREATE CONSTRAINT TRIGGER rehearse AFTER INSERT OR UPDATE OR DELETE ON %I
            DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION rehearse()', name);
    END LOOP;
END $$";

/// What an operation left when it was done.
#[derive(Debug, Default, Clone)]
pub struct Left {
    /// What its entries of the trail are about.
    pub entries: BTreeSet<String>,
    /// The templates of its mails.
    pub mails: BTreeSet<String>,
    /// In how many transactions at most.
    pub transactions: usize,
}

/// The rehearsals of one server.
pub struct Rehearsal {
    db: DatabaseConnection,
    contract: Contract,
    left: Mutex<BTreeMap<String, Left>>,
}

impl Rehearsal {
    pub async fn set_up(db: &DatabaseConnection) -> Self {
        db.execute_unprepared(WATCH).await.expect("the watch is set up");
        Rehearsal { db: db.clone(), contract: Contract::of(&openapi::document()), left: Mutex::default() }
    }

    /// Sends a request as it is done, after it was rehearsed if it is an act.
    pub async fn perform(&self, request: RequestBuilder) -> Answer {
        let built = request.try_clone().and_then(|request| request.build().ok()).expect("a request that can be sent again");
        if built.method() == Method::GET {
            return send(request).await;
        }
        let operation = self.contract.find(built.method().as_str(), built.url().path()).expect("an operation").id.clone();
        for lost in ["acts", "trail"] {
            let before = self.last_row().await;
            self.lose(lost).await;
            let answer = send(request.try_clone().expect("it was cloned before")).await;
            self.lose("").await;
            let left = self.rows_after(before).await;
            if answer.status != 500 {
                // It writes nothing of the kind, or is refused anyway.
                self.note(&operation, &answer, &left);
                return answer;
            }
            let left: BTreeSet<String> = left.iter().map(|row| format!("{} {}", row.name, row.kind)).collect();
            assert!(left.is_empty(), "{operation} failed, and yet these rows stand: {left:?}");
        }
        let before = self.last_row().await;
        let answer = send(request).await;
        self.note(&operation, &answer, &self.rows_after(before).await);
        answer
    }

    /// What every operation left that succeeded.
    pub fn left(&self) -> BTreeMap<String, Left> {
        self.left.lock().expect("no panic").clone()
    }

    fn note(&self, operation: &str, answer: &Answer, rows: &[Row]) {
        if !(200..300).contains(&answer.status) {
            return;
        }
        let mut all = self.left.lock().expect("no panic");
        let left = all.entry(operation.to_owned()).or_default();
        let of = |table: &str| rows.iter().filter(move |row| row.name == table).map(|row| row.kind.clone()).collect::<Vec<_>>();
        left.entries.extend(of("audit_entry"));
        left.mails.extend(of("outbox"));
        let transactions: BTreeSet<&str> = rows.iter().map(|row| row.transaction.as_str()).collect();
        left.transactions = left.transactions.max(transactions.len());
    }

    async fn lose(&self, lost: &str) {
        self.ask(&format!("UPDATE rehearsal SET lost = '{lost}' RETURNING lost")).await;
    }

    async fn last_row(&self) -> i64 {
        self.ask("SELECT coalesce(max(number), 0) AS last FROM rehearsal_row").await[0].try_get("", "last").expect("a number")
    }

    async fn rows_after(&self, number: i64) -> Vec<Row> {
        let sql = format!("SELECT DISTINCT transaction, name, coalesce(kind, '') AS kind FROM rehearsal_row WHERE number > {number}");
        let text = |row: &QueryResult, column: &str| row.try_get::<String>("", column).expect("a text");
        let rows = self.ask(&sql).await;
        rows.iter().map(|row| Row { transaction: text(row, "transaction"), name: text(row, "name"), kind: text(row, "kind") }).collect()
    }

    async fn ask(&self, sql: &str) -> Vec<QueryResult> {
        self.db.query_all_raw(Statement::from_string(DbBackend::Postgres, sql)).await.expect("the watch answers")
    }
}

/// A committed row.
struct Row {
    transaction: String,
    /// Its table.
    name: String,
    /// The template of a mail, or what an entry of the trail is about.
    kind: String,
}
