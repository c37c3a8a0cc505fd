//! Submitting, and submitting again.

use super::letter;
use crate::support::{TestApp, complete_content, member_step, saved_draft, staff_step};
use api::entity::registration_revision;
use sea_orm::{EntityTrait, QueryOrder};
use serde_json::json;

#[actix_web::test]
async fn a_draft_with_errors_is_kept_and_every_error_is_named() {
    let app = TestApp::start().await;
    let member = app.member().await;
    let mut content = complete_content();
    content["public"]["name_kana"] = json!("漢字");
    content["public"]["beds"] = json!(5);
    content["public"]["postal_code"] = json!("98");
    content["public"]["specialties"] = json!([]);
    content["restricted"]["contact_email"] = json!("nobody");
    content["declarations"]["states_facts"] = json!(false);
    let id = saved_draft(&app, &member, &content).await;
    let before = member.get(&format!("/registrations/{id}")).await.expect(200);
    member_step(&member, &id, "submit")
        .await
        .invalid("/public/name_kana", "not_kana")
        .invalid("/public/beds", "out_of_range")
        .invalid("/public/postal_code", "not_a_postal_code")
        .invalid("/public/specialties", "required")
        .invalid("/restricted/contact_email", "not_an_email_address")
        .invalid("/declarations/states_facts", "must_declare");
    assert_eq!(member.get(&format!("/registrations/{id}")).await.expect(200).body, before.body);
    assert_eq!(app.run_jobs().await, 0, "nobody is told");
}

#[actix_web::test]
async fn a_municipality_that_does_not_exist_is_named() {
    let app = TestApp::start().await;
    let member = app.member().await;
    let mut content = complete_content();
    content["public"]["municipality_code"] = json!("04999");
    let id = saved_draft(&app, &member, &content).await;
    member_step(&member, &id, "submit").await.invalid("/public/municipality_code", "unknown_municipality");
}

#[actix_web::test]
async fn what_was_returned_is_mended_and_goes_straight_back_with_its_differences() {
    let app = TestApp::start().await;
    let (member, secretariat) = (app.member().await, app.secretariat().await);
    let id = saved_draft(&app, &member, &complete_content()).await;
    let reference = member_step(&member, &id, "submit").await.expect(200).text("/reference_number");
    let first = secretariat.get(&format!("/registrations/{id}/review")).await.expect(200).json();
    assert_eq!((first["differences"].clone(), first["compared_with"].clone()), (json!([]), json!(null)));
    staff_step(&secretariat, &id, "start-review", json!({})).await.expect(200);
    staff_step(&secretariat, &id, "return", json!({ "reason": " " })).await.invalid("/reason", "required");
    let reason = "病床数を確認してください。\n届出と異なります。";
    staff_step(&secretariat, &id, "return", json!({ "reason": reason })).await.expect(200);
    app.run_jobs().await;
    let told = letter(&app, &member.email, "申請内容の修正をお願いします");
    assert!(told.body.lines().any(|line| line == "届出と異なります。"), "{}", told.body);

    let path = format!("/registrations/{id}");
    let returned = member.get(&path).await.expect(200);
    assert_eq!((returned.json()["status"].clone(), returned.json()["reason"].clone()), (json!("returned"), json!(reason)));
    let mut content = returned.json()["content"].clone();
    content["public"]["beds"] = json!(99);
    member.put_version(&path, &returned.etag(), json!({ "content": content })).await.expect(200);
    let meanwhile = secretariat.get(&format!("{path}/review")).await.expect(200).json();
    assert_eq!(meanwhile["registration"]["content"]["public"]["beds"], 120, "the staff reads what was submitted");

    let again = member_step(&member, &id, "submit").await.expect(200);
    assert_eq!((again.json()["status"].clone(), again.json()["reason"].clone()), (json!("secretariat_review"), json!(null)));
    assert_eq!(again.text("/reference_number"), reference);
    let review = secretariat.get(&format!("{path}/review")).await.expect(200).json();
    assert_eq!(review["differences"], json!([{ "pointer": "/public/beds", "before": 120, "after": 99 }]));
    assert!(review["compared_with"].is_string());
    let revisions = registration_revision::Entity::find()
        .order_by_asc(registration_revision::Column::Number)
        .all(&app.state.db)
        .await
        .expect("readable");
    assert_eq!(revisions.iter().map(|row| (row.number, row.content.public.beds)).collect::<Vec<_>>(), [(1, Some(120)), (2, Some(99))]);
    app.run_jobs().await;
    letter(&app, &secretariat.email, "修正された申請が届きました");
}
