//! Doctors with a profile and institutions that are listed, ready to talk to each other.

use super::{Answer, Client, Letter, TestApp, send};
use domain::{
    actor::Role,
    ids::{AccountId, OrganizationId},
    registration::RegistrationContent,
};
use reqwest::Method;
use sea_orm::{ConnectionTrait, DbBackend, Statement, Value};
use serde_json::{Value as Json, json};
use uuid::Uuid;

/// What must never reach an institution unless the doctor lets it.
pub const SECRETS: [&str; 7] = ["山﨑", "𠮷子", "ヤマザキ", "架空大学", "090-1234-5678", "123456", "hidden-doctor"];

/// A profile that a doctor may save.
pub fn profile() -> Json {
    json!({
        "full_name": "山﨑 𠮷子",
        "full_name_kana": "ヤマザキ ヨシコ",
        "licence_number": "123456",
        "licence_year": 1998,
        "specialties": ["surgery", "general_practice"],
        "years_of_practice": 27,
        "employer": "架空大学病院",
        "phone": "090-1234-5678",
        "wishes": { "prefectures": ["04"], "employment": ["part_time"], "start": "来春", "about": "地域で総合診療を学び直したいです。" },
    })
}

/// A doctor who saved the profile above; the address is a secret too.
pub async fn doctor(app: &TestApp) -> Client {
    let mut doctor = app.person("医師", &[Role::Doctor]).await;
    doctor.email = format!("hidden-doctor-{}@example.jp", doctor.account_id);
    sql(app, "UPDATE account SET email = $2 WHERE id = $1", vec![doctor.account_id.0.into(), doctor.email.clone().into()]).await;
    doctor.put("/me/doctor-profile", profile()).await.expect(200);
    doctor
}

/// An institution on the directory, with somebody who acts for it.
pub struct Listed {
    pub institution: Uuid,
    pub organization: OrganizationId,
    pub member: Client,
}

/// A listed institution of an organization of its own.
pub async fn listed_institution(app: &TestApp) -> Listed {
    let member = app.member().await;
    let organization = member.organization_id;
    let institution = institution_of(app, organization, member.account_id).await;
    Listed { institution, organization, member }
}

/// A listed institution of an organization. Published here by hand, since the way there is another feature's test.
pub async fn institution_of(app: &TestApp, organization: OrganizationId, author: AccountId) -> Uuid {
    let (institution, registration, checker) = (Uuid::new_v4(), Uuid::new_v4(), app.committee_member().await.account_id);
    let mut content = RegistrationContent::default();
    content.public.name = "架空ヶ丘診療所".to_owned();
    content.public.prefecture_code = "04".to_owned();
    let content = serde_json::to_value(content).unwrap();
    for place in [
        "INSERT INTO prefecture (code, name, name_kana, name_en) VALUES ('04', '宮城県', 'ミヤギケン', 'Miyagi') ON CONFLICT DO NOTHING",
        "INSERT INTO municipality (code, prefecture_code, name, name_kana, name_en) VALUES ('04101', '04', '仙台市青葉区', 'センダイシアオバク', 'Aoba-ku') ON CONFLICT DO NOTHING",
    ] {
        sql(app, place, vec![]).await;
    }
    let insert = "INSERT INTO institution (id, organization_id, created_at) VALUES ($1, $2, now())";
    sql(app, insert, vec![institution.into(), organization.0.into()]).await;
    let insert = "INSERT INTO registration (id, institution_id, fiscal_year, status, status_since, reference_number, content,
                      secretariat_checked_by, committee_confirmed_by, expires_on, search_key, created_at, updated_at)
                  VALUES ($1, $2, 2026, 'published', now(), $3, $4, $5, $6, '2027-03-31', '', now(), now())";
    let reference = format!("TEST-{institution}");
    sql(
        app,
        insert,
        vec![registration.into(), institution.into(), reference.into(), content.clone().into(), author.0.into(), checker.0.into()],
    )
    .await;
    let insert = "INSERT INTO listing (institution_id, registration_id, name, name_kana, kind, prefecture_code, municipality_code, specialties,
                      employment, guidance_offered, profile, restricted, search_key, published_on, updated_at, fictional)
                  VALUES ($1, $2, '架空ヶ丘診療所', 'カクウガオカシンリョウジョ', 'clinic', '04', '04101', '{}', '{}', true, $3, $4, '', '2026-04-01', now(), false)";
    sql(app, insert, vec![institution.into(), registration.into(), content["public"].clone().into(), content["restricted"].clone().into()])
        .await;
    institution
}

