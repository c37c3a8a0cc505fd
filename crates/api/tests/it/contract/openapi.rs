use super::root;
use crate::support::{TestApp, send};
use api::{
    openapi,
    platform::http::contract::{Contract, operations},
};
use reqwest::Method;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

fn document() -> Value {
    serde_json::from_str(&openapi::json(&openapi::document())).unwrap()
}

#[test]
fn the_published_contract_is_what_is_served() {
    expectorate::assert_contents(root("openapi/openapi.json"), &openapi::json(&openapi::document()));
}

#[test]
fn every_operation_is_described() {
    let document = openapi::document();
    let mut faults = Vec::new();
    let mut ids = BTreeMap::<String, usize>::new();
    for (path, item) in &document.paths.paths {
        for (method, operation) in operations(item) {
            let id = operation.operation_id.clone().unwrap_or_default();
            *ids.entry(id.clone()).or_default() += 1;
            let mut fault = |what: &str| faults.push(format!("{method} {path} ({id}): {what}"));
            if id.split('_').count() < 2 {
                fault("its id is not verb_noun");
            }
            if operation.tags.as_ref().is_none_or(|tags| tags.len() != 1) {
                fault("it has not exactly one tag");
            }
            if operation.summary.as_ref().is_none_or(|summary| summary.trim().is_empty() || summary.ends_with('.')) {
                fault("it has no summary, or one that ends like a sentence");
            }
            if !operation.responses.responses.keys().any(|status| status.starts_with('2')) {
                fault("it never succeeds");
            }
            if operation.security.is_none() {
                fault("nobody said who may use it");
            }
        }
    }
    faults.extend(ids.into_iter().filter(|(_, count)| *count > 1).map(|(id, _)| format!("{id} is the id of two operations")));
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_tag_that_is_used_is_explained() {
    let document = document();
    let explained: BTreeSet<&str> = document["tags"].as_array().unwrap().iter().filter_map(|tag| tag["name"].as_str()).collect();
    let paths = document["paths"].as_object().unwrap();
    let operations = paths.values().flat_map(|item| item.as_object().unwrap().values());
    let used: BTreeSet<&str> = operations.filter_map(|operation| operation["tags"][0].as_str()).collect();
    assert_eq!(used.difference(&explained).collect::<Vec<_>>(), Vec::<&&str>::new());
}

#[test]
fn every_field_is_described_and_every_reference_resolves() {
    let document = document();
    let schemas = document["components"]["schemas"].as_object().unwrap();
    let mut faults = Vec::new();
    for (name, schema) in schemas {
        for (field, property) in schema["properties"].as_object().into_iter().flatten() {
            // A reference is described where it leads.
            let described = property["description"].is_string() || property["$ref"].is_string() || property["oneOf"].is_array();
            if !described && !name.contains('_') {
                faults.push(format!("{name}.{field} has no description"));
            }
        }
    }
    references(&document, &mut |reference| {
        let name = reference.trim_start_matches("#/components/schemas/");
        if !schemas.contains_key(name) {
            faults.push(format!("{reference} leads nowhere"));
        }
    });
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_link_fills_parameters_of_an_operation() {
    let document = document();
    let paths = document["paths"].as_object().unwrap();
    let operations = || paths.values().flat_map(|item| item.as_object().unwrap().values());
    let names = |operation: &Value| -> BTreeSet<String> {
        operation["parameters"].as_array().into_iter().flatten().map(|one| one["name"].as_str().unwrap().to_owned()).collect()
    };
    let known: BTreeMap<_, _> = operations().map(|operation| (operation["operationId"].as_str().unwrap(), names(operation))).collect();
    let responses = operations().flat_map(|operation| operation["responses"].as_object().unwrap().values());
    let mut links = 0;
    for link in responses.flat_map(|response| response["links"].as_object().into_iter().flat_map(|links| links.values())) {
        let given: BTreeSet<String> = link["parameters"].as_object().unwrap().keys().cloned().collect();
        assert!(!given.is_empty() && given.is_subset(&known[link["operationId"].as_str().unwrap()]), "{link}");
        links += 1;
    }
    assert!(links > 50, "{links}");
}

/// A body is understood sooner by an example than by its schema, and the contract check sends it.
#[test]
fn every_json_body_of_an_act_has_an_example() {
    let document = document();
    let operations = document["paths"].as_object().unwrap().values().flat_map(|item| item.as_object().unwrap().values());
    let without = operations.filter(|operation| {
        let body = &operation["requestBody"]["content"]["application/json"];
        !body.is_null() && body["example"].is_null()
    });
    let names: Vec<_> = without.filter_map(|operation| operation["operationId"].as_str()).collect();
    assert_eq!(names, ["replace_subsidy_rule", "save_support_application"], "these say the same as what creates the thing");
}

fn references(value: &Value, found: &mut impl FnMut(&str)) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                match (name.as_str(), value) {
                    ("$ref", Value::String(reference)) => found(reference),
                    _ => references(value, found),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        _ => {}
    }
}

#[test]
fn refusals_are_problems() {
    let document = document();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap().iter().filter(|(method, _)| *method != "parameters") {
            for (status, response) in
                operation["responses"].as_object().unwrap().iter().filter(|(status, _)| status.starts_with(['4', '5']))
            {
                assert!(response["content"]["application/problem+json"].is_object(), "{method} {path} {status}");
            }
        }
    }
}

/// The router takes the first pattern that matches: `/things/{id}` before `/things/mine` would swallow it, and find no thing with such an id.
#[actix_web::test]
async fn literal_paths_are_not_hidden_by_templates() {
    let contract = Contract::of(&openapi::document());
    let covers = |template: &str, path: &str| {
        let (template, path): (Vec<_>, Vec<_>) = (template.split('/').collect(), path.split('/').collect());
        template.len() == path.len() && template.iter().zip(&path).all(|(want, got)| want == got || want.starts_with('{'))
    };
    let hideable = contract.entries().iter().filter(|literal| {
        let mut others = contract.entries().iter().filter(|other| other.method == literal.method && other.template != literal.template);
        others.any(|other| covers(&other.template, &literal.template))
    });
    let hideable: Vec<_> = hideable.collect();
    assert!(hideable.iter().any(|entry| entry.template == "/api/v1/institutions/export"), "there is such a path");
    let app = TestApp::start().await;
    app.visitor().find_everything().await;
    for entry in hideable {
        let method = Method::from_bytes(entry.method.as_bytes()).unwrap();
        let path = entry.template.trim_start_matches("/api/v1");
        assert_ne!(send(app.visitor().request(method, path)).await.status, 404, "{path} is taken for another");
    }
}
