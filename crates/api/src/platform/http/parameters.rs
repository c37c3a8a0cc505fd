//! Query parameters that an operation does not have, and numbers outside of the bounds that the contract states: refused by name, so that a
//! mistyped filter is not an answer without it.

use super::contract::{Contract, QueryParameter};
use crate::error::{ApiError, ApiResult};
use actix_web::dev::ServiceRequest;
use domain::{problem::FieldCode, validate::Violations};
use serde_json::json;
use std::collections::BTreeSet;

/// Refuses a request to the API with parameters that the contract does not give its operation, or not so. Pages of the site take any: links to
/// them are decorated by others.
///
/// # Errors
/// `invalid_parameter`, with `unknown_parameter`, `no_parameters` or `out_of_range` at each of them.
pub fn check(contract: &Contract, request: &ServiceRequest) -> ApiResult<()> {
    check_query(contract, request.method().as_str(), request.path(), request.query_string())
}

fn check_query(contract: &Contract, method: &str, path: &str, query: &str) -> ApiResult<()> {
    if query.is_empty() {
        return Ok(());
    }
    let Some(operation) = contract.find(method, path) else { return Ok(()) };
    let mut violations = Violations::default();
    let mut unknown = BTreeSet::new();
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        match operation.parameters.iter().find(|known| known.name == name) {
            Some(known) => check_bounds(known, &value, &mut violations),
            None => drop(unknown.insert(name)),
        }
    }
    for name in unknown {
        let pointer = name.replace('~', "~0").replace('/', "~1");
        match operation.parameters.is_empty() {
            true => violations.add(&pointer, FieldCode::NoParameters),
            false => {
                let allowed = operation.parameters.iter().map(|known| known.name.as_str()).collect::<Vec<_>>().join(", ");
                violations.add_with(&pointer, FieldCode::UnknownParameter, json!({ "allowed": allowed }));
            }
        }
    }
    if violations.is_empty() { Ok(()) } else { Err(ApiError::Parameters(violations)) }
}

fn check_bounds(parameter: &QueryParameter, value: &str, violations: &mut Violations) {
    // What is no whole number is refused where it is read.
    let (Some((least, greatest)), Ok(number)) = (parameter.bounds, value.parse::<i64>()) else { return };
    if !(least..=greatest).contains(&number) {
        violations.add_with(&parameter.name, FieldCode::OutOfRange, json!({ "min": least, "max": greatest }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::openapi;

    fn errors(method: &str, address: &str) -> Vec<(String, FieldCode)> {
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        match check_query(&Contract::of(&openapi::document()), method, path, query) {
            Ok(()) => Vec::new(),
            Err(ApiError::Parameters(found)) => found.into_errors().into_iter().map(|error| (error.pointer, error.code)).collect(),
            Err(other) => panic!("{other}"),
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
        let contract = Contract::of(&openapi::document());
        let limits = contract.entries().iter().flat_map(|entry| entry.parameters.iter().map(move |parameter| (&entry.id, parameter)));
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
