//! Prefectures, secondary medical areas, municipalities and postal codes: reference data that ships with the program, and its importer.
//!
//! Invariant: loading is idempotent; what is already there as it should be is not written again.

mod handlers;
pub mod import;
mod municipality_names;
pub mod postal_code;
pub mod query;
pub mod reference;

pub use handlers::{InPrefecture, prefecture_code};
pub use import::import_areas;
pub use municipality_names::Place;
pub use reference::load;

use crate::platform::feature::Feature;
use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the feature: its operations, tasks, and what it keeps about people.
pub const FEATURE: Feature =
    Feature { tags: &[("regions", "Prefectures, secondary medical areas and municipalities.")], ..Feature::new("places", routes) };

fn routes(config: &mut ServiceConfig) {
    config.service(handlers::list_areas).service(handlers::list_municipalities).service(handlers::get_postal_code);
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
