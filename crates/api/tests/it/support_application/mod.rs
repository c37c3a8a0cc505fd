//! Support for institutions in priority support areas: from the draft to the report, and the money.

pub mod documents;
mod forms;
mod journey;
pub mod meetings;
mod money;
mod old_drafts;
pub mod payment;
mod refusals;
mod search;
mod tables;
mod what_if;

use crate::support::{Answer, Client, TestApp, published_with};
use serde_json::{Value, json};

/// Miyagi's areas as they ship with the program.
pub const SENNAN: &str = "01971930-8c00-7000-8000-000000000401";
pub const OSAKI_KURIHARA: &str = "01971930-8c00-7000-8000-000000000406";
/// The first meeting of fiscal 2026 of Miyagi's regional medical council.
pub const MEETING: &str = "01971930-8c00-7002-8000-000020260001";

/// A listed clinic of Sennan, whoever acts for it, and an officer of its prefecture.
pub struct Stage {
    pub app: TestApp,
    pub member: Client,
    pub officer: Client,
    pub institution_id: String,
}

impl Stage {
    pub async fn set() -> Self {
        let app = TestApp::start().await;
        let (member, institution_id) = clinic(&app, "04321").await;
        let officer = app.prefecture_officer().await;
        Stage { app, member, officer, institution_id }
    }

    /// The application as its institution reads it.
    pub async fn read(&self, id: &str) -> Answer {
        self.member.get(&format!("/support-applications/{id}")).await.expect(200)
    }

    /// A draft of the clinic for fiscal 2026.
    pub async fn draft(&self, plan: Value) -> String {
        let body = wanted(&self.institution_id, SENNAN, plan);
        self.member.post("/support-applications", body).await.expect(201).text("/id")
    }

    /// An application that both councils agreed to.
    pub async fn selected(&self, plan: Value) -> String {
        let id = self.draft(plan).await;
        step(&self.member, &id, "submit", json!({})).await.expect(200);
        self.take_through_councils(&id).await;
        id
    }

    /// The officer's way from what was submitted to the selection.
    pub async fn take_through_councils(&self, id: &str) {
        take_through_councils(&self.officer, id).await;
    }
}

/// An officer's way from what was submitted to the selection.
pub async fn take_through_councils(officer: &Client, id: &str) {
    step(officer, id, "check", json!({})).await.expect(200);
    step(officer, id, "propose", json!({ "meeting_id": MEETING })).await.expect(200);
    for council in ["regional_medical", "insurers"] {
        step(officer, id, "opinions", opinion(council, true)).await.expect(200);
    }
    step(officer, id, "select", json!({})).await.expect(200);
}

/// A listed clinic in a municipality of Miyagi.
pub async fn clinic(app: &TestApp, municipality: &str) -> (Client, String) {
    let published = published_with(app, |content| {
        content["public"]["name"] = json!("架空みなみ診療所");
        content["public"]["kind"] = json!("clinic");
        content["public"]["beds"] = json!(0);
        content["public"]["municipality_code"] = json!(municipality);
    })
    .await;
    (published.member, published.institution_id)
}

/// Equipment above the base amount and a hundred days of practice: 8,250,000 and 8,866,000 yen.
pub fn plan() -> Value {
    json!({
        "institution_kind": "clinic",
        "opening": "succession",
        "components": [
            { "scheme": "clinic_equipment", "cost_yen": 18_000_000 },
            { "scheme": "clinic_settlement", "days": 100, "cost_yen": 13_300_000 },
        ],
    })
}

pub fn wanted(institution: &str, area: &str, plan: Value) -> Value {
    json!({
        "institution_id": institution, "priority_area_id": area, "fiscal_year": 2026, "plan": plan,
        "purpose": "架空の診療所を引き継ぎ、地域の外来を続けます。",
    })
}

pub fn opinion(council: &str, agreed: bool) -> Value {
    json!({ "council": council, "agreed": agreed, "on": "2026-04-01", "minutes": "議事録 3ページ" })
}

/// The grant as it is decided: a little less equipment than planned.
pub fn decision() -> Value {
    json!({ "decided_on": "2026-04-01", "reference": "医政第1号", "amounts": [
        { "scheme": "clinic_equipment", "cost_yen": 16_000_000, "subsidy_yen": 8_000_000 },
        { "scheme": "clinic_settlement", "cost_yen": 13_300_000, "subsidy_yen": 8_866_000 },
    ] })
}

/// A step on the latest version that the person reads.
pub async fn step(person: &Client, id: &str, step: &str, body: Value) -> Answer {
    let etag = person.get(&format!("/support-applications/{id}")).await.etag();
    let etag = if etag.is_empty() { "\"1\"".to_owned() } else { etag };
    person.post_version(&format!("/support-applications/{id}/{step}"), &etag, body).await
}
