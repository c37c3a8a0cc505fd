//! What a feature registers: everything that the program does with features without knowing which there are.
//!
//! A feature has one [`Feature`] value in its `mod.rs`, and a line in `features::FEATURES`. Whoever runs something for all features (the
//! router, the schedule, the deletion of an account) goes through [`super::AppState::features`].

use super::AppState;
use crate::{ctx::Ctx, error::ApiResult};
use chrono::TimeDelta;
use domain::ids::{AccountId, InstitutionId, OrganizationId};
use futures_util::future::LocalBoxFuture;
use sea_orm::{DatabaseConnection, DatabaseTransaction};
use serde_json::Value;
use tokio::sync::watch;
use utoipa_actix_web::service_config::ServiceConfig;

/// The future of a registered function.
pub type Future<'a, T> = LocalBoxFuture<'a, ApiResult<T>>;

/// What one feature has.
#[derive(Debug, Clone, Copy)]
pub struct Feature {
    /// Its folder.
    pub name: &'static str,
    /// The headings of the contract that are its own, each with a sentence. Every operation is under one of them.
    pub tags: &'static [(&'static str, &'static str)],
    /// Mounts its operations.
    pub routes: fn(&mut ServiceConfig),
    /// Most requests are for its operations, so they are mounted before those of the others.
    pub is_asked_most: bool,
    /// What the server does before it takes requests, in the order of the features.
    pub startup: &'static [Task],
    /// What runs beside the server until `stop` becomes true.
    pub background: Option<Background>,
    /// What the schedule runs each minute. Every task is idempotent.
    pub scheduled: &'static [Task],
    /// Called after each request that may have written, before its answer is sent.
    pub after_write: Option<fn(&AppState)>,
    /// What it keeps about people.
    pub personal_data: Option<PersonalData>,
    /// What ends with an institution that left the network or whose registration was revoked, in that transaction.
    pub institution_left: Option<InstitutionLeft>,
    /// What ends with an institution's last published registration, however that ended, in that transaction.
    pub institution_unregistered: Option<InstitutionUnregistered>,
    /// Rows that are removed after their time.
    pub retention: &'static [Retention],
    /// What invitations ask of the organization that they are to.
    pub membership: Option<Membership>,
    /// How many things of its own a person has not read, for the header of every page: one cheap query.
    pub unread: Option<Unread>,
}

impl Feature {
    /// A feature that has operations only.
    #[must_use]
    pub const fn new(name: &'static str, routes: fn(&mut ServiceConfig)) -> Self {
        Feature {
            name,
            tags: &[],
            routes,
            is_asked_most: false,
            startup: &[],
            background: None,
            scheduled: &[],
            after_write: None,
            personal_data: None,
            institution_left: None,
            institution_unregistered: None,
            retention: &[],
            membership: None,
            unread: None,
        }
    }
}

/// Work beside the server, until `stop` becomes true.
pub type Background = fn(state: AppState, stop: watch::Receiver<bool>) -> LocalBoxFuture<'static, ()>;

/// Something that is done outside of a request.
#[derive(Debug, Clone, Copy)]
pub struct Task {
    /// What the operator or the log is told when it fails, without the reason.
    pub failure: &'static str,
    /// Does it.
    pub run: for<'a> fn(&'a AppState) -> Future<'a, ()>,
}

/// What a feature keeps about people. Its functions run in the transaction of the act, and may refuse it.
#[derive(Debug, Clone, Copy)]
pub struct PersonalData {
    /// The name of its part in what a person takes along.
    pub part: &'static str,
    /// Returns everything that it keeps about an account.
    pub export: for<'a> fn(&'a DatabaseTransaction, AccountId) -> Future<'a, Value>,
    /// Ends what goes on between the person and others, for an account that is deleted. Called before anything is erased, so that
    /// profiles and memberships are still there.
    pub withdraw: Option<Erase>,
    /// Removes or empties what it keeps about an account that is deleted. Upper features come first, since they rest on lower ones.
    pub erase: Option<Erase>,
}

/// A step of the deletion of an account.
pub type Erase = for<'a> fn(&'a DatabaseTransaction, &'a Ctx, AccountId) -> Future<'a, ()>;

/// Ends what goes on with an institution; the text says why to the people on the other side.
pub type InstitutionLeft = for<'a> fn(&'a DatabaseTransaction, &'a Ctx, InstitutionId, &'a str) -> Future<'a, ()>;

/// Ends what an institution can do as long as it is registered.
pub type InstitutionUnregistered = for<'a> fn(&'a DatabaseTransaction, &'a Ctx, InstitutionId) -> Future<'a, ()>;

/// Returns how many things a person has not read.
pub type Unread = for<'a> fn(&'a DatabaseConnection, AccountId) -> Future<'a, u32>;

/// Rows that are removed after their time.
#[derive(Debug, Clone, Copy)]
pub struct Retention {
    /// Removes what is older than `$1`.
    pub sql: &'static str,
    /// How long rows are kept.
    pub kept: TimeDelta,
}

/// The members of organizations, as invitations need them.
#[derive(Debug, Clone, Copy)]
pub struct Membership {
    /// Returns the name of an organization.
    pub name: for<'a> fn(&'a DatabaseTransaction, OrganizationId) -> Future<'a, String>,
    /// Returns whether a person is a member now.
    pub has_member: for<'a> fn(&'a DatabaseTransaction, OrganizationId, AccountId) -> Future<'a, bool>,
    /// Makes a person a member; again changes nothing.
    pub join: for<'a> fn(&'a DatabaseTransaction, &'a Ctx, OrganizationId, AccountId) -> Future<'a, ()>,
}
