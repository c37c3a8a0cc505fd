//! Links between operations (OpenAPI's Link Object). They follow from the addresses:
//!
//! - what was created (201) leads to every operation on it, by the id in the answer;
//! - a read leads to the other operations on the same thing, with the version that it answered as `If-Match`;
//! - a list leads to the reads of its first item.
//!
//! Operations of staff lead to those of staff only, and others to others: hardly anybody may both.

use super::operations_mut;
use serde_json::Value;
use std::collections::BTreeMap;
use utoipa::openapi::{OpenApi as Document, RefOr, link::Link};

/// An operation as the rule looks at it.
struct Node {
    id: String,
    method: String,
    template: String,
    /// For staff.
    internal: bool,
    /// Takes `If-Match`.
    edits: bool,
    /// The status of its success.
    status: String,
    /// Whether its success has an `ETag`.
    versioned: bool,
    /// The schema of its success, if that is JSON.
    body: Value,
}

/// The thing that an answer is about: its address, and an expression for each parameter in it.
struct Thing {
    template: String,
    parameters: BTreeMap<String, String>,
    /// Whether the answer is a list of such things.
    listed: bool,
}

/// Adds the links of every operation's success.
pub fn add(document: &mut Document) {
    let Ok(value) = serde_json::to_value(&*document) else { return };
    let nodes = nodes(&value);
    for node in &nodes {
        let Some(thing) = thing(node, &nodes, &value["components"]["schemas"]) else { continue };
        let operation = document.paths.paths.get_mut(&node.template).into_iter().flat_map(operations_mut);
        let operation = operation.map(|(_, operation)| operation).find(|operation| operation.operation_id.as_ref() == Some(&node.id));
        if let Some(RefOr::T(response)) = operation.and_then(|operation| operation.responses.responses.get_mut(&node.status)) {
            response.links = nodes.iter().filter(|target| leads(node, &thing, target)).map(|target| link(node, &thing, target)).collect();
        }
    }
}

fn nodes(document: &Value) -> Vec<Node> {
    let items = document["paths"].as_object().into_iter().flatten();
    items
        .flat_map(|(template, item)| item.as_object().into_iter().flatten().map(move |(method, operation)| (template, method, operation)))
        .filter_map(|(template, method, operation)| {
            let (status, success) = operation["responses"].as_object()?.iter().find(|(status, _)| status.starts_with('2'))?;
            Some(Node {
                id: operation["operationId"].as_str()?.to_owned(),
                method: method.clone(),
                template: template.clone(),
                internal: operation["x-internal"] == true,
                edits: operation["parameters"].as_array().is_some_and(|all| all.iter().any(|one| one["name"] == "If-Match")),
                status: status.clone(),
                versioned: !success["headers"]["ETag"].is_null(),
                body: success["content"]["application/json"]["schema"].clone(),
            })
        })
        .collect()
}

fn thing(source: &Node, nodes: &[Node], schemas: &Value) -> Option<Thing> {
    let passed = parameters(&source.template).map(|name| (name.to_owned(), format!("$request.path.{name}"))).collect();
    if let ("get", Some(end)) = (source.method.as_str(), source.template.rfind('}'))
        && (source.versioned || source.template.ends_with('}'))
    {
        return Some(Thing { template: source.template[..=end].to_owned(), parameters: passed, listed: false });
    }
    let (pointer, schema, listed) = match (source.method.as_str(), source.status.as_str()) {
        ("post", "201") => ("", source.body.clone(), false),
        ("get", _) => ("/items/0", property(schemas, &source.body, "items")?["items"].clone(), true),
        _ => return None,
    };
    // What is made inside of another thing is found there, or at an address of its own.
    let (_, collection) = source.template.rsplit_once('/')?;
    let inside = (source.template.clone(), passed);
    let own = (format!("/api/v1/{collection}"), BTreeMap::new());
    [inside, own].into_iter().find_map(|(template, mut parameters)| {
        let name = nodes.iter().find_map(|node| node.template.strip_prefix(&template)?.strip_prefix("/{")?.split('}').next())?;
        let key = ["id", name].into_iter().find(|key| property(schemas, &schema, key).is_some())?;
        parameters.insert(name.to_owned(), format!("$response.body#{pointer}/{key}"));
        Some(Thing { template: format!("{template}/{{{name}}}"), parameters, listed })
    })
}

/// The names in a path.
fn parameters(template: &str) -> impl Iterator<Item = &str> {
    template.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
}

/// The schema of a property, wherever a schema has it from.
fn property<'a>(schemas: &'a Value, schema: &'a Value, name: &str) -> Option<&'a Value> {
    if let Some(reference) = schema["$ref"].as_str() {
        return property(schemas, &schemas[reference.rsplit('/').next()?], name);
    }
    let parts = schema["allOf"].as_array().into_iter().flatten();
    schema["properties"].get(name).or_else(|| parts.into_iter().find_map(|part| property(schemas, part, name)))
}

fn leads(source: &Node, thing: &Thing, target: &Node) -> bool {
    let Some(rest) = target.template.strip_prefix(&thing.template) else { return false };
    let on_it = rest.is_empty() || rest.starts_with('/') && !rest.contains('{');
    let reads = target.method == "get" && (rest.is_empty() || target.versioned);
    source.id != target.id && source.internal == target.internal && on_it && (!thing.listed || reads)
}

fn link(source: &Node, thing: &Thing, target: &Node) -> (String, RefOr<Link>) {
    let mut link = Link::builder().operation_id(&target.id);
    for (name, expression) in &thing.parameters {
        link = link.parameter(name, expression.as_str());
    }
    if source.versioned && target.edits {
        link = link.parameter("If-Match", "$response.header.ETag");
    }
    (target.id.clone(), RefOr::T(link.build()))
}
