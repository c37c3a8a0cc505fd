//! Suspended accounts: what sessions, invitations and links they still have can do, and who may suspend and resume.

use crate::support::{
    Answer, Client, PASSWORD, TOTP_SECRET, TestApp, complete_content,
    conversation::{ask as write_to, doctor, listed_institution, sql, text},
    member_step, saved_draft, send, until_waiting,
};
use crate::support_application::{Stage, plan, step};
use api::platform::auth::totp;
use chrono::TimeDelta;
use domain::{actor::Role, ids::OrganizationId};
use reqwest::Method;
use sea_orm::{ConnectionTrait, TransactionTrait};
use serde_json::{Value, json};

fn path(person: &Client, act: &str) -> String {
    format!("/staff/{}/{act}", person.account_id)
}

async fn suspend(administrator: &Client, person: &Client) {
    administrator.post(&path(person, "suspend"), json!({ "reason": "端末の紛失のため。" })).await.expect(204);
}

async fn resume(administrator: &Client, person: &Client) {
    administrator.act(&path(person, "resume")).await.expect(204);
}

async fn ask_for_reset(administrator: &Client, person: &Client) -> String {
    let body = json!({ "account_id": person.account_id, "reason": "端末の故障。" });
    administrator.post("/second-factor-resets", body).await.expect(201).text("/id")
}

/// Somebody of the secretariat who belongs to an organization too.
async fn member_on_the_staff(app: &TestApp, organization: OrganizationId) -> Client {
    let person = app.person("兼任 四郎", &[Role::Secretariat, Role::InstitutionMember]).await;
    let values = vec![organization.0.into(), person.account_id.0.into(), app.state.clock.now().into()];
    sql(app, "INSERT INTO organization_member (organization_id, account_id, joined_at) VALUES ($1, $2, $3)", values).await;
    person
}

/// Signs in with the second factor; gives the refresh cookie.
async fn refresh_cookie(app: &TestApp, person: &Client) -> String {
    let known = app.visitor().post("/sessions", json!({ "email": person.email, "password": PASSWORD })).await.expect(200);
    let code = totp::code_at(TOTP_SECRET, app.state.clock.now()).unwrap();
    let proof = json!({ "challenge_token": known.text("/challenge_token"), "code": code });
    let signed_in = app.visitor().post("/sessions/second-factor", proof).await.expect(200);
    let mut set = signed_in.headers.get_all("set-cookie").iter().filter_map(|value| value.to_str().ok());
    let line = set.find(|line| line.contains("gm_refresh")).expect("a session");
    line.split(';').next().unwrap_or_default().to_owned()
}

async fn accept(app: &TestApp, token: &str) -> Answer {
    let body = json!({ "token": token, "password": PASSWORD, "display_name": "架空 花子", "agreed_terms": true });
    app.visitor().post("/invitations/accept", body).await
}

#[actix_web::test]
async fn a_cookie_an_invitation_and_a_reset_link_open_nothing_to_a_suspended_person() {
    let app = TestApp::start().await;
    let (administrator, person, member) = (app.administrator().await, app.secretariat().await, app.member().await);
    let cookie = refresh_cookie(&app, &person).await;
    let invitations = format!("/organizations/{}/invitations", member.organization_id);
    member.post(&invitations, json!({ "email": person.email })).await.expect(201);
    let invitation = app.latest_mail_to(&person.email).await.token();
    app.visitor().post("/accounts/request-password-reset", json!({ "email": person.email })).await.expect(202);
    let link = app.latest_mail_to(&person.email).await.token();
    let new = json!({ "token": link, "password": "ember-canyon-violet-7" });

    suspend(&administrator, &person).await;
    send(app.visitor().request(Method::POST, "/sessions/refresh").header("Cookie", cookie)).await.refused(401, "sign_in_required");
    accept(&app, &invitation).await.refused(403, "account_suspended");
    // Whoever reads the mailbox only is not told.
    app.visitor().post("/accounts/reset-password", new.clone()).await.refused(410, "link_expired");
    let members = member.get(&format!("/organizations/{}", member.organization_id)).await.expect(200).json()["members"].clone();
    assert_eq!(members.as_array().map(Vec::len), Some(1));

    resume(&administrator, &person).await;
    app.visitor().post("/accounts/reset-password", new).await.expect(204);
}

#[actix_web::test]
async fn what_a_suspended_person_invited_to_is_closed() {
    let app = TestApp::start().await;
    let (administrator, other, member) = (app.administrator().await, app.administrator().await, app.member().await);
    let colleague = member_on_the_staff(&app, member.organization_id).await;
    let (staff, people) = (app.new_address(), app.new_address());
    other.post("/staff-invitations", json!({ "email": staff, "role": "administrator", "locale": "ja" })).await.expect(201);
    colleague.post(&format!("/organizations/{}/invitations", member.organization_id), json!({ "email": people })).await.expect(201);
    for (address, inviter) in [(staff, &other), (people, &colleague)] {
        let token = app.latest_mail_to(&address).await.token();
        app.visitor().post("/invitations/look-up", json!({ "token": token })).await.expect(200);
        suspend(&administrator, inviter).await;
        app.visitor().post("/invitations/look-up", json!({ "token": token })).await.refused(410, "link_expired");
        accept(&app, &token).await.refused(410, "link_expired");
    }
}

