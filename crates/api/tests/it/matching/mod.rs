//! What suits a doctor: wishes that nobody else reads, and the openings that are shown beside them.

mod list;
mod wishes;

use crate::support::Client;
use serde_json::{Value, json};

/// A wish that must be met.
pub fn must(wish: Value) -> Value {
    json!({ "weight": "must", "wish": wish })
}

/// A wish for what is good to have.
pub fn good(wish: Value) -> Value {
    json!({ "weight": "good_to_have", "wish": wish })
}

/// Pay a year of at least so much.
pub fn pay(yen: i64) -> Value {
    json!({ "kind": "pay", "at_least": [{ "unit": "year", "yen": yen }] })
}

/// Saves wishes for the first time.
pub async fn wish(doctor: &Client, wishes: &[Value]) {
    doctor.put("/me/wishes", json!({ "wishes": wishes })).await.expect(200);
}

/// The titles of what suits, in order.
pub async fn titles(doctor: &Client) -> Vec<String> {
    let found = doctor.get("/me/matches").await.expect(200).items();
    found.as_array().unwrap().iter().map(|row| row["opening"]["title"].as_str().unwrap().to_owned()).collect()
}
