//! The whole path: hospital, secretariat, committee, public page.

use super::{letter, listing_of};
use crate::support::{
    TestApp, check_and_publish, complete_content, member_step, published_institution, published_with, saved_draft, staff_step,
};
use api::entity::{audit_entry, registration_revision};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;

#[actix_web::test]
async fn an_institution_is_checked_by_two_people_and_published() {
    let app = TestApp::start().await;
    let (member, secretariat, committee) = (app.member().await, app.secretariat().await, app.committee_member().await);
    let id = saved_draft(&app, &member, &complete_content()).await;

    let submitted = member_step(&member, &id, "submit").await.expect(200);
    assert_eq!(submitted.json()["status"], "submitted");
    let reference = submitted.text("/reference_number");
    assert!(reference.starts_with("GM-2026-") && reference.len() == 14, "{reference}");
    app.run_jobs().await;
    let received = letter(&app, &member.email, "申請を受け付けました");
    assert!(received.body.contains(&reference) && received.body.contains(&format!("/institution/registrations/{id}")), "{}", received.body);
    letter(&app, &secretariat.email, "新しい申請があります");

    let taken = staff_step(&secretariat, &id, "start-review", json!({})).await.expect(200);
    assert_eq!(taken.json()["registration"]["status"], "secretariat_review");
    staff_step(&secretariat, &id, "forward", json!({})).await.expect(200);
    app.run_jobs().await;
    letter(&app, &committee.email, "運営委員会の確認をお願いします");

    let institution = submitted.text("/institution_id");
    assert!(listing_of(&app, &institution).await.is_none(), "one check is not enough");
    let published = staff_step(&committee, &id, "confirm", json!({})).await.expect(200);
    assert_eq!(published.json()["registration"]["status"], "published");
    assert_eq!(published.json()["registration"]["expires_on"], "2027-03-31");
    assert_eq!(published.json()["secretariat_checked_by"], "事務局 太郎");
    assert_eq!(published.json()["committee_confirmed_by"], "委員 次郎");
    app.run_jobs().await;
    let told = letter(&app, &member.email, "掲載を開始しました");
    assert!(told.body.contains(&format!("/institutions/{institution}")) && told.body.contains("2027年3月31日"), "{}", told.body);

    let row = listing_of(&app, &institution).await.expect("a page");
    assert_eq!((row.name.as_str(), row.prefecture_code.as_str(), row.municipality_code.as_str()), ("架空中央病院", "04", "04101"));
    assert_eq!(row.specialties, ["general_practice", "internal_medicine"]);
    assert_eq!(row.published_on.to_string(), "2026-04-01");
    for words in ["架空中央病院", "カクウチュウオウ", "宮城県仙台市青葉区本町", "総合診療科", "暮ラシヤスイ町", "kakucentralhospital"]
    {
        assert!(row.search_key.contains(&domain::search::fold(words)), "{words} in {}", row.search_key);
    }
}

#[actix_web::test]
async fn members_see_the_course_without_the_names_of_the_staff() {
    let app = TestApp::start().await;
    let published = published_institution(&app).await;
    let steps = published.read().await.json()["steps"].clone();
    let named = |steps: &serde_json::Value| -> Vec<(String, String, bool)> {
        let text = |value: &serde_json::Value| value.as_str().unwrap_or("-").to_owned();
        steps
            .as_array()
            .expect("steps")
            .iter()
            .map(|step| (text(&step["event"]), text(&step["by"]), step["author_name"].is_string()))
            .collect()
    };
    let expected = |staff: bool| {
        [
            ("-", "institution", true),
            ("submit", "institution", true),
            ("start_review", "secretariat", staff),
            ("forward", "secretariat", staff),
            ("confirm", "committee", staff),
        ]
        .map(|(event, by, named)| (event.to_owned(), by.to_owned(), named))
        .to_vec()
    };
    assert_eq!(named(&steps), expected(false));
    assert_eq!(named(&published.review().await.json()["registration"]["steps"]), expected(true));
}

