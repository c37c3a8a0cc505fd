//! How the staff divides its work: what waits, filters and orders, the file, notes, who takes care of what, and standard texts.

use crate::support::{
    PASSWORD, TestApp, complete_content, conversation::text, member_step, published_institution, saved_draft, staff_step,
};
use serde_json::{Value, json};

fn names(list: &Value) -> Vec<String> {
    list["items"].as_array().expect("items").iter().map(|row| row["name"].as_str().unwrap_or_default().to_owned()).collect()
}

#[actix_web::test]
async fn each_role_finds_what_waits_for_it() {
    let app = TestApp::start().await;
    let (member, secretariat, committee) = (app.member().await, app.secretariat().await, app.committee_member().await);
    let mut ids = Vec::new();
    for name in ["架空一病院", "架空二病院"] {
        let mut content = complete_content();
        content["public"]["name"] = json!(name);
        let id = saved_draft(&app, &member, &content).await;
        member_step(&member, &id, "submit").await.expect(200);
        ids.push(id);
    }
    staff_step(&secretariat, &ids[0], "start-review", json!({})).await.expect(200);
    staff_step(&secretariat, &ids[0], "forward", json!({})).await.expect(200);
    assert_eq!(names(&secretariat.get("/registrations?waiting=true").await.expect(200).json()), ["架空二病院"]);
    assert_eq!(names(&committee.get("/registrations?waiting=true").await.expect(200).json()), ["架空一病院"]);
    assert_eq!(names(&committee.get("/registrations?waiting=false").await.expect(200).json()), ["架空二病院"]);
    let published = published_institution(&app).await;
    let mut content = published.read().await.json()["content"].clone();
    content["public"]["headline"] = json!("新しい見出し");
    let request = format!("/registrations/{}/change-requests", published.registration_id);
    published.member.post(&request, json!({ "content": content })).await.expect(201);
    assert_eq!(secretariat.get("/registrations?waiting=true").await.expect(200).json()["items"].as_array().map(Vec::len), Some(2));
    assert_eq!(names(&committee.get("/registrations?waiting=true").await.expect(200).json()), ["架空一病院"]);
}

#[actix_web::test]
async fn the_list_is_narrowed_ordered_and_saved_as_a_file() {
    let app = TestApp::start().await;
    let (member, other, secretariat) = (app.member().await, app.member().await, app.secretariat().await);
    for (who, name, kana, town) in
        [(&member, "架空い病院", "イ", "04101"), (&member, "架空う病院", "ウ", "04321"), (&other, "架空あ病院", "ア", "04101")]
    {
        let mut content = complete_content();
        content["public"]["name"] = json!(name);
        content["public"]["name_kana"] = json!(kana);
        content["public"]["municipality_code"] = json!(town);
        let id = saved_draft(&app, who, &content).await;
        member_step(who, &id, "submit").await.expect(200);
    }
    let list = async |query: &str| names(&secretariat.get(&format!("/registrations?{query}")).await.expect(200).json());
    assert_eq!(list("sort=name").await, ["架空あ病院", "架空い病院", "架空う病院"]);
    assert_eq!(list("sort=name&descending=true").await, ["架空う病院", "架空い病院", "架空あ病院"]);
    assert_eq!(list(&format!("organization_id={}&sort=name", member.organization_id)).await, ["架空い病院", "架空う病院"]);
    assert_eq!(list("prefecture=13").await, Vec::<String>::new());
    assert_eq!((list("prefecture=04&fiscal_year=2026").await.len(), list("fiscal_year=2020").await.len()), (3, 0));
    let first = secretariat.get("/registrations?sort=name&limit=2").await.expect(200).json();
    let cursor = first["next_cursor"].as_str().expect("a cursor").to_owned();
    assert_eq!(list(&format!("sort=name&limit=2&cursor={cursor}")).await, ["架空う病院"]);
    secretariat.get(&format!("/registrations?sort=status&cursor={cursor}")).await.refused(400, "invalid_cursor");
    for sort in ["since", "reference", "organization", "prefecture", "fiscal_year", "status"] {
        assert_eq!(list(&format!("sort={sort}")).await.len(), 3, "{sort}");
    }
    secretariat.get("/registrations?sort=colour").await.refused(400, "invalid_parameter");
    secretariat.get("/registrations?prefecture=99").await.refused(400, "invalid_parameter");

    let file = secretariat.get("/registration-export?sort=name&prefecture=04").await.expect(200);
    let text = String::from_utf8(file.body.to_vec()).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines.len() == 4 && lines[0].contains("受付番号") && lines[1].contains("架空あ病院"), "{text}");
    let book = secretariat.get("/registration-export?format=xlsx").await.expect(200);
    assert!(book.body.starts_with(b"PK") && book.header("content-disposition").contains(".xlsx"));
}

