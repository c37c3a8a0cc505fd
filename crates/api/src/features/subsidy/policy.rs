//! What a quote may be made of.

use crate::error::{ApiError, ApiResult};
use domain::{problem::ProblemCode, subsidy::Statement};

/// Lets a statement pass when every scheme of its plan has a rule in force on the day. One whose rule says that it has not started
/// passes too: its line tells when it will.
///
/// # Errors
/// `scheme_closed`.
pub fn require_open(statement: Statement) -> ApiResult<Statement> {
    match statement.lines.iter().find(|line| line.rule.is_none()) {
        Some(line) => Err(ApiError::because(ProblemCode::SchemeClosed, format!("{} on {}", line.scheme, statement.on))),
        None => Ok(statement),
    }
}
