//! An institution leaves the directory.

use crate::support::{
    TestApp,
    conversation::{advance, ask, asked, bring_to_terms, doctor, letters, listed_institution, text, unlist, whole, write},
    published_institution, staff_step,
};
use api::{features::inquiry as inquiries, platform::db};
use serde_json::json;
use uuid::Uuid;

#[actix_web::test]
async fn open_inquiries_close_with_a_word_when_the_institution_leaves() {
    let app = TestApp::start().await;
    let (one, other, listed) = (doctor(&app).await, doctor(&app).await, listed_institution(&app).await);
    let open = asked(&one, listed.institution).await;
    let ended = asked(&other, listed.institution).await;
    advance(&other, &ended, "withdraw").await.expect(200);

    unlist(&app, listed.institution).await;
    let ctx = app.system();
    db::transaction(&app.state.db, async |txn| {
        inquiries::close_for_institution(txn, &ctx, listed.institution.into(), "掲載が取り消されました。").await
    })
    .await
    .unwrap();

    let read = one.get(&format!("/inquiries/{open}")).await.expect(200).json();
    assert_eq!((read["status"].as_str(), read["institution"]["listed"].as_bool()), (Some("closed"), Some(false)));
    // Its name is still known from what was published.
    assert_eq!(read["institution"]["name"], "架空ヶ丘診療所");
    assert_eq!((read["steps"][1]["side"].as_str(), read["steps"][1]["note"].as_str()), (Some("system"), Some("掲載が取り消されました。")));
    assert!(letters(&app, &one).await.last().unwrap().subject.contains("終了しました"));
    assert_eq!(other.get(&format!("/inquiries/{ended}")).await.expect(200).json()["status"], "withdrawn");
    assert!(letters(&app, &other).await.iter().all(|mail| !mail.subject.contains("終了しました")));
}

#[actix_web::test]
async fn revoking_a_registration_ends_its_conversations_and_takes_no_new_ones() {
    let app = TestApp::start().await;
    let (doctor, hospital) = (doctor(&app).await, published_institution(&app).await);
    let institution: Uuid = hospital.institution_id.parse().unwrap();
    let id = asked(&doctor, institution).await;
    write(&hospital.member, &id, "ぜひお越しください。").await.expect(201);

    staff_step(&hospital.secretariat, &hospital.registration_id, "revoke", json!({ "reason": "事実と異なる記載がありました。" }))
        .await
        .expect(200);

    let read = doctor.get(&format!("/inquiries/{id}")).await.expect(200).json();
    assert_eq!((read["status"].as_str(), read["steps"][2]["side"].as_str()), (Some("closed"), Some("system")));
    // Why it was revoked is between the association and the institution.
    assert!(!read.to_string().contains("事実と異なる"), "{read}");
    write(&doctor, &id, "残念です。").await.refused(409, "wrong_state");
    ask(&doctor, institution).await.refused(409, "institution_not_listed");
    let mails = letters(&app, &doctor).await;
    assert!(mails.last().unwrap().subject.contains("終了しました"), "{mails:?}");
    assert!(!mails.iter().any(|mail| whole(mail).contains("事実と異なる")));
}

#[actix_web::test]
async fn what_was_agreed_on_outlives_the_listing() {
    let app = TestApp::start().await;
    let (doctor, hospital) = (doctor(&app).await, published_institution(&app).await);
    let id = asked(&doctor, hospital.institution_id.parse().unwrap()).await;
    bring_to_terms(&doctor, &hospital.member, &id).await;
    doctor.post(&format!("/inquiries/{id}/share-identity"), json!({})).await.expect(200);
    advance(&doctor, &id, "agree").await.expect(200);
    hospital.member.act(&format!("/registrations/{}/withdraw", hospital.registration_id)).await.expect(200);
    assert_eq!(advance(&hospital.member, &id, "start").await.expect(200).json()["status"], "started");
}

#[actix_web::test]
async fn a_pause_keeps_conversations_and_takes_no_new_ones() {
    let app = TestApp::start().await;
    let (other, doctor, hospital) = (doctor(&app).await, doctor(&app).await, published_institution(&app).await);
    let institution: Uuid = hospital.institution_id.parse().unwrap();
    let id = asked(&doctor, institution).await;
    let pause = json!({ "reason": "担当者の交代のため。" });
    hospital.secretariat.post(&format!("/institutions/{institution}/pause"), pause).await.expect(204);
    assert_eq!(write(&hospital.member, &id, "少々お待ちください。").await.expect(201).json()["status"], "replied");
    assert_eq!(doctor.get(&format!("/inquiries/{id}")).await.expect(200).json()["institution"]["listed"], false);
    ask(&other, institution).await.refused(409, "institution_not_listed");
}

#[actix_web::test]
async fn asking_while_the_registration_is_revoked_leaves_nothing_open() {
    let app = TestApp::start().await;
    let (doctor, hospital) = (doctor(&app).await, published_institution(&app).await);
    let institution: Uuid = hospital.institution_id.parse().unwrap();
    let revoke = staff_step(&hospital.secretariat, &hospital.registration_id, "revoke", json!({ "reason": "理由" }));
    let (asked, revoked) = futures_util::join!(ask(&doctor, institution), revoke);
    revoked.expect(200);
    assert!(asked.status == 201 || asked.code() == "institution_not_listed", "{asked:?}");
    assert_eq!(text(&app, "SELECT count(*)::text FROM inquiry WHERE status <> 'closed'", vec![]).await, "0");
}
