//! One institution at a time holds a code of the official list.

use super::conflict_of_interest::insider;
use crate::support::{Answer, Client, TestApp, complete_content, conversation::text, member_step, places, staff_step};
use api::entity::{contact_message, institution, registration};
use futures_util::future::join_all;
use sea_orm::{ConnectionTrait, EntityTrait, PaginatorTrait};
use serde_json::{Value, json};

const CODE: &str = "9904100001";

/// A server that knows a row of the official list.
async fn listed() -> TestApp {
    let app = TestApp::start().await;
    places(&app).await;
    let sql = "INSERT INTO registry_institution (code, edition, name, name_kana, kind, prefecture_code, municipality_code, address)
        VALUES ('9904100001', '2025-06-01', '架空大河原病院', 'カクウオオガワラビョウイン', 'hospital', '04', '04321', '宮城県柴田郡大河原町字西1-1')";
    app.state.db.execute_unprepared(sql).await.expect("a row");
    app
}

async fn start(member: &Client) -> Answer {
    member.post(&format!("/organizations/{}/registrations", member.organization_id), json!({ "registry_code": CODE })).await
}

/// A draft from the row of the list, with everything that submitting asks for; gives its id.
async fn complete_draft(member: &Client) -> String {
    let created = start(member).await.expect(201);
    let path = format!("/registrations/{}", created.text("/id"));
    member.put_version(&path, &created.etag(), json!({ "content": complete_content() })).await.expect(200);
    created.text("/id")
}

fn statuses(answers: &[Answer]) -> Vec<u16> {
    let mut statuses: Vec<u16> = answers.iter().map(|answer| answer.status).collect();
    statuses.sort_unstable();
    statuses
}

#[actix_web::test]
async fn eight_starts_at_the_same_moment_make_one_institution() {
    let app = listed().await;
    let member = app.member().await;
    let answers = join_all((0..8).map(|_| start(&member))).await;
    assert_eq!(statuses(&answers), [200, 200, 200, 200, 200, 200, 200, 201]);
    assert!(answers.iter().all(|answer| answer.text("/id") == answers[0].text("/id")), "all lead to the one");
    assert_eq!(institution::Entity::find().count(&app.state.db).await.unwrap(), 1);
    assert_eq!(registration::Entity::find().count(&app.state.db).await.unwrap(), 1);
}

#[actix_web::test]
async fn what_the_list_says_stands_beside_the_application() {
    let app = listed().await;
    let (member, secretariat) = (app.member().await, app.secretariat().await);
    let id = complete_draft(&member).await;
    let official = json!({ "code": CODE, "edition": "2025-06-01", "gone_in": null });
    let own = member.get(&format!("/registrations/{id}")).await.expect(200).json();
    member_step(&member, &id, "submit").await.expect(200);
    let review = secretariat.get(&format!("/registrations/{id}/review")).await.expect(200).json();
    for read in [&own["official"], &review["registration"]["official"]] {
        for (key, value) in official.as_object().unwrap() {
            assert_eq!(&read[key], value, "{key}");
        }
        assert_eq!((&read["page"]["name"], &read["page"]["address_line"]), (&json!("架空大河原病院"), &json!("字西1-1")));
    }
    let blank = member.post(&format!("/organizations/{}/registrations", member.organization_id), json!({})).await.expect(201);
    assert_eq!(blank.json()["official"], json!(null));
}

#[actix_web::test]
async fn of_eight_organizations_that_submit_at_the_same_moment_one_holds_the_code() {
    let app = listed().await;
    let (mut members, mut drafts) = (Vec::new(), Vec::new());
    for _ in 0..8 {
        let member = app.member().await;
        drafts.push(complete_draft(&member).await);
        members.push(member);
    }
    let answers = join_all(members.iter().zip(&drafts).map(|(member, id)| member_step(member, id, "submit"))).await;
    assert_eq!(statuses(&answers), [200, 422, 422, 422, 422, 422, 422, 422]);
    for refused in answers.into_iter().filter(|answer| answer.status == 422) {
        refused.invalid("/registry_code", "held_by_another");
    }
}

