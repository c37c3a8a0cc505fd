//! An application for support, for the institution that makes it and for the prefecture that decides.

mod actions;
mod amounts;
mod documents;
mod forms;
mod labels;
mod progress;
mod view;

pub use actions::actions;
pub use amounts::yen_cell;
pub use labels::{application_trail_title, asked, not_open, schemes_text, status_tag};
pub use view::{Side, application_view};
