//! Rules of support, and quotes.

use super::{ClientError, IdempotencyKey, Versioned, get, get_versioned, list, post_once, post_versioned, put, send};
use crate::paths::api;
use chrono::NaiveDate;
use domain::export::LackingLetters;
use domain::subsidy::dto::{CreateInquiryQuote, InquiryQuote};
use domain::subsidy::{InstitutionSupport, NewRule, Plan, SubsidyRule};
use serde::de::IgnoredAny;

/// Every rule of every scheme, former and coming ones too.
///
/// # Errors
/// [`ClientError`].
pub async fn list_subsidy_rules() -> Result<Vec<SubsidyRule>, ClientError> {
    list(api::SUBSIDY_RULES).await
}

/// The support that would apply at a listed institution today.
///
/// # Errors
/// [`ClientError`].
pub async fn get_institution_support(institution: &str) -> Result<InstitutionSupport, ClientError> {
    get(&api::institution_support(institution)).await
}

/// A statement as a PDF.
///
/// # Errors
/// [`ClientError`].
pub async fn print_subsidy_quote(plan: &Plan, on: NaiveDate, lacking: LackingLetters) -> Result<Vec<u8>, ClientError> {
    let body = serde_json::json!({ "plan": plan, "on": on }).to_string();
    Ok(send(reqwest::Method::POST, &api::printed(api::PRINT_SUBSIDY_QUOTE, lacking), Some(body)).await?.body)
}

/// A rule with what an edit of it is based on.
///
/// # Errors
/// [`ClientError`].
pub async fn get_subsidy_rule(id: &str) -> Result<Versioned<SubsidyRule>, ClientError> {
    get_versioned(&api::subsidy_rule(id)).await
}

/// Enters a rule.
///
/// # Errors
/// [`ClientError`].
pub async fn create_subsidy_rule(input: &NewRule, key: IdempotencyKey) -> Result<SubsidyRule, ClientError> {
    post_once(api::SUBSIDY_RULES, input, key).await
}

/// Rewrites a rule that nothing rests on yet.
///
/// # Errors
/// [`ClientError`]; `rule_in_use` when a quote or an application does.
pub async fn replace_subsidy_rule(id: &str, input: &NewRule, etag: &str) -> Result<(), ClientError> {
    put(&api::subsidy_rule(id), input, etag).await.map(|_: Versioned<IgnoredAny>| ())
}

/// Sets the last day of a rule.
///
/// # Errors
/// [`ClientError`].
pub async fn close_subsidy_rule(id: &str, valid_until: NaiveDate, etag: &str) -> Result<(), ClientError> {
    let body = serde_json::json!({ "valid_until": valid_until });
    post_versioned(&(api::subsidy_rule(id) + "/close"), &body, etag).await.map(|_: IgnoredAny| ())
}

/// The quotes kept in an inquiry, the latest first.
///
/// # Errors
/// [`ClientError`].
pub async fn list_inquiry_quotes(inquiry: &str) -> Result<Vec<InquiryQuote>, ClientError> {
    list(&api::inquiry_quotes(inquiry)).await
}

/// Keeps a quote in an inquiry.
///
/// # Errors
/// [`ClientError`]; `wrong_state` once the inquiry has ended.
pub async fn create_inquiry_quote(inquiry: &str, input: &CreateInquiryQuote, key: IdempotencyKey) -> Result<InquiryQuote, ClientError> {
    post_once(&api::inquiry_quotes(inquiry), input, key).await
}

/// A kept quote as a PDF.
///
/// # Errors
/// [`ClientError`].
pub async fn print_inquiry_quote(inquiry: &str, quote: &str, lacking: LackingLetters) -> Result<Vec<u8>, ClientError> {
    Ok(send(reqwest::Method::GET, &api::printed(&api::inquiry_quote_pdf(inquiry, quote), lacking), None).await?.body)
}
