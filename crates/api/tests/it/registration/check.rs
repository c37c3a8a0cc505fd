//! The two checks belong to different people.

use crate::support::{TestApp, complete_content, member_step, saved_draft, staff_step};
use domain::actor::Role;
use serde_json::json;

#[actix_web::test]
async fn whoever_checked_for_the_secretariat_cannot_confirm_for_the_committee() {
    let app = TestApp::start().await;
    let (member, committee) = (app.member().await, app.committee_member().await);
    let both = app.person("兼任 四郎", &[Role::Secretariat, Role::CommitteeMember]).await;
    let id = saved_draft(&app, &member, &complete_content()).await;
    member_step(&member, &id, "submit").await.expect(200);
    staff_step(&both, &id, "start-review", json!({})).await.expect(200);
    staff_step(&both, &id, "forward", json!({})).await.expect(200);
    let review = both.get(&format!("/registrations/{id}/review")).await.expect(200).json();
    assert_eq!(review["capacities"], json!(["secretariat", "same_person"]));
    staff_step(&both, &id, "confirm", json!({})).await.refused(409, "same_person_checked");
    assert_eq!(member.get(&format!("/registrations/{id}")).await.json()["status"], "committee_check");
    app.run_jobs().await;
    assert!(
        app.mail_to(&both.email).iter().all(|letter| !letter.subject.contains("運営委員会の確認")),
        "they cannot act, so they are not asked"
    );
    staff_step(&committee, &id, "confirm", json!({})).await.expect(200);
}

#[actix_web::test]
async fn whoever_made_the_secretariats_check_may_still_send_it_back() {
    let app = TestApp::start().await;
    let member = app.member().await;
    let both = app.person("兼任 四郎", &[Role::Secretariat, Role::CommitteeMember]).await;
    let id = saved_draft(&app, &member, &complete_content()).await;
    member_step(&member, &id, "submit").await.expect(200);
    staff_step(&both, &id, "start-review", json!({})).await.expect(200);
    staff_step(&both, &id, "forward", json!({})).await.expect(200);
    let returned = staff_step(&both, &id, "return", json!({ "reason": "再確認" })).await.expect(200).json();
    assert_eq!(returned["secretariat_checked_by"], json!(null), "both checks start anew");
    assert_eq!(
        returned["registration"]["steps"].as_array().and_then(|steps| steps.last()).map(|step| step["by"].clone()),
        Some(json!("same_person"))
    );
}

#[actix_web::test]
async fn each_party_takes_its_own_steps_only() {
    let app = TestApp::start().await;
    let (member, secretariat, committee) = (app.member().await, app.secretariat().await, app.committee_member().await);
    let id = saved_draft(&app, &member, &complete_content()).await;
    member_step(&member, &id, "submit").await.expect(200);
    staff_step(&committee, &id, "start-review", json!({})).await.refused(403, "not_allowed");
    staff_step(&secretariat, &id, "confirm", json!({})).await.refused(403, "not_allowed");
    staff_step(&secretariat, &id, "forward", json!({})).await.refused(409, "wrong_state");
    staff_step(&secretariat, &id, "start-review", json!({})).await.expect(200);
    staff_step(&committee, &id, "return", json!({ "reason": "x" })).await.refused(403, "not_allowed");
    staff_step(&committee, &id, "confirm", json!({})).await.refused(409, "wrong_state");
    staff_step(&secretariat, &id, "forward", json!({})).await.expect(200);
    staff_step(&secretariat, &id, "return", json!({ "reason": "x" })).await.refused(403, "not_allowed");
    staff_step(&committee, &id, "revoke", json!({ "reason": "x" })).await.refused(403, "not_allowed");
    staff_step(&secretariat, &id, "revoke", json!({ "reason": "x" })).await.refused(409, "wrong_state");
    staff_step(&committee, &id, "return", json!({ "reason": "もう少し詳しく" })).await.expect(200);
    assert_eq!(member.get(&format!("/registrations/{id}")).await.json()["reason"], "もう少し詳しく");
}

#[actix_web::test]
async fn the_institution_hears_when_the_check_of_its_application_begins() {
    let app = TestApp::start().await;
    let (member, secretariat) = (app.member().await, app.secretariat().await);
    let id = saved_draft(&app, &member, &complete_content()).await;
    let number = member_step(&member, &id, "submit").await.expect(200).text("/reference_number");
    staff_step(&secretariat, &id, "start-review", json!({})).await.expect(200);
    let told = app.latest_mail_to(&member.email).await;
    assert!(told.subject.contains("事務局の確認を始めました") && told.body.contains(&number), "{}", told.subject);
}

#[actix_web::test]
async fn two_secretaries_do_not_decide_on_the_same_state_twice() {
    let app = TestApp::start().await;
    let (member, one, two) = (app.member().await, app.secretariat().await, app.secretariat().await);
    let id = saved_draft(&app, &member, &complete_content()).await;
    member_step(&member, &id, "submit").await.expect(200);
    let path = format!("/registrations/{id}");
    let seen = one.get(&format!("{path}/review")).await.expect(200).etag();
    one.post_version(&format!("{path}/start-review"), &seen, json!({})).await.expect(200);
    two.post_version(&format!("{path}/start-review"), &seen, json!({})).await.refused(412, "version_mismatch");
    two.act(&format!("{path}/start-review")).await.refused(428, "precondition_required");
}
