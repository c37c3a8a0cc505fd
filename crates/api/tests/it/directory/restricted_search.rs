//! Searching what is for doctors only: who finds it, and that nobody else learns anything of it.

use super::names;
use crate::support::{
    Answer, Client, Published, TestApp,
    conversation::{doctor, sql},
    published_with,
};
use domain::actor::Role;
use serde_json::json;

/// Stands in the restricted part alone.
const WORD: &str = "住宅";

/// Everything that words can be asked of in public.
const PUBLIC: [&str; 7] = [
    "/institutions?q=住宅",
    "/institutions?q=架空 住宅&sort=kana",
    "/institution-facets?q=住宅",
    "/institution-clusters?q=住宅",
    "/institution-suggestions?q=住宅",
    "/institution-suggestions?q=住宅棟",
    "/institutions/export?q=住宅",
];

async fn hospital(app: &TestApp) -> Published {
    let published = published_with(app, |content| {
        content["restricted"]["living"] = json!("家族用の住宅を用意します。");
        content["restricted"]["on_call"] = json!("当直は月2回までです。");
    })
    .await;
    let outline = "INSERT INTO region_outline (level, code, edition, grid, geometry, west, south, east, north)
        VALUES ('municipality', '04101', 'x', 0, '{\"type\": \"MultiPolygon\", \"coordinates\": []}', 140.8, 38.2, 140.9, 38.3)
        ON CONFLICT DO NOTHING";
    sql(app, outline, vec![]).await;
    published
}

async fn restricted(person: &Client, query: &str) -> Answer {
    person.get(&format!("/institutions?q={query}&restricted=true")).await
}

async fn set_status(app: &TestApp, doctor: &Client, status: &str) {
    let reason = if status == "doubtful" { "'not_found'" } else { "NULL" };
    let change = format!("UPDATE doctor SET licence_status = $2, licence_reason = {reason} WHERE account_id = $1");
    sql(app, &change, vec![doctor.account_id.0.into(), status.into()]).await;
}

#[actix_web::test]
async fn a_doctor_with_a_stated_licence_finds_it_and_reads_where_it_stands() {
    let app = TestApp::start().await;
    hospital(&app).await;
    let doctor = doctor(&app).await;
    for status in ["declared", "checked"] {
        set_status(&app, &doctor, status).await;
        let answer = restricted(&doctor, WORD).await.expect(200);
        assert_eq!(answer.header("cache-control"), "no-store");
        assert_eq!(answer.header("etag"), "");
        let found = answer.json();
        assert_eq!(names(&found), ["架空中央病院"], "{status}");
        assert_eq!(found["items"][0]["restricted"], json!({ "section": "living", "excerpt": "家族用の住宅を用意します。" }));
    }
    for (query, section) in [("当直", "on_call"), ("架空中央 住宅", "living"), ("022-000-0001", "contact"), ("住宅 当直", "on_call")]
    {
        let found = restricted(&doctor, query).await.expect(200).json();
        assert_eq!((names(&found).len(), &found["items"][0]["restricted"]["section"]), (1, &json!(section)), "{query}");
    }
    let public = restricted(&doctor, "架空中央").await.expect(200).json();
    assert_eq!((names(&public).len(), public["items"][0].get("restricted")), (1, None), "the name says it");
    assert!(names(&restricted(&doctor, "ヘリポート").await.expect(200).json()).is_empty());

    let counts = doctor.get("/institution-facets?q=住宅&restricted=true").await.expect(200);
    assert_eq!((counts.header("cache-control"), &counts.json()["total"]), ("no-store", &json!(1)));
    let cells = doctor.get("/institution-clusters?q=住宅&restricted=true").await.expect(200);
    assert_eq!((cells.header("cache-control"), &cells.items()[0]["count"]), ("no-store", &json!(1)));
}

#[actix_web::test]
async fn nobody_else_may_ask_and_a_doubt_ends_it_at_once() {
    let app = TestApp::start().await;
    let published = hospital(&app).await;
    let doctor = doctor(&app).await;
    restricted(&doctor, WORD).await.expect(200);
    set_status(&app, &doctor, "doubtful").await;
    let unstated = app.person("医師", &[Role::Doctor]).await;
    let others = [
        (app.visitor(), 401, "sign_in_required"),
        (unstated, 403, "licence_required"),
        (doctor, 403, "licence_doubtful"),
        (published.member, 403, "not_allowed"),
        (app.member().await, 403, "not_allowed"),
        (published.secretariat, 403, "not_allowed"),
        (published.committee, 403, "not_allowed"),
        (app.prefecture_officer().await, 403, "not_allowed"),
        (app.administrator().await, 403, "not_allowed"),
    ];
    for (person, status, code) in &others {
        for path in ["/institutions", "/institution-facets", "/institution-clusters"] {
            for words in ["q=住宅&", ""] {
                person.get(&format!("{path}?{words}restricted=true")).await.refused(*status, code);
            }
        }
    }
}

