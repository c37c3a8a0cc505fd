//! The map: outlines of regions, the physician maldistribution index, and the record of imported data.
//!
//! Invariant: everything here is somebody else's data of a named edition; nothing of it says what is designated.

mod drawing;
mod handlers;
mod indices;
mod outlines;
pub mod query;
mod topojson;

pub use indices::{IndexEdition, import_indices};
pub use outlines::import_outlines;

use crate::platform::feature::Feature;
use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the feature: its operations, tasks, and what it keeps about people.
pub const FEATURE: Feature = Feature {
    tags: &[("atlas", "The map: outlines, the physician maldistribution index, and where data comes from.")],
    ..Feature::new("atlas", routes)
};

fn routes(config: &mut ServiceConfig) {
    config
        .service(handlers::list_outlines)
        .service(handlers::list_physician_indices)
        .service(handlers::list_data_editions)
        .service(handlers::get_map_settings);
}
