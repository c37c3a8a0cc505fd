//! Refusals of the database that a caller can understand, told apart by the constraint's name.

use domain::problem::ProblemCode;
use sea_orm::{DbErr, RuntimeErr, sqlx};

/// Constraint name → what the caller is told. A violation that is not listed is a fault of ours and answers 500.
const EXPECTED: &[(&str, ProblemCode)] = &[
    ("account_email_key", ProblemCode::Conflict),
    ("organization_member_pkey", ProblemCode::AlreadyMember),
    ("account_role_pkey", ProblemCode::AlreadyMember),
    ("invitation_open_key", ProblemCode::Conflict),
    ("inquiry_doctor_account_id_institution_id_key", ProblemCode::InquiryAlreadyOpen),
    ("change_request_registration_id_key", ProblemCode::ChangeRequestAlreadyOpen),
    ("registration_institution_id_fiscal_year_key", ProblemCode::RegistrationAlreadyOpen),
    ("priority_area_version_period_excl", ProblemCode::PeriodsOverlap),
    ("council_meeting_round_key", ProblemCode::Conflict),
    ("correction_plan_prefecture_code_fiscal_year_key", ProblemCode::Conflict),
    ("subsidy_rule_period_excl", ProblemCode::PeriodsOverlap),
    ("subsidy_rule_scheme_version_key", ProblemCode::Conflict),
    ("subsidy_rule_in_use", ProblemCode::RuleInUse),
    ("support_application_institution_id_fiscal_year_key", ProblemCode::ApplicationAlreadyOpen),
];

/// The problem code for a violated constraint, when it is an expected one.
#[must_use]
pub fn code(error: &DbErr) -> Option<ProblemCode> {
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
    database_error(error).and_then(|error| error.code()).is_some_and(|code| code == "40001" || code == "40P01")
}

fn database_error(error: &DbErr) -> Option<&(dyn sqlx::error::DatabaseError + 'static)> {
    match error {
        DbErr::Exec(RuntimeErr::SqlxError(error))
        | DbErr::Query(RuntimeErr::SqlxError(error))
        | DbErr::Conn(RuntimeErr::SqlxError(error)) => error.as_database_error(),
        _ => None,
    }
}