async fn told(person: &Client) -> Vec<(String, Vec<u8>)> {
    let mut answers = Vec::new();
    for path in PUBLIC {
        let answer = person.get(path).await.expect(200);
        answers.push((format!("{path} {} {}", answer.header("etag"), answer.header("cache-control")), answer.body));
    }
    answers
}

/// The same bytes as if nothing were there, also just after somebody who may asked for the same words.
#[actix_web::test]
async fn what_everybody_is_told_says_nothing_of_it() {
    let app = TestApp::start().await;
    let published = hospital(&app).await;
    let doctor = doctor(&app).await;
    let everything = "UPDATE listing SET restricted = $1";
    let blank = serde_json::to_value(domain::registration::RestrictedProfile::default()).unwrap();
    sql(&app, everything, vec![blank.into()]).await;
    let nothing = told(&app.visitor()).await;

    let written = json!({ "contact_name": "住宅", "contact_department": "住宅", "contact_email": "", "contact_phone": "", "duties": "住宅棟", "hours": "住宅",
        "on_call": "住宅", "pay": "住宅", "living": "住宅", "visit": "住宅" });
    sql(&app, everything, vec![written.into()]).await;
    let found = restricted(&doctor, WORD).await.expect(200).json();
    assert_eq!(names(&found).len(), 1, "there is something to find");
    doctor.get("/institution-facets?q=住宅&restricted=true").await.expect(200);

    let unstated = app.person("医師", &[Role::Doctor]).await;
    let everybody = [app.visitor(), unstated, published.member, published.secretariat, published.committee, app.prefecture_officer().await];
    for person in everybody.iter().chain([&doctor]) {
        assert_eq!(told(person).await, nothing);
    }
    set_status(&app, &doctor, "doubtful").await;
    assert_eq!(told(&doctor).await, nothing);
    for path in ["/institution-suggestions?q=住宅&restricted=true", "/institutions/export?q=住宅&restricted=true"] {
        doctor.get(path).await.refused(400, "invalid_parameter");
    }
}

#[actix_web::test]
async fn nothing_restricted_is_found_of_whom_the_doctor_blocked() {
    let app = TestApp::start().await;
    let published = hospital(&app).await;
    let (doctor, other) = (doctor(&app).await, app.doctor("架空 医師").await);
    doctor.put(&format!("/me/blocks/{}", published.institution_id), json!({})).await;
    for query in [WORD, "架空中央 住宅"] {
        assert!(names(&restricted(&doctor, query).await.expect(200).json()).is_empty(), "{query}");
        assert_eq!(names(&restricted(&other, query).await.expect(200).json()).len(), 1, "{query}");
    }
    assert_eq!(doctor.get("/institution-facets?q=住宅&restricted=true").await.expect(200).json()["total"], 0);
    assert_eq!(names(&restricted(&doctor, "架空中央").await.expect(200).json()).len(), 1, "the public page is found");
}

#[actix_web::test]
async fn a_cursor_goes_on_in_the_scope_that_gave_it_alone() {
    let app = TestApp::start().await;
    hospital(&app).await;
    hospital(&app).await;
    let doctor = doctor(&app).await;
    let first = restricted(&doctor, "住宅&limit=1").await.expect(200);
    let cursor = first.text("/next_cursor");
    let second = restricted(&doctor, &format!("住宅&limit=1&cursor={cursor}")).await.expect(200);
    assert_ne!(first.text("/items/0/institution_id"), second.text("/items/0/institution_id"));
    assert!(second.json()["next_cursor"].is_null());
    doctor.get(&format!("/institutions?q=住宅&limit=1&cursor={cursor}")).await.refused(400, "invalid_cursor");
    let public = doctor.get("/institutions?q=架空&limit=1").await.expect(200).text("/next_cursor");
    restricted(&doctor, &format!("架空&limit=1&cursor={public}")).await.refused(400, "invalid_cursor");
}

#[actix_web::test]
async fn what_a_doctor_was_answered_is_given_to_nobody_else() {
    let app = TestApp::start().await;
    hospital(&app).await;
    let doctor = doctor(&app).await;
    for operation in ["institutions", "institution-facets", "institution-clusters"] {
        let address = format!("/{operation}?q={WORD}&restricted=true");
        doctor.get(&address).await.expect(200);
        app.visitor().get(&address).await.refused(401, "sign_in_required");
    }
    let found = app.visitor().get(&format!("/institutions?q={WORD}")).await.expect(200).json();
    assert!(names(&found).is_empty());
}
