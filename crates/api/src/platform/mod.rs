//! Plumbing that every feature uses and that knows no feature.

pub mod audit;
pub mod auth;
pub mod clock;
pub mod db;
pub mod drafts;
pub mod export;
pub mod feature;
pub mod http;
pub mod import;
pub mod mail;
pub mod outbox;
pub mod page_texts;
pub mod state;
pub mod telemetry;

/// The index of texts.
pub use ::search;
pub use state::AppState;

use crate::error::{ApiError, ApiResult};

/// Work on files and on many texts, away from the threads that answer requests.
///
/// # Errors
/// Those of the work.
pub async fn off_thread<T: Send + 'static>(work: impl FnOnce() -> ApiResult<T> + Send + 'static) -> ApiResult<T> {
    tokio::task::spawn_blocking(work).await.map_err(ApiError::internal)?
}
