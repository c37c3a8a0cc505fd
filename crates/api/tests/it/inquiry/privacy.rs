//! What an institution learns of a doctor: what the doctor lets it learn.

use crate::support::{
    TestApp,
    conversation::{
        advance, asked, block, bring_to_terms, doctor, keeps_secrets, letters, listed_institution, profile, raw, sql, text, whole, write,
    },
};
use domain::actor::Role;
use serde_json::json;

#[actix_web::test]
async fn by_default_no_answer_and_no_mail_tells_who_the_doctor_is() {
    let app = TestApp::start().await;
    let (doctor, listed) = (doctor(&app).await, listed_institution(&app).await);
    let id = asked(&doctor, listed.institution).await;
    bring_to_terms(&doctor, &listed.member, &id).await;
    for path in [format!("/inquiries/{id}"), "/inquiries?side=institution".to_owned()] {
        let reply = listed.member.get(&path).await;
        keeps_secrets(&raw(&reply));
        assert!(raw(&reply).contains("surgery"), "what is disclosed by default is there");
    }
    for refused in [advance(&listed.member, &id, "agree").await, advance(&listed.member, &id, "reply").await] {
        keeps_secrets(&raw(&refused));
    }
    keeps_secrets(&raw(&write(&listed.member, &id, "条件をお送りします。").await));
    let share = doctor.post(&format!("/inquiries/{id}/share-identity"), json!({})).await;
    share.expect(200);
    // Not even then does a mail carry it.
    let mails = letters(&app, &listed.member).await;
    assert_eq!(mails.len(), 4);
    for mail in mails {
        keeps_secrets(&whole(&mail));
        assert!(!whole(&mail).contains("見学は可能"), "a mail quotes a message: {mail:?}");
    }
}

#[actix_web::test]
async fn a_doctor_chooses_what_is_seen_and_may_change_their_mind() {
    let app = TestApp::start().await;
    let (doctor, listed) = (doctor(&app).await, listed_institution(&app).await);
    let id = asked(&doctor, listed.institution).await;
    let mut choice = profile();
    choice["disclosure"] =
        json!({ "name": true, "employer": true, "contact": true, "specialties": false, "years": false, "wishes": false });
    doctor.put_version("/me/doctor-profile", "\"1\"", choice.clone()).await.expect(200);
    let card = listed.member.get(&format!("/inquiries/{id}")).await.expect(200).json()["doctor"].clone();
    assert_eq!(card["full_name"], "山﨑 𠮷子");
    assert_eq!(card["employer"], "架空大学病院");
    assert_eq!(card["phone"], "090-1234-5678");
    // The number in the register needs the act of sharing, whatever else is open.
    assert_eq!(card["licence_number"], json!(null));
    for hidden in ["specialties", "years_of_practice", "licence_year", "wishes"] {
        assert_eq!(card[hidden], json!(null), "{hidden}");
    }
    // The doctor sees what the institution sees.
    assert_eq!(doctor.get(&format!("/inquiries/{id}")).await.expect(200).json()["doctor"], card);

    choice["disclosure"] = json!({});
    doctor.put_version("/me/doctor-profile", "\"2\"", choice.clone()).await.expect(200);
    keeps_secrets(&raw(&listed.member.get(&format!("/inquiries/{id}")).await));
}

#[actix_web::test]
async fn sharing_is_the_doctors_act_once_and_for_good() {
    let app = TestApp::start().await;
    let (doctor, listed) = (doctor(&app).await, listed_institution(&app).await);
    let id = asked(&doctor, listed.institution).await;
    let path = format!("/inquiries/{id}/share-identity");
    listed.member.post(&path, json!({})).await.refused(403, "not_allowed");
    let first = doctor.post(&path, json!({})).await.expect(200).json();
    let again = doctor.post(&path, json!({})).await.expect(200).json();
    assert_eq!((&first["version"], &first["identity_shared_at"]), (&again["version"], &again["identity_shared_at"]));
    let shared: Vec<_> =
        letters(&app, &listed.member).await.into_iter().filter(|mail| mail.subject.contains("氏名と連絡先を伝えました")).collect();
    assert_eq!(shared.len(), 1);
    // Hiding again in the profile does not unsay it.
    doctor.put_version("/me/doctor-profile", "\"1\"", profile()).await.expect(200);
    assert_eq!(listed.member.get(&format!("/inquiries/{id}")).await.expect(200).json()["doctor"]["full_name"], "山﨑 𠮷子");
}

