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
/// `invalid_parameter`, with `unknown_parameter`, `no_parameters`, `out_of_range` or `control_character` at each of them.
pub fn check(contract: &Contract, request: &ServiceRequest) -> ApiResult<()> {
    check_query(contract, request.method().as_str(), request.path(), request.query_string())
}

/// The same for a request given by its parts.
///
/// # Errors
/// As of [`check`].
pub fn check_query(contract: &Contract, method: &str, path: &str, query: &str) -> ApiResult<()> {
    if query.is_empty() {
        return Ok(());
    }
    let Some(operation) = contract.find(method, path) else { return Ok(()) };
    let mut violations = Violations::default();
    let mut unknown = BTreeSet::new();
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        match operation.parameters.iter().find(|known| known.name == name) {
            // The database holds no text with it.
            Some(known) if value.contains('\0') => violations.add(&known.name, FieldCode::ControlCharacter),
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