#[actix_web::test]
async fn notes_and_who_takes_care_are_the_staffs_alone() {
    let app = TestApp::start().await;
    let (member, secretariat, committee) = (app.member().await, app.secretariat().await, app.committee_member().await);
    let id = saved_draft(&app, &member, &complete_content()).await;
    let path = format!("/registrations/{id}");
    secretariat.post(&format!("{path}/notes"), json!({ "body": "下書き" })).await.refused(404, "not_found");
    member_step(&member, &id, "submit").await.expect(200);
    secretariat.post_once(&format!("{path}/notes"), "once", json!({ "body": "病床数を\r\n電話で確かめました。" })).await.expect(201);
    secretariat.post_once(&format!("{path}/notes"), "once", json!({ "body": "病床数を\r\n電話で確かめました。" })).await.expect(201);
    committee.post(&format!("{path}/notes"), json!({ "body": "" })).await.invalid("/body", "required");
    committee.put(&format!("{path}/assignee"), json!({})).await.expect(200);
    let taken = secretariat.put(&format!("{path}/assignee"), json!({})).await.expect(200).json();
    assert_eq!(taken["assigned_to_me"], json!(true));
    let review = committee.get(&format!("{path}/review")).await.expect(200).json();
    assert_eq!(
        (review["notes"].as_array().map(Vec::len), &review["notes"][0]["body"]),
        (Some(1), &json!("病床数を\n電話で確かめました。"))
    );
    assert!(review["assigned_to_me"] == json!(false) && review["assignee_name"].is_string());
    let mine =
        async |who: &crate::support::Client| who.get("/registrations?mine=true").await.expect(200).json()["items"].as_array().map(Vec::len);
    assert_eq!((mine(&secretariat).await, mine(&committee).await), (Some(1), Some(0)));
    for read in [path.clone(), format!("/organizations/{}/registrations", member.organization_id)] {
        let text = member.get(&read).await.expect(200).json().to_string();
        assert!(!text.contains("電話で確かめました") && !text.contains("assign") && !text.contains("notes"), "{text}");
    }
    secretariat.delete(&format!("{path}/assignee")).await.expect(200);
    assert_eq!(mine(&secretariat).await, Some(0));
    let insider = super::conflict_of_interest::insider(&app, member.organization_id).await;
    insider.post(&format!("{path}/notes"), json!({ "body": "x" })).await.refused(403, "conflict_of_interest");
    insider.put(&format!("{path}/assignee"), json!({})).await.refused(403, "conflict_of_interest");
    committee.put(&format!("{path}/assignee"), json!({})).await.expect(200);
    let read = insider.get(&format!("{path}/review")).await.expect(200).json();
    assert_eq!((&read["conflict_of_interest"], &read["notes"], &read["assignee_name"]), (&json!(true), &json!([]), &json!(null)));
}

#[actix_web::test]
async fn whoever_leaves_the_staff_takes_their_notes_along_and_takes_care_of_nothing() {
    let app = TestApp::start().await;
    let (member, secretariat, committee) = (app.member().await, app.secretariat().await, app.committee_member().await);
    let id = saved_draft(&app, &member, &complete_content()).await;
    member_step(&member, &id, "submit").await.expect(200);
    let path = format!("/registrations/{id}");
    secretariat.post(&format!("{path}/notes"), json!({ "body": "電話で確かめました。" })).await.expect(201);
    secretariat.put(&format!("{path}/assignee"), json!({})).await.expect(200);
    let number = committee.get(&format!("{path}/review")).await.expect(200).json()["registration"]["reference_number"].clone();
    let work = secretariat.get("/me/export").await.expect(200).json()["parts"]["registration_work"].clone();
    assert_eq!(work["notes"][0]["body"], json!("電話で確かめました。"));
    assert_eq!((&work["notes"][0]["reference_number"], &work["assignments"][0]["reference_number"]), (&number, &number));
    assert!(number.is_string(), "{number}");
    secretariat.post("/me/delete", json!({ "password": PASSWORD })).await.expect(204);
    assert_eq!(text(&app, "SELECT count(*)::text FROM registration_assignee", vec![]).await, "0");
    let review = committee.get(&format!("{path}/review")).await.expect(200).json();
    assert_eq!(review["notes"][0]["body"], json!("電話で確かめました。"), "the association's");
}

#[actix_web::test]
async fn the_secretariat_keeps_the_standard_texts_and_the_committee_reads_them() {
    let app = TestApp::start().await;
    let (secretariat, committee) = (app.secretariat().await, app.committee_member().await);
    let text = |title: &str| json!({ "title": title, "body": "病床数を、開設許可のとおりにお書きください。" });
    let made = secretariat.post("/reason-templates", text("病床数")).await.expect(201);
    let path = format!("/reason-templates/{}", made.text("/id"));
    committee.post("/reason-templates", text("x")).await.refused(403, "not_allowed");
    secretariat
        .post("/reason-templates", json!({ "title": "", "body": "" }))
        .await
        .invalid("/title", "required")
        .invalid("/body", "required");
    secretariat.put_version(&path, "\"1\"", text("病床の数")).await.expect(200);
    secretariat.put_version(&path, "\"1\"", text("古い")).await.refused(412, "version_mismatch");
    assert_eq!(committee.get("/reason-templates").await.expect(200).items()[0]["title"], json!("病床の数"));
    secretariat.delete(&path).await.expect(204);
    secretariat.delete(&path).await.refused(404, "not_found");
    let trail = secretariat.get("/audit-entries?subject_type=reason_template").await.expect(200).items();
    assert_eq!(trail.as_array().map(Vec::len), Some(3));
    let body = json!("病床数を、開設許可のとおりにお書きください。");
    assert_eq!(trail[0]["changes"]["standard_text"], json!({ "before": body, "after": null }), "what was removed can be read");
    assert_eq!(trail[2]["changes"]["standard_text"], json!({ "before": null, "after": body }));
}
