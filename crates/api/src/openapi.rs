//! The published contract. Features say what is their own; what follows from a rule for all of them is added here.

mod links;

use crate::{app::router, features::FEATURES, platform::http::contract::Contract};
use actix_web::App;
use domain::{
    problem::{FieldError, Problem, ProblemCode},
    search::MAX_LENGTH,
};
use serde_json::Value;
use std::{collections::BTreeMap, sync::LazyLock};
use utoipa::{
    Modify, OpenApi, ToSchema,
    openapi::{
        Content, ContentBuilder, OpenApi as Document, PathItem, Ref, RefOr, ResponseBuilder,
        path::{Operation, Parameter, ParameterBuilder, ParameterIn},
        schema::{KnownFormat, ObjectBuilder, Schema, SchemaFormat, SchemaType, Type},
        security::{HttpAuthScheme, HttpBuilder, SecurityScheme},
        tag::TagBuilder,
    },
};
use utoipa_actix_web::AppExt;

/// The security scheme of access tokens.
pub const ACCESS_TOKEN: &str = "access_token";

#[derive(OpenApi)]
#[openapi(
    info(
        title = "GMネットワーク API",
        description = "GM Network connects doctors who aim at general practice with hospitals and clinics that offer a place to practise.\n\nErrors are `application/problem+json` (RFC 9457) with a stable `code`. Lists are keyset pages: follow `Link: rel=\"next\"`. Edits name the version they are based on with `If-Match`. Creating requests may carry an `Idempotency-Key`. Times are UTC (RFC 3339), dates are days in Japan.",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0"),
    ),
    servers((url = "/", description = "This server")),
    components(schemas(Problem, ProblemCode, FieldError, domain::problem::FieldCode)),
    modifiers(&Security),
)]
struct Base;

struct Security;

impl Modify for Security {
    fn modify(&self, document: &mut Document) {
        let scheme = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .bearer_format("JWT")
            .description(Some("Access token from a sign-in; ten minutes."))
            .build();
        document.components.get_or_insert_default().add_security_scheme(ACCESS_TOKEN, SecurityScheme::Http(scheme));
    }
}

/// The whole contract; needs no configuration and no database.
#[must_use]
pub fn document() -> Document {
    let (_, mut document) = App::new().into_utoipa_app().openapi(Base::openapi()).configure(router::routes).split_for_parts();
    let described = FEATURES.iter().flat_map(|feature| feature.tags);
    document.tags =
        Some(described.map(|(name, description)| TagBuilder::new().name(*name).description(Some(*description)).build()).collect());
    let examples = examples();
    for (template, item) in &mut document.paths.paths {
        for (method, operation) in operations_mut(item) {
            complete(template, method, operation);
            add_example(operation, &examples);
        }
    }
    links::add(&mut document);
    document
}

/// The contract as a process serves it.
#[derive(Debug)]
pub struct Served {
    /// Its operations.
    pub contract: Contract,
    /// Its text.
    pub json: String,
}

/// Returns the contract of this process, which is put together once.
pub fn served() -> &'static Served {
    static SERVED: LazyLock<Served> = LazyLock::new(|| {
        let document = document();
        Served { contract: Contract::of(&document), json: json(&document) }
    });
    &SERVED
}

/// The contract as JSON, as it is served and checked in.
#[must_use]
pub fn json(document: &Document) -> String {
    let mut text = document.to_pretty_json().unwrap_or_default();
    text.push('\n');
    text
}

/// A body that succeeds for each operation, by the operation's name. Ids in it are placeholders.
fn examples() -> BTreeMap<String, Value> {
    serde_json::from_str(include_str!("openapi_examples.json")).unwrap_or_default()
}

/// Adds the example of the operation's JSON body.
fn add_example(operation: &mut Operation, examples: &BTreeMap<String, Value>) {
    let example = operation.operation_id.as_ref().and_then(|name| examples.get(name));
    let Some(RefOr::T(body)) = operation.request_body.as_mut() else { return };
    if let (Some(example), Some(RefOr::T(content))) = (example, body.content.get_mut("application/json")) {
        content.example = Some(example.clone());
    }
}

