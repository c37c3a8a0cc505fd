//! Who gets what answer from every operation, with an id that does not exist and the smallest body that has the right shape.
//! 401 and 403 are the gates; everything else means that the gate is open to that role.

use crate::support::{Client, PASSWORD, TestApp, send};
use api::openapi;
use reqwest::Method;
use serde_json::{Map, Value, json};
use std::fmt::Write;

const NOBODY: &str = "019d468d-ee80-75d0-8edb-cf197b5413be";

#[actix_web::test]
async fn every_role_gets_the_answer_that_is_written_down() {
    let app = TestApp::start().await;
    let actors = [
        ("visitor", app.visitor()),
        ("doctor", app.doctor("架空 医師").await),
        ("institution_member", app.member().await),
        ("secretariat", app.secretariat().await),
        ("committee_member", app.committee_member().await),
        ("prefecture_officer", app.prefecture_officer().await),
        ("administrator", app.administrator().await),
    ];
    // A second factor is set up only by who has just entered the password once more, whatever the role.
    for (_, actor) in actors.iter().filter(|(_, actor)| actor.identity.is_some()) {
        actor.post("/sessions/current/prove", json!({ "password": PASSWORD })).await.expect(204);
    }
    // Until the index has caught up, searches are refused to everybody.
    app.visitor().find_everything().await;
    let document: Value = serde_json::from_str(&openapi::json(&openapi::document())).unwrap();
    let mut table = format!("{:<34}", "operation");
    for (name, _) in &actors {
        write!(table, " {name:>19}").unwrap();
    }
    let mut rows = Vec::new();
    let mut operations: Vec<_> = document["paths"]
        .as_object()
        .unwrap()
        .iter()
        .flat_map(|(path, item)| item.as_object().unwrap().iter().map(move |(method, operation)| (path, method, operation)))
        .collect();
    // These end the sessions that every other row needs.
    operations.sort_by_key(|(path, method, _)| path.starts_with("/api/v1/sessions") && *method == "delete");
    for (path, method, operation) in operations {
        let id = operation["operationId"].as_str().unwrap_or_default();
        let mut row = format!("{id:<34}");
        for (_, actor) in &actors {
            let status = call(actor, method, path, operation, &document).await;
            assert!(operation["responses"].get(status.to_string()).is_some(), "the contract of {id} does not describe {status}");
            write!(row, " {status:>19}").unwrap();
        }
        rows.push(row);
    }
    rows.sort();
    let text = format!("{}\n{}\n", table.trim_end(), rows.join("\n"));
    expectorate::assert_contents(super::root("crates/api/tests/it/contract/golden/authz_matrix.txt"), &text);
}

/// What the contract calls public is open to visitors, and nothing else is.
#[actix_web::test]
async fn visitors_enter_only_where_the_contract_says_so() {
    let app = TestApp::start().await;
    let document: Value = serde_json::from_str(&openapi::json(&openapi::document())).unwrap();
    let visitor = app.visitor();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let public =
                operation["security"].as_array().is_some_and(|all| all.iter().any(|one| one.as_object().is_some_and(Map::is_empty)));
            let answer = ask(&visitor, method, path, operation, &document).await;
            let refused = answer.status == 401 && answer.code() == "sign_in_required";
            // The token of a session step is no access token.
            let own_token = ["refresh_session", "verify_second_factor"].contains(&operation["operationId"].as_str().unwrap_or_default());
            assert_eq!(refused && !own_token, !public, "{method} {path}: {}", answer.status);
        }
    }
}

async fn call(actor: &Client, method: &str, path: &str, operation: &Value, document: &Value) -> u16 {
    ask(actor, method, path, operation, document).await.status
}

/// Sends an operation with ids that do not exist and the smallest body that has the right shape.
pub(super) async fn ask(actor: &Client, method: &str, path: &str, operation: &Value, document: &Value) -> crate::support::Answer {
    let mut target = path.trim_start_matches("/api/v1").to_owned();
    let empty = Vec::new();
    let mut request_headers = Vec::new();
    let mut query = Vec::new();
    for parameter in operation["parameters"].as_array().unwrap_or(&empty) {
        let name = parameter["name"].as_str().unwrap_or_default();
        match parameter["in"].as_str() {
            Some("path") => target = target.replace(&format!("{{{name}}}"), &path_value(parameter, document)),
            Some("header") if parameter["required"] == true => request_headers.push((name.to_owned(), "\"1\"".to_owned())),
            Some("query") if parameter["required"] == true => query.push(format!("{name}={}", path_value(parameter, document))),
            _ => {}
        }
    }
    if !query.is_empty() {
        target = format!("{target}?{}", query.join("&"));
    }
    let method = Method::from_bytes(method.to_uppercase().as_bytes()).unwrap();
    let mut request = actor.request(method, &target);
    for (name, value) in request_headers {
        request = request.header(name, value);
    }
    let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
    if !schema.is_null() {
        request = request.json(&sample(schema, document, 0));
    }
    send(request).await
}

fn path_value(parameter: &Value, document: &Value) -> String {
    match parameter["schema"]["format"].as_str() {
        Some("uuid") => NOBODY.to_owned(),
        _ => match sample(&parameter["schema"], document, 0) {
            Value::String(text) if text.starts_with("019d") => text,
            Value::String(text) => text,
            Value::Number(number) => number.to_string(),
            _ => "x".to_owned(),
        },
    }
}

/// The smallest value of a schema: its example, else what the types ask for.
fn sample(schema: &Value, document: &Value, depth: usize) -> Value {
    if depth > 12 {
        return Value::Null;
    }
    if let Some(reference) = schema["$ref"].as_str() {
        let name = reference.trim_start_matches("#/components/schemas/");
        return sample(&document["components"]["schemas"][name], document, depth + 1);
    }
    if !schema["example"].is_null() {
        return schema["example"].clone();
    }
    for choice in ["oneOf", "anyOf"] {
        if let Some(first) = schema[choice].as_array().and_then(|all| all.iter().find(|one| one["type"] != "null")) {
            return sample(first, document, depth + 1);
        }
    }
    if let Some(all) = schema["allOf"].as_array() {
        let mut merged = Map::new();
        for part in all {
            if let Value::Object(fields) = sample(part, document, depth + 1) {
                merged.extend(fields);
            }
        }
        return Value::Object(merged);
    }
    if let Some(first) = schema["enum"].as_array().and_then(|values| values.first()) {
        return first.clone();
    }
    let kind =
        schema["type"].as_str().or_else(|| schema["type"].as_array()?.iter().find_map(|one| one.as_str().filter(|one| *one != "null")));
    match kind {
        Some("string") => match schema["format"].as_str() {
            Some("uuid") => json!(NOBODY),
            Some("date") => json!("2026-04-01"),
            Some("date-time") => json!("2026-04-01T00:00:00Z"),
            _ => json!("見本"),
        },
        Some("integer" | "number") => schema["minimum"].as_f64().map_or(json!(1), |minimum| json!(minimum.max(1.0).ceil() as i64)),
        Some("boolean") => json!(true),
        Some("array") => json!([]),
        _ => {
            let required: Vec<&str> = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
            let properties = schema["properties"].as_object().cloned().unwrap_or_default();
            properties
                .iter()
                .filter(|(name, _)| required.contains(&name.as_str()))
                .map(|(name, field)| (name.clone(), sample(field, document, depth + 1)))
                .collect()
        }
    }
}
