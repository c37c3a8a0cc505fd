use crate::support::{
    TestApp,
    conversation::{ask, asked, block, doctor, institution_of, keeps_secrets, letters, listed_institution, text, unlist, whole, write},
};
use serde_json::json;
use uuid::Uuid;

#[actix_web::test]
async fn a_block_withdraws_the_open_inquiry_and_hides_it_from_the_whole_organization() {
    let app = TestApp::start().await;
    let (doctor, listed) = (doctor(&app).await, listed_institution(&app).await);
    let sister = institution_of(&app, listed.organization, listed.member.account_id).await;
    let colleague = app.member_of(listed.organization).await;
    let inquiry = asked(&doctor, listed.institution).await;
    assert_eq!(colleague.get("/inquiries?side=institution").await.expect(200).json()["items"].as_array().unwrap().len(), 1);

    // The other institution of the same organization: the same people read there.
    block(&doctor, sister).await.expect(204);

    for member in [&listed.member, &colleague] {
        member.get(&format!("/inquiries/{inquiry}")).await.refused(404, "not_found");
        write(member, &inquiry, "まだいらっしゃいますか。").await.refused(404, "not_found");
        assert_eq!(member.get("/inquiries?side=institution").await.expect(200).json()["items"], json!([]));
    }
    let read = doctor.get(&format!("/inquiries/{inquiry}")).await.expect(200).json();
    assert_eq!(read["status"], "withdrawn");
    assert_eq!(read["steps"][1]["side"], "doctor");
    for institution in [listed.institution, sister] {
        ask(&doctor, institution).await.refused(409, "institution_blocked");
    }
    // They learn that it was withdrawn, and nothing else.
    let mails = letters(&app, &listed.member).await;
    assert!(mails.last().unwrap().subject.contains("取り下げ"), "{mails:?}");
    mails.iter().for_each(|mail| keeps_secrets(&whole(mail)));
}

#[actix_web::test]
async fn a_block_is_listed_and_can_be_taken_back() {
    let app = TestApp::start().await;
    let (doctor, listed) = (doctor(&app).await, listed_institution(&app).await);
    let path = format!("/me/blocks/{}", listed.institution);
    block(&doctor, listed.institution).await.expect(204);
    block(&doctor, listed.institution).await.expect(204);
    let blocks = doctor.get("/me/blocks").await.expect(200).items();
    assert_eq!(blocks.as_array().unwrap().len(), 1);
    assert_eq!(blocks[0]["name"], "架空ヶ丘診療所");
    assert_eq!(blocks[0]["prefecture_code"], "04");

    // Also when it is not listed any more.
    unlist(&app, listed.institution).await;
    block(&doctor, listed.institution).await.expect(204);
    assert_eq!(doctor.get("/me/blocks").await.expect(200).items()[0]["name"], "架空ヶ丘診療所");
    doctor.delete(&path).await.expect(204);
    doctor.delete(&path).await.expect(204);
    assert_eq!(doctor.get("/me/blocks").await.expect(200).items(), json!([]));
}

#[actix_web::test]
async fn only_institutions_that_a_doctor_may_know_of_can_be_blocked() {
    let app = TestApp::start().await;
    let (doctor, paused, asked_before) = (doctor(&app).await, listed_institution(&app).await, listed_institution(&app).await);
    asked(&doctor, asked_before.institution).await;
    unlist(&app, paused.institution).await;
    unlist(&app, asked_before.institution).await;
    block(&doctor, Uuid::new_v4()).await.refused(404, "not_found");
    block(&doctor, paused.institution).await.refused(404, "not_found");
    block(&doctor, asked_before.institution).await.expect(204);
}

#[actix_web::test]
async fn nobody_reads_in_the_trail_whom_a_doctor_blocked() {
    let app = TestApp::start().await;
    let (doctor, listed) = (doctor(&app).await, listed_institution(&app).await);
    block(&doctor, listed.institution).await.expect(204);
    let trail = text(&app, "SELECT string_agg(a::text, ' ') FROM audit_entry a WHERE operation = 'block_institution'", vec![]).await;
    assert!(!trail.is_empty() && !trail.contains(&listed.institution.to_string()), "{trail}");
}

#[actix_web::test]
async fn asking_and_blocking_at_the_same_moment_leaves_nothing_open() {
    let app = TestApp::start().await;
    let (doctor, listed) = (doctor(&app).await, listed_institution(&app).await);
    let (asked, blocked) = futures_util::join!(ask(&doctor, listed.institution), block(&doctor, listed.institution));
    blocked.expect(204);
    assert!(asked.status == 201 || asked.code() == "institution_blocked", "{asked:?}");
    assert_eq!(text(&app, "SELECT count(*)::text FROM inquiry WHERE status <> 'withdrawn'", vec![]).await, "0");
    assert_eq!(listed.member.get("/inquiries?side=institution").await.expect(200).json()["items"], json!([]));
}
