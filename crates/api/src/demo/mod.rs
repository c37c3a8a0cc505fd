//! Fictional people and institutions to look around with. Every one says that it is fictional (架空).
//!
//! Everything is written in one transaction, as the course of the last weeks would have left it: steps, versions and audit
//! entries by the people of the demo at times before now. No mail is enqueued: nobody waits for it.

mod applications;
mod contact;
mod crowd;
mod inquiries;
mod institutions;
mod openings;
mod people;
mod plan;
mod reasons;
mod scene;
mod story;

pub use people::{PASSWORD, TOTP_SECRET};

use crate::{
    app::AppState,
    entity::municipality,
    error::{ApiError, ApiResult},
    platform::{auth::totp, db},
};
use sea_orm::{EntityTrait, PaginatorTrait};

/// How much demo data there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// Enough to see everything once.
    Usual,
    /// Hundreds of institutions more, most of which wait for the secretariat.
    Large,
}

/// Makes the demo data, once; tells what to sign in with, a line each.
///
/// # Errors
/// When the reference data is not loaded, or the database fails.
pub async fn seed(state: &AppState, size: Size) -> ApiResult<Vec<String>> {
    if !people::exist(&state.db).await? {
        if municipality::Entity::find().count(&state.db).await? == 0 {
            return Err(ApiError::internal("the demo data stands on the reference data: run `api load-reference` first"));
        }
        let password_hash = state.passwords.hash(PASSWORD).await?;
        db::transaction(&state.db, async |txn| {
            let scene = people::write(txn, state, &password_hash).await?;
            let institutions = institutions::write(txn, &scene).await?;
            openings::write(txn, &scene, &institutions).await?;
            inquiries::write(txn, &scene, &institutions).await?;
            contact::write(txn, &scene).await?;
            reasons::write(txn, &scene).await?;
            plan::write(txn, &scene).await?;
            applications::write(txn, &scene, &institutions).await?;
            if size == Size::Large { crowd::write(txn, &scene).await } else { Ok(()) }
        })
        .await?;
    }
    Ok(people::table())
}

/// The code that the demo's staff can sign in with now.
///
/// # Errors
/// Never in practice.
pub fn code(state: &AppState) -> ApiResult<String> {
    totp::code_at(TOTP_SECRET, state.clock.now())
}
