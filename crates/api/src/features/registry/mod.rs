//! The official lists of institutions: a draft can start from one of their rows instead of typing. Editions come from files, by command
//! or handed in by staff, who see what one would change before they apply it.
//!
//! Invariant: a list is somebody else's and is only ever replaced by a newer edition of it; nothing here edits a row.

mod compare;
mod edition;
mod handlers;
mod hospitals;
mod insured;
mod intake;
mod matching;
mod names;
mod place;
mod query;
mod shelf;

pub use edition::{import_hospitals, import_insured};
pub use names::RegistryNames;

use utoipa_actix_web::service_config::ServiceConfig;

/// Mounts the feature.
pub fn routes(config: &mut ServiceConfig) {
    config.service(handlers::search_registry);
}
