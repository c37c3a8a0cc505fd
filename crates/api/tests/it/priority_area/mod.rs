//! Priority support areas: what is computed, designated, looked up, and entered by officers.

mod candidates;
mod designations;
mod look_up;
mod officers;
mod withdrawal;

use crate::support::{Answer, Client};
use serde_json::{Value, json};

/// The areas that ship with the program.
pub const SENNAN: &str = "01971930-8c00-7000-8000-000000000401";

/// A document, as an officer names it.
pub fn source() -> Value {
    json!({ "title": "架空の協議会資料", "section": "区域の指定" })
}

/// A designation of 女川町 from a day on, to which both councils agreed.
pub fn designation(valid_from: &str) -> Value {
    let agreement = json!({ "agreed_on": "2026-03-20", "minutes": "架空の議事録 3頁" });
    json!({
        "status": "designated",
        "shape": { "kind": "municipalities", "codes": ["04581"] },
        "valid_from": valid_from,
        "source": source(),
        "regional_medical_council": agreement,
        "insurers_council": agreement,
        "note": "",
    })
}

/// A value with a field replaced.
fn with(mut value: Value, pointer: &str, new: Value) -> Value {
    *value.pointer_mut(pointer).expect("the field is there") = new;
    value
}

/// 女川, designated from 1 May 2026 on, as its officer entered it.
async fn onagawa(officer: &Client) -> Answer {
    let area = json!({ "name": "女川（架空）", "name_en": "Onagawa (fictional)", "version": designation("2026-05-01") });
    officer.post("/priority-areas", area).await.expect(201)
}

/// The names of the areas that an answer lists.
fn names(body: &Value) -> Vec<String> {
    body.as_array().into_iter().flatten().filter_map(|area| Some(area["name"].as_str()?.to_owned())).collect()
}
