use crate::support::{
    TestApp,
    conversation::{advance, asked, doctor, letters, listed_institution, text, write},
};
use api::platform::clock::Clock;
use chrono::TimeDelta;
use domain::{locale::Locale, time::instant_text};
use serde_json::json;

#[actix_web::test]
async fn the_first_answer_replies_and_the_next_question_goes_on() {
    let app = TestApp::start().await;
    let (doctor, listed) = (doctor(&app).await, listed_institution(&app).await);
    let id = asked(&doctor, listed.institution).await;
    assert_eq!(write(&doctor, &id, "追記です。").await.expect(201).json()["status"], "sent");
    let replied = write(&listed.member, &id, "お問い合わせありがとうございます。\r\n見学は随時可能です。").await.expect(201).json();
    assert_eq!(replied["status"], "replied");
    assert_eq!(replied["messages"][2]["body"], "お問い合わせありがとうございます。\n見学は随時可能です。");
    assert_eq!(write(&listed.member, &id, "続きです。").await.expect(201).json()["status"], "replied");
    let going_on = write(&doctor, &id, "では来月に。").await.expect(201).json();
    assert_eq!(going_on["status"], "consulting");
    let names: Vec<_> = going_on["messages"].as_array().unwrap().iter().map(|message| message["author_name"].clone()).collect();
    // The institution's people have names; the doctor's own is what the institution sees: none yet.
    assert_eq!(names[0], json!(null));
    assert!(names[2].is_string());
    // The trail knows that somebody wrote, not what.
    let trail = text(&app, "SELECT string_agg(changes::text, ' ') FROM audit_entry WHERE operation = 'send_message'", vec![]).await;
    assert!(!trail.contains("見学") && trail.contains("replied"), "{trail}");
}

#[actix_web::test]
async fn nothing_is_written_into_an_inquiry_that_has_ended() {
    let app = TestApp::start().await;
    let (doctor, listed) = (doctor(&app).await, listed_institution(&app).await);
    let id = asked(&doctor, listed.institution).await;
    advance(&listed.member, &id, "decline").await.expect(200);
    write(&doctor, &id, "残念です。").await.refused(409, "wrong_state");
    write(&listed.member, &id, "申し訳ありません。").await.refused(409, "wrong_state");
    doctor.post(&format!("/inquiries/{id}/share-identity"), json!({})).await.refused(409, "wrong_state");
    assert_eq!(text(&app, "SELECT count(*)::text FROM inquiry_message", vec![]).await, "1");
}

#[actix_web::test]
async fn a_message_that_is_sent_again_is_there_once() {
    let app = TestApp::start().await;
    let (doctor, listed) = (doctor(&app).await, listed_institution(&app).await);
    let id = asked(&doctor, listed.institution).await;
    let path = format!("/inquiries/{id}/messages");
    for _ in 0..2 {
        let reply = listed.member.post_once(&path, "key-1", json!({ "body": "お待ちしています。" })).await.expect(201).json();
        assert_eq!(reply["messages"].as_array().unwrap().len(), 2);
    }
    listed.member.post_once(&path, "key-1", json!({ "body": "別の文です。" })).await.refused(409, "idempotency_key_reused");
    let subjects: Vec<_> = letters(&app, &doctor).await.into_iter().map(|mail| mail.subject).collect();
    assert_eq!(subjects.iter().filter(|subject| subject.contains("返信")).count(), 1, "{subjects:?}");
}

#[actix_web::test]
async fn two_answers_at_the_same_moment_are_both_kept_and_reply_once() {
    let app = TestApp::start().await;
    let (doctor, listed) = (doctor(&app).await, listed_institution(&app).await);
    let id = asked(&doctor, listed.institution).await;
    let (one, other) = futures_util::join!(write(&listed.member, &id, "一つ目です。"), write(&listed.member, &id, "二つ目です。"));
    assert_eq!((one.status, other.status), (201, 201));
    let read = doctor.get(&format!("/inquiries/{id}")).await.expect(200).json();
    assert_eq!(read["messages"].as_array().unwrap().len(), 3);
    assert_eq!(read["steps"].as_array().unwrap().len(), 2);
    assert_eq!(read["version"], 3);
}

#[actix_web::test]
async fn sixty_messages_an_hour_are_enough() {
    let app = TestApp::start().await;
    let (doctor, listed) = (doctor(&app).await, listed_institution(&app).await);
    let id = asked(&doctor, listed.institution).await;
    for number in 0..60 {
        write(&doctor, &id, &format!("{number}通目です。")).await.expect(201);
    }
    write(&doctor, &id, "もう一通。").await.refused(429, "too_many_requests");
}

#[actix_web::test]
async fn a_mail_tells_inquiries_apart_by_when_they_began() {
    let app = TestApp::start().await;
    let (doctor, listed) = (doctor(&app).await, listed_institution(&app).await);
    let began = instant_text(app.clock.now(), Locale::Ja);
    let id = asked(&doctor, listed.institution).await;
    app.clock.advance(TimeDelta::days(2));
    write(&doctor, &id, "追記です。").await.expect(201);
    let mail = letters(&app, &listed.member).await.pop().unwrap();
    assert!(mail.subject.contains("新しいメッセージ") && mail.body.contains(&format!("{began}に始まった相談です")), "{}", mail.body);
}
