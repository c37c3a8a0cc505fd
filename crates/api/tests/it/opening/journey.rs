//! An opening from its draft to its end.

use super::{complete, step, titles};
use crate::support::{TestApp, published_institution};
use serde_json::json;

#[actix_web::test]
async fn an_institution_writes_publishes_and_fills_an_opening() {
    let app = TestApp::start().await;
    let published = published_institution(&app).await;
    let (member, institution) = (&published.member, &published.institution_id);
    let created = member.post(&format!("/institutions/{institution}/openings"), json!({})).await.expect(201);
    let id = created.text("/id");
    let begun = created.json();
    assert_eq!((&begun["status"], &begun["steps"], &begun["is_shown"]), (&json!("draft"), &json!(["publish"]), &json!(false)));
    assert_eq!(begun["content"]["workplace"], "宮城県仙台市青葉区本町1-2-3");
    assert_eq!(begun["content"]["contact"], "医局秘書室");
    assert_eq!(begun["content"]["contact_phone"], "022-000-0000");
    assert_eq!(begun["content"]["duties"], "外来週3日、病棟10床、訪問診療週1日。");
    assert_eq!(begun["content"]["specialties"], json!(["general_practice", "internal_medicine"]));

    step(member, &id, "publish").await.invalid("/content/title", "required");
    let path = format!("/openings/{id}/content");
    let saved = member.put_version(&path, &created.etag(), json!({ "content": complete() })).await.expect(200);
    app.visitor().get(&format!("/openings/{id}")).await.refused(404, "not_found");
    assert!(titles(&app, "").await.is_empty());

    let open = step(member, &id, "publish").await.expect(200);
    assert_eq!((open.text("/status").as_str(), &open.json()["is_shown"]), ("open", &json!(true)));
    assert_eq!(open.json()["steps"], json!(["confirm", "pause", "fill", "end"]));
    assert_eq!(titles(&app, "").await, ["訪問診療を担う総合医"]);
    let read = app.visitor().get(&format!("/openings/{id}")).await.expect(200).json();
    assert_eq!(read["content"]["recruiter"], "架空医療法人");
    assert_eq!((&read["institution_name"], &read["municipality_name"]), (&json!("架空中央病院"), &json!("仙台市青葉区")));
    assert_eq!(read["posted_at"], read["confirmed_at"]);

    member.put_version(&path, &saved.etag(), json!({ "content": complete() })).await.refused(412, "version_mismatch");
    let filled = step(member, &id, "fill").await.expect(200);
    assert_eq!((filled.text("/status").as_str(), &filled.json()["steps"]), ("filled", &json!([])));
    app.visitor().get(&format!("/openings/{id}")).await.refused(410, "opening_closed");
    assert!(titles(&app, "").await.is_empty());
    let listed = member.get(&format!("/organizations/{}/openings", member.organization_id)).await.expect(200).items();
    assert_eq!((&listed[0]["status"], &listed[0]["institution_name"]), (&json!("filled"), &json!("架空中央病院")));
}

#[actix_web::test]
async fn a_new_opening_can_begin_with_an_earlier_one() {
    let app = TestApp::start().await;
    let published = published_institution(&app).await;
    let id = super::open_with(&published, |content| {
        content["starts_on"] = json!("2099-04-01");
        content["open_until"] = json!("2099-03-31");
    })
    .await;
    step(&published.member, &id, "end").await.expect(200);
    let path = format!("/institutions/{}/openings", published.institution_id);
    let copy = published.member.post(&path, json!({ "copy_of": id })).await.expect(201).json();
    assert_eq!((&copy["status"], &copy["content"]["title"]), (&json!("draft"), &json!("訪問診療を担う総合医")));
    assert_eq!((&copy["content"]["starts_on"], &copy["content"]["open_until"]), (&json!(null), &json!(null)));
    let other = published_institution(&app).await;
    let theirs = super::open(&other).await;
    published.member.post(&path, json!({ "copy_of": theirs })).await.invalid("/copy_of", "unknown_value");
}

#[actix_web::test]
async fn one_key_starts_one_opening() {
    let app = TestApp::start().await;
    let published = published_institution(&app).await;
    let path = format!("/institutions/{}/openings", published.institution_id);
    let first = published.member.post_once(&path, "once", json!({})).await.expect(201).text("/id");
    assert_eq!(published.member.post_once(&path, "once", json!({})).await.expect(201).text("/id"), first);
}
