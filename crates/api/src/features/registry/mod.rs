//! The official lists of institutions: a draft can start from one of their rows instead of typing. Editions come from files, by command
//! or uploaded by staff, who see what one would change before they apply it.
//!
//! Invariant: a list is somebody else's and is only ever replaced by a newer edition of it; nothing here edits a row.

mod compare;
mod differences;
mod edition;
mod handlers;
mod hospitals;
mod insured;
mod matching;
pub mod name_index;
mod names;
mod place;
mod query;
mod staff_query;
mod staged_import;
mod upload;

pub use edition::{import_hospitals, import_insured};
pub use names::RegistryNames;

use crate::platform::feature::Feature;
use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the feature: its operations, tasks, and what it keeps about people.
pub const FEATURE: Feature = Feature { tags: &[("registry", "The official list of institutions.")], ..Feature::new("registry", routes) };

fn routes(config: &mut ServiceConfig) {
    config
        .service(handlers::search::search_registry)
        .service(handlers::staff::create_registry_import)
        .service(handlers::staff::list_registry_imports)
        .service(handlers::staff::get_registry_import)
        .service(handlers::staff::apply_registry_import)
        .service(handlers::staff::discard_registry_import)
        .service(handlers::staff::list_registry_differences)
        .service(handlers::staff::acknowledge_registry_difference);
}
