//! A doctor takes the data along, and leaves nothing personal behind.

use crate::support::{
    Client, PASSWORD, TestApp,
    conversation::{SECRETS, ask, asked, block, doctor, keeps_secrets, letters, listed_institution, profile, text, write},
};
use serde_json::json;

/// The tables that hold a name or an address of the doctor.
async fn telling(app: &TestApp) -> Vec<String> {
    // A town is called like the doctor.
    let tables =
        "SELECT string_agg(tablename, ' ' ORDER BY tablename) FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'municipality'";
    let mut telling = Vec::new();
    for table in text(app, tables, vec![]).await.split(' ') {
        let rows = text(app, &format!("SELECT string_agg(t::text, ' ') FROM \"{table}\" t"), vec![]).await;
        // Digits may stand in any hash.
        if SECRETS.iter().any(|secret| !secret.starts_with(|first: char| first.is_ascii_digit()) && rows.contains(secret)) {
            telling.push(table.to_owned());
        }
    }
    telling
}

#[actix_web::test]
async fn deleting_the_account_withdraws_what_is_open_and_erases_what_the_doctor_wrote() {
    let app = TestApp::start().await;
    let (doctor, listed) = (doctor(&app).await, listed_institution(&app).await);
    let question = json!({ "institution_id": listed.institution, "body": "山﨑です。見学は可能でしょうか。" });
    let inquiry = doctor.post_once("/inquiries", "key", question).await.expect(201).text("/id");
    write(&listed.member, &inquiry, "お待ちしています。").await.expect(201);
    write(&doctor, &inquiry, "山﨑と申します。").await.expect(201);
    let visit = json!({ "event": "arrange_visit", "note": "山﨑が伺います。" });
    doctor.post(&format!("/inquiries/{inquiry}/advance"), visit).await.expect(200);
    doctor.post(&format!("/inquiries/{inquiry}/share-identity"), json!({})).await.expect(200);
    block(&doctor, listed_institution(&app).await.institution).await.expect(204);
    assert_eq!(telling(&app).await, ["account", "doctor", "inquiry_message", "inquiry_step"], "there is something to erase");
    assert_eq!(text(&app, "SELECT count(*)::text FROM doctor_block", vec![]).await, "1");
    assert_ne!(text(&app, "SELECT body::text FROM idempotency_record", vec![]).await, "");

    delete_account(&doctor).await;

    let read = listed.member.get(&format!("/inquiries/{inquiry}")).await.expect(200).json();
    keeps_secrets(&read.to_string());
    assert_eq!(read["status"], "withdrawn");
    assert_eq!(read["doctor"]["departed"], true);
    assert_eq!(read["messages"][0]["erased"], true);
    assert_eq!(read["messages"][0]["body"], "");
    assert_eq!(read["messages"][1]["body"], "お待ちしています。");
    let steps: Vec<_> = read["steps"].as_array().unwrap().iter().map(|step| step["to"].as_str().unwrap().to_owned()).collect();
    assert_eq!(steps, ["sent", "replied", "consulting", "visit", "withdrawn"]);
    assert_eq!(read["steps"][4]["side"], "system");
    let row = &listed.member.get("/inquiries?side=institution").await.expect(200).json()["items"][0];
    assert_eq!((row["doctor"]["departed"].as_bool(), row["last_message"].as_str()), (Some(true), Some("")));
    assert_eq!(text(&app, "SELECT count(*)::text FROM doctor_block", vec![]).await, "0");
    assert!(letters(&app, &listed.member).await.last().unwrap().subject.contains("取り下げ"));
    // The farewell was the last that needed the address.
    assert_eq!(telling(&app).await, Vec::<String>::new());
}

#[actix_web::test]
async fn the_export_holds_everything_a_doctor_left_here() {
    let app = TestApp::start().await;
    let (doctor, listed) = (doctor(&app).await, listed_institution(&app).await);
    let inquiry = asked(&doctor, listed.institution).await;
    write(&listed.member, &inquiry, "お待ちしています。").await.expect(201);
    doctor.post(&format!("/inquiries/{inquiry}/share-identity"), json!({})).await.expect(200);
    block(&doctor, listed_institution(&app).await.institution).await.expect(204);

    let parts = doctor.get("/me/export").await.expect(200).json()["parts"].clone();
    let (own, talks) = (&parts["doctor"], &parts["inquiries"]);
    assert_eq!(own["profile"]["full_name"], "山﨑 𠮷子");
    assert_eq!(own["profile"]["licence_number"], "123456");
    assert_eq!(own["blocked_institutions"].as_array().unwrap().len(), 1);
    assert_eq!(own["identity_shares"][0]["inquiry_id"], inquiry);
    assert_eq!(talks["inquiries"][0]["messages"][0]["body"], "見学は可能でしょうか。");
    assert_eq!(talks["inquiries"][0]["messages"][1]["body"], "お待ちしています。");
    let member = listed.member.get("/me/export").await.expect(200).json()["parts"]["inquiries"].clone();
    assert_eq!(member["inquiries"], json!([]));
    assert_eq!(member["messages_for_institutions"][0]["body"], "お待ちしています。");
    keeps_secrets(&member.to_string());
}

pub async fn delete_account(doctor: &Client) {
    doctor.post("/me/delete", json!({ "password": PASSWORD })).await.expect(204);
}

#[actix_web::test]
async fn an_access_token_that_outlives_the_account_brings_nothing_back() {
    let app = TestApp::start().await;
    let (doctor, listed) = (doctor(&app).await, listed_institution(&app).await);
    delete_account(&doctor).await;
    doctor.put("/me/doctor-profile", profile()).await.refused(401, "sign_in_required");
    block(&doctor, listed.institution).await.refused(401, "sign_in_required");
    ask(&doctor, listed.institution).await.refused(401, "sign_in_required");
    assert_eq!(text(&app, "SELECT count(*)::text FROM doctor", vec![]).await, "0");
}
