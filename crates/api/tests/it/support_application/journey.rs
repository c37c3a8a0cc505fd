//! The whole way, and the way back.

use super::{SENNAN, Stage, decision, opinion, plan, step, wanted};
use api::entity::audit_entry;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde_json::json;
use uuid::Uuid;

#[actix_web::test]
async fn a_clinic_is_supported_from_its_draft_to_its_report() {
    let stage = Stage::set().await;
    let id = stage.draft(plan()).await;

    // While it is written, today's rules are shown and the prefecture knows nothing of it.
    let draft = stage.read(&id).await.json();
    assert_eq!((draft["status"].as_str(), draft["frozen"].as_bool()), (Some("draft"), Some(false)));
    assert_eq!(draft["statement"]["subsidy_yen"], 8_250_000 + 8_866_000);
    assert_eq!(draft["events"], json!(["submit", "withdraw"]));
    stage.officer.get(&format!("/support-applications/{id}")).await.refused(404, "not_found");
    assert_eq!(stage.officer.get("/support-applications").await.expect(200).json()["items"], json!([]));

    let submitted = step(&stage.member, &id, "submit", json!({})).await.expect(200).json();
    assert_eq!((submitted["status"].as_str(), submitted["frozen"].as_bool()), (Some("submitted"), Some(true)));
    assert!(submitted["statement"]["lines"][0]["rule"]["version"].is_number(), "{submitted}");
    let mail = stage.app.latest_mail_to(&stage.officer.email).await;
    assert!(mail.body.contains(&format!("/prefecture/applications/{id}")), "{}", mail.body);
    let waiting = stage.officer.get("/support-applications?status=submitted&fiscal_year=2026").await.expect(200).json();
    assert_eq!(waiting["items"][0]["institution_name"], "架空みなみ診療所");
    assert_eq!(waiting["items"][0]["area_name"], "仙南");

    stage.take_through_councils(&id).await;
    let mail = stage.app.latest_mail_to(&stage.member.email).await;
    assert!(mail.subject.contains("選定されました"), "{}", mail.subject);
    let mails = stage.app.mail_to(&stage.member.email);
    assert!(mails.iter().any(|mail| mail.body.contains("地域医療対策協議会：第1回（")), "which meeting it goes to");
    assert!(mail.body.contains(&format!("/institution/support/{id}")), "{}", mail.body);
    let selected = stage.read(&id).await.json();
    let agreed = selected["statement"]["lines"][0]["conditions"].as_array().unwrap().iter();
    assert!(agreed.clone().any(|check| check["condition"] == "both_councils_agreed" && check["state"] == "met"));
    assert_eq!(selected["opinions"].as_array().unwrap().len(), 2);

    step(&stage.member, &id, "apply", json!({})).await.expect(200);
    let mut early = decision();
    early["report_by"] = json!("2026-03-31");
    step(&stage.officer, &id, "decide", early).await.invalid("/report_by", "before_earlier_step");
    let mut due = decision();
    due["report_by"] = json!("2027-03-10");
    let decided = step(&stage.officer, &id, "decide", due).await.expect(200).json();
    assert_eq!((&decided["subsidy_yen"], &decided["decision"]["report_by"]), (&json!(16_866_000), &json!("2027-03-10")));
    let mail = stage.app.latest_mail_to(&stage.member.email).await;
    assert!(mail.subject.contains("交付決定がありました") && mail.body.contains("2027年3月10日までに"), "{}", mail.body);
    let report = json!({ "summary": "予定どおり診療を始めました。", "amounts": decision()["amounts"] });
    let reported = step(&stage.member, &id, "report", report).await.expect(200).json();
    assert_eq!((reported["status"].as_str(), &reported["events"]), (Some("reported"), &json!([])));

    // The institution reads who of its own people acted; officers stay nameless towards it, and are named to officers.
    let steps = reported["steps"].as_array().unwrap();
    assert_eq!(
        steps.iter().map(|step| step["to"].as_str().unwrap()).collect::<Vec<_>>(),
        ["draft", "submitted", "checked", "proposed", "selected", "applied", "decided", "reported"]
    );
    assert_eq!((steps[1]["author_name"].as_str(), steps[2]["author_name"].as_str()), (Some("架空 花子"), None));
    let officers = stage.officer.get(&format!("/support-applications/{id}")).await.expect(200).json();
    assert_eq!(officers["steps"][2]["author_name"], "県 担当");

    let trail = audit_entry::Entity::find()
        .filter(audit_entry::Column::SubjectId.eq(Uuid::parse_str(&id).unwrap()))
        .all(&stage.app.state.db)
        .await
        .unwrap();
    assert_eq!(trail.len(), 10, "every step and both opinions");
    let written = |field: &str| trail.iter().map(|entry| &entry.changes[field]["after"]).find(|after| !after.is_null()).unwrap();
    assert_eq!(written("meeting_id"), super::MEETING);
    assert_eq!((&written("decision")["reference"], &written("decision")["amounts"]), (&json!("医政第1号"), &decision()["amounts"]));
    assert_eq!(written("amounts"), &decision()["amounts"]);
}

