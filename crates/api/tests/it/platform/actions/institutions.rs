//! Organizations, their institutions, and the official list.

use crate::{
    opening::complete,
    registry::{HEAD, zip},
    support::{TestApp, complete_content, member_step, places, published_institution, saved_draft, staff_step},
};
use reqwest::Method;
use sea_orm::ConnectionTrait;
use serde_json::json;

/// An organization and the people of it.
pub async fn organization(app: &TestApp) {
    let member = app.member().await;
    let created = member.post_once("/organizations", "key", json!({ "name": "医療法人 架空会" })).await.expect(201);
    let path = format!("/organizations/{}", created.text("/id"));
    member.patch(&path, &created.etag(), json!({ "name": "医療法人 架空新会" })).await.expect(200);
    let invitations = format!("{path}/invitations");
    let invitation = member.post(&invitations, json!({ "email": app.new_address() })).await.expect(201).text("/id");
    member.delete(&format!("{invitations}/{invitation}")).await.expect(204);
    let colleague = app.member_of(member.organization_id).await;
    member.delete(&format!("/organizations/{}/members/{}", member.organization_id, colleague.account_id)).await.expect(204);

    places(app).await;
    let listed = "INSERT INTO registry_institution (code, edition, name, name_kana, kind, prefecture_code, municipality_code, address)
        VALUES ('9904100001', '2025-06-01', '架空大河原病院', 'カクウ', 'hospital', '04', '04321', '宮城県柴田郡大河原町字西1-1')";
    app.state.db.execute_unprepared(listed).await.unwrap();
    let holder = app.member().await;
    let started = format!("/organizations/{}/registrations", holder.organization_id);
    let draft = holder.post(&started, json!({ "registry_code": "9904100001" })).await.expect(201);
    let path = format!("/registrations/{}", draft.text("/id"));
    holder.put_version(&path, &draft.etag(), json!({ "content": complete_content() })).await.expect(200);
    member_step(&holder, &draft.text("/id"), "submit").await.expect(200);
    let claim = json!({ "registry_code": "9904100001", "body": "開設者は当法人です。" });
    member.post(&format!("/organizations/{}/institution-claims", member.organization_id), claim).await.expect(201);

    let message = json!({ "name": "架空 﨑子", "email": "writer@example.jp", "subject": "費用", "body": "教えてください。" });
    app.visitor().post("/contact-messages", message).await.expect(201);
    let secretariat = app.secretariat().await;
    let id = secretariat.get("/contact-messages?settled=false").await.expect(200).text("/items/0/id");
    let answer = json!({ "body": "登録費用は年額30,000円です。" });
    secretariat.post(&format!("/contact-messages/{id}/replies"), answer).await.expect(201);
    secretariat.act(&format!("/contact-messages/{id}/settle")).await.expect(200);
}

/// A registration from its draft to its end, with every turn on the way.
pub async fn registration(app: &TestApp) {
    let published = published_institution(app).await;
    let (member, secretariat) = (&published.member, &published.secretariat);
    let institution = format!("/institutions/{}", published.institution_id);
    secretariat.post(&format!("{institution}/pause"), json!({ "reason": "移転のため。" })).await.expect(204);
    secretariat.act(&format!("{institution}/resume")).await.expect(204);
    member.post(&format!("{institution}/own-pause"), json!({ "reason": "医師の交代のため。" })).await.expect(200);
    member.act(&format!("{institution}/own-resume")).await.expect(200);

    let path = format!("/registrations/{}", published.registration_id);
    secretariat.post(&format!("{path}/notes"), json!({ "body": "電話で確かめました。" })).await.expect(201);
    secretariat.put(&format!("{path}/assignee"), json!({})).await.expect(200);
    secretariat.delete(&format!("{path}/assignee")).await.expect(200);
    let text = json!({ "title": "病床数", "body": "病床数をご確認ください。" });
    let template = secretariat.post("/reason-templates", text.clone()).await.expect(201).text("/id");
    secretariat.put_version(&format!("/reason-templates/{template}"), "\"1\"", text).await.expect(200);
    secretariat.delete(&format!("/reason-templates/{template}")).await.expect(204);

    let requests = format!("/registrations/{}/change-requests", published.registration_id);
    let mut content = published.read().await.json()["content"].clone();
    for (number, end) in ["withdraw", "refuse", "apply"].into_iter().enumerate() {
        content["public"]["headline"] = json!(format!("見出し {number}"));
        let id = member.post(&requests, json!({ "content": content })).await.expect(201).text("/id");
        let path = format!("/change-requests/{id}/{end}");
        match end {
            "withdraw" => member.act(&path).await.expect(200),
            "refuse" => secretariat.post(&path, json!({ "reason": "誇大な表現のため。" })).await.expect(200),
            _ => secretariat.act(&path).await.expect(200),
        };
    }
    staff_step(secretariat, &published.registration_id, "revoke", json!({ "reason": "理由" })).await.expect(200);

    let other = app.member().await;
    let id = saved_draft(app, &other, &complete_content()).await;
    member_step(&other, &id, "submit").await.expect(200);
    staff_step(secretariat, &id, "start-review", json!({})).await.expect(200);
    staff_step(secretariat, &id, "return", json!({ "reason": "病床数をご確認ください。" })).await.expect(200);
    member_step(&other, &id, "withdraw").await.expect(200);
}