#[actix_web::test]
async fn a_draft_shuts_nobody_out_and_the_refusal_names_the_secretariat_and_not_the_holder() {
    let app = listed().await;
    let (squatter, hospital) = (app.member().await, app.member().await);
    let squatted = complete_draft(&squatter).await;
    let id = complete_draft(&hospital).await;
    member_step(&hospital, &id, "submit").await.expect(200);

    let refused = member_step(&squatter, &squatted, "submit").await.invalid("/registry_code", "held_by_another");
    assert_eq!(refused.json()["errors"][0]["params"]["contact"], "/contact");
    let late = app.member().await;
    let refused = start(&late).await.invalid("/registry_code", "held_by_another");
    let holder = hospital.get(&format!("/organizations/{}", hospital.organization_id)).await.expect(200).text("/name");
    let told = String::from_utf8_lossy(&refused.body).into_owned();
    assert!(!told.contains(&holder) && !told.contains(&hospital.organization_id.to_string()), "{told}");
    assert_eq!(institution::Entity::find().count(&app.state.db).await.unwrap(), 2, "what was refused leaves no institution");
}

#[actix_web::test]
async fn the_secretariat_frees_a_code_by_returning_what_holds_it() {
    let app = listed().await;
    let (squatter, hospital, secretariat) = (app.member().await, app.member().await, app.secretariat().await);
    let (squatted, id) = (complete_draft(&squatter).await, complete_draft(&hospital).await);
    member_step(&squatter, &squatted, "submit").await.expect(200);
    staff_step(&secretariat, &squatted, "start-review", json!({})).await.expect(200);
    member_step(&hospital, &id, "submit").await.invalid("/registry_code", "held_by_another");
    staff_step(&secretariat, &squatted, "return", json!({ "reason": "この医療機関の法人であることを確認できません。" })).await.expect(200);
    member_step(&hospital, &id, "submit").await.expect(200);
    member_step(&squatter, &squatted, "submit").await.invalid("/registry_code", "held_by_another");
    let review = secretariat.get(&format!("/registrations/{id}/review")).await.expect(200).json();
    assert_eq!(review["duplicates"][0]["id"], squatted, "staff see that another organization says it is its own");
}

#[actix_web::test]
async fn whoever_leaves_frees_the_code_and_the_holder_renews_with_it() {
    let app = listed().await;
    let (first, second) = (app.member().await, app.member().await);
    let (secretariat, committee) = (app.secretariat().await, app.committee_member().await);
    let id = complete_draft(&first).await;
    member_step(&first, &id, "submit").await.expect(200);
    crate::support::check_and_publish(&secretariat, &committee, &id).await;
    start(&second).await.invalid("/registry_code", "held_by_another");
    member_step(&first, &id, "withdraw").await.expect(200);
    let other = complete_draft(&second).await;
    member_step(&second, &other, "submit").await.expect(200);
    start(&first).await.invalid("/registry_code", "held_by_another");
}

#[actix_web::test]
async fn the_database_itself_refuses_a_second_holder() {
    let app = listed().await;
    let (first, second) = (app.member().await, app.member().await);
    let (id, other) = (complete_draft(&first).await, complete_draft(&second).await);
    member_step(&first, &id, "submit").await.expect(200);
    let sql = format!("UPDATE registration SET status = 'submitted', reference_number = 'GM-0' WHERE id = '{other}'");
    let refused = app.state.db.execute_unprepared(&sql).await.expect_err("two holders");
    assert!(refused.to_string().contains("institution_registry_code_key"), "{refused}");
}

