//! Openings: from a draft to its end, and what others read of it meanwhile.

mod calendar;
mod journey;
mod list;
mod races;
mod reading;
mod steps;

use crate::support::{Client, Published, TestApp};
use serde_json::{Value, json};

/// What an opening says that leaves nothing out that the law asks for.
pub fn complete() -> Value {
    json!({
        "title": "訪問診療を担う総合医",
        "engagement": "full_time",
        "specialties": ["general_practice"],
        "duties": "外来週3日と訪問診療週1日。",
        "duties_range": "変更なし",
        "workplace": "宮城県仙台市青葉区本町1-2-3",
        "workplace_range": "変更なし",
        "recruiter": "架空医療法人",
        "recruiter_address": "宮城県仙台市青葉区本町1-2-3",
        "contact": "医局秘書室",
        "contact_phone": "022-000-0001",
        "contract_term": "permanent",
        "pay_unit": "year",
        "pay_from": 12_000_000,
        "pay_to": 16_000_000,
        "offered": ["housing"],
        "night_duties_per_month": 2,
        "half_days_per_week": 9,
        "for_doctors": "前任の医師は2027年3月まで在籍します。",
    })
}

/// A draft of an institution's opening that says this; returns its id.
pub async fn draft(published: &Published, content: Value) -> String {
    let created = published.member.post(&format!("/institutions/{}/openings", published.institution_id), json!({})).await.expect(201);
    let id = created.text("/id");
    published.member.put_version(&format!("/openings/{id}/content"), &created.etag(), json!({ "content": content })).await.expect(200);
    id
}

/// An opening that everybody reads.
pub async fn open(published: &Published) -> String {
    open_with(published, |_| {}).await
}

/// The same, with changes to what it says.
pub async fn open_with(published: &Published, change: impl FnOnce(&mut Value)) -> String {
    let mut content = complete();
    change(&mut content);
    let id = draft(published, content).await;
    step(&published.member, &id, "publish").await.expect(200);
    id
}

/// A step of somebody, such as `publish`.
pub async fn step(who: &Client, id: &str, step: &str) -> crate::support::Answer {
    who.act(&format!("/openings/{id}/{step}")).await
}

/// The titles in the list, as everybody reads it.
pub async fn titles(app: &TestApp, question: &str) -> Vec<String> {
    let found = app.visitor().get(&format!("/openings{question}")).await.expect(200).items();
    found.as_array().unwrap().iter().map(|row| row["title"].as_str().unwrap().to_owned()).collect()
}
