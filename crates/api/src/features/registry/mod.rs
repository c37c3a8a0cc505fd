//! The official list of institutions: a draft can start from one of its rows instead of typing.
//!
//! Invariant: the list is somebody else's and is only ever replaced by a newer edition of it; nothing here edits a row.

mod handlers;
pub mod import;
pub mod insured;
mod names;
mod place;
mod query;
mod shelf;

pub use import::{edition_of, import_hospitals};
pub use insured::import_insured;
pub use names::RegistryNames;

use utoipa_actix_web::service_config::ServiceConfig;

/// Mounts the feature.
pub fn routes(config: &mut ServiceConfig) {
    config.service(handlers::search_registry);
}
