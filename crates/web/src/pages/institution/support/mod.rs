//! An institution's applications for support: the list, the form, and one application from the draft to the report.

mod area;
mod detail;
mod edit;
mod fields;
mod list;
mod new;
mod place;

pub use detail::ApplicationPage;
pub use edit::ApplicationEditPage;
pub use list::ApplicationsPage;
pub use new::NewApplicationPage;

use crate::components::common::crumb;
use crate::{paths, t};

/// The way to a page of an application.
fn trail() -> Vec<(String, String)> {
    vec![crumb(t!(institution.home.title), paths::INSTITUTION_HOME), crumb(t!(support_application.list.title), paths::APPLICATIONS)]
}