#[actix_web::test]
async fn every_act_is_in_the_trail_and_nothing_personal_with_it() {
    let app = TestApp::start().await;
    let published = published_institution(&app).await;
    let id: uuid::Uuid = published.registration_id.parse().expect("an id");
    let entries = audit_entry::Entity::find().filter(audit_entry::Column::SubjectId.eq(id)).order_by_asc(audit_entry::Column::Id);
    let entries = entries.all(&app.state.db).await.expect("readable");
    let operations: Vec<_> = entries.iter().map(|entry| entry.operation.as_str()).collect();
    assert_eq!(
        operations,
        [
            "create_registration",
            "save_registration",
            "submit_registration",
            "start_registration_review",
            "forward_registration",
            "confirm_registration"
        ]
    );
    assert_eq!(entries[1].changes["restricted"]["contact_email"], json!({ "masked": true }));
    assert_eq!(entries[1].changes["public"]["name"]["after"], "架空中央病院");
    assert_eq!(entries[5].changes["status"], json!({ "before": "committee_check", "after": "published" }));
    assert!(!serde_json::to_string(&entries.iter().map(|entry| &entry.changes).collect::<Vec<_>>()).expect("JSON").contains("ikyoku@"));
    let revisions = registration_revision::Entity::find().all(&app.state.db).await.expect("readable");
    assert_eq!(revisions.len(), 1, "one version was submitted");
}

#[actix_web::test]
async fn old_characters_stay_and_full_width_digits_are_understood() {
    let app = TestApp::start().await;
    let published = published_with(&app, |content| {
        content["public"]["name"] = json!("山﨑𠮷野醫院　");
        content["public"]["name_kana"] = json!("やまざきよしのいいん");
        content["public"]["postal_code"] = json!("９８０−００１４");
        content["public"]["phone"] = json!("０２２－０００－００００");
        content["restricted"]["contact_email"] = json!("Ikyoku＠Example.JP");
    })
    .await;
    let content = published.read().await.json()["content"].clone();
    assert_eq!(content["public"]["name"], "山﨑𠮷野醫院");
    assert_eq!(content["public"]["name_kana"], "ヤマザキヨシノイイン");
    assert_eq!(content["public"]["postal_code"], "980-0014");
    assert_eq!(content["public"]["phone"], "022-000-0000");
    assert_eq!(content["restricted"]["contact_email"], "ikyoku@example.jp");
    let row = listing_of(&app, &published.institution_id).await.expect("a page");
    assert_eq!(row.name, "山﨑𠮷野醫院");
    assert!(row.search_key.contains(&domain::search::fold("山崎吉野医院")), "whoever types the new characters finds it");
    let found = published.secretariat.get("/registrations?q=%E5%B1%B1%E5%B4%8E%E5%90%89%E9%87%8E").await.expect(200);
    assert_eq!(found.json()["items"][0]["name"], "山﨑𠮷野醫院");
}

#[actix_web::test]
async fn what_is_made_up_says_so_wherever_it_is_listed() {
    let app = TestApp::start().await;
    let (member, secretariat, committee) = (app.member().await, app.secretariat().await, app.committee_member().await);
    let id = saved_draft(&app, &member, &complete_content()).await;
    app.state.db.execute_unprepared("UPDATE institution SET fictional = true").await.expect("marked");
    let institution = member_step(&member, &id, "submit").await.expect(200).text("/institution_id");
    let published = check_and_publish(&secretariat, &committee, &id).await;
    assert_eq!(published.json()["registration"]["fictional"], true);
    assert!(listing_of(&app, &institution).await.expect("a page").fictional);
}

#[actix_web::test]
async fn mail_is_written_in_the_language_of_its_reader() {
    let app = TestApp::start().await;
    let member = app.member().await;
    let colleague = app.member_of(member.organization_id).await;
    let english = format!("UPDATE account SET locale = 'en' WHERE id = '{}'", colleague.account_id);
    app.state.db.execute_unprepared(&english).await.expect("changed");
    let id = saved_draft(&app, &member, &complete_content()).await;
    member_step(&member, &id, "submit").await.expect(200);
    app.run_jobs().await;
    letter(&app, &member.email, "申請を受け付けました");
    letter(&app, &colleague.email, "We received your application");
    let office = &app.state.config.contact_email;
    letter(&app, office, "新しい申請があります");
}
