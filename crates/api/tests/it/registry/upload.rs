//! What staff upload, look at, apply or discard; and what editions say about institutions here.

use super::{HEAD, hospitals, rows, zip};
use crate::{
    places::file,
    support::{Answer, Client, TestApp, send},
};
use api::entity::{audit_entry, data_edition};
use chrono::TimeDelta;
use reqwest::Method;
use sea_orm::{ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, Statement};
use serde_json::{Value, json};

async fn submit(who: &Client, query: &str, media_type: &str, body: impl Into<Vec<u8>>) -> Answer {
    let request = who.request(Method::POST, &format!("/registry-imports?{query}"));
    send(request.header("content-type", media_type).body(body.into())).await
}

async fn upload_hospitals(who: &Client, day: &str, text: &str) -> Answer {
    let query = format!("dataset=hospitals&file_name=hospitals_{day}.zip");
    submit(who, &query, "application/zip", zip(&[("hospitals.csv", text.as_bytes())])).await
}

async fn apply(who: &Client, import: &Answer) -> Answer {
    let path = format!("/registry-imports/{}/apply", import.text("/id"));
    send(who.request(Method::POST, &path).header("If-Match", import.etag())).await
}

async fn number(app: &TestApp, sql: &str) -> i64 {
    let row = app.state.db.query_one_raw(Statement::from_string(DbBackend::Postgres, sql)).await.unwrap();
    row.unwrap().try_get("", "count").unwrap()
}

/// The files of requests of this moment, which lie in the system's folder for such under ids that begin with it.
fn spooled(app: &TestApp) -> Vec<String> {
    let start = format!("gm-{:012x}", app.state.clock.now().timestamp_millis());
    let names = std::fs::read_dir(std::env::temp_dir()).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
    names.filter(|name| name.starts_with(&start)).collect()
}

const ROWS: &str = "SELECT count(*) AS count FROM registry_institution WHERE gone_in IS NULL";
const PARTS: &str = "SELECT count(*) AS count FROM registry_import_part";

#[actix_web::test]
async fn a_file_is_looked_at_before_it_is_applied_and_then_does_what_was_shown() {
    let app = TestApp::start().await;
    let secretariat = app.secretariat().await;
    let seen = upload_hospitals(&secretariat, "20250601", &rows()).await.expect(201);
    let body = seen.json();
    assert_eq!((body["state"].as_str(), body["edition"].as_str()), (Some("previewed"), Some("2025-06-01")), "{body}");
    assert_eq!(body["file_name"], "hospitals_20250601.zip");
    let report = &body["report"];
    let counts = |report: &Value| ["taken", "new", "changed", "gone", "refused_count"].map(|field| report[field].as_u64().unwrap());
    assert_eq!(counts(report), [3, 3, 0, 0, 7], "{report}");
    assert_eq!(report["refused"][0]["line"], 4);
    assert!(report["refused"][0]["reason"]["ja"].as_str().unwrap().contains("2行目にもあります"), "{report}");
    assert_eq!(report["new_rows"].as_array().map(Vec::len), Some(3));
    assert_eq!(report["new_rows"][0]["name"], "架空白石病院");
    assert!(report["blank"].as_array().unwrap().contains(&json!({ "what": { "ja": "病床数", "en": "beds" }, "rows": 1 })), "{report}");
    assert_eq!(number(&app, ROWS).await, 0, "looking changes nothing");
    assert_eq!(number(&app, PARTS).await, 1);
    assert_eq!(data_edition::Entity::find().count(&app.state.db).await.unwrap(), 0);

    let path = seen.header("location").trim_start_matches("/api/v1").to_owned();
    let read = secretariat.get(&path).await.expect(200);
    assert_eq!((read.json(), read.etag()), (body.clone(), seen.etag()));
    let list = secretariat.get("/registry-imports").await.expect(200).json();
    assert_eq!(list["items"][0]["id"], body["id"]);
    assert_eq!((&list["items"][0]["report"]["new"], &list["items"][0]["report"]["new_rows"]), (&json!(3), &json!([])), "counts only");

    let stale = send(secretariat.request(Method::POST, &format!("{path}/apply")).header("If-Match", "\"7\"")).await;
    stale.refused(412, "version_mismatch");
    secretariat.act(&format!("{path}/apply")).await.refused(428, "precondition_required");
    let applied = apply(&secretariat, &seen).await.expect(200).json();
    assert_eq!((applied["state"].as_str(), applied["report"].clone()), (Some("applied"), report.clone()));
    assert!(applied["settled_by"].is_string() && applied["settled_at"].is_string());
    assert_eq!((number(&app, ROWS).await, number(&app, PARTS).await), (3, 0), "it is in, and its bytes are let go");
    apply(&secretariat, &seen).await.refused(412, "version_mismatch");
    secretariat.act(&format!("{path}/discard")).await.refused(409, "wrong_state");
    let found = app.member().await.get("/registry-institutions?q=白石").await.expect(200).items();
    assert_eq!(found[0]["name"], "架空白石病院");
    let editions = app.visitor().get("/data-editions").await.expect(200).items();
    assert_eq!((editions[0]["file_name"].as_str(), editions[0]["rows_taken"].as_i64()), (Some("hospitals_20250601.zip"), Some(3)));
    let trail = audit_entry::Entity::find()
        .filter(audit_entry::Column::SubjectType.is_in(["registry_import", "data_edition"]))
        .order_by_asc(audit_entry::Column::Id)
        .all(&app.state.db)
        .await
        .unwrap();
    let trail: Vec<_> = trail.iter().map(|entry| (entry.subject_type.as_str(), entry.operation.as_str(), entry.actor_account_id)).collect();
    let who = Some(secretariat.account_id);
    assert_eq!(
        trail,
        [
            ("registry_import", "create_registry_import", who),
            ("data_edition", "apply_registry_import", who),
            ("registry_import", "apply_registry_import", who)
        ]
    );
}

