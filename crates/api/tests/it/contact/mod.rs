//! Messages to the secretariat.

use crate::support::{Client, TestApp, send};
use reqwest::Method;
use serde_json::json;

fn message(subject: &str) -> serde_json::Value {
    json!({ "name": "架空 﨑子", "email": "Writer@Example.JP", "subject": subject, "body": "年会費について\n教えてください。" })
}

#[actix_web::test]
async fn a_message_is_stored_and_mailed_and_the_writer_gets_a_receipt() {
    let app = TestApp::start().await;
    for (language, subject) in [("ja", "お問い合わせを受け付けました"), ("en", "We received your message")] {
        let address = app.new_address();
        let mut body = message("費用\nについて");
        body["email"] = json!(address);
        let request = app.visitor().request(Method::POST, "/contact-messages").header("Accept-Language", language).json(&body);
        let number = send(request).await.expect(201).text("/reference_number");
        assert!(number.starts_with("C-2026-00000"), "{number}");
        let receipt = app.latest_mail_to(&address).await;
        assert!(receipt.subject.contains(subject) && receipt.subject.contains(&number), "{}", receipt.subject);
        assert!(!receipt.body.contains("年会費") && !receipt.body.contains("﨑子"), "nothing that a stranger typed");
        let arrived = app.latest_mail_to(&app.state.config.contact_email).await;
        assert!(arrived.subject.contains(&number) && arrived.subject.contains("費用 について"), "{}", arrived.subject);
        assert!(arrived.body.contains("架空 﨑子") && arrived.body.contains(&address) && arrived.body.contains("教えてください。"));
        // Whoever answers writes to the writer, and the writer to the secretariat.
        assert_eq!((&arrived.reply_to, &receipt.reply_to), (&address, &app.state.config.contact_email));
    }
}

#[actix_web::test]
async fn a_subject_arrives_as_it_was_typed() {
    let app = TestApp::start().await;
    for subject in ["=?UTF-8?B?5p625Z+f?=", "二つの  空白", "two  spaces", "ASCII only"] {
        app.visitor().post("/contact-messages", message(subject)).await.expect(201);
        let arrived = app.latest_mail_to(&app.state.config.contact_email).await;
        assert!(arrived.subject.ends_with(subject), "{}", arrived.subject);
    }
}

#[actix_web::test]
async fn noncharacters_are_refused_at_their_field() {
    let app = TestApp::start().await;
    for letter in ['\u{FFFE}', '\u{FFFF}', '\u{FDD0}', '\u{10FFFF}', '\u{1}'] {
        let mut body = message("文字");
        body["body"] = json!(format!("教えて{letter}ください。"));
        app.visitor().post("/contact-messages", body).await.invalid("/body", "control_character");
    }
}

#[actix_web::test]
async fn the_same_key_writes_once_and_every_wrong_field_is_named() {
    let app = TestApp::start().await;
    let visitor = app.visitor();
    let first = visitor.post_once("/contact-messages", "once", message("一")).await.expect(201);
    let again = visitor.post_once("/contact-messages", "once", message("一")).await.expect(201);
    assert_eq!(first.body, again.body);
    let empty = visitor.post("/contact-messages", json!({ "name": " ", "email": "x", "subject": "", "body": "" })).await;
    let empty = empty.invalid("/name", "required").invalid("/email", "not_an_email_address").invalid("/subject", "required");
    empty.invalid("/body", "required");
}

#[actix_web::test]
async fn too_many_messages_have_to_wait() {
    let app = TestApp::start().await;
    let visitor = app.visitor();
    for _ in 0..5 {
        visitor.post("/contact-messages", message("何度も")).await.expect(201);
    }
    let refused = visitor.post("/contact-messages", message("何度も")).await.refused(429, "too_many_requests");
    assert!(refused.header("retry-after").parse::<u32>().unwrap() > 0);
    app.clock.advance(chrono::TimeDelta::hours(1));
    visitor.post("/contact-messages", message("また")).await.expect(201);
}

