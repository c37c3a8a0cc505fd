use super::sign_in;
use crate::support::{PASSWORD, TestApp};
use chrono::TimeDelta;
use serde_json::json;

#[actix_web::test]
async fn a_colleague_joins_with_a_new_account() {
    let app = TestApp::start().await;
    let member = app.member().await;
    let address = app.new_address();
    member.post(&format!("/organizations/{}/invitations", member.organization_id), json!({ "email": address })).await.expect(201);
    let token = app.latest_mail_to(&address).await.token();
    let offer = app.visitor().post("/invitations/look-up", json!({ "token": token })).await.expect(200);
    assert_eq!((offer.text("/email"), offer.text("/organization_name")), (address.clone(), "医療法人社団 架空会".to_owned()));
    assert_eq!(offer.json()["account_exists"], false);
    let short = json!({ "token": token, "password": "short" });
    app.visitor().post("/invitations/accept", short).await.invalid("/display_name", "required");
    let body = json!({ "token": token, "password": PASSWORD, "display_name": "髙橋 次郎", "locale": "en", "agreed_terms": true });
    app.visitor().post("/invitations/accept", body.clone()).await.expect(204);
    app.visitor().post("/invitations/accept", body).await.refused(410, "link_expired");
    let (colleague, _) = sign_in(&app, &address).await;
    assert_eq!(colleague.get("/me").await.text("/organizations/0/id"), member.organization_id.to_string());
    assert_eq!(member.get(&format!("/organizations/{}", member.organization_id)).await.json()["members"].as_array().map(Vec::len), Some(2));
    assert!(app.latest_mail_to(&member.email).await.body.contains(&address));
}

#[actix_web::test]
async fn somebody_with_an_account_proves_it_with_the_password() {
    let app = TestApp::start().await;
    let (member, doctor) = (app.member().await, app.doctor("兼業 医師").await);
    let path = format!("/organizations/{}/invitations", member.organization_id);
    member.post(&path, json!({ "email": doctor.email })).await.expect(201);
    let token = app.latest_mail_to(&doctor.email).await.token();
    assert_eq!(app.visitor().post("/invitations/look-up", json!({ "token": token })).await.json()["account_exists"], true);
    app.visitor()
        .post("/invitations/accept", json!({ "token": token, "password": "not-the-password-1" }))
        .await
        .invalid("/password", "wrong_password");
    app.visitor().post("/invitations/accept", json!({ "token": token, "password": PASSWORD })).await.expect(204);
    let (both, _) = sign_in(&app, &doctor.email).await;
    assert_eq!(both.get("/me").await.json()["roles"], json!(["doctor", "institution_member"]));
    member.post(&path, json!({ "email": doctor.email })).await.refused(409, "already_member");
}

#[actix_web::test]
async fn an_invitation_ends_after_two_weeks_when_taken_back_and_when_replaced() {
    let app = TestApp::start().await;
    let administrator = app.administrator().await;
    let address = app.new_address();
    let invite = json!({ "email": address, "role": "committee_member", "locale": "ja" });
    administrator.post("/staff-invitations", invite.clone()).await.expect(201);
    let first = app.latest_mail_to(&address).await.token();
    administrator.post("/staff-invitations", invite.clone()).await.expect(201);
    app.visitor().post("/invitations/look-up", json!({ "token": first })).await.refused(410, "link_expired");
    let second = app.latest_mail_to(&address).await.token();
    app.visitor().post("/invitations/look-up", json!({ "token": second })).await.expect(200);
    app.clock.advance(TimeDelta::days(14));
    app.visitor().post("/invitations/look-up", json!({ "token": second })).await.refused(410, "link_expired");
    let accept = json!({ "token": second, "password": PASSWORD, "display_name": "遅 五郎", "agreed_terms": true });
    app.visitor().post("/invitations/accept", accept).await.refused(410, "link_expired");
    assert_eq!(administrator.get("/staff-invitations").await.json()["items"][0]["status"], "expired");
    let third = administrator.post("/staff-invitations", invite).await.expect(201).text("/id");
    let token = app.latest_mail_to(&address).await.token();
    administrator.delete(&format!("/staff-invitations/{third}")).await.expect(204);
    app.visitor().post("/invitations/look-up", json!({ "token": token })).await.refused(410, "link_expired");
}

#[actix_web::test]
async fn staff_are_invited_to_staff_roles_only() {
    let app = TestApp::start().await;
    let administrator = app.administrator().await;
    let wrong = json!({ "email": app.new_address(), "role": "doctor" });
    administrator.post("/staff-invitations", wrong).await.invalid("/role", "unknown_value");
}

#[actix_web::test]
async fn an_invitation_is_worth_what_its_sender_may_when_it_is_accepted() {
    let app = TestApp::start().await;
    let accept = async |address: &str| {
        let token = app.latest_mail_to(address).await.token();
        app.visitor().post("/invitations/look-up", json!({ "token": token })).await.refused(410, "link_expired");
        let body = json!({ "token": token, "password": PASSWORD, "display_name": "架空 花子", "agreed_terms": true });
        app.visitor().post("/invitations/accept", body).await.refused(410, "link_expired");
    };

    let (administrator, removed) = (app.administrator().await, app.administrator().await);
    let staff = app.new_address();
    removed.post("/staff-invitations", json!({ "email": staff, "role": "administrator", "locale": "ja" })).await.expect(201);
    administrator.delete(&format!("/staff/{}/roles/administrator", removed.account_id)).await.expect(204);
    accept(&staff).await;

    let member = app.member().await;
    let (colleague, leaving) = (app.member_of(member.organization_id).await, app.member_of(member.organization_id).await);
    let organization = format!("/organizations/{}", member.organization_id);
    let (by_removed, by_deleted) = (app.new_address(), app.new_address());
    colleague.post(&format!("{organization}/invitations"), json!({ "email": by_removed })).await.expect(201);
    leaving.post(&format!("{organization}/invitations"), json!({ "email": by_deleted })).await.expect(201);
    member.delete(&format!("{organization}/members/{}", colleague.account_id)).await.expect(204);
    leaving.post("/me/delete", json!({ "password": PASSWORD })).await.expect(204);
    accept(&by_removed).await;
    accept(&by_deleted).await;
}