#[actix_web::test]
async fn the_same_file_again_says_that_nothing_is_new() {
    let app = TestApp::start().await;
    let secretariat = app.secretariat().await;
    let first = upload_hospitals(&secretariat, "20250601", &rows()).await.expect(201);
    apply(&secretariat, &first).await.expect(200);
    let again = upload_hospitals(&secretariat, "20250601", &rows()).await.expect(201);
    assert_eq!((again.text("/state"), &again.json()["report"]), ("failed".to_owned(), &json!(null)));
    assert!(again.text("/failure/ja").contains("取り込み済み") && again.text("/failure/en").contains("nothing new"));
    apply(&secretariat, &again).await.refused(409, "wrong_state");
    assert_eq!(number(&app, ROWS).await, 3);
}

#[actix_web::test]
async fn editions_go_in_one_after_the_other() {
    let app = TestApp::start().await;
    let secretariat = app.secretariat().await;
    let older = upload_hospitals(&secretariat, "20250601", &rows()).await.expect(201);
    let newer = upload_hospitals(&secretariat, "20260601", &rows()).await.expect(201);
    apply(&secretariat, &newer).await.expect(200);
    apply(&secretariat, &older).await.refused(409, "edition_outdated");
    let path = format!("/registry-imports/{}", older.text("/id"));
    assert_eq!(secretariat.get(&path).await.text("/state"), "previewed", "a refusal decides nothing");
    let discarded = secretariat.act(&format!("{path}/discard")).await.expect(200);
    assert_eq!(discarded.text("/state"), "discarded");
    assert_eq!(number(&app, PARTS).await, 0);
    secretariat.act(&format!("{path}/discard")).await.refused(409, "wrong_state");
    let late = upload_hospitals(&secretariat, "20250701", &rows()).await.expect(201);
    assert_eq!(late.text("/state"), "failed");
    assert!(late.text("/failure/ja").contains("新しい版") && late.json()["report"].is_null());
}