#[actix_web::test]
async fn whoever_is_on_neither_side_finds_nothing() {
    let app = TestApp::start().await;
    let (doctor, listed, elsewhere) = (doctor(&app).await, listed_institution(&app).await, listed_institution(&app).await);
    let stranger = app.person("stranger", &[Role::Doctor]).await;
    let id = asked(&doctor, listed.institution).await;
    for person in [&elsewhere.member, &stranger] {
        person.get(&format!("/inquiries/{id}")).await.refused(404, "not_found");
        write(person, &id, "はじめまして。").await.refused(404, "not_found");
        advance(person, &id, "close").await.refused(404, "not_found");
        person.post(&format!("/inquiries/{id}/share-identity"), json!({})).await.refused(404, "not_found");
    }
    assert_eq!(elsewhere.member.get("/inquiries?side=institution").await.expect(200).json()["items"], json!([]));
    assert_eq!(stranger.get("/inquiries?side=doctor").await.expect(200).json()["items"], json!([]));
}

#[actix_web::test]
async fn staff_see_no_inquiries_at_all() {
    let app = TestApp::start().await;
    let (doctor, listed) = (doctor(&app).await, listed_institution(&app).await);
    let id = asked(&doctor, listed.institution).await;
    for role in [Role::Secretariat, Role::CommitteeMember, Role::Administrator] {
        let staff = app.person("staff", &[role]).await;
        staff.get(&format!("/inquiries/{id}")).await.refused(403, "not_allowed");
        staff.get("/inquiries?side=institution").await.refused(403, "not_allowed");
        staff.get("/inquiries?side=doctor").await.refused(403, "not_allowed");
    }
}

#[actix_web::test]
async fn a_person_with_both_roles_acts_on_the_side_where_they_stand() {
    let app = TestApp::start().await;
    let (other_doctor, listed, elsewhere) = (doctor(&app).await, listed_institution(&app).await, listed_institution(&app).await);
    let both = app.person("医師で担当者", &[Role::Doctor, Role::InstitutionMember]).await;
    let join = "INSERT INTO organization_member (organization_id, account_id, joined_at) VALUES ($1, $2, now())";
    sql(&app, join, vec![listed.organization.0.into(), both.account_id.0.into()]).await;
    both.put("/me/doctor-profile", profile()).await.expect(200);
    let received = asked(&other_doctor, listed.institution).await;
    let sent = asked(&both, elsewhere.institution).await;
    assert_eq!(both.get(&format!("/inquiries/{received}")).await.expect(200).json()["side"], "institution");
    assert_eq!(both.get(&format!("/inquiries/{sent}")).await.expect(200).json()["side"], "doctor");
    advance(&both, &sent, "decline").await.refused(403, "not_allowed");
    advance(&both, &received, "withdraw").await.refused(403, "not_allowed");
    assert_eq!(both.get("/inquiries?side=doctor").await.expect(200).json()["items"][0]["id"], sent);
    assert_eq!(both.get("/inquiries?side=institution").await.expect(200).json()["items"][0]["id"], received);
}

#[actix_web::test]
async fn nothing_that_staff_can_ask_of_the_trail_says_which_doctor_asked_or_blocked_which_institution() {
    let app = TestApp::start().await;
    let (doctor, asked_one, blocked) = (doctor(&app).await, listed_institution(&app).await, listed_institution(&app).await);
    let inquiry = asked(&doctor, asked_one.institution).await;
    write(&asked_one.member, &inquiry, "お待ちしています。").await.expect(201);
    block(&doctor, blocked.institution).await.expect(204);
    doctor.delete(&format!("/me/blocks/{}", blocked.institution)).await.expect(204);
    let written = ["inquiry", "doctor_block"].map(|kind| format!("SELECT count(*)::text FROM audit_entry WHERE subject_type = '{kind}'"));
    for count in written {
        assert_ne!(text(&app, &count, vec![]).await, "0", "{count}");
    }
    let filters = [
        "limit=100".to_owned(),
        "limit=100&subject_type=inquiry".to_owned(),
        "limit=100&subject_type=doctor_block".to_owned(),
        format!("limit=100&subject_id={inquiry}"),
        format!("limit=100&actor_account_id={}", doctor.account_id),
        format!("limit=100&actor_account_id={}", asked_one.member.account_id),
    ];
    for staff in [app.secretariat().await, app.administrator().await] {
        for filter in &filters {
            let answer = staff.get(&format!("/audit-entries?{filter}")).await.expect(200);
            for entry in answer.json()["items"].as_array().unwrap() {
                let by_doctor = entry["actor_account_id"] == doctor.account_id.to_string();
                assert!(!by_doctor || ["account", "doctor"].contains(&entry["subject_type"].as_str().unwrap()), "{filter}: {entry}");
            }
            assert!(!raw(&answer).contains(&inquiry), "{filter}");
        }
    }
}
