//! The usual forms, the list as a file, and what an application needs before it is submitted.

use super::{SENNAN, Stage, decision, payment::fixing, plan, step, wanted};
use crate::support::conversation::sql;
use serde_json::json;
use std::io::Read;

fn words(pdf: &[u8]) -> String {
    let document = lopdf::Document::load_mem(pdf).unwrap();
    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    document.extract_text(&pages).unwrap().split_whitespace().collect()
}

fn word_document(bytes: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name("word/document.xml").unwrap().read_to_string(&mut text).unwrap();
    text
}

#[actix_web::test]
async fn every_form_is_filled_in_once_the_application_has_come_so_far() {
    let stage = Stage::set().await;
    let id = stage.draft(plan()).await;
    let form =
        async |form: &str, format: &str| stage.member.get(&format!("/support-applications/{id}/form?form={form}&format={format}")).await;
    form("grant_application", "pdf").await.refused(409, "wrong_state");
    step(&stage.member, &id, "submit", json!({})).await.expect(200);
    stage.take_through_councils(&id).await;
    step(&stage.member, &id, "apply", json!({})).await.expect(200);
    form("decision", "pdf").await.refused(409, "wrong_state");
    step(&stage.officer, &id, "decide", decision()).await.expect(200);
    let days = json!([{ "scheme": "clinic_settlement", "days": 100 }]);
    let report = json!({ "summary": "年100日の診療を行いました。", "amounts": decision()["amounts"], "days_worked": days });
    step(&stage.member, &id, "report", report).await.expect(200);
    step(&stage.officer, &id, "check-report", json!({})).await.expect(200);
    step(&stage.officer, &id, "fix", fixing(7_500_000, 8_800_000)).await.expect(200);

    let wanted = [
        ("grant_application", "交付申請書", "17,116,000"),
        ("decision", "交付決定通知書", "16,866,000"),
        ("report", "実績報告書", "年100日の診療を行いました。"),
        ("report", "実績報告書", "実績の日数・回数"),
        ("fixing", "額の確定通知書", "16,300,000"),
    ];
    for (name, title, said) in wanted {
        let pdf = form(name, "pdf").await.expect(200);
        assert_eq!(pdf.header("content-type"), "application/pdf");
        let text = words(&pdf.body);
        for word in [title, said, "04-2026-0001", "架空みなみ診療所", "宮城県知事", "仙南"] {
            assert!(text.contains(word), "{word} in {text}");
        }
        let docx = form(name, "docx").await.expect(200);
        assert!(docx.header("content-type").ends_with("wordprocessingml.document"));
        let text = word_document(&docx.body);
        for word in [title, said, "04-2026-0001", "架空みなみ診療所", "宮城県知事"] {
            assert!(text.contains(word), "{word} in {text}");
        }
    }
    stage.officer.get(&format!("/support-applications/{id}/form?form=decision")).await.expect(200);
    stage.app.officer_of("03").await.get(&format!("/support-applications/{id}/form?form=decision")).await.refused(404, "not_found");

    let list = stage.officer.get("/support-application-exports?fiscal_year=2026").await.expect(200);
    let text = String::from_utf8(list.body.clone()).unwrap();
    let line = text.lines().find(|line| line.contains("04-2026-0001")).unwrap_or_else(|| panic!("{text}"));
    assert!(line.contains("17116000,16866000,16300000"), "{line}");
    assert!(text.lines().any(|line| line.starts_with("合計") && line.contains("17116000,16866000,16300000")), "{text}");
    stage.officer.get("/support-application-exports?format=xlsx").await.expect(200);
    let none = stage.officer.get("/support-application-exports?status=submitted").await.expect(200);
    assert!(!String::from_utf8(none.body.clone()).unwrap().contains("04-2026-0001"));
    stage.member.get("/support-application-exports").await.refused(403, "not_allowed");
}

#[actix_web::test]
async fn a_list_that_is_too_long_for_a_workbook_is_refused() {
    let stage = Stage::set().await;
    let id = stage.draft(plan()).await;
    step(&stage.member, &id, "submit", json!({})).await.expect(200);
    let copies =
        "INSERT INTO support_application (id, reference_number, institution_id, priority_area_id, prefecture_code, fiscal_year, status,
            status_since, plan, purpose, statement, submitted, created_by, created_at)
        SELECT gen_random_uuid(), reference_number || '-' || n, institution_id, priority_area_id, prefecture_code, fiscal_year, 'withdrawn',
            status_since, plan, purpose, statement || '{\"lines\": []}'::jsonb, submitted, created_by, created_at
        FROM support_application, generate_series(1, 10000) n WHERE id = $1::uuid";
    sql(&stage.app, copies, vec![id.into()]).await;
    let refused = stage.officer.get("/support-application-exports?format=xlsx").await.refused(400, "invalid_parameter");
    assert_eq!((refused.text("/errors/0/pointer"), refused.text("/errors/0/code")), ("/format".into(), "too_many".into()));
    stage.officer.get("/support-application-exports?status=submitted").await.expect(200);
}

#[actix_web::test]
async fn an_application_says_why_and_what_it_costs_before_it_is_submitted() {
    let stage = Stage::set().await;
    let mut bare = plan();
    bare["components"][1].as_object_mut().unwrap().remove("cost_yen");
    let mut body = wanted(&stage.institution_id, SENNAN, bare);
    body["purpose"] = json!("");
    let id = stage.member.post("/support-applications", body).await.expect(201).text("/id");
    let refused = step(&stage.member, &id, "submit", json!({})).await;
    refused.invalid("/purpose", "required").invalid("/plan/components/1/cost_yen", "required");
}

#[actix_web::test]
async fn a_second_application_for_a_scheme_of_the_year_is_refused_and_one_for_another_scheme_is_not() {
    let stage = Stage::set().await;
    let id = stage.selected(plan()).await;
    let begin = async |plan| stage.member.post("/support-applications", wanted(&stage.institution_id, SENNAN, plan)).await;
    let other = json!({ "institution_kind": "clinic", "components": [
        { "scheme": "work_environment", "construction": "wood", "cost_yen": 1_000_000 },
    ] });
    begin(other.clone()).await.refused(409, "application_already_open");
    step(&stage.member, &id, "apply", json!({})).await.expect(200);
    step(&stage.officer, &id, "decide", decision()).await.expect(200);
    step(&stage.member, &id, "report", json!({ "summary": "実施", "amounts": decision()["amounts"] })).await.expect(200);
    begin(plan()).await.refused(409, "application_already_open");
    let second = begin(other).await.expect(201);
    let body = json!({ "priority_area_id": SENNAN, "plan": plan(), "purpose": "同じ事業" });
    let path = format!("/support-applications/{}", second.text("/id"));
    stage.member.put_version(&path, &second.etag(), body).await.refused(409, "application_already_open");
}