#[actix_web::test]
async fn a_file_that_cannot_be_taken_says_why_and_keeps_nothing() {
    let app = TestApp::start().await;
    // A moment of its own: other tests spool files too.
    app.clock.advance(TimeDelta::milliseconds(i64::from(std::process::id()) * 1000 + 711));
    let secretariat = app.secretariat().await;
    let failed = submit(&secretariat, "dataset=hospitals&edition=2025-06-01&file_name=x.csv", "text/csv", "a,b\n1,2\n").await.expect(201);
    assert_eq!(failed.text("/state"), "failed");
    assert!(failed.text("/failure/ja").contains("列がありません") && failed.text("/failure/en").contains("are missing"));
    assert!(!failed.text("/failure/en").contains("tmp"), "no folder of the server");
    assert_eq!(number(&app, PARTS).await, 0);
    apply(&secretariat, &failed).await.refused(409, "wrong_state");

    let query = "dataset=hospitals&edition=2025-06-01&file_name=x.csv";
    submit(&secretariat, query, "text/html", "x").await.refused(415, "unsupported_media_type");
    submit(&secretariat, query, "text/csv", "").await.refused(400, "malformed_request");
    submit(&secretariat, query, "text/csv", vec![b'x'; (40 << 20) + 1]).await.refused(413, "body_too_large");
    for wrong in [
        "dataset=medical_areas&edition=2025-06-01&file_name=x.csv",
        "dataset=hospitals&edition=2025-06&file_name=x.csv",
        "dataset=insured_institutions&edition=2025-06-01&file_name=x.csv",
        "dataset=hospitals&file_name=x.csv",
        "dataset=hospitals",
        "edition=2025-06-01&file_name=x.csv",
    ] {
        submit(&secretariat, wrong, "text/csv", "x").await.refused(400, "invalid_parameter");
    }
    assert_eq!(spooled(&app), Vec::<String>::new(), "files are gone with their requests");
}

#[actix_web::test]
async fn the_lists_are_the_secretariats() {
    let app = TestApp::start().await;
    let nobody = "019d468d-ee80-75d0-8edb-cf197b5413be";
    let others = [
        app.doctor("架空 医師").await,
        app.member().await,
        app.committee_member().await,
        app.prefecture_officer().await,
        app.administrator().await,
    ];
    for who in &others {
        submit(who, "dataset=hospitals&edition=2025-06-01&file_name=x.csv", "text/csv", "x").await.refused(403, "not_allowed");
        for path in ["/registry-imports", &format!("/registry-imports/{nobody}"), "/registry-differences"] {
            who.get(path).await.refused(403, "not_allowed");
        }
        for path in ["imports/X/apply", "imports/X/discard", "differences/X/acknowledge"] {
            let request = who.request(Method::POST, &format!("/registry-{}", path.replace('X', nobody)));
            send(request.header("If-Match", "\"1\"")).await.refused(403, "not_allowed");
        }
    }
    app.visitor().get("/registry-imports").await.refused(401, "sign_in_required");
    let secretariat = app.secretariat().await;
    secretariat.get(&format!("/registry-imports/{nobody}")).await.refused(404, "not_found");
    secretariat.act(&format!("/registry-differences/{nobody}/acknowledge")).await.refused(404, "not_found");
}

