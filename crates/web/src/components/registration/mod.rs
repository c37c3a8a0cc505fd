//! Registrations and corrections as the institution's and the staff's pages show them.

mod change_request;
mod content;
mod copy;
mod differences;
pub mod fields;
mod form;
mod labels;
mod official;
mod postal_code;
mod preview;
mod progress;
mod text_diff;
pub mod typed;
pub mod value;

pub use change_request::change_requests;
pub use content::ContentView;
pub use copy::copy_button;
pub use differences::DifferencesView;
pub use form::part_fields;
pub use labels::{StatusTag, name_of, summary_tags, year_text};
pub use official::{list_of, official_of_form, official_table};
pub use preview::PublicPreview;
pub use progress::RegistrationProgress;
