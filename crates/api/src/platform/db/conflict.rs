//! Refusals of the database that a caller can understand, told apart by the constraint's name.

use domain::problem::ProblemCode;
use sea_orm::{
    DbErr, RuntimeErr,
    sqlx::{self, error::DatabaseError},
};

/// Constraint name → what the caller is told. A violation that is not listed is a fault of ours and answers 500.
const EXPECTED: &[(&str, ProblemCode)] = &[
    ("account_email_key", ProblemCode::Conflict),
    ("organization_member_pkey", ProblemCode::AlreadyMember),
    ("account_role_pkey", ProblemCode::AlreadyMember),
    ("invitation_open_key", ProblemCode::Conflict),
    ("inquiry_doctor_account_id_institution_id_key", ProblemCode::InquiryAlreadyOpen),
    ("change_request_registration_id_key", ProblemCode::ChangeRequestAlreadyOpen),
    ("registration_institution_id_fiscal_year_key", ProblemCode::RegistrationAlreadyOpen),
    ("institution_organization_id_registry_code_key", ProblemCode::RegistrationAlreadyOpen),
    ("priority_area_version_period_excl", ProblemCode::PeriodsOverlap),
    ("council_meeting_round_key", ProblemCode::Conflict),
    ("correction_plan_prefecture_code_fiscal_year_key", ProblemCode::Conflict),
    ("subsidy_rule_period_excl", ProblemCode::PeriodsOverlap),
    ("subsidy_rule_scheme_version_key", ProblemCode::Conflict),
    ("subsidy_rule_in_use", ProblemCode::RuleInUse),
    ("support_document_replaces_id_key", ProblemCode::Conflict),
    ("support_application_institution_id_fiscal_year_key", ProblemCode::ApplicationAlreadyOpen),
];

/// SQLSTATEs of a connection that Postgres ended or refuses: `admin_shutdown`, `crash_shutdown`, `cannot_connect_now`,
/// `idle_in_transaction_session_timeout`.
const LOST: [&str; 4] = ["57P01", "57P02", "57P03", "25P03"];
/// SQLSTATEs of what took too long or found no room: `query_canceled`, `lock_not_available`, `too_many_connections`.
const BUSY: [&str; 3] = ["57014", "55P03", "53300"];

/// The problem code for a violated constraint, when it is an expected one, and for a database that cannot answer now.
#[must_use]
pub fn code(error: &DbErr) -> Option<ProblemCode> {
    if is_unavailable(error) {
        return Some(ProblemCode::Unavailable);
    }
    let name = constraint(error)?;
    EXPECTED.iter().find(|(expected, _)| *expected == name).map(|(_, code)| *code)
}

/// The violated constraint's name.
#[must_use]
pub fn constraint(error: &DbErr) -> Option<&str> {
    database_error(error)?.constraint()
}

/// Whether Postgres asks for the transaction to be repeated: serialization failure or deadlock.
#[must_use]
pub fn is_retryable(error: &DbErr) -> bool {
    has_state(error, &["40001", "40P01"])
}

/// Whether the connection is gone: Postgres has rolled back what was not committed.
#[must_use]
pub fn is_connection_lost(error: &DbErr) -> bool {
    matches!(driver_error(error), Some(sqlx::Error::Io(_) | sqlx::Error::Tls(_))) || has_state(error, &LOST)
}

/// Whether the database cannot answer now, and may be able to in a moment.
#[must_use]
pub fn is_unavailable(error: &DbErr) -> bool {
    matches!(error, DbErr::ConnectionAcquire(_)) || is_connection_lost(error) || has_state(error, &BUSY)
}

fn has_state(error: &DbErr, states: &[&str]) -> bool {
    database_error(error).and_then(DatabaseError::code).is_some_and(|code| states.contains(&&*code))
}

fn database_error(error: &DbErr) -> Option<&(dyn DatabaseError + 'static)> {
    driver_error(error)?.as_database_error()
}

fn driver_error(error: &DbErr) -> Option<&sqlx::Error> {
    match error {
        DbErr::Exec(RuntimeErr::SqlxError(error))
        | DbErr::Query(RuntimeErr::SqlxError(error))
        | DbErr::Conn(RuntimeErr::SqlxError(error)) => Some(error),
        _ => None,
    }
}