#[actix_web::test]
async fn the_secretariat_reads_and_settles_each_once() {
    let app = TestApp::start().await;
    for number in 0..3 {
        app.visitor().post("/contact-messages", message(&format!("その{number}"))).await.expect(201);
        app.clock.advance(chrono::TimeDelta::minutes(1));
    }
    let secretariat = app.secretariat().await;
    let waiting = secretariat.get("/contact-messages?settled=false&limit=2").await.expect(200);
    assert_eq!(waiting.text("/items/0/subject"), "その0", "whoever has waited longest comes first");
    assert_eq!(waiting.text("/items/0/email"), "writer@example.jp");
    let rest =
        secretariat.get(&format!("/contact-messages?settled=false&limit=2&cursor={}", waiting.text("/next_cursor"))).await.expect(200);
    assert_eq!(rest.text("/items/0/subject"), "その2");
    secretariat
        .get(&format!("/contact-messages?settled=true&cursor={}", waiting.text("/next_cursor")))
        .await
        .refused(400, "invalid_cursor");

    let id = rest.text("/items/0/id");
    let settled = secretariat.act(&format!("/contact-messages/{id}/settle")).await.expect(200);
    assert_eq!(settled.json()["settled_by"], "事務局 太郎");
    secretariat.act(&format!("/contact-messages/{id}/settle")).await.refused(409, "wrong_state");
    assert_eq!(secretariat.get("/contact-messages?settled=false").await.json()["items"].as_array().map(Vec::len), Some(2));
    assert_eq!(secretariat.get("/contact-messages?settled=true").await.text("/items/0/id"), id);
    app.committee_member().await.get("/contact-messages").await.refused(403, "not_allowed");
    app.doctor("架空 医師").await.act(&format!("/contact-messages/{id}/settle")).await.refused(403, "not_allowed");
    app.visitor().get("/contact-messages").await.refused(401, "sign_in_required");
}

