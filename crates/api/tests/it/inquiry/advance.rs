use crate::support::{
    TestApp,
    conversation::{advance, asked, bring_to_terms, doctor, letters, listed_institution, text, whole, write},
};
use serde_json::json;

#[actix_web::test]
async fn a_step_that_the_state_does_not_allow_changes_nothing() {
    let app = TestApp::start().await;
    let (doctor, listed) = (doctor(&app).await, listed_institution(&app).await);
    let id = asked(&doctor, listed.institution).await;
    advance(&doctor, &id, "agree").await.refused(409, "wrong_state");
    advance(&listed.member, &id, "arrange_visit").await.refused(409, "wrong_state");
    let read = doctor.get(&format!("/inquiries/{id}")).await.expect(200).json();
    assert_eq!((read["status"].as_str(), read["version"].as_i64()), (Some("sent"), Some(1)));
}

#[actix_web::test]
async fn a_step_that_is_the_other_sides_is_not_allowed() {
    let app = TestApp::start().await;
    let (doctor, listed) = (doctor(&app).await, listed_institution(&app).await);
    let id = asked(&doctor, listed.institution).await;
    advance(&doctor, &id, "decline").await.refused(403, "not_allowed");
    advance(&doctor, &id, "reply").await.refused(403, "not_allowed");
    advance(&listed.member, &id, "withdraw").await.refused(403, "not_allowed");
    bring_to_terms(&doctor, &listed.member, &id).await;
    advance(&listed.member, &id, "agree").await.refused(403, "not_allowed");
}

#[actix_web::test]
async fn a_word_goes_with_a_step_and_not_into_the_trail() {
    let app = TestApp::start().await;
    let (doctor, listed) = (doctor(&app).await, listed_institution(&app).await);
    let id = asked(&doctor, listed.institution).await;
    let input = json!({ "event": "decline", "note": " 今年度の募集は終わりました。 " });
    listed.member.post(&format!("/inquiries/{id}/advance"), input.clone()).await.expect(200);
    let read = doctor.get(&format!("/inquiries/{id}")).await.expect(200).json();
    assert_eq!(read["status"], "declined");
    assert_eq!(read["steps"][1]["note"], "今年度の募集は終わりました。");
    assert_eq!(read["steps"][1]["event"], "decline");
    assert!(!text(&app, "SELECT string_agg(a::text, ' ') FROM audit_entry a", vec![]).await.contains("今年度"));
    let mails = letters(&app, &doctor).await;
    assert!(!mails.last().map(whole).unwrap().contains("今年度"));
}

#[actix_web::test]
async fn of_two_steps_at_the_same_moment_the_first_holds() {
    let app = TestApp::start().await;
    let (doctor, listed) = (doctor(&app).await, listed_institution(&app).await);
    let id = asked(&doctor, listed.institution).await;
    let (declined, withdrawn) = futures_util::join!(advance(&listed.member, &id, "decline"), advance(&doctor, &id, "withdraw"));
    let mut statuses = [declined.status, withdrawn.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409]);
    assert_eq!(text(&app, "SELECT count(*)::text FROM inquiry_step", vec![]).await, "2");
}

#[actix_web::test]
async fn a_step_that_is_sent_again_is_taken_once() {
    let app = TestApp::start().await;
    let (doctor, listed) = (doctor(&app).await, listed_institution(&app).await);
    let id = asked(&doctor, listed.institution).await;
    write(&listed.member, &id, "ぜひ。").await.expect(201);
    for _ in 0..2 {
        let reply = doctor.post_once(&format!("/inquiries/{id}/advance"), "key-1", json!({ "event": "consult" })).await.expect(200).json();
        assert_eq!(reply["status"], "consulting");
    }
    doctor.post_once(&format!("/inquiries/{id}/advance"), "key-2", json!({ "event": "consult" })).await.refused(409, "wrong_state");
}
