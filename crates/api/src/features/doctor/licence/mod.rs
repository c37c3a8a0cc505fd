//! The check of doctors' licences: what staff look up and decide, and the copies of licences that wait for it.
//!
//! Invariant: staff read name, number and year of a doctor here and nothing else, least of all with whom the doctor talks; a copy is gone
//! in the transaction that decides.

pub mod copy;
pub mod doubt;
pub mod handlers;
pub mod query;
pub mod service;

use crate::{error::ApiResult, platform::AppState};

/// Removes copies that nobody decided about, and doubts that were kept for a year.
///
/// # Errors
/// When the database fails.
pub async fn purge(state: &AppState) -> ApiResult<()> {
    copy::purge_expired(state).await?;
    doubt::purge(&state.db, state.clock.now()).await
}