#[actix_web::test]
async fn an_administrator_who_is_suspended_meanwhile_resumes_and_suspends_nobody() {
    let app = TestApp::start().await;
    let (administrator, another) = (app.administrator().await, app.administrator().await);
    let (suspended, active) = (app.secretariat().await, app.secretariat().await);
    suspend(&another, &suspended).await;
    administrator.act(&path(&administrator, "resume")).await.refused(403, "another_administrator_required");
    for path in [path(&administrator, "resume"), path(&suspended, "resume"), path(&active, "suspend")] {
        let suspending = app.state.db.begin().await.unwrap();
        suspending.execute_unprepared("LOCK TABLE account_role IN SHARE ROW EXCLUSIVE MODE").await.unwrap();
        let act = administrator.post(&path, json!({ "reason": "x" }));
        let end = async {
            until_waiting(&suspending, 1).await;
            let row = format!(
                "INSERT INTO account_suspension (account_id, suspended_by, reason, suspended_at) VALUES ('{}', '{}', 'x', now())",
                administrator.account_id, another.account_id
            );
            suspending.execute_unprepared(&row).await.unwrap();
            suspending.commit().await.unwrap();
        };
        let (act, ()) = futures_util::join!(act, end);
        act.refused(403, "account_suspended");
        resume(&another, &administrator).await;
    }
}

#[actix_web::test]
async fn whoever_loses_every_role_while_suspended_is_listed_and_can_be_resumed() {
    let app = TestApp::start().await;
    let (administrator, person) = (app.administrator().await, app.secretariat().await);
    suspend(&administrator, &person).await;
    administrator.delete(&path(&person, "roles/secretariat")).await.expect(204);
    let row = async || -> Option<Value> {
        let listed = administrator.get("/staff").await.expect(200).items();
        listed.as_array().unwrap().iter().find(|row| row["account_id"] == json!(person.account_id)).cloned()
    };
    let found = row().await.expect("listed");
    assert_eq!((&found["roles"], &found["suspension_reason"]), (&json!([]), &json!("端末の紛失のため。")));
    resume(&administrator, &person).await;
    assert_eq!(row().await, None);
    app.visitor().post("/sessions", json!({ "email": person.email, "password": PASSWORD })).await.expect(200);
    administrator.act(&path(&person, "resume")).await.refused(404, "not_found");
}

#[actix_web::test]
async fn a_reset_does_not_come_alive_again_with_whoever_is_resumed() {
    let app = TestApp::start().await;
    let (asker, approver, person) = (app.administrator().await, app.administrator().await, app.committee_member().await);
    for stopped in [&asker, &person] {
        app.clock.advance(TimeDelta::minutes(1));
        let reset = ask_for_reset(&asker, &person).await;
        suspend(&approver, stopped).await;
        resume(&approver, stopped).await;
        approver.act(&format!("/second-factor-resets/{reset}/approve")).await.refused(409, "wrong_state");
        // The asker's sessions ended with the suspension.
        sql(&app, "UPDATE refresh_session SET revoked_at = NULL", vec![]).await;
    }
}

#[actix_web::test]
async fn a_reset_is_taken_along_by_both_and_goes_with_whom_it_concerns() {
    let app = TestApp::start().await;
    let (asker, person) = (app.administrator().await, app.committee_member().await);
    ask_for_reset(&asker, &person).await;
    for (who, part) in [(&asker, "asked"), (&person, "concerning")] {
        let export = who.get("/me/export").await.expect(200).json();
        assert_eq!(export["parts"]["second_factor_resets"][part][0]["reason"], json!("端末の故障。"), "{part}");
    }
    person.post("/me/delete", json!({ "password": PASSWORD })).await.expect(204);
    assert_eq!(text(&app, "SELECT count(*)::text FROM second_factor_reset", vec![]).await, "0");
}

#[actix_web::test]
async fn a_suspended_member_gets_no_mail_about_the_institution() {
    let app = TestApp::start().await;
    let (administrator, doctor) = (app.administrator().await, doctor(&app).await);
    let listed = listed_institution(&app).await;
    let person = member_on_the_staff(&app, listed.organization).await;
    suspend(&administrator, &person).await;
    write_to(&doctor, listed.institution).await.expect(201);
    let draft = saved_draft(&app, &listed.member, &complete_content()).await;
    member_step(&listed.member, &draft, "submit").await.expect(200);
    app.run_jobs().await;
    assert!(app.mail_to(&listed.member.email).len() >= 2, "the others are told of both");
    assert!(app.mail_to(&person.email).is_empty());
}

#[actix_web::test]
async fn a_suspended_member_gets_no_mail_about_support() {
    let stage = Stage::set().await;
    let person = member_on_the_staff(&stage.app, stage.member.organization_id).await;
    suspend(&stage.app.administrator().await, &person).await;
    let id = stage.draft(plan()).await;
    step(&stage.member, &id, "submit", json!({})).await.expect(200);
    step(&stage.officer, &id, "check", json!({})).await.expect(200);
    stage.app.run_jobs().await;
    let told = |who: &Client| stage.app.mail_to(&who.email).iter().any(|mail| mail.body.contains(&id));
    assert!(told(&stage.member) && !told(&person));
}
