//! Query parameters that an operation does not have: refused by name, so that a mistyped filter is not an answer without it.

use super::contract::Contract;
use crate::error::{ApiError, ApiResult};
use actix_web::dev::ServiceRequest;
use domain::{problem::FieldCode, validate::Violations};
use serde_json::json;

/// Refuses a request to the API with parameters that the contract does not give its operation. Pages of the site take any: links to
/// them are decorated by others.
///
/// # Errors
/// `invalid_parameter`, with `unknown_parameter` or `no_parameters` at each of them.
pub fn check(contract: &Contract, request: &ServiceRequest) -> ApiResult<()> {
    unknown(contract, request.method().as_str(), request.path(), request.query_string())
}

fn unknown(contract: &Contract, method: &str, path: &str, query: &str) -> ApiResult<()> {
    if query.is_empty() {
        return Ok(());
    }
    let Some(operation) = contract.find(method, path) else { return Ok(()) };
    let mut names: Vec<_> = form_urlencoded::parse(query.as_bytes()).map(|(name, _)| name).collect();
    names.retain(|name| !operation.parameters.iter().any(|known| known == name));
    names.sort_unstable();
    names.dedup();
    let mut violations = Violations::default();
    for name in names {
        let pointer = name.replace('~', "~0").replace('/', "~1");
        match operation.parameters.is_empty() {
            true => violations.add(&pointer, FieldCode::NoParameters),
            false => {
                let allowed = operation.parameters.join(", ");
                violations.add_with(&pointer, FieldCode::UnknownParameter, json!({ "allowed": allowed }));
            }
        }
    }
    if violations.is_empty() { Ok(()) } else { Err(ApiError::Parameters(violations)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::openapi;

    fn errors(method: &str, address: &str) -> Vec<(String, FieldCode)> {
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        match unknown(&Contract::of(&openapi::document()), method, path, query) {
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
    fn an_operation_without_parameters_says_so() {
        assert_eq!(errors("GET", "/api/v1/me?x=1"), [("/x".to_owned(), FieldCode::NoParameters)]);
    }

    #[test]
    fn what_is_no_operation_is_not_looked_at() {
        assert_eq!(errors("GET", "/institutions?utm_source=mail"), []);
        assert_eq!(errors("GET", "/api/v1/nothing?x=1"), []);
    }
}
