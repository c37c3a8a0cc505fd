//! Prefectures, secondary medical areas and municipalities: reference data that ships with the program, and its importer; priority support
//! areas, the plans for them, and the councils that agree to them.
//!
//! Invariant: loading is idempotent; what is already there as it should be is not written again.

mod candidates;
pub mod correction_plan;
pub mod council;
mod designations;
mod handlers;
pub mod import;
mod municipality_names;
pub mod postal_code;
pub mod priority_area;
pub mod query;
pub mod reference;

pub use candidates::import_candidates;
pub use designations::load_designations;
pub use handlers::prefecture_code;
pub use import::import_areas;
pub use municipality_names::Place;
pub use priority_area::{area_on, areas_holding, has_priority_areas, places::place_of_institution};
pub use reference::load;

use crate::platform::feature::Feature;
use utoipa_actix_web::service_config::ServiceConfig;

/// What the feature has.
pub const FEATURE: Feature = Feature::new("region", routes);

fn routes(config: &mut ServiceConfig) {
    config.service(handlers::list_areas).service(handlers::list_municipalities).service(handlers::get_postal_code);
    priority_area::routes(config);
    correction_plan::routes(config);
    council::routes(config);
}

/// Wards that were redrawn, and the present ward that took over (most of) each. Data sets made before still name them:
/// Hamamatsu's seven wards became three on 1 January 2024.
const SUCCESSORS: &[(&str, &str)] = &[
    ("22131", "22138"),
    ("22132", "22138"),
    ("22133", "22138"),
    ("22134", "22138"),
    ("22135", "22139"),
    ("22136", "22139"),
    ("22137", "22140"),
];

/// The municipality that a code stands for today.
#[must_use]
pub fn present_code(code: &str) -> &str {
    SUCCESSORS.iter().find(|(former, _)| *former == code).map_or(code, |(_, present)| present)
}