#[actix_web::test]
async fn a_member_says_whose_the_institution_is_and_the_secretariat_reads_it_beside_what_was_submitted() {
    let app = listed().await;
    let (squatter, hospital, secretariat) = (app.member().await, app.member().await, app.secretariat().await);
    let squatted = complete_draft(&squatter).await;
    member_step(&squatter, &squatted, "submit").await.expect(200);
    let path = format!("/organizations/{}/institution-claims", hospital.organization_id);
    let body = json!({ "registry_code": CODE, "body": "開設者は当法人です。" });
    hospital.post(&path, json!({ "registry_code": "0000000000" })).await.invalid("/registry_code", "unknown_value");
    squatter.post(&path, body.clone()).await.refused(404, "not_found");
    let number = hospital.post(&path, body).await.expect(201).text("/reference_number");

    let read = async || secretariat.get("/contact-messages?settled=false").await.expect(200).json()["items"][0].clone();
    let message = read().await;
    assert_eq!((&message["reference_number"], &message["email"]), (&json!(number), &json!(hospital.email)));
    let claim = &message["claim"];
    assert_eq!((&claim["registry_code"], &claim["institution_name"]), (&json!(CODE), &json!("架空大河原病院")));
    assert_eq!(claim["organization_id"], json!(hospital.organization_id));
    let ids = |claim: &Value| -> Vec<Value> { claim["registrations"].as_array().unwrap().iter().map(|row| row["id"].clone()).collect() };
    assert_eq!(ids(claim), [json!(squatted)], "a draft is the institution's own");
    let listed = async |query: &str| secretariat.get(&format!("/contact-messages?{query}")).await.expect(200).items();
    assert_eq!(listed("claim=true&q=架空大河原病院").await[0]["reference_number"], json!(number));
    assert_eq!(listed("claim=false").await, json!([]));
    let file = secretariat.get("/contact-message-export?claim=true").await.expect(200);
    assert!(
        String::from_utf8_lossy(&file.body).contains("架空大河原病院") && !String::from_utf8_lossy(&file.body).contains(&hospital.email)
    );
    let arrived = app.latest_mail_to(&app.state.config.contact_email).await;
    assert!(arrived.subject.contains("架空大河原病院") && arrived.body.contains("開設者は当法人です。"), "{}", arrived.subject);
    assert!(app.latest_mail_to(&hospital.email).await.subject.contains(&number));

    // Whoever belongs to either side decides neither about the claim nor about what it concerns.
    let settle = format!("/contact-messages/{}/settle", message["id"].as_str().unwrap());
    let replies = format!("/contact-messages/{}/replies", message["id"].as_str().unwrap());
    let rival = insider(&app, squatter.organization_id).await;
    rival.act(&settle).await.refused(403, "conflict_of_interest");
    rival.post(&replies, json!({ "body": "x" })).await.refused(403, "conflict_of_interest");
    let insider = insider(&app, hospital.organization_id).await;
    insider.act(&settle).await.refused(403, "conflict_of_interest");
    staff_step(&insider, &squatted, "start-review", json!({})).await.refused(403, "conflict_of_interest");
    let review = insider.get(&format!("/registrations/{squatted}/review")).await.expect(200).json();
    assert_eq!((&review["conflict_of_interest"], &review["capacities"]), (&json!(true), &json!([])));

    // Once both have submitted, both are there to compare.
    let id = complete_draft_beside(&secretariat, &squatted, &hospital).await;
    assert_eq!(ids(&read().await["claim"]), [json!(id), json!(squatted)]);

    secretariat.post(&replies, json!({ "body": "登記簿を拝見します。" })).await.expect(201);
    let export = async |who: &Client| who.get("/me/export").await.expect(200).json()["parts"]["contact_messages"].clone();
    let own = export(&hospital).await;
    assert_eq!(own["messages"][0]["registry_code"], CODE);
    assert_eq!(own["messages"][0]["replies"][0]["body"], json!("登記簿を拝見します。"));
    assert!(!own.to_string().contains("事務局 太郎"), "who answered is the staff's to know");
    assert_eq!(export(&secretariat).await["replies_written"][0]["body"], json!("登記簿を拝見します。"));
    hospital.post("/me/delete", json!({ "password": crate::support::PASSWORD })).await.expect(204);
    let left = contact_message::Entity::find().one(&app.state.db).await.unwrap().unwrap();
    assert_eq!((left.name.as_str(), left.email.as_str(), left.body.as_str()), ("", "", "開設者は当法人です。"));
    assert_eq!(text(&app, "SELECT string_agg(body, ' ') FROM contact_reply", vec![]).await, "", "the answer went with whom it was for");
}

/// The secretariat returns what holds the code, and the other organization submits; gives its registration.
async fn complete_draft_beside(secretariat: &Client, holder: &str, member: &Client) -> String {
    staff_step(secretariat, holder, "start-review", json!({})).await.expect(200);
    staff_step(secretariat, holder, "return", json!({ "reason": "開設者を確認してください。" })).await.expect(200);
    let id = complete_draft(member).await;
    member_step(member, &id, "submit").await.expect(200);
    id
}