#[actix_web::test]
async fn staff_see_what_an_edition_says_otherwise_about_institutions_here() {
    let app = TestApp::start().await;
    let (secretariat, member) = (app.secretariat().await, app.member().await);
    let row =
        |code: &str, name: &str, town: &str, beds: &str| format!("{code},{name},カクウ,1,04,206,宮城県白石市{town},38.0,140.6,,{beds}\n");
    let text = |rows: &[String]| format!("{HEAD}\n{}", rows.concat());
    let before = [
        row("04001", "架空白石病院", "架空1", "120"),
        row("04002", "架空蔵王病院", "架空2", "80"),
        row("04003", "架空下書き病院", "架空3", "50"),
    ];
    hospitals(&app, &file("hospitals_20250601.csv", text(&before))).await.unwrap();
    let start = async |code: &str| {
        let path = format!("/organizations/{}/registrations", member.organization_id);
        member.post(&path, json!({ "registry_code": code })).await.expect(201).text("/id")
    };
    let (moved, closed, draft) = (start("04001").await, start("04002").await, start("04003").await);
    for id in [&moved, &closed] {
        let sql = format!("UPDATE registration SET status = 'submitted', reference_number = 'R-{id}' WHERE id = '{id}'");
        app.state.db.execute_unprepared(&sql).await.unwrap();
    }
    let after = [row("04001", "架空新白石病院", "架空9", "110"), row("04003", "架空下書き新病院", "架空3", "50")];
    let seen = upload_hospitals(&secretariat, "20260601", &text(&after)).await.expect(201);
    let report = seen.json()["report"].clone();
    assert_eq!((&report["new"], &report["changed"], &report["gone"]), (&json!(0), &json!(2), &json!(1)), "{report}");
    assert_eq!((&report["gone_rows"][0]["code"], &report["gone_rows"][0]["registered"]), (&json!("04002"), &json!(true)));
    assert_eq!(secretariat.get("/registry-differences").await.expect(200).json()["items"], json!([]), "looking keeps nothing");
    apply(&secretariat, &seen).await.expect(200);

    let waiting = secretariat.get("/registry-differences?acknowledged=false").await.expect(200).json();
    let items = waiting["items"].as_array().unwrap();
    let of = |id: &str| items.iter().find(|item| item["registration_id"] == id).cloned().unwrap_or_default();
    assert_eq!(items.len(), 2, "a draft is nobody's business: {waiting}");
    assert!(of(&draft).is_null());
    let changes = of(&moved)["changes"].clone();
    let expected = json!([
        { "field": "name", "before": "架空白石病院", "after": "架空新白石病院" },
        { "field": "address", "before": "宮城県白石市架空1", "after": "宮城県白石市架空9" },
        { "field": "beds", "before": "120", "after": "110" },
    ]);
    assert_eq!(changes, expected);
    let gone = of(&closed);
    assert_eq!(gone["changes"], json!([{ "field": "listed", "before": "2025-06-01", "after": null }]));
    assert_eq!((gone["edition"].as_str(), gone["dataset"].as_str()), (Some("2026-06-01"), Some("hospitals")));
    member.post(&format!("/organizations/{}/registrations", member.organization_id), json!({ "registry_code": "04002" })).await.expect(422);

    let path = format!("/registry-differences/{}/acknowledge", gone["id"].as_str().unwrap());
    let noted = secretariat.act(&path).await.expect(200).json();
    assert!(noted["acknowledged_at"].is_string() && noted["acknowledged_by"].is_string());
    secretariat.act(&path).await.refused(409, "wrong_state");
    let left = secretariat.get("/registry-differences?acknowledged=false&limit=1").await.expect(200).json();
    assert_eq!((left["items"].as_array().map(Vec::len), left["items"][0]["registration_id"].as_str()), (Some(1), Some(moved.as_str())));
    let first = secretariat.get("/registry-differences?limit=1").await.expect(200).json();
    let cursor = first["next_cursor"].as_str().unwrap();
    let second = secretariat.get(&format!("/registry-differences?limit=1&cursor={cursor}")).await.expect(200).json();
    assert_ne!(first["items"][0]["id"], second["items"][0]["id"]);
    secretariat.get(&format!("/registry-differences?acknowledged=true&cursor={cursor}")).await.refused(400, "invalid_cursor");

    // Back in the list with the next edition.
    let back = [row("04001", "架空新白石病院", "架空9", "110"), before[1].clone()];
    hospitals(&app, &file("hospitals_20270601.csv", text(&back))).await.unwrap();
    let items = secretariat.get("/registry-differences?acknowledged=false").await.expect(200).json()["items"].clone();
    let changes: Vec<_> = items
        .as_array()
        .unwrap()
        .iter()
        .filter(|item| item["registration_id"] == closed.as_str())
        .map(|item| item["changes"].clone())
        .collect();
    assert_eq!(changes, [json!([{ "field": "listed", "before": null, "after": "2027-06-01" }])]);
}
