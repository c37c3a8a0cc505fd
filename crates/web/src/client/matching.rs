//! What a doctor wishes for, and the openings in the order in which they suit.

use super::{ClientError, Versioned, get, get_versioned, put};
use crate::paths::api;
use domain::matching::{OpeningMatch, SavedWishes, Wishes};
use domain::page::Page;
use domain::problem::ProblemCode;

/// Reads the own wishes; nothing until they were saved once.
///
/// # Errors
/// [`ClientError`].
pub async fn get_wishes() -> Result<Option<Versioned<SavedWishes>>, ClientError> {
    match get_versioned(api::get_wishes()).await {
        Ok(wishes) => Ok(Some(wishes)),
        Err(error) if error.is(ProblemCode::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Saves the own wishes; an empty `etag` says that there were none.
///
/// # Errors
/// [`ClientError`]; `version_mismatch` when they were saved elsewhere since.
pub async fn save_wishes(wishes: &Wishes, etag: &str) -> Result<Versioned<SavedWishes>, ClientError> {
    put(api::save_wishes(), wishes, etag).await
}

/// Lists the openings, what suits best first.
///
/// # Errors
/// [`ClientError`]; `invalid_cursor` when the wishes were saved since the page before.
pub async fn list_matches(cursor: Option<String>) -> Result<Page<OpeningMatch>, ClientError> {
    get(api::list_matches().with(&[("cursor", cursor)])).await
}
