//! The whole way, from a profile to a doctor who stayed.

use crate::support::{
    TestApp,
    conversation::{advance, asked, bring_to_terms, doctor, letters, listed_institution, speak_english},
};
use serde_json::json;

#[actix_web::test]
async fn a_doctor_asks_is_answered_shares_their_identity_and_stays() {
    let app = TestApp::start().await;
    let (doctor, listed) = (doctor(&app).await, listed_institution(&app).await);
    let created = doctor.post("/inquiries", json!({ "institution_id": listed.institution, "body": "見学は可能でしょうか。" })).await;
    let location = created.header("location").to_owned();
    let sent = created.expect(201).json();
    let id = sent["id"].as_str().unwrap().to_owned();
    assert!(location.ends_with(&format!("/inquiries/{id}")), "{location}");
    assert_eq!((sent["status"].as_str(), sent["side"].as_str(), sent["version"].as_i64()), (Some("sent"), Some("doctor"), Some(1)));
    assert_eq!(sent["institution"]["name"], "架空ヶ丘診療所");
    assert_eq!(letters(&app, &listed.member).await.len(), 1);

    bring_to_terms(&doctor, &listed.member, &id).await;
    advance(&doctor, &id, "agree").await.refused(409, "identity_not_shared");
    let shared = doctor.post(&format!("/inquiries/{id}/share-identity"), json!({})).await.expect(200).json();
    assert_eq!(shared["doctor"]["full_name"], "山﨑 𠮷子");
    advance(&doctor, &id, "agree").await.expect(200);
    advance(&listed.member, &id, "start").await.expect(200);
    advance(&listed.member, &id, "retain").await.expect(200);

    let read = listed.member.get(&format!("/inquiries/{id}")).await;
    let etag = read.header("etag").to_owned();
    let read = read.expect(200).json();
    assert_eq!(etag, format!("\"{}\"", read["version"]));
    assert_eq!((read["status"].as_str(), read["side"].as_str()), (Some("retained"), Some("institution")));
    let course: Vec<_> =
        read["steps"].as_array().unwrap().iter().map(|step| (step["to"].as_str().unwrap(), step["side"].as_str().unwrap())).collect();
    assert_eq!(
        course,
        [
            ("sent", "doctor"),
            ("replied", "institution"),
            ("consulting", "doctor"),
            ("visit", "institution"),
            ("terms", "doctor"),
            ("agreed", "doctor"),
            ("started", "institution"),
            ("retained", "institution"),
        ]
    );
    assert_eq!(read["doctor"]["full_name"], "山﨑 𠮷子");
    assert_eq!(read["doctor"]["licence_number"], "123456");
    assert!(read["doctor"]["email"].as_str().unwrap().contains("hidden-doctor"));
    assert_eq!(read["messages"][0]["author_name"], "山﨑 𠮷子");

    // Every step that the other side waits on was told by mail: to the doctor in the doctor's language.
    let subjects: Vec<_> = letters(&app, &doctor).await.into_iter().map(|mail| mail.subject).collect();
    // The subject names no institution: it can be read in a mailbox that others see.
    let expected = [
        "相談を送りました",
        "相談に返信があります",
        "状態が変わりました",
        "氏名と連絡先を伝えました",
        "状態が変わりました",
        "状態が変わりました",
    ];
    assert_eq!(subjects.len(), expected.len(), "{subjects:?}");
    for (subject, expected) in subjects.iter().zip(expected) {
        assert!(subject.contains(expected) && !subject.contains("架空ヶ丘診療所"), "{subjects:?}");
    }
    let bodies: Vec<_> = letters(&app, &doctor).await.into_iter().map(|mail| mail.body).collect();
    for (body, status) in [(&bodies[2], "「見学」"), (&bodies[4], "「勤務開始」"), (&bodies[5], "「勤務継続」")] {
        assert!(body.contains("架空ヶ丘診療所") && body.contains(status), "{body}");
    }
    let subjects: Vec<_> = letters(&app, &listed.member).await.into_iter().map(|mail| mail.subject).collect();
    assert_eq!(subjects.len(), 5, "{subjects:?}");
    assert!(subjects[3].contains("氏名と連絡先を伝え"), "{subjects:?}");

    // What has ended can be followed by a new inquiry.
    doctor.post("/inquiries", json!({ "institution_id": listed.institution, "body": "またお願いします。" })).await.expect(201);
}

#[actix_web::test]
async fn mail_speaks_the_language_of_its_reader() {
    let app = TestApp::start().await;
    let (doctor, listed) = (doctor(&app).await, listed_institution(&app).await);
    speak_english(&app, &listed.member).await;
    let id = asked(&doctor, listed.institution).await;
    advance(&doctor, &id, "withdraw").await.expect(200);
    let subjects: Vec<_> = letters(&app, &listed.member).await.into_iter().map(|mail| mail.subject).collect();
    assert!(subjects[0].contains("A new inquiry to"), "{subjects:?}");
    assert!(subjects[1].contains("Withdrawn by the doctor"), "{subjects:?}");
}
