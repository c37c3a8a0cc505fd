//! The application put together from the ground and the features. The only part of the program that knows everybody.

mod fallback;
pub mod router;
mod schedule;
mod server;

pub use crate::platform::AppState;
pub use schedule::run_scheduled;
pub use server::{run, serve};

use crate::{
    config::Config,
    features::FEATURES,
    openapi,
    platform::{
        auth::secret::MasterKey,
        clock::{Clock, Ids},
    },
};
use sea_orm::DatabaseConnection;
use std::sync::Arc;

/// Puts the state together, with all features and the contract that they serve.
///
/// # Errors
/// A sentence for the operator.
pub fn state(
    config: Config,
    db: DatabaseConnection,
    clock: Arc<dyn Clock>,
    ids: Arc<dyn Ids>,
    secrets: MasterKey,
) -> Result<AppState, String> {
    AppState::new(config, db, clock, ids, secrets, &openapi::served().contract, FEATURES)
}
