//! What administrators do about accounts of the staff: suspending them, and resetting a second factor, for which it takes two.

use crate::{
    ids::{AccountId, SecondFactorResetId},
    institution::terms,
    problem::ProblemCode,
    validate::{Validate, Violations},
};
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// How long another administrator may approve a reset.
pub const RESET_LIFE: TimeDelta = TimeDelta::days(7);
/// The longest reason.
const REASON_MAX: usize = 500;

/// Suspends an account.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SuspendAccount {
    /// Why, for the other administrators and the trail, 1 to 500 characters. The person does not read it.
    pub reason: String,
}

impl Validate for SuspendAccount {
    fn check(&self, v: &mut Violations) {
        v.required_text("reason", &self.reason, REASON_MAX);
    }
}

/// Asks for the removal of somebody's second factor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AskForSecondFactorReset {
    /// Whose.
    pub account_id: AccountId,
    /// Why, and how it is known that the person asked for it, 1 to 500 characters.
    pub reason: String,
}

impl Validate for AskForSecondFactorReset {
    fn check(&self, v: &mut Violations) {
        v.required_text("reason", &self.reason, REASON_MAX);
    }
}

terms! {
    /// How a reset stands.
    ResetStatus {
        /// Another administrator may approve it.
        Open = "承認待ち", "Waits for approval";
        /// The second factor was removed.
        Approved = "解除済み", "Done";
        /// Whoever asked, or another administrator, took it back.
        Withdrawn = "取り下げ", "Withdrawn";
        /// Nobody approved it within a week.
        Expired = "期限切れ", "Expired";
        /// The password or the second factor changed since, or whoever asked is no administrator any more.
        Void = "無効", "Void";
    }
}

/// The credentials and role that a reset depends on; it is void once one of them changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ResetFacts {
    /// When it was asked for.
    pub asked_at: DateTime<Utc>,
    /// Whether it was approved.
    pub approved: bool,
    /// Whether it was taken back.
    pub withdrawn: bool,
    /// Whether the account has the same password and second factor as then.
    pub same_credentials: bool,
    /// Since when whoever asked is an administrator without a break; `None` for somebody who is none any more, or is suspended.
    pub asker_since: Option<DateTime<Utc>>,
}

impl ResetFacts {
    /// How it stands now.
    #[must_use]
    pub fn status(&self, now: DateTime<Utc>) -> ResetStatus {
        if self.approved {
            ResetStatus::Approved
        } else if self.withdrawn {
            ResetStatus::Withdrawn
        } else if !self.same_credentials || self.asker_since.is_none_or(|since| since > self.asked_at) {
            ResetStatus::Void
        } else if now >= self.asked_at + RESET_LIFE {
            ResetStatus::Expired
        } else {
            ResetStatus::Open
        }
    }

    /// Whether somebody who is an administrator since `since` may approve it now: a second pair of eyes that nobody chose for this.
    ///
    /// # Errors
    /// `wrong_state` when it is not open, `another_administrator_required` for whoever asked, the person concerned, and administrators who are it
    /// only since then.
    pub fn may_approve(&self, now: DateTime<Utc>, since: DateTime<Utc>, asked_or_is_concerned: bool) -> Result<(), ProblemCode> {
        if self.status(now) != ResetStatus::Open {
            return Err(ProblemCode::WrongState);
        }
        if asked_or_is_concerned || since >= self.asked_at { Err(ProblemCode::AnotherAdministratorRequired) } else { Ok(()) }
    }
}

/// A reset that was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SecondFactorReset {
    /// The reset.
    pub id: SecondFactorResetId,
    /// Whose second factor.
    pub account_id: AccountId,
    /// That person's name.
    pub name: String,
    /// That person's address.
    pub email: String,
    /// Who asked.
    pub asked_by: String,
    /// Why.
    pub reason: String,
    /// When it was asked for.
    pub asked_at: DateTime<Utc>,
    /// Until when it may be approved.
    pub expires_at: DateTime<Utc>,
    /// How it stands.
    pub status: ResetStatus,
    /// Whether the reader may approve it.
    pub may_approve: bool,
    /// Who approved it.
    pub approved_by: Option<String>,
}

/// Jobs that wait to leave the platform, such as mails.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "db", derive(sea_orm::FromQueryResult))]
pub struct QueueState {
    /// How many wait.
    pub waiting: i64,
    /// Since when the oldest waits.
    pub oldest_since: Option<DateTime<Utc>>,
    /// How many of them failed at least once and are tried again.
    pub retried: i64,
    /// How many were given up.
    pub dead: i64,
    /// When the last one was given up.
    pub last_dead_at: Option<DateTime<Utc>>,
    /// When the last one was done.
    pub last_done_at: Option<DateTime<Utc>>,
}

/// A file of official data that was brought in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "db", derive(sea_orm::FromQueryResult))]
pub struct ImportState {
    /// Which data, such as `municipalities`.
    pub dataset: String,
    /// The newest edition.
    pub edition: String,
    /// When it was brought in.
    pub imported_at: DateTime<Utc>,
    /// Rows taken.
    pub rows_taken: i64,
    /// Rows refused.
    pub rows_refused: i64,
}

/// How the platform is, as far as it knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PlatformState {
    /// The version of the program that answered.
    pub version: String,
    /// The last migration of the database's schema.
    pub schema: String,
    /// The server's clock.
    pub now: DateTime<Utc>,
    /// How large the database is, in bytes. Copies of it are made outside of the platform, which does not know of them.
    pub database_bytes: i64,
    /// Mails that wait to be sent.
    pub outbox: QueueState,
    /// Official data, the last import first.
    pub imports: Vec<ImportState>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hour: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::hours(hour)
    }

    fn open() -> ResetFacts {
        ResetFacts { asked_at: at(10), approved: false, withdrawn: false, same_credentials: true, asker_since: Some(at(1)) }
    }

    #[test]
    fn a_reset_is_open_for_a_week_and_as_long_as_what_it_stands_on_holds() {
        assert_eq!(open().status(at(11)), ResetStatus::Open);
        assert_eq!(open().status(at(10) + RESET_LIFE), ResetStatus::Expired);
        assert_eq!(ResetFacts { same_credentials: false, ..open() }.status(at(11)), ResetStatus::Void);
        for since in [None, Some(at(12))] {
            assert_eq!(ResetFacts { asker_since: since, ..open() }.status(at(13)), ResetStatus::Void, "{since:?}");
        }
        assert_eq!(ResetFacts { withdrawn: true, ..open() }.status(at(11)), ResetStatus::Withdrawn);
        assert_eq!(ResetFacts { approved: true, same_credentials: false, ..open() }.status(at(11)), ResetStatus::Approved);
    }

    #[test]
    fn another_administrator_who_was_one_before_approves() {
        assert_eq!(open().may_approve(at(11), at(9), false), Ok(()));
        assert_eq!(open().may_approve(at(11), at(10), false), Err(ProblemCode::AnotherAdministratorRequired));
        assert_eq!(open().may_approve(at(11), at(9), true), Err(ProblemCode::AnotherAdministratorRequired));
        assert_eq!(open().may_approve(at(10) + RESET_LIFE, at(9), false), Err(ProblemCode::WrongState));
    }
}