#[actix_web::test]
async fn what_was_returned_is_mended_and_submitted_again() {
    let stage = Stage::set().await;
    let id = stage.draft(plan()).await;
    step(&stage.member, &id, "submit", json!({})).await.expect(200);
    step(&stage.officer, &id, "return", json!({ "reason": "" })).await.invalid("/reason", "required");
    step(&stage.officer, &id, "return", json!({ "reason": "見積書を添えてください。" })).await.expect(200);
    let mail = stage.app.latest_mail_to(&stage.member.email).await;
    assert!(mail.subject.contains("修正") && mail.body.contains("見積書を添えてください。"), "{}", mail.body);
    assert!(mail.body.contains("提出できるのは、2027年3月31日までです"), "{}", mail.body);

    let returned = stage.read(&id).await;
    assert_eq!(returned.json()["steps"][2]["reason"], "見積書を添えてください。");
    assert_eq!(returned.json()["frozen"], false);
    let mut mended = plan();
    mended["components"][0]["cost_yen"] = json!(10_000_000);
    let body = json!({ "priority_area_id": SENNAN, "plan": mended, "purpose": "設備を減らしました。" });
    let path = format!("/support-applications/{id}");
    stage.member.put_version(&path, "\"1\"", body.clone()).await.refused(412, "version_mismatch");
    stage.member.put_version(&path, &returned.etag(), body.clone()).await.expect(200);
    let again = step(&stage.member, &id, "submit", json!({})).await.expect(200);
    assert_eq!(again.json()["statement"]["subsidy_yen"], 5_000_000 + 8_866_000);
    // What was submitted first stands beside it, for both sides.
    for person in [&stage.member, &stage.officer] {
        let kept = person.get(&path).await.expect(200).json()["submissions"].clone();
        let sums: Vec<_> = [&kept[0], &kept[1]].map(|one| (one["number"].clone(), one["statement"]["subsidy_yen"].clone())).into();
        assert_eq!(sums, [(json!(1), json!(8_250_000 + 8_866_000)), (json!(2), json!(5_000_000 + 8_866_000))]);
        assert_eq!((&kept[1]["purpose"], &kept[2]), (&json!("設備を減らしました。"), &json!(null)));
    }
    let refused = stage.app.state.db.execute_unprepared("DELETE FROM support_application_revision").await.expect_err("it is kept");
    assert!(refused.to_string().contains("append-only"), "{refused}");
    stage.member.put_version(&path, &again.etag(), body).await.refused(409, "wrong_state");
}

#[actix_web::test]
async fn an_application_that_a_council_did_not_agree_to_ends_and_another_may_begin() {
    let stage = Stage::set().await;
    let id = stage.draft(plan()).await;
    step(&stage.member, &id, "submit", json!({})).await.expect(200);
    step(&stage.officer, &id, "check", json!({})).await.expect(200);
    step(&stage.officer, &id, "propose", json!({ "meeting_id": super::MEETING })).await.expect(200);
    step(&stage.officer, &id, "opinions", opinion("regional_medical", true)).await.expect(200);
    step(&stage.officer, &id, "opinions", opinion("insurers", false)).await.expect(200);
    step(&stage.officer, &id, "select", json!({})).await.refused(409, "council_agreement_missing");
    let ended = step(&stage.officer, &id, "turn-down", json!({ "reason": "保険者協議会の合意が得られませんでした。" })).await.expect(200);
    assert_eq!(ended.json()["status"], "not_selected");
    stage.draft(plan()).await;
    let mine = stage.member.get("/me/support-applications").await.expect(200).items();
    assert_eq!(mine.as_array().unwrap().len(), 2);
}

#[actix_web::test]
async fn a_draft_that_is_taken_back_troubles_nobody() {
    let stage = Stage::set().await;
    let id = stage.draft(plan()).await;
    step(&stage.member, &id, "withdraw", json!({ "reason": "事業を見送ります。" })).await.expect(200);
    stage.app.run_jobs().await;
    assert!(stage.app.mail_to(&stage.officer.email).is_empty());
    stage.officer.get(&format!("/support-applications/{id}")).await.refused(404, "not_found");
}

#[actix_web::test]
async fn an_application_is_printed_in_both_languages() {
    let stage = Stage::set().await;
    let id = stage.selected(plan()).await;
    for (language, word) in [("ja", "仙南"), ("en", "Councils")] {
        let request = stage.member.request(reqwest::Method::GET, &format!("/support-applications/{id}/pdf"));
        let answer = crate::support::send(request.header("Accept-Language", language)).await.expect(200);
        assert_eq!(answer.header("content-type"), "application/pdf");
        let document = lopdf::Document::load_mem(&answer.body).unwrap();
        let pages: Vec<u32> = document.get_pages().into_keys().collect();
        let text = document.extract_text(&pages).unwrap();
        assert!(text.contains(word), "{text}");
    }
}

#[actix_web::test]
async fn letters_that_the_pdf_lacks_are_told_before_it_is_made() {
    let stage = Stage::set().await;
    // Names of the official list are written with letters of a font of its own.
    let mut wanted = wanted(&stage.institution_id, SENNAN, plan());
    wanted["purpose"] = json!("\u{E38B}田医院を継ぐ");
    let id = stage.member.post("/support-applications", wanted).await.expect(201).text("/id");
    let path = format!("/support-applications/{id}/pdf");
    let told = stage.member.get(&path).await.refused(400, "invalid_parameter").json();
    assert_eq!(told["errors"][0]["pointer"], "/lacking_letters");
    assert_eq!(told["errors"][0]["code"], "not_in_font");
    assert_eq!(told["errors"][0]["params"]["letters"], "\u{E38B}");
    let made = stage.member.get(&format!("{path}?lacking_letters=replace")).await.expect(200);
    let document = lopdf::Document::load_mem(&made.body).unwrap();
    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    let text: String = document.extract_text(&pages).unwrap().split_whitespace().collect();
    assert!(text.contains("〓田医院を継ぐ"), "{text}");
}
