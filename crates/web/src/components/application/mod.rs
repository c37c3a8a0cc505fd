//! An application for support, for the institution that makes it and for the prefecture that decides.

mod acts;
mod amounts;
mod course;
mod documents;
mod view;
mod words;

pub use acts::acts;
pub use view::{Side, application_view};
pub use words::{application_trail_title, asked, not_open, schemes_text, status_tag};
