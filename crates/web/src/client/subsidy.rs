//! Rules of support, and quotes.

use super::{ClientError, get, send};
use crate::paths::api;
use chrono::NaiveDate;
use domain::subsidy::{Plan, SubsidyRule};

/// Every rule of every scheme, former and coming ones too.
///
/// # Errors
/// [`ClientError`].
pub async fn list_subsidy_rules() -> Result<Vec<SubsidyRule>, ClientError> {
    get(api::SUBSIDY_RULES).await
}

/// A statement as a PDF.
///
/// # Errors
/// [`ClientError`].
pub async fn print_subsidy_quote(plan: &Plan, on: NaiveDate) -> Result<Vec<u8>, ClientError> {
    let body = serde_json::json!({ "plan": plan, "on": on }).to_string();
    Ok(send(reqwest::Method::POST, api::PRINT_SUBSIDY_QUOTE, Some(body)).await?.body)
}
