//! What a stated licence opens, and what a doubt closes.

use crate::support::{
    Client, TestApp,
    conversation::{ask, asked, doctor, listed_institution, profile, sql},
};
use domain::actor::Role;
use serde_json::json;
use uuid::Uuid;

fn restricted(institution: Uuid) -> String {
    format!("/institutions/{institution}/restricted")
}

/// As staff leave it who cannot find the doctor.
async fn doubt(app: &TestApp, doctor: &Client) {
    let sql_text = "UPDATE doctor SET licence_status = 'doubtful', licence_reason = 'not_found' WHERE account_id = $1";
    sql(app, sql_text, vec![doctor.account_id.0.into()]).await;
}

/// As staff leave it who found the doctor.
async fn check(app: &TestApp, doctor: &Client) {
    let sql_text = "UPDATE doctor SET licence_status = 'checked', licence_reason = NULL WHERE account_id = $1";
    sql(app, sql_text, vec![doctor.account_id.0.into()]).await;
}

#[actix_web::test]
async fn a_confirmed_address_alone_opens_nothing_that_is_for_doctors() {
    let app = TestApp::start().await;
    let (doctor, listed) = (app.person("医師", &[Role::Doctor]).await, listed_institution(&app).await);
    doctor.get(&restricted(listed.institution)).await.refused(403, "licence_required");
    ask(&doctor, listed.institution).await.refused(409, "profile_required");
    // Nothing is said about institutions that are not listed.
    doctor.get(&restricted(Uuid::new_v4())).await.refused(404, "not_found");

    let stated = doctor.put("/me/doctor-profile", profile()).await.expect(200).json();
    assert_eq!(stated["licence"]["status"], "declared");
    doctor.get(&restricted(listed.institution)).await.expect(200);
    ask(&doctor, listed.institution).await.expect(201);
}

#[actix_web::test]
async fn a_doubtful_licence_reads_nothing_and_asks_nobody() {
    let app = TestApp::start().await;
    let (doctor, listed) = (doctor(&app).await, listed_institution(&app).await);
    doubt(&app, &doctor).await;
    doctor.get(&restricted(listed.institution)).await.refused(403, "licence_doubtful");
    ask(&doctor, listed.institution).await.refused(403, "licence_doubtful");
    let read = doctor.get("/me/doctor-profile").await.expect(200).json();
    assert_eq!((&read["licence"]["status"], &read["licence"]["reason"]), (&json!("doubtful"), &json!("not_found")));
}

#[actix_web::test]
async fn another_name_number_or_year_is_stated_anew_and_other_edits_leave_the_check_alone() {
    let app = TestApp::start().await;
    let doctor = doctor(&app).await;
    let mut version = 1;
    let mut save = async |changed: serde_json::Value| {
        let saved = doctor.put_version("/me/doctor-profile", &format!("\"{version}\""), changed).await.expect(200).json();
        version += 1;
        saved["licence"]["status"].clone()
    };
    let mut other = profile();
    other["employer"] = json!("架空第二病院");
    doubt(&app, &doctor).await;
    assert_eq!(save(other).await, "doubtful");
    for (field, value) in [("full_name", json!("山崎 吉子")), ("licence_number", json!("１２３４５７")), ("licence_year", json!(1999))]
    {
        let mut changed = profile();
        changed[field] = value;
        doubt(&app, &doctor).await;
        check(&app, &doctor).await;
        assert_eq!(save(changed).await, "declared", "{field}");
        doubt(&app, &doctor).await;
        assert_eq!(save(profile()).await, "restated", "{field} back again");
    }
}

/// Whoever could end a doubt by stating something else would never be checked.
#[actix_web::test]
async fn stating_something_else_does_not_open_what_a_doubt_closed() {
    let app = TestApp::start().await;
    let (doctor, listed) = (doctor(&app).await, listed_institution(&app).await);
    doubt(&app, &doctor).await;
    let mut other = profile();
    other["licence_number"] = json!("234567");
    doctor.put_version("/me/doctor-profile", "\"1\"", other).await.expect(200);
    doctor.get(&restricted(listed.institution)).await.refused(403, "licence_doubtful");
    check(&app, &doctor).await;
    doctor.get(&restricted(listed.institution)).await.expect(200);
}

#[actix_web::test]
async fn an_institution_learns_of_the_licence_once_the_identity_is_shared() {
    let app = TestApp::start().await;
    let (doctor, listed) = (doctor(&app).await, listed_institution(&app).await);
    let inquiry = asked(&doctor, listed.institution).await;
    let card = async || listed.member.get(&format!("/inquiries/{inquiry}")).await.expect(200).json()["doctor"].clone();
    for hidden in ["licence_status", "licence_number", "licence_year"] {
        assert_eq!(card().await[hidden], json!(null), "{hidden}");
        let row = listed.member.get("/inquiries?side=institution").await.expect(200).json()["items"][0]["doctor"].clone();
        assert_eq!(row[hidden], json!(null), "{hidden}");
    }
    doctor.post(&format!("/inquiries/{inquiry}/share-identity"), json!({})).await.expect(200);
    assert_eq!(card().await["licence_status"], "declared");
    doubt(&app, &doctor).await;
    assert_eq!(card().await["licence_status"], "doubtful");
    assert_eq!(card().await["licence_year"], 1998);
}
