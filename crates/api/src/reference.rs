//! Reference data: official facts that the product starts with and that anybody can check. Loading again changes nothing.

use crate::{app::AppState, error::ApiResult};

/// Loads everything; tells what was loaded, a line each.
///
/// # Errors
/// When a file cannot be read or the database fails.
pub async fn load(_state: &AppState) -> ApiResult<Vec<String>> {
    Ok(Vec::new())
}
