//! Fictional people and institutions to look around with. Every one says that it is fictional.

mod accounts;

use crate::{app::AppState, error::ApiResult};

pub use accounts::{DemoAccount, PASSWORD, TOTP_SECRET};

/// Makes the demo data, once; tells what to sign in with, a line each.
///
/// # Errors
/// When the database fails.
pub async fn seed(state: &AppState) -> ApiResult<Vec<String>> {
    accounts::seed(state).await?;
    Ok(accounts::describe())
}
