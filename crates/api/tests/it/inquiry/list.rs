use crate::support::{
    Client, TestApp,
    conversation::{advance, asked, block, doctor, institution_of, listed_institution, write},
};
use serde_json::{Value, json};

#[actix_web::test]
async fn a_member_sees_the_inquiries_to_all_institutions_of_the_organization() {
    let app = TestApp::start().await;
    let (doctor, listed) = (doctor(&app).await, listed_institution(&app).await);
    let sister = institution_of(&app, listed.organization, listed.member.account_id).await;
    let (first, second) = (asked(&doctor, listed.institution).await, asked(&doctor, sister).await);
    let page = listed.member.get("/inquiries?side=institution").await.expect(200).json();
    assert_eq!(ids(&page), [second.clone(), first.clone()]);
    assert_eq!(page["items"][0]["last_message"], "見学は可能でしょうか。");
    assert_eq!(page["items"][0]["last_message_by"], "doctor");
    // A new message brings the older one to the front.
    write(&doctor, &first, "急ぎではありません。").await.expect(201);
    assert_eq!(ids(&listed.member.get("/inquiries?side=institution").await.expect(200).json()), [first, second]);
}

#[actix_web::test]
async fn each_side_has_its_own_unread_mark() {
    let app = TestApp::start().await;
    let (doctor, listed) = (doctor(&app).await, listed_institution(&app).await);
    let id = asked(&doctor, listed.institution).await;
    let unread = async |person: &Client, side: &str| {
        person.get(&format!("/inquiries?side={side}")).await.expect(200).json()["items"][0]["unread"].as_bool().unwrap()
    };
    assert!(unread(&listed.member, "institution").await && !unread(&doctor, "doctor").await);
    let version = listed.member.get(&format!("/inquiries/{id}")).await.expect(200).json()["version"].clone();
    assert!(!unread(&listed.member, "institution").await);
    write(&listed.member, &id, "お待ちしています。").await.expect(201);
    assert!(!unread(&listed.member, "institution").await && unread(&doctor, "doctor").await);
    let read = doctor.get(&format!("/inquiries/{id}")).await.expect(200).json();
    assert!(!unread(&doctor, "doctor").await);
    // Reading is no change of the inquiry.
    assert_eq!((version, read["version"].clone()), (json!(1), json!(2)));
    advance(&doctor, &id, "consult").await.expect(200);
    assert!(unread(&listed.member, "institution").await);
}

/// The header shows one number for both sides; a blocked institution's members do not count what they no longer see.
#[actix_web::test]
async fn unread_conversations_are_counted_for_their_readers_only() {
    let app = TestApp::start().await;
    let (doctor, listed) = (doctor(&app).await, listed_institution(&app).await);
    let stranger = app.member().await;
    let unread = async |person: &Client| person.get("/me").await.expect(200).json()["unread_inquiries"].as_i64().unwrap();
    let id = asked(&doctor, listed.institution).await;
    assert_eq!((unread(&listed.member).await, unread(&doctor).await, unread(&stranger).await), (1, 0, 0));
    listed.member.get(&format!("/inquiries/{id}")).await.expect(200);
    write(&listed.member, &id, "お待ちしています。").await.expect(201);
    assert_eq!((unread(&listed.member).await, unread(&doctor).await), (0, 1));
    write(&doctor, &id, "ありがとうございます。").await.expect(201);
    assert_eq!((unread(&listed.member).await, unread(&doctor).await), (1, 0));
    block(&doctor, listed.institution).await.expect(204);
    assert_eq!(unread(&listed.member).await, 0);
    assert!(listed.member.get("/me/export").await.expect(200).json()["account"].get("unread_inquiries").is_none());
}

#[actix_web::test]
async fn pages_continue_exactly_after_the_last_row() {
    let app = TestApp::start().await;
    let (doctor, listed) = (doctor(&app).await, listed_institution(&app).await);
    let mut sent = Vec::new();
    for _ in 0..5 {
        let institution = institution_of(&app, listed.organization, listed.member.account_id).await;
        sent.insert(0, asked(&doctor, institution).await);
    }
    let mut seen = Vec::new();
    let mut path = "/inquiries?side=doctor&limit=2".to_owned();
    loop {
        let reply = doctor.get(&path).await;
        let link = reply.header("link").to_owned();
        let page = reply.expect(200).json();
        seen.extend(ids(&page));
        let Some(cursor) = page["next_cursor"].as_str() else { break };
        assert!(link.contains(cursor), "{link}");
        path = format!("/inquiries?side=doctor&limit=2&cursor={cursor}");
    }
    assert_eq!(seen, sent);
    doctor.get("/inquiries?side=doctor&cursor=nonsense").await.refused(400, "invalid_cursor");
}

#[actix_web::test]
async fn a_list_is_of_a_side_that_the_reader_is_on() {
    let app = TestApp::start().await;
    let (doctor, listed) = (doctor(&app).await, listed_institution(&app).await);
    doctor.get("/inquiries").await.refused(400, "invalid_parameter");
    doctor.get("/inquiries?side=system").await.refused(400, "invalid_parameter");
    doctor.get("/inquiries?side=institution").await.refused(403, "not_allowed");
    listed.member.get("/inquiries?side=doctor").await.refused(403, "not_allowed");
}

fn ids(page: &Value) -> Vec<String> {
    page["items"].as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect()
}
