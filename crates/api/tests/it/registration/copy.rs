//! What was submitted, for the institution to keep: by mail and as a document.

use super::letter;
use crate::support::{TestApp, complete_content, member_step, saved_draft};
use serde_json::json;

#[actix_web::test]
async fn every_member_gets_what_was_submitted_by_mail_as_it_is_stored_and_nobody_else_does() {
    let app = TestApp::start().await;
    let (member, secretariat) = (app.member().await, app.secretariat().await);
    let colleague = app.member_of(member.organization_id).await;
    let mut content = complete_content();
    content["public"]["postal_code"] = json!("９８０００１４");
    content["public"]["name_kana"] = json!("かくうちゅうおうびょういん");
    content["restricted"]["duties"] = json!("外来週3日。\n訪問診療週1日。");
    let id = saved_draft(&app, &member, &content).await;
    member_step(&member, &id, "submit").await.expect(200);
    app.run_jobs().await;
    for reader in [&member, &colleague] {
        let copy = letter(&app, &reader.email, "参加登録の申請を受け付けました").body;
        let has = |line: &str| assert!(copy.lines().any(|one| one == line), "{line} in {copy}");
        has("■ 基本情報");
        has("【所在地と連絡先】");
        has("郵便番号：980-0014");
        has("名称（フリガナ）：カクウチュウオウビョウイン");
        has("市区町村：仙台市青葉区");
        has("診療科：総合診療科、内科");
        has("許可病床数：120床");
        has("仕事の内容：");
        has("訪問診療週1日。");
        has("担当者のメールアドレス：ikyoku@kaku-central.example.jp");
    }
    for stranger in [secretariat.email.as_str(), "ikyoku@kaku-central.example.jp"] {
        assert!(app.mail_to(stranger).iter().all(|letter| !letter.body.contains("022-000-0001")), "{stranger}");
    }
}

#[actix_web::test]
async fn the_document_is_for_members_and_once_it_is_submitted_for_the_staff() {
    let app = TestApp::start().await;
    let (member, secretariat, committee) = (app.member().await, app.secretariat().await, app.committee_member().await);
    let id = saved_draft(&app, &member, &complete_content()).await;
    let path = format!("/registrations/{id}/pdf");
    assert!(member.get(&path).await.expect(200).body.starts_with(b"%PDF"), "of a draft too");
    secretariat.get(&path).await.refused(404, "not_found");
    member_step(&member, &id, "submit").await.expect(200);
    for reader in [&member, &secretariat, &committee] {
        let document = reader.get(&path).await.expect(200);
        assert!(document.body.starts_with(b"%PDF") && document.body.len() > 2000);
    }
    app.member().await.get(&path).await.refused(404, "not_found");
    app.doctor("架空 太郎").await.get(&path).await.refused(403, "not_allowed");
    app.visitor().get(&path).await.refused(401, "sign_in_required");
}
