//! What the public purse pays: rules, quotes, and quotes in inquiries.

mod inquiry_quotes;
mod institutions;
mod quotes;
mod races;
mod rules;

use crate::support::{Answer, Client};
use domain::subsidy::{SchemeCode, official_rules};
use serde_json::{Value, json};

/// The example of the association: a clinic without beds, equipment for 18 million, 100 days, two substitute duties a month.
fn plan() -> Value {
    json!({
        "prefecture_code": "04",
        "institution_kind": "clinic",
        "opening": "succession",
        "components": [
            { "scheme": "clinic_equipment", "cost_yen": 18_000_000 },
            { "scheme": "clinic_settlement", "days": 100 },
            { "scheme": "substitute_doctor", "duties": 24 },
        ],
    })
}

/// A plan of one scheme.
fn only(component: Value) -> Value {
    json!({ "institution_kind": "clinic", "opening": "opening", "components": [component] })
}

/// The latest official rule of a scheme, as the secretariat would enter it, for other days.
pub fn rule(scheme: SchemeCode, from: &str, until: Option<&str>) -> Value {
    let rule = official_rules().into_iter().rfind(|rule| rule.scheme == scheme).expect("an official rule");
    let mut rule = serde_json::to_value(rule).expect("JSON");
    rule["valid_from"] = json!(from);
    rule["valid_until"] = json!(until);
    rule
}

/// Ends the rule of a scheme that holds today.
async fn close(secretariat: &Client, scheme: &str, until: &str) -> Answer {
    let rule = in_force(secretariat, scheme, until).await;
    let path = format!("/subsidy-rules/{}", rule["id"].as_str().expect("an id"));
    let seen = secretariat.get(&path).await.expect(200).etag();
    secretariat.post_version(&format!("{path}/close"), &seen, json!({ "valid_until": until })).await
}

/// The rule of a scheme that holds on a day.
async fn in_force(reader: &Client, scheme: &str, day: &str) -> Value {
    let rules = reader.get(&format!("/subsidy-rules?scheme={scheme}&as_of={day}")).await.expect(200).items();
    assert_eq!(rules.as_array().map(Vec::len), Some(1), "{rules}");
    rules[0].clone()
}

/// What a program finds in a PDF.
fn words(answer: &Answer) -> String {
    assert_eq!(answer.header("content-type"), "application/pdf");
    assert!(answer.header("content-disposition").contains(".pdf"));
    let file = lopdf::Document::load_mem(&answer.body).expect("a PDF");
    let pages: Vec<u32> = file.get_pages().keys().copied().collect();
    file.extract_text(&pages).expect("text").split_whitespace().collect()
}