/// Takes an institution off the directory, as pausing does.
pub async fn unlist(app: &TestApp, institution: Uuid) {
    sql(app, "DELETE FROM listing WHERE institution_id = $1", vec![institution.into()]).await;
}

/// A doctor's first message.
pub async fn ask(doctor: &Client, institution: Uuid) -> Answer {
    doctor.post("/inquiries", json!({ "institution_id": institution, "body": "見学は可能でしょうか。" })).await
}

/// An inquiry that was just sent; its id.
pub async fn asked(doctor: &Client, institution: Uuid) -> String {
    ask(doctor, institution).await.expect(201).text("/id")
}

/// Takes a step.
pub async fn advance(person: &Client, inquiry: &str, event: &str) -> Answer {
    person.post(&format!("/inquiries/{inquiry}/advance"), json!({ "event": event })).await
}

/// Writes in an inquiry.
pub async fn write(person: &Client, inquiry: &str, body: &str) -> Answer {
    person.post(&format!("/inquiries/{inquiry}/messages"), json!({ "body": body })).await
}

/// Brings an inquiry that was just sent to `terms`.
pub async fn bring_to_terms(doctor: &Client, member: &Client, inquiry: &str) {
    write(member, inquiry, "ぜひお越しください。").await.expect(201);
    write(doctor, inquiry, "ありがとうございます。").await.expect(201);
    advance(member, inquiry, "arrange_visit").await.expect(200);
    advance(doctor, inquiry, "discuss_terms").await.expect(200);
}

/// Runs a statement.
pub async fn sql(app: &TestApp, sql: &str, values: Vec<Value>) {
    app.state.db.execute_raw(Statement::from_sql_and_values(DbBackend::Postgres, sql, values)).await.unwrap();
}

/// One text out of the database.
pub async fn text(app: &TestApp, sql: &str, values: Vec<Value>) -> String {
    let row = app.state.db.query_one_raw(Statement::from_sql_and_values(DbBackend::Postgres, sql, values)).await.unwrap();
    row.map(|row| row.try_get_by_index::<Option<String>>(0).unwrap().unwrap_or_default()).unwrap_or_default()
}

/// Blocks an institution.
pub async fn block(doctor: &Client, institution: Uuid) -> Answer {
    send(doctor.request(Method::PUT, &format!("/me/blocks/{institution}"))).await
}

/// Sends what is due and gives everything that somebody got by mail so far.
pub async fn letters(app: &TestApp, person: &Client) -> Vec<Letter> {
    app.run_jobs().await;
    app.mail_to(&person.email)
}

/// A mail as one text.
pub fn whole(letter: &Letter) -> String {
    format!("{}\n{}", letter.subject, letter.body)
}

/// An answer's body as it went over the wire.
pub fn raw(answer: &Answer) -> String {
    String::from_utf8(answer.body.clone()).expect("UTF-8")
}

/// Lets somebody prefer English.
pub async fn speak_english(app: &TestApp, person: &Client) {
    sql(app, "UPDATE account SET locale = 'en' WHERE id = $1", vec![person.account_id.0.into()]).await;
}

/// Fails when a text tells one of the secrets.
pub fn keeps_secrets(text: &str) {
    for secret in SECRETS {
        assert!(!text.contains(secret), "`{secret}` is told in: {text}");
    }
}