/// Editions of the official list, and what they say otherwise.
pub async fn official_list(app: &TestApp) {
    let (secretariat, member) = (app.secretariat().await, app.member().await);
    let submit = async |day: &str, name: &str| {
        let text = format!("{HEAD}\n04001,{name},カクウ,1,04,206,宮城県白石市架空1,38.0,140.6,,120\n");
        let path = format!("/registry-imports?dataset=hospitals&file_name=hospitals_{day}.zip");
        let request = secretariat.request(Method::POST, &path).header("Content-Type", "application/zip");
        secretariat.send(request.body(zip(&[("hospitals.csv", text.as_bytes())]))).await.expect(201)
    };
    let apply = async |day: &str, name: &str| {
        let seen = submit(day, name).await;
        let path = format!("/registry-imports/{}/apply", seen.text("/id"));
        secretariat.send(secretariat.request(Method::POST, &path).header("If-Match", seen.etag())).await.expect(200);
    };
    apply("20250601", "架空白石病院").await;
    let discarded = submit("20260501", "架空白石病院").await.text("/id");
    secretariat.act(&format!("/registry-imports/{discarded}/discard")).await.expect(200);

    let started = format!("/organizations/{}/registrations", member.organization_id);
    let draft = member.post(&started, json!({ "registry_code": "04001" })).await.expect(201).text("/id");
    let submitted = format!("UPDATE registration SET status = 'submitted', reference_number = 'R' WHERE id = '{draft}'");
    app.state.db.execute_unprepared(&submitted).await.unwrap();
    apply("20260601", "架空新白石病院").await;
    let id = secretariat.get("/registry-differences?acknowledged=false").await.expect(200).text("/items/0/id");
    secretariat.act(&format!("/registry-differences/{id}/acknowledge")).await.expect(200);
}

/// Openings in every way that one goes.
pub async fn openings(app: &TestApp) {
    let published = published_institution(app).await;
    let member = &published.member;
    let create = format!("/institutions/{}/openings", published.institution_id);
    let draft = member.post_once(&create, "key", json!({})).await.expect(201);
    let path = format!("/openings/{}", draft.text("/id"));
    let content = json!({ "content": complete() });
    member.put_version(&format!("{path}/content"), &draft.etag(), content).await.expect(200);
    for step in ["publish", "confirm", "pause", "resume", "fill"] {
        member.act(&format!("{path}/{step}")).await.expect(200);
    }
    let copy = async || {
        let copied = member.post(&create, json!({ "copy_of": draft.text("/id") })).await.expect(201);
        format!("/openings/{}", copied.text("/id"))
    };
    member.delete(&copy().await).await.expect(204);
    let path = copy().await;
    member.act(&format!("{path}/publish")).await.expect(200);
    member.act(&format!("{path}/end")).await.expect(200);
    let path = copy().await;
    member.act(&format!("{path}/publish")).await.expect(200);
    let reason = json!({ "reason": "内容が事実と異なるため。" });
    published.secretariat.post(&format!("{path}/take-down"), reason).await.expect(200);
}
