//! The one error of the API. Services answer with a code and keep the private reason for the log; only this file turns it into HTTP.

use crate::platform::db::conflict;
use actix_web::{HttpResponse, ResponseError, http::StatusCode};
use domain::{
    problem::{FieldCode, Problem, ProblemCode},
    validate::Violations,
};
use sea_orm::DbErr;
use std::fmt;

/// What services and handlers return.
pub type ApiResult<T> = Result<T, ApiError>;

/// When it makes sense to try again after the database did not answer, in seconds.
const AFTER_THE_DATABASE: u64 = 5;

type Source = Box<dyn std::error::Error + Send + Sync>;

/// Why a request was not done.
#[derive(Debug)]
pub enum ApiError {
    /// A refusal that the caller can understand.
    Problem {
        /// What the caller is told.
        code: ProblemCode,
        /// What only the log is told.
        context: Option<String>,
        /// When trying again makes sense, in seconds.
        retry_after: Option<u64>,
    },
    /// The input breaks rules, field by field.
    Invalid(Violations),
    /// Parameters of the query are not of their documented form; pointers name them.
    Parameters(Violations),
    /// The database refused or failed; expected refusals are told apart by constraint name.
    Database(DbErr),
    /// Our fault.
    Internal(Source),
}

impl ApiError {
    /// A refusal with a reason for the log.
    pub fn because(code: ProblemCode, context: impl Into<String>) -> Self {
        ApiError::Problem { code, context: Some(context.into()), retry_after: None }
    }

    /// A refusal of too many attempts.
    #[must_use]
    pub fn too_many(retry_after: u64) -> Self {
        ApiError::Problem { code: ProblemCode::TooManyRequests, context: None, retry_after: Some(retry_after) }
    }

    /// One field that breaks a rule that needed a row, the date or the actor.
    #[must_use]
    pub fn field(field: &str, code: FieldCode) -> Self {
        ApiError::Invalid(Violations::one(field, code))
    }

    /// A query parameter that is not of its documented form.
    #[must_use]
    pub fn parameter(name: &str, code: FieldCode) -> Self {
        ApiError::Parameters(Violations::one(name, code))
    }

    /// A query parameter that is not of its documented form, with the values its sentence needs.
    #[must_use]
    pub fn parameter_with(name: &str, code: FieldCode, params: serde_json::Value) -> Self {
        let mut violations = Violations::default();
        violations.add_with(name, code, params);
        ApiError::Parameters(violations)
    }

    /// Our fault, with its source.
    pub fn internal(source: impl Into<Source>) -> Self {
        ApiError::Internal(source.into())
    }

    /// The code the caller sees.
    #[must_use]
    pub fn code(&self) -> ProblemCode {
        match self {
            ApiError::Problem { code, .. } => *code,
            ApiError::Invalid(_) => ProblemCode::InvalidInput,
            ApiError::Parameters(_) => ProblemCode::InvalidParameter,
            ApiError::Database(error) => conflict::code(error).unwrap_or(ProblemCode::Internal),
            ApiError::Internal(_) => ProblemCode::Internal,
        }
    }

    /// The answer on the wire, without language and request id, which the outermost middleware fills in.
    #[must_use]
    pub fn problem(&self) -> Problem {
        let errors = match self {
            ApiError::Invalid(violations) | ApiError::Parameters(violations) => violations.clone().into_errors(),
            _ => Vec::new(),
        };
        problem(self.code(), errors)
    }
}

/// A problem body for a code.
#[must_use]
pub fn problem(code: ProblemCode, errors: Vec<domain::problem::FieldError>) -> Problem {
    Problem {
        kind: format!("urn:gm-network:problem:{code}"),
        title: code.title(domain::locale::Locale::default()).to_owned(),
        status: code.status(),
        detail: None,
        instance: None,
        code,
        errors,
    }
}

/// An answer carrying a problem; the outermost middleware writes its body.
#[must_use]
pub fn problem_response(problem: Problem, retry_after: Option<u64>) -> HttpResponse {
    let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut builder = HttpResponse::build(status);
    if let Some(seconds) = retry_after {
        builder.insert_header(("Retry-After", seconds.to_string()));
    }
    let mut response = builder.finish();
    response.extensions_mut().insert(problem);
    response
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ApiError::Problem { code, context, .. } => match context {
                Some(context) => write!(f, "{code}: {context}"),
                None => write!(f, "{code}"),
            },
            ApiError::Invalid(_) => f.write_str("invalid_input"),
            ApiError::Parameters(_) => f.write_str("invalid_parameter"),
            ApiError::Database(error) => write!(f, "database: {error}"),
            ApiError::Internal(error) => write!(f, "internal: {error}"),
        }
    }
}

impl std::error::Error for ApiError {}

impl ResponseError for ApiError {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.code().status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    fn error_response(&self) -> HttpResponse {
        if self.code() == ProblemCode::Internal {
            tracing::error!(error = %self, "the request failed on our side");
        } else if let ApiError::Database(error) = self
            && conflict::is_unavailable(error)
        {
            tracing::error!(%error, "the database did not answer, or not in time");
        } else if let ApiError::Problem { code, context: Some(context), .. } = self {
            tracing::info!(problem.code = %code, context, "the request was refused");
        }
        let retry_after = match self {
            ApiError::Problem { retry_after, .. } => *retry_after,
            ApiError::Database(error) if conflict::is_unavailable(error) => Some(AFTER_THE_DATABASE),
            _ => None,
        };
        problem_response(self.problem(), retry_after)
    }
}

impl From<ProblemCode> for ApiError {
    fn from(code: ProblemCode) -> Self {
        ApiError::Problem { code, context: None, retry_after: None }
    }
}

impl From<Violations> for ApiError {
    fn from(violations: Violations) -> Self {
        ApiError::Invalid(violations)
    }
}

impl From<DbErr> for ApiError {
    fn from(error: DbErr) -> Self {
        ApiError::Database(error)
    }
}

impl From<serde_json::Error> for ApiError {
    fn from(error: serde_json::Error) -> Self {
        ApiError::internal(error)
    }
}
