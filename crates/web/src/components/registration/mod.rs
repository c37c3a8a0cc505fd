//! Registrations and corrections as the institution's and the staff's pages show them.

mod change_request;
mod content;
mod course;
mod differences;
pub mod fields;
mod form;
mod preview;
mod text_diff;
pub mod typed;
pub mod value;
mod words;

pub use change_request::change_requests;
pub use content::ContentView;
pub use course::Course;
pub use differences::DifferencesView;
pub use form::part_fields;
pub use preview::PublicPreview;
pub use words::{StatusTag, name_of, summary_tags, year_text};
