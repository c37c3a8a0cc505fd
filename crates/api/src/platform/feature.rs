//! What a feature registers: everything that the program does with features without knowing which there are.
//!
//! A feature has one [`Feature`] value in its `mod.rs`, and a line in `features::FEATURES`. Whoever runs something for all features (the
//! router, the schedule, the deletion of an account) goes through [`super::AppState::features`].

use super::AppState;
use crate::error::ApiResult;
use futures_util::future::LocalBoxFuture;
use tokio::sync::watch;
use utoipa_actix_web::service_config::ServiceConfig;

/// The future of a registered function.
pub type Future<'a, T> = LocalBoxFuture<'a, ApiResult<T>>;

/// What one feature has.
#[derive(Debug, Clone, Copy)]
pub struct Feature {
    /// Its folder.
    pub name: &'static str,
    /// Mounts its operations.
    pub routes: fn(&mut ServiceConfig),
    /// What the server does before it takes requests, in the order of the features.
    pub startup: &'static [Task],
    /// What runs beside the server until `stop` becomes true.
    pub background: Option<fn(state: AppState, stop: watch::Receiver<bool>) -> LocalBoxFuture<'static, ()>>,
    /// What the schedule runs each minute. Every task is idempotent.
    pub scheduled: &'static [Task],
    /// Called after each request that may have written, before its answer is sent.
    pub after_write: Option<fn(&AppState)>,
}

impl Feature {
    /// A feature that has operations only.
    #[must_use]
    pub const fn new(name: &'static str, routes: fn(&mut ServiceConfig)) -> Self {
        Feature { name, routes, startup: &[], background: None, scheduled: &[], after_write: None }
    }
}

/// Something that is done outside of a request.
#[derive(Debug, Clone, Copy)]
pub struct Task {
    /// What cannot be done if it fails: the subject of a sentence for the operator or the log.
    pub name: &'static str,
    /// Does it.
    pub run: for<'a> fn(&'a AppState) -> Future<'a, ()>,
}