fn operations_mut(item: &mut PathItem) -> Vec<(&'static str, &mut Operation)> {
    [("GET", &mut item.get), ("PUT", &mut item.put), ("POST", &mut item.post), ("DELETE", &mut item.delete), ("PATCH", &mut item.patch)]
        .into_iter()
        .filter_map(|(method, operation)| Some((method, operation.as_mut()?)))
        .collect()
}

/// Adds what follows from the rules: path parameters, security, and every problem that the operation may answer with.
fn complete(template: &str, method: &str, operation: &mut Operation) {
    add_path_parameters(template, operation);
    let public = operation
        .security
        .as_ref()
        .is_some_and(|all| all.iter().any(|one| *one == utoipa::openapi::security::SecurityRequirement::default()));
    if operation.security.is_none() {
        operation.security = Some(vec![utoipa::openapi::security::SecurityRequirement::new(ACCESS_TOKEN, Vec::<String>::new())]);
    }
    let has = |operation: &Operation, name: &str| named(operation).any(|parameter| parameter.name == name);
    let in_query = named(operation).any(|parameter| parameter.parameter_in == ParameterIn::Query);
    let body = operation.request_body.is_some();
    let writes = method != "GET";
    let mut statuses: Vec<(u16, &str)> =
        vec![(401, "No valid access token, or wrong credentials."), (429, "Too many requests; see `Retry-After`."), (500, "Our fault.")];
    limit_searches(operation);
    if body || in_query || has(operation, "Idempotency-Key") || has(operation, "If-Match") {
        statuses.push((400, "Malformed."));
    }
    if !public {
        statuses.push((403, "Not allowed."));
    }
    if template.contains('{') {
        statuses.push((404, "Not found, or not to be known of."));
    }
    if writes {
        statuses.push((409, "Clashes with the present state."));
    }
    if has(operation, "If-Match") {
        statuses.push((412, "Somebody else saved first."));
        statuses.push((428, "`If-Match` is missing."));
    }
    if body {
        statuses.push((408, "The body came too slowly; the connection is closed."));
        statuses.push((413, "Larger than 256 KB."));
        statuses.push((415, "Not `application/json`, which `Accept` says too."));
        statuses.push((422, "Some fields break rules; see `errors`."));
    }
    for (status, description) in statuses {
        operation.responses.responses.entry(status.to_string()).or_insert_with(|| RefOr::T(problem_response(description)));
    }
    // Own problem statuses (410, say) are declared by the feature without a body.
    for (status, response) in &mut operation.responses.responses {
        if let RefOr::T(response) = response
            && (status.starts_with('4') || status.starts_with('5'))
            && response.content.is_empty()
        {
            response.content.insert("application/problem+json".to_owned(), RefOr::T(problem_content()));
        }
    }
    if operation.tags.iter().flatten().any(|tag| tag == "staff" || tag == "reviews") {
        operation.extensions.get_or_insert_default().insert("x-internal".to_owned(), Value::Bool(true));
    }
}

/// Every `q` is read by [`crate::platform::db::search::words`].
fn limit_searches(operation: &mut Operation) {
    for parameter in operation.parameters.iter_mut().flatten() {
        if let RefOr::T(parameter) = parameter
            && parameter.name == "q"
            && let Some(RefOr::T(Schema::Object(schema))) = &mut parameter.schema
        {
            schema.max_length = Some(MAX_LENGTH);
        }
    }
}

/// The parameters that are spelt out in place, which is how utoipa writes them.
fn named(operation: &Operation) -> impl Iterator<Item = &Parameter> {
    operation.parameters.iter().flatten().filter_map(|parameter| match parameter {
        RefOr::T(parameter) => Some(parameter),
        RefOr::Ref(_) => None,
    })
}

fn add_path_parameters(template: &str, operation: &mut Operation) {
    for name in template.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')) {
        let known = named(operation).any(|parameter| parameter.name == name && parameter.parameter_in == ParameterIn::Path);
        if !known {
            operation.parameters.get_or_insert_default().insert(0, RefOr::T(path_parameter(name)));
        }
    }
}

