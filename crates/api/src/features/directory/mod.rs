//! Public listings, which anyone may read, and restricted profiles, which only doctors who stated their licence may read.
//!
//! Lists, pages and counts are answered by an index ([`search`]); where it is not known to say what Postgres says, plain lists and pages by Postgres.
//!
//! Invariant: reads the listing and never writes it. The listing is made by the registration feature; an institution without a
//! row there does not exist here.

mod changes;
mod export;
mod filter;
mod handlers;
mod policy;
pub mod published;
pub mod query;
pub mod search;

pub use changes::adopt;
pub use filter::Filter;
pub use policy::may_read_restricted;
pub use search::with_age;

use crate::platform::feature::{Feature, Task};
use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the feature: its operations, tasks, and what it keeps about people.
pub const FEATURE: Feature = Feature {
    tags: &[("directory", "Registered institutions, for everybody.")],
    is_asked_most: true,
    startup: &[Task { failure: "What changed in the directory could not be read", run: |state| Box::pin(adopt(state)) }],
    background: Some(|state, stop| Box::pin(search::follow(state, stop))),
    after_write: Some(|state| search::DirectoryIndex::of(state).note_write()),
    ..Feature::new("directory", routes)
};

fn routes(config: &mut ServiceConfig) {
    config
        .service(handlers::list_institutions)
        .service(handlers::get_institution_facets)
        .service(handlers::suggest_institutions)
        .service(handlers::list_institution_changes)
        .service(handlers::export_institutions)
        .service(handlers::get_institution_clusters)
        .service(handlers::get_institution)
        .service(handlers::get_directory_summary)
        .service(handlers::get_restricted_listing);
}
