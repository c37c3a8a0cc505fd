//! The openings of an institution, for the people of its organization: their list on the institution's page, and the form of each.

mod edit;
mod fields;
mod form;
mod list;
mod steps;
mod typed;

pub use edit::OwnOpeningPage;
pub use list::{due_notice, openings_section};