fn path_parameter(name: &str) -> Parameter {
    let noun = name.trim_end_matches("_id").replace('_', " ");
    let description = if name == "id" { "Its id.".to_owned() } else { format!("The {noun}'s id.") };
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Path)
        .required(utoipa::openapi::Required::True)
        .description(Some(description))
        .schema(Some(
            ObjectBuilder::new()
                .schema_type(SchemaType::new(Type::String))
                .format(Some(SchemaFormat::KnownFormat(KnownFormat::Uuid)))
                .build(),
        ))
        .build()
}

fn problem_response(description: &str) -> utoipa::openapi::Response {
    ResponseBuilder::new().description(description).content("application/problem+json", problem_content()).build()
}

fn problem_content() -> Content {
    ContentBuilder::new().schema(Some(Ref::from_schema_name(Problem::name()))).build()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{error::ApiError, platform::http::parameters::check_query};
    use domain::problem::FieldCode;

    #[test]
    fn every_example_belongs_to_an_operation() {
        let mut document = document();
        let mut examples = examples();
        assert!(!examples.is_empty());
        for item in document.paths.paths.values_mut() {
            for (_, operation) in operations_mut(item) {
                let Some(RefOr::T(body)) = &operation.request_body else { continue };
                if matches!(body.content.get("application/json"), Some(RefOr::T(content)) if content.example.is_some()) {
                    examples.remove(operation.operation_id.as_deref().unwrap_or_default());
                }
            }
        }
        assert_eq!(examples.keys().collect::<Vec<_>>(), Vec::<&String>::new());
    }

    fn errors(method: &str, address: &str) -> Vec<(String, FieldCode)> {
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        match check_query(&served().contract, method, path, query) {
            Ok(()) => Vec::new(),
            Err(ApiError::Parameters(found)) => found.into_errors().into_iter().map(|error| (error.pointer, error.code)).collect(),
            Err(other) => panic!("{other}"),
        }
    }

    #[test]
    fn every_operation_is_found_by_its_path() {
        let contract = &served().contract;
        for entry in contract.entries() {
            let path: Vec<&str> = entry.template.split('/').map(|part| if part.starts_with('{') { "0" } else { part }).collect();
            assert_eq!(contract.find(entry.method, &path.join("/")).map(|found| found.id.as_str()), Some(entry.id.as_str()));
        }
    }

    #[test]
    fn parameters_of_the_operation_pass_and_others_are_named_once() {
        assert_eq!(errors("GET", "/api/v1/institutions?q=%E3%81%82&limit=1&cursor="), []);
        assert_eq!(errors("GET", "/api/v1/institutions?"), []);
        let unknown = |pointer: &str| (pointer.to_owned(), FieldCode::UnknownParameter);
        assert_eq!(errors("GET", "/api/v1/institutions?Limit=1&q=a&page=2&page=3"), [unknown("/Limit"), unknown("/page")]);
        assert_eq!(errors("GET", "/api/v1/institutions?a%2Fb~=1"), [unknown("/a~1b~0")]);
    }

    #[test]
    fn numbers_outside_of_the_stated_bounds_are_refused_by_name() {
        let limit = [("/limit".to_owned(), FieldCode::OutOfRange)];
        for number in ["0", "-1", "101"] {
            assert_eq!(errors("GET", &format!("/api/v1/institutions?limit={number}")), limit, "{number}");
        }
        for number in ["1", "100", "", "many"] {
            assert_eq!(errors("GET", &format!("/api/v1/institutions?limit={number}")), [], "{number}");
        }
    }

    /// So that no list brings a number that it cannot take into its bounds without a word.
    #[test]
    fn every_limit_has_bounds() {
        let limits =
            served().contract.entries().iter().flat_map(|entry| entry.parameters.iter().map(move |parameter| (&entry.id, parameter)));
        for (operation, limit) in limits.filter(|(_, parameter)| parameter.name == "limit") {
            assert!(limit.bounds.is_some(), "{operation}");
        }
    }

    #[test]
    fn an_operation_without_parameters_says_so() {
        assert_eq!(errors("GET", "/api/v1/me?x=1"), [("/x".to_owned(), FieldCode::NoParameters)]);
    }

    #[test]
    fn what_is_no_operation_is_not_looked_at() {
        assert_eq!(errors("GET", "/institutions?utm_source=mail"), []);
        assert_eq!(errors("GET", "/api/v1/nothing?x=1"), []);
    }
}
