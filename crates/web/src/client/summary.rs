//! How far the network reaches.

use super::{ClientError, get};
use crate::paths::api;
use domain::directory::DirectorySummary;

/// Counts what is published.
///
/// # Errors
/// [`ClientError`].
pub async fn get_directory_summary() -> Result<DirectorySummary, ClientError> {
    get(api::get_directory_summary()).await
}
