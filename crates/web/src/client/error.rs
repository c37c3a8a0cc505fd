//! Why a request did not give what was asked for.

use crate::i18n::locale;
use crate::t;
use domain::problem::{FieldCode, FieldError, Problem, ProblemCode};
use std::sync::Arc;

/// Why a request did not give what was asked for.
#[derive(Debug, Clone, PartialEq)]
pub enum ClientError {
    /// The server said why.
    Problem(Arc<Problem>),
    /// The server was not reached; nothing typed is lost and the same request may be repeated.
    Offline,
    /// An answer that is not of the contract, with its status.
    Unexpected(u16),
}

impl ClientError {
    /// The server's code, when it said why.
    pub fn code(&self) -> Option<ProblemCode> {
        match self {
            ClientError::Problem(problem) => Some(problem.code),
            ClientError::Offline | ClientError::Unexpected(_) => None,
        }
    }

    /// Whether the server said this.
    pub fn is(&self, code: ProblemCode) -> bool {
        self.code() == Some(code)
    }

    /// The violation with this code, when the server found one.
    pub fn violation(&self, code: FieldCode) -> Option<FieldError> {
        match self {
            ClientError::Problem(problem) => problem.errors.iter().find(|error| error.code == code).cloned(),
            ClientError::Offline | ClientError::Unexpected(_) => None,
        }
    }

    /// What happened and what to do.
    pub fn title(&self) -> String {
        match self {
            ClientError::Problem(problem) => problem.code.title(locale()).to_owned(),
            ClientError::Offline => t!(common.error.offline).to_owned(),
            ClientError::Unexpected(_) => ProblemCode::Internal.title(locale()).to_owned(),
        }
    }

    /// More about this occurrence.
    pub fn detail(&self) -> Option<String> {
        match self {
            ClientError::Problem(problem) => problem.detail.clone(),
            ClientError::Offline | ClientError::Unexpected(_) => None,
        }
    }

    /// The request's id, to name when asking for help; only where it could help.
    pub fn reference(&self) -> Option<String> {
        match self {
            ClientError::Problem(problem) if problem.status >= 500 => problem.instance.clone(),
            _ => None,
        }
    }
}