#[actix_web::test]
async fn the_list_is_narrowed_ordered_and_saved_without_who_wrote() {
    let app = TestApp::start().await;
    let mut numbers = Vec::new();
    for (n, subject) in ["年会費", "参加の条件", "掲載の取り下げ"].into_iter().enumerate() {
        let mut body = message(subject);
        body["email"] = json!(format!("writer-{n}@example.jp"));
        numbers.push(app.visitor().post("/contact-messages", body).await.expect(201).text("/reference_number"));
        app.clock.advance(chrono::TimeDelta::days(1));
    }
    let (secretariat, other) = (app.secretariat().await, app.secretariat().await);
    let subjects = async |who: &Client, query: &str| {
        let page = who.get(&format!("/contact-messages?{query}")).await.expect(200).items();
        page.as_array().unwrap().iter().map(|one| one["subject"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let id = secretariat.get("/contact-messages?q=参加").await.expect(200).text("/items/0/id");
    let answer = json!({ "body": "無床の診療所も対象です。" });
    secretariat.post(&format!("/contact-messages/{id}/replies"), answer).await.expect(201);
    let id = secretariat.get("/contact-messages?settled=false").await.expect(200).text("/items/0/id");
    other.act(&format!("/contact-messages/{id}/settle")).await.expect(200);

    let cases: [(&str, &[&str]); 16] = [
        ("", &["掲載の取り下げ", "参加の条件", "年会費"]),
        ("descending=false", &["年会費", "参加の条件", "掲載の取り下げ"]),
        ("settled=false", &["参加の条件", "掲載の取り下げ"]),
        ("settled=false&descending=true", &["掲載の取り下げ", "参加の条件"]),
        ("settled=true", &["年会費"]),
        ("from=2026-04-02", &["掲載の取り下げ", "参加の条件"]),
        ("to=2026-04-01", &["年会費"]),
        ("from=2026-04-02&to=2026-04-02", &["参加の条件"]),
        ("q=取り下げ", &["掲載の取り下げ"]),
        ("q=writer-2", &["掲載の取り下げ"]),
        ("q=無床", &["参加の条件"]),
        ("q=崎子&settled=true", &["年会費"]),
        ("mine=true", &["参加の条件"]),
        ("mine=false", &["掲載の取り下げ", "年会費"]),
        ("claim=true", &[]),
        ("claim=false&settled=true", &["年会費"]),
    ];
    for (query, expected) in cases {
        assert_eq!(subjects(&secretariat, query).await, expected, "{query}");
    }
    assert_eq!(subjects(&secretariat, &format!("q={}", numbers[0])).await, ["年会費"]);
    assert_eq!(subjects(&other, "mine=true").await, ["年会費"]);
    let next = secretariat.get("/contact-messages?limit=2&claim=false").await.expect(200).text("/next_cursor");
    assert_eq!(subjects(&secretariat, &format!("limit=2&claim=false&cursor={next}")).await, ["年会費"]);
    for another in ["", "claim=false&descending=false&", "claim=false&from=2026-04-01&", "claim=false&mine=false&"] {
        secretariat.get(&format!("/contact-messages?{another}limit=2&cursor={next}")).await.refused(400, "invalid_cursor");
    }
    for wrong in ["from=1999-01-01", "to=9999-12-31", "descending=x", "q=・"] {
        secretariat.get(&format!("/contact-messages?{wrong}")).await.refused(400, "invalid_parameter");
        secretariat.get(&format!("/contact-message-export?{wrong}")).await.refused(400, "invalid_parameter");
    }

    let file = secretariat.get("/contact-message-export?descending=false&from=2026-04-02").await.expect(200);
    let text = String::from_utf8(file.body.to_vec()).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert!(
        lines.len() == 3 && lines[0].contains("受付番号") && lines[1].contains(&numbers[1]) && lines[2].contains("掲載の取り下げ"),
        "{text}"
    );
    for secret in ["writer-", "﨑子", "教えてください", "無床", "事務局"] {
        assert!(!text.contains(secret), "who wrote what goes with the account, and would stay in a file: {text}");
    }
    let book = secretariat.get("/contact-message-export?format=xlsx").await.expect(200);
    assert!(book.body.starts_with(b"PK") && book.header("content-disposition").contains(".xlsx"));
    app.committee_member().await.get("/contact-message-export").await.refused(403, "not_allowed");
    app.visitor().get("/contact-message-export").await.refused(401, "sign_in_required");
}

#[actix_web::test]
async fn an_answer_is_sent_to_the_writer_and_kept_with_the_message() {
    let app = TestApp::start().await;
    let address = app.new_address();
    let mut body = message("費用\nについて");
    body["email"] = json!(address);
    let number = app.visitor().post("/contact-messages", body).await.expect(201).text("/reference_number");
    let secretariat = app.secretariat().await;
    let id = secretariat.get("/contact-messages").await.expect(200).text("/items/0/id");
    let path = format!("/contact-messages/{id}/replies");
    secretariat.post(&path, json!({ "body": " " })).await.invalid("/body", "required");
    let first = json!({ "body": "登録費用は\r\n年額30,000円です。" });
    secretariat.post_once(&path, "once", first.clone()).await.expect(201);
    let answered = secretariat.post_once(&path, "once", first).await.expect(201).json();
    assert_eq!((answered["replies"].as_array().map(Vec::len), &answered["settled_at"]), (Some(1), &json!(null)));
    assert_eq!(
        (&answered["replies"][0]["body"], &answered["replies"][0]["author_name"]),
        (&json!("登録費用は\n年額30,000円です。"), &json!("事務局 太郎"))
    );
    let letter = app.latest_mail_to(&address).await;
    assert!(letter.subject.contains("お問い合わせへの返信") && letter.subject.contains(&number), "{}", letter.subject);
    assert!(
        letter.body.contains("年額30,000円です。") && !letter.body.contains("事務局 太郎") && !letter.body.contains("教えて"),
        "{}",
        letter.body
    );
    assert_eq!(letter.reply_to, app.state.config.contact_email);
    let settled = secretariat.post(&path, json!({ "body": "以上です。", "settle": true })).await.expect(201).json();
    assert!(settled["settled_at"].is_string() && settled["replies"].as_array().map(Vec::len) == Some(2));
    app.committee_member().await.post(&path, json!({ "body": "x" })).await.refused(403, "not_allowed");
    let trail = secretariat.get(&format!("/audit-entries?subject_id={id}")).await.expect(200).json().to_string();
    assert!(trail.contains("reply_to_contact_message") && !trail.contains("年額"), "{trail}");
}
